"""How a prosessleder gets in and out."""

import re

import pytest
from sqlalchemy import select

from facilitator.domain import links
from facilitator.models import AuditEntry, Device, Facilitator, PersonalLink
from facilitator.web import sign_in
from tests.support.accounts import PASSWORD, give_factor, give_password

pytestmark = pytest.mark.usefixtures("cheap_hashing")


@pytest.fixture
def link(database, cast, clock):
    with database.transaction() as db:
        leader = db.get_one(Facilitator, cast.turid)
        return "/lenke/" + links.issue(db, clock(), facilitator=leader)


def test_the_page_says_how(stranger):
    answer = stranger.get("/logg-inn")
    assert answer.status_code == 200
    assert "personlig lenke" in answer.text


def test_the_link_signs_in_and_leads_to_the_day(stranger, link):
    assert "Er du Turid Vidsyn?" in stranger.get(link).text
    answer = stranger.post(link)
    assert answer.location.endswith("/i-dag")
    assert "Turid Vidsyn" in stranger.get("/i-dag").text
    assert stranger.get("/logg-inn").location.endswith("/i-dag")


def test_used_on_a_shared_machine_it_opens_nothing_after_the_hours_there(stranger, link, clock):
    """The address stands in the history of a machine that others use."""
    stranger.post(link, data={"shared": "1"})
    clock.tick(hours=11)
    assert stranger.post(link, data={"shared": "1"}).location == "/i-dag"
    clock.tick(hours=13)
    assert stranger.get(link).status_code == 410
    assert stranger.post(link).status_code == 410
    assert stranger.get("/i-dag").status_code == 401


def test_it_lasts_a_week_unused(stranger, link, clock):
    clock.tick(days=8)
    assert stranger.post(link).status_code == 410


def test_the_start_page_is_for_leaders(stranger, phone):
    for client in (stranger, phone("ane")):
        answer = client.get("/i-dag")
        assert answer.status_code == 401
        assert 'href="/logg-inn"' in answer.text


def test_signing_out_ends_it_and_may_be_repeated(leader, database, cast):
    for _ in range(2):
        assert leader.post("/logg-ut").status_code == 303
    assert leader.get("/i-dag").status_code == 401
    with database.reading() as db:
        assert db.scalar(select(Device).where(Device.facilitator_id == cast.turid)) is None


def test_a_leader_signs_in_on_the_phone_by_a_further_link(leader, app):
    page = leader.post("/lenke").text
    address = page.split('link-address">http://localhost')[1].split("<")[0]
    mobile = app.test_client()
    assert mobile.post(address).location.endswith("/i-dag")
    assert mobile.get("/i-dag").status_code == 200


# --- address and password ------------------------------------------------------------------------


@pytest.fixture
def email(database, cast, clock):
    """Turid's, who has a password now."""
    give_password(database, clock, cast.turid)
    with database.reading() as db:
        return db.get_one(Facilitator, cast.turid).email


@pytest.fixture
def refused(database):
    def read() -> list[str]:
        with database.reading() as db:
            rows = select(AuditEntry).where(AuditEntry.verb == "refused")
            return [each.what for each in db.scalars(rows)]

    return read


def without_tokens(page: str) -> str:
    """Those against forgery hold the time to the second."""
    return re.sub(r'(name="csrf(?:_token)?" (?:content|value)=")[^"]+', r"\1", page)


def secret_of(client) -> str:
    with client.session_transaction() as session:
        return session["device"]


