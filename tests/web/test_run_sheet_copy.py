"""A kjøreplan that begins as a copy of another samling's."""

import datetime as dt

import pytest

from facilitator.models import Gathering
from tests.support.plans import Plan


@pytest.fixture
def plan(leader, database, cast) -> Plan:
    return Plan.of(leader, database, cast)


@pytest.fixture
def other(leader, database, cast) -> Plan:
    """Samling 3, with a plan of its own."""
    with database.transaction() as db:
        gathering = Gathering(
            cohort_id=cast.cohort, number=3, date=dt.date(2027, 1, 20), theme="AI", place="Fiolen"
        )
        db.add(gathering)
        db.flush()
        number = gathering.id
    third = Plan(leader, database, number)
    first, _, _ = third.fill("en_to_fire_alle", ("Lunsj", 45), "festivalverksted")
    third.post(f"punkt/{first}", {"setting_question": "Hva virker?", "note": "Rolig."})
    return third


def test_the_points_the_texts_and_the_start_come_along(plan: Plan, other: Plan):
    other.post("start", {"begins": "08.30"})
    assert "Samling 3, 20. januar 2027" in plan.page("?vis=kopier")
    assert plan.post("kopier", {"source": str(other.gathering)}, script=False).status_code == 303
    assert plan.titles == other.titles
    assert plan.begins == 510
    assert "Spørsmål: Hva virker?" in plan.page()
    assert len(other.titles) == 3


def test_the_copy_is_its_own(plan: Plan, other: Plan, database):
    plan.post("kopier", {"source": str(other.gathering)})
    page = plan.page()
    item = int(page.split('data-item="')[1].split('"')[0])
    plan.post(f"punkt/{item}", {"setting_question": "Noe helt annet?"})
    assert "Noe helt annet?" in plan.page()
    assert "Hva virker?" in other.page()


def test_a_date_of_the_other_day_is_left_out(plan: Plan, other: Plan):
    page = other.page()
    last = int(page.rsplit('data-item="', 1)[1].split('"')[0])
    other.post(f"punkt/{last}", {"setting_deadline": "2027-01-30"})
    plan.post("kopier", {"source": str(other.gathering)})
    assert "30.1.2027" not in plan.page()
    assert "Fyll inn frist for endringer" in plan.page()


def test_it_asks_before_it_replaces_something(plan: Plan, other: Plan):
    plan.fill("innsjekk", ("Pause", 15))
    answer = plan.post("kopier", {"source": str(other.gathering)}, script=False)
    assert answer.status_code == 200
    assert "2 punkter i denne kjøreplanen blir byttet ut" in answer.text
    assert plan.titles == ["Innsjekk", "Pause"]
    plan.post("kopier", {"source": str(other.gathering), "sure": "1"})
    assert plan.titles == other.titles


def test_what_has_begun_stays(plan: Plan, other: Plan, clock):
    first, _ = plan.fill("innsjekk", ("Pause", 15))
    plan.begin(first, at=clock())
    plan.post("kopier", {"source": str(other.gathering), "sure": "1"})
    assert plan.titles == ["Innsjekk", *other.titles]
    assert plan.begins == 540


@pytest.mark.parametrize("source", ["", "tre", "own"])
def test_what_is_no_other_samling_is_said_at_the_field(plan: Plan, other: Plan, source):
    chosen = str(plan.gathering) if source == "own" else source
    answer = plan.post("kopier", {"source": chosen})
    assert answer.status_code == 422
    assert "source" in answer.json["errors"]


def test_with_nothing_to_copy_the_page_says_what_will_come(plan: Plan):
    assert "når de har en kjøreplan" in plan.page("?vis=kopier")
