"""What a list will do, row by row, before anything of it is taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain import role_groups
from facilitator.domain.roster_columns import MEANINGS, Sheet
from facilitator.domain.roster_plan import (
    AS_NEW,
    ASKS,
    CHANGED,
    NEW,
    REFUSED,
    SAME,
    WAITING,
    Known,
    Outcome,
)
from facilitator.presentation.run_sheet_forms import Choice

WORDS = {
    NEW: "Ny",
    WAITING: "Venteliste",
    CHANGED: "Endres",
    SAME: "Uendret",
    ASKS: "Hvem er det?",
    REFUSED: "Hentes ikke",
}
_ORDER = {REFUSED: 0, ASKS: 1, WAITING: 2, NEW: 3, CHANGED: 4, SAME: 5}


@dataclass(frozen=True, slots=True)
class Column:
    number: int
    heading: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file and what happens with it."""

    number: int
    kind: str
    word: str
    name: str
    about: str
    said: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PreviewView:
    columns: tuple[Column, ...]
    meanings: tuple[Choice, ...]
    dropped: tuple[str, ...]
    lines: tuple[Line, ...]
    counts: Mapping[str, int]
    seats: int
    token: str
    has_names: bool

    @property
    def to_do(self) -> int:
        return sum(self.counts.get(kind, 0) for kind in (NEW, WAITING, CHANGED))

    @property
    def left_out(self) -> int:
        return sum(self.counts.get(kind, 0) for kind in (ASKS, REFUSED))

    def summed(self, *, done: bool = False) -> str:
        """«34 nye, 2 på venteliste, 1 endres.»"""
        said = [
            f"{count} {word}"
            for kind, (one, many) in _counted(done).items()
            if (count := self.counts.get(kind, 0))
            for word in [one if count == 1 else many]
        ]
        return f"{', '.join(said)}." if said else "Ingen rader."


def _counted(done: bool) -> dict[str, tuple[str, str]]:
    return {
        NEW: ("ny", "nye"),
        WAITING: ("på venteliste",) * 2,
        CHANGED: ("endret",) * 2 if done else ("endres",) * 2,
        SAME: ("uendret", "uendret"),
        ASKS: ("trenger et svar",) * 2,
        REFUSED: ("ikke hentet inn",) * 2 if done else ("kan ikke hentes inn",) * 2,
    }


def preview_view(sheet: Sheet, outcomes: Sequence[Outcome], seats: int, token: str) -> PreviewView:
    """What needs a look comes first; within that, the order of the file."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        counts[outcome.kind] = counts.get(outcome.kind, 0) + 1
    ordered = sorted(outcomes, key=lambda outcome: (_ORDER[outcome.kind], outcome.number))
    return PreviewView(
        columns=tuple(
            Column(number, heading, meaning, _example(sheet, number))
            for number, (heading, meaning) in enumerate(
                zip(sheet.headings, sheet.meanings, strict=True)
            )
        ),
        meanings=tuple(Choice(value, label) for value, label in MEANINGS.items()),
        dropped=sheet.dropped,
        lines=tuple(_line(outcome) for outcome in ordered),
        counts=counts,
        seats=seats,
        token=token,
        has_names=bool({"name", "first", "last"} & {*sheet.meanings}),
    )


def _example(sheet: Sheet, column: int) -> str:
    return next((cells[column] for _, cells in sheet.rows if cells[column]), "")


def _line(outcome: Outcome) -> Line:
    person = outcome.person
    group = role_groups.NAMES.get(person.role_group, "")
    about = [person.email, person.role, group, person.workplace, person.municipality]
    return Line(
        number=outcome.number,
        kind=outcome.kind,
        word=WORDS[outcome.kind],
        name=person.name,
        about=", ".join(part for part in about if part),
        said=_said(outcome),
        choices=_choices(outcome.choices),
    )


def _said(outcome: Outcome) -> str:
    said = [outcome.why] if outcome.why else []
    for change in outcome.changes:
        before = f"fra {change.before} " if change.before else ""
        said.append(f"{change.what.capitalize()} {before}til {change.after}.")
    if outcome.kind == WAITING:
        said.append("Alle plassene er tatt.")
    if outcome.kind == ASKS:
        said.append("Noen med samme navn eller e-post er på lista fra før.")
    if outcome.has_left:
        said.append("Har sluttet, og blir stående slik. Du tar inn igjen fra lista.")
    return " ".join(said)


def _choices(known: Sequence[Known]) -> tuple[Choice, ...]:
    if not known:
        return ()
    people = [
        Choice(str(each.id), f"{each.person.name}, {_where(each)}".rstrip(", ")) for each in known
    ]
    return (*people, Choice(AS_NEW, "En ny person"))


def _where(known: Known) -> str:
    person = known.person
    return person.workplace or person.email or person.role
