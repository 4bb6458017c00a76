"""A phone as it is for nobody in particular: a stand-in who is in no group and has no texts."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences
from facilitator.models import Participant, Presence, Room
from facilitator.presentation import phone, phone_still
from facilitator.presentation.phone import PhoneView
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.presentation.surface import Surface, surface

NAME = "Deltaker"


@dataclass(frozen=True, slots=True)
class StandInView:
    """`phone` is what is drawn; `surface` is what the leader's browser listens to.

    `alone`: the phones of those who sit together show more than can be drawn for nobody.
    """

    phone: PhoneView
    surface: Surface
    alone: bool


def view(session: Session, room: Room, now: dt.datetime) -> StandInView:
    activity = activities.current(session, room)
    scene = Scene(session, room, _stand_in(room, now), now, activity)
    unseated = phone.choose(scene).template in ("late", "approve")
    heard = (audiences.room(room.id), audiences.board(room.id))
    return StandInView(
        phone=phone.view(scene, page=_read if unseated else phone.choose),
        surface=surface(session, "board", room, activity, heard, now),
        alone=unseated,
    )


def _read(scene: Scene) -> Screen:
    """What everybody is asked, where each pair or table has a screen of its own."""
    return phone_still.read(scene)


def _stand_in(room: Room, now: dt.datetime) -> Presence:
    """In no table of the database, and never added to the session."""
    person = Participant(id=0, name=NAME, cohort_id=room.gathering.cohort_id, role="deltaker")
    return Presence(id=0, room_id=room.id, participant_id=0, participant=person, joined_at=now)
