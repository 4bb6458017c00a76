"""`/deltakere/liste`: people added and put right, the waiting list, and those who have left."""

import re

import pytest
from sqlalchemy import select

from facilitator.models import Cohort, Participant, Workplace
from tests.support.queries import counted

LIST = "/deltakere/liste"


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def person(database, participant_id: int) -> Participant:
    with database.reading() as db:
        return db.get_one(Participant, participant_id)


def named(database, name: str) -> list[Participant]:
    with database.reading() as db:
        return list(db.scalars(select(Participant).where(Participant.name == name)))


def seats(database, cast, count: int) -> None:
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).seats = count


def test_all_of_the_kull_stand_there_and_no_guest(leader, cast, database):
    with database.transaction() as db:
        db.add(Participant(cohort_id=cast.cohort, name="Guri Gjest", guest_of=cast.room))
    with counted(database) as sent:
        page = leader.get(LIST).text
    assert len(sent) < 12, sent
    assert "36 av 36 plasser er tatt." in shown(page)
    assert all(name in page for name in cast.names.values())
    assert "Guri Gjest" not in page


def test_one_is_put_right_and_what_was_theirs_follows(leader, cast, database):
    form = {"name": "Ane Havgløtt Dal", "email": "Ane@Vert.example", "role": "rektor",
            "role_group": "ledelse", "workplace": "Ny skole", "municipality": "Bamble"}  # fmt: skip
    assert leader.post(f"{LIST}/{cast.ane}", data=form).status_code == 303
    ane = person(database, cast.ane)
    assert (ane.name, ane.email, ane.role_group) == (
        "Ane Havgløtt Dal",
        "Ane@Vert.example",
        "ledelse",
    )
    assert (ane.workplace_name, ane.municipality) == ("Ny skole", "Bamble")
    assert leader.post(f"{LIST}/{cast.ane}", data=form).status_code == 303
    with database.reading() as db:
        assert len(db.scalars(select(Workplace).where(Workplace.name == "Ny skole")).all()) == 1


def test_a_workplace_that_others_share_is_not_renamed_and_an_empty_one_goes(leader, cast, database):
    with database.reading() as db:
        before = db.get_one(Participant, cast.bjornar).workplace_id
    data = {"name": "Bjørnar", "workplace": "Et annet sted", "municipality": "Skien"}
    leader.post(f"{LIST}/{cast.bjornar}", data=data)
    with database.reading() as db:
        assert db.get(Workplace, before) is None


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Skriv navnet."),
        ("name", "Ane 13097248022", "fødselsnummer"),
        ("email", "ane(at)vert", "ikke ut som en e-postadresse"),
        ("role", "x" * 90, "plass til 80"),
        ("role_group", "hest", "Velg fra lista."),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    leader, cast, database, field, typed, said
):
    form = {"name": "Nytt Navn", "email": "ny@vert.example", field: typed}
    answer = leader.post(f"{LIST}/{cast.ane}", data=form)
    assert answer.status_code == 422
    assert said in answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    if field != "email":
        assert 'value="ny@vert.example"' in answer.text
    assert person(database, cast.ane).name == "Ane Havgløtt"


def test_who_is_added_when_all_seats_are_taken_waits_in_turn(leader, cast, database, clock):
    for name in ("Venter Først", "Venter Sist"):
        answer = leader.post(f"{LIST}/ny", data={"name": name}, follow_redirects=True)
        assert f"{name} er på ventelista" in answer.text
        clock.tick(minutes=1)
    page = leader.get(LIST).text
    assert page.index("Venter Først") < page.index("Venter Sist")
    assert "Gi plass" not in page
    assert "Venter" not in leader.get(f"/rom/{cast.public_id}/hvem").text
    (first,) = named(database, "Venter Først")
    answer = leader.post(f"{LIST}/{first.id}/plass", data={"to": "seated"}, follow_redirects=True)
    assert "Alle 36 plassene er tatt." in answer.text
    leader.post(f"{LIST}/{cast.siv}/plass", data={"to": "left"})
    assert "Gi plass" in leader.get(LIST).text
    for _ in range(2):
        leader.post(f"{LIST}/{first.id}/plass", data={"to": "seated"})
        assert person(database, first.id).place == "seated"
    back = leader.post(f"{LIST}/{cast.siv}/plass", data={"to": "seated"}, follow_redirects=True)
    assert "står på ventelista" in back.text
    assert person(database, cast.siv).place == "waiting"


def test_one_who_has_left_is_in_no_list_of_the_room_and_comes_back_as_before(
    leader, cast, database, stranger
):
    leader.post(f"{LIST}/{cast.siv}/plass", data={"to": "left"})
    assert "Siv" not in shown(stranger.get(f"/rom/{cast.public_id}/hvem").text)
    assert "Har sluttet (1)" in leader.get(LIST).text
    leader.post(f"{LIST}/{cast.siv}/plass", data={"to": "seated"})
    siv = person(database, cast.siv)
    assert (siv.place, siv.waiting_since, siv.name) == ("seated", None, cast.names["siv"])


def test_the_same_person_is_not_added_twice_unless_one_is_sure(leader, cast, database):
    seats(database, cast, 40)
    form = {"name": "Bo Dal", "workplace": "Lia skole"}
    assert leader.post(f"{LIST}/ny", data=form).status_code == 303
    refused = leader.post(f"{LIST}/ny", data=form)
    assert refused.status_code == 422
    assert 'name="sure"' in refused.text
    assert leader.post(f"{LIST}/ny", data={**form, "sure": "1"}).status_code == 303
    assert len(named(database, "Bo Dal")) == 2


def test_a_guest_and_one_of_another_kull_are_not_on_the_list(leader, cast, database, clock):
    with database.transaction() as db:
        guest = Participant(cohort_id=cast.cohort, name="Guri Gjest", guest_of=cast.room)
        db.add(guest)
    for address in (f"{LIST}/{guest.id}", f"{LIST}/4711"):
        assert leader.get(address).status_code == 404
        assert leader.post(address, data={"name": "X"}).status_code == 404


def test_two_who_put_one_right_at_once_keep_each_others(leader, cast, database):
    address = f"{LIST}/{cast.ane}"
    page = leader.get(address).text
    now = person(database, cast.ane)
    form = {
        "name": now.name, "email": "Ane@Skole.example", "role": now.role,
        "role_group": now.role_group, "workplace": now.workplace_name,
        "municipality": now.municipality,
        "seen": re.search(r'name="seen" value="([^"]+)"', page)[1],
    }  # fmt: skip
    for _ in range(2):
        assert leader.post(address, data=form).status_code == 303, "twice is once"
    old = form | {"email": "", "role": "inspektør"}
    assert leader.post(address, data=old).status_code == 303
    after = person(database, cast.ane)
    assert (after.email.lower(), after.role) == ("ane@skole.example", "inspektør")
    refused = leader.post(address, data=form | {"role": "rektor", "role_group": "ledelse"})
    assert refused.status_code == 422
    assert "Nå står det «inspektør»." in shown(refused.text)
    assert 'value="rektor"' in refused.text
    assert person(database, cast.ane).role == "inspektør"
