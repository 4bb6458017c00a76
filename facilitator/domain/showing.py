"""Showing what groups have made, one at a time: which one has the floor, and since when.

The prosessleder goes on to the next; the clock of a showing only tells, as all clocks do.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, boards
from facilitator.domain.running import process_of, state_of
from facilitator.errors import NotAllowed
from facilitator.models import Activity, Card, Group
from facilitator.processes.schema import Phase

SHOWING, AT = ":showing", ":showing-at"
"""Kept in `Activity.picked`: which showing it is, and when it began, in epoch seconds."""


@dataclass(frozen=True, slots=True)
class Showing:
    """`number` counts from 1 of `whole`; `began` in milliseconds, None before the first."""

    number: int
    whole: int
    began: int | None
    minutes: float
    group: Group | None
    card: Card | None


def minutes_of(phase: Phase) -> float:
    return phase.turn[0].minutes if phase.turn else 2


def now_showing(session: Session, activity: Activity, phase: Phase) -> Showing:
    """Who has the floor in the phase; before the first nobody has."""
    groups = _groups(session, activity, phase)
    number = min(activity.picked.get(phase.key + SHOWING, 0), len(groups))
    began = activity.picked.get(phase.key + AT)
    group = groups[number - 1] if 0 < number <= len(groups) else None
    return Showing(
        number=number,
        whole=len(groups),
        began=began * 1000 if began is not None and group is not None else None,
        minutes=minutes_of(phase),
        group=group,
        card=_card(session, activity, phase, group),
    )


def go_to(session: Session, activity: Activity, number: int, now: dt.datetime) -> None:
    """Give the floor to group `number` (from 1; 0 gives it to nobody). Repeats safely."""
    phase = process_of(activity).phases[activity.phase_index]
    if phase.projector.show != "showing" or not state_of(activity).is_on:
        raise NotAllowed("Det er ikke tid for å vise fram nå.")
    number = max(0, min(number, len(_groups(session, activity, phase))))
    if activity.picked.get(phase.key + SHOWING, 0) == number:
        return
    began = int(now.timestamp())
    activity.picked = activity.picked | {phase.key + SHOWING: number, phase.key + AT: began}
    session.flush()
    audiences.tell_phase(session, activity.room_id)


def _groups(session: Session, activity: Activity, phase: Phase) -> list[Group]:
    return list(
        session.scalars(
            select(Group)
            .where(Group.activity_id == activity.id, Group.set_key == phase.groups)
            .order_by(Group.number)
        )
    )


def _card(session: Session, activity: Activity, phase: Phase, group: Group | None) -> Card | None:
    """The group's card, once it lies on the board: before that nobody else reads it."""
    if group is None:
        return None
    lying = boards.lying(session, activity, phase.board)
    return next((card for card in lying if card.group_id == group.id), None)
