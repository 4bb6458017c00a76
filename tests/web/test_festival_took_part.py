"""«Deltatt» is confirmed on the day, one by one or all, and can be taken back."""

import datetime as dt

import pytest

from facilitator.domain import festival
from facilitator.models import Attendance, Cohort, FestivalContribution, Gathering


@pytest.fixture
def three(database, cast):
    with database.transaction() as db:
        for person in (cast.ane, cast.bjornar, cast.amina):
            db.add(FestivalContribution(participant_id=person, form="vertskap", title="Vert"))


def confirmed(database, cast) -> set[int]:
    with database.reading() as db:
        rows = festival.of_cohort(db, db.get_one(Cohort, cast.cohort))
        return {person.id for c, person in rows if c.took_part_at and c.took_part_by}


def test_one_is_confirmed_with_who_and_when(three, leader, database, cast):
    leader.post("/festival/deltatt", data={"person": cast.ane})
    assert confirmed(database, cast) == {cast.ane}
    assert "Ane Havgløtt deltok" in leader.get("/festival").text


def test_all_at_once_and_twice_is_once(three, leader, database, cast):
    for _ in range(2):
        leader.post("/festival/deltatt", data={"who": "all"})
    assert confirmed(database, cast) == {cast.ane, cast.bjornar, cast.amina}


def test_it_can_be_taken_back(three, leader, database, cast):
    leader.post("/festival/deltatt", data={"who": "all"})
    leader.post("/festival/deltatt", data={"person": cast.ane, "took_part": "0"})
    assert confirmed(database, cast) == {cast.bjornar, cast.amina}


def test_nobody_else_confirms(three, phone, stranger, database, cast):
    for client in (stranger, phone("ane")):
        assert client.post("/festival/deltatt", data={"person": cast.ane}).status_code == 401
    assert not confirmed(database, cast)


def test_what_has_no_contribution_is_passed_over(three, leader, database, cast):
    leader.post("/festival/deltatt", data={"person": [cast.torkel, 10**9]})
    assert not confirmed(database, cast)


def test_nobody_named_is_nobody(three, leader, database, cast):
    for data in ({}, {"person": "x"}, {"person": ""}, {"who": "alle"}):
        leader.post("/festival/deltatt", data=data)
    assert not confirmed(database, cast)


@pytest.fixture
def festival_day(database, cast, clock):
    """Today is the festival; Ane has come, Bjørnar has been set as absent."""
    with database.transaction() as db:
        day = Gathering(
            cohort_id=cast.cohort,
            number=9,
            date=clock().date(),
            theme="Festival",
            place="Tønsberg",
            is_festival=True,
        )
        db.add(day)
        db.flush()
        for person, status in ((cast.ane, "proposed"), (cast.bjornar, "absent")):
            for half in ("forenoon", "afternoon"):
                db.add(
                    Attendance(gathering_id=day.id, participant_id=person, half=half, status=status)
                )
        return day.id


def test_all_who_are_here_are_those_of_the_oppmote(three, festival_day, leader, database, cast):
    page = leader.get("/festival").text
    assert "Bekreft alle som er her (1)" in page
    assert f"/oppmote/{festival_day}" in page
    leader.post("/festival/deltatt", data={"who": "here"})
    assert confirmed(database, cast) == {cast.ane}


def test_before_the_day_nothing_can_be_confirmed(three, festival_day, leader, database, cast):
    with database.transaction() as db:
        db.get_one(Gathering, festival_day).date += dt.timedelta(days=1)
    page = leader.get("/festival").text
    assert "Bekreftes på dagen" in page
    assert "Bekreft alle" not in page
    refused = leader.post("/festival/deltatt", data={"who": "all"})
    assert refused.status_code == 409
    assert "Festivalen har ikke vært ennå" in refused.text
    assert not confirmed(database, cast)
