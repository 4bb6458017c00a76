"""`/mappe/samtykker`, and what a kursholder sees of it for the kull."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import consents
from facilitator.domain.consents import Answer
from facilitator.domain.rooms import OSLO
from facilitator.models import Cohort, Participant
from facilitator.presentation.dates import MONTHS

NAMES = {
    consents.PHOTO: "Bilder",
    consents.PUBLICATION: "Publisering",
    consents.RESEARCH: "Forskning",
}
MEANING = {
    consents.PHOTO: (
        "Sier du nei, blir bildene dine borte fra tavla, notatet og filene med en gang. "
        "Bare du ser dem, og teksten på kortene blir stående. "
        "Har du ikke svart, vises de bildene du selv legger ved."
    ),
    consents.PUBLICATION: (
        "Sier du nei, blir bidraget ditt borte fra den åpne siden med en gang. "
        "Du er med på festivalen som før, og kan slippe det fram igjen etter et nytt ja. "
        "Har du ikke svart, står det der bare om du selv slipper det fram."
    ),
    consents.RESEARCH: (
        "Et ja deler ingenting. Det betyr at noen kan ta kontakt og spørre. "
        "Sier du nei, eller svarer du ikke, skal ingen spørre deg."
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    kind: str
    name: str
    text: str
    meaning: str
    yes: bool | None
    said: str


@dataclass(frozen=True, slots=True)
class PutAway:
    token: str
    alt: str


@dataclass(frozen=True, slots=True)
class ConsentsView:
    name: str
    rows: tuple[Row, ...]
    put_away: tuple[PutAway, ...]
    """One's own pictures that nobody else sees now."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    said: tuple[str, ...]
    """In the order of KINDS."""


@dataclass(frozen=True, slots=True)
class CohortView:
    kinds: tuple[str, ...]
    counts: tuple[str, ...]
    rows: tuple[PersonRow, ...]


def mine(session: Session, person: Participant) -> ConsentsView:
    answers, words = consents.of_person(session, person.id), consents.words(session)
    hidden = answers[consents.PHOTO].yes is False
    photos = consents.put_away_photos(session, person.id) if hidden else []
    return ConsentsView(
        name=person.name,
        rows=tuple(
            Row(kind, NAMES[kind], words[kind], MEANING[kind], answers[kind].yes,
                _said(answers[kind]))
            for kind in consents.KINDS
        ),
        put_away=tuple(PutAway(photo.token, photo.alt) for photo in photos),
    )  # fmt: skip


def of_cohort(session: Session, cohort: Cohort) -> CohortView:
    people = consents.of_cohort(session, cohort)
    return CohortView(
        kinds=tuple(NAMES[kind] for kind in consents.KINDS),
        counts=tuple(_count(kind, [answers for _, answers in people]) for kind in consents.KINDS),
        rows=tuple(
            PersonRow(person.name, tuple(_said(answers[kind]) for kind in consents.KINDS))
            for person, answers in people
        ),
    )


def _count(kind: str, answers: list[Mapping[str, Answer]]) -> str:
    yes = sum(1 for each in answers if each[kind].yes)
    return f"{NAMES[kind]}: {yes} av {len(answers)} har sagt ja."


def _said(answer: Answer) -> str:
    if answer.yes is None or answer.since is None:
        return "Ikke svart"
    word = "Ja" if answer.yes else "Nei"
    day = answer.since.astimezone(OSLO).date()
    return f"{word}, {day.day}. {MONTHS[day.month - 1]} {day.year}"