def test_address_and_password_sign_in(stranger, email, refused, database):
    typed = {"email": f" {email.upper()} ", "password": PASSWORD, "own": "1"}
    assert stranger.post("/logg-inn", data=typed).location == "/i-dag"
    assert (stranger.get("/i-dag").status_code, refused()) == (200, [])
    with database.reading() as db:
        hows = select(Device.signed_in_how).where(Device.facilitator_id.is_not(None))
        assert db.scalars(hows).all() == ["password"]
        done = db.scalars(select(AuditEntry.what).where(AuditEntry.verb == "signed_in")).all()
        assert done == ["password"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(stranger, email, refused):
    def page_of(address: str, password: str) -> tuple[int, str]:
        answer = stranger.post("/logg-inn", data={"email": address, "password": password})
        return answer.status_code, without_tokens(answer.text).replace(address, "")

    wrong = page_of(email, "noe helt annet")
    assert wrong == page_of("ingen@smart.example", PASSWORD)
    assert wrong[0] == 422
    assert "E-posten eller passordet stemmer ikke" in wrong[1]
    assert refused() == ["passord", "passord"]
    assert f'value="{email}"' in stranger.post("/logg-inn", data={"email": email}).text


def test_after_some_wrong_ones_one_waits_and_then_comes_in(stranger, email, clock):
    typed = {"email": email, "password": "noe helt annet"}
    for _ in range(5):
        assert stranger.post("/logg-inn", data=typed).status_code == 422
    answer = stranger.post("/logg-inn", data=typed | {"password": PASSWORD})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "15"
    assert "Vent 15 sekunder" in answer.text
    clock.tick(seconds=16)
    assert stranger.post("/logg-inn", data=typed | {"password": PASSWORD}).status_code == 303


def test_a_stranger_locks_nobody_out_of_a_browser_they_have_used(app, email, stranger, clock):
    own, shared, finished = (app.test_client() for _ in range(3))
    right = {"email": email, "password": PASSWORD}
    for client in (own, shared, finished):
        typed = right if client is shared else right | {"own": "1"}
        assert client.post("/logg-inn", data=typed).status_code == 303
        client.post("/logg-ut")
    finished.post("/ferdig")
    clock.tick(seconds=1)
    for _ in range(6):
        stranger.post("/logg-inn", data={"email": email, "password": "noe helt annet"})
    for client in (stranger, shared, finished):
        assert client.post("/logg-inn", data=right).status_code == 429
    assert own.post("/logg-inn", data=right).status_code == 303


HALL = "192.0.2.7"


def test_wrong_ones_from_one_place_close_the_page_there_alone(app, email, monkeypatch):
    monkeypatch.setattr(sign_in, "FROM_ONE_PLACE", "2 per hour")
    known = app.test_client()
    right = {"email": email, "password": PASSWORD}

    def clients(count):
        return [app.test_client() for _ in range(count)]

    def tried(client, typed, address=HALL):
        where = {"REMOTE_ADDR": address}
        return client.post("/logg-inn", data=typed, environ_base=where).status_code

    came_in = [tried(client, right | {"own": "1"}) for client in (known, *clients(2))]
    known.post("/logg-ut")
    found = [tried(client, {"email": f"{n}@smart.example"}) for n, client in enumerate(clients(3))]
    assert came_in == [303] * 3
    assert found == [422, 422, 429]
    late = app.test_client().post("/logg-inn", data=right, environ_base={"REMOTE_ADDR": HALL})
    assert late.status_code == 429
    assert "En personlig lenke virker så lenge." in late.text
    assert f'value="{email}"' in late.text
    assert int(late.headers["Retry-After"]) > 60
    assert tried(app.test_client(), right, "198.51.100.4") == 303
    assert tried(known, right) == 303


def test_the_secret_from_before_is_nobodys(stranger, app, email, phone, facts):
    """Somebody who had planted it, or has a copy, is not signed in along."""
    client = phone("ane")
    copy = app.test_client()
    planted = secret_of(client)
    with copy.session_transaction() as session:
        session["device"] = planted
    assert client.post("/logg-inn", data={"email": email, "password": PASSWORD}).status_code == 303
    assert secret_of(client) != planted
    assert copy.get("/i-dag").status_code == 401
    assert "AccessEnded" in {type(fact).__name__ for fact in facts}
    assert client.get("/i-dag").status_code == 200


def test_a_shared_machine_is_signed_out_after_half_a_day(app, email, clock):
    own, shared = app.test_client(), app.test_client()
    typed = {"email": email, "password": PASSWORD}
    shared.post("/logg-inn", data=typed)
    own.post("/logg-inn", data=typed | {"own": "1"})
    clock.tick(hours=11)
    assert shared.get("/i-dag").status_code == own.get("/i-dag").status_code == 200
    clock.tick(hours=11)
    assert shared.get("/i-dag").status_code == 200
    clock.tick(hours=13)
    for _ in range(2):  # that it is tried lets nobody in
        assert shared.get("/i-dag").status_code == 401
    clock.tick(days=28)
    assert own.get("/i-dag").status_code == 200
    clock.tick(days=31)
    assert own.get("/i-dag").status_code == 401


# --- the code ------------------------------------------------------------------------------------


def test_with_a_second_factor_the_password_alone_is_not_enough(
    stranger, email, database, clock, cast, refused
):
    phone_app, codes = give_factor(database, clock, cast.turid)
    clock.tick(minutes=1)
    typed = {"email": email, "password": PASSWORD}
    assert stranger.post("/logg-inn", data=typed).location == "/logg-inn/kode"
    assert stranger.get("/i-dag").status_code == 401
    answer = stranger.post("/logg-inn/kode", data={"code": "000000"})
    assert answer.status_code == 422
    assert "Koden stemmer ikke" in answer.text
    code = {"code": phone_app.at(clock())}
    assert stranger.post("/logg-inn/kode", data=code).location == "/i-dag"
    assert refused() == ["kode"]
    stranger.post("/logg-ut")
    stranger.post("/logg-inn", data=typed)
    assert "brukt" in stranger.post("/logg-inn/kode", data=code).text
    answer = stranger.post("/logg-inn/kode", data={"code": codes[3]}, follow_redirects=True)
    assert "Du har 9 reservekoder igjen." in answer.text


def test_codes_cannot_be_tried_without_end(stranger, email, database, clock, cast):
    phone_app, _ = give_factor(database, clock, cast.turid)
    stranger.post("/logg-inn", data={"email": email, "password": PASSWORD})
    for _ in range(5):
        assert stranger.post("/logg-inn/kode", data={"code": "12"}).status_code == 422
    assert stranger.post("/logg-inn/kode", data={"code": phone_app.at(clock())}).status_code == 429


def test_the_way_between_the_steps_is_short_and_ones_own(
    stranger, phone, email, database, clock, cast
):
    """On a phone of somebody else, the cookie of one who is on the way is nobody's."""
    phone_app, _ = give_factor(database, clock, cast.turid)
    stranger.post("/logg-inn", data={"email": email, "password": PASSWORD})
    with stranger.session_transaction() as session:
        way = dict(session["on_the_way"])
    thief = phone("ane")
    with thief.session_transaction() as session:
        session["on_the_way"] = way
    clock.tick(minutes=1)
    code = {"code": phone_app.at(clock())}
    assert thief.post("/logg-inn/kode", data=code).location == "/logg-inn"
    assert thief.get("/i-dag").status_code == 401
    clock.tick(minutes=30)
    code = {"code": phone_app.at(clock())}
    answer = stranger.post("/logg-inn/kode", data=code, follow_redirects=True)
    assert "så vi begynner på nytt" in answer.text
    assert stranger.get("/logg-inn/kode").location == "/logg-inn"


def test_a_link_asks_for_the_code_too(stranger, link, email, database, clock, cast):
    """Whoever forgot the password, and a link that went astray."""
    phone_app, _ = give_factor(database, clock, cast.turid)
    with database.transaction() as db:
        token = links.issue(db, clock(), facilitator=db.get_one(Facilitator, cast.turid))
    clock.tick(minutes=1)
    assert stranger.post(f"/lenke/{token}?nytt=passord").location == "/logg-inn/kode"
    assert stranger.get("/i-dag").status_code == 401
    assert stranger.get(f"/lenke/{token}").location == "/logg-inn/kode"
    answer = stranger.post("/logg-inn/kode", data={"code": phone_app.at(clock())})
    assert answer.location == "/konto/passord"
    assert 'name="current"' not in stranger.get("/konto/passord").text
    assert (
        stranger.post("/konto/passord", data={"new": "et nytt og langt passord"}).status_code == 303
    )


# --- a password that is forgotten ----------------------------------------------------------------


class Postbox:
    letters: tuple = ()

    def send(self, letters) -> list[str]:
        self.letters = (*self.letters, *letters)
        return [""] * len(letters)


def test_a_letter_with_a_link_goes_to_one_we_know_and_nobody_is_told(
    stranger, app, email, database, clock
):
    assert "Be en kursholder" in stranger.get("/logg-inn/glemt").text
    box = Postbox()
    put_off = []
    app.config |= {"MAIL": box, "LATER": lambda *work: put_off.append(work)}
    pages = [
        without_tokens(stranger.post("/logg-inn/glemt", data={"email": address}).text)
        for address in (email, "ingen@smart.example")
    ]
    assert pages[0] == pages[1]
    with database.reading() as db:
        made = select(PersonalLink).where(PersonalLink.facilitator_id.is_not(None))
        assert db.scalar(made) is None, "how long the answer took says nothing either"
    for work, *arguments in put_off:
        work(*arguments)
    (letter,) = box.letters
    assert letter.to == email
    address = letter.body.partition("http://localhost")[2].split()[0]
    clock.tick(hours=24, seconds=1)
    assert "/konto/passord" not in (stranger.post(address).location or "")
    clock.tick(seconds=-1)
    assert stranger.post(address).location == "/konto/passord"
