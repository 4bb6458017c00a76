"""«Ikke sammen»: set and taken away by those who lead, for one samling, and shown nowhere else."""

import json

import pytest
from sqlalchemy import select

from facilitator.domain import passing
from facilitator.models import Activity, ApartPair, Cohort
from facilitator.models.cohort import BORROWED, REHEARSAL


@pytest.fixture
def address(cast) -> str:
    return f"/samling/{cast.gathering}/ikke-sammen"


def stored(database) -> list[tuple[int, int]]:
    with database.reading() as db:
        return [(row.first_id, row.second_id) for row in db.scalars(select(ApartPair))]


def both(cast) -> dict[str, str]:
    return {"first": str(cast.hodan), "second": str(cast.ane)}


def test_a_pair_is_set_once_and_taken_away(leader, leader2, database, cast, address):
    for client in (leader, leader, leader2):
        answer = client.post(address, data=both(cast))
        assert (answer.status_code, answer.location) == (303, address)
    assert stored(database) == [tuple(sorted((cast.ane, cast.hodan)))]
    page = leader2.get(address).text
    assert "Ane Havgløtt og Hodan Svaleflukt" in page
    assert "Gjelder bare denne samlingen og slettes etterpå. Skriv aldri hvorfor." in page
    for _ in range(2):
        assert leader.post(f"{address}/bort", data={"pair": "1"}).status_code == 303
    assert stored(database) == []
    assert "Ta bort" not in leader.get(address).text


@pytest.mark.parametrize(
    ("second", "says"), [("ane", "Velg en annen"), ("", "Velg et navn"), ("4711", "Velg et navn")]
)
def test_what_is_wrong_stands_at_the_field_and_the_other_name_stays(
    leader, database, cast, address, second, says
):
    data = {"first": str(cast.ane), "second": str(cast.people.get(second, second))}
    answer = leader.post(address, data=data)
    assert answer.status_code == 422
    field, _, after = answer.text.partition('id="second-error"')
    assert after.partition("</p>")[0].find(says) > 0
    assert f'value="{cast.ane}" selected' in field
    refused = leader.post(address, data=data, headers={"Accept": "application/json"})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["second"])
    assert stored(database) == []


def test_only_those_who_lead_the_samling_see_and_set(leader, phone, stranger, cast, address):
    leader.post(address, data=both(cast))
    for client in (phone("ane"), stranger):
        assert client.get(address).status_code == 401
        assert client.get("/samling/4711/ikke-sammen").status_code == 401
        assert client.post(address, data=both(cast)).status_code == 401
        assert client.post(f"{address}/bort", data={"pair": "1"}).status_code == 401
    assert leader.get("/samling/4711/ikke-sammen").status_code == 404


@pytest.mark.parametrize(("kind", "status"), [(BORROWED, 403), (REHEARSAL, 200)])
def test_a_room_that_somebody_else_has_borrowed_is_theirs(
    leader, database, cast, clock, kind, status
):
    with database.transaction() as db:
        like = db.get_one(Cohort, cast.cohort)
        room = passing.make(db, like, kind, clock(), theme="Prøve", leader_id=cast.aslak)
        gathering = room.gathering_id
    assert leader.get(f"/samling/{gathering}/ikke-sammen").status_code == status
    assert leader.post(f"/samling/{gathering}/ikke-sammen/bort").status_code == (
        403 if status == 403 else 303
    )


def test_it_is_said_on_no_page_that_others_see(leader, phone, start, cast, address):
    start(present=["ane", "hodan", "helge", "kasper"])
    leader.post(address, data=both(cast))
    room, ane = f"/rom/{cast.public_id}", phone("ane")
    for page in (room, f"{room}/lerret", f"{room}/tavle", "/mappe"):
        text = ane.get(page).text
        assert "ikke-sammen" not in text
        assert "Ikke sammen" not in text
    for page in ("/notat/8", "/notat/8.md"):
        assert "Ikke sammen" not in leader.get(page).text


def test_the_way_there_stands_where_groups_are_thought_of(leader, cast, address):
    plan = f"/samling/{cast.gathering}/kjoreplan"
    data = {"version": "0", "nytt": "pause", "title": "Pause", "minutes": "15"}
    leader.post(f"{plan}/punkt", data=data)
    for page in ("/i-dag", "/deltakere", f"/rom/{cast.public_id}/styring", plan):
        assert f'href="{address}"' in leader.get(page).text, page


def test_closing_the_room_deletes_it(leader, database, cast, address, start):
    """Also what the remote was told, where the two were all there were."""
    leader.post(address, data=both(cast))
    led = start(present=["ane", "hodan"])
    with database.reading() as db:
        assert '"apart"' in json.dumps(db.get_one(Activity, led.id).seatings)
    leader.post(f"/rom/{cast.public_id}/lukk")
    assert stored(database) == []
    with database.reading() as db:
        assert '"apart"' not in json.dumps(db.get_one(Activity, led.id).seatings)
