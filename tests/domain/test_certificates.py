"""Issuing, preparing, replacing and withdrawing, against the records of a kull."""

import datetime as dt

import pytest
from sqlalchemy import delete, select

from facilitator.domain import certificate_corrections as corrections
from facilitator.domain import certificate_numbers as numbers
from facilitator.domain import certificates, festival
from facilitator.domain.certificate_check import confirm
from facilitator.domain.certificate_corrections import Correction, NotCurrent
from facilitator.errors import Invalid, NotFound
from facilitator.models import (
    Attendance,
    Certificate,
    Cohort,
    FestivalContribution,
    Participant,
    Summary,
)
from tests.support.certificates import FESTIVAL_DAY, attend, make_ready, plan_festival
from tests.support.queries import counted

LATER = dt.timedelta(minutes=5)


@pytest.fixture
def cohort(db, cast):
    plan_festival(db, cast)
    return db.get_one(Cohort, cast.cohort)


@pytest.fixture
def evening(clock):
    """The evening of the festival."""
    clock.now = dt.datetime.combine(FESTIVAL_DAY, dt.time(18), dt.UTC)
    return clock.now


def give(db, cohort, people, now, **how):
    return certificates.issue(db, cohort, people, by="Turid Vidsyn", now=now, **how)


def took_part(db, person, at):
    row = db.scalar(
        select(FestivalContribution).where(FestivalContribution.participant_id == person)
    )
    row.took_part_at = at
    db.flush()


def test_one_who_is_ready_gets_it_and_it_says_so(db, cohort, cast, evening):
    make_ready(db, cast, cast.ane, evening)
    [outcome] = give(db, cohort, [cast.ane], evening)
    made = outcome.certificate
    assert (made.number, made.status, made.dated) == ("10-001", "valid", FESTIVAL_DAY)
    assert [check["met"] for check in made.content["checks"]] == [True] * 4
    assert made.content["seats"] == [False, True]
    assert "to dagssamlinger" in made.content["body"][0]
    assert made.content["signers"] == [{"name": "Turid Vidsyn", "title": "prosessleder"}]


@pytest.mark.parametrize("lacks", ["attendance", "summary", "festival"])
def test_never_early_and_with_what_is_left(db, cohort, cast, evening, lacks):
    make_ready(db, cast, cast.ane, evening)
    if lacks == "attendance":
        db.execute(delete(Attendance))
    elif lacks == "summary":
        db.scalar(select(Summary)).status = "levert"
    else:
        took_part(db, cast.ane, None)
    db.flush()
    [outcome] = give(db, cohort, [cast.ane], evening)
    assert outcome.certificate is None
    assert outcome.why_not.startswith("Ane er nesten i mål. Dette gjenstår: ")
    assert db.scalar(select(Certificate)) is None


def test_what_was_frozen_stands_when_the_records_change(db, cohort, cast, evening):
    make_ready(db, cast, cast.ane, evening)
    [outcome] = give(db, cohort, [cast.ane], evening)
    before = dict(outcome.certificate.content)
    db.scalar(select(Summary)).title = "Noe helt annet"
    cohort.programme = "Et annet program"
    took_part(db, cast.ane, None)
    certificates.settle(db, cohort, evening + LATER)
    assert outcome.certificate.content == before
    assert certificates.of_person(db, cast.ane, evening) is outcome.certificate


def test_asked_again_nobody_gets_a_second_one(db, cohort, cast, evening):
    for person in (cast.ane, cast.hodan):
        make_ready(db, cast, person, evening)
    first = give(db, cohort, [cast.ane, cast.hodan], evening)
    again = give(db, cohort, [cast.hodan, cast.ane], evening, prepare=True)
    assert [o.certificate.number for o in first] == ["10-001", "10-002"]
    assert [o.certificate.number for o in again] == ["10-002", "10-001"]


def test_nobody_outside_the_kull_is_issued_one(db, cohort, cast, evening):
    make_ready(db, cast, cast.ane, evening)
    db.get_one(Participant, cast.ane).place = "left"
    db.flush()
    assert give(db, cohort, [cast.ane, 999_999], evening) == []


def test_numbers_run_on_after_the_prefix_whichever_kull_gave_them(db, cohort, cast, evening):
    for person in (cast.ane, cast.hodan):
        make_ready(db, cast, person, evening)
    [outcome] = give(db, cohort, [cast.ane], evening)
    outcome.certificate.number, outcome.certificate.cohort_id = "10-041", None
    db.flush()
    assert give(db, cohort, [cast.hodan], evening)[0].certificate.number == "10-042"
    cohort.certificate_prefix = "1"
    assert numbers.last_number(db, "1") == 0


def test_a_number_that_was_taken_meanwhile_is_followed_by_the_next(db, cohort, cast, evening):
    make_ready(db, cast, cast.ane, evening)
    [outcome] = give(db, cohort, [cast.ane], evening)
    twin = Certificate(**_copied(outcome.certificate))
    assert certificates.number_it(db, twin, "10", 1) == 2
    assert twin.number == "10-002"


def _copied(row):
    skip = {"id", "number", "code"}
    return {c.key: getattr(row, c.key) for c in Certificate.__table__.columns if c.key not in skip}


