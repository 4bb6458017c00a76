"""The one cookie: whoever is known stays known when the address or the key becomes another."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.app import create_app
from facilitator.config import Settings
from facilitator.db import Database
from tests.conftest import Clock
from tests.support.cast import Cast

STRICT, BEFORE = "__Host-facilitator", "facilitator"
NEXT_KEY = "q8Zt1vXw3YpLr7Nc5JdKf2Hs9BgMe4Ua6TiOxEyWz0"
Make = Callable[..., Flask]
Phone = Callable[[str], FlaskClient]


@pytest.fixture
def make(settings: Settings, database: Database, clock: Clock) -> Make:
    def made(**said: Any) -> Flask:
        there = dataclasses.replace(settings, **said)
        return create_app(there, database=database, clock=clock)[0]

    return made


@pytest.fixture
def behind_https(make: Make) -> Flask:
    return make(public_url="https://smart.example")


def value_of(client: FlaskClient, name: str) -> str:
    cookie = client.get_cookie(name)
    assert cookie is not None
    return cookie.value


def ask(app: Flask, cast: Cast, **cookies: str) -> TestResponse:
    """The phone's page in the room, asked for with these cookies and nothing else."""
    sent = "; ".join(f"{name.replace('_Host_', '__Host-')}={v}" for name, v in cookies.items())
    proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "smart.example"}
    client = app.test_client(use_cookies=False)
    return client.get(f"/rom/{cast.public_id}", headers={"Cookie": sent, **proxied})


def given(answer: TestResponse) -> dict[str, str]:
    """What the answer has the browser keep."""
    pairs = (line.split(";")[0].partition("=") for line in answer.headers.getlist("Set-Cookie"))
    return {name: value for name, _, value in pairs}


def knows_ane(answer: TestResponse) -> bool:
    return answer.status_code == 200 and 'data-surface="phone"' in answer.text


def test_a_phone_from_before_the_strict_name_is_still_the_same(
    phone: Phone, behind_https: Flask, cast: Cast
) -> None:
    """In the middle of a samling too: the name it has found is taken for every other phone."""
    answer = ask(behind_https, cast, facilitator=value_of(phone("ane"), BEFORE))
    assert knows_ane(answer)
    kept = given(answer)
    assert kept[BEFORE] == "", "the earlier one would lie about"
    assert knows_ane(ask(behind_https, cast, _Host_facilitator=kept[STRICT]))
    assert not knows_ane(ask(behind_https, cast))


def test_no_other_host_can_set_what_was_signed_for_the_strict_name(
    phone: Phone, behind_https: Flask, cast: Cast
) -> None:
    old = value_of(phone("ane"), BEFORE)
    new = given(ask(behind_https, cast, facilitator=old))[STRICT]
    assert not knows_ane(ask(behind_https, cast, facilitator=new))
    assert not knows_ane(ask(behind_https, cast, _Host_facilitator=old))


def test_a_key_can_be_taken_out_when_the_phones_have_been_here(
    phone: Phone, make: Make, settings: Settings, cast: Cast
) -> None:
    old = value_of(phone("ane"), BEFORE)
    between = make(secret_key=NEXT_KEY, earlier_keys=(settings.secret_key,))
    answer = ask(between, cast, facilitator=old)
    assert knows_ane(answer)
    new = given(answer)[BEFORE]
    assert given(ask(between, cast, facilitator=new)) == {}, "one that is as it is now is left"
    afterwards = make(secret_key=NEXT_KEY)
    assert knows_ane(ask(afterwards, cast, facilitator=new))
    assert not knows_ane(ask(afterwards, cast, facilitator=old))
