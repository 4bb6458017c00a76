"""A wrong name is taken back: nobody loses a word, and nobody meets another's."""

import pytest
from sqlalchemy import select

from facilitator.domain import links, rooms
from facilitator.models import (
    Attendance,
    Card,
    Claim,
    Draft,
    Interview,
    Participant,
)

FOUR = ("hodan", "helge", "kasper")


@pytest.fixture
def rom(cast):
    return f"/rom/{cast.public_id}"


@pytest.fixture
def take_back(rom, database, cast):
    """`take_back(client)` takes Ane's name back with a client's press."""

    def press(client, name="ane"):
        with database.reading() as db:
            claim = db.scalar(select(Claim).where(Claim.participant_id == cast.people[name]))
        return client.post(f"{rom}/navn/{claim.id}/ta-tilbake")

    return press


def present(database, cast):
    with database.reading() as db:
        room = rooms.room_by_public_id(db, cast.public_id)
        return [person.name for person in rooms.present(db, room)]


def test_the_name_is_free_and_nobody_is_there_under_it(
    phone, leader, app, database, cast, rom, take_back
):
    phone("ane")
    assert take_back(leader).status_code == 303
    assert present(database, cast) == []
    with database.reading() as db:
        assert db.scalars(select(Attendance)).all() == []
    answer = app.test_client().post(f"{rom}/hvem", data={"participant": cast.ane})
    assert answer.status_code == 303


def test_a_second_press_is_harmless(phone, leader, leader2, cast, take_back):
    phone("ane")
    assert take_back(leader).status_code == 303
    assert take_back(leader2).status_code == 303


def test_only_a_leader_takes_a_name_back(phone, stranger, database, cast, take_back):
    phone("ane")
    assert take_back(stranger).status_code == 401
    assert take_back(phone("hodan")).status_code == 401
    assert "Ane Havgløtt" in present(database, cast)


def test_the_phone_stops_hearing_at_once(phone, leader, facts, take_back):
    from facilitator.domain.facts import AccessEnded

    phone("ane")
    facts.clear()
    take_back(leader)
    assert any(isinstance(fact, AccessEnded) for fact in facts)


def test_a_name_that_another_device_proves_stays_present(
    phone, linked, leader, database, cast, rom
):
    linked("ane").get(f"{rom}/hvem")
    wrong = phone("hodan")
    wrong.post(f"{rom}/hvem", data={"participant": cast.hodan})
    with database.transaction() as db:
        from facilitator.domain import access

        claim = db.scalar(select(Claim).where(Claim.participant_id == cast.hodan))
        room = rooms.room_by_public_id(db, cast.public_id)
        claim.participant_id = cast.ane
        db.flush()
        rooms.mark_gone(db, room, cast.hodan, claim.claimed_at)
        access.take_back(db, claim, claim.claimed_at)
    assert present(database, cast) == ["Ane Havgløtt"]


def test_somebody_added_by_hand_stays(phone, leader, database, cast, clock, take_back):
    with database.transaction() as db:
        room = rooms.room_by_public_id(db, cast.public_id)
        rooms.join(db, room, cast.ane, clock(), by_hand=True)
    phone("ane")
    take_back(leader)
    assert present(database, cast) == ["Ane Havgløtt"]


@pytest.fixture
def mistaken(phone, start, database, cast, clock):
    """A phone that was Ane by mistake, through the interviews, with a note of its own."""
    client = phone("ane")
    led = start(present=("ane", *FOUR))
    led.advance_to("tenk")
    with database.transaction() as db:
        db.add(
            Draft(
                activity_id=led.id,
                scope="note:tenk",
                writer_id=cast.ane,
                fields={"text": "Min egen tanke"},
                updated_at=clock(),
            )
        )
    led.advance_to("godkjenn")
    led.write_story(cast.ane)
    card = led.approve(cast.ane, "me")
    return client, led, card


def test_the_real_one_meets_nothing_of_the_others(
    mistaken, leader, app, database, cast, rom, take_back
):
    _, led, card_id = mistaken
    told_in, _ = led.told_by(cast.ane)
    take_back(leader)
    assert "Uten navn ennå" in present(database, cast)
    app.test_client().post(f"{rom}/hvem", data={"participant": cast.ane})
    with database.reading() as db:
        assert not db.scalars(select(Draft).where(Draft.writer_id == cast.ane)).all()
        assert db.get(Card, card_id).owner_id != cast.ane
        assert db.get(Interview, told_in).teller_id != cast.ane


def test_all_goes_to_the_right_name_when_the_phone_finds_it(
    mistaken, leader, database, cast, rom, take_back
):
    client, led, card_id = mistaken
    seats = led.groups()
    take_back(leader)
    page = client.get(f"{rom}/hvem")
    assert "følger det du har skrevet, med deg" in page.text
    client.post(f"{rom}/hvem", data={"participant": cast.anders})
    with database.reading() as db:
        note = db.scalar(select(Draft).where(Draft.scope == "note:tenk"))
        assert note.writer_id == cast.anders
        assert db.get(Card, card_id).owner_id == cast.anders
        assert not db.scalars(select(Participant).where(Participant.guest_of.is_not(None))).all()
    moved = [[cast.anders if x == cast.ane else x for x in seat] for seat in seats]
    assert led.groups() == moved
    assert sorted(present(database, cast))[0] == "Anders Måkedun"
    assert "Uten navn ennå" not in present(database, cast)


def test_changing_name_oneself_does_the_same(mistaken, database, cast, rom):
    client, _, card_id = mistaken
    client.post(f"{rom}/bytt-navn", data={"participant": cast.ane})
    client.post(f"{rom}/hvem", data={"participant": cast.anders})
    with database.reading() as db:
        assert db.get(Card, card_id).owner_id == cast.anders


def test_a_right_name_with_a_seat_of_its_own_is_not_seated_twice(
    mistaken, leader, database, cast, rom, take_back
):
    client, led, card_id = mistaken
    seats = led.groups()
    take_back(leader)
    client.post(f"{rom}/hvem", data={"participant": cast.hodan})
    assert sum(seat.count(cast.hodan) for seat in led.groups()) == 1
    assert [len(seat) for seat in led.groups()] == [len(seat) for seat in seats]
    with database.reading() as db:
        assert db.get(Card, card_id).owner_id not in (cast.ane, cast.hodan)


@pytest.mark.parametrize(("other", "reads"), [("", True), ("not_mine", False)])
def test_whoever_has_the_link_says_whether_the_other_phone_is_hers_too(
    start, phone, stranger, database, cast, clock, other, reads
):
    led = start(present=["hodan", "helge", "kasper", "bjornar"])
    address = f"/rom/{cast.public_id}/kladd/notat/{led.id}/tenk"
    phone("ane").post(address, data={"text": "Et notat", "version": 0})
    with database.transaction() as db:
        ane = db.get_one(Participant, cast.ane)
        link = "/lenke/" + links.issue(db, clock(), participant=ane)
    assert "den andre telefonen er ikke min" in stranger.get(link).text
    stranger.post(link, data={"other": other})
    assert ("Et notat" in stranger.get("/mappe").text) is reads
    with database.reading() as db:
        kept = db.scalar(select(Draft).where(Draft.scope == "note:tenk"))
        assert (kept.writer_id == cast.ane) is reads
