"""Coming into the room: present at once, and woven into the groups when a process is on."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences, groups, ring_sizes, rooms
from facilitator.models import Activity, Group, Participant, Presence, Ready, Room


def arrive(
    session: Session, room: Room, participant_id: int, now: dt.datetime, *, by_hand: bool = False
) -> Presence:
    """Become present; a second time changes nothing.

    Who comes late is placed by the app until an intimate phase has begun; then the remote
    asks the prosessleder. Raises RoomClosed.
    """
    with ring_sizes.noticing(session, activities.current(session, room), now):
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


def waiting(session: Session, activity: Activity) -> list[Participant]:
    """Those who came while two and two are deep in talk: the remote asks about them."""
    process, phase = activities.process_of(activity), activities.phase_of(activity)
    if not phase.groups or not groups.asks(process, activity):
        return []
    settled = _told_to_wait(session, activity)
    for group in groups.of_set(session, activity, phase.groups):
        settled |= {member.participant_id for member in group.members}
    return [p for p in rooms.present(session, activity.room) if p.id not in settled]


def let_wait(session: Session, activity: Activity, participant_id: int) -> None:
    """«Vent til neste fase»: the remote asks no more about somebody in this phase."""
    if participant_id not in _told_to_wait(session, activity):
        session.add(
            Ready(
                activity_id=activity.id,
                phase_key=_waits_in(activity),
                participant_id=participant_id,
            )
        )
        session.flush()
    audiences.tell_leaders(session, activity.room_id)


def _told_to_wait(session: Session, activity: Activity) -> set[int]:
    return set(
        session.scalars(
            select(Ready.participant_id).where(
                Ready.activity_id == activity.id, Ready.phase_key == _waits_in(activity)
            )
        )
    )


def _waits_in(activity: Activity) -> str:
    """A key of its own, so that nobody who waits is counted as ready."""
    return f"vent:{activities.phase_of(activity).key}"
