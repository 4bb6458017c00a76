"""«Hjem og prøv ut»: on top of the mappe between two samlinger, and answered from there."""

import datetime as dt
import html

import pytest

from facilitator.domain import rooms
from facilitator.models import Card, Gathering, Room
from tests.support.cast import TODAY

WHAT = "La barna velge lesestund på fredag"
TASK = "Prøv prototypen hjemme."


@pytest.fixture
def step(start, database, cast, clock):
    """Ane's next step from the samling that has just ended, five weeks before the next."""
    led = start(process="utsjekk", present=["ane", "hodan"])
    with database.transaction() as db:
        here = db.get_one(Gathering, cast.gathering)
        here.between_task = TASK
        db.add(
            Gathering(
                cohort_id=cast.cohort,
                number=9,
                date=TODAY + dt.timedelta(days=35),
                theme="Festival",
                place="Fiolen",
                is_festival=True,
            )
        )
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
        rooms.close_room(db, db.get_one(Room, cast.room), clock())
    return found


def mappe(client):
    return html.unescape(client.get("/mappe").text)


def test_the_task_and_what_one_said_lie_on_top(step, linked, cast):
    page = mappe(linked("ane"))
    top = page[: page.index("Dette gjenstår")]
    for words in (
        TASK,
        WHAT,
        "Fredag, sammen med Hodan",
        "35 dager til festivalen, onsdag 20. oktober.",
    ):
        assert words in top
    assert f'href="/mappe/dokument/ny?samling={cast.gathering}"' in top
    assert WHAT not in mappe(linked("hodan"))
    assert TASK in mappe(linked("hodan"))


def test_while_the_samling_is_on_nobody_is_sent_home(step, linked, database, cast):
    with database.transaction() as db:
        db.get_one(Room, cast.room).closed_at = None
        db.delete(db.get_one(Card, step))
    assert TASK not in mappe(linked("ane"))


def test_how_it_went_is_told_from_the_mappe_and_changed(step, linked):
    ane = linked("ane")
    for outcome, words in (("on_the_way", "På vei"), ("done", "Gjort")):
        answer = ane.post(
            f"/mappe/skritt/{step}",
            data={"outcome": outcome, "outcome_line": "Vi begynte.", "etter": "prosess"},
        )
        assert answer.status_code == 303
        assert answer.location == f"/mappe?etter=prosess#skritt-{step}"
        assert f"Slik gikk det: {words}: Vi begynte." in mappe(ane)


def test_without_a_choice_it_says_so_at_the_field_and_keeps_the_line(step, linked):
    answer = linked("ane").post(
        f"/mappe/skritt/{step}", data={"outcome_line": "Vi begynte så smått"}
    )
    assert answer.status_code == 422
    assert "Velg det som ligner mest." in answer.text
    assert 'value="Vi begynte så smått"' in answer.text


def test_only_its_owner_answers_and_only_what_is_a_step(step, linked, leader, stranger, database):
    for client in (linked("hodan"), leader, stranger):
        assert client.post(f"/mappe/skritt/{step}", data={"outcome": "done"}).status_code == 403
    with database.transaction() as db:
        db.get_one(Card, step).type = "word"
    assert linked("ane").post(f"/mappe/skritt/{step}", data={"outcome": "done"}).status_code == 404


def test_a_name_claimed_by_code_sees_neither_task_nor_year(phone, request):
    client = phone("ane")
    request.getfixturevalue("step")
    page = mappe(client)
    assert WHAT in page
    assert TASK not in page
    assert "Styrkeportrettet" not in page
