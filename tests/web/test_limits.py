"""Too much is answered in words, and never by a crash."""

import secrets
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.web import security

MANY_PARTS = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" * 2_500 + b"--x--\r\n"
AS_SCRIPT = {"Accept": "application/json"}
OURS = {"Sec-Fetch-Site": "same-origin"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize("path", ["/deltakere/hent-inn", "/metoder/hent-inn", "/kull/logo", "/"])
def test_a_form_of_thousands_of_parts_is_too_large(leader: FlaskClient, path: str) -> None:
    answer = leader.post(path, data=MANY_PARTS, headers=MULTIPART)
    # The logo's page is shown anew with the same words.
    assert answer.status_code == (303 if path == "/kull/logo" else 413)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"[" * 100_000),
        ("application/json", b'{"a":' * 20_000),
        ("multipart/form-data", b"no boundary"),
        ("text/xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        ("application/x-www-form-urlencoded", b"a=1&" * 50_000),
        ("application/x-www-form-urlencoded; charset=utf-7", b"+ADw-script+AD4-=1"),
    ],
)
def test_odd_bodies_of_every_kind_are_answered(leader: FlaskClient, kind: str, body: bytes) -> None:
    for path in ("/", "/konto/navn", "/kull/del/kullet"):
        answer = leader.post(path, data=body, headers={"Content-Type": kind})
        assert answer.status_code in (303, 404, 405, 413, 422, 429)


def test_a_loop_that_writes_is_told_to_wait(app: Flask) -> None:
    client = app.test_client()
    client.get("/")
    most = int(security.WRITES_FROM_ONE.split()[0])
    found = [
        client.post("/", data={"code": ""}, headers={"Accept": "application/json"}).status_code
        for _ in range(most + 1)
    ]
    assert 429 in found
    typed = "Det jeg skrev,\nog ikke vil miste."
    late = client.post("/", data={"text": typed}, headers={"Sec-Fetch-Site": "same-origin"})
    assert "Vent et øyeblikk" in late.text
    assert 1 <= int(late.headers["Retry-After"]) <= 61
    assert "Send en gang til" in late.text
    assert typed in late.text.replace("\r\n", "\n")
    assert client.get("/").status_code == 200
    late = client.post("/", data={"text": "Vi satte oss ned."}, headers=OURS)
    assert late.status_code == 429
    assert "Vi satte oss ned." in late.text
    assert '<form method="post" action="/"' in late.text
    assert "<form" not in client.post("/", data={"code": "TUN473"}, headers=OURS).text


def test_who_throws_the_cookie_away_is_counted_by_address(
    app: Flask, phone: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And those who are known, and other addresses, go on."""
    monkeypatch.setattr(security, "WRITES_OF_NEWCOMERS", "3 per minute")
    known = phone("ane")

    def write(address: str, client: FlaskClient | None = None) -> int:
        sender = client or app.test_client()
        if client is None:
            with sender.session_transaction() as session:
                session["csrf_token"] = secrets.token_hex()
        where = {"REMOTE_ADDR": address}
        return sender.post("/", headers=AS_SCRIPT, environ_base=where).status_code

    hall, home = "192.0.2.7", "2001:db8:0:1::"
    assert [write(hall) for _ in range(4)] == [422, 422, 422, 429]
    assert [write(hall, known), write("192.0.2.8")] == [422, 422]
    assert [write(f"{home}{end}") for end in "1234"] == [422, 422, 422, 429]
    assert write("2001:db8:0:2::1") == 422
