"""When a prosessleder who has left is forgotten: never too soon, and by itself in the end."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from facilitator import housekeeping
from facilitator.domain import leaving, retention, settings
from facilitator.domain.leaving import NotYet
from facilitator.domain.leaving_names import FORMER
from facilitator.domain.policies import Actor
from facilitator.models import AuditEntry, Cohort, CohortLeader, Facilitator, Method

OWNER = Actor("Turid", facilitator_id=1)


def tidied(db, now) -> dict[str, int]:
    """As housekeeping does it by the hour."""
    gone = retention.run(db, now)
    before = now - dt.timedelta(days=retention.days(db, retention.CLOSED))
    for leader in leaving.due(db, before):
        leaving.forget_due(db, leader.id, before, now)
    return gone


def test_it_is_refused_while_they_may_come_in_or_hold_a_kull_alone(db, cast, clock):
    turid, cohort = db.get_one(Facilitator, cast.turid), db.get_one(Cohort, cast.cohort)
    with pytest.raises(NotYet, match="ikke stengt ute"):
        leaving.forget(db, OWNER, turid, clock())
    turid.closed_at = clock()
    db.flush()
    with pytest.raises(NotYet, match=f"{cohort.name} har ingen annen kursholder"):
        leaving.forget(db, OWNER, turid, clock())
    aslak = db.get_one(CohortLeader, (cast.cohort, cast.aslak))
    aslak.is_owner = True
    db.flush()
    leaving.require_may(db, turid, clock())
    aslak.is_owner = False
    (day,) = cohort.gatherings
    day.date = clock().date() - dt.timedelta(days=1)
    db.flush()
    leaving.require_may(db, turid, clock())
    cohort.ends_on = clock().date()
    db.flush()
    assert leaving.refusal(db, turid, clock())


def test_it_is_done_by_itself_when_their_days_are_over(db, cast, clock):
    limit = clock() - dt.timedelta(days=365)
    turid, aslak, noor = (
        db.get_one(Facilitator, each) for each in (cast.turid, cast.aslak, cast.noor)
    )
    noor.closed_at, aslak.closed_at = limit, limit - dt.timedelta(seconds=1)
    turid.closed_at = aslak.closed_at  # who holds Kull 10 alone
    db.flush()
    assert retention.preview(db, clock())["closed"] == 1
    assert tidied(db, clock())["closed"] == 1
    assert [aslak.name, turid.name == FORMER, noor.name == FORMER] == [FORMER, False, False]
    assert retention.preview(db, clock())["closed"] == 0
    assert tidied(db, clock())["closed"] == 0
    entry = db.query(AuditEntry).filter_by(what=leaving.CARRIED_OUT).one()
    assert (entry.by, entry.at) == ("facilitator", clock())


def test_housekeeping_does_it_and_says_how_many(database, cast, clock, monkeypatch):
    with database.transaction() as db:
        for each in (cast.aslak, cast.noor):
            db.get_one(Facilitator, each).closed_at = clock() - dt.timedelta(days=366)
    erase = leaving.erase
    with monkeypatch.context() as patch:
        patch.setattr(leaving, "erase", lambda db, who, at: (
            1 / 0 if who.id == cast.aslak else erase(db, who, at)
        ))  # fmt: skip
        housekeeping.tidy(database, clock())
    with database.reading() as db:
        assert retention.preview(db, clock())["closed"] == 1
        assert db.get_one(Facilitator, cast.noor).name == FORMER, "one keeps no other"
        assert settings.value(db, retention.LAST), "the rest was done"
    housekeeping.tidy(database, clock())
    with database.reading() as db:
        assert settings.value(db, retention.LAST)["gone"]["closed"] == 1
        assert db.get_one(Facilitator, cast.aslak).name == FORMER


def test_whoever_was_let_in_again_meanwhile_is_not_forgotten(db, cast, clock):
    before = clock() - dt.timedelta(days=365)
    leaving.forget_due(db, cast.aslak, before, clock())
    assert db.get_one(Facilitator, cast.aslak).name != FORMER


def test_a_shared_method_taken_out_of_the_library_goes_with_the_next_tidying(db, cast, clock):
    leader = db.get_one(Facilitator, cast.aslak)
    leader.closed_at = clock()
    for key, whose in (("hans", cast.aslak), ("turids", cast.turid)):
        db.add(Method(key=key, name="Hans", facilitator_id=whose, scope="all", written={},
                      created_at=clock(), changed_at=clock()))  # fmt: skip
    db.flush()
    leaving.forget(db, OWNER, leader, clock())
    tidied(db, clock())
    assert db.query(Method).count() == 2
    db.execute(update(Method).values(scope="own"))
    tidied(db, clock())
    assert db.scalars(select(Method.key)).all() == ["turids"]
