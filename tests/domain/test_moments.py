"""Where in the year a kull is just now. Pure."""

import datetime as dt

import pytest

from facilitator.domain.moments import Day, moment

FIRST, SECOND, FESTIVAL = dt.date(2027, 1, 20), dt.date(2027, 2, 17), dt.date(2027, 10, 20)
YEAR = [Day(1, FIRST), Day(2, SECOND), Day(3, FESTIVAL)]


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}:00+00:00")


def said(days: list[Day], when: str) -> tuple[str, int]:
    found = moment(days, at(when))
    return found.kind, found.day.id if found.day else 0


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-12-01T12:00", ("between", 1)),
        ("2027-01-18T12:00", ("between", 1)),
        ("2027-01-19T12:00", ("before", 1)),
        ("2027-01-18T23:30", ("before", 1)),  # past midnight in Oslo
        ("2027-01-20T07:00", ("before", 1)),
        ("2027-01-21T07:00", ("after", 1)),
        ("2027-01-23T12:00", ("after", 1)),
        ("2027-01-24T12:00", ("between", 2)),
        ("2027-02-16T12:00", ("before", 2)),
        ("2027-10-20T12:00", ("before", 3)),
        ("2027-10-21T12:00", ("end", 3)),
        ("2028-05-01T12:00", ("end", 3)),
    ],
)
def test_the_calendar_decides_on_days_without_a_samling(when, expected):
    assert said(YEAR, when) == expected


@pytest.mark.parametrize(
    ("room", "begun", "done", "kind"),
    [
        ("none", False, False, "before"),
        ("open", False, False, "before"),
        ("open", True, False, "during"),
        ("open", True, True, "after"),
        ("closed", True, False, "after"),
        ("closed", False, False, "after"),  # a day on paper, whose room was open for the names
    ],
)
def test_on_the_day_its_room_decides(room, begun, done, kind):
    here = Day(1, FIRST, room=room, begun=begun, done=done)
    assert said([here, *YEAR[1:]], "2027-01-20T10:00") == (kind, 1)


def test_a_room_that_was_left_open_yesterday_keeps_nobody_in_it():
    here = Day(1, FIRST, room="open", begun=True)
    assert said([here, *YEAR[1:]], "2027-01-21T07:00") == ("after", 1)


def test_of_two_days_the_one_that_is_on_comes_before_the_one_that_was():
    block = [Day(1, FIRST, room="closed", begun=True), Day(2, FIRST + dt.timedelta(days=1))]
    assert said(block, "2027-01-20T18:00") == ("after", 1)
    assert said(block, "2027-01-21T07:00") == ("before", 2)


def test_a_cancelled_samling_is_not_waited_for_and_not_looked_back_on():
    days = [Day(1, FIRST), Day(2, SECOND, cancelled=True), Day(3, FESTIVAL)]
    assert said(days, "2027-02-17T07:00") == ("between", 3)
    assert said([Day(1, FIRST), Day(2, SECOND, cancelled=True)], "2027-01-25T07:00") == ("end", 1)


def test_a_kull_without_samlinger_is_between():
    assert said([], "2027-01-20T07:00") == ("between", 0)
