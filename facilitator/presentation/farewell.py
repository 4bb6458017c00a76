"""«Dette tar du med deg» as one calm page: on the phone, in the mappe and on paper."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import farewell, portfolios, relations
from facilitator.domain.farewell import Grown, Taken
from facilitator.domain.policies import Actor
from facilitator.domain.relations import Reader
from facilitator.models import Participant, Room
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.dates import long_date
from facilitator.presentation.steps_back import StepBack, step_back


@dataclass(frozen=True, slots=True)
class Root:
    """Causes that grew from the same stories. `sources` says of each story whose it is."""

    causes: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    """Title and «fortalt av Hodan», «din egen», or nothing."""


@dataclass(frozen=True, slots=True)
class FarewellView:
    name: str
    number: int
    date: str
    theme: str
    stories: tuple[CardView, ...]
    strengths: tuple[CardView, ...]
    steps: tuple[StepBack, ...]
    words: tuple[str, ...]
    roots: tuple[Root, ...]
    is_empty: bool


def farewell_view(
    session: Session, reader: Reader, person: Participant, room: Room
) -> FarewellView:
    taken = farewell.of_day(session, reader, person, room)
    gathering = room.gathering
    return FarewellView(
        name=person.first_name,
        number=gathering.number,
        date=long_date(gathering.date),
        theme=gathering.theme,
        stories=tuple(card_view(card) for card in taken.stories),
        strengths=tuple(card_view(card) for card in taken.strengths),
        steps=tuple(step_back(card) for card in taken.steps),
        words=tuple(str(card.fields.get("text") or "") for card in taken.words),
        roots=_roots(taken, person),
        is_empty=taken.is_empty,
    )


def _roots(taken: Taken, person: Participant) -> tuple[Root, ...]:
    """A table whose causes grew from the same stories names them once."""
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for grown in taken.grown:
        sources = _sources(grown, person)
        found.setdefault(sources, []).append(str(grown.cause.fields.get("text") or ""))
    return tuple(Root(tuple(causes), sources) for sources, causes in found.items())


def _sources(grown: Grown, person: Participant) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            str(card.fields.get("title") or "En fortelling"),
            "din egen" if card.owner_id == person.id
            else f"fortalt av {teller.first_name}" if teller is not None
            else "",
        )
        for card, teller in grown.stories
    )  # fmt: skip


def of_gathering(session: Session, actor: Actor, gathering_id: int) -> FarewellView:
    """The same from the mappe, on any later day."""
    room = farewell.room_of_day(session, actor, gathering_id)
    person = portfolios.require_person(session, actor)
    return farewell_view(session, relations.reader_for(session, actor), person, room)
