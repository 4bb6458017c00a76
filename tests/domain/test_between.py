"""The time from one samling to the next, and what belongs to it."""

import datetime as dt

import pytest

from facilitator.domain import between
from facilitator.models import Card, Gathering, PracticeDocument

FIRST, SECOND, THIRD = dt.date(2027, 1, 20), dt.date(2027, 2, 17), dt.date(2027, 3, 17)
STEP = Card(id=1, type="commitment", fields={"what": "Prøve"})


def samlinger(*cancelled: int) -> list[Gathering]:
    return [
        Gathering(
            id=number,
            number=number,
            date=date,
            between_task=f"Oppgave {number}" if number < 3 else None,
            cancelled=number in cancelled,
        )
        for number, date in ((1, FIRST), (2, SECOND), (3, THIRD))
    ]


def document(date: dt.date | None, begun: dt.date | None = None) -> PracticeDocument:
    at = dt.datetime.combine(begun, dt.time(12), dt.UTC) if begun else None
    return PracticeDocument(title="Prøvd", date=date, created_at=at)


def found(
    today: dt.date,
    *documents: PracticeDocument,
    over: bool = True,
    steps: dict[int, list[Card]] | None = None,
    cancelled: tuple[int, ...] = (),
) -> list[tuple[int, int]]:
    """Number of the samling and how many documents, for each."""
    said = between.periods(samlinger(*cancelled), steps or {}, documents, today, over=over)
    return [(one.gathering.number, len(one.documents)) for one in said]


def now(today: dt.date, *, over: bool = True) -> int | None:
    said = between.periods(samlinger(), {}, [], today, over=over)
    current = between.current(said, today, over=over)
    return current.gathering.number if current else None


def test_before_the_first_samling_there_is_nothing() -> None:
    assert found(FIRST - dt.timedelta(days=1), document(None)) == []
    assert now(FIRST - dt.timedelta(days=1)) is None


def test_a_document_belongs_to_the_time_it_was_practised_in() -> None:
    days = [FIRST - dt.timedelta(days=9), FIRST, SECOND - dt.timedelta(days=1), SECOND]
    assert found(THIRD - dt.timedelta(days=1), *map(document, days)) == [(2, 1), (1, 3)]


def test_one_without_a_date_belongs_to_the_day_it_was_begun() -> None:
    assert found(SECOND, document(None, begun=FIRST + dt.timedelta(days=3))) == [(2, 0), (1, 1)]
    assert found(SECOND, document(None)) == [(2, 0), (1, 1)]


@pytest.mark.parametrize(
    ("today", "over", "number"),
    [
        (FIRST, False, None),
        (FIRST, True, 1),
        (SECOND - dt.timedelta(days=1), True, 1),
        (SECOND, False, 1),
        (SECOND, True, 2),
        (THIRD, False, 2),
        (THIRD, True, None),
        (THIRD + dt.timedelta(days=1), True, None),
    ],
)
def test_a_samling_sends_nobody_home_before_it_is_over(
    today: dt.date, over: bool, number: int | None
) -> None:
    assert now(today, over=over) == number


def test_what_holds_nothing_is_left_out_and_a_next_step_is_something() -> None:
    assert found(THIRD) == [(2, 0), (1, 0)]
    assert found(THIRD, steps={3: [STEP]}) == [(3, 0), (2, 0), (1, 0)]


def test_a_cancelled_samling_neither_begins_nor_ends_a_time() -> None:
    after = SECOND + dt.timedelta(days=2)
    assert found(after, document(after), cancelled=(2,)) == [(1, 1)]
