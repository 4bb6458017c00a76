"""Sheets to print: a code for each person, and who came on paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.models import Gathering, Participant
from facilitator.presentation import people
from facilitator.presentation.dates import long_date
from facilitator.presentation.qr import QrView, qr
from facilitator.presentation.run_sheet import named

HALVES = {"forenoon": "Før lunsj", "afternoon": "Etter lunsj"}
CARD_HOW = (
    "Skann koden med kameraet på telefonen, og trykk «Ja, det er meg». "
    "Da åpner arbeidsmappa di seg."
)
CARD_OWN = "Koden er bare din, og kan brukes på én telefon."
LIST_FOOT = "Kryss av, og før det inn i appen etterpå. Skriv aldri hvorfor noen er borte."
LIST_EMPTY = "Her kommer navnene når noen har plass i kullet."
LIST_OFF = "Samlingen er avlyst."


@dataclass(frozen=True, slots=True)
class CodeView:
    """One person's way in, on paper."""

    name: str
    workplace: str
    address: str
    code: QrView


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    title: str
    cohort: str
    date: str
    place: str
    theme: str
    halves: tuple[str, ...]
    names: tuple[str, ...]
    cancelled: bool


def codes(made: Iterable[tuple[Participant, str]]) -> tuple[CodeView, ...]:
    """By name, as the sheets are cut and handed out."""
    return tuple(
        CodeView(person.name, person.workplace_name, address, qr(address))
        for person, address in made
    )


def attendance_sheet(session: Session, gathering: Gathering) -> AttendanceSheet:
    """Names and boxes, and nothing else of anybody."""
    return AttendanceSheet(
        title=named(gathering),
        cohort=gathering.cohort.name,
        date=long_date(gathering.date),
        place=gathering.place,
        theme=gathering.theme,
        halves=tuple(name for half, name in HALVES.items() if gathering.halves in ("both", half)),
        names=tuple(person.name for person in people.of_cohort(session, gathering.cohort_id)),
        cancelled=gathering.cancelled,
    )
