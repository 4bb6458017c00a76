"""Oppmøte in integers: what is required, and what can still be reached. No database."""

import dataclasses
import datetime as dt

import pytest

from facilitator.demo import data
from facilitator.domain.standing import Agreed, Day, Rules, Standing, compute, required

HALF, WHOLE = Rules("half_day", 80), Rules("day", 80)
START = dt.date(2026, 11, 11)
BOTH = ("forenoon", "afternoon")


def year(number: int = 0, **changed: object) -> list[Day]:
    """Nine samlinger a week apart, the last one the festival; all lists are confirmed."""
    days = [
        Day(n, n, START + dt.timedelta(weeks=n), is_festival=n == 9, listed=frozenset(BOTH))
        for n in range(1, 10)
    ]
    return [dataclasses.replace(day, **changed) if day.number == number else day for day in days]


def after(number: int) -> dt.date:
    """The day after a samling."""
    return START + dt.timedelta(weeks=number, days=1)


def there(*pattern: str) -> dict[tuple[int, str], bool | None]:
    """`there("H", "F")`: the whole of the first samling and the forenoon of the second."""
    halves = {"H": BOTH, "F": BOTH[:1], "E": BOTH[1:], "0": ()}
    return {
        (number, half): half in halves[code]
        for number, code in enumerate(pattern, 1)
        for half in BOTH
    }


def standing(rules: Rules, pattern: str, days: list[Day] | None = None, **more) -> Standing:
    known = there(*pattern)
    today = more.get("today", after(len(pattern)))
    return compute(rules, days or year(), known, more.get("agreement"), more.get("entry"), today)


@pytest.mark.parametrize(
    ("threshold", "total", "needed"), [(80, 18, 15), (80, 9, 8), (80, 10, 8), (100, 18, 18)]
)
def test_the_requirement_is_never_rounded_in_ones_favour(threshold, total, needed):
    assert required(threshold, total) == needed


@pytest.mark.parametrize(
    ("rules", "pattern", "attended", "status"),
    [
        (WHOLE, "HHHHHHH00", 7, "needs_agreement"),
        (WHOLE, "HHHHHHHH0", 8, "met"),
        (WHOLE, "HHHHHHHHF", 8, "met"),
        (WHOLE, "HHHHHHHFF", 7, "needs_agreement"),
        (WHOLE, "HHHHHHH0", 7, "needs_rest"),
        (WHOLE, "HHHHHH00", 6, "needs_agreement"),
        (WHOLE, "HHHHHHH", 7, "on_track"),
        (HALF, "HHHHHHH00", 14, "needs_agreement"),
        (HALF, "HHHHHHHE0", 15, "met"),
        (HALF, "HHHHHHF0", 13, "needs_rest"),
        (HALF, "HHHHHH00", 12, "needs_agreement"),
        (HALF, "HHHHHHH0", 14, "on_track"),
        (HALF, "HHHHHHHF", 15, "met"),
    ],
)
def test_the_status_is_what_can_still_be_reached(rules, pattern, attended, status):
    stands = standing(rules, pattern)
    assert (stands.attended, stands.status) == (attended, status)
    assert stands.fulfilled == (status == "met")


def test_a_cancelled_samling_is_no_part_of_what_is_counted():
    days = year(5, cancelled=True)
    assert standing(HALF, "HHHH0HHF", days).total == 16
    assert standing(HALF, "HHHH0HHF", days).required == 13
    assert standing(HALF, "HHHH0HHF", days).status == "met"
    assert standing(WHOLE, "HHHH0HH", days).required == 7
    assert standing(WHOLE, "HHHH0HH", days).status == "on_track"


def test_a_samling_of_half_a_day_counts_as_what_is_held():
    days = year(2, halves=("forenoon",))
    assert standing(HALF, "HFHHHHHHH", days).attended == 17
    assert standing(HALF, "HFHHHHHHH", days).total == 17
    assert standing(WHOLE, "HFHHHHHHH", days).attended == 9


@pytest.mark.parametrize(
    ("late_entry", "attended", "so_far", "total", "needed"),
    [("whole_year", 12, 16, 18, 15), ("from_entry", 12, 12, 14, 12)],
)
def test_who_joins_at_samling_3_is_counted_as_the_kull_has_decided(
    late_entry, attended, so_far, total, needed
):
    rules = Rules("half_day", 80, late_entry=late_entry)
    stands = standing(rules, "00HHHHHH", entry=3)
    assert (stands.attended, stands.so_far) == (attended, so_far)
    assert (stands.total, stands.required, stands.entered) == (total, needed, 3)
    assert stands.status == ("met" if late_entry == "from_entry" else "needs_agreement")


def test_before_one_came_in_there_is_nothing_to_confirm():
    days = [Day(day.id, day.number, day.date) for day in year()]
    stands = compute(HALF, days, {}, None, 3, after(3))
    assert (stands.so_far, stands.unconfirmed) == (6, 2)


def test_the_festival_counts_as_the_kull_has_decided():
    rules = Rules("half_day", 80, includes_festival=False)
    assert standing(rules, "HHHHHHF0").total == 16
    assert standing(rules, "HHHHHHF0").status == "met"


def test_an_agreement_fulfils_and_is_said_as_such():
    agreed = Agreed(START, "Turid")
    stands = standing(HALF, "0000", agreement=agreed)
    assert (stands.status, stands.fulfilled, stands.met) == ("agreed", True, False)
    assert standing(HALF, "HHHHHHHH", agreement=agreed).status == "met"


def test_of_today_only_what_is_confirmed_counts():
    today = START + dt.timedelta(weeks=2)
    assert compute(HALF, year(), there("H"), None, None, today).so_far == 2
    morning = there("H") | {(2, "forenoon"): True}
    assert compute(HALF, year(), morning, None, None, today).so_far == 3
    assert compute(WHOLE, year(), morning, None, None, today).so_far == 1
    morning[2, "forenoon"] = False
    lost = compute(WHOLE, year(), morning, None, None, today)
    assert (lost.attended, lost.so_far) == (1, 2), "the afternoon cannot make it whole again"
    morning[2, "forenoon"] = None
    assert compute(HALF, year(), morning, None, None, today).so_far == 2


def test_a_list_that_nobody_has_confirmed_is_no_reason_to_say_it_is_out_of_reach():
    days = [Day(day.id, day.number, day.date) for day in year()]
    stands = compute(HALF, days, there(*"HHHHHH"), None, None, after(8))
    assert (stands.attended, stands.so_far, stands.unconfirmed) == (12, 16, 4)
    assert stands.status == "needs_rest"
    listed = compute(HALF, year(), there(*"HHHHHH"), None, None, after(8))
    assert (listed.unconfirmed, listed.status) == (0, "needs_agreement")
    proposed = there(*"HHHHHH") | {(7, "forenoon"): None}
    assert compute(HALF, year(), proposed, None, None, after(8)).unconfirmed == 1


def test_where_no_samling_counts_nothing_is_met():
    assert compute(HALF, [], {}, None, None, START).status == "on_track"
    assert not compute(HALF, [], {}, None, None, START).fulfilled


def test_those_of_the_demo_who_need_the_festival_or_an_agreement():
    people = data.load().participants
    status = {one.id: standing(HALF, "".join(one.attendance[:8])).status for one in people}
    assert {one for one, said in status.items() if said == "needs_rest"} == {"p11", "p22", "p35"}
    assert {one for one, said in status.items() if said == "needs_agreement"} == {"p17", "p28"}
