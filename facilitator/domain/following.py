"""What a phone did under a wrong name follows the phone, not the name.

Somebody taps «Ane» by mistake, sits down in a pair and writes. When the name is taken back
the two people expect this: the real Ane meets nothing that is not hers, neither notes nor a
seat nor a story; and the other loses no word and keeps the seat in the middle of a talk.

So the seat and the texts go to a stand-in, a guest without a name, and when the same phone
then finds its right name they go on to that. The link between the two is a withdrawn claim
with `how="seat"`. Somebody who was added by hand keeps everything: then the phone was not
what seated them. A story that the phone's person approved stays as released as it was.
"""

import datetime as dt
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, lazyload

from facilitator.domain import attendance, audiences, groups, rooms
from facilitator.models import (
    Activity,
    Card,
    Claim,
    Draft,
    Group,
    GroupMember,
    Interview,
    Participant,
    Photo,
    Presence,
    Ready,
    Room,
    SavedBoard,
    SavedBoardHolder,
)

NAMELESS = "Uten navn ennå"

_TRACES: tuple[InstrumentedAttribute[Any], ...] = (
    Draft.writer_id,
    Draft.owner_id,
    Draft.pen_holder_id,
    Card.owner_id,
    Card.author_id,
    Card.written_by_id,
    Interview.teller_id,
    Interview.interviewer_id,
    Ready.participant_id,
    Photo.owner_id,
)
"""Every column of an activity's rows that says who did something."""


def leave_name(session: Session, claim: Claim, room: Room, now: dt.datetime) -> None:
    """The phone of a withdrawn claim is no longer this person in the room."""
    presence = rooms.presence_of(session, room, claim.participant_id)
    if presence is None or presence.by_hand:
        return
    attendance.withdraw_proposals(session, room.gathering_id, claim.participant_id)
    if _took_part(session, room, claim.participant_id):
        _seat_stand_in(session, claim, room, presence, now)
    else:
        session.delete(presence)
        session.flush()
    audiences.tell_counts(session, room.id)


def _seat_stand_in(
    session: Session, claim: Claim, room: Room, presence: Presence, now: dt.datetime
) -> None:
    stand_in = Participant(
        cohort_id=room.gathering.cohort_id, name=NAMELESS, role="gjest", guest_of=room.id
    )
    session.add(stand_in)
    session.flush()
    presence.participant_id = stand_in.id
    seat = Claim(
        device_id=claim.device_id,
        participant_id=stand_in.id,
        room_id=room.id,
        how="seat",
        claimed_at=now,
        withdrawn_at=now,
    )
    session.add(seat)
    session.flush()
    _hand_over(session, room, claim.participant_id, stand_in.id)


def take_name(session: Session, device_id: int, room: Room, participant_id: int) -> None:
    """The phone has found its right name: its seat and its texts go to that."""
    seats = session.scalars(
        select(Claim)
        .where(Claim.device_id == device_id, Claim.room_id == room.id, Claim.how == "seat")
        .options(lazyload("*"))
    ).all()
    for seat in seats:
        stand_in = seat.participant
        _hand_over(session, room, stand_in.id, participant_id)
        session.delete(seat)
        session.flush()
        session.execute(
            delete(Presence).where(
                Presence.room_id == room.id, Presence.participant_id == stand_in.id
            )
        )
        if not _took_part(session, room, stand_in.id):
            session.delete(stand_in)
            session.flush()
        audiences.tell_counts(session, room.id)


def _took_part(session: Session, room: Room, participant_id: int) -> bool:
    return any(
        takes_part(session, activity, participant_id) for activity in _activities(session, room)
    )


def takes_part(session: Session, activity: Activity, participant_id: int) -> bool:
    """Whether somebody has a seat in an activity, or has left a trace in it."""
    if _seats(session, activity, participant_id):
        return True
    return any(
        session.scalar(
            select(trace.class_.id)
            .where(trace.class_.activity_id == activity.id, trace == participant_id)
            .limit(1)
        )
        for trace in _TRACES
    )


def _activities(session: Session, room: Room) -> list[Activity]:
    return list(session.scalars(select(Activity).where(Activity.room_id == room.id)))


def _seats(session: Session, activity: Activity, participant_id: int) -> list[GroupMember]:
    return list(
        session.scalars(
            select(GroupMember)
            .join(Group, Group.id == GroupMember.group_id)
            .where(Group.activity_id == activity.id, GroupMember.participant_id == participant_id)
        )
    )


def _hand_over(session: Session, room: Room, old: int, new: int) -> None:
    """All that `old` was and wrote in the room becomes `new`'s.

    An activity in which the new one has a seat already is left as it is: two seats for one
    person would be worse, and the prosessleder can move people by hand.
    """
    for activity in _activities(session, room):
        if not takes_part(session, activity, new):
            _hand_over_in(session, activity, old, new)
    session.expire_all()
    for person in (old, new):
        audiences.tell_person(session, room.id, person)
        for group in groups.own_groups(session, person, room.id):
            audiences.tell_group(session, group.id)
    audiences.tell_phase(session, room.id)


def _hand_over_in(session: Session, activity: Activity, old: int, new: int) -> None:
    for member in _seats(session, activity, old):
        member.participant_id = new
    for trace in _TRACES:
        session.execute(
            update(trace.class_)
            .where(trace.class_.activity_id == activity.id, trace == old)
            .values({trace.key: new})
        )
    board = select(SavedBoard.id).where(SavedBoard.activity_id == activity.id)
    session.execute(
        update(SavedBoardHolder)
        .where(SavedBoardHolder.board_id.in_(board), SavedBoardHolder.participant_id == old)
        .values(participant_id=new)
    )
    session.flush()
