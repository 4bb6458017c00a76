"""Putting a process into the room from the start page: from the kjøreplan or the library."""

import pytest

from facilitator.domain import activities
from facilitator.models import Activity, Room, RunSheetItem
from facilitator.processes.loader import load_library
from tests.support.plans import JSON, Plan


@pytest.fixture
def plan(leader, database, cast) -> Plan:
    return Plan.of(leader, database, cast)


@pytest.fixture
def put(leader, cast):
    """`put(process="veikart")` as script sends it; `script=False` as a plain form."""

    def send(*, script: bool = True, **fields: str):
        address = f"/rom/{cast.public_id}/prosess"
        return leader.post(address, data=fields, headers=JSON if script else {})

    return send


def in_room(database) -> list[Activity]:
    with database.reading() as db:
        return db.query(Activity).order_by(Activity.id).all()


def test_the_start_page_offers_the_plan_and_the_library(plan: Plan, leader):
    item, _ = plan.fill("ai_intervju", ("Pause", 15))
    page = leader.get("/i-dag").text
    assert f'value="punkt-{item}"' in page
    assert all(f'value="prosess-{key}"' in page for key in load_library())
    assert "Legg i rommet" not in page


def test_what_is_chosen_asks_for_what_it_needs(leader):
    page = leader.get("/i-dag?velg=prosess-moralsk_resonnering").text
    assert "Bildet i foreldregruppa – En kollega" in page
    assert 'name="theme"' not in page
    assert 'name="theme"' in leader.get("/i-dag?velg=prosess-ai_intervju").text
    assert 'type="date"' in leader.get("/i-dag?velg=prosess-festivalverksted").text


@pytest.mark.parametrize("chosen", ["prosess-trolldom", "punkt-4711", "punkt-", "tull", "<b>"])
def test_what_cannot_be_chosen_is_not_chosen(leader, chosen):
    answer = leader.get("/i-dag", query_string={"velg": chosen})
    assert answer.status_code == 200
    assert "Legg i rommet" not in answer.text


def test_a_process_takes_its_settings_along(put, database):
    assert put(process="en_to_fire_alle", question="Hva virker?").status_code == 200
    (activity,) = in_room(database)
    assert activity.settings == {"question": "Hva virker?"}


def test_what_lacks_is_said_at_the_field(put, database):
    answer = put(process="moralsk_resonnering", dilemma="")
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["dilemma"]
    assert in_room(database) == []


def test_a_plain_form_gets_the_page_again_with_what_was_typed(put, database):
    answer = put(script=False, process="festivalverksted", deadline="til høsten")
    assert answer.status_code == 422
    assert 'value="til høsten"' in answer.text
    assert "Skriv datoen som dag, måned og år." in answer.text
    assert in_room(database) == []


def test_the_same_twice_is_once_but_another_question_is_another(put, database):
    for question in ("Hva virker?", "Hva virker?", "Hva vil vi?"):
        put(process="en_to_fire_alle", question=question)
    assert [a.settings["question"] for a in in_room(database)] == ["Hva virker?", "Hva vil vi?"]


def test_a_point_of_the_plan_goes_in_as_it_was_changed(plan: Plan, put, database):
    (item,) = plan.fill("ai_intervju")
    plan.post(f"punkt/{item}/fase/rotarsaker", {"minutes": "20", "prompt_0": "Hva bar?"})
    plan.post(f"punkt/{item}", {"theme": "Da det snudde", "note": "Rolig."})
    put(item=str(item), theme="Da det snudde")
    put(item=str(item), theme="Da det snudde")
    (activity,) = in_room(database)
    assert activity.theme == "Da det snudde"
    assert activity.leader_notes == {"": "Rolig."}
    with database.reading() as db:
        process = activities.process_of(db.get_one(Activity, activity.id))
        assert process.phase("rotarsaker").prompts == ("Hva bar?",)
        assert db.get_one(RunSheetItem, item).activity_id == activity.id


def test_a_point_started_from_here_is_the_one_that_is_on(plan: Plan, put, database, cast):
    (item,) = plan.fill("ai_intervju")
    put(item=str(item), theme="Da det snudde", start="1")
    with database.reading() as db:
        room = db.get_one(Room, cast.room)
        found = db.get_one(RunSheetItem, item)
        assert room.item_id == item
        assert found.started_at is not None
        assert activities.state_of(db.get_one(Activity, found.activity_id)).is_on
    assert put(item=str(item), theme="Da det snudde").status_code == 409
    assert len(in_room(database)) == 1


def test_a_point_of_another_day_is_not_found(put):
    assert put(item="4711").status_code == 404
