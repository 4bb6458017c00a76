"""`/oppmote`: the kull's oppmøte at the desk, from one tap to the log of it."""

import datetime as dt
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import arrivals
from facilitator.models import (
    AttendanceAgreement,
    AttendanceChange,
    Cohort,
    Gathering,
    Participant,
    Room,
)
from tests.conftest import Clock
from tests.support.attendance import Page, cell, coming, shown, statuses
from tests.support.cast import TODAY, Cast
from tests.support.lead import oslo
from tests.support.queries import counted
from tests.support.remote import Remote

READ = ("/oppmote", "/oppmote/logg", "/oppmote/{gathering}", "/oppmote/person/{ane}")
WRITE = (
    "/oppmote/{gathering}",
    "/oppmote/person/{ane}",
    "/oppmote/person/{ane}/fra",
    "/oppmote/person/{ane}/avtalt",
    "/oppmote/angre",
)


@pytest.fixture
def come(database: Database, cast: Cast, clock: Clock) -> Callable[..., None]:
    return coming(database, cast, clock)


@pytest.fixture
def day(leader: FlaskClient, cast: Cast) -> Callable[[], Page]:
    return lambda: Page(leader, f"/oppmote/{cast.gathering}")


def test_it_is_for_the_prosessledere_of_the_kull(leader, phone, linked, stranger, cast):
    names = {"gathering": cast.gathering, "ane": cast.ane}
    for path in READ:
        assert leader.get(path.format(**names)).status_code == 200
        for client in (phone("ane"), linked("ane"), stranger):
            assert client.get(path.format(**names)).status_code == 401
    for path in WRITE:
        for client in (phone("ane"), linked("ane"), stranger):
            assert client.post(path.format(**names)).status_code == 401
    for path in ("/oppmote/999", "/oppmote/person/999"):
        assert leader.get(path).status_code == 404


def test_what_the_room_proposes_is_confirmed_with_one_tap(come, day, database, cast):
    come("ane", "hodan")
    page = day()
    assert page.ticked == {cell(cast, "ane"), cell(cast, "hodan")}
    said = shown(page.save("forenoon").text)
    assert "Oppmøtet for formiddagen er lagret. 2 ble endret." in said
    assert set(statuses(database).values()) == {"present"}
    again = shown(page.save("forenoon").text)
    assert "Ingenting var endret." in again, "the same tap sent twice is one"


def test_who_has_no_phone_is_ticked_and_half_days_are_set(come, day, database, cast):
    come("ane", "hodan")
    day().save(
        "forenoon",
        tick=[cell(cast, "kasper"), cell(cast, "ane", "afternoon")],
        untick=[cell(cast, "hodan")],
    )
    assert statuses(database) == {
        (cast.ane, "forenoon"): "present",
        (cast.ane, "afternoon"): "present",
        (cast.hodan, "forenoon"): "absent",
        (cast.kasper, "forenoon"): "present",
    }


def test_who_comes_while_the_page_is_open_is_not_put_down_as_away(come, day, database, cast):
    come("ane")
    page = day()
    come("helge")
    page.save("forenoon")
    assert statuses(database)[cast.helge, "forenoon"] == "proposed"
    assert "1 foreslått, 1 bekreftet" in shown(day().html)


def test_what_a_colleague_has_set_meanwhile_stands(come, day, leader2, database, cast):
    come("ane")
    page = day()
    Page(leader2, page.address).save("", untick=[cell(cast, "ane")])
    assert "1 var endret av noen andre imens" in shown(page.save("forenoon").text)
    assert statuses(database)[cast.ane, "forenoon"] == "absent"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cancelled": True}, "Samlingen er avlyst"),
        ({"date": TODAY + dt.timedelta(days=7)}, "Denne samlingen er ikke holdt ennå"),
    ],
)
def test_a_samling_that_is_cancelled_or_to_come_has_no_list(
    come, day, database, cast, change, words
):
    come("ane")
    page = day()
    with database.transaction() as db:
        for name, value in change.items():
            setattr(db.get_one(Gathering, cast.gathering), name, value)
    answer = page.save("forenoon")
    assert answer.status_code == 422
    assert words in shown(answer.text)
    assert set(statuses(database).values()) == {"proposed"}


def test_one_person_has_the_year_on_a_page(come, leader, database, cast):
    come("ane")
    page = Page(leader, f"/oppmote/person/{cast.ane}")
    said = shown(page.save(tick=[cell(cast, "ane", "afternoon")]).text)
    assert "Med på 2 av 2 halve dager så langt. Kravet er 2 av 2." in said
    assert "Oppfylt" in said
    assert "Ane Havgløtt. Samling 8, etter lunsj" not in said, "one tap, two lines"
    assert "Samling 8, etter lunsj og Samling 8, før lunsj: 2 til stede." in said


