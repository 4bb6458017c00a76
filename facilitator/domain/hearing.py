"""Who may hear which audiences of a room: decided at `enter`, and again for every snapshot.

A socket that stands open is asked about again too, with all the others at once: `lost`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from facilitator.domain import activities, audiences, devices, entry, groups, handovers, leading
from facilitator.domain.policies import NOBODY, Actor
from facilitator.errors import NotFound
from facilitator.models import Gathering, Room

SURFACES = ("phone", "board", "lead")


@dataclass(frozen=True, slots=True)
class Ear:
    """A socket as it was let in: by which cookie (its digest), where, and under which name."""

    digest: str
    room_id: int
    surface: str
    claim_id: int | None


def audiences_for(session: Session, actor: Actor, room: Room, surface: str) -> list[str]:
    """The audiences of a surface. Raises NotAllowed or NotSignedIn for those without a place.

    The projector shows what the whole room sees, so the room's address is enough for it.
    """
    shared = [audiences.room(room.id), audiences.board(room.id)]
    if surface == "lead":
        _require_steering(session, actor, room)
        return [*shared, audiences.lead(room.id)]
    if surface == "board":
        return shared
    if surface == "phone":
        return [*shared, *_personal(session, actor, room)]
    raise NotFound


def _require_steering(session: Session, actor: Actor, room: Room) -> None:
    """A prosessleder, or the participant who has been handed what is on just now."""
    if leading.leads(actor, room):
        return
    if not actor.is_leader and actor.participant_id and handovers.had_it(session, room, actor):
        handovers.require_holder(session, room, activities.current(session, room), actor)
        return
    leading.require(actor, room)


def _personal(session: Session, actor: Actor, room: Room) -> list[str]:
    person = entry.person_in(session, room, actor)
    own = groups.own_groups(session, person.id, room.id)
    return [
        audiences.person(room.id, person.id),
        *(audiences.group(group.id) for group in own),
    ]


def lost(session: Session, ears: Mapping[str, Ear], now: dt.datetime) -> list[str]:
    """The sockets whose right has ended since they were let in. No more questions for many."""
    ids = {ear.room_id for ear in ears.values()}
    whole = joinedload(Room.gathering).joinedload(Gathering.cohort)
    asked = select(Room).where(Room.id.in_(ids)).options(whole)
    rooms = {room.id: room for room in session.scalars(asked)}
    actors = devices.recognise_all(session, {ear.digest for ear in ears.values()}, now)
    held = handovers.held_in(session, ids)

    def may_stay(ear: Ear) -> bool:
        room, actor = rooms.get(ear.room_id), actors.get(ear.digest, NOBODY)
        if room is None or ear.surface == "board":
            return room is not None
        if ear.surface == "lead":
            return leading.leads(actor, room) or (room.id, actor.participant_id) in held
        return actor.claim_id is not None and actor.claim_id == ear.claim_id

    return [sid for sid, ear in ears.items() if not may_stay(ear)]
