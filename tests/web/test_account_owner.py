"""The owner of the installation: who is here, who no more, and how one signs in."""

import re

import pytest
from sqlalchemy import select

from facilitator.domain import cohort_leaders
from facilitator.models import (
    Account,
    AuditEntry,
    CohortLeader,
    Device,
    Facilitator,
    Identity,
    RecoveryCode,
)
from tests.support.accounts import give_factor, give_password
from tests.support.queries import counted

pytestmark = pytest.mark.usefixtures("cheap_hashing")
PAGE = "/installasjon/prosessledere"


def test_the_first_one_made_by_command_owns_it_and_no_later_one(database):
    for name in ("kari", "ola", "kari"):
        with database.transaction() as db:
            cohort_leaders.first(db, name.title() + " Nyland", f"{name}@example.org")
    with database.reading() as db:
        asked = select(Facilitator.name).where(Facilitator.owns_installation)
        assert db.scalars(asked).all() == ["Kari Nyland"]


def test_it_is_the_owners_alone(owner, leader2, phone):
    assert "Turid Vidsyn" in owner.get(PAGE).text
    assert PAGE in owner.get("/konto").text
    assert leader2.get(PAGE).status_code == 403
    assert PAGE not in leader2.get("/konto").text
    assert phone("ane").get(PAGE).status_code == 401


def test_each_page_of_the_owner_leads_to_the_others_and_back(owner):
    pages = [PAGE] + [
        f"/installasjon/{name}" for name in ("oppbevaring", "personvern", "logg", "kopier")
    ]
    account = owner.get("/konto").text
    for page in pages:
        assert f'href="{page}"' in account
        said = owner.get(page).text
        assert all(f'href="{other}"' in said for other in pages)
        assert f'href="{page}" aria-current="page"' in said
        assert '<p class="small plan-up"><a href="/konto">' in said


def test_one_is_invited_and_comes_in_by_the_link(owner, database, stranger, cast):
    form = {"name": "Kari Nyland", "email": "Kari@Example.org", "title": "veileder"}
    for _ in range(2):
        assert owner.post(PAGE, data=form).status_code == 303
    with database.reading() as db:
        (kari,) = db.scalars(select(Facilitator).where(Facilitator.name == "Kari Nyland"))
        assert (kari.title, kari.owns_installation) == ("veileder", False)
        invited = db.scalars(select(AuditEntry).where(AuditEntry.verb == "invited")).all()
        assert [each.what for each in invited] == ["Kari Nyland"]
    page = owner.post(f"{PAGE}/{kari.id}/lenke")
    assert page.headers["Cache-Control"] == "no-store"
    token = page.text.partition('class="link-address">')[2].partition("<")[0].rpartition("/")[2]
    assert stranger.post(f"/lenke/{token}").location == "/i-dag"
    answer = owner.post(PAGE, data={"name": "", "email": "kari"})
    assert answer.status_code == 422
    assert 'value="kari"' in answer.text


def test_who_is_closed_out_is_out_at_once(owner, leader2, cast, database, facts, app, clock):
    give_password(database, clock, cast.aslak)
    with database.reading() as db:
        email = db.get_one(Facilitator, cast.aslak).email
    client = app.test_client()
    typed = {"email": email, "password": "tre runde steiner ved vannet"}
    client.post("/logg-inn", data=typed)
    facts.clear()
    for _ in range(2):
        assert owner.post(f"{PAGE}/{cast.aslak}/steng").status_code == 303
    assert [type(each).__name__ for each in facts] == ["AccessEnded"]
    for each in (leader2, client):
        assert each.get("/i-dag").status_code == 401
    answer = client.post("/logg-inn", data=typed)
    assert answer.status_code == 422
    assert "stemmer ikke" in answer.text
    assert owner.post(f"{PAGE}/{cast.aslak}/lenke").status_code == 403
    assert "Slipp inn igjen" in owner.get(PAGE).text
    answer = owner.post("/kull/ledere", data={"email": email})
    assert "stengt ute" in answer.text
    owner.post(f"{PAGE}/{cast.aslak}/aapne")
    assert client.post("/logg-inn", data=typed).status_code == 422
    link = re.search(r"/lenke/[\w-]+", owner.post(f"{PAGE}/{cast.aslak}/lenke").text)
    assert client.post(link[0]).location == "/i-dag"


