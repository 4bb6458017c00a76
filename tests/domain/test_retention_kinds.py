"""What has had its time goes, what has not stays, and nobody's mappe goes without a warning."""

import datetime as dt

import pytest

from facilitator import housekeeping
from facilitator.domain import retention
from facilitator.domain.policies import Actor
from facilitator.models import (
    AuditEntry,
    Card,
    Certificate,
    Claim,
    Cohort,
    Device,
    EmailCode,
    Letter,
    Participant,
    PersonalLink,
    WrongGuess,
)

OWNER = Actor("Turid", facilitator_id=1)


def a_row(kind, db, cast, at):
    device = Device(digest=f"{kind}-{at}", created_at=at)
    made = {
        "logs": lambda: AuditEntry(at=at, by="x", verb="opened"),
        "devices": lambda: device,
        "links": lambda: PersonalLink(digest=str(at), participant_id=cast.ane, issued_at=at),
        "letters": lambda: Letter(participant_id=cast.ane, about="link", way="email", at=at,
                                  by="x"),
        "codes": lambda: EmailCode(participant_id=cast.ane, device_id=device.id, digest="x",
                                   sent_at=at, expires_at=at),
        "guesses": lambda: WrongGuess(at=at),
    }  # fmt: skip
    if kind == "codes":
        device.created_at = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
        db.add(device)
        db.flush()
    db.add(made[kind]())
    db.flush()


@pytest.mark.parametrize("kind", ["logs", "devices", "links", "letters", "codes", "guesses"])
def test_each_goes_when_its_days_are_over_and_not_before(db, cast, clock, kind) -> None:
    before = retention.preview(db, clock())[kind]
    days = dt.timedelta(days=retention.BY_KEY[kind].days)
    a_row(kind, db, cast, clock() - days)
    a_row(kind, db, cast, clock() - days - dt.timedelta(seconds=1))
    assert retention.preview(db, clock())[kind] == before + 1
    assert retention.run(db, clock())[kind] == before + 1
    assert retention.preview(db, clock())[kind] == 0
    assert retention.run(db, clock())[kind] == 0


def test_a_phone_that_is_in_use_stays_however_old_it_is(db, cast, clock, facts) -> None:
    old = clock() - dt.timedelta(days=900)
    seen = Device(digest="seen", created_at=old, seen_at=clock())
    named = Device(digest="named", created_at=old)
    gone = Device(digest="gone", created_at=old)
    db.add_all([seen, named, gone])
    db.flush()
    for device, at in ((named, clock()), (gone, old)):
        db.add(Claim(device_id=device.id, participant_id=cast.ane, how="link", claimed_at=at))
    db.flush()
    retention.run(db, clock())
    db.expire_all()
    left = {device.digest for device in db.query(Device)}
    assert {"seen", "named"} <= left
    assert "gone" not in left


def course_ended(db, cast, clock, days: int) -> Cohort:
    cohort = db.get_one(Cohort, cast.cohort)
    for gathering in cohort.gatherings:
        gathering.date -= dt.timedelta(days=days + 400)
    cohort.ends_on = clock().date() - dt.timedelta(days=days)
    db.flush()
    return cohort


def test_mapper_go_half_a_year_after_the_course_and_thirty_days_after_the_first_run(
    db, cast, clock
) -> None:
    course_ended(db, cast, clock, 1000)
    assert retention.portfolios_due(db, clock()) == []
    retention.run(db, clock())
    assert retention.portfolios_due(db, clock()) == []
    assert retention.warned(db, cast.cohort, clock()) == clock().date() + dt.timedelta(days=30)
    clock.tick(days=30)
    assert cast.ane in retention.portfolios_due(db, clock())


def test_shorter_days_warn_anew(db, cast, clock) -> None:
    course_ended(db, cast, clock, 100)
    retention.run(db, clock())
    clock.tick(days=53)
    retention.run(db, clock())
    clock.tick(days=7)
    assert retention.warned(db, cast.cohort, clock()) == clock().date() + dt.timedelta(days=23)
    people = db.query(Participant).filter_by(cohort_id=cast.cohort).count()
    assert retention.preview(db, clock(), {"portfolios": 30})["portfolios"] == people
    assert retention.preview(db, clock())["portfolios"] == 0
    retention.change(db, {"portfolios": 30}, OWNER, clock())
    assert retention.portfolios_due(db, clock()) == []
    assert retention.warned(db, cast.cohort, clock()) == clock().date() + dt.timedelta(days=30)


def test_one_who_comes_into_an_old_kull_is_warned_too(db, cast, clock) -> None:
    """And so is a kull that is made with old days in it: nobody's goes within the hour."""
    cohort = course_ended(db, cast, clock, 1000)
    before = db.query(Participant).filter_by(cohort_id=cast.cohort).all()
    for person in before:
        person.cohort_id = _another(db, cohort)
    db.flush()
    retention.run(db, clock())
    clock.tick(days=400)
    retention.run(db, clock())
    before[0].cohort_id = cast.cohort
    retention.run(db, clock())
    assert retention.portfolios_due(db, clock()) == []
    assert retention.warned(db, cast.cohort, clock()) == clock().date() + dt.timedelta(days=30)
    clock.tick(days=30)
    retention.run(db, clock())
    assert retention.portfolios_due(db, clock()) == [before[0].id]


def _another(db, like: Cohort) -> int:
    found = db.query(Cohort).filter_by(key="another").one_or_none()
    if found is None:
        columns = {c.name: getattr(like, c.name) for c in Cohort.__table__.columns}
        found = Cohort(**columns | {"id": None, "key": "another", "ends_on": None})
        db.add(found)
        db.flush()
    return found.id


def test_a_whole_kull_goes_and_the_register_stays(database, cast, clock, start, tmp_path) -> None:
    led = start()
    with database.transaction() as db:
        db.add(Card(activity_id=led.id, phase_key="x", type="story", fields={"title": "Vår"},
                    owner_id=cast.ane, author_id=cast.ane, client_id="c", visibility="me",
                    created_at=clock(), approved_at=clock()))  # fmt: skip
        db.add(Certificate(cohort_id=cast.cohort, participant_id=cast.ane, number="10-001",
                           code="ABC", name="Ane Havgløtt", programme="P", cohort_name="K",
                           dated=clock().date(), status="valid", content={}, issued_at=clock(),
                           issued_by="Turid"))  # fmt: skip
        course_ended(db, cast, clock, 1000)
        retention.run(db, clock())
        people = db.query(Participant).filter_by(cohort_id=cast.cohort).count()
    clock.tick(days=31)
    assert housekeeping.forget_due(database, tmp_path, clock()) == people
    with database.reading() as db:
        assert db.query(Participant).filter_by(cohort_id=cast.cohort).count() == 0
        assert db.query(Card).count() == 0
        assert db.query(Certificate).one().name == "Ane Havgløtt"
        assert db.get(Cohort, cast.cohort) is not None
