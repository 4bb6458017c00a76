"""Rotårsaker: what the table writes becomes its cards, and can be changed again."""

import pytest
from sqlalchemy import select

from facilitator.models import Card
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
def ane(led, phone, cast, group):
    ane = Phone(phone("ane"), cast)
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    return ane


def causes(database):
    with database.reading() as db:
        found = db.scalars(select(Card).where(Card.type == "root_cause").order_by(Card.id))
        return [(card.fields["text"], card.visibility, card.withdrawn_at is None) for card in found]


def done(phone, group, **fields):
    return phone.post(f"/gruppe/{group}/rotarsaker/ferdig", **fields)


def test_the_lines_are_released_and_kept_with_the_board(ane, group, database):
    assert 'name="keep" value="1" checked' in ane.surface()
    answer = done(ane, group, line_0="Vi spurte barna", line_1="Vi delte ansvaret", keep="1")
    assert answer.status_code == 200
    assert causes(database) == [
        ("Vi spurte barna", "cohort", True),
        ("Vi delte ansvaret", "cohort", True),
    ]
    assert "Kortene deres ligger på tavla" in ane.surface()


def test_a_group_may_say_that_its_cards_are_only_for_today(ane, group, database):
    done(ane, group, line_0="Vi spurte barna")
    assert causes(database) == [("Vi spurte barna", "room", True)]


def test_pressed_twice_there_is_one_of_each(ane, group, database):
    for _ in range(3):
        assert done(ane, group, line_0="Vi spurte barna", keep="1", version=0).status_code == 200
    assert len(causes(database)) == 1


def test_reopened_the_same_cards_are_changed_and_an_emptied_line_moves_no_other(
    ane, group, database
):
    done(ane, group, line_0="En", line_1="To", line_2="Tre", keep="1")
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    assert "To" in ane.surface()
    done(ane, group, line_0="En", line_1="", line_2="Tre nye", keep="1")
    assert causes(database) == [
        ("En", "cohort", True),
        ("To", "cohort", False),
        ("Tre nye", "cohort", True),
    ]


def test_an_old_tap_that_arrives_after_a_mate_s_change_overwrites_nothing(
    ane, group, database, led, phone, cast
):
    done(ane, group, line_0="Mine", keep="1", version=0)
    table = next(people for people in led.groups("bord") if cast.ane in people)
    mate = phone_of(phone, cast, next(person for person in table if person != cast.ane))
    mate.post(f"/gruppe/{group}/rotarsaker/penn")
    done(mate, group, line_0="Våre", keep="1", version=1)
    refused = done(ane, group, line_0="Mine", keep="1", version=0)
    assert refused.status_code == 409
    assert causes(database) == [("Våre", "cohort", True)]


def test_empty_or_too_long_is_said_at_the_line(ane, group, database):
    assert "line_0" in done(ane, group, line_0=" ").json["errors"]
    refused = done(ane, group, line_0="Kort", line_1="x" * 141)
    assert set(refused.json["errors"]) == {"line_1"}
    assert causes(database) == []


def test_the_lines_from_the_listening_are_at_hand_for_the_table_alone(led, start, phone, cast):
    led.press("back")
    group = led.group_of(cast.ane, "bord")
    ane = Phone(phone("ane"), cast)
    table = next(people for people in led.groups("bord") if cast.ane in people)
    mate = phone_of(phone, cast, next(person for person in table if person != cast.ane))
    for _ in range(2):
        path = f"/gruppe/{group}/gjenfortell/linje"
        ane.post(path, text="De hadde ventet på hverandre", client_id="c1")
    assert "De hadde ventet" not in mate.surface()
    led.press("advance")
    assert mate.surface().count("De hadde ventet på hverandre") == 1
    other = next(people for people in led.groups("bord") if cast.ane not in people)
    outsider = phone_of(phone, cast, other[0])
    assert "De hadde ventet" not in outsider.surface()
    assert outsider.post(path, text="Nei").status_code == 403


def test_a_phase_that_writes_no_group_cards_takes_none(ane, group):
    assert ane.post(f"/gruppe/{group}/gjenfortell/ferdig", line_0="a").status_code == 404