def test_nothing_of_what_one_signed_in_with_is_kept_of_who_is_closed_out(
    owner, cast, database, clock
):
    give_password(database, clock, cast.aslak)
    give_factor(database, clock, cast.aslak)
    with database.transaction() as db:
        db.add(
            Identity(
                facilitator_id=cast.aslak, issuer="https://id.example", subject="7",
                linked_at=clock(),
            )
        )  # fmt: skip
    owner.post(f"{PAGE}/{cast.aslak}/steng")
    with database.reading() as db:
        for kept in (Account, RecoveryCode, Identity):
            assert db.scalars(select(kept).filter_by(facilitator_id=cast.aslak)).all() == []


def test_a_device_that_is_still_named_is_nobodys_when_its_person_is_closed_out(
    leader2, database, cast, clock
):
    with database.transaction() as db:
        db.get_one(Facilitator, cast.aslak).closed_at = clock()
    assert leader2.get("/i-dag").status_code == 401


def test_somebody_always_owns_it(owner, cast, database):
    for path, form in (("eier", {}), ("steng", {})):
        page = owner.post(f"{PAGE}/{cast.turid}/{path}", data=form, follow_redirects=True).text
        assert "Noen må eie installasjonen." in page
    owner.post(f"{PAGE}/{cast.aslak}/eier", data={"owns": "1"})
    assert owner.post(f"{PAGE}/{cast.turid}/eier").location == "/i-dag"
    assert owner.get(PAGE).status_code == 403
    with database.reading() as db:
        said = db.scalars(select(AuditEntry.what).where(AuditEntry.verb == "role")).all()
    assert len(said) == 2


def test_a_phone_that_is_lost_opens_nothing(owner, leader2, cast, database, clock):
    give_password(database, clock, cast.aslak)
    give_factor(database, clock, cast.aslak)
    owner.post(f"{PAGE}/{cast.aslak}/telefon")
    assert leader2.get("/i-dag").status_code == 401
    with database.reading() as db:
        account = db.get_one(Account, cast.aslak)
        assert (account.totp_secret, account.totp_since) == ("", None)
        assert account.password


def test_a_kull_whose_kursholder_is_closed_out_gets_another(leader, leader2, cast, database, clock):
    with database.transaction() as db:
        db.get_one(Facilitator, cast.aslak).owns_installation = True
    path = f"/installasjon/kull/{cast.cohort}/kursholder"
    assert leader2.post(path, data={"leader": cast.noor}).status_code == 404
    leader2.post(f"{PAGE}/{cast.turid}/steng")
    page = leader2.get(PAGE).text
    assert "har ingen kursholder" in page
    assert leader2.post(path, data={"leader": cast.turid}).status_code == 403
    assert leader2.post(path, data={"leader": "tull"}).status_code == 404
    assert leader2.post(path, data={"leader": cast.noor}).status_code == 303
    assert "har ingen kursholder" not in leader2.get(PAGE).text
    with database.reading() as db:
        assert db.get_one(CohortLeader, (cast.cohort, cast.noor)).is_owner
        noted = select(AuditEntry.what).where(AuditEntry.cohort_id == cast.cohort)
        assert "Noor Lyttestad er kursholder" in db.scalars(noted).all()


def test_how_one_signs_in_is_set_and_kept(owner, database, cast, clock):
    with database.transaction() as db:  # else she is the first to make both
        db.add(Account(facilitator_id=cast.turid, password="x", totp_since=clock()))
    form = {"required": "1", "shared_hours": "8", "own_days": "14", "longest_days": "60"}
    assert owner.post("/installasjon/innlogging", data=form).status_code == 303
    page = owner.get(PAGE).text
    assert 'name="required" value="1" checked' in page
    assert 'value="14"' in page
    answer = owner.post("/installasjon/innlogging", data=form | {"own_days": "tusen"})
    assert answer.status_code == 422
    assert "helt tall fra 1 til 180" in answer.text
    assert 'value="tusen"' in answer.text


def test_many_are_read_as_fast_as_few(owner, database, cast, clock):
    def sent() -> int:
        with counted(database) as statements:
            assert owner.get(PAGE).status_code == 200
        return len(statements)

    with database.transaction() as db:
        db.get_one(Facilitator, cast.aslak).closed_at = clock()
    sent()
    before = sent()
    with database.transaction() as db:
        for number in range(30):
            leader = Facilitator(name=f"Navn {number}", email=f"{number}@example.org")
            leader.closed_at = clock() if number % 2 else None
            db.add(leader)
            db.flush()
            db.add(Device(digest=f"d{number}", created_at=clock(), facilitator_id=leader.id))
    assert sent() == before
