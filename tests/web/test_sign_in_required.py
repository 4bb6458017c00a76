"""Where a link alone is not enough: who comes in, who is led to a password first, who waits."""

import dataclasses
import re

import pyotp
import pytest

from facilitator.domain import accounts_owner, links
from facilitator.domain.policies import Actor
from facilitator.models import Facilitator
from tests.support.accounts import PASSWORD, cheap_hashes


@pytest.fixture(autouse=True)
def hurried():
    with cheap_hashes():
        yield


@pytest.fixture
def link(database, cast, clock):
    with database.transaction() as db:
        leader = db.get_one(Facilitator, cast.turid)
        return "/lenke/" + links.issue(db, clock(), facilitator=leader)


@pytest.fixture
def strict(app):
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = dataclasses.replace(settings, require_accounts=True)


def test_one_who_is_invited_makes_a_password_and_a_code_first(stranger, link, strict, clock, app):
    assert stranger.post(link).location == "/konto/passord"
    assert stranger.get("/i-dag").status_code == 401
    assert stranger.get(link).location == "/konto/passord"
    assert "Ikke nå" not in stranger.get("/konto/passord").text
    answer = stranger.post("/konto/passord", data={"new": "for kort"})
    assert answer.status_code == 422
    assert "minst 12 tegn" in answer.text
    assert stranger.post("/konto/passord", data={"new": PASSWORD}).location == "/konto/kode"
    assert stranger.get("/i-dag").status_code == 401
    stranger.post("/konto/kode/begynn")
    page = stranger.get("/konto/kode").text
    secret = re.search(r'id="ac-key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    answer = stranger.post("/konto/kode", data={"code": pyotp.TOTP(secret).at(clock())})
    assert len(set(re.findall(r'name="codes" value="([^"]+)"', answer.text))) == 10
    assert 'href="/i-dag"' in answer.text
    assert stranger.get("/i-dag").status_code == 200
    assert app.test_client().post(link).status_code == 410


def test_the_owners_word_goes_before_the_setting(stranger, link, strict, database, clock):
    with database.transaction() as db:
        form = {"shared_hours": "12", "own_days": "30", "longest_days": "90"}
        accounts_owner.set_rules(db, Actor(name="Turid"), form, clock())
    assert stranger.post(link).location == "/i-dag"
