"""The board as a list, to read along on a phone or at a desk."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences, boards, cards
from facilitator.domain.policies import Actor
from facilitator.models import Activity, Room
from facilitator.presentation.board import picture_of, shown_activity
from facilitator.presentation.board_scene import Picture
from facilitator.presentation.surface import Surface, surface
from facilitator.presentation.wall import WallView, wall


@dataclass(frozen=True, slots=True)
class ListView:
    """The board as a list on a phone: the same cards, whole, in the same order."""

    surface: Surface
    room: Room
    process: str
    wall: WallView | None
    picture: Picture | None
    """What the projector makes of these cards, where it is more than a wall of them."""
    mine: tuple[int, ...]

    @property
    def screen(self) -> str:
        """Names templates/board/list_<screen>.html; a picture without one is listed as a wall."""
        return self.picture.screen if self.picture else "wall"

    @property
    def body(self) -> Any:
        return self.picture.body if self.picture else None


def list_view(session: Session, room: Room, actor: Actor, now: dt.datetime) -> ListView:
    """The list; which cards are the reader's own is for the browser to mark."""
    activity = shown_activity(session, room)
    heard = (audiences.room(room.id), audiences.board(room.id))
    shown = wall(session, activity) if activity else None
    picture = (
        picture_of(session, activity, activities.state_of(activity), now) if activity else None
    )
    return ListView(
        surface=surface(session, "board", room, activity, heard, now),
        room=room,
        process=activities.process_of(activity).name if activity else "",
        wall=shown,
        picture=picture,
        mine=_mine(session, activity, actor) if activity else (),
    )


def _mine(session: Session, activity: Activity, actor: Actor) -> tuple[int, ...]:
    return tuple(
        card.id for card in boards.lying(session, activity) if cards.owned_by(session, card, actor)
    )
