"""Starting the items of the day, taking it back, how late it is and shortening."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from facilitator.domain import activities, day, day_cuts, rooms, run_sheets
from facilitator.errors import NotFound
from facilitator.models import Activity, Room, RunSheet, RunSheetItem
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.run_sheet import lay, process_item, still_item


@pytest.fixture
def room(db: Session, cast: Cast) -> Room:
    return db.get_one(Room, cast.room)


@pytest.fixture
def sheet(db: Session, cast: Cast) -> RunSheet:
    return lay(
        db,
        cast.gathering,
        process_item("innsjekk", notes={"ord": "Les tre høyt"}),
        still_item("break", "Pause", 15),
        still_item("talk", "Faglig påfyll", 20, shrink_to=10),
        process_item("styrkeidentifisering"),
        still_item("break", "Lunsj", 45, never_cut=True, shrink_to=30),
    )


def start(db: Session, room: Room, item: RunSheetItem, now: dt.datetime) -> bool:
    seen = day.seen_now(db, room)
    return day.start_item(db, room, item.id, seen, by="Turid", now=now)


def test_a_process_becomes_an_activity_with_the_plans_own_notes(db, room, sheet, clock) -> None:
    assert start(db, room, sheet.items[0], clock())
    activity = activities.current(db, room)
    assert activity is not None
    assert (activity.status, activity.theme) == ("running", "Samarbeid")
    assert activity.leader_notes == {"ord": "Les tre høyt"}
    assert (room.item_id, sheet.items[0].activity_id) == (sheet.items[0].id, activity.id)


def test_a_break_ends_the_process_and_is_on_until_something_else_is(
    db, room, sheet, clock: Clock
) -> None:
    start(db, room, sheet.items[0], clock())
    clock.tick(minutes=16)
    assert start(db, room, sheet.items[1], clock())
    activity = activities.current(db, room)
    assert activity is not None
    assert activity.status == "ended"
    assert day.still_on(db, room, activity) is sheet.items[1]
    assert day.resumes_at(sheet.items[1]) == clock() + dt.timedelta(minutes=15)
    clock.tick(minutes=15)
    start(db, room, sheet.items[2], clock())
    assert day.still_on(db, room, activity) is sheet.items[2]
    assert sheet.items[1].ended_at == clock()


def test_a_process_outside_the_plan_also_ends_a_break(db, room, sheet, clock, cast) -> None:
    start(db, room, sheet.items[1], clock())
    clock.tick(minutes=3)
    process = run_sheets.process_for(sheet.items[0])
    activity = activities.plan(db, room, process, clock())
    activities.press(db, activity, "start", 0, by="Turid", now=clock())
    assert day.still_on(db, room, activity) is None
    activities.press(db, activity, "undo", 1, by="Turid", now=clock())
    assert day.still_on(db, room, activities.current(db, room)) is sheet.items[1]


def test_two_presses_from_the_same_place_start_one_item(db, room, sheet, clock) -> None:
    seen = day.seen_now(db, room)
    first, second = sheet.items[:2]
    assert day.start_item(db, room, first.id, seen, by="Turid", now=clock())
    assert not day.start_item(db, room, first.id, seen, by="Turid", now=clock())
    assert not day.start_item(db, room, second.id, seen, by="Aslak", now=clock())
    assert room.item_id == first.id


def test_an_item_that_was_taken_out_is_said_to_be_gone(db, room, sheet, clock) -> None:
    with pytest.raises(NotFound, match="ikke i kjøreplanen lenger"):
        day.start_item(db, room, 9999, day.seen_now(db, room), by="Turid", now=clock())


def test_what_lacks_its_question_cannot_be_started(db, room, cast, clock) -> None:
    sheet = lay(db, cast.gathering, process_item("en_to_fire_alle", settings={}))
    with pytest.raises(day.CannotStart, match="kjøreplanen"):
        start(db, room, sheet.items[0], clock())


def test_undo_gives_back_the_process_that_was_on(db, room, sheet, clock: Clock) -> None:
    start(db, room, sheet.items[0], clock())
    before = activities.current(db, room)
    assert before is not None
    clock.tick(minutes=4)
    start(db, room, sheet.items[1], clock())
    clock.tick(seconds=6)
    assert day.undo_start(db, room, day.seen_now(db, room), by="Turid", now=clock())
    assert (before.status, room.item_id) == ("running", sheet.items[0].id)
    assert (sheet.items[1].started_at, sheet.items[0].ended_at) == (None, None)


def test_undo_of_a_process_leaves_no_trace_of_it(db, room, sheet, clock: Clock) -> None:
    start(db, room, sheet.items[1], clock())
    clock.tick(minutes=15)
    start(db, room, sheet.items[3], clock())
    started = sheet.items[3].activity_id
    clock.tick(seconds=5)
    day.undo_start(db, room, day.seen_now(db, room), by="Turid", now=clock())
    assert db.get(Activity, started) is None
    assert day.still_on(db, room, activities.current(db, room)) is sheet.items[1]
    assert start(db, room, sheet.items[3], clock())


@pytest.mark.parametrize(("minutes", "late"), [(0, 0), (7, 7), (70, 70)])
def test_the_day_is_late_by_what_has_not_begun(
    db, room, sheet, clock: Clock, minutes: int, late: int
) -> None:
    clock.tick(minutes=minutes)
    assert day_cuts.behind(db, room, sheet, clock()) == late


def test_a_process_that_runs_long_is_what_is_late(db, room, sheet, clock: Clock) -> None:
    start(db, room, sheet.items[0], clock())
    clock.tick(minutes=4)
    assert day_cuts.behind(db, room, sheet, clock()) == 0
    clock.tick(minutes=6)
    assert day_cuts.behind(db, room, sheet, clock()) == 6


def test_another_date_is_never_late(db, room, sheet, clock: Clock) -> None:
    clock.tick(days=1, minutes=20)
    assert day_cuts.behind(db, room, sheet, clock()) == 0


def test_what_was_skipped_is_not_waited_for(db, room, sheet, clock: Clock) -> None:
    clock.tick(minutes=30)
    start(db, room, sheet.items[2], clock())
    assert day_cuts.behind(db, room, sheet, clock()) == 0
    assert [item.title for item in day.skipped(sheet)] == ["", "Pause"]


def test_shortening_covers_the_lag_and_touches_nothing_that_is_never_cut(
    db, room, sheet, clock: Clock
) -> None:
    clock.tick(minutes=13)
    offered = day_cuts.offered(db, room, sheet, day_cuts.behind(db, room, sheet, clock()))
    talk, strengths = sheet.items[2], sheet.items[3]
    assert [(cut.item, cut.phase, cut.minutes, cut.to) for cut in offered] == [
        (talk.id, "", 20, 10),
        (strengths.id, "kart", 8, 5),
    ]
    assert day_cuts.shorten(db, room, offered, clock()) == offered
    assert (talk.minutes, run_sheets.minutes_of(strengths)) == (10, 49)
    assert day_cuts.behind(db, room, sheet, clock()) == 0
    assert day_cuts.shorten(db, room, offered, clock()) == []


def test_what_was_shortened_is_given_back(db, room, sheet, clock: Clock) -> None:
    clock.tick(minutes=13)
    made = day_cuts.offered(db, room, sheet, 13)
    day_cuts.shorten(db, room, made, clock())
    assert day_cuts.lengthen(db, room, made) == 2
    assert (sheet.items[2].minutes, run_sheets.minutes_of(sheet.items[3])) == (20, 52)
    assert day_cuts.behind(db, room, sheet, clock()) == 13
    assert day_cuts.lengthen(db, room, made) == 0


def test_the_coming_phases_of_what_is_on_are_shortened_on_its_clock(
    db, room, sheet, clock: Clock
) -> None:
    clock.tick(minutes=53)
    start(db, room, sheet.items[3], clock())
    made = day_cuts.shorten(db, room, day_cuts.offered(db, room, sheet, 3), clock())
    activity = activities.current(db, room)
    assert activity is not None
    state = activities.state_of(activity)
    index = activities.process_of(activity).index("kart")
    assert [(cut.phase, cut.to) for cut in made] == [("kart", 5)]
    assert state.duration(index) == 5 * 60_000
    assert day_cuts.behind(db, room, sheet, clock()) == 0
    day_cuts.lengthen(db, room, made)
    assert activities.state_of(activity).duration(index) == 8 * 60_000


def test_a_turn_is_never_offered(db, room, cast, clock) -> None:
    sheet = lay(db, cast.gathering, process_item("innsjekk"), process_item("ai_intervju"))
    assert day_cuts.offered(db, room, sheet, 60) == []


def test_a_longer_break_makes_the_day_late_and_moves_no_planned_time(
    db, room, sheet, clock: Clock
) -> None:
    start(db, room, sheet.items[1], clock())
    early = day_cuts.behind(db, room, sheet, clock())
    day.resume_later(db, room, sheet.items[1].id, 40, clock())
    assert (early, day_cuts.behind(db, room, sheet, clock())) == (0, 10)
    day.resume_later(db, room, sheet.items[1].id, 40, clock())
    assert day_cuts.behind(db, room, sheet, clock()) == 10


def test_a_break_is_rounded_up_to_five_whole_minutes(db, room, sheet, clock: Clock) -> None:
    clock.tick(minutes=22)
    start(db, room, sheet.items[1], clock())
    assert f"{day.resumes_at(sheet.items[1]).astimezone(rooms.OSLO):%H.%M}" == "09.37"
    assert day.rounded_up(sheet.items[1]) == 18


def test_a_break_never_ends_before_now(db, room, sheet, clock: Clock) -> None:
    start(db, room, sheet.items[1], clock())
    clock.tick(minutes=9)
    day.resume_later(db, room, sheet.items[1].id, 1, clock())
    assert day.resumes_at(sheet.items[1]) > clock()


def test_a_cut_is_read_back_from_a_form_and_nothing_else_is(db, room, sheet) -> None:
    cut = day_cuts.offered(db, room, sheet, 5)[0]
    assert day_cuts.parse(cut.key) == cut
    assert day_cuts.parse(replace(cut, phase="kart").key) == replace(cut, phase="kart")
    for faulty in ("", "1:2:3", "a:0::8:4", "1:0::8:-4", "9" * 20 + ":0::8:4"):
        assert day_cuts.parse(faulty) is None
