"""A group chooses among what its members have brought: what gives energy, and what to go on with.

Energy is no vote: each says with which one they will help, by name and for the group alone, and
nothing is counted. What is chosen becomes the group's own card, which keeps what it came from.
"""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, card_rows, copies, marks, readiness, relations
from facilitator.domain.running import process_of
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Activity, Card, CardMark, Group, Participant
from facilitator.processes import chains
from facilitator.processes.schema import Phase

FROM = "from"
"""In the group's card: the id of the card it was chosen from."""


def candidates(
    session: Session, activity: Activity, phase: Phase, group: Group, person: Participant
) -> list[Card]:
    """The members' cards that this person may read, in the order they were written."""
    members = {member.participant_id for member in group.members}
    reader = relations.reader_in_room(person, activity.room, [group])
    found = [card for card in _brought(session, activity, phase) if card.owner_id in members]
    return relations.readable(session, reader, found)


def _brought(session: Session, activity: Activity, phase: Phase) -> list[Card]:
    keys = chains.sources(process_of(activity), phase)
    return list(
        session.scalars(
            select(Card)
            .where(
                Card.activity_id == activity.id,
                Card.phase_key.in_(keys),
                Card.owner_id.is_not(None),
                Card.withdrawn_at.is_(None),
            )
            .order_by(Card.id)
        )
    )


def helpers(
    session: Session, activity: Activity, phase: Phase, group: Group
) -> Mapping[int, tuple[str, ...]]:
    """Card → first names of those who will help with it; for the group alone."""
    if phase.mark is None or phase.mark.seen_by != "group":
        return {}
    members = {member.participant_id for member in group.members}
    found: dict[int, tuple[str, ...]] = {}
    for mark in session.scalars(
        select(CardMark)
        .where(CardMark.activity_id == activity.id, CardMark.phase_key == phase.key)
        .order_by(CardMark.id)
    ):
        if mark.person_id in members:
            names = found.get(mark.card_id, ())
            found[mark.card_id] = (*names, mark.person.first_name)
    return found


def give_energy(
    session: Session,
    activity: Activity,
    phase: Phase,
    group: Group,
    person: Participant,
    card_id: int,
) -> None:
    """«Denne vil jeg hjelpe med»: one at a time, so another choice replaces the first."""
    card = _candidate(session, activity, phase, group, person, card_id)
    session.execute(
        delete(CardMark).where(
            CardMark.activity_id == activity.id,
            CardMark.phase_key == phase.key,
            CardMark.person_id == person.id,
        )
    )
    marks.put(session, activity, phase, person, card.id)
    audiences.tell_group(session, group.id)


def choose(
    session: Session,
    activity: Activity,
    phase: Phase,
    group: Group,
    person: Participant,
    card_id: int,
    now: dt.datetime,
) -> Card:
    """The group goes on with one of them; 0 begins anew. Chosen again, the latest word counts.

    Raises NotAllowed for who is not in the group, NotFound for what nobody in it has brought.
    """
    if person.id not in {member.participant_id for member in group.members}:
        raise NotAllowed("Du er ikke i denne gruppa.")
    chosen = _candidate(session, activity, phase, group, person, card_id) if card_id else None
    assert phase.card is not None
    asked = {field.name for field in phase.card.fields}
    brought = chosen.fields if chosen else {}
    fields = {name: value for name, value in brought.items() if name in asked}
    card = chosen_by(session, activity, phase, group, person)
    if card is None:
        card = Card(
            activity_id=activity.id,
            phase_key=phase.key,
            type=phase.card.type,
            fields={},
            group_id=group.id,
            author_id=person.id,
            client_id=card_rows.name_of(activity, phase, person, group, 0),
            visibility="me" if phase.visibility in (None, "me") else "group",
            created_at=now,
            approved_at=now,
        )
        session.add(card)
    card.fields = fields | {FROM: card_id}
    session.flush()
    if phase.mark is not None:
        readiness.mark_group(session, group, phase.key)
    audiences.tell_group(session, group.id)
    return card


def chosen_by(
    session: Session, activity: Activity, phase: Phase, group: Group, person: Participant
) -> Card | None:
    """The group's card of the phase, once it has chosen."""
    found = card_rows.of_chain(session, activity, phase, person, group)
    return next((card for card in found if card_rows.row_of(card) == 0), None)


def _candidate(
    session: Session,
    activity: Activity,
    phase: Phase,
    group: Group,
    person: Participant,
    card_id: int,
) -> Card:
    for card in candidates(session, activity, phase, group, person):
        if card.id == card_id:
            return card
    raise NotFound("Kortet ligger ikke her lenger.")


def offer_unchosen(session: Session, activity: Activity, phase: Phase) -> None:
    """What no group chose goes on, cut loose from who wrote it, to the board of the phase."""
    assert phase.release is not None
    taken = {
        card.fields.get(FROM)
        for card in session.scalars(
            select(Card).where(Card.activity_id == activity.id, Card.phase_key == phase.key)
        )
    }
    for card in _brought(session, activity, phase):
        if card.id not in taken:
            fields = {name: card.fields.get(name, "") for name in phase.release.fields}
            copies.offer(session, activity, phase, fields, f"{activity.secret}-{card.id}")
