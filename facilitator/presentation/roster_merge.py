"""Two records side by side: what each holds, and what will stand afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import merging, role_groups, roster
from facilitator.domain.roster_changes import as_fields
from facilitator.domain.roster_fields import Person
from facilitator.models import Cohort, Participant
from facilitator.presentation.people import by_name
from facilitator.presentation.run_sheet_forms import Choice

FIELDS = {
    "name": "Navn",
    "email": "E-post",
    "role": "Stilling",
    "role_group": "Rollegruppe",
    "workplace": "Arbeidssted",
}
"""The workplace brings its municipality along: one does not go without the other."""

HELD = {
    "card.owner_id": ("kort", "kort"),
    "attendance.participant_id": ("halv dag med oppmøte", "halve dager med oppmøte"),
    "practice_document.participant_id": ("praksisdokument", "praksisdokumenter"),
    "summary.participant_id": ("oppsummering", "oppsummeringer"),
    "festival_contribution.participant_id": ("festivalbidrag", "festivalbidrag"),
    "saved_board_holder.participant_id": ("lagret tavle", "lagrede tavler"),
    "draft.writer_id": ("kladd", "kladder"),
    "group_member.participant_id": ("gruppe", "grupper"),
    "led_process.participant_id": ("ledet prosess", "ledede prosesser"),
    "method.participant_id": ("metode", "metoder"),
    "photo.owner_id": ("bilde", "bilder"),
    "certificate.participant_id": ("kompetansebevis", "kompetansebevis"),
    "claim.participant_id": ("telefon eller datamaskin", "telefoner og datamaskiner"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what each has, and which of the two is suggested."""

    field: str
    label: str
    first: str
    second: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Record:
    id: int
    name: str
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeView:
    people: tuple[Choice, ...]
    first: Record | None = None
    second: Record | None = None
    lines: tuple[Line, ...] = ()


def view(
    session: Session, cohort: Cohort, first: Participant | None, second: Participant | None
) -> MergeView:
    everybody = by_name(session.scalars(roster.everybody(cohort.id)))
    choices = tuple(_choice(person) for person in everybody)
    if first is None or second is None or first.id == second.id:
        only = _record(session, first) if first is not None else None
        return MergeView(choices, first=only)
    return MergeView(
        choices, _record(session, first), _record(session, second), _lines(first, second)
    )


def _choice(person: Participant) -> Choice:
    about = person.workplace_name or person.email or person.role
    return Choice(str(person.id), person.name, about)


def _record(session: Session, person: Participant) -> Record:
    found = merging.counts(session, person.id)
    held = tuple(
        f"{found[name]} {single if found[name] == 1 else many}"
        for name, (single, many) in HELD.items()
        if name in found
    )
    return Record(person.id, person.name, held)


def _lines(first: Participant, second: Participant) -> tuple[Line, ...]:
    lines = []
    for field, label in FIELDS.items():
        one, other = (_shown(person, field) for person in (first, second))
        if one == other and not one:
            continue
        lines.append(Line(field, label, one, other, "first" if one else "second"))
    return tuple(lines)


def _shown(person: Participant, field: str) -> str:
    value: str = getattr(as_fields(person), field)
    if field == "role_group":
        return role_groups.NAMES.get(value, value)
    if field == "workplace" and person.municipality:
        return ", ".join(part for part in (value, person.municipality) if part)
    return value


def chosen(first: Participant, second: Participant, form: Mapping[str, str]) -> Person:
    """What will stand, by which of the two was chosen in each line."""
    sides = {"first": as_fields(first), "second": as_fields(second)}
    picked = {field: sides[_side(form, field)] for field in FIELDS}
    return Person(
        name=picked["name"].name,
        email=picked["email"].email,
        role=picked["role"].role,
        role_group=picked["role_group"].role_group,
        workplace=picked["workplace"].workplace,
        municipality=picked["workplace"].municipality,
    )


def _side(form: Mapping[str, str], field: str) -> str:
    return "second" if form.get(f"of_{field}") == "second" else "first"
