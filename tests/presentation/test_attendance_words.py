"""What is said of somebody's oppmøte: to themselves, and in the kull's overview."""

import datetime as dt

import pytest

from facilitator.domain.standing import Agreed, Standing
from facilitator.presentation import attendance
from facilitator.presentation.left import _attendance

AGREED = Agreed(dt.date(2027, 9, 20), "Turid")


def half_days(attended: int, so_far: int, **more) -> Standing:
    return Standing("half_day", attended, so_far, 18, 15, **more)


@pytest.mark.parametrize(
    ("stands", "status", "mark", "said"),
    [
        (half_days(15, 16), "Oppfylt", "done", ""),
        (
            half_days(14, 16),
            "På god vei",
            "open",
            "Du har vært med på 14 av 16 halve dager så langt. Kravet er 15 av 18.",
        ),
        (
            half_days(13, 16),
            "Trenger resten",
            "turn",
            "18. Du trenger hele neste samling for å nå kravet. Si fra hvis det blir vanskelig.",
        ),
        (
            half_days(11, 14),
            "Trenger resten",
            "turn",
            "Du trenger resten av samlingene for å nå kravet. Si fra hvis det blir vanskelig.",
        ),
        (
            half_days(12, 16),
            "Trenger en avtale",
            "turn",
            "Kravet kan ikke nås uten en avtale. Ta en prat med prosesslederen.",
        ),
        (
            half_days(12, 16, agreed=AGREED),
            "Avtalt",
            "done",
            "Dere gjorde en avtale 20. september.",
        ),
        (
            half_days(12, 16, unconfirmed=2),
            "Ikke bekreftet ennå",
            "open",
            "Kravet er 15 av 18. 2 halve dager er ikke bekreftet ennå.",
        ),
        (
            half_days(14, 16, unconfirmed=1),
            "På god vei",
            "open",
            "Én halv dag er ikke bekreftet ennå.",
        ),
        (half_days(0, 0), "På god vei", "open", "Kravet er 15 av 18 halve dager."),
        (
            Standing("day", 7, 8, 9, 8),
            "Trenger resten",
            "turn",
            "Du har vært med på 7 av 8 dager så langt. Kravet er 8 av 9. Du trenger hele neste",
        ),
    ],
)
def test_it_is_said_how_it_stands_and_then_what_to_do(stands, status, mark, said):
    assert attendance.status_words(stands) == status
    item = _attendance(stands)
    assert item.mark == mark
    assert said in item.text
    assert "%" not in item.text
    assert "prosent" not in item.text


def test_in_the_middle_of_the_year_it_is_counted_of_what_was_held():
    assert attendance.count_words(half_days(13, 16)) == "13 av 16"
    assert attendance.count_words(half_days(0, 0)) == "–"
