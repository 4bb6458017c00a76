"""The authorization code flow with PKCE, against one provider that is found by its address.

Nothing of an attempt is kept on the server: nonce and code verifier are made of the state and the
app's own secret, so the verifier is in no cookie either. What the provider says of itself is kept
for an hour. Several threads may ask at once; at worst the same is fetched twice.
"""

import base64
import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from joserfc.jwk import KeySet

from facilitator.oidc import faults, fetching, tokens
from facilitator.oidc.faults import ProviderFault
from facilitator.oidc.settings import Provider, is_safe

KEPT = 3600.0
"""Seconds that addresses and keys are believed to be as they were."""
NEW_KEYS = 30.0
"""Seconds between two looks for a key that we do not know."""
REST = 5.0
"""Seconds that a provider who did not answer is left alone: each try holds a thread."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Proof:
    """What ties the provider's answer to our question. Only the first part leaves us early."""

    state: str
    nonce: str
    verifier: str = field(repr=False)

    @property
    def challenge(self) -> str:
        return _text(hashlib.sha256(self.verifier.encode()).digest())


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody whom the provider vouches for. `email` is empty unless it was confirmed there."""

    issuer: str
    subject: str
    email: str = ""
    proved_at: float | None = None
    """When they last showed who they are there, which may be hours ago; not all providers say."""


def new_state() -> str:
    return secrets.token_urlsafe(32)


def proof_of(key: str, state: str) -> Proof:
    """The same again for the same state; nobody can make it without the key."""

    def made(about: str) -> str:
        return _text(hmac.new(key.encode(), f"oidc {about} {state}".encode(), "sha256").digest())

    return Proof(state, made("nonce"), made("verifier"))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


@dataclass(frozen=True, slots=True)
class _Found:
    at: float
    says: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Keys:
    at: float
    keys: KeySet


class Client:
    """Made once for an app. All that waits is in `address`, `redeem` and `end_address`."""

    def __init__(
        self, provider: Provider, *, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self.provider = provider
        self._elapsed = elapsed
        self._found: _Found | None = None
        self._keys: _Keys | None = None
        self._down_at: float | None = None

    # --- out -------------------------------------------------------------------------------------

    def address(self, proof: Proof, back: str, *, again: bool = False) -> str:
        """Where to send somebody. `again`: they are to prove who they are once more there."""
        asked = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": back,
            "scope": self.provider.scopes,
            "state": proof.state,
            "nonce": proof.nonce,
            "code_challenge": proof.challenge,
            "code_challenge_method": "S256",
        }
        if self.provider.required_acr:
            asked["acr_values"] = " ".join(self.provider.required_acr)
        if again:
            asked |= {"prompt": "login", "max_age": "0"}
        return _with(self._endpoint("authorization_endpoint"), asked)

    def end_address(self, back: str) -> str:
        """Where one signs out of the provider too; empty where it has no such page, or is down."""
        try:
            address = self._endpoint("end_session_endpoint")
        except ProviderFault:
            return ""
        asked = {"client_id": self.provider.client_id, "post_logout_redirect_uri": back}
        return _with(address, asked)

    # --- back ------------------------------------------------------------------------------------

    def redeem(self, code: str, issuer: str, proof: Proof, back: str, now: float) -> Who:
        """Who it was. `issuer` is what came along with the code. Raises ProviderFault."""
        says = self._discovered()
        promised = says.get("authorization_response_iss_parameter_supported") is True
        if (issuer or promised) and issuer != self.provider.issuer:
            raise ProviderFault(faults.FORGED, "iss of the answer")
        given = self._token(code, proof, back)
        claims = self._verified(given.get("id_token"), proof, now)
        email, at = self._email(claims, given), tokens.proved_at(claims)
        return Who(self.provider.issuer, claims["sub"], email, at)

    def _token(self, code: str, proof: Proof, back: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": proof.verifier,
        }
        headers: dict[str, str] = {}
        ways = self._discovered().get("token_endpoint_auth_methods_supported")
        if isinstance(ways, list) and "client_secret_basic" not in ways:
            form |= {
                "client_id": self.provider.client_id,
                "client_secret": self.provider.client_secret,
            }
        else:
            headers["Authorization"] = _basic(self.provider)
        status, said = fetching.post(
            self._endpoint("token_endpoint"), form, local=self.provider.is_local, headers=headers
        )
        if status == 200:
            return said
        error = str(said.get("error", ""))[:40]
        log.warning("the provider gave no token: status %s %r", status, error)
        raise ProviderFault(faults.CODE if error == "invalid_grant" else faults.SETUP, error)

    def _verified(self, token: object, proof: Proof, now: float) -> dict[str, Any]:
        offered = self._discovered().get("id_token_signing_alg_values_supported")
        both = tuple(
            each for each in tokens.ALGORITHMS if not isinstance(offered, list) or each in offered
        )
        expected = tokens.Expected(
            self.provider.issuer,
            self.provider.client_id,
            proof.nonce,
            both,
            self.provider.required_acr,
        )
        try:
            return tokens.verified(token, self._known_keys(KEPT), expected, now)
        except tokens.UnknownKey:
            pass
        try:
            return tokens.verified(token, self._known_keys(NEW_KEYS), expected, now)
        except tokens.UnknownKey:
            raise ProviderFault(faults.FORGED, "an unknown key") from None

    def _email(self, claims: dict[str, Any], given: dict[str, Any]) -> str:
        """An address that the provider has confirmed, where we ask for one."""
        if not self.provider.email_domains:
            return ""
        if "email" not in claims and isinstance(given.get("access_token"), str):
            more = fetching.get(
                self._endpoint("userinfo_endpoint"),
                local=self.provider.is_local,
                bearer=given["access_token"],
            )
            if more.get("sub") != claims["sub"]:
                raise ProviderFault(faults.FORGED, "sub of userinfo")
            claims = more
        email = claims.get("email")
        if not isinstance(email, str) or claims.get("email_verified") is not True:
            return ""
        return email.strip().lower()

    # --- what the provider says of itself --------------------------------------------------------

    def _discovered(self) -> dict[str, Any]:
        held = self._found
        if held is None or self._elapsed() - held.at > KEPT:
            says = self._said()
            if says.get("issuer") != self.provider.issuer:
                raise ProviderFault(faults.SETUP, "another issuer than the address says")
            held = self._found = _Found(self._elapsed(), says)
        return held.says

    def _said(self) -> dict[str, Any]:
        if self._down_at is not None and self._elapsed() - self._down_at < REST:
            raise ProviderFault(faults.DOWN, "it did not answer a moment ago")
        try:
            return fetching.get(self.provider.discovery_url, local=self.provider.is_local)
        except ProviderFault:
            self._down_at = self._elapsed()
            raise

    def _endpoint(self, name: str) -> str:
        url = self._discovered().get(name)
        if not isinstance(url, str) or not is_safe(url, local=self.provider.is_local):
            raise ProviderFault(faults.SETUP, f"no {name}")
        return url

    def _known_keys(self, kept: float) -> KeySet:
        held = self._keys
        if held is None or self._elapsed() - held.at > kept:
            found = fetching.get(self._endpoint("jwks_uri"), local=self.provider.is_local)
            held = self._keys = _Keys(self._elapsed(), tokens.usable(found))
        return held.keys


def _with(address: str, asked: dict[str, str]) -> str:
    parts = urlsplit(address)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *asked.items()])
    return urlunsplit(parts._replace(query=query))


def _basic(provider: Provider) -> str:
    pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    return "Basic " + base64.b64encode(pair.encode()).decode("ascii")
