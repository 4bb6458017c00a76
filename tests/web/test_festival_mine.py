"""`/mappe/festival`: what one takes part with, and the yes that guests may see it."""

import pytest
from sqlalchemy import select

from facilitator.domain import festival
from facilitator.models import Card, FestivalContribution, Participant

WORDS = {
    "form": "verksted",
    "title": "Vist fram",
    "description": "Kom og prøv en runde der alle slipper til.",
    "needs": "Tolv stoler i ring",
    "version": "0",
}


@pytest.fixture
def ane(linked):
    return linked("ane")


@pytest.fixture
def mine(database, cast):
    def find() -> FestivalContribution:
        with database.reading() as db:
            return festival.of_person(db, cast.ane)

    return find


def guests_page(stranger) -> str:
    return stranger.get("/festivalen/kull10").text


def test_it_is_kept_and_shown_again(ane, mine):
    assert ane.post("/mappe/festival", data=WORDS).status_code == 303
    page = ane.get("/mappe/festival").text
    assert 'value="verksted" checked' in page
    assert "Kom og prøv en runde" in page
    assert mine().version == 1


def test_an_own_form_stands_in_its_own_words(ane, mine):
    ane.post("/mappe/festival", data=WORDS | {"form": "own", "own_form": "Suppekjøkken"})
    assert mine().form == "Suppekjøkken"
    refused = ane.post("/mappe/festival", data=WORDS | {"form": "own", "version": "1"})
    assert refused.status_code == 422
    assert "Skriv hva du vil bidra med." in refused.text


def test_nothing_typed_is_lost_when_a_field_has_a_fault(ane):
    refused = ane.post("/mappe/festival", data=WORDS | {"form": "", "title": "x" * 90})
    assert refused.status_code == 422
    assert "Velg hva du vil bidra med." in refused.text
    assert "x" * 90 in refused.text
    assert "Tolv stoler i ring" in refused.text


def test_the_same_press_twice_is_one(ane, mine):
    for _ in range(2):
        assert ane.post("/mappe/festival", data=WORDS).status_code == 303
    assert mine().version == 1


def test_two_tabs_do_not_write_over_each_other_silently(ane, mine):
    ane.post("/mappe/festival", data=WORDS)
    told = ane.post("/mappe/festival", data=WORDS | {"title": "Fra den andre fanen"})
    assert told.status_code == 409
    assert "Fra den andre fanen" in told.text
    assert "Vist fram" in told.text
    assert mine().title == "Vist fram"
    assert (
        ane.post("/mappe/festival", data=WORDS | {"title": "Ny", "version": "1"}).status_code == 303
    )
    assert mine().title == "Ny"


def test_guests_see_it_only_after_an_explicit_yes_and_not_after_it_is_taken_back(ane, stranger):
    ane.post("/mappe/festival", data=WORDS)
    assert "Vist fram" not in guests_page(stranger)
    ane.post("/mappe/festival/slipp", data={"version": "1"})
    page = guests_page(stranger)
    assert "Vist fram" in page
    assert "Tolv stoler" not in page
    assert "Ane Havgløtt" not in page
    ane.post("/mappe/festival/ta-tilbake")
    assert "Vist fram" not in guests_page(stranger)


def test_the_yes_is_for_the_words_that_were_shown(ane, mine):
    ane.post("/mappe/festival", data=WORDS)
    refused = ane.post("/mappe/festival/slipp", data={"version": "0"})
    assert refused.status_code == 422
    assert "Se over det én gang til" in refused.text
    assert mine().released_at is None


def test_without_a_title_there_is_nothing_to_release(ane):
    ane.post("/mappe/festival", data=WORDS | {"title": ""})
    refused = ane.post("/mappe/festival/slipp", data={"version": "1"})
    assert refused.status_code == 422
    assert "Gi bidraget en tittel først" in refused.text


def test_the_name_stands_only_where_its_owner_lets_it(ane, stranger):
    ane.post("/mappe/festival", data=WORDS | {"show_name": "1"})
    ane.post("/mappe/festival/slipp", data={"version": "1"})
    assert "Ane Havgløtt" in guests_page(stranger)


@pytest.fixture
def shared(start, database, cast, clock):
    """Ane and Bjørnar have sent one in together, from the festivalverksted."""
    led = start(process="festivalverksted", present=("ane", "bjornar"))
    with database.transaction() as db:
        card = Card(
            activity_id=led.id,
            phase_key="pamelding",
            type="contribution",
            fields={"title": "Sammen", "form": "verksted"},
            owner_id=cast.ane,
            author_id=cast.ane,
            client_id="sammen",
            visibility="cohort",
            created_at=clock(),
            approved_at=clock(),
        )
        db.add(card)
        db.flush()
        festival.collect(db, card, [db.get_one(Participant, cast.ane)])
        festival.collect(db, card, [db.get_one(Participant, cast.bjornar)])


def test_a_shared_one_is_public_when_all_have_said_yes_and_anew_after_a_change(
    shared, ane, linked, stranger, database
):
    bjornar = linked("bjornar")
    ane.post("/mappe/festival/slipp", data={"version": "1"})
    assert "Sammen" not in guests_page(stranger)
    bjornar.post("/mappe/festival/slipp", data={"version": "1"})
    assert "Sammen" in guests_page(stranger)
    bjornar.post("/mappe/festival", data=WORDS | {"title": "Noe annet", "version": "1"})
    assert "Noe annet" not in guests_page(stranger), "Ane has not said yes to this"
    with database.reading() as db:
        assert set(db.scalars(select(FestivalContribution.title))) == {"Noe annet"}


def test_only_with_the_whole_mappe(phone, stranger, leader):
    for client in (phone("bjornar"), stranger, leader):
        assert client.get("/mappe/festival").status_code in (401, 403)
        assert client.post("/mappe/festival", data=WORDS).status_code in (401, 403)


def test_a_fodselsnummer_is_refused_at_its_field(ane):
    refused = ane.post("/mappe/festival", data=WORDS | {"needs": "Ring 01017012345 17054026641"})
    assert refused.status_code == 422
    assert "Dette ser ut som et fødselsnummer" in refused.text


def test_without_its_title_it_is_no_longer_on_the_guests_page(ane, mine, stranger):
    ane.post("/mappe/festival", data=WORDS)
    ane.post("/mappe/festival/slipp", data={"version": "1"})
    ane.post("/mappe/festival", data=WORDS | {"title": "", "version": "1"})
    assert mine().released_at is None
    assert "Kom og prøv" not in guests_page(stranger)


def test_what_is_released_is_shown_just_as_guests_see_it(shared, ane, linked):
    """With an own form in its own words, and with the names the others let stand."""
    own = WORDS | {"form": "own", "own_form": "Suppekjøkken", "version": "1", "show_name": "1"}
    linked("bjornar").post("/mappe/festival", data=own)
    preview = ane.get("/mappe/festival").text.partition('id="gjestene"')[2]
    assert "Suppekjøkken · Bjørnar Lyngstrå" in preview


def test_a_change_has_a_version_nobody_who_shares_it_has_seen(shared, ane, linked, database, cast):
    with database.transaction() as db:
        festival.of_person(db, cast.bjornar).version = 5
    ane.post("/mappe/festival", data=WORDS | {"version": "1"})
    told = linked("bjornar").post("/mappe/festival", data=WORDS | {"title": "B", "version": "5"})
    assert told.status_code == 409
