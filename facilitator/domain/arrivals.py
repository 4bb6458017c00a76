"""Coming into the room: present at once, and woven into the groups when a process is on."""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences, groups, rooms
from facilitator.models import Group, Participant, Presence, Room


def arrive(
    session: Session, room: Room, participant_id: int, now: dt.datetime, *, by_hand: bool = False
) -> Presence:
    """Become present; a second time changes nothing.

    Who comes late is placed by the app until an intimate phase has begun; then the remote
    asks the prosessleder. Raises RoomClosed.
    """
    presence = rooms.join(session, room, participant_id, now, by_hand=by_hand)
    place(session, room, session.get_one(Participant, participant_id))
    return presence


def place(session: Session, room: Room, participant: Participant) -> Group | None:
    """Seat somebody in the groups that are formed; None when there is nothing to join now."""
    activity = activities.current(session, room)
    if activity is None or not activities.state_of(activity).is_on:
        return None
    process = activities.process_of(activity)
    group = groups.seat_late(session, activity, process, participant)
    if group is not None:
        for member in group.people:
            audiences.tell_person(session, room.id, member.id)
        audiences.tell_leaders(session, room.id)
    return group
