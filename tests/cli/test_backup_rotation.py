"""Which copies are kept, when the last with a text is gone, and when the next is taken."""

import datetime as dt
from pathlib import Path

import pytest

from facilitator import kept_copies
from facilitator.kept_copies import (
    BadPlan,
    CopyPlan,
    Keep,
    LastCopy,
    State,
    Trouble,
    due,
    gone_by,
    read_plan,
    to_remove,
)

DAY = dt.timedelta(days=1)
FIRST = dt.datetime(2027, 1, 1, 1, 30, tzinfo=dt.UTC)
PLAN = CopyPlan(Path("/copies"), dt.time(2, 30))


def kept_night_by_night(keep: Keep, nights: int) -> dict[dt.date, set[dt.date]]:
    """What lies there after each night's copy and rotation."""
    there: set[dt.datetime] = set()
    after = {}
    for night in range(nights):
        now = FIRST + night * DAY
        there = (there | {now}) - set(to_remove(there | {now}, keep, now))
        after[now.date()] = {moment.date() for moment in there}
    return after


def test_days_weeks_and_months_are_kept_and_no_more():
    kept = kept_night_by_night(Keep(7, 4, 6), 400)[dt.date(2028, 2, 4)]
    days = {dt.date(2028, 2, 4) - n * DAY for n in range(7)}
    weeks = {dt.date(2028, 1, n) for n in (16, 23, 30)}
    months = {dt.date(2027, m, d) for m, d in ((9, 30), (10, 31), (11, 30), (12, 31))}
    assert kept == days | weeks | months | {dt.date(2028, 1, 31)}


@pytest.mark.parametrize("keep", [Keep(7, 4, 6), Keep(3, 0, 0), Keep(0, 8, 1), Keep(0, 0, 12)])
def test_the_last_copy_is_gone_on_the_day_that_was_said(keep: Keep):
    """Nobody is promised a day on which an older copy is left, nor kept longer than is said."""
    after = kept_night_by_night(keep, 600)
    for told in [FIRST.date() + n * DAY for n in range(0, 200, 5)]:
        gone = gone_by(keep, told)
        assert all(taken > told for taken in after[gone])
        assert gone <= told + max(keep.longest, 1) * DAY


def test_the_newest_is_kept_however_old_it_is():
    late = FIRST + 900 * DAY
    assert to_remove([FIRST, FIRST + DAY], Keep(7, 4, 6), late) == (FIRST,)


def test_what_is_not_ours_has_no_date():
    assert kept_copies.taken_at("facilitator-20270101-013000.zip") == FIRST
    assert kept_copies.taken_at(kept_copies.name_of(FIRST, ("/usr/bin/age", "-r", "x"))) == FIRST
    for name in ("kopi.zip", "facilitator-20271301-013000.zip", "facilitator-20270101.zip"):
        assert kept_copies.taken_at(name) is None


@pytest.mark.parametrize(
    ("last", "failed", "now", "expected"),
    [
        (None, None, "2027-03-02 12:00", True),
        ("2027-03-01 02:31", None, "2027-03-02 02:29", False),
        ("2027-03-01 02:31", None, "2027-03-02 02:30", True),
        ("2027-03-02 02:31", None, "2027-03-02 23:59", False),
        ("2027-03-01 02:31", "2027-03-02 02:31", "2027-03-02 03:00", False),
        ("2027-03-01 02:31", "2027-03-02 02:31", "2027-03-02 03:31", True),
    ],
)
def test_one_copy_is_taken_after_each_appointed_hour(
    last: str | None, failed: str | None, now: str, expected: bool
):
    def oslo(text: str) -> dt.datetime:
        return dt.datetime.fromisoformat(text).replace(tzinfo=kept_copies.OSLO)

    copy = LastCopy(oslo(last), "x.zip", 1, 1.0, 1, 0) if last else None
    state = State(copy, Trouble(oslo(failed), "fullt") if failed else None)
    assert due(PLAN, state, oslo(now)) is expected


def test_settings_that_cannot_be_used_say_what_to_set(tmp_path: Path):
    here = {"BACKUP_TO": str(tmp_path)}
    plan = read_plan(here | {"BACKUP_KEEP": "3d2m", "BACKUP_ENCRYPT": "age -r 'a b'"})
    assert plan == CopyPlan(tmp_path, dt.time(2, 30), Keep(3, 0, 2), ("age", "-r", "a b"))
    assert read_plan({}) is None
    for name, value in (
        ("BACKUP_KEEP", "7x"),
        ("BACKUP_KEEP", "0d"),
        ("BACKUP_AT", "25:00"),
        ("BACKUP_ENCRYPT", "age 'x"),
        ("BACKUP_TO", "copies"),
    ):
        with pytest.raises(BadPlan, match=name):
            read_plan(here | {name: value})
