"""No write without the token of a page of ours, and what was typed is not lost for it."""

import pytest
from flask import Flask

from tests.leak.routes import ROWS

WRITES = [address for method, address in ROWS if method == "POST"]
JSON = {"Accept": "application/json"}
LONG = "Vi satte oss ned & ventet.\nDa kom hen <selv>."


def test_every_write_asks_for_the_token(csrf_app: Flask) -> None:
    client, adapter = csrf_app.test_client(), csrf_app.url_map.bind("localhost")
    taken = {}
    for rule in csrf_app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            values = dict.fromkeys(rule.arguments, 1 if "int:" in rule.rule else "x")
            answer = client.open(adapter.build(rule.endpoint, values, method), method=method)
            taken[rule.rule] = answer.status_code
    assert len(taken) == len(set(WRITES)) > 100
    assert set(taken.values()) == {400}


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}]
)
def test_what_was_typed_goes_again_with_one_press(csrf_app: Flask, headers: dict[str, str]) -> None:
    client = csrf_app.test_client()
    typed = {"text": LONG, "password": "hemmelig ord", "csrf_token": "gammel"}
    answer = client.post("/mappe/oppsummering?x=1", data=typed, headers=headers)
    assert answer.status_code == 400
    assert "Vi satte oss ned &amp; ventet.\nDa kom hen &lt;selv&gt;." in answer.text
    assert 'action="/mappe/oppsummering?x=1"' in answer.text
    assert "hemmelig ord" not in answer.text
    assert 'value="gammel"' not in answer.text


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
def test_anothers_form_is_never_given_a_token(csrf_app: Flask, headers: dict[str, str]) -> None:
    answer = csrf_app.test_client().post("/logg-inn", data={"text": LONG}, headers=headers)
    assert answer.status_code == 400
    assert "Da kom hen" in answer.text
    assert "<form" not in answer.text


def test_script_is_told_and_keeps_its_own(csrf_app: Flask) -> None:
    answer = csrf_app.test_client().post("/", data={"code": "TUN473"}, headers=JSON)
    assert answer.get_json()["csrf"] is True
