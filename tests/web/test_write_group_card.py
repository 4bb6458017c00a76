"""What a group writes with one pen: «Ferdig», changed, refused, few people and many."""

import pytest
from sqlalchemy import select

from facilitator.domain import rooms
from facilitator.models import Card, Room
from tests.support.phones import EIGHT, Phone, phone_of


@pytest.fixture
def led(start):
    led = start("en_to_fire_alle", present=EIGHT)
    led.advance_to("fire")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


@pytest.fixture
def at(led, cast):
    return f"/gruppe/{led.group_of(cast.ane, 'firere')}/fire"


def sentences(database):
    with database.reading() as db:
        rows = db.scalars(select(Card).where(Card.phase_key == "fire", Card.withdrawn_at.is_(None)))
        return [(card.fields["text"], card.visibility) for card in rows]


def test_one_sentence_comes_to_the_board_and_twice_is_once(ane, at, database, stranger, cast, led):
    ane.post(f"{at}/penn")
    for _ in range(2):
        done = ane.post(f"{at}/bidrag", **{"0-text": "Vi lar barna begynne", "keep": "1"})
        assert done.status_code == 200
    assert sentences(database) == [("Vi lar barna begynne", "cohort")]
    led.press("advance")
    assert "Vi lar barna begynne" in stranger.get(f"/rom/{cast.public_id}/lerret").text


def test_a_group_may_say_that_it_is_only_for_today(ane, at, database):
    ane.post(f"{at}/penn")
    ane.post(f"{at}/bidrag", **{"0-text": "Bare i dag"})
    assert sentences(database) == [("Bare i dag", "room")]


def test_without_the_pen_nothing_is_taken_from_who_has_it(ane, at, led, phone, cast, database):
    four = next(people for people in led.groups("firere") if cast.ane in people)
    mate = phone_of(phone, cast, next(person for person in four if person != cast.ane))
    mate.post(f"{at}/penn")
    refused = ane.post(f"{at}/bidrag", **{"0-text": "Mine ord", "version": "0"})
    assert refused.status_code == 409
    assert sentences(database) == []


def test_another_four_writes_nothing_here(at, led, phone, cast, database):
    other = next(people for people in led.groups("firere") if cast.ane not in people)
    stranger = phone_of(phone, cast, other[0])
    assert stranger.post(f"{at}/bidrag", **{"0-text": "Nei"}).status_code == 403
    assert sentences(database) == []


def test_pairs_stay_together_and_each_is_told_whom_to_go_to(led, phone, cast):
    pairs = led.groups("par")
    for four in led.groups("firere"):
        inside = [pair for pair in pairs if set(pair) <= set(four)]
        assert sum(map(len, inside)) == len(four)
    four = next(people for people in led.groups("firere") if cast.ane in people)
    pair = next(people for people in pairs if cast.ane in people)
    page = Phone(phone("ane"), cast).surface()
    told = page.split("<b>Gå sammen med")[1].split("</b>")[0]
    names = {cast.people[name]: cast.names[name].split(" ")[0] for name in EIGHT}
    for person in four:
        assert (names[person] in told) == (person not in pair)


@pytest.mark.parametrize(
    "present", [EIGHT[:1], EIGHT[:2], EIGHT[:3], EIGHT[:6], EIGHT[:7]], ids=len
)
def test_however_few_there_are_everybody_has_a_four(start, phone, cast, present):
    led = start("en_to_fire_alle", present=present)
    led.advance_to("fire")
    seated = [person for four in led.groups("firere") for person in four]
    assert sorted(seated) == sorted(cast.people[name] for name in present)
    assert "Hva er dere mest opptatt av" in Phone(phone(present[0]), cast).surface()


def test_three_who_are_left_of_eight_are_put_together(start, phone, cast, database):
    led = start("en_to_fire_alle", present=EIGHT)
    led.advance_to("to")
    with database.transaction() as db:
        room = db.get_one(Room, cast.room)
        for name in EIGHT[3:]:
            rooms.mark_gone(db, room, cast.people[name], led.clock())
    led.advance_to("fire")
    here = {cast.people[name] for name in EIGHT[:3]}
    fours = [four for four in led.groups("firere") if here & set(four)]
    assert len(fours) == 1
    assert set(fours[0]) == here
    assert "Hva er dere mest opptatt av" in Phone(phone("ane"), cast).surface()
