"""The phone's page as a whole: the right screen, the same after a reload, cheap to make."""

import datetime as dt
import json
import re

import pytest

from facilitator.domain import rooms
from facilitator.models import Gathering
from tests.support.phones import EIGHT, Phone
from tests.support.queries import counted

PHASES = {
    "inngang": "skjermen ned",
    "tenk": "Jeg er klar",
    "godkjenn": "Hvem får lese den?",
    "gjenfortell": "Hva gjorde det mulig?",
    "rotarsaker": "Ta pennen",
    "hosting": "Her kommer fortellingene",
}


@pytest.fixture
def ane(phone, cast):
    return Phone(phone("ane"), cast)


def attribute(page, name):
    return re.search(rf'data-{name}="([^"]*)"', page)[1]


def test_the_lobby_has_one_s_own_seat(ane):
    page = ane.surface()
    assert "Fint at du kom, Ane" in page
    assert "Din plass er markert." in page


@pytest.mark.parametrize(("phase", "words"), PHASES.items())
def test_each_phase_has_its_screen_and_a_reload_gives_the_same(start, ane, phase, words):
    start(present=EIGHT).advance_to(phase)
    page = ane.surface()
    assert words in page
    assert attribute(ane.surface(), "step") == attribute(page, "step")


def test_a_pause_and_a_minute_more_do_not_throw_a_writer_out(start, ane, clock):
    led = start(present=EIGHT)
    led.advance_to("tenk")
    step = attribute(ane.surface(), "step")
    led.press("extend")
    led.press("pause")
    page = ane.surface()
    assert attribute(page, "step") == step
    assert "Klokka står" in page
    led.press("resume")
    led.press("advance")
    assert attribute(ane.surface(), "step") != step


def test_it_hears_the_room_the_board_its_groups_and_itself(start, ane, cast):
    led = start(present=EIGHT)
    led.advance_to("rotarsaker")
    names = set(json.loads(re.search(r'data-audiences="(\{.*?\})"', ane.surface())[1]))
    own = {f"group:{led.group_of(cast.ane, key)}" for key in ("par", "bord")}
    room = {f"{kind}:{cast.room}" for kind in ("room", "board")}
    assert names == room | own | {f"person:{cast.room}:{cast.ane}"}


@pytest.mark.parametrize("phase", ["tenk", "intervju_1", "skriv_1", *list(PHASES)[2:]])
def test_a_page_is_made_with_few_queries(start, ane, cast, database, phase):
    led = start(present=EIGHT)
    led.advance_to(phase)
    for name in EIGHT:
        led.write_story(cast.people[name])
        if phase == "hosting":
            led.approve(cast.people[name])
    ane.surface()
    with counted(database) as sent:
        ane.surface()
    # A ring also asks how many are here, and whether its size has changed.
    assert len(sent) <= (16 if phase == "gjenfortell" else 15)


def test_somebody_who_is_not_in_the_room_finds_their_name_first(stranger, cast):
    answer = Phone(stranger, cast).get()
    assert answer.status_code == 302
    assert answer.location.endswith(f"/rom/{cast.public_id}/hvem")


def test_a_claim_by_code_opens_no_earlier_room(ane, linked, cast, database, clock):
    """Ane was at samling 7, but this phone only says that it is hers."""
    address = _samling_7(database, cast, clock)
    assert ane.client.get(address).location.endswith("/hvem")
    assert linked("ane").get(address).status_code == 200


def _samling_7(database, cast, clock):
    with database.transaction() as db:
        gathering = Gathering(
            cohort_id=cast.cohort, number=7, date=clock().date(), theme="Før", place="Her"
        )
        db.add(gathering)
        db.flush()
        room = rooms.open_room(db, gathering, clock())
        rooms.join(db, room, cast.ane, clock() - dt.timedelta(days=30))
        return f"/rom/{room.public_id}"


def test_two_at_one_tablet_see_whose_turn_it_is(ane, cast):
    assert "Bytt" not in ane.surface().split("<h1")[0]
    ane.client.post(ane.path("/hvem"), data={"participant": cast.leila, "add": "1"})
    page = ane.surface()
    assert "Du er " in page
    assert f"{ane.path()}/meg" in page


def test_ai_is_spelled_out_where_people_meet_it_first(start, phone, stranger, cast):
    led = start()
    whole = "AI-intervju i par (anerkjennende intervju)"
    projector = f"/rom/{cast.public_id}/lerret"
    assert whole in Phone(phone("ane"), cast).surface()
    assert whole in stranger.get(projector).text
    led.advance_to("tenk")
    assert whole not in stranger.get(projector).text
