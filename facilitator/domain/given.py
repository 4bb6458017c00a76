"""Cards that have been given in a ring, and whose turn it is: what giving and receiving share."""

import datetime as dt

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import audiences, closed, facts, ring_sizes, strength_map
from facilitator.domain.running import process_of, state_of
from facilitator.domain.turns import Step, Turn, turn_at
from facilitator.models import Activity, Card, Group, Participant
from facilitator.processes.parts import FieldSpec, TurnStep
from facilitator.processes.schema import Phase


def is_giving(phase: Phase) -> bool:
    """Whether people give each other cards in the phase."""
    return phase.card is not None and phase.whose == "receiver" and phase.writes == "listeners"


def strength_field(phase: Phase) -> str:
    """The name of the card's field that holds one strength."""
    return next(f.name for f in _fields(phase) if f.kind == "strengths")


def sentence_field(phase: Phase) -> FieldSpec | None:
    """The card's field that holds what it is built on."""
    return next((f for f in _fields(phase) if f.kind in ("text", "line")), None)


def _fields(phase: Phase) -> tuple[FieldSpec, ...]:
    return phase.card.fields if phase.card else ()


def turn_of(
    session: Session, activity: Activity, phase: Phase, group: Group | None, now: dt.datetime
) -> tuple[Turn, TurnStep | None]:
    """Which turn it is in the group's ring, and which step of it; never whose."""
    ring = ring_sizes.of(session, activity, group, phase.key)
    state = state_of(activity)
    index = process_of(activity).index(phase.key)
    added = tuple(e for e in state.extensions if e.phase == index)
    steps = tuple(Step(step.key, step.minutes) for step in phase.turn)
    elapsed = (
        state.elapsed(int(now.timestamp() * 1000)) if index == state.index else state.spent[index]
    )
    planned = state.durations[index]
    turn = turn_at(planned, ring.size, elapsed, added, steps, ring.changes)
    return turn, next((step for step in phase.turn if step.key == turn.step), None)


def given_by(session: Session, activity: Activity, phase: Phase, person_id: int) -> list[Card]:
    """What the person has given, oldest first."""
    return _of(session, activity, phase, Card.author_id == person_id)


def received_by(session: Session, activity: Activity, phase: Phase, person_id: int) -> list[Card]:
    """What the person has been given, open and closed, oldest first."""
    return _of(session, activity, phase, Card.owner_id == person_id)


def _of(
    session: Session, activity: Activity, phase: Phase, whose: ColumnElement[bool]
) -> list[Card]:
    return list(
        session.scalars(
            select(Card)
            .where(
                Card.activity_id == activity.id,
                Card.phase_key == phase.key,
                closed.given(),
                whose,
            )
            .order_by(Card.id)
        )
    )


def givers(session: Session, found: list[Card]) -> dict[int, str]:
    """Card → the giver's first name."""
    ids = {card.author_id for card in found}
    if not ids:
        return {}
    people = {p.id: p for p in session.scalars(select(Participant).where(Participant.id.in_(ids)))}
    return {c.id: people[c.author_id].first_name for c in found if c.author_id in people}


def place(session: Session, card: Card) -> tuple[Activity, Phase]:
    """Where a card was given."""
    activity = session.get_one(Activity, card.activity_id)
    return activity, process_of(activity).phase(card.phase_key)


def tell_map(session: Session, activity: Activity, phase: Phase) -> None:
    """Whoever sees the map fetches its counts; while it is not shown nobody is told."""
    board = phase.release.board if phase.release else ""
    if board and strength_map.shown(activity) == board:
        name = audiences.board(activity.room_id)
        record(session, facts.BoardArranged(name, audiences.touch(session, name)))