def test_late_entry_is_chosen_among_the_samlinger(leader, database, cast):
    with database.transaction() as db:
        later = Gathering(
            cohort_id=cast.cohort, number=9, date=TODAY + dt.timedelta(9), theme="", place=""
        )
        db.add(later)
        db.flush()
        number = later.id
    address = f"/oppmote/person/{cast.ane}/fra"
    assert leader.post(address, data={"entry": number}).status_code == 303
    assert "fra 9" in shown(leader.get("/oppmote").text)
    for wrong in ("999", "tre"):
        answer = leader.post(address, data={"entry": wrong})
        assert answer.status_code == 422
        assert "Velg en av samlingene i kullet." in answer.text


def test_an_agreement_is_a_date_and_who_made_it(leader, database, cast):
    address = f"/oppmote/person/{cast.ane}/avtalt"
    fields = {"agreed_on": TODAY.isoformat(), "reason": "migrene", "client_id": "tap"}
    for _ in range(2):
        assert leader.post(address, data=fields).status_code == 303
    page = leader.get(f"/oppmote/person/{cast.ane}").text
    assert "Avtalt 15. september, av Turid" in shown(page)
    assert "migrene" not in page
    assert "textarea" not in page
    assert "1 avtalt" in shown(leader.get("/oppmote").text)
    leader.post(address, data={"away": "1"})
    with database.reading() as db:
        assert db.get(AttendanceAgreement, cast.ane) is None
        assert len(db.scalars(select(AttendanceChange)).all()) == 2


@pytest.mark.parametrize("typed", ["", "i går", "2027-09-16"])
def test_a_date_that_is_none_is_said_at_the_field(leader, cast, typed):
    answer = leader.post(f"/oppmote/person/{cast.ane}/avtalt", data={"agreed_on": typed})
    assert answer.status_code == 422
    assert 'data-error-for="agreed_on">' in answer.text


def test_the_remote_confirms_the_same_list_and_leads_to_it(
    remote: Remote, come, database, cast, leader
):
    come("ane")
    with database.transaction() as db:
        guest = Participant(cohort_id=cast.cohort, name="Gry Gjestad", guest_of=cast.room)
        db.add(guest)
        db.flush()
        arrivals.arrive(db, db.get_one(Room, cast.room), guest.id, remote_now(db, cast))
    page = remote.page()
    assert "1 er foreslått til stede før lunsj." in shown(page)
    assert f'href="/oppmote/{cast.gathering}"' in page
    remote.send("/oppmote", half="forenoon", client_id="tap")
    assert "Ane Havgløtt. Samling 8, før lunsj: til stede." in shown(
        leader.get("/oppmote/logg").text
    )
    assert "Turid Vidsyn, i dag" in shown(leader.get("/oppmote/logg").text)
    leader.post("/oppmote/angre", data={"press": "tap"})
    assert "1 er foreslått til stede før lunsj." in shown(remote.page())


def remote_now(db, cast) -> dt.datetime:
    return db.get_one(Room, cast.room).opened_at


def test_the_pages_ask_little_of_the_database(come, leader, database, cast):
    come(*list(cast.people)[:30])
    with database.transaction() as db:
        cohort = db.get_one(Cohort, cast.cohort)
        for number in range(1, 8):
            db.add(
                Gathering(
                    cohort=cohort,
                    number=number,
                    date=TODAY - dt.timedelta(weeks=9 - number),
                    theme="",
                    place="",
                )
            )
    Page(leader, f"/oppmote/{cast.gathering}").save("forenoon")
    for path, most in (
        ("/oppmote", 9),
        (f"/oppmote/{cast.gathering}", 9),
        ("/oppmote/logg", 9),
        (f"/oppmote/person/{cast.ane}", 12 + 1),  # and the log of who looked
    ):
        with counted(database) as sent:
            assert leader.get(path).status_code == 200
        assert len(sent) <= most, "\n".join(sent)


def test_a_day_on_paper_is_one_tap_for_all_and_a_tick_for_each_who_was_away(
    come, day, database, cast, clock
):
    assert "Alle var her før lunsj" in day().html
    assert "Alle var her etter lunsj" not in day().html, "nobody can know yet"
    come("ane")
    clock.now = oslo(13)
    page = day()
    assert "Alle var her før lunsj" not in page.html, "the room has proposed"
    page.save("", everybody="afternoon")
    said = statuses(database)
    assert len([one for one in said if one[1] == "afternoon"]) == len(cast.people)
    assert said[cast.ane, "forenoon"] == "proposed"
    day().save("", untick=[cell(cast, "hodan", "afternoon")])
    assert statuses(database)[cast.hodan, "afternoon"] == "absent"
