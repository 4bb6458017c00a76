"""A real provider on this machine, and a hand that may tamper with what it says.

It answers over HTTP as Feide would; who signs in there is said by the test. What it does not do by
itself is done here: it holds us to PKCE, and forgets nothing it was asked.
"""

import base64
import dataclasses
import hashlib
import html
import io
import json
import logging
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from facilitator.oidc.client import Client
from facilitator.oidc.settings import WELL_KNOWN, Provider

SUBJECT = "s-turid"

Tamper = Callable[[str, dict[str, Any]], dict[str, Any] | Response]


@dataclass
class LocalProvider:
    """`tamper(path, said)` may change each answer that is JSON. `asked` is what came, in order."""

    port: int
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    tamper: Tamper | None = None
    challenges: dict[str, str] = field(default_factory=dict)
    stranger_key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048))

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def settings(self, **more: Any) -> Provider:
        return Provider(self.issuer + WELL_KNOWN, "appen", "hemmelig-nok", "Feide", **more)

    def sign_in(self, address: str, subject: str = "s-1") -> str:
        """What somebody does there. Gives where they are sent, with the code."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def deny(self, address: str) -> str:
        """They press no. This provider leaves the state out, which it must not."""
        answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=5)
        state = dict(parse_qsl(urlsplit(address).query))["state"]
        return f"{answer.headers['Location']}&{urlencode({'state': state})}"

    def claims(self, **changed: Any) -> Tamper:
        """An id_token with other claims, signed with a key of the provider's; None leaves out."""

        def tampered(path: str, said: dict[str, Any]) -> dict[str, Any]:
            if "id_token" in said:
                held = _claims(said["id_token"]) | changed
                held = {name: value for name, value in held.items() if value is not None}
                said["id_token"] = jwt.encode(
                    {"alg": "RS256", "kid": "ny"}, held, self.stranger_key
                )
            if path == "/jwks":
                said["keys"].append(
                    {**self.stranger_key.as_dict(private=False), "kid": "ny", "use": "sig"}
                )
            return said

        return tampered


def _claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


class _Hand:
    """In front of the provider: notes, checks the code verifier, and tampers."""

    def __init__(self, app: Any, provider: LocalProvider) -> None:
        self.app, self.provider = app, provider

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        request = Request(environ)
        given = {**request.args.to_dict(), **request.form.to_dict()}
        self.provider.asked.append((request.path, given))
        # The form was read here, so the app reads it anew.
        environ["wsgi.input"] = _again(request)
        if request.path == "/oauth2/token" and not self._proves(given):
            refusal = Response('{"error": "invalid_grant"}', 400, mimetype="application/json")
            return refusal(environ, start)
        answer = Response.from_app(self.app, environ)
        self._note_code(request, answer)
        if self.provider.tamper is not None and answer.mimetype == "application/json":
            said = self.provider.tamper(request.path, answer.get_json())
            if isinstance(said, Response):
                answer = said
            else:
                answer.set_data(json.dumps(said))
        return answer(environ, start)

    def _note_code(self, request: Request, answer: Response) -> None:
        code = dict(parse_qsl(urlsplit(answer.headers.get("Location", "")).query)).get("code")
        if code:
            assert request.args["code_challenge_method"] == "S256"
            self.provider.challenges[code] = request.args["code_challenge"]

    def _proves(self, given: dict[str, str]) -> bool:
        made = hashlib.sha256(given["code_verifier"].encode()).digest()
        text = base64.urlsafe_b64encode(made).rstrip(b"=").decode()
        return self.provider.challenges.get(given["code"]) == text


def _again(request: Request) -> Any:
    body = urlencode([(k, v) for k, vs in request.form.lists() for v in vs]).encode()
    request.environ["CONTENT_LENGTH"] = str(len(body))
    return io.BytesIO(body)


@contextmanager
def running() -> Iterator[LocalProvider]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        import authlib.deprecate  # noqa: F401 – says that its warnings are always shown

        warnings.simplefilter("ignore")
        from oidc_provider_mock import app as make_app

        made = make_app()
    provider = LocalProvider(0)
    server = make_server("127.0.0.1", 0, _Hand(made, provider), threaded=True)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def address_in(page: str) -> str:
    """Where a page sends somebody by itself."""
    return html.unescape(page.split('content="0; url=')[1].split('"')[0])


def asked_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def moments(**shifted: float) -> dict[str, int]:
    """`iat` and `exp` so many seconds from now."""
    return {name: int(time.time() + seconds) for name, seconds in shifted.items()}


# --- a browser of the app -----------------------------------------------------------------------


def configure(app, **settings):
    """As if it had been set before the start."""
    known = app.config["SETTINGS"]
    app.config["SETTINGS"] = dataclasses.replace(
        known, oidc=dataclasses.replace(known.oidc, **settings)
    )
    app.config["OIDC"] = Client(app.config["SETTINGS"].oidc)


def begin(client, path="/logg-inn/tjeneste", **form):
    """Where the page sends somebody."""
    answer = client.post(path, data=form)
    assert answer.status_code == 200, answer.text
    return address_in(answer.text)


def there_and_back(client, provider, path="/logg-inn/tjeneste", subject=SUBJECT, **form):
    return come_back(client, provider.sign_in(begin(client, path, **form), subject))


def come_back(client, location):
    parts = urlsplit(location)
    assert (parts.netloc, parts.path) == ("localhost", "/logg-inn/tjeneste/svar")
    return client.get(f"{parts.path}?{parts.query}")


def said(answer):
    """The page's heading."""
    return answer.text.split('class="h-page">')[1].split("<")[0]
