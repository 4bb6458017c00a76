"""The remote in a participant's hand for one activity: they learn to lead.

The right to press is asked anew for every press. It ends when a prosessleder takes it back,
when the activity ends, and when the holder has left the room.
"""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import audiences, entry, facts, led, rooms
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Activity, Claim, Handover, Participant, Room

NOT_ON = "Overlat fjernkontrollen når en prosess er i gang."
TAKEN_BACK = "Prosesslederen har tatt fjernkontrollen tilbake. Takk for at du ledet."


def give(
    session: Session, activity: Activity, person: Participant, *, by: str, now: dt.datetime
) -> Handover:
    """«Du leder nå.» One at a time: whoever had it gives way. Twice is no more than once.

    Raises Invalid for somebody who is not in the room any more.
    """
    if activity.status not in ("running", "paused"):
        raise Invalid({"participant": NOT_ON})
    presence = rooms.presence_of(session, activity.room, person.id)
    if presence is None or presence.gone_at is not None:
        raise Invalid({"participant": f"{person.first_name} er ikke i rommet nå. Velg en annen."})
    held = of_activity(session, activity)
    if held is not None and held.participant_id == person.id:
        return held
    end_all(session, activity, now)
    handover = Handover(activity=activity, participant=person, given_by=by, given_at=now)
    session.add(handover)
    session.flush()
    audiences.tell_person(session, activity.room_id, person.id)
    audiences.tell_leaders(session, activity.room_id)
    return handover


def end_all(session: Session, activity: Activity, now: dt.datetime) -> None:
    """Taken back, or the activity has ended: the holders' devices hear the leaders no more."""
    rows = session.scalars(
        select(Handover).where(Handover.activity_id == activity.id, Handover.ended_at.is_(None))
    )
    for handover in list(rows):
        handover.ended_at = now
        session.flush()
        _stop_hearing(session, handover.participant_id)
        audiences.tell_person(session, activity.room_id, handover.participant_id)
        audiences.tell_leaders(session, activity.room_id)


def end_for(session: Session, room: Room, participant_id: int, now: dt.datetime) -> None:
    """Somebody has left the room: what they held is the prosessleder's again."""
    rows = session.scalars(
        select(Handover)
        .join(Activity, Activity.id == Handover.activity_id)
        .where(
            Activity.room_id == room.id,
            Handover.participant_id == participant_id,
            Handover.ended_at.is_(None),
        )
    )
    for handover in list(rows):
        end_all(session, handover.activity, now)


def _stop_hearing(session: Session, participant_id: int) -> None:
    """Their sockets end; the pages come back as what they may be now."""
    devices = session.scalars(
        select(Claim.device_id).where(
            Claim.participant_id == participant_id, Claim.withdrawn_at.is_(None)
        )
    )
    for device_id in set(devices):
        record(session, facts.AccessEnded("", 0, device_id))


def of_activity(session: Session, activity: Activity | None) -> Handover | None:
    """Who leads the activity now, if it is not the prosessledere alone."""
    if activity is None or activity.status not in ("running", "paused"):
        return None
    return session.scalar(
        select(Handover).where(Handover.activity_id == activity.id, Handover.ended_at.is_(None))
    )


def held_in(session: Session, rooms: Collection[int]) -> set[tuple[int, int | None]]:
    """Room and participant of each remote that is in a participant's hand now."""
    rows = session.execute(
        select(Activity.room_id, Handover.participant_id)
        .join(Activity, Activity.id == Handover.activity_id)
        .where(Activity.room_id.in_(rooms), Handover.ended_at.is_(None))
    )
    return {(row.room_id, row.participant_id) for row in rows}


def leads(session: Session, activity: Activity | None, participant_id: int) -> bool:
    """Whether this person holds the remote of the activity. Every phone asks, so it is small."""
    if activity is None or activity.status not in ("running", "paused"):
        return False
    found = session.scalar(
        select(Handover.id).where(
            Handover.activity_id == activity.id,
            Handover.participant_id == participant_id,
            Handover.ended_at.is_(None),
        )
    )
    return found is not None


def require_holder(
    session: Session, room: Room, activity: Activity | None, actor: Actor
) -> Handover:
    """The handover that lets this actor press now. Raises NotAllowed for everybody else."""
    presence = entry.presence_in(session, room, actor)
    held = of_activity(session, activity)
    if held is None or held.participant_id != presence.participant_id or presence.gone_at:
        raise NotAllowed(TAKEN_BACK if had_it(session, room, actor) else None)
    return held


def had_it(session: Session, room: Room, actor: Actor) -> bool:
    """Whether this person has led something in the room before."""
    if actor.participant_id is None:
        return False
    found = session.scalar(
        select(Handover.id)
        .join(Activity, Activity.id == Handover.activity_id)
        .where(Activity.room_id == room.id, Handover.participant_id == actor.participant_id)
        .limit(1)
    )
    return found is not None


def mark_led(session: Session, activity: Activity, actor: Actor) -> None:
    """The holder has moved the room: now they have led. A leader's own press marks nobody."""
    if actor.is_leader or actor.participant_id is None:
        return
    handover = session.scalar(
        select(Handover)
        .where(Handover.activity_id == activity.id, Handover.participant_id == actor.participant_id)
        .order_by(Handover.id.desc())
        .limit(1)
    )
    if handover is not None and not handover.led:
        handover.led = True
        led.with_remote(session, handover)
