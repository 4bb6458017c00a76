"""One's own account: name and address, password, code, and where one is signed in."""

import re

import pyotp
import pytest
from sqlalchemy import select

from facilitator.domain import accounts_address, links
from facilitator.domain import facts as fact_kinds
from facilitator.models import Account, AuditEntry, Device, Facilitator, RecoveryCode
from tests.support.accounts import (
    PASSWORD,
    give_factor,
    signed_in_before,
)
from tests.support.queries import counted

pytestmark = pytest.mark.usefixtures("cheap_hashing")
NEW = "fire runde steiner ved vannet"


@pytest.fixture
def turid(app, database, cast, clock):
    """Signed in with her password, a quarter of an hour ago."""
    return signed_in_before(app, database, clock, cast.turid)


def again(client, til: str, **typed):
    return client.post("/konto/bekreft", data={"til": til, "password": PASSWORD} | typed)


@pytest.fixture
def noted(database):
    def read() -> list[str]:
        with database.reading() as db:
            rows = select(AuditEntry.what).where(AuditEntry.verb == "account")
            return list(db.scalars(rows.order_by(AuditEntry.id)))

    return read


def test_the_page_is_for_prosessledere(leader, phone, stranger):
    assert "Kontoen din" in leader.get("/konto").text
    assert leader.get("/i-dag").text.count('href="/konto"') == 2  # by the name, and in words
    for client in (phone("ane"), stranger):
        assert client.get("/konto").status_code == 401


# --- the password --------------------------------------------------------------------------------


def test_a_first_password_is_made_by_one_who_came_by_link(
    leader, database, cast, clock, app, noted
):
    clock.tick(days=1)
    assert "Lag passord" in leader.get("/konto").text
    assert 'name="current"' not in leader.get("/konto/passord").text
    assert leader.post("/konto/passord", data={"new": "Turid Vidsyn 1"}).status_code == 422
    assert leader.post("/konto/passord", data={"new": PASSWORD}).location == "/konto"
    with database.reading() as db:
        assert db.get_one(Account, cast.turid).password.startswith("$argon2id$")
    assert noted() == ["passord"]
    assert leader.get("/konto").status_code == 200


def test_a_new_password_asks_for_the_old_and_ends_the_other_places(turid, leader, noted):
    assert 'name="current"' in turid.get("/konto/passord").text
    answer = turid.post("/konto/passord", data={"new": NEW, "current": "noe helt annet"})
    assert answer.status_code == 422
    assert "ikke passordet du har nå" in answer.text
    assert leader.get("/i-dag").status_code == 200
    turid.post("/konto/passord", data={"new": NEW, "current": PASSWORD})
    assert leader.get("/i-dag").status_code == 401
    assert turid.get("/i-dag").status_code == 200
    assert noted() == ["passord", "passord"]


def test_the_old_password_cannot_be_tried_without_end(turid):
    for _ in range(5):
        turid.post("/konto/passord", data={"new": NEW, "current": "noe helt annet"})
    answer = turid.post("/konto/passord", data={"new": NEW, "current": PASSWORD})
    assert answer.status_code == 429


# --- the code ------------------------------------------------------------------------------------


def test_the_code_is_asked_for_once_more_and_set_up(turid, clock, database, cast, noted):
    page = turid.post("/konto/kode/begynn").text
    assert "Er det deg?" in page
    assert "Passordet stemmer ikke" in again(turid, "kode", password="noe annet").text
    answer = again(turid, "kode")
    assert (answer.status_code, answer.location) == (307, "/konto/kode/begynn")
    assert turid.post(answer.location).location == "/konto/kode"
    page = turid.get("/konto/kode").text
    app = pyotp.TOTP(re.search(r'id="ac-key">([A-Z2-7 ]+)<', page)[1].replace(" ", ""))
    assert app.secret not in turid.get("/konto").text
    assert turid.post("/konto/kode", data={"code": "12345"}).status_code == 422
    page = turid.post("/konto/kode", data={"code": app.at(clock())}).text
    codes = re.findall(r'name="codes" value="([^"]+)"', page)
    assert len(set(codes)) == 10
    file = turid.post("/konto/kode/reserve/fil", data={"codes": codes})
    assert file.headers["Content-Disposition"] == 'attachment; filename="reservekoder.txt"'
    assert all(code in file.text for code in codes)
    assert turid.post("/konto/kode/reserve/fil", data={"codes": ["aaaa"]}).status_code == 403
    assert turid.get("/konto/kode").location == "/konto"
    assert "Du har 10 igjen av ti." in turid.get("/konto").text
    with database.reading() as db:
        assert db.get_one(Account, cast.turid).totp_since == clock()
    assert noted() == ["passord", "kode på telefonen"]


def test_it_needs_a_password_first(leader, database):
    leader.post("/konto/kode/begynn")
    assert leader.get("/konto/kode").location == "/konto/passord"
    with database.reading() as db:
        assert db.scalars(select(Account)).all() == []


def test_new_recovery_codes_end_the_old_and_the_code_is_taken_away(
    turid, database, clock, cast, noted
):
    _, old = give_factor(database, clock, cast.turid)
    assert "Er det deg?" in turid.post("/konto/kode/reserve").text
    again(turid, "reservekoder")
    page = turid.post("/konto/kode/reserve").text
    assert not [code for code in old if code in page]
    turid.post("/konto/kode/bort")
    with database.reading() as db:
        assert db.get_one(Account, cast.turid).totp_secret == ""
        assert db.scalars(select(RecoveryCode)).all() == []
    assert noted()[-2:] == ["reservekoder", "uten kode på telefonen"]


