"""`/oppmote`: the whole kull's year as a table, and what waits to be confirmed."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import standing as standings
from facilitator.domain.standing import Day, Records, Standing
from facilitator.models import Cohort, Participant
from facilitator.presentation import people
from facilitator.presentation.attendance import (
    UNITS,
    WHEN,
    DayMark,
    count_words,
    day_marks,
    named,
    status_mark,
    status_words,
)

ORDER = ("Oppfylt", "Avtalt", "På god vei", "Ikke bekreftet ennå", "Trenger resten")
ALL_WORDS = (*ORDER, "Trenger en avtale")


@dataclass(frozen=True, slots=True)
class DayHead:
    """A samling as a column's head."""

    id: int
    number: int
    name: str
    date: dt.date
    cancelled: bool
    festival: bool
    coming: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """Somebody's year. `entered` is the samling they came in with."""

    id: int
    name: str
    days: tuple[DayMark, ...]
    count: str
    status: str
    mark: str
    entered: int | None
    stands: Standing
    """The same as numbers, for the lists that leave the app."""


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A samling with a list that waits, and what waits: «31 er foreslått før lunsj»."""

    id: int
    name: str
    today: bool
    words: str


@dataclass(frozen=True, slots=True)
class YearView:
    days: tuple[DayHead, ...]
    rows: tuple[YearRow, ...]
    sums: tuple[str, ...]
    rule: str
    waiting: tuple[ToConfirm, ...]


def view(session: Session, cohort: Cohort, today: dt.date) -> YearView:
    records = standings.records_of(session, cohort)
    agreed = standings.agreed_of(session, cohort.id)
    members = people.of_cohort(session, cohort.id)
    rules = standings.rules_of(cohort)
    rows, found = [], []
    for person in members:
        known = records.known.get(person.id, {})
        stands = standings.compute(
            rules, records.days, known, agreed.get(person.id), person.entry_id, today
        )
        marks = day_marks(cohort, records.days, known, person.entry_id, today)
        rows.append(_row(person, marks, stands))
        found.append(stands)
    return YearView(
        days=tuple(_head(cohort, day, today) for day in records.days),
        rows=tuple(rows),
        sums=_sums(found),
        rule=_rule(cohort, records.days),
        waiting=_waiting(cohort, records, members, today),
    )


def _head(cohort: Cohort, day: Day, today: dt.date) -> DayHead:
    return DayHead(
        id=day.id,
        number=day.number,
        name=named(cohort, day),
        date=day.date,
        cancelled=day.cancelled,
        festival=day.is_festival,
        coming=day.date > today,
    )


def _row(person: Participant, days: tuple[DayMark, ...], stands: Standing) -> YearRow:
    return YearRow(
        id=person.id,
        name=person.name,
        days=days,
        count=count_words(stands),
        status=status_words(stands),
        mark=status_mark(stands),
        entered=stands.entered,
        stands=stands,
    )


def _sums(found: list[Standing]) -> tuple[str, ...]:
    """«24 oppfylt», «2 trenger en avtale»: each word that somebody has."""
    counts = Counter(status_words(stands) for stands in found)
    return tuple(f"{counts[word]} {word.lower()}" for word in ALL_WORDS if counts[word])


def _rule(cohort: Cohort, days: tuple[Day, ...]) -> str:
    """What the whole year asks for, counted as for somebody who has not been there yet."""
    rules = standings.rules_of(cohort)
    whole = standings.compute(rules, days, {}, None, None, dt.date.min)
    if not whole.total:
        return "Her kommer oppmøtet når samlingene er lagt inn."
    said = f"Kravet er {whole.required} av {whole.total} {UNITS[whole.unit][1]}."
    if any(day.is_festival for day in days) and not rules.includes_festival:
        return f"{said} {cohort.festival_name} teller ikke med her."
    return said


def _waiting(
    cohort: Cohort, records: Records, members: list[Participant], today: dt.date
) -> tuple[ToConfirm, ...]:
    """Held samlinger with proposals, or with a half that nobody has said anything of."""
    found = []
    for day in records.days:
        if day.cancelled or day.date > today:
            continue
        proposed = Counter(
            half
            for person in members
            for half in day.halves
            if records.known.get(person.id, _NOTHING).get((day.id, half), False) is None
        )
        words = [
            f"{proposed[half]} foreslått {WHEN[half]}"
            if proposed[half]
            else f"ingen er bekreftet {WHEN[half]}"
            for half in day.halves
            if proposed[half] or (day.date < today and half not in day.listed)
        ]
        if words:
            said = ", ".join(words)
            found.append(
                ToConfirm(day.id, named(cohort, day), day.date == today, f"{said.capitalize()}.")
            )
    return tuple(found)


_NOTHING: Mapping[tuple[int, str], bool | None] = {}
