"""Receiving: given cards are opened one by one, and the only answer is «Takk»."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, card_rows, closed, given, readiness
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Activity, Card, Group, Participant, Ready
from facilitator.processes.schema import Phase


def waiting(
    session: Session, activity: Activity, phase: Phase, group: Group | None, person_id: int,
    now: dt.datetime,
) -> list[Card]:  # fmt: skip
    """The closed cards that the person may open now, in the order they were given."""
    if not _may_open(session, activity, phase, group, person_id, now):
        return []
    return [
        c for c in given.received_by(session, activity, phase, person_id) if closed.is_closed(c)
    ]


def _may_open(
    session: Session, activity: Activity, phase: Phase, group: Group | None, person_id: int,
    now: dt.datetime,
) -> bool:  # fmt: skip
    """When the ring receives; before that only whoever has said that their ring has come so far.

    Who has begun goes on: a card that is given late is not to wait for somebody else's turn.
    """
    if card_rows.is_over(activity, phase):
        return True
    _, step = given.turn_of(session, activity, phase, group, now)
    if step is not None and step.cards == "receive":
        return True
    if any(card.opened_at for card in given.received_by(session, activity, phase, person_id)):
        return True
    return _has_come(session, activity, phase, person_id)


def come_to_receive(
    session: Session, activity: Activity, phase: Phase, person: Participant
) -> None:
    """«Jeg tar imot nå»: the person's ring has come further than the clock."""
    if not given.is_giving(phase):
        raise NotAllowed
    readiness.mark(session, activity.id, _receiving(phase), person.id)
    audiences.tell_person(session, activity.room_id, person.id)


def _receiving(phase: Phase) -> str:
    return f"{phase.key}:receive"


def _has_come(session: Session, activity: Activity, phase: Phase, person_id: int) -> bool:
    found = session.scalar(
        select(Ready.id).where(
            Ready.activity_id == activity.id,
            Ready.phase_key == _receiving(phase),
            Ready.participant_id == person_id,
        )
    )
    return found is not None


def thank(session: Session, card: Card, person: Participant, now: dt.datetime) -> None:
    """«Takk»: the card is opened, and the next one is shown. Pressed twice it is one thanks."""
    if card.owner_id != person.id or not closed.is_given(card):
        raise NotFound("Kortet finnes ikke lenger.")
    if card.opened_at is not None:
        return
    activity, phase = given.place(session, card)
    group = session.get(Group, card.group_id) if card.group_id else None
    first = next(iter(waiting(session, activity, phase, group, person.id, now)), None)
    if first is None or first.id != card.id:
        raise NotFound("Kortet er ikke åpnet ennå.")
    card.opened_at = now
    session.flush()
    audiences.tell_person(session, activity.room_id, person.id)
    assert card.author_id is not None
    audiences.tell_person(session, activity.room_id, card.author_id)


def put_on_map(session: Session, card: Card, now: dt.datetime, *, shown: bool) -> None:
    """The receiver decides whether a card counts on the room's map; it stays theirs."""
    card.withdrawn_at = None if shown else card.withdrawn_at or now
    session.flush()
    activity, phase = given.place(session, card)
    assert card.owner_id is not None
    audiences.tell_person(session, activity.room_id, card.owner_id)
    given.tell_map(session, activity, phase)
