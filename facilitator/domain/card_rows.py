"""Which cards a phase's form stands for: row by row, through all phases that go on with them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import card_fields, drafts, pens
from facilitator.domain.running import process_of, state_of
from facilitator.models import Activity, Card, Group, Participant
from facilitator.processes import chains
from facilitator.processes.schema import Phase


def name_of(
    activity: Activity, phase: Phase, person: Participant, group: Group | None, row: int
) -> str:
    """The name a card goes by, whoever sends it and however often; ends with its row."""
    whose = f"g{group.id}" if group else f"a{activity.id}p{person.id}"
    return f"{whose}-{chains.root(process_of(activity), phase)}-{row}"


def row_of(card: Card) -> int:
    last = card.client_id.rsplit("-", 1)[-1]
    return int(last) if last.isdecimal() else -1


def of_chain(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    group: Group | None = None,
) -> list[Card]:
    """The cards this phase writes or goes on with: one's own, or the group's, row by row."""
    keys = chains.chain(process_of(activity), phase)
    wanted = select(Card).where(
        Card.activity_id == activity.id, Card.phase_key.in_(_with_later(activity, keys))
    )
    if group is not None:
        wanted = wanted.where(Card.group_id == group.id, Card.owner_id.is_(None))
    else:
        wanted = wanted.where(Card.owner_id == person.id, Card.author_id == person.id)
    root = keys[0]
    found = session.scalars(wanted.order_by(Card.id))
    return [card for card in found if _root_of(card) == root]


def _with_later(activity: Activity, keys: tuple[str, ...]) -> set[str]:
    """The chain's phases, and the later ones that have gone on with the same card."""
    process = process_of(activity)
    own = {keys[0]}
    return own | {p.key for p in process.phases if chains.chain(process, p)[0] == keys[0]}


def _root_of(card: Card) -> str:
    parts = card.client_id.split("-")
    return parts[1] if len(parts) == 3 else card.phase_key


def standing(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    group: Group | None = None,
) -> dict[str, Any]:
    """What the form of a phase begins with: the draft, else the card, else what it grew from."""
    if group is not None:
        draft = pens.of_group(session, group, phase.key)
    else:
        draft = drafts.find(session, activity, f"card:{phase.key}", writer_id=person.id)
    # A pen that has only been taken has written nothing: what stands is the card.
    if draft is not None and draft.version > 0:
        return dict(draft.fields)
    if phase.card is None:
        return {}
    own = [c for c in of_chain(session, activity, phase, person, group) if not c.withdrawn_at]
    if not own and phase.continues_as == "copied":
        own = _sources(session, activity, phase, person, group)
    elif not own and phase.continues_as == "chosen" and group and len(group.members) == 1:
        # Alone there is nobody to choose with.
        own = _sources(session, activity, phase, person, None)
    return card_fields.flatten(phase.card, {row_of(card): card.fields for card in own})


def _sources(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    group: Group | None,
) -> list[Card]:
    keys = chains.sources(process_of(activity), phase)
    wanted = select(Card).where(
        Card.activity_id == activity.id,
        Card.phase_key.in_(keys),
        Card.withdrawn_at.is_(None),
    )
    if group is not None:
        wanted = wanted.where(Card.group_id == group.id, Card.owner_id.is_(None))
    else:
        wanted = wanted.where(Card.owner_id == person.id)
    return list(session.scalars(wanted.order_by(Card.id)))


def is_over(activity: Activity, phase: Phase) -> bool:
    """Whether the room has gone on from the phase. What comes late is still taken."""
    state = state_of(activity)
    return state.status == "ended" or process_of(activity).index(phase.key) < state.index
