"""The remote in a participant's hand: what leading one activity needs, in counts and no more.

No names beyond those on the board's cards, no notes of the prosessleder, nothing hidden.
"""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences, rooms
from facilitator.models import Activity, Room
from facilitator.presentation.fragments import room_revision
from facilitator.presentation.lead import Running, running_view
from facilitator.presentation.lead_cards import CardsView, cards_view
from facilitator.presentation.lead_groups import groups_view
from facilitator.presentation.lead_presses import last_press, undo_until
from facilitator.presentation.surface import Surface, surface


@dataclass(frozen=True, slots=True)
class LentGroup:
    """«Bord 3», how many sit there, and how far they have come."""

    name: str
    people: int
    status: str


@dataclass(frozen=True, slots=True)
class LentSet:
    name: str
    groups: tuple[LentGroup, ...]


@dataclass(frozen=True, slots=True)
class LentView:
    surface: Surface
    room: Room
    first_name: str
    here: int
    running: Running
    count_v: int
    last: str
    undo_until: int | None
    sets: tuple[LentSet, ...]
    cards: CardsView
    ask_end: str


def lent_view(
    session: Session, room: Room, activity: Activity, first_name: str, now: dt.datetime
) -> LentView:
    heard = (audiences.room(room.id), audiences.board(room.id), audiences.lead(room.id))
    at = activities.milliseconds(now)
    until = undo_until(activity, at)
    started = (activity.last_action or {}).get("verb") == "start"
    return LentView(
        surface=surface(session, "lead", room, activity, heard, now),
        room=room,
        first_name=first_name,
        here=rooms.count_present(session, room.id),
        running=running_view(session, activity, at, lent=True),
        count_v=room_revision(session, room),
        last=last_press(activity, at),
        undo_until=None if started else until,
        sets=_sets(session, activity),
        cards=replace(cards_view(session, activity), hidden=(), undo=None),
        ask_end=f"Avslutte {activities.process_of(activity).name}?",
    )


def _sets(session: Session, activity: Activity) -> tuple[LentSet, ...]:
    return tuple(
        LentSet(
            made.name,
            tuple(LentGroup(g.name, len(g.members), g.status) for g in made.groups),
        )
        for made in groups_view(session, activity).sets
    )
