"""Secret answers: one for each, changed until they are shown, and nobody's when it is over."""

import datetime as dt

import pytest
from sqlalchemy import select

from facilitator.domain import anonymity, retention, rooms
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Activity, Draft, Ready, Room
from tests.support.nameless import SEVEN, answer, answers, frozen, own, secret


@pytest.fixture
def led(start):
    led = start(process="moralsk_resonnering", present=SEVEN)
    led.advance_to("standpunkt")
    return led


def test_an_answer_has_neither_owner_author_nor_time(led, clock):
    clock.tick(minutes=3)
    answer(led, "ane", "Ja", "Barnet kan ikke si nei selv.")
    [card] = answers(led)
    assert (card.owner_id, card.author_id, card.group_id, card.written_by_id) == (None,) * 4
    with led.database.reading() as db:
        assert card.created_at == card.approved_at == db.get_one(Activity, led.id).started_at


def test_one_changes_one_s_own_answer_and_gives_only_one(led):
    answer(led, "ane", "Ja", "Først")
    answer(led, "hodan", "Nei")
    answer(led, "ane", "Usikker", "Så")
    assert len(answers(led)) == 2
    assert own(led, "ane") == {"moment": "before", "option": "Usikker", "reason": "Så"}
    assert own(led, "hodan")["option"] == "Nei"


def test_the_order_of_the_rows_is_not_that_of_the_answers(led):
    """Seven answers in their own order would be a chance of 1 in 5040 each time."""
    orders = set()
    for _ in range(4):
        for number, who in enumerate(SEVEN):
            answer(led, who, reason=str(number))
        orders.add(tuple(card.fields["reason"] for card in answers(led)))
        with led.database.transaction() as db:
            anonymity.positions.forget(db, db.get_one(Activity, led.id), led.clock())
    assert orders != {tuple(str(number) for number in range(7))}


def test_who_has_answered_is_kept_nowhere(led):
    answer(led, "ane")
    with led.database.reading() as db:
        assert db.scalars(select(Ready)).all() == []
        assert db.scalars(select(Draft)).all() == []


def test_what_is_shown_can_no_longer_be_changed(led):
    for who in SEVEN[:5]:
        answer(led, who)
    led.press("advance")
    with pytest.raises(Invalid) as refused:
        answer(led, "jonas", "Nei")
    assert refused.value.errors == {
        "0-option": "Fordelingen er vist. Svaret ditt teller i neste runde."
    }
    assert frozen(led) == {"before": {"Ja": 5}}
    led.advance_to("nytt")
    answer(led, "jonas", "Nei", phase="nytt")
    assert own(led, "jonas", "nytt")["moment"] == "after"


def test_the_end_destroys_answers_and_key_and_leaves_the_counts(led):
    for who in SEVEN:
        answer(led, who)
    led.end()
    assert answers(led) == []
    assert secret(led) is None
    assert frozen(led) == {"before": {"Ja": 7}}
    with pytest.raises(NotAllowed):
        answer(led, "ane", phase="nytt")


def test_an_end_that_is_undone_lets_people_answer_under_a_new_key(led):
    answer(led, "ane")
    before = secret(led)
    led.end()
    led.press("undo")
    assert own(led, "ane") is None
    answer(led, "ane", "Nei")
    assert own(led, "ane")["option"] == "Nei"
    assert secret(led) not in (None, before)


@pytest.mark.parametrize("verb", [rooms.close_room, rooms.retire])
def test_a_room_that_is_closed_keeps_the_promise_too(led, verb, clock):
    for who in SEVEN[:6]:
        answer(led, who)
    with led.database.transaction() as db:
        verb(db, db.get_one(Room, led.cast.room), clock())
    assert answers(led) == []
    assert secret(led) is None
    assert frozen(led) == {"before": {"Ja": 6}}


def test_a_room_that_was_left_open_is_tidied(led, clock):
    answer(led, "ane")
    with led.database.transaction() as db:
        retention.run(db, clock() + dt.timedelta(hours=2))
    assert len(answers(led)) == 1
    with led.database.transaction() as db:
        retention.run(db, clock() + dt.timedelta(hours=13))
    assert answers(led) == []
    assert secret(led) is None
