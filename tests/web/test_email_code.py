"""A code by e-mail on a new phone: it opens the arbeidsmappe, and nobody waits for it."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from facilitator.domain import email_codes
from facilitator.mail import Mailer
from facilitator.models import Cohort, EmailCode, Participant
from tests.support.post import Post, post_office


@pytest.fixture(scope="module")
def office() -> Iterator[Post]:
    with post_office() as post:
        yield post


@pytest.fixture
def post(office: Post, app, database, cast) -> Post:
    """The kull asks for codes. Ane has an address, Helge has none."""
    office.letters.clear()
    office.refused.clear()
    app.config["MAIL"] = Mailer(office.server())
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).email_code = True
        db.get_one(Participant, cast.ane).email = "ane@kommune.example"
    return office


@pytest.fixture
def rom(cast):
    return f"/rom/{cast.public_id}"


@pytest.fixture
def come(app, cast, rom):
    """`come("ane")` finds the name on a new phone; gives the phone and where it was led."""

    def claim(name="ane", client=None):
        client = client or app.test_client()
        answer = client.post(f"{rom}/hvem", data={"participant": cast.people[name]})
        return client, answer

    return claim


def code_in(post: Post) -> str:
    found = re.search(r"er (\d{3}) (\d{3})", post.letters[-1].get_content())
    assert found is not None
    return found[1] + found[2]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_opens_the_whole_mappe(post, come, leader, rom):
    client, answer = come()
    assert answer.location.endswith("/kode")
    assert post.to() == ["ane@kommune.example"]
    page = client.get(answer.location)
    assert "a…e@kommune.example" in page.text
    assert "ane@kommune" not in page.text
    assert code_in(post) not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert client.get("/mappe/enheter").status_code == 401
    done = client.post(f"{rom}/kode", data={"code": f" {code_in(post)} "})
    assert done.location.endswith(rom)
    assert client.get(rom).status_code == 200
    assert "Kjent med kode på e-post." in client.get("/mappe/enheter").text
    assert "Ja, det er Ane" not in leader.get(f"{rom}/styring").text


def test_nobody_waits_for_it(post, come, leader, rom):
    """The room is open meanwhile, and the prosessleder confirms as before."""
    client, _ = come()
    assert client.get(rom).status_code == 200
    assert "Gå inn uten kode" in client.get(f"{rom}/kode").text
    page = leader.get(f"{rom}/styring").text
    claim = re.search(r"/navn/(\d+)/bekreft", page)
    assert claim is not None
    leader.post(f"{rom}/navn/{claim[1]}/bekreft")
    assert client.get("/mappe/enheter").status_code == 200
    assert client.get(f"{rom}/kode").location.endswith(rom)


def test_without_an_address_or_the_setting_it_is_as_before(post, come, database, cast, rom):
    _, answer = come("helge")
    assert answer.location.endswith(rom)
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).email_code = False
    _, answer = come()
    assert answer.location.endswith(rom)
    assert post.to() == []


@pytest.mark.parametrize("fault", ["refused", "silent", "unset"])
def test_a_letter_that_does_not_go_keeps_nobody_out(post, come, app, database, rom, fault):
    if fault == "refused":
        post.refused.add("ane@kommune.example")
    else:
        app.config["MAIL"] = Mailer(post.server(port=1)) if fault == "silent" else None
    client, answer = come()
    if fault != "unset":
        page = client.get(answer.location)
        assert "Vi fikk ikke sendt koden" in page.text
        assert "Send koden" in page.text
    assert client.get(rom).status_code == 200
    with database.reading() as db:
        assert db.scalars(select(EmailCode)).all() == []


def test_five_tries_and_then_a_new_one(post, come, clock, rom):
    client, _ = come()
    first = code_in(post)
    for number in range(5):
        answer = client.post(f"{rom}/kode", data={"code": wrong(first)})
        assert answer.status_code == 422
        said = "ikke riktig kode" if number < 4 else "Be om en ny"
        assert said in answer.text
    assert client.post(f"{rom}/kode", data={"code": first}).status_code == 422
    soon = client.post(f"{rom}/kode/send", data={"participant": _id(client, rom)})
    assert soon.status_code == 429
    assert "halvt minutt" in soon.text
    clock.tick(seconds=31)
    client.post(f"{rom}/kode/send", data={"participant": _id(client, rom)})
    assert client.post(f"{rom}/kode", data={"code": code_in(post)}).status_code == 303


def _id(client, rom):
    found = re.search(r'name="participant" value="(\d+)"', client.get(f"{rom}/kode").text)
    assert found is not None
    return found[1]


def test_after_ten_minutes_it_is_over(post, come, clock, rom):
    client, _ = come()
    clock.tick(minutes=10)
    assert "Be om en ny" in client.post(f"{rom}/kode", data={"code": code_in(post)}).text


def test_it_is_good_on_the_phone_that_asked_and_on_no_other(post, come, app, cast, rom):
    come()
    other = app.test_client()
    other.post(f"{rom}/hvem", data={"participant": cast.helge})
    answer = other.post(f"{rom}/kode", data={"code": code_in(post)})
    assert answer.location.endswith(rom)
    assert other.get("/mappe/enheter").status_code == 401


@pytest.mark.parametrize("proven", [True, False])
def test_a_new_phone_gets_in_where_another_has_the_name(post, come, app, clock, cast, rom, proven):
    """A phone that nobody has vouched for gives way; one that has its own proof stays."""
    old, _ = come()
    if proven:
        old.post(f"{rom}/kode", data={"code": code_in(post)})
    clock.tick(minutes=20)
    fresh, taken = come(client=app.test_client())
    assert taken.status_code == 409
    assert "Få en kode" in taken.text
    sent = fresh.post(f"{rom}/kode/send", data={"participant": cast.ane})
    assert "a…e@" in fresh.get(sent.location).text
    assert fresh.get("/mappe/enheter").status_code == 401
    assert fresh.post(f"{rom}/kode", data={"code": code_in(post)}).location.endswith(rom)
    assert fresh.get(rom).status_code == 200
    assert fresh.get("/mappe/enheter").status_code == 200
    assert old.get("/mappe/enheter").status_code == (200 if proven else 401)


def test_codes_to_one_person_are_counted(post, app, clock, cast, rom):
    for _ in range(email_codes.MOST_AN_HOUR):
        client = app.test_client()
        client.post(f"{rom}/kode/send", data={"participant": cast.ane})
        clock.tick(minutes=1)
    assert len(post.letters) == email_codes.MOST_AN_HOUR
    answer = app.test_client().post(f"{rom}/kode/send", data={"participant": cast.ane})
    assert len(post.letters) == email_codes.MOST_AN_HOUR
    assert answer.status_code in (303, 429)


def test_nobody_of_another_kull_or_without_an_address_is_written_to(post, stranger, cast, rom):
    for number in (cast.helge, 999_999):
        answer = stranger.post(f"{rom}/kode/send", data={"participant": number})
        assert answer.status_code == 404
    assert post.to() == []


def test_the_database_holds_no_code(post, come, database, cast):
    come()
    with database.reading() as db:
        kept = db.scalars(select(EmailCode)).one()
    assert code_in(post) not in kept.digest
    assert len(kept.digest) == 64


def test_a_kursholder_chooses_it_where_there_is_a_mail_server(post, leader, app, database, cast):
    assert "Nye telefoner" in leader.get("/kull").text
    assert leader.post("/kull/del/telefoner", data={}).status_code == 303
    with database.reading() as db:
        assert db.get_one(Cohort, cast.cohort).email_code is False
    app.config["MAIL"] = None
    assert "Nye telefoner" not in leader.get("/kull").text


@pytest.mark.parametrize(
    ("address", "shown"),
    [("ane@kommune.no", "a…e@kommune.no"), ("a@b.no", "a…@b.no"), ("ab@b.no", "a…@b.no")],
)
def test_an_address_is_known_again_and_not_told(address, shown):
    assert email_codes.masked(address) == shown
