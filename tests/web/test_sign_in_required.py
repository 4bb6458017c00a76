"""Where a link alone is not enough: who comes in, who is led to a password first, who waits."""

import dataclasses
import re

import pyotp
import pytest
from sqlalchemy import select

from facilitator.domain import accounts, accounts_owner, accounts_passwords, links
from facilitator.domain.policies import Actor
from facilitator.models import Account, Device, Facilitator
from tests.support.accounts import PASSWORD, give_factor

pytestmark = pytest.mark.usefixtures("cheap_hashing")


@pytest.fixture
def link(database, cast, clock):
    with database.transaction() as db:
        leader = db.get_one(Facilitator, cast.turid)
        return "/lenke/" + links.issue(db, clock(), facilitator=leader)


@pytest.fixture
def strict(app):
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = dataclasses.replace(settings, require_accounts=True)


def make_both(client, clock):
    """A password, and a code from the phone. Gives the page with the recovery codes."""
    assert client.post("/konto/passord", data={"new": PASSWORD}).location == "/konto/kode"
    assert client.get("/i-dag").status_code == 401
    return set_up_phone(client, clock)


def set_up_phone(client, clock):
    client.post("/konto/kode/begynn")
    page = client.get("/konto/kode").text
    secret = re.search(r'id="ac-key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    return client.post("/konto/kode", data={"code": pyotp.TOTP(secret).at(clock())})


def test_one_who_is_invited_makes_a_password_and_a_code_first(stranger, link, strict, clock, app):
    assert stranger.post(link).location == "/konto/passord"
    assert stranger.get("/i-dag").status_code == 401
    assert stranger.get(link).location == "/konto/passord"
    assert "Ikke nå" not in stranger.get("/konto/passord").text
    answer = stranger.post("/konto/passord", data={"new": "for kort"})
    assert answer.status_code == 422
    assert "minst 12 tegn" in answer.text
    answer = make_both(stranger, clock)
    assert len(set(re.findall(r'name="codes" value="([^"]+)"', answer.text))) == 10
    assert 'href="/i-dag"' in answer.text
    assert stranger.get("/i-dag").status_code == 200
    assert app.test_client().post(link).status_code == 410


def test_the_owners_word_goes_before_the_setting(stranger, link, strict, database, clock):
    with database.transaction() as db:
        form = {"shared_hours": "12", "own_days": "30", "longest_days": "90"}
        accounts_owner.set_rules(db, Actor(name="Turid"), form, clock())
    assert stranger.post(link).location == "/i-dag"


# --- who was in already --------------------------------------------------------------------------


def test_whoever_was_in_by_a_link_makes_the_rest_and_needs_no_new_link(
    leader, leader2, strict, database, clock, cast, facts
):
    """As when an installation from before there were accounts is served anew."""
    with database.transaction() as db:
        aslaks = db.scalars(select(Device).where(Device.facilitator_id == cast.aslak)).one()
        aslaks.signed_in_how = "provider:shared"
    facts.clear()
    with database.transaction() as db:
        accounts.hold_back(db)
        accounts.hold_back(db)
    assert {type(each).__name__ for each in facts} == {"AccessEnded"}
    assert leader2.get("/i-dag").status_code == 200
    assert leader.get("/i-dag").status_code == 401
    assert leader.post("/kull/ledere", data={}).status_code == 401
    for _ in range(2):  # also when they went away in between
        assert leader.get("/logg-inn").location == "/konto/passord"
    make_both(leader, clock)
    assert leader.get("/i-dag").status_code == 200
    assert leader.get("/logg-inn").location == "/i-dag"


def test_who_was_held_back_for_too_long_comes_by_a_link(leader, strict, database, clock):
    with database.transaction() as db:
        accounts.hold_back(db)
    clock.tick(days=91)
    assert leader.get("/logg-inn").status_code == 200


def test_the_owner_who_asks_for_it_goes_first(leader, leader2, database, cast, clock):
    with database.transaction() as db:
        db.get_one(Facilitator, cast.turid).owns_installation = True
    form = {"required": "1", "shared_hours": "12", "own_days": "30", "longest_days": "90"}
    assert leader.post("/installasjon/innlogging", data=form).location == "/logg-inn"
    assert leader2.get("/i-dag").status_code == 401
    assert leader.get("/logg-inn").location == "/konto/passord"
    make_both(leader, clock)
    assert leader.post("/installasjon/innlogging", data=form).location.endswith("#innlogging")


def test_the_code_is_moved_to_another_phone_and_not_done_without(
    app, leader, strict, database, cast, clock
):
    give_factor(database, clock, cast.turid)
    give_password_here(database, cast.turid)
    assert "Bytt telefon" in leader.get("/konto").text
    assert leader.post("/konto/kode/bort").location == "/konto/kode"
    assert leader.get("/i-dag").status_code == 401
    clock.tick(minutes=1)
    assert 'name="codes"' in set_up_phone(leader, clock).text
    assert leader.get("/i-dag").status_code == 200


def give_password_here(database, leader):
    """Without being signed out for it."""
    with database.transaction() as db:
        db.get_one(Account, leader).password = accounts_passwords.hashed(PASSWORD)
