"""Changing a point of the kjøreplan: title, theme, minutes and note, and when the day begins."""

import pytest

from tests.support.plans import Plan


@pytest.fixture
def plan(leader, database, cast) -> Plan:
    return Plan.of(leader, database, cast)


def test_a_theme_and_a_note_are_changed_two_minutes_before(plan: Plan):
    (item,) = plan.fill("ai_intervju")
    fields = {"title": "AI-intervju i par", "theme": "Da det snudde", "note": "Snakk langsomt."}
    assert plan.post(f"punkt/{item}", fields).status_code == 200
    kept = plan.item(item)
    assert (kept["theme"], kept["notes"], kept["title"]) == (
        "Da det snudde", {"": "Snakk langsomt."}, ""
    )  # fmt: skip
    assert "Tema: Da det snudde" in plan.page()


def test_a_process_may_be_called_something_else_this_day(plan: Plan):
    (item,) = plan.fill("styrkeidentifisering")
    plan.post(f"punkt/{item}", {"title": "Styrkejakt ute"})
    assert plan.titles == ["Styrkejakt ute"]
    plan.post(f"punkt/{item}", {"title": ""})
    assert plan.titles == ["Styrkejakt"]


def test_a_break_gets_other_minutes_and_all_after_it_moves(plan: Plan):
    pause, _ = plan.fill(("Pause", 15), "innsjekk")
    plan.post(f"punkt/{pause}", {"title": "Pause", "minutes": "20"})
    assert "<time>09.20</time>" in plan.page()


def test_what_is_wrong_is_said_at_the_fields_all_at_once(plan: Plan):
    (pause,) = plan.fill(("Pause", 15))
    answer = plan.post(f"punkt/{pause}", {"title": "", "minutes": "0"})
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"title", "minutes"}
    assert plan.item(pause)["minutes"] == 15


def test_a_deadline_must_be_a_date(plan: Plan):
    (item,) = plan.fill("festivalverksted")
    answer = plan.post(f"punkt/{item}", {"setting_deadline": "snart"})
    assert "setting_deadline" in answer.json["errors"]
    assert plan.post(f"punkt/{item}", {"setting_deadline": "2027-10-06"}).status_code == 200
    assert "Frist for endringer: 6.10.2027" in plan.page()


def test_what_has_been_started_is_locked_and_says_why(plan: Plan, clock):
    first, pause = plan.fill("innsjekk", ("Pause", 15))
    plan.begin(first, at=clock())
    for tail in (f"punkt/{first}", f"punkt/{first}/fjern", f"punkt/{first}/fase/ord"):
        answer = plan.post(tail, {"title": "Noe nytt", "minutes": "3", "prompt_0": "Hei?"})
        assert answer.status_code == 409, tail
        assert "er startet og kan ikke endres" in answer.json["message"]
    page = plan.page(f"?punkt={first}")
    assert "kan ikke endres her lenger" in page
    assert f'action="{plan.address}/punkt/{first}"' not in page
    changed = plan.post(f"punkt/{pause}", {"title": "Kaffe", "minutes": "10"})
    assert changed.status_code == 200
    assert plan.titles == ["Innsjekk", "Kaffe"]


def test_what_waits_in_the_room_is_made_anew_from_what_the_plan_says(
    plan: Plan, cast, database, clock
):
    from facilitator.domain import run_sheets
    from facilitator.models import Activity, Gathering

    (item,) = plan.fill("ai_intervju")
    plan.client.post(f"/rom/{cast.public_id}/prosess", data={"item": str(item), "theme": "Før"})
    with database.reading() as db:
        assert db.query(Activity).one().theme == "Før"
    plan.post(f"punkt/{item}", {"theme": "Etter"})
    with database.reading() as db:
        assert db.query(Activity).count() == 0
        sheet = run_sheets.of_gathering(db, db.get_one(Gathering, cast.gathering))
        assert sheet.items[0].activity_id is None


@pytest.mark.parametrize(("typed", "at"), [("08.30", 510), ("9", 540), ("8:45", 525)])
def test_the_day_may_begin_at_another_time(plan: Plan, typed, at):
    plan.fill("innsjekk")
    assert plan.post("start", {"begins": typed}).status_code == 200
    assert plan.begins == at


@pytest.mark.parametrize("typed", ["", "kvart over ni", "25.00", "09.75", "-1", "9.5", "٩"])
def test_a_time_that_is_none_is_said_at_the_field(plan: Plan, typed):
    answer = plan.post("start", {"begins": typed})
    assert answer.json["errors"] == {"begins": "Skriv klokkeslettet slik: 09.00."}
    assert plan.begins == 540


def test_when_the_day_is_on_its_beginning_stands(plan: Plan, clock):
    first, _ = plan.fill("innsjekk", ("Pause", 15))
    plan.begin(first, at=clock())
    assert "begins" in plan.post("start", {"begins": "10.00"}).json["errors"]
