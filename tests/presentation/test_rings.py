"""The rings must keep the geometry of the drawings, since the browser draws them again."""

import math

import pytest

from facilitator.presentation.rings import (
    Bead,
    bead_clock_svg,
    bead_seconds,
    close_box,
    close_seats,
    logo_seats,
    people_seats,
    people_shapes,
    table_seats,
    turn_seats,
    year_seats,
)


def states(beads: tuple[Bead, ...]) -> list[str]:
    return [bead.state for bead in beads]


@pytest.mark.parametrize(
    ("minutes", "seconds"),
    [(1, 10), (3.5, 10), (4, 30), (7, 30), (7.5, 30), (8, 60), (30, 60), (31, 300), (90, 300)],
)
def test_a_bead_stands_for_more_time_in_longer_phases(minutes: float, seconds: int) -> None:
    assert bead_seconds(minutes * 60) == seconds


def test_clock_of_fifteen_minutes_as_drawn() -> None:
    beads = bead_clock_svg(15 * 60, 48)
    assert beads[0] == Bead(59.36, 5.98, 4.59, "now")
    assert beads[1] == Bead(76.45, 13.59, 3.4, "done")
    assert states(beads[1:]) == ["done"] * 14


def test_passed_beads_are_open_and_small() -> None:
    beads = bead_clock_svg(15 * 60, 6 * 60 + 18)
    assert states(beads) == ["open"] * 6 + ["now"] + ["done"] * 8
    assert beads[0].r == 2.11


def test_mini_clock_has_larger_beads_that_never_touch() -> None:
    assert bead_clock_svg(15 * 60, 0, size="mini")[1].r == 5.2
    assert bead_clock_svg(20 * 60, 0, size="mini")[:2] == (
        Bead(57.04, 5.55, 6.49, "now"),
        Bead(70.43, 9.9, 4.81, "done"),
    )


def test_added_minutes_keep_the_size_of_the_bead() -> None:
    assert len(bead_clock_svg(4 * 60, 0)) == 8
    assert len(bead_clock_svg(5 * 60, 0, bead_s=30)) == 10
    assert len(bead_clock_svg(31 * 60, 0, bead_s=60)) == 31


def test_paused_clock_has_no_lit_bead() -> None:
    assert states(bead_clock_svg(15 * 60, 390, paused=True)) == ["open"] * 6 + ["done"] * 9


@pytest.mark.parametrize("elapsed", [900, 901, 5000])
def test_time_out_leaves_only_open_beads(elapsed: int) -> None:
    assert set(states(bead_clock_svg(900, elapsed))) == {"open"}


def test_clock_survives_odd_input() -> None:
    assert states(bead_clock_svg(0, 0)) == ["open"]
    assert states(bead_clock_svg(900, -5))[0] == "now"


def test_people_fill_the_ring_from_the_top() -> None:
    seats = people_seats(31, 36, mine=6)
    assert seats[0] == Bead(50.0, 4.0, 2.9, "done")
    assert seats[6:8] == (Bead(89.84, 27.0, 2.9, "mine"), Bead(89.84, 27.0, 4.7, "halo"))
    assert seats[-1] == Bead(42.01, 4.7, 2.7, "open")
    assert states(seats).count("open") == 5


@pytest.mark.parametrize("count", [1, 6, 12, 36, 60, 250])
def test_people_never_overlap_and_stay_in_the_picture(count: int) -> None:
    seats = people_seats(count, count)
    assert all(seat.r <= seat.cy <= 100 - seat.r for seat in seats)
    first, second = seats[0], seats[1 % count]
    apart = ((first.cx - second.cx) ** 2 + (first.cy - second.cy) ** 2) ** 0.5
    assert count == 1 or apart > 2 * first.r


def test_more_people_than_seats_all_get_a_seat() -> None:
    assert states(people_seats(3, 2)) == ["done"] * 3


def test_turns_show_done_now_and_to_come() -> None:
    seats = turn_seats(6, 2)
    assert states(seats) == ["done", "done", "now", "open", "open", "open"]
    assert seats[2] == Bead(85.51, 70.5, 8.18, "now")


@pytest.mark.parametrize(("current", "state"), [(None, "open"), (5, "done")])
def test_turns_before_and_after_the_round(current: int | None, state: str) -> None:
    assert set(states(turn_seats(5, current))) == {state}


def test_trio_has_larger_seats() -> None:
    assert turn_seats(3, 1)[1] == Bead(81.18, 68.0, 13.2, "now")


def test_table_marks_my_place() -> None:
    seats = table_seats(6, 0)
    assert seats[:2] == (Bead(50.0, 12.0, 9, "mine"), Bead(50.0, 12.0, 14.58, "halo"))
    assert len(seats) == 7
    assert table_seats(6)[0].r == 11


def test_year_shows_what_has_been() -> None:
    assert states(year_seats(8, 9)) == ["done"] * 8 + ["open"]
    assert year_seats(7, 9, now=7)[7].state == "now"


def test_logo_has_one_lit_seat() -> None:
    assert logo_seats()[0] == Bead(50.0, 16.0, 13.86, "now")
    assert states(logo_seats()[1:]) == ["done"] * 6


def test_the_rooms_seats_are_one_path_for_each_state() -> None:
    shapes = {shape.state: shape.path for shape in people_shapes(31, 36, mine=4)}
    assert {state: path.count("M") for state, path in shapes.items()} == {
        "done": 30,
        "mine": 1,
        "halo": 1,
        "open": 5,
    }


def test_a_seats_path_is_its_circle() -> None:
    [seat] = people_seats(1, 1)
    [shape] = people_shapes(1, 1)
    assert shape.path.startswith(f"M{seat.cx - seat.r:.2f} {seat.cy:.2f}a")


@pytest.mark.parametrize("size", [2, 4, 6])
def test_few_sit_as_close_as_many_and_one_sits_in_the_middle(size: int) -> None:
    first, second = close_seats(size)[:2]
    assert math.dist((first.cx, first.cy), (second.cx, second.cy)) == pytest.approx(38, abs=0.05)
    assert [(bead.cx, bead.cy) for bead in close_seats(1)] == [(50, 50)]


def test_a_close_ring_is_drawn_no_wider_than_its_seats() -> None:
    widths = [float(close_box(close_seats(size)).split()[2]) for size in (1, 2, 4, 6)]
    assert widths[0] == widths[1] == 26
    assert widths == sorted(widths)
    seats = close_seats(14)
    apart = math.dist((seats[0].cx, seats[0].cy), (seats[1].cx, seats[1].cy))
    assert apart > 2 * seats[0].r
