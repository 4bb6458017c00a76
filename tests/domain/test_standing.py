"""Oppmøte in integers: what is required, and what can still be reached."""

import pytest

from facilitator.domain.standing import Standing, _half_days, _required, _whole_days

BOTH, ONE, NONE = [True, True], [True, False], [False, False]


@pytest.mark.parametrize(
    ("threshold", "total", "needed"), [(80, 18, 15), (80, 9, 8), (80, 10, 8), (100, 18, 18)]
)
def test_the_requirement_is_never_rounded_in_ones_favour(threshold, total, needed):
    assert _required(threshold, total) == needed


@pytest.mark.parametrize(
    ("attended", "so_far", "status"),
    [(15, 16, "met"), (14, 16, "on_track"), (13, 16, "needs_rest"), (12, 16, "needs_agreement")],
)
def test_the_status_is_what_can_still_be_reached(attended, so_far, status):
    assert Standing("half_day", attended, so_far, 18, 15).status == status


def test_halves_are_counted_one_by_one_and_days_only_whole():
    days = [BOTH, ONE, NONE, []]
    assert _half_days(days, 80) == Standing("half_day", 3, 6, 8, 7)
    assert _whole_days(days, 80) == Standing("day", 1, 3, 4, 4)
