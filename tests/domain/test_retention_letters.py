"""Who is written to before the mapper go: once for each warning, and never again for nothing."""

import datetime as dt

import pytest

from facilitator.domain import (
    forgetting,
    letters,
    privacy,
    retention,
    retention_due,
    retention_letters,
    retention_told,
    settings,
)
from facilitator.domain.policies import Actor
from facilitator.domain.retention_told import Last
from facilitator.models import Cohort, CohortLeader, Facilitator, Letter, Participant
from tests.domain.test_retention_kinds import course_ended

OWNER = Actor("Turid", facilitator_id=1)
ROOT = "https://smart.example"
DAY = dt.date(2027, 10, 15)
NOW = dt.datetime(2027, 9, 15, 9, tzinfo=dt.UTC)
BAD = "Ingen har den adressen."


def ago(sent=False, fault="", goes=DAY, **length) -> Last:
    return Last(goes, NOW - dt.timedelta(**length), sent, fault)


@pytest.mark.parametrize(
    ("last", "wanted"),
    [
        (None, True),
        (ago(sent=True, days=20), False),
        (ago(sent=True, goes=DAY - dt.timedelta(days=30)), False),
        (ago(sent=True, goes=DAY - dt.timedelta(days=31)), True),
        (ago(sent=True, goes=DAY + dt.timedelta(days=1)), True),
        (ago(minutes=2), False),
        (ago(minutes=3), True),
        (ago(fault="Ikke nå.", minutes=49), False),
        (ago(fault="Ikke nå.", minutes=50), True),
        (ago(fault=BAD, hours=23), False),
        (ago(fault=BAD, hours=24), True),
    ],
)
def test_a_letter_is_owed_until_one_has_gone_that_still_holds(last, wanted) -> None:
    assert retention_due.owed(last, DAY, NOW, (BAD,)) is wanted


@pytest.fixture
def kull(db, cast, clock) -> Cohort:
    """Its mapper go in thirty days, and it has been warned."""
    cohort = course_ended(db, cast, clock, 160)
    for name, number in cast.people.items():
        db.get_one(Participant, number).email = f"{name}@skole.example"
    retention.run(db, clock())
    return cohort


def begin(db, cast, clock, **more):
    more = {"most": 100, "root": ROOT} | more
    return retention_letters.begin(db, cast.cohort, clock(), **more)


def settle(db, cast, clock, batch, fault=""):
    retention_letters.settle(db, cast.cohort, batch, [fault] * len(batch), clock())


def to(batch) -> set[str]:
    return {each.to for each in batch}


def mail(db, person_id) -> str:
    return db.get_one(Participant, person_id).email or ""


def test_each_has_one_letter_and_so_have_the_prosessledere(db, cast, clock, kull) -> None:
    db.get_one(Participant, cast.ane).email = None
    db.get_one(Participant, cast.siv).place = "waiting"
    db.get_one(Participant, cast.helge).place = "left"
    asked = db.get_one(Participant, cast.hodan)
    forgetting.ask(db, asked, Actor(asked.name, asked.id), clock(), by=asked.name)
    closed = db.get_one(Facilitator, cast.aslak)
    closed.closed_at = clock()
    batch = begin(db, cast, clock)
    people = [each for each in batch if not each.to_leader]
    assert len(people) == db.query(Participant).filter_by(cohort_id=cast.cohort).count() - 3
    assert mail(db, cast.helge) in to(people)
    assert not {mail(db, cast.siv), asked.email} & to(people)
    led = db.query(CohortLeader).filter_by(cohort_id=cast.cohort).count()
    assert len(batch) == len(people) + led - 1
    assert closed.email not in to(batch)
    assert retention_due.due(db, clock()) == 0, "they are on their way"
    settle(db, cast, clock, batch)
    clock.tick(days=29)
    assert begin(db, cast, clock) == []
    stands = retention_due.standing(db, kull, DAY, retention_told.records(db)[cast.cohort])
    assert (stands.told, stands.waiting, stands.failed) == (len(people), 0, ())
    assert stands.leaders == led - 1
    assert [each.id for each in stands.without_email] == [cast.ane]
    assert stands.at == clock() - dt.timedelta(days=29)


