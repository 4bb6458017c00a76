"""«Deltatt» is confirmed on the day, one by one or all, and can be taken back."""

import pytest

from facilitator.domain import festival
from facilitator.models import Cohort, FestivalContribution


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
        leader.post("/festival/deltatt", data={})
    assert confirmed(database, cast) == {cast.ane, cast.bjornar, cast.amina}


def test_it_can_be_taken_back(three, leader, database, cast):
    leader.post("/festival/deltatt", data={})
    leader.post("/festival/deltatt", data={"person": cast.ane, "took_part": "0"})
    assert confirmed(database, cast) == {cast.bjornar, cast.amina}


def test_nobody_else_confirms(three, phone, stranger, database, cast):
    for client in (stranger, phone("ane")):
        assert client.post("/festival/deltatt", data={"person": cast.ane}).status_code == 401
    assert not confirmed(database, cast)


def test_what_has_no_contribution_is_passed_over(three, leader, database, cast):
    leader.post("/festival/deltatt", data={"person": [cast.torkel, 10**9]})
    assert not confirmed(database, cast)
