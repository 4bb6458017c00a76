"""One question to the provider over HTTP, with an end to how long and how large the answer is."""

import json
import time
from typing import Any

import requests

from facilitator.oidc import faults
from facilitator.oidc.faults import ProviderFault
from facilitator.oidc.settings import is_safe

PATIENCE = 5.0
"""Seconds until there is a connection, and until something more comes."""
ENOUGH = 10.0
"""Seconds for the whole answer; somebody waits for the page."""
LARGEST = 512_000


def get(url: str, *, local: bool, bearer: str = "") -> dict[str, Any]:
    """What lies at the address. Raises ProviderFault when there is nothing to be had."""
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    status, body = _ask("GET", url, local=local, headers=headers)
    if status != 200:
        raise ProviderFault(faults.DOWN, f"status {status}")
    return body


def post(
    url: str, form: dict[str, str], *, local: bool, headers: dict[str, str]
) -> tuple[int, dict[str, Any]]:
    return _ask("POST", url, local=local, headers=headers, form=form)


def _ask(
    method: str,
    url: str,
    *,
    local: bool,
    headers: dict[str, str],
    form: dict[str, str] | None = None,
) -> tuple[int, dict[str, Any]]:
    if not is_safe(url, local=local):
        raise ProviderFault(faults.SETUP, "an address that is not https")
    until = time.monotonic() + ENOUGH
    try:
        with requests.Session() as asking:
            # What the machine says of proxies holds, but nothing on it is asked by way of one.
            asking.trust_env = not local
            with asking.request(
                method,
                url,
                data=form,
                headers={"Accept": "application/json", **headers},
                timeout=PATIENCE,
                # Whoever is sent on elsewhere takes the secret along.
                allow_redirects=False,
                stream=True,
            ) as answer:
                raw = _whole(answer, until)
                status = answer.status_code
    except requests.RequestException as error:
        raise ProviderFault(faults.DOWN, type(error).__name__) from None
    if status >= 500 or status == 429:
        raise ProviderFault(faults.DOWN, f"status {status}")
    return status, _read(raw)


def _whole(answer: requests.Response, until: float) -> bytes:
    raw = b""
    for piece in answer.iter_content(16_384):
        raw += piece
        if len(raw) > LARGEST:
            raise ProviderFault(faults.DOWN, "a very large answer")
        if time.monotonic() > until:
            raise ProviderFault(faults.DOWN, "a very slow answer")
    return raw


def _read(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise ProviderFault(faults.DOWN, "an answer that is not JSON") from None
    if not isinstance(body, dict):
        raise ProviderFault(faults.DOWN, "an answer of another form")
    return body