def test_what_did_not_go_is_tried_again_and_nothing_else(db, cast, clock, kull) -> None:
    first = begin(db, cast, clock, most=20)
    assert len(first) == 20
    settle(db, cast, clock, first[1:])
    settle(db, cast, clock, first[:1], BAD)
    assert retention_told.records(db)[cast.cohort].people == 19
    rest = begin(db, cast, clock)
    assert rest
    assert not to(first) & to(rest)
    settle(db, cast, clock, rest, "Ikke nå.")
    assert retention_due.due(db, clock()) == 0
    clock.tick(hours=1)
    assert to(begin(db, cast, clock, lasting=(BAD,))) == to(rest)
    settle(db, cast, clock, rest)
    clock.tick(days=1)
    assert to(begin(db, cast, clock, lasting=(BAD,))) == to(first[:1])
    assert db.query(Letter).filter_by(about=letters.DELETION).count() == len(
        [each for each in first + rest if not each.to_leader]
    )


def test_days_that_are_changed_write_anew_only_when_the_old_letter_misleads(
    db, cast, clock, kull
) -> None:
    settle(db, cast, clock, begin(db, cast, clock))
    clock.tick(days=10)
    retention.change(db, {"portfolios": 185}, OWNER, clock())
    retention.run(db, clock())
    assert retention.going_soon(db, clock()) == {cast.cohort: DAY + dt.timedelta(days=10)}
    assert begin(db, cast, clock) == [], "ten days more are no reason to write"
    retention.change(db, {"portfolios": 400}, OWNER, clock())
    retention.run(db, clock())
    assert begin(db, cast, clock) == [], "they do not go soon any more"
    clock.tick(days=220)
    retention.run(db, clock())
    db.get_one(Facilitator, cast.aslak).closed_at = clock()
    again = begin(db, cast, clock)
    assert mail(db, cast.ane) in to(again)
    assert db.get_one(Facilitator, cast.turid).email in to(again)
    settle(db, cast, clock, again)
    now = retention_told.records(db)[cast.cohort]
    assert now.people == sum(not each.to_leader for each in again)
    assert retention_due.leaders_told(now) == len(again) - now.people, "not of the last time"


def test_nobody_is_written_to_when_nothing_goes_or_it_is_too_late(db, cast, clock) -> None:
    cohort = course_ended(db, cast, clock, 100)
    db.get_one(Participant, cast.ane).email = "ane@skole.example"
    retention.run(db, clock())
    assert begin(db, cast, clock) == []
    cohort.ends_on -= dt.timedelta(days=60)
    assert begin(db, cast, clock) == [], "the warning begins with the run"
    retention.run(db, clock())
    cohort.ends_on += dt.timedelta(days=60)
    assert begin(db, cast, clock) == [], "the last day has been moved just now"
    cohort.ends_on -= dt.timedelta(days=60)
    clock.tick(days=29)
    assert retention_due.due(db, clock()) > 0
    clock.tick(days=1)
    assert begin(db, cast, clock) == []


def test_what_a_letter_says(db, cast, clock, kull) -> None:
    privacy.write(db, {"contact": "kurs@smart.example"}, OWNER, clock())
    batch = {each.to: each for each in begin(db, cast, clock)}
    ane = batch[mail(db, cast.ane)]
    assert ane.subject == "Arbeidsmappa di blir slettet 15. oktober 2027"
    for said in ("Hei Ane\n", f"{ROOT}/mappe/alt-mitt\n", "kompetansebevis", "kurs@smart.example"):
        assert said in ane.body
    assert "/lenke/" not in ane.body
    assert "{" not in ane.body
    turid, aslak = (db.get_one(Facilitator, each) for each in (cast.turid, cast.aslak))
    assert f"{turid.name}" in ane.body
    owners = {row.facilitator_id: row.is_owner for row in db.query(CohortLeader)}
    assert owners[turid.id] != owners[aslak.id]
    for leader in (turid, aslak):
        page = "/deltakere/slettinger" if owners[leader.id] else "/arbeidsmapper"
        said = batch[leader.email].body
        assert f"{ROOT}{page}?kull={kull.key}\n" in said
        assert "15. oktober 2027" in said
        assert not [name for name in cast.names.values() if name in said]


@pytest.mark.parametrize(("kept", "now"), [(30, 60), (400, 400), (5000, 1095), ("x", 365)])
def test_days_from_when_other_limits_stood_are_kept_as_near_as_can_be(
    db, cast, clock, kept, now
) -> None:
    """That a letter was sent is remembered for as long as it holds."""
    settings.put(db, retention.KEY.format("letters"), kept, clock())
    assert retention.days(db, "letters") == now


def test_letters_of_a_kull_that_is_long_gone_are_forgotten(db, cast, clock, kull) -> None:
    settle(db, cast, clock, begin(db, cast, clock))
    clock.tick(days=365)
    retention.run(db, clock())
    assert cast.cohort in retention_told.records(db)
    clock.tick(seconds=1)
    retention.run(db, clock())
    assert retention_told.records(db) == {}
