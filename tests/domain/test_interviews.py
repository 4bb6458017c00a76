"""Who tells and who writes: pairs follow the room, a trio keeps its own time."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import activities, groups, harvests, interviews, rooms
from facilitator.domain.interviews import Seat
from facilitator.domain.phases import MINUTE
from facilitator.models import Activity, Gathering, Group, Interview, Participant, Room
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import Led

Start = Callable[..., Led]
PAIR = ["ane", "hodan"]
TRIO = ["ane", "hodan", "helge"]
PHASES = ("intervju_1", "skriv_1", "intervju_2", "skriv_2")


def seats(led: Led) -> dict[int, Seat | None]:
    """What each of the first group does now, by participant."""
    now = activities.milliseconds(led.clock())
    with led.database.reading() as db:
        activity = db.get_one(Activity, led.id)
        process, state = activities.process_of(activity), activities.state_of(activity)
        group = groups.of_set(db, activity, "par")[0]
        found = {}
        for person in group.people:
            seat = interviews.seat(db, group, process, state, person, now)
            if seat is not None and seat.interview is not None:
                db.expunge(seat.interview)
            found[person.id] = seat
        return found


def parts(led: Led) -> list[str | None]:
    return [seat.part if seat else None for seat in seats(led).values()]


def remaining(led: Led) -> int:
    clock = next(seat.own_clock for seat in seats(led).values() if seat)
    assert clock is not None
    return clock.remaining


def tap(led: Led, seen: int) -> bool:
    """«Vi er klare for å skrive», from the trio."""
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        group = groups.of_set(db, activity, "par")[0]
        state = activities.state_of(activity)
        return interviews.move_trio(group, seen, state, activities.milliseconds(led.clock()))


def test_a_pair_swaps_roles(start: Start) -> None:
    led = start(present=PAIR)
    found = []
    for key in PHASES:
        led.advance_to(key)
        found.append(parts(led))
    assert found == [["tell", "ask"], ["rest", "write"], ["ask", "tell"], ["write", "rest"]]


def test_outside_the_interviews_nobody_has_a_part(start: Start) -> None:
    led = start(present=PAIR)
    led.advance_to("tenk")
    assert parts(led) == [None, None]
    led.advance_to("godkjenn")
    assert parts(led) == [None, None]


@pytest.mark.parametrize("present", [PAIR, TRIO])
def test_everyone_tells_once_and_writes_once(start: Start, present: list[str]) -> None:
    led = start(present=present)
    told = [teller for _, teller, _ in led.interviews()]
    wrote = [writer for _, _, writer in led.interviews()]
    everybody = sorted(led.cast.people[name] for name in present)
    assert sorted(told) == sorted(wrote) == everybody
    assert all(teller != writer for _, teller, writer in led.interviews())


def test_a_trio_goes_round_in_six_steps_of_its_own(start: Start) -> None:
    led = start(present=TRIO)
    led.advance_to("intervju_1")
    found = [parts(led)]
    for step in range(6):
        assert tap(led, step)
        found.append(parts(led))
    assert found[:6] == [
        ["tell", "ask", "listen"],
        ["rest", "write", "listen"],
        ["listen", "tell", "ask"],
        ["listen", "rest", "write"],
        ["ask", "listen", "tell"],
        ["write", "listen", "rest"],
    ]
    assert found[6] == ["done"] * 3


def test_two_taps_move_a_trio_once(start: Start) -> None:
    led = start(present=TRIO)
    led.advance_to("intervju_1")
    assert tap(led, 0)
    assert not tap(led, 0)
    assert parts(led) == ["rest", "write", "listen"]


def test_the_rooms_phase_never_interrupts_a_trio(start: Start, clock: Clock) -> None:
    led = start(present=TRIO)
    led.advance_to("intervju_1")
    clock.tick(minutes=4)
    before = parts(led)
    led.advance_to("godkjenn")
    assert parts(led) == before
    assert remaining(led) == 6 * MINUTE


def test_each_of_a_trios_slots_has_ten_minutes_and_two_and_a_half(
    start: Start, clock: Clock
) -> None:
    led = start(present=TRIO)
    clock.tick(minutes=9)
    led.advance_to("intervju_1")
    assert remaining(led) == 10 * MINUTE
    clock.tick(minutes=8)
    assert tap(led, 0)
    assert remaining(led) == 2.5 * MINUTE
    clock.tick(minutes=2)
    assert tap(led, 1)
    assert remaining(led) == 10 * MINUTE


def test_a_pause_stretches_a_trios_slot_and_starts_nothing_anew(start: Start, clock: Clock) -> None:
    led = start(present=TRIO)
    led.advance_to("intervju_1")
    clock.tick(minutes=4)
    led.press("pause")
    clock.tick(minutes=30)
    assert remaining(led) == 6 * MINUTE
    led.press("resume")
    assert remaining(led) == 6 * MINUTE
    clock.tick(minutes=1)
    assert remaining(led) == 5 * MINUTE


def test_a_minute_more_stretches_the_slot_that_is_on(start: Start, clock: Clock) -> None:
    led = start(present=TRIO)
    led.advance_to("intervju_1")
    clock.tick(minutes=4)
    led.press("extend")
    assert remaining(led) == 7 * MINUTE
    clock.tick(minutes=1)
    assert tap(led, 0)
    assert remaining(led) == 2.5 * MINUTE


def test_going_back_and_forth_gives_a_trio_no_new_time(start: Start, clock: Clock) -> None:
    led = start(present=TRIO)
    led.advance_to("intervju_1")
    clock.tick(minutes=4)
    led.press("advance")
    led.press("back")
    assert remaining(led) == 6 * MINUTE


def test_a_start_too_early_that_is_undone_takes_no_time_from_a_trio(
    start: Start, clock: Clock
) -> None:
    led = start(present=TRIO)
    led.advance_to("intervju_1")
    clock.tick(seconds=20)
    led.press("undo")
    clock.tick(minutes=2)
    led.press("advance")
    assert remaining(led) == 10 * MINUTE


def move(led: Led, person: int, group_id: int) -> None:
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        process = activities.process_of(activity)
        groups.move(db, activity, process, "par", person, group_id)


def test_moving_somebody_makes_interviews_for_those_who_are_there(start: Start, cast: Cast) -> None:
    led = start(present=["ane", "hodan", "helge", "kasper"])
    [_, other] = led.group_ids()
    [stays, goes] = led.groups()[0]
    move(led, goes, other)
    told = {teller for _, teller, _ in led.interviews()}
    assert told == {cast.ane, cast.hodan, cast.helge, cast.kasper}
    assert (stays, stays) in {(t, w) for _, t, w in led.interviews()}
    assert len(led.groups()[1]) == 3


def test_moving_somebody_loses_no_text(start: Start) -> None:
    led = start(present=["ane", "hodan", "helge", "kasper"])
    led.advance_to("skriv_1")
    interview, teller, writer = led.interviews()[0]
    led.write_story(teller)
    move(led, writer, led.group_ids()[1])
    assert (interview, teller, writer) in led.interviews()


def test_who_moves_in_tells_in_the_next_slot_and_a_begun_story_keeps_its_own(
    start: Start,
) -> None:
    led = start(present=["ane", "hodan", "helge", "kasper"])
    led.advance_to("skriv_1")
    first, teller, writer = led.interviews()[0]
    led.write_story(teller)
    [home, other] = led.group_ids()
    comes = led.groups()[1][1]
    move(led, comes, home)
    move(led, writer, other)
    assert led.groups()[0] == [teller, comes]
    assert told(led, teller) == [(first, 1, writer)]
    assert [(slot, by) for _, slot, by in told(led, comes)] == [(2, teller)]
    assert parts(led) == ["listen", "listen"]
    led.advance_to("intervju_2")
    assert parts(led) == ["ask", "tell"]
    led.advance_to("skriv_2")
    assert parts(led) == ["write", "rest"]


def told(led: Led, teller: int) -> list[tuple[int, int, int]]:
    """(interview, slot, interviewer) of all in which somebody tells."""
    with led.database.reading() as db:
        found = db.scalars(select(Interview).where(Interview.teller_id == teller))
        return [(i.id, i.slot, i.interviewer_id) for i in found]


def test_who_wrote_alone_and_gets_company_tells_to_that(start: Start, cast: Cast) -> None:
    led = start(present=["ane"])
    led.advance_to("intervju_1")
    with led.database.transaction() as db:
        rooms.join(db, db.get_one(Room, cast.room), cast.hodan, led.clock())
    move(led, cast.hodan, led.group_ids()[0])
    assert parts(led) == ["tell", "ask"]
    assert [(slot, by) for _, slot, by in told(led, cast.hodan)] == [(2, cast.ane)]


def test_a_pair_that_was_a_trio_has_no_time_of_its_own(start: Start, cast: Cast) -> None:
    led = start(present=TRIO)
    led.advance_to("intervju_1")
    assert tap(led, 0)
    for name in ("kasper", "anders"):
        with led.database.transaction() as db:
            rooms.join(db, db.get_one(Room, cast.room), cast.people[name], led.clock())
    move(led, cast.kasper, led.group_ids()[0])
    move(led, cast.anders, led.group_ids()[0])
    assert parts(led) == ["tell", "ask", "listen"]


def test_the_note_counts_the_groups_as_they_sit(start: Start) -> None:
    led = start(present=["ane", "hodan", "helge", "kasper"])
    led.advance_to("skriv_1")
    _, teller, writer = led.interviews()[0]
    led.write_story(teller)
    move(led, writer, led.group_ids()[1])
    led.end()
    with led.database.reading() as db:
        [harvest] = harvests.day(db, db.get_one(Gathering, led.cast.gathering)).harvests
    assert (harvest.pairs, harvest.trios) == (0, 1)


def test_a_third_in_the_middle_goes_on_from_where_the_pair_is(
    start: Start, cast: Cast, database: Database
) -> None:
    led = start(present=PAIR)
    led.advance_to("intervju_2")
    first = led.interviews()[0]
    with database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        process = activities.process_of(activity)
        helge = db.get_one(Participant, cast.helge)
        groups.join_best(db, activity, process, "par", helge)
    assert led.interviews()[0] == first
    assert parts(led)[1] == "tell"
    with database.reading() as db:
        assert db.get_one(Group, led.group_ids()[0]).slot_step == 2
    tellers = [teller for _, teller, _ in led.interviews()]
    assert sorted(tellers) == sorted([cast.ane, cast.hodan, cast.helge])
