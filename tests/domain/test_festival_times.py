"""Times of the festival, as they are typed."""

import pytest

from facilitator.domain import festival_times
from facilitator.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9.30", "09.30"),
        ("09:30", "09.30"),
        ("kl. 9.30", "09.30"),
        ("930", "09.30"),
        ("9", "09.00"),
        ("23.59", "23.59"),
        ("10.00–10.45", "10.00–10.45"),
        ("etter lunsj", "etter lunsj"),
        ("", ""),
    ],
)
def test_one_way_to_write_a_clock_and_words_stay(typed, kept):
    assert festival_times.tidy(typed) == kept


@pytest.mark.parametrize("typed", ["24.00", "12.60", "99"])
def test_what_no_clock_shows_is_refused(typed):
    with pytest.raises(Invalid):
        festival_times.tidy(typed)


def test_clocks_first_then_words_and_nothing_last():
    mixed = ["", "etter lunsj", "11.00", "9.30", "10:15", "10.00–10.45"]
    assert sorted(mixed, key=festival_times.order) == [
        "9.30",
        "10.00–10.45",
        "10:15",
        "11.00",
        "etter lunsj",
        "",
    ]
