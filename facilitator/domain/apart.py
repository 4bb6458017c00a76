"""«Ikke sammen»: two who are not put in the same group at one samling.

It holds for that samling and is deleted when its room is closed, or when its day has passed.
Why is never asked and nowhere kept.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, cast, delete, or_, select
from sqlalchemy.orm import Session

from facilitator.errors import Invalid
from facilitator.models import Activity, ApartPair, Gathering, Participant, Room
from facilitator.models.people import SEATED

CHOOSE = "Velg et navn fra lista."
OTHER = "Velg en annen enn den første."
OVER = "Samlingen er over, så her er det ingen grupper å sette."


@dataclass(frozen=True, slots=True)
class Apart:
    """One pair of the samling's list."""

    id: int
    first: Participant
    second: Participant


def of_gathering(session: Session, gathering_id: int) -> list[Apart]:
    """The pairs of a samling, in the order they were set."""
    rows = session.scalars(
        select(ApartPair).where(ApartPair.gathering_id == gathering_id).order_by(ApartPair.id)
    )
    return [
        Apart(
            row.id,
            session.get_one(Participant, row.first_id),
            session.get_one(Participant, row.second_id),
        )
        for row in rows
    ]


def choosable(session: Session, gathering: Gathering) -> list[Participant]:
    """Who may be in a group at the samling: the kull, and the guests of its room."""
    own_room = select(Room.id).where(Room.gathering_id == gathering.id)
    found = session.scalars(
        select(Participant).where(
            Participant.cohort_id == gathering.cohort_id,
            or_(Participant.guest_of.is_(None), Participant.guest_of.in_(own_room)),
            Participant.place == SEATED,
        )
    )
    return list(found)


def is_over(session: Session, gathering: Gathering, today: dt.date) -> bool:
    """Its day has passed and its room is not open: no group will be made there."""
    if gathering.date >= today:
        return False
    still_open = select(Room.id).where(Room.gathering_id == gathering.id, Room.closed_at.is_(None))
    return session.scalar(still_open) is None


def keep_apart(
    session: Session, gathering: Gathering, first: str, second: str, today: dt.date
) -> None:
    """Set a pair, by the ids that were chosen. A second time changes nothing."""
    if is_over(session, gathering, today):
        raise Invalid({"first": OVER})
    low, high = sorted(_two(session, gathering, first, second))
    known = select(ApartPair.id).where(
        ApartPair.gathering_id == gathering.id,
        ApartPair.first_id == low,
        ApartPair.second_id == high,
    )
    if session.scalar(known) is None:
        session.add(ApartPair(gathering_id=gathering.id, first_id=low, second_id=high))
        session.flush()


def _two(session: Session, gathering: Gathering, first: str, second: str) -> tuple[int, int]:
    known = {str(person.id): person.id for person in choosable(session, gathering)}
    chosen = {"first": first, "second": second}
    if wrong := {name: CHOOSE for name, value in chosen.items() if value not in known}:
        raise Invalid(wrong)
    if first == second:
        raise Invalid({"second": OTHER})
    return known[first], known[second]


def allow(session: Session, gathering: Gathering, pair_id: str) -> None:
    """Take a pair off the list; one that is gone already is no fault."""
    if pair_id.isdecimal() and len(pair_id) < 19:  # else no number that a database holds
        session.execute(
            delete(ApartPair).where(
                ApartPair.id == int(pair_id), ApartPair.gathering_id == gathering.id
            )
        )


def forget(session: Session, gathering_id: int) -> None:
    """The samling's room is closed: nothing is left of it."""
    _forget(session, Gathering.id == gathering_id)


def forget_past(session: Session, today: dt.date) -> None:
    """Should nobody have closed the room: the day has passed all the same."""
    _forget(session, Gathering.date < today)


def _forget(session: Session, which: ColumnElement[bool]) -> None:
    """The pairs, and what the remote was told of those who sat together after all."""
    gatherings = select(Gathering.id).where(which)
    session.execute(delete(ApartPair).where(ApartPair.gathering_id.in_(gatherings)))
    told = (
        select(Activity)
        .join(Room, Room.id == Activity.room_id)
        .where(
            Room.gathering_id.in_(gatherings), cast(Activity.seatings, String).contains('"apart"')
        )
    )
    for activity in session.scalars(told):
        activity.seatings = {key: _without(how) for key, how in activity.seatings.items()}
    session.flush()


def _without(how: dict[str, Any]) -> dict[str, Any]:
    return {**how, "gave_way": [g for g in how.get("gave_way", ()) if g["rule"] != "apart"]}
