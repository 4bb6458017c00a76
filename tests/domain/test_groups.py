"""Groups of those present: formed once, moved by hand, and late arrivals woven in."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import activities, arrivals, groups
from facilitator.errors import NotFound
from facilitator.models import Activity, ApartPair, Interview, Participant, Room
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import Led

Start = Callable[..., Led]
FOUR = ["ane", "hodan", "helge", "kasper"]
FIVE = [*FOUR, "anders"]


def arrive(led: Led, name: str) -> int | None:
    """Somebody comes in; gives the group the app seated them in."""
    with led.database.transaction() as db:
        room = db.get_one(Room, led.cast.room)
        arrivals.arrive(db, room, led.cast.people[name], led.clock())
    return group_in(led, name)


def group_in(led: Led, name: str, set_key: str = "par") -> int | None:
    with led.database.reading() as db:
        activity = db.get_one(Activity, led.id)
        found = groups.group_of(db, activity, set_key, led.cast.people[name])
        return found.id if found else None


def waiting(led: Led) -> list[str]:
    with led.database.reading() as db:
        activity = db.get_one(Activity, led.id)
        found = arrivals.waiting(db, activity)
        return [person.first_name for person in found]


def move(led: Led, name: str, group: int, set_key: str = "par") -> None:
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        process = activities.process_of(activity)
        groups.move(db, activity, process, set_key, led.cast.people[name], group)


def everybody(led: Led, set_key: str = "par") -> Counter[int]:
    return Counter(person for group in led.groups(set_key) for person in group)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 11, 34, 35, 36])
def test_all_who_are_present_sit_in_one_pair_and_at_one_table(
    start: Start, cast: Cast, count: int
) -> None:
    names = list(cast.people)[:count]
    led = start(present=names)
    present = Counter(cast.people[name] for name in names)
    assert everybody(led) == present
    sizes = Counter(len(group) for group in led.groups())
    assert sizes[3] == (count % 2 if count > 1 else 0)
    led.advance_to("gjenfortell")
    assert everybody(led, "bord") == present
    if count >= 8:
        assert all(4 <= len(table) <= 6 for table in led.groups("bord"))


def test_partners_stay_together_at_the_table(start: Start, cast: Cast) -> None:
    led = start(present=list(cast.people))
    led.advance_to("gjenfortell")
    tables = [set(table) for table in led.groups("bord")]
    assert all(any(set(pair) <= table for table in tables) for pair in led.groups())


def test_the_demos_kull_has_no_leader_with_an_own_employee(
    start: Start, cast: Cast, database: Database
) -> None:
    led = start(present=list(cast.people))
    led.advance_to("gjenfortell")
    with database.reading() as db:
        people = {n: groups.as_person(db.get_one(Participant, n)) for n in cast.people.values()}
    for group in [*led.groups("par"), *led.groups("bord")]:
        for a in group:
            for b in group:
                own = a != b and people[a].workplace == people[b].workplace
                assert not (own and people[a].is_leader)


def test_going_back_and_forth_forms_no_new_groups(start: Start) -> None:
    led = start(present=FIVE)
    before = led.groups()
    led.press("advance")
    led.press("back")
    led.press("advance")
    assert led.groups() == before


def test_those_who_were_together_this_morning_meet_others_in_the_afternoon(
    start: Start, cast: Cast
) -> None:
    names = list(cast.people)[:16]
    morning = start(present=names)
    pairs = {frozenset(pair) for pair in morning.groups()}
    morning.end()
    afternoon = start(present=names)
    assert not pairs & {frozenset(pair) for pair in afternoon.groups()}


def test_who_comes_late_joins_a_pair_before_the_interviews(start: Start) -> None:
    led = start(present=FOUR)
    led.advance_to("tenk")
    assert arrive(led, "anders") in led.group_ids()
    assert sorted(len(group) for group in led.groups()) == [2, 3]


def test_a_trio_and_one_become_two_pairs(start: Start) -> None:
    led = start(present=FIVE)
    led.advance_to("tenk")
    assert sorted(len(group) for group in led.groups()) == [2, 3]
    arrive(led, "aud")
    assert [len(group) for group in led.groups()] == [2, 2, 2]
    assert set(everybody(led).values()) == {1}
    told = Counter(teller for _, teller, _ in led.interviews())
    assert told == everybody(led)


@pytest.mark.parametrize("phase", ["intervju_1", "skriv_1", "intervju_2", "skriv_2"])
def test_in_an_intimate_phase_the_leader_is_asked(start: Start, phase: str) -> None:
    led = start(present=FOUR)
    led.advance_to(phase)
    assert arrive(led, "anders") is None
    assert waiting(led) == ["Anders"]
    assert sorted(len(group) for group in led.groups()) == [2, 2]


def test_the_leader_may_let_the_late_one_join_as_a_third(start: Start) -> None:
    led = start(present=FOUR)
    led.advance_to("intervju_1")
    arrive(led, "anders")
    move(led, "anders", led.group_ids()[0])
    assert waiting(led) == []
    assert len(led.groups()[0]) == 3


def test_who_waited_sits_down_at_a_table(start: Start) -> None:
    led = start(present=FOUR)
    led.advance_to("intervju_1")
    arrive(led, "anders")
    led.advance_to("gjenfortell")
    assert group_in(led, "anders", "bord") in led.group_ids("bord")


def test_who_comes_to_the_tables_joins_the_smallest(start: Start, cast: Cast) -> None:
    led = start(present=list(cast.people)[:9])
    led.advance_to("gjenfortell")
    small = min(led.groups("bord"), key=len)
    arrive(led, "leila")
    assert [*small, cast.leila] in led.groups("bord")


def test_coming_in_twice_seats_once(start: Start) -> None:
    led = start(present=FOUR)
    led.advance_to("tenk")
    first = arrive(led, "anders")
    assert arrive(led, "anders") == first
    assert set(everybody(led).values()) == {1}


def test_moving_tells_both_groups_and_the_room(start: Start, facts: list[Any]) -> None:
    led = start(present=FOUR)
    one, other = led.group_ids()
    names = {number: name for name, number in led.cast.people.items()}
    facts.clear()
    move(led, names[led.groups()[0][0]], other)
    told = {fact.audience for fact in facts}
    assert {f"group:{one}", f"group:{other}", "room:1", "lead:1"} <= told


def test_moving_to_where_one_is_changes_nothing(start: Start, facts: list[Any]) -> None:
    led = start(present=FOUR)
    names = {number: name for name, number in led.cast.people.items()}
    facts.clear()
    move(led, names[led.groups()[0][0]], led.group_ids()[0])
    assert facts == []


def test_a_fourth_moved_to_a_trio_makes_two_pairs_of_it(start: Start) -> None:
    led = start(present=FIVE)
    led.advance_to("intervju_1")
    arrive(led, "aud")
    trio = next(g for g, members in zip(led.group_ids(), led.groups(), strict=True) if members[2:])
    move(led, "aud", trio)
    assert [len(group) for group in led.groups()] == [2, 2, 2]
    assert set(everybody(led).values()) == {1}
    assert Counter(teller for _, teller, _ in led.interviews()) == everybody(led)
    assert set(slots(led)) == {1, 2}


def slots(led: Led) -> list[int]:
    with led.database.reading() as db:
        return list(db.scalars(select(Interview.slot)))


def test_a_table_takes_in_as_many_as_the_leader_wants(start: Start, cast: Cast) -> None:
    led = start(present=list(cast.people)[:12])
    led.advance_to("gjenfortell")
    [first, *_] = led.group_ids("bord")
    names = {number: name for name, number in led.cast.people.items()}
    moved = [person for table in led.groups("bord")[1:] for person in table]
    for person in moved:
        move(led, names[person], first, "bord")
    assert [len(table) for table in led.groups("bord")] == [12]


def test_a_group_that_empties_is_gone(start: Start) -> None:
    led = start(present=FOUR)
    names = {number: name for name, number in led.cast.people.items()}
    one, other = led.group_ids()
    for person in led.groups()[0]:
        move(led, names[person], other)
    assert one not in led.group_ids()
    with pytest.raises(NotFound):
        move(led, names[led.groups()[0][0]], one)


def test_nobody_is_moved_into_a_group_of_another_kind(start: Start) -> None:
    led = start(present=FOUR)
    led.advance_to("gjenfortell")
    with pytest.raises(NotFound):
        move(led, "ane", led.group_ids("bord")[0], "par")


def test_two_processes_are_not_on_at_once(start: Start, database: Database) -> None:
    first = start(present=FOUR)
    start(present=FOUR)
    with database.reading() as db:
        on = [
            activity.id
            for activity in activities.in_room(db, db.get_one(Room, first.cast.room))
            if activities.state_of(activity).is_on
        ]
    assert on == [first.id]


def test_a_start_that_is_undone_leaves_the_room_as_it_was(
    start: Start, database: Database, clock: Clock
) -> None:
    led = start(present=FOUR)
    led.press("undo")
    with database.reading() as db:
        room = db.get_one(Room, led.cast.room)
        assert activities.current(db, room) is None
        assert db.get_one(Activity, led.id).started_at is None
    arrive(led, "anders")
    led.press("start")
    assert len(everybody(led)) == 5
    with database.reading() as db:
        assert db.get_one(Room, led.cast.room).activity_id == led.id


def test_a_trio_that_splits_keeps_apart_who_is_to_be_apart(
    start: Start, cast: Cast, database: Database
) -> None:
    led = start(present=FIVE)
    led.advance_to("tenk")
    last = next(group for group in led.groups() if len(group) == 3)[-1]
    with database.transaction() as db:
        low, high = sorted((last, cast.aud))
        db.add(ApartPair(gathering_id=cast.gathering, first_id=low, second_id=high))
    arrive(led, "aud")
    assert [len(group) for group in led.groups()] == [2, 2, 2]
    assert not any({last, cast.aud} <= set(group) for group in led.groups())
