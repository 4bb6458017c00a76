"""Which cards a phase's form stands for: row by row, through all phases that go on with them."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from facilitator.domain import card_fields, drafts, pens
from facilitator.domain.running import process_of, state_of
from facilitator.models import Activity, Card, Draft, Group, Participant
from facilitator.processes import chains
from facilitator.processes.parts import CardSpec
from facilitator.processes.schema import Phase

ROWS_AT_ONCE = 6
"""Where each writes more cards than this, they are sent one at a time, as many as come."""


def one_by_one(spec: CardSpec) -> bool:
    """Whether a form of one's own holds one card, and every sending makes another."""
    return card_fields.most_rows(spec) > ROWS_AT_ONCE


def name_of(
    activity: Activity, phase: Phase, person: Participant, group: Group | None, row: int
) -> str:
    """The name a card goes by, whoever sends it and however often; ends with its row."""
    whose = f"g{group.id}" if group else f"a{activity.id}p{person.id}"
    return f"{whose}-{chains.root(process_of(activity), phase)}-{row}"


def name_once(activity: Activity, phase: Phase, person: Participant, token: str) -> str:
    """The name of a card that has no row: one for each sending, however often it is tried."""
    sending = hashlib.sha256(token.encode()).hexdigest()[:20]
    return f"a{activity.id}p{person.id}-{chains.root(process_of(activity), phase)}-x{sending}"


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
    found = session.scalars(wanted.order_by(Card.id).options(lazyload("*")))
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
    """What the form of a phase begins with: the draft, else the card, else what it grew from.

    What was written in an earlier phase of the same card and never sent is taken along.
    """
    draft = draft_of(session, activity, phase, person, group)
    if draft is not None:
        return dict(draft.fields)
    if phase.card is None:
        return {}
    own = [c for c in of_chain(session, activity, phase, person, group) if not c.withdrawn_at]
    grown = own or _grown_from(session, activity, phase, person, group)
    flat = card_fields.flatten(phase.card, {row_of(card): card.fields for card in grown})
    return flat | _unsent(session, activity, phase, person, group, own)


def draft_of(
    session: Session, activity: Activity, phase: Phase, person: Participant, group: Group | None
) -> Draft | None:
    """What has been written for the phase. A pen that was only taken has written nothing."""
    if group is not None:
        draft = pens.of_group(session, group, phase.key)
    else:
        draft = drafts.find(session, activity, f"card:{phase.key}", writer_id=person.id)
    return draft if draft is not None and draft.version > 0 else None


def _unsent(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    group: Group | None,
    own: Sequence[Card],
) -> dict[str, Any]:
    """The fields of drafts in the chain that are later than the card itself."""
    process = process_of(activity)
    sent = max((process.index(card.phase_key) for card in own), default=-1)
    found: dict[str, Any] = {}
    for key in chains.chain(process, phase)[:-1]:
        earlier = process.phase(key)
        draft = draft_of(session, activity, earlier, person, _same_kind(earlier, group))
        if draft is not None and process.index(key) > sent:
            found |= {name: value for name, value in draft.fields.items() if value}
    return found


def _same_kind(phase: Phase, group: Group | None) -> Group | None:
    return group if phase.writes == "group" else None


def _grown_from(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    group: Group | None,
) -> list[Card]:
    """Cards that are copied to begin with; alone there is nobody to choose among them with."""
    process = process_of(activity)
    first = process.phase(chains.root(process, phase))
    if first.continues_as == "copied":
        return _sources(session, activity, first, person, group)
    if first.continues_as == "chosen" and group is not None and len(group.members) == 1:
        return _sources(session, activity, first, person, None)
    return []


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
