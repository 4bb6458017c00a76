"""What every live page says of itself, so that the browser can follow and catch up."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import audiences
from facilitator.domain.activities import milliseconds
from facilitator.models import Activity, Room


@dataclass(frozen=True, slots=True)
class Surface:
    """The attributes of `<main id="surface">`; see docs/architecture.md, «The snapshot»."""

    kind: str
    room_id: int
    public_id: str
    audiences: dict[str, int]
    step: str
    now: int


def surface(
    session: Session,
    kind: str,
    room: Room,
    activity: Activity | None,
    heard: Iterable[str],
    now: dt.datetime,
) -> Surface:
    """`heard` are the audiences whose facts this page is told of."""
    return Surface(
        kind=kind,
        room_id=room.id,
        public_id=room.public_id,
        audiences=audiences.revisions(session, heard),
        step=step_of(activity),
        now=milliseconds(now),
    )


def step_of(activity: Activity | None) -> str:
    """«3:7»: the activity and its step, which every press names as what it has seen."""
    return f"{activity.id}:{activity.step}" if activity else "0:0"
