"""How everybody in a kull stands: the same as each alone, and in a few queries."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import attendance, standing
from facilitator.models import AttendanceAgreement, Cohort, Gathering, Participant
from tests.support.cast import TODAY, Cast
from tests.support.lead import oslo
from tests.support.queries import counted

LATER = TODAY + dt.timedelta(days=1)


@pytest.fixture
def held(database: Database, cast: Cast) -> None:
    """Two samlinger that were held and one to come; Ane came to all, Hodan in the morning."""
    with database.transaction() as db:
        first = Gathering(
            cohort_id=cast.cohort,
            number=1,
            date=TODAY - dt.timedelta(30),
            theme="",
            place="",
            halves="forenoon",
        )
        last = Gathering(
            cohort_id=cast.cohort, number=9, date=TODAY + dt.timedelta(30), theme="", place=""
        )
        db.add_all([first, last])
        db.flush()
        for day, half in ((first, "forenoon"), (today(db, cast), "forenoon")):
            for name in ("ane", "hodan"):
                say(db, day, cast.people[name], half)
        say(db, today(db, cast), cast.ane, "afternoon")
        attendance.propose(db, today(db, cast), cast.helge, "forenoon")
        db.add(
            AttendanceAgreement(
                participant_id=cast.kasper, agreed_on=TODAY, by="Turid", at=oslo(12)
            )
        )


def today(db: Session, cast: Cast) -> Gathering:
    return db.get_one(Gathering, cast.gathering)


def say(db: Session, day: Gathering, person: int, half: str) -> None:
    attendance.confirm(db, day, person, half, present=True, by="Turid", now=oslo(12))


def test_each_stands_as_their_own_records_say(held, database: Database, cast: Cast):
    with database.reading() as db:
        found = standing.standings_of(db, db.get_one(Cohort, cast.cohort), LATER)
        assert {found[one].status for one in (cast.ane, cast.kasper)} == {"on_track", "agreed"}
        assert (found[cast.ane].attended, found[cast.hodan].attended) == (3, 2)
        assert (found[cast.ane].so_far, found[cast.ane].total) == (3, 5)
        assert found[cast.helge].unconfirmed == 1, "what the room has proposed"
        assert found[cast.amina].unconfirmed == 0, "the list was confirmed without her"
        cohort = db.get_one(Cohort, cast.cohort)
        for person, stands in found.items():
            assert standing.standing(db, cohort, person, LATER) == stands


def test_only_those_in_the_kull_are_counted(held, database: Database, cast: Cast):
    with database.transaction() as db:
        db.add(Participant(cohort_id=cast.cohort, name="Gry Gjestad", guest_of=cast.room))
        db.get_one(Participant, cast.ane).place = "left"
        db.get_one(Participant, cast.hodan).place = "waiting"
    with database.reading() as db:
        found = standing.standings_of(db, db.get_one(Cohort, cast.cohort), LATER)
    assert len(found) == 34
    assert not {cast.ane, cast.hodan} & found.keys()


def test_a_whole_kull_takes_no_more_queries_than_a_few(held, database: Database, cast: Cast):
    with database.reading() as db, counted(database) as sent:
        standing.standings_of(db, db.get_one(Cohort, cast.cohort), LATER)
    assert len(sent) <= 5, "\n".join(sent)
