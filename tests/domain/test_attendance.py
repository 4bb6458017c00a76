"""Oppmøte: what joining and staying propose, and what a prosessleder confirms."""

from collections.abc import Callable

from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import attendance
from facilitator.models import Attendance, Gathering
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import Led, oslo


def halves(database: Database, person: int) -> dict[str, str]:
    with database.reading() as db:
        rows = db.scalars(select(Attendance).where(Attendance.participant_id == person))
        return {row.half: row.status for row in rows}


def test_joining_proposes_the_half_day(
    database: Database, cast: Cast, start: Callable[..., Led]
) -> None:
    start(present=["ane", "hodan"])
    assert halves(database, cast.ane) == {"forenoon": "proposed"}


def test_a_phone_that_stays_over_lunch_is_proposed_for_the_afternoon_too(
    database: Database, cast: Cast, clock: Clock, start: Callable[..., Led]
) -> None:
    led = start(present=["ane", "hodan"])
    clock.now = oslo(12, 20)
    led.press("advance")
    assert halves(database, cast.ane) == {"forenoon": "proposed", "afternoon": "proposed"}
    led.press("advance")
    assert len(halves(database, cast.hodan)) == 2


def test_what_is_confirmed_is_left_alone(
    database: Database, cast: Cast, clock: Clock, start: Callable[..., Led]
) -> None:
    led = start(present=["ane", "hodan"])
    with database.transaction() as db:
        gathering = db.get_one(Gathering, cast.gathering)
        attendance.confirm(
            db, gathering, cast.ane, "forenoon", present=False, by="Turid", now=clock()
        )
    led.press("advance")
    assert halves(database, cast.ane) == {"forenoon": "absent"}
