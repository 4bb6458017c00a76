"""What lies in an arbeidsmappe besides stories: roads, strengths, the bevis and photos."""

import datetime as dt

import pytest
from sqlalchemy import select

from facilitator.domain import certificates, closed, photos, portfolio_copies
from facilitator.domain.policies import Actor
from facilitator.domain.reviewing import Words
from facilitator.models import Card, Cohort, Participant, Photo
from facilitator.presentation import portfolio_document, portfolio_submission
from facilitator.presentation.content import CardBlock, Facts
from tests.support.certificates import FESTIVAL_DAY, make_ready, plan_festival
from tests.support.strengths import ring_of
from tests.web.test_portfolio_file import said

JSON = {"Accept": "application/json"}
SIX = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders")


def mappe(database, cast, clock, name="ane"):
    actor = Actor(name=name, participant_id=cast.people[name], whole_portfolio=True)
    with database.reading() as db:
        return portfolio_document.whole(db, actor, clock())


def cards(document):
    return [b for s in document.sections for b in s.blocks if isinstance(b, CardBlock)]


def test_a_road_with_its_stations_and_where_one_has_been(start, phone, linked, cast):
    led = start("veikart", present=["ane", "hodan", "helge"])
    led.advance_to("drom")
    group = led.group_of(cast.hodan, "lag")
    address = f"/rom/{cast.public_id}/gruppe/{group}/drom/bidrag"
    data = {"0-dream": "En rolig morgen for alle"}
    assert phone("hodan").post(address, data=data, headers=JSON).json["ok"]
    page = linked("hodan").get("/mappe").text
    card = page.split('id="vei-')[1].split('"')[0]
    marked = {"0-station": "dream", "0-text": "Vi er i gang."}
    linked("hodan").post(f"/mappe/veikart/{card}/her", data=marked, headers=JSON)
    text = said(linked("hodan"))
    assert "En rolig morgen for alle" in text
    assert "15. september: Vi er i gang." in text
    assert "Sist var du ved" in text


def test_a_strength_somebody_saw_is_there_when_it_is_opened(start, phone, database, cast, clock):
    led = start(process="styrkeidentifisering", present=SIX)
    led.advance_to("jakt")
    ring = ring_of(led, phone)
    ring.give(1, 0, when="satt stille hos gutten")
    names = {number: name for name, number in cast.people.items()}
    receiver, giver = (names[ring.ids[n]] for n in (0, 1))
    assert "satt stille" not in str(mappe(database, cast, clock, receiver))
    with database.transaction() as db:
        card = db.scalars(select(Card).where(closed.given())).one()
        card.opened_at = clock()
        number = card.id
    [block] = [b for b in cards(mappe(database, cast, clock, receiver)[0]) if b.card_id == number]
    assert block.title == "Klokskap"
    assert "satt stille hos gutten" in block.text
    assert block.notes[0] == f"Fra {cast.names[giver].split()[0]}"
    assert "satt stille" not in str(mappe(database, cast, clock, giver))


def test_the_number_of_a_valid_bevis_stands_there(database, cast, clock):
    clock.now = dt.datetime.combine(FESTIVAL_DAY, dt.time(8), dt.UTC)
    with database.transaction() as db:
        plan_festival(db, cast)
        make_ready(db, cast, cast.ane, clock())
        cohort = db.get_one(Cohort, cast.cohort)
        [outcome] = certificates.issue(db, cohort, [cast.ane], by="Turid", now=clock())
        number = outcome.certificate.number
    document, _ = mappe(database, cast, clock)
    assert f"Kompetansebevis nr. {number} er utstedt til deg." in str(document)
    facts = [b for s in document.sections for b in s.blocks if isinstance(b, Facts)]
    assert ("Oppsummeringen", "Godkjent. Nå er den en del av arbeidsmappa di.") in facts[0].rows


@pytest.fixture
def pictured(start, database, cast, clock):
    """Ane's story has a photo."""
    led = start(present=["ane", "hodan", "helge", "kasper"])
    number = led.approve(cast.ane, title="Lappene på døra")
    token = "lappene_pa_dora_1"
    with database.transaction() as db:
        card = db.get_one(Card, number)
        card.fields = card.fields | {"photo": token}
        db.add(Photo(
            token=token, owner_id=cast.ane, activity_id=card.activity_id, card_id=number,
            alt="Gule lapper", no_people=True, width=4, height=3, client_id="en",
            uploaded_at=clock(),
        ))  # fmt: skip
    return number, token


def test_a_photo_goes_along_until_it_is_taken_away(pictured, database, cast, clock):
    number, token = pictured
    document, [original] = mappe(database, cast, clock)
    assert original.file == f"photos/{token}.jpg"
    assert (original.name, original.alt) == ("Lappene på døra.jpg", "Gule lapper")
    [first, *_] = [b for b in cards(document) if b.card_id == number]
    assert (first.picture.file, first.picture.alt) == (original.file, "Gule lapper")
    with database.transaction() as db:
        photos.remove(db, token, Actor(name="Ane", participant_id=cast.ane), clock())
    document, originals = mappe(database, cast, clock)
    assert originals == ()
    assert all(block.picture is None for block in cards(document))


def test_in_the_approved_copy_a_photo_that_was_taken_away_is_said_to_be_gone(
    pictured, database, cast, clock
):
    number, token = pictured
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).min_approved_documents = 0
        person = db.get_one(Participant, cast.ane)
        portfolio_copies.answer(db, person, "approve", Words(), seen=0, by="Turid", now=clock())

    def copy():
        with database.reading() as db:
            made, files = portfolio_submission.document(
                db, db.get_one(Participant, cast.ane), clock()
            )
        return next(b for b in cards(made) if b.card_id == number), files

    block, [original] = copy()
    assert block.picture.file == original.file == f"photos/{token}.jpg"
    with database.transaction() as db:
        photos.remove(db, token, Actor(name="Ane", participant_id=cast.ane), clock())
    block, files = copy()
    assert block.picture.file == "", "no file of that name: each format says that it is gone"
    assert files == ()
