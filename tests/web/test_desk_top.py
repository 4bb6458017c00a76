"""The desk's top line: the same entries at every width, and those of the kull at the desk."""

import datetime as dt

import pytest
from sqlalchemy import delete

from facilitator.models import CohortLeader, Gathering
from tests.support.cast import other_room


@pytest.fixture
def other_kull(database, cast, clock):
    """Turid leads Kull 11 too."""
    with database.transaction() as db:
        other_room(db, cast, clock(), led_by=cast.turid)


def test_the_entries_stand_behind_a_menu_that_needs_no_script(leader):
    top = leader.get("/deltakere").text.partition("<header")[2].partition("</header>")[0]
    menu, _, links = top.partition("</details>")
    assert "<summary>Meny" in menu
    assert links.count("<a ") == 8 + 1, "the pages, and one's own account"
    assert 'href="/deltakere" aria-current="page"' in links


def test_methods_have_the_line_of_the_kull_at_the_desk(leader, cast, other_kull):
    """Also when the kull that the house would choose is another one."""
    plan = f'href="/samling/{cast.gathering}/kjoreplan"'
    for path in ("/metoder", "/metoder/ny-metode", "/metoder/erfaringsdeling"):
        assert plan in leader.get(path, query_string={"kull": "kull10"}).text
        page = leader.get(path, query_string={"kull": "kull11"}).text
        assert plan not in page
        assert 'href="/deltakere?kull=kull11"' in page


def test_what_is_called_off_is_not_the_next_samling(leader, cast, database, clock):
    """Also where the numbers do not follow the dates, since one that is held keeps its own."""
    day = clock().date()
    with database.transaction() as db:
        db.get_one(Gathering, cast.gathering).date = day - dt.timedelta(days=7)
        db.add_all(
            Gathering(cohort_id=cast.cohort, number=n, date=day + dt.timedelta(days=days),
                      theme="T", place="", cancelled=off)
            for n, days, off in ((1, 30, False), (2, 5, True), (9, 20, False))
        )  # fmt: skip
        db.flush()
        nearest = db.query(Gathering).filter_by(number=9).one().id
    assert f'href="/samling/{nearest}/kjoreplan"' in leader.get("/deltakere").text


def test_a_page_about_one_samling_has_the_line_of_its_kull(leader, cast, other_kull):
    leader.get("/kull?kull=kull11")
    page = leader.get(f"/samling/{cast.gathering}/kjoreplan").text
    assert 'href="/deltakere?kull=kull10"' in page
    assert 'href="/deltakere?kull=kull11"' not in page


@pytest.mark.parametrize("kull", ["finnes-ikke", "kull11"])
def test_nobody_is_refused_the_methods_for_the_kull_they_name(
    linked, leader2, cast, other_kull, kull
):
    """Aslak does not lead Kull 11, and Ane leads none."""
    assert linked("ane").get(f"/metoder?kull={kull}").status_code == 200
    page = leader2.get(f"/metoder?kull={kull}")
    assert page.status_code == 200
    assert f'href="/samling/{cast.gathering}/kjoreplan"' in page.text


def test_one_who_leads_no_kull_yet_is_led_to_what_there_is(leader2, database, cast):
    with database.transaction() as db:
        db.execute(delete(CohortLeader).where(CohortLeader.facilitator_id == cast.aslak))
    page = leader2.get("/i-dag").text
    assert 'href="/kull/ny"' in page
    assert 'href="/deltakere"' not in page
    refused = leader2.get("/deltakere")
    assert refused.status_code == 404
    assert "Lag et fra siden I dag" in refused.text
