"""Counts stand still from the moment they are shown, and are shown from five answers."""

import pytest

from facilitator.domain import distributions, progress
from facilitator.models import Activity
from tests.support.nameless import SEVEN, answer, frozen


@pytest.fixture
def led(start):
    led = start(process="moralsk_resonnering", present=SEVEN)
    led.advance_to("standpunkt")
    return led


def give(led, *options, phase="standpunkt"):
    for who, option in zip(SEVEN, options, strict=False):
        answer(led, who, option, phase=phase)


def waits(led):
    with led.database.reading() as db:
        return distributions.waits(db, db.get_one(Activity, led.id), "fordeling")


def test_nothing_is_frozen_while_people_answer(led):
    give(led, *["Ja"] * 6)
    assert frozen(led) == {}
    assert not waits(led)


def test_the_phase_s_end_freezes_the_counts(led):
    give(led, "Ja", "Ja", "Nei", "Usikker", "Ja")
    led.press("advance")
    assert frozen(led) == {"before": {"Ja": 3, "Nei": 1, "Usikker": 1}}


def test_below_five_nothing_is_counted_and_the_fifth_who_comes_late_opens_it(led, facts):
    give(led, "Ja", "Ja", "Nei", "Usikker")
    led.press("advance")
    assert frozen(led) == {}
    assert waits(led)
    facts.clear()
    answer(led, "anders", "Nei")
    assert frozen(led) == {"before": {"Ja": 2, "Nei": 2, "Usikker": 1}}
    assert not waits(led)
    assert "PhaseMoved" in {type(fact).__name__ for fact in facts}


def test_going_back_and_on_counts_nothing_again(led):
    give(led, *["Ja"] * 5)
    led.press("advance")
    led.press("back")
    led.press("advance")
    assert frozen(led) == {"before": {"Ja": 5}}


def test_before_and_after_are_two_series_in_the_order_they_were_asked(led):
    give(led, *["Ja"] * 5)
    led.advance_to("nytt")
    give(led, *["Nei"] * 6, phase="nytt")
    led.press("advance")
    with led.database.reading() as db:
        found = distributions.of_board(db, db.get_one(Activity, led.id), "fordeling")
    assert found == {"before": {"Ja": 5}, "after": {"Nei": 6}}
    assert list(found) == ["before", "after"]


def test_the_room_counts_how_many_have_answered(led):
    give(led, "Ja", "Nei", "Ja")
    answer(led, "ane", "Nei")
    with led.database.reading() as db:
        now = progress.of_phase(db, db.get_one(Activity, led.id))
    assert (now.kind, now.done, now.whole) == ("answered", 3, 7)
