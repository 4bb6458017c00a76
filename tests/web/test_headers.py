"""What every answer carries, whose name we answer to, and where a link may lead."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator import hosts
from facilitator.app import create_app
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.models import Setting
from tests.conftest import Clock
from tests.support.cast import Cast

OURS = "https://smart.example"
Make = Callable[..., Flask]


@pytest.fixture
def make(settings: Settings, database: Database, clock: Clock, cast: Cast) -> Make:
    def made(**said: Any) -> Flask:
        there = dataclasses.replace(settings, **said)
        return create_app(there, database=database, clock=clock)[0]

    return made


@pytest.mark.parametrize("path", ["/", "/logg-inn", "/finnes/ikke", "/static/finnes.ikke"])
def test_every_answer_is_kept_from_others_pages(make: Make, path: str) -> None:
    proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "smart.example"}
    headers = make(public_url=OURS).test_client().get(path, headers=proxied).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy
    for closed in ("object-src", "base-uri", "frame-ancestors"):
        assert policy[closed] == "'none'"
    assert policy["form-action"] == "'self'"
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_behind_https_the_cookie_is_this_hosts_alone(make: Make) -> None:
    proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "smart.example"}
    cookie = make(public_url=OURS).test_client().get("/", headers=proxied).headers["Set-Cookie"]
    assert cookie.startswith("__Host-facilitator=")
    said = {part.strip() for part in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= said
    assert not any(part.startswith("Domain") for part in said)


@pytest.mark.parametrize("host", ["evil.example", "smart.example.evil.example", "a b", "["])
def test_anothers_name_is_refused_where_we_have_one_of_our_own(make: Make, host: str) -> None:
    answer = make(public_url=OURS).test_client().get("/logg-inn", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("host", ["smart.example", "localhost:8000", "127.0.0.1:8000"])
def test_our_own_name_and_this_machine_are_answered(make: Make, host: str) -> None:
    client = make(public_url=OURS).test_client()
    assert client.get("/om", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("192.168.1.20:8000", True),
        ("kursrom:8000", True),
        ("kursrom.local", True),
        ("[fe80::1]:8000", True),
        ("evil.example", False),
        ("8.8.8.8", False),
    ],
)
def test_without_a_name_of_our_own_this_network_alone_is_believed(host: str, near: bool) -> None:
    assert hosts.is_near(host) is near


def test_a_screen_asked_for_by_a_strange_name_shows_our_own(make: Make, cast: Cast) -> None:
    client = make(shared_url="http://192.168.1.20:8000").test_client()
    page = client.get(f"/rom/{cast.public_id}/lerret", headers={"Host": "evil.example"}).text
    assert "evil.example" not in page
    assert "192.168.1.20:8000" in page


def test_cookies_signed_with_the_key_before_are_known(make: Make) -> None:
    before, after = make(), make(secret_key="n" * 64, earlier_keys=(make().secret_key,))
    client = before.test_client()
    client.get("/")
    cookie = client.get_cookie("facilitator")
    assert cookie is not None
    later = after.test_client()
    later.set_cookie("facilitator", cookie.value)
    with client.session_transaction() as known, later.session_transaction() as found:
        assert known["csrf_token"] == found["csrf_token"]


def test_those_who_find_a_hole_read_whom_to_tell(
    stranger: FlaskClient, database: Database, clock: Clock
) -> None:
    assert stranger.get("/.well-known/security.txt").status_code == 404
    with database.transaction() as db:
        said = "Kari Lyngmo, kari@kommune.example, 77 00 00 00"
        db.add(Setting(key="privacy.contact", value=said, changed_at=clock()))
    answer = stranger.get("/.well-known/security.txt")
    assert "Contact: mailto:kari@kommune.example\n" in answer.text
    assert "Expires: 2" in answer.text


@pytest.mark.parametrize(
    ("public_url", "origin", "status"),
    [
        (OURS, OURS, 200),
        (OURS, "https://evil.example", 400),
        (OURS, "http://smart.example", 400),
        (OURS, "null", 400),
        (None, "http://localhost", 200),
        (None, "https://evil.example", 400),
    ],
)
def test_no_socket_is_opened_from_anothers_page(
    make: Make, public_url: str | None, origin: str, status: int
) -> None:
    client = make(public_url=public_url).test_client()
    answer = client.options("/socket.io/?EIO=4&transport=websocket", headers={"Origin": origin})
    assert answer.status_code == status