def test_prepared_for_the_festival_and_valid_when_taking_part_is_confirmed(
    db, cohort, cast, clock, evening
):
    before = evening - dt.timedelta(days=7)
    make_ready(db, cast, cast.ane, before, took_part=False)
    attend(db, cohort.gatherings[-1].id, cast.ane)
    [outcome] = give(db, cohort, [cast.ane], before, prepare=True)
    made = outcome.certificate
    assert (made.status, made.dated) == ("prepared", FESTIVAL_DAY)
    assert certificates.of_person(db, cast.ane, before) is None
    took_part(db, cast.ane, evening)
    assert certificates.status_of(db, made, evening) == "valid", "no hook is needed to see it"
    took_part(db, cast.ane, None)
    said = {"by": "Turid Vidsyn", "now": evening}
    festival.confirm(db, cohort, [cast.ane], took_part=True, **said)
    assert (made.status, made.valid_from) == ("valid", evening)
    took_part(db, cast.ane, None)
    assert certificates.of_person(db, cast.ane, evening) is None
    took_part(db, cast.ane, evening)
    festival.confirm(db, cohort, [cast.ane], took_part=False, **said)
    assert (made.status, made.valid_from) == ("prepared", None)


def test_taking_part_is_not_enough_while_the_festivals_attendance_is_open(
    db, cohort, cast, evening
):
    """One who needs the festival for the oppmøte too: both must be confirmed."""
    before = evening - dt.timedelta(days=7)
    cohort.attendance_threshold = 100
    make_ready(db, cast, cast.ane, before, took_part=False)
    made = give(db, cohort, [cast.ane], before, prepare=True)[0].certificate
    took_part(db, cast.ane, evening)
    certificates.festival_confirmed(db, [cast.ane], "Turid Vidsyn", evening)
    assert made.status == "prepared"
    attend(db, cohort.gatherings[-1].id, cast.ane)
    assert certificates.status_of(db, made, evening) == "valid"


def test_only_the_festival_may_be_missing_when_it_is_prepared(db, cohort, cast, evening):
    before = evening - dt.timedelta(days=7)
    make_ready(db, cast, cast.ane, before, took_part=False)
    db.scalar(select(Summary)).status = "levert"
    db.flush()
    assert give(db, cohort, [cast.ane], before, prepare=True)[0].certificate is None


WISH = Correction("Ane Havgløtt Vik", "Å slippe taket", "som vert", "Nytt etternavn")


@pytest.fixture
def issued(db, cohort, cast, evening):
    make_ready(db, cast, cast.ane, evening)
    return give(db, cohort, [cast.ane], evening)[0].certificate


def replace(db, old, wish, now):
    return corrections.replace(db, old, wish, by="Turid Vidsyn", now=now)


def test_a_correction_replaces_it_and_both_stay(db, cast, issued, evening):
    made = replace(db, issued, WISH, evening + LATER)
    assert (made.number, made.name, made.status) == ("10-002", "Ane Havgløtt Vik", "valid")
    assert made.code != issued.code
    assert "Ane har" in made.content["body"][0]
    assert (issued.status, issued.reason, issued.name) == (
        "replaced",
        "Nytt etternavn",
        "Ane Havgløtt",
    )
    assert certificates.of_person(db, cast.ane, evening) is made
    assert certificates.history(db, cast.ane) == [made, issued]


def test_the_same_correction_twice_is_one_and_another_is_refused(db, issued, evening):
    made = replace(db, issued, WISH, evening)
    assert replace(db, issued, WISH, evening) is made
    with pytest.raises(NotCurrent, match="10-002"):
        replace(db, issued, Correction("Ane H", "", "", "Feil"), evening)


def test_a_correction_says_all_that_is_wrong_with_it(db, issued, evening):
    with pytest.raises(Invalid) as refused:
        replace(db, issued, Correction(" ", "x" * 300, "som 01010112345", ""), evening)
    assert {"name", "title", "reason"} <= set(refused.value.errors)
    same = Correction(issued.name, "Å slippe taket", "som vert", "Ingenting")
    with pytest.raises(Invalid, match="Rett det som er feil"):
        replace(db, issued, same, evening)


def test_withdrawn_stays_in_the_register_and_a_new_one_may_be_issued(
    db, cohort, cast, issued, evening
):
    corrections.withdraw(db, issued, "Utstedt ved en feil", by="Turid Vidsyn", now=evening)
    corrections.withdraw(db, issued, "En gang til", by="Turid Vidsyn", now=evening)
    assert (issued.status, issued.reason) == ("withdrawn", "Utstedt ved en feil")
    assert certificates.of_person(db, cast.ane, evening) is None
    assert give(db, cohort, [cast.ane], evening)[0].certificate.number == "10-002"
    with pytest.raises(NotCurrent):
        replace(db, issued, WISH, evening)


def test_another_kulls_bevis_is_not_found(db, cohort, issued):
    issued.cohort_id = None
    db.flush()
    with pytest.raises(NotFound):
        corrections.find(db, cohort, issued.id)


def test_the_register_outlives_the_person(db, cast, issued, evening):
    number, code = issued.number, issued.code
    issued.participant_id = issued.cohort_id = None
    db.flush()
    found = confirm(db, number, code.lower(), evening)
    assert (found.name, found.status) == ("Ane Havgløtt", "valid")
    assert confirm(db, number, "CDFGHJKMNP", evening) is None
    assert confirm(db, "10-999", code, evening) is None
    assert confirm(db, "", "", evening) is None


def test_the_queries_do_not_grow_with_the_kull(database, cast, clock):
    with database.transaction() as db:
        plan_festival(db, cast)
        make_ready(db, cast, cast.ane, clock())
    with database.reading() as db:
        cohort = db.get_one(Cohort, cast.cohort)
        with counted(database) as sent:
            lines = certificates.of_cohort(db, cohort, FESTIVAL_DAY)
    assert len(lines) == 36
    assert len(sent) <= 9
