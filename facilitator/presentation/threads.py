"""«Minner meg om …»: the page where one ties a story to another's, and threads in a mappe.

Names stand only where the teller has ticked that theirs may; nothing here is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, portfolios, relations, threads
from facilitator.domain.policies import Actor
from facilitator.domain.relations import Reader
from facilitator.domain.running import state_of
from facilitator.domain.threads import Tie
from facilitator.errors import NotAllowed
from facilitator.models import Card, Participant, Room
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.dates import short_date


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """«Hodans fortelling «…» ble minnet om av din.», with what takes the thread away."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of one's own stories to choose among."""

    card_id: int
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class RemindsView:
    """`write` is the room's address where a new story can be written now, or empty."""

    card: CardView
    mine: tuple[Choice, ...]
    lines: tuple[ThreadLine, ...]
    back: str
    write: str


def reminds_view(session: Session, actor: Actor, card: Card) -> RemindsView:
    """The other's story, and one's own to tie to it."""
    person = portfolios.require_person(session, actor)
    reader = reader_of(session, actor, person, card)
    own = own_choices(session, actor, person)
    tied = [t for t in threads.readable(session, reader, own) if t.other.id == card.id]
    taken = {t.here.id for t in tied}
    room = card.activity.room
    return RemindsView(
        card=card_view(card),
        mine=tuple(_choice(c) for c in own if c.id not in taken),
        lines=tuple(line(t) for t in tied),
        back=f"/rom/{room.public_id}/tavle" if room.is_open else "/mappe",
        write=_writing_address(session, reader),
    )


def reader_of(session: Session, actor: Actor, person: Participant, card: Card) -> Reader:
    """Who reads. Raises NotAllowed for a story that is not shared with the person."""
    scope = portfolios.scope_of(session, person, actor)
    if scope is not None and card.activity.room_id not in scope:
        raise NotAllowed("Denne fortellingen er ikke delt med deg.")
    reader = relations.reader_for(session, actor)
    threads.require_readable(session, reader, card)
    if card.owner_id == person.id:
        raise NotAllowed("Dette er din egen fortelling.")
    return reader


def own_choices(session: Session, actor: Actor, person: Participant) -> list[Card]:
    """One's own released stories, as far as one's mappe is open."""
    scope = portfolios.scope_of(session, person, actor)
    found = threads.own_stories(session, person)
    return [card for card in found if scope is None or card.activity.room_id in scope]


def _choice(card: Card) -> Choice:
    gathering = card.activity.room.gathering
    when = f"Samling {gathering.number}, {short_date(gathering.date)}"
    return Choice(card.id, str(card.fields.get("title") or "Uten tittel"), when)


def _writing_address(session: Session, reader: Reader) -> str:
    """The open room in which one can write a story of one's own just now."""
    for room_id in sorted(reader.open_room_ids):
        room = session.get_one(Room, room_id)
        activity = activities.current(session, room)
        if activity is None or not state_of(activity).is_on:
            continue
        phase = activities.phase_of(activity)
        writes = phase.writes == "each" and phase.card is not None
        if writes and phase.card is not None and phase.card.type == threads.TYPE:
            return f"/rom/{room.public_id}"
    return ""


def lines(ties: Iterable[Tie]) -> tuple[ThreadLine, ...]:
    return tuple(line(tied) for tied in ties)


def line(tied: Tie) -> ThreadLine:
    """What stands by one's own story in one's arbeidsmappe."""
    title = str(tied.other.fields.get("title") or "uten tittel")
    teller = tied.other.owner.first_name if tied.other.show_name and tied.other.owner else ""
    if tied.reminded:
        whose = f"{genitive(teller)} fortelling" if teller else "Fortellingen"
        return ThreadLine(tied.id, f"{whose} «{title}» minnet deg om denne.")
    whom = teller or "noen i kullet"
    return ThreadLine(tied.id, f"Denne minnet {whom} om «{title}».")


def genitive(name: str) -> str:
    """«Hodans», «Jonas’»."""
    return f"{name}’" if name[-1:].lower() in ("s", "x", "z") else f"{name}s"