# --- name and address ----------------------------------------------------------------------------


def test_a_new_address_is_asked_for_once_more_and_what_was_typed_goes_along(turid, database, cast):
    form = {"name": "Turid Nyberg", "title": "kursleder", "email": "turid@nytt.example"}
    page = turid.post("/konto", data=form).text
    assert 'name="email" value="turid@nytt.example"' in page
    answer = again(turid, "navn", **form)
    assert (answer.status_code, answer.location) == (307, "/konto")
    assert "en ny adresse gjelder med en gang" in turid.get("/konto").text
    turid.post("/konto", data=form)
    with database.reading() as db:
        found = db.get_one(Facilitator, cast.turid)
        assert (found.name, found.title, found.email) == tuple(form.values())


def test_a_name_alone_is_not_and_another_ones_address_is_refused(turid, database, cast):
    with database.reading() as db:
        own, other = (db.get_one(Facilitator, each).email for each in (cast.turid, cast.aslak))
    assert turid.post("/konto", data={"name": "Turid V", "email": own}).status_code == 303
    again(turid, "navn")
    answer = turid.post("/konto", data={"name": "Turid V", "email": other.upper()})
    assert answer.status_code == 422
    assert "En annen prosessleder her har denne adressen." in answer.text
    answer = turid.post("/konto", data={"name": "", "email": "ingenting"})
    assert "Skriv navnet ditt." in answer.text
    assert "navn@virksomhet.no" in answer.text


def test_two_who_take_the_same_address_at_once_are_told_at_the_field(
    turid, database, cast, monkeypatch
):
    """Both have looked, and nobody had it yet: the database itself says no to the second."""
    monkeypatch.setattr(accounts_address, "is_taken", lambda *_: False)
    with database.reading() as db:
        other = db.get_one(Facilitator, cast.aslak).email
    again(turid, "navn")
    answer = turid.post("/konto", data={"name": "Turid V", "email": other})
    assert answer.status_code == 422
    assert "En annen prosessleder her har denne adressen." in answer.text
    assert 'value="Turid V"' in answer.text


def test_the_question_leads_nowhere_else(turid):
    assert again(turid, "https://ondt.example").location == "/konto"


# --- where one is signed in ----------------------------------------------------------------------


def test_each_place_is_listed_and_can_be_ended(
    turid, leader, leader2, database, cast, facts, clock
):
    with database.reading() as db:
        rows = db.scalars(select(Device).where(Device.facilitator_id == cast.turid))
        places = {each.signed_in_how: each.id for each in rows}
        others = db.scalar(select(Device.id).where(Device.facilitator_id == cast.aslak))
    page = turid.get("/konto").text
    assert "Logget inn med lenke i dag 09.15" in page
    assert page.count("Her du er nå") == 1
    assert turid.post(f"/konto/enheter/{others}/bort").status_code == 404
    facts.clear()
    assert turid.post(f"/konto/enheter/{places['link']}/bort").status_code == 303
    assert [each.device_id for each in facts if isinstance(each, fact_kinds.AccessEnded)] == [
        places["link"]
    ]
    assert leader.get("/i-dag").status_code == 401
    assert turid.get("/i-dag").status_code == leader2.get("/i-dag").status_code == 200
    assert turid.post(f"/konto/enheter/{places['link']}/bort").status_code == 404


def test_signed_out_everywhere_links_too(turid, leader, database, cast, clock, stranger):
    with database.transaction() as db:
        token = links.issue(db, clock(), facilitator=db.get_one(Facilitator, cast.turid))
    assert turid.post("/konto/enheter/bort").location == "/logg-inn"
    for client in (turid, leader):
        assert client.get("/i-dag").status_code == 401
    assert stranger.post(f"/lenke/{token}").status_code == 410


def test_a_socket_is_cut_where_somebody_is_signed_out(turid, leader, app, socketio, cast, database):
    ear = socketio.test_client(app, flask_test_client=leader)
    asked = {"room": cast.public_id, "surface": "lead"}
    assert ear.emit("enter", asked, callback=True)["ok"]
    turid.post("/konto/enheter/bort")
    assert not ear.is_connected()
    again = socketio.test_client(app, flask_test_client=leader)
    assert not again.emit("enter", asked, callback=True)["ok"]


def test_it_is_noted_hourly_that_a_place_is_used(leader, phone, database, cast, clock):
    browser = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36"}

    def device() -> Device:
        with database.reading() as db:
            return db.scalar(select(Device).where(Device.facilitator_id == cast.turid))

    begun = device().seen_at
    clock.tick(minutes=59)
    leader.get("/kull", headers=browser)
    assert device().seen_at == begun
    clock.tick(minutes=2)
    leader.get("/kull", headers=browser)
    assert (device().seen_at, device().kind) == (clock(), "Chrome på Windows")


def test_many_places_are_read_as_fast_as_one(leader, database, cast, clock):
    def sent() -> int:
        with counted(database) as statements:
            assert leader.get("/konto").status_code == 200
        return len(statements)

    sent()
    before = sent()
    with database.transaction() as db:
        for number in range(30):
            db.add(Device(digest=f"d{number}", created_at=clock(), signed_in_at=clock(),
                          facilitator_id=cast.turid))  # fmt: skip
    assert sent() == before
