"""One pen in a group: anyone takes it with a tap, the others read along."""

import pytest
from sqlalchemy import select

from facilitator.domain import rooms
from facilitator.models import Card, Room
from tests.support.phones import EIGHT, Phone, phone_of


@pytest.fixture
def led(start):
    led = start(present=EIGHT)
    led.advance_to("rotarsaker")
    return led


@pytest.fixture
def group(led, cast):
    return led.group_of(cast.ane, "bord")


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


@pytest.fixture
def mate(led, phone, cast):
    table = next(people for people in led.groups("bord") if cast.ane in people)
    return phone_of(phone, cast, next(person for person in table if person != cast.ane))


def test_a_tap_takes_it_and_the_others_see_who_has_it(ane, mate, group):
    assert "Ta pennen" in ane.surface()
    assert ane.post(f"/gruppe/{group}/rotarsaker/penn").status_code == 200
    assert "Du har pennen" in ane.surface()
    assert "Ane har pennen" in mate.surface()


def test_the_others_read_along_while_it_is_written(ane, mate, group, facts):
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    facts.clear()
    ane.post(f"/kladd/gruppe/{group}/rotarsaker", line_0="Vi lo mye", version=0, editor="a")
    assert "Vi lo mye" in mate.surface()
    assert {fact.audience for fact in facts} == {f"group:{group}"}


def test_without_the_pen_nothing_is_overwritten(ane, mate, group):
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    ane.post(f"/kladd/gruppe/{group}/rotarsaker", line_0="Anes", version=0, editor="a")
    for path in (f"/kladd/gruppe/{group}/rotarsaker", f"/gruppe/{group}/rotarsaker/ferdig"):
        refused = mate.post(path, line_0="Mine", version=0, editor="m")
        assert refused.status_code == 409
        assert "Ane har pennen" in refused.json["message"]
    assert "Anes" in mate.surface()


def test_anyone_at_the_table_takes_it_over_with_the_text_in_it(ane, mate, group):
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    ane.post(f"/kladd/gruppe/{group}/rotarsaker", line_0="Vi lo mye", version=0, editor="a")
    mate.post(f"/gruppe/{group}/rotarsaker/penn")
    page = mate.surface()
    assert "Du har pennen" in page
    assert "Vi lo mye" in page
    late = ane.post(f"/kladd/gruppe/{group}/rotarsaker", line_0="Sent", version=1, editor="a")
    assert late.status_code == 409


def test_the_pen_that_is_taken_anew_names_its_form_anew(ane, mate, group):
    def form(phone):
        return phone.surface().split('data-draft="')[1].split('"')[0]

    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    first = form(ane)
    mate.post(f"/gruppe/{group}/rotarsaker/penn")
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    assert form(ane) != first


def test_another_table_has_no_hand_in_it(led, group, phone, cast):
    other = next(people for people in led.groups("bord") if cast.ane not in people)
    outsider = phone_of(phone, cast, other[0])
    assert outsider.post(f"/gruppe/{group}/rotarsaker/penn").status_code == 403
    assert outsider.post(f"/kladd/gruppe/{group}/rotarsaker", line_0="Nei").status_code == 403


def test_what_was_never_finished_lies_in_the_mappe_of_the_table(
    ane, mate, group, linked, database, clock, cast
):
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    with database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, cast.room), clock())
    late = ane.post(
        f"/kladd/gruppe/{group}/rotarsaker",
        line_0="Vi lo  mye",
        keep="1",
        version=0,
        editor="a",
    )
    assert "arbeidsmappa" in late.json["message"]
    for client in (linked("ane"), mate.client):
        page = client.get("/mappe").text
        assert "Det gruppa di begynte på, samling 8" in page
        assert "Vi lo  mye</span>" in page
        assert "Bare gruppa di ser den" in page


def test_what_is_finished_is_no_draft_any_more(ane, group):
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    done = {"line_0": "Vi lo  mye", "line_1": "Vi ventet", "keep": "1"}
    ane.post(f"/kladd/gruppe/{group}/rotarsaker", **done, version=0, editor="a")
    assert "Kladdene dine" in ane.client.get("/mappe").text
    ane.post(f"/gruppe/{group}/rotarsaker/ferdig", **done, version=1)
    page = ane.client.get("/mappe").text
    assert "Kladdene dine" not in page
    assert "Vi ventet" in page


def test_when_the_room_goes_on_the_lines_are_delivered_with_one_tap(
    led, ane, mate, group, database
):
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    lines = {"line_0": "Vi lo mye", "line_2": "Vi ventet", "keep": "1"}
    ane.post(f"/kladd/gruppe/{group}/rotarsaker", **lines, version=0, editor="a")
    led.advance_to("hosting")
    assert "Ane har pennen" in mate.surface()
    page = ane.surface()
    for words in ("Dette er ikke levert ennå", "Vi ventet", 'name="line_2"', 'name="keep"'):
        assert words in page
    led.end()
    assert "Dette er ikke levert ennå" in ane.surface()
    done = ane.post(f"/gruppe/{group}/rotarsaker/ferdig", **lines, version=1)
    assert done.status_code == 200
    assert "Dette er ikke levert ennå" not in ane.surface() + mate.surface()
    with database.reading() as db:
        assert [c.visibility for c in db.scalars(select(Card))] == ["cohort", "cohort"]


def test_what_is_delivered_asks_for_nothing(led, ane, group):
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    ane.post(f"/gruppe/{group}/rotarsaker/ferdig", line_0="Vi lo  mye", version=0)
    led.advance_to("hosting")
    assert "Dette er ikke levert ennå" not in ane.surface()
