"""«Øv på samlingen»: what is asked before it, and how those who play are doing on the remote."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import rehearsals
from facilitator.domain.rehearsals import HUMAN, MOST_PEOPLE, QUICK, STILL
from facilitator.models import Gathering, Rehearsal, Room, RunSheet
from facilitator.presentation import run_sheet
from facilitator.presentation.dates import clock_time

PACES = ((HUMAN, "I menneskelig tempo"), (QUICK, "Ti ganger så fort"), (STILL, "Stå stille"))
_SAID = {HUMAN: "i menneskelig tempo", QUICK: "ti ganger så fort", STILL: "og står stille"}


@dataclass(frozen=True, slots=True)
class Going:
    """A rehearsal that a prosessleder has going."""

    public_id: str
    title: str
    begun: str


@dataclass(frozen=True, slots=True)
class AskView:
    """Before it begins: how many, how fast, and what to do with one that is on already."""

    gathering_id: int
    title: str
    theme: str
    cohort: str
    period: str
    leader: str
    rows: tuple[run_sheet.Row, ...]
    people: str
    most: int
    speed: int
    paces: tuple[tuple[int, str], ...]
    going: Going | None
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OnRemote:
    """`stopped`: nobody plays any more, and they can be started again."""

    says: str
    stopped: bool
    speed: int
    paces: tuple[tuple[int, str], ...] = PACES


def titled(gathering: Gathering) -> str:
    """In the middle of a sentence."""
    return (
        gathering.cohort.festival_name if gathering.is_festival else f"samling {gathering.number}"
    )


def ask_view(
    session: Session,
    gathering: Gathering,
    leader_id: int,
    leader: str,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> AskView:
    values = typed or {}
    speed = values.get("speed", "")
    sheet = session.scalar(select(RunSheet).where(RunSheet.gathering_id == gathering.id))
    return AskView(
        gathering_id=gathering.id,
        title=titled(gathering),
        theme=gathering.theme,
        cohort=gathering.cohort.name,
        period=gathering.cohort.period,
        leader=leader,
        rows=run_sheet.rows(sheet) if sheet else (),
        people=values.get("people", str(rehearsals.usual_size(gathering))),
        most=MOST_PEOPLE,
        speed=int(speed) if speed.isdecimal() and int(speed) in _SAID else HUMAN,
        paces=PACES[:2],
        going=going(session, leader_id),
        errors=errors or {},
    )


def going(session: Session, leader_id: int) -> Going | None:
    found = rehearsals.of_leader(session, leader_id)
    if found is None:
        return None
    room = rehearsals.room_of(session, found)
    return Going(room.public_id, titled(room.gathering), clock_time(found.begun_at))


def on_remote(session: Session, room: Room, now: dt.datetime) -> OnRemote | None:
    """None in every room that is not rehearsed in."""
    found = rehearsals.of_room(session, room)
    if found is None:
        return None
    alive, waking = rehearsals.is_alive(found, now), rehearsals.is_waking(found, now)
    here = rehearsals.count_playing(session, found)
    return OnRemote(_says(found, here, alive or waking), not (alive or waking), found.speed)


def _says(found: Rehearsal, here: int, playing: bool) -> str:
    if not playing:
        return "Øvedeltakerne har stoppet"
    if not here:
        return "Øvedeltakerne er på vei inn" if found.speed else "Øvedeltakerne står utenfor"
    return f"{here} øver {_SAID[found.speed]}"
