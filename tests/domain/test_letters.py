"""The record of who was written to: once for each person and press, and what did not go."""

import datetime as dt

from facilitator.domain import letters


def begin(db, cast, clock, *names, press="p", about=letters.REMINDER):
    people = [cast.people[name] for name in names]
    return letters.begin(db, people, about=about, by="Turid", client_id=press, now=clock())


def test_a_press_is_one_letter_to_each_and_goes_on_with_what_did_not_go(db, cast, clock):
    first = begin(db, cast, clock, "ane", "siv", "ane")
    assert set(first) == {cast.ane, cast.siv}
    assert begin(db, cast, clock, "ane", "siv") == {}, "they are on their way"
    faults = {first[cast.ane].id: "", first[cast.siv].id: "Ingen svarer."}
    letters.settle(db, faults, clock())
    assert set(begin(db, cast, clock, "ane", "siv")) == {cast.siv}
    assert set(begin(db, cast, clock, "ane", press="q")) == {cast.ane}


def test_one_that_was_cut_off_may_go_again(db, cast, clock):
    begin(db, cast, clock, "ane")
    clock.now += letters.ON_ITS_WAY
    assert set(begin(db, cast, clock, "ane")) == {cast.ane}


def test_the_last_that_reached_somebody_is_what_counts_as_reminded(db, cast, clock):
    gone = begin(db, cast, clock, "ane")[cast.ane]
    letters.settle(db, {gone.id: ""}, clock())
    then = clock()
    clock.now += dt.timedelta(days=2)
    lost = begin(db, cast, clock, "ane", press="q")[cast.ane]
    letters.settle(db, {lost.id: "Ingen svarer."}, clock())
    begin(db, cast, clock, "siv", about=letters.LINK)
    for _ in range(2):
        letters.copied(
            db, [cast.helge], about=letters.REMINDER, by="Turid", client_id="k", now=clock()
        )
    assert letters.last_reminded(db, cast.cohort) == {cast.ane: then, cast.helge: clock()}
    assert set(letters.unsent(db, cast.cohort)) == {cast.ane}
    assert set(letters.latest(db, cast.cohort, letters.LINK)) == {cast.siv}


def test_what_was_copied_does_not_keep_a_letter_from_being_sent(db, cast, clock):
    letters.copied(db, [cast.ane], about=letters.LINK, by="Turid", client_id="p", now=clock())
    assert set(begin(db, cast, clock, "ane", about=letters.LINK)) == {cast.ane}
