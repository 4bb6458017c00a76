"""What one wanted to try comes back at the next innsjekk, and is answered for oneself alone."""

import datetime as dt
import html

import pytest

from facilitator.domain import rooms
from facilitator.models import Card, Gathering
from tests.support.cast import TODAY
from tests.support.lead import Led
from tests.support.phones import EIGHT, Phone

WHAT = "La barna velge lesestund på fredag"


@pytest.fixture
def step(start, database, cast, clock):
    """Ane's next step from the samling before; innsjekk is on today. Gives its card."""
    with database.transaction() as db:
        earlier = Gathering(
            cohort_id=cast.cohort,
            number=7,
            date=TODAY - dt.timedelta(days=28),
            theme="Å prøve",
            place="Kultursalen Fiolen, Tønsberg",
        )
        db.add(earlier)
        db.flush()
        room = rooms.open_room(db, earlier, clock())
        before = room.id
    led = Led(database, cast, clock, room=before).begin("utsjekk", ["ane", "hodan"])
    with database.transaction() as db:
        card = Card(
            activity_id=led.id,
            phase_key="skritt",
            type="commitment",
            fields={"what": WHAT, "when": "fredag", "with_whom": "Hodan"},
            owner_id=cast.ane,
            author_id=cast.ane,
            client_id="skritt",
            visibility="me",
            created_at=clock(),
            approved_at=clock(),
        )
        db.add(card)
        db.flush()
        found = card.id
    start(process="innsjekk", present=EIGHT)
    return found


def fields_of(database, card_id):
    with database.reading() as db:
        return db.get_one(Card, card_id).fields


def test_it_comes_back_on_ones_own_phone_and_on_no_other(step, phone, linked, cast):
    page = Phone(linked("ane"), cast).surface()
    assert "Sist ville du prøve" in page
    assert WHAT in page
    assert "Fredag, sammen med Hodan" in page
    for name in ("hodan", "helge"):
        assert WHAT not in Phone(phone(name), cast).surface()
    assert WHAT not in Phone(phone("hodan"), cast).surface("/lerret")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("done", "Gjort"), ("on_the_way", "På vei"), ("other", "Det ble til noe annet")],
)
def test_the_answer_is_kept_in_the_mappe(step, linked, cast, outcome, words):
    ane = Phone(linked("ane"), cast)
    for _ in range(2):
        answer = ane.post(f"/skritt/{step}", outcome=outcome, outcome_line="Vi begynte med én.")
        assert answer.status_code == 200
    assert f"{words}: Vi begynte med én." in ane.surface()
    mappe = html.unescape(linked("ane").get("/mappe").text)
    assert f"Slik gikk det: {words}: Vi begynte med én." in mappe


def test_no_word_of_failure_is_offered(step, linked, cast):
    page = Phone(linked("ane"), cast).surface().lower()
    for word in ("ikke gjort", "mislyk", "rakk ikke", "glemte", "nei"):
        assert word not in page


def test_without_a_choice_one_is_told_so_at_the_field(step, linked, cast, database):
    ane = Phone(linked("ane"), cast)
    refused = ane.submit(f"/skritt/{step}", outcome_line="Vi begynte")
    assert refused.status_code == 422
    assert "Velg det som ligner mest." in html.unescape(refused.text)
    too_long = ane.post(f"/skritt/{step}", outcome="done", outcome_line="a" * 201)
    assert too_long.status_code == 422
    assert "outcome" not in fields_of(database, step)


def test_only_its_owner_answers(step, phone, stranger, leader, cast, database):
    for client in (phone("hodan"), stranger, leader):
        answer = Phone(client, cast).post(f"/skritt/{step}", outcome="done")
        assert answer.status_code == 403
    assert "outcome" not in fields_of(database, step)


def test_the_answer_changes_nothing_of_what_was_promised(step, linked, cast, database):
    Phone(linked("ane"), cast).post(f"/skritt/{step}", outcome="other")
    assert fields_of(database, step)["what"] == WHAT


def test_a_name_that_was_only_claimed_by_code_opens_no_earlier_day(step, phone, cast, database):
    ane = Phone(phone("ane"), cast)
    page = ane.surface()
    assert WHAT not in page
    assert "når prosesslederen har bekreftet at det er deg" in page
    assert ane.post(f"/skritt/{step}", outcome="done").status_code == 403
    assert "outcome" not in fields_of(database, step)
    assert "bekreftet at det er deg" not in Phone(phone("hodan"), cast).surface()
