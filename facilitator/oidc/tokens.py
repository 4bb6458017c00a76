"""Whether an id_token is what it must be. Pure: keys and the clock are passed in."""

import hmac
import re
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from facilitator.oidc import faults
from facilitator.oidc.faults import ProviderFault

ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512")
"""Signed with a key that the provider alone has: never `none`, and never by our own secret."""
SKEW = 120
"""Seconds that two clocks may be apart."""
OLDEST = 600
"""Seconds since an id_token was made: it comes straight from the provider."""


class UnknownKey(Exception):
    """Signed with a key that we have not seen; the provider may have a new one."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What must stand in the token for it to be the answer to our question."""

    issuer: str
    client_id: str
    nonce: str
    algorithms: tuple[str, ...] = ALGORITHMS
    acr: tuple[str, ...] = ()


def usable(keys: dict[str, Any]) -> KeySet:
    """The provider's keys for signatures. Raises ProviderFault."""
    listed = keys.get("keys")
    found = [
        each
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict)
        and each.get("kty") in ("RSA", "EC")
        and each.get("use", "sig") == "sig"
    ]
    try:
        return KeySet.import_key_set({"keys": found})
    except (JoseError, ValueError, TypeError, KeyError):
        raise ProviderFault(faults.DOWN, "no keys that can be used") from None


def verified(token: object, keys: KeySet, expected: Expected, now: float) -> dict[str, Any]:
    """What the token says. Raises ProviderFault, or UnknownKey before anything is believed."""
    if not isinstance(token, str) or token.count(".") != 2:
        raise ProviderFault(faults.FORGED, "no id_token")
    try:
        claims = jwt.decode(token, keys, algorithms=list(expected.algorithms)).claims
    except InvalidKeyIdError:
        raise UnknownKey from None
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise ProviderFault(faults.FORGED, type(error).__name__) from None
    _require_ours(claims, expected)
    _require_fresh(claims, now)
    if expected.acr and claims.get("acr") not in expected.acr:
        raise ProviderFault(faults.WEAK, "acr")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise ProviderFault(faults.FORGED, "sub")
    if re.fullmatch(r"\d{11}", subject):
        # A fødselsnummer, as some providers can be set up to give; that we never keep.
        raise ProviderFault(faults.SETUP, "a subject that is a person's number")
    return claims


def _require_ours(claims: dict[str, Any], expected: Expected) -> None:
    if claims.get("iss") != expected.issuer:
        raise ProviderFault(faults.FORGED, "iss")
    audience = claims.get("aud")
    receivers = audience if isinstance(audience, list) else [audience]
    azp = claims.get("azp", None if len(receivers) > 1 else expected.client_id)
    if expected.client_id not in receivers or azp != expected.client_id:
        raise ProviderFault(faults.FORGED, "aud")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not same(nonce, expected.nonce):
        raise ProviderFault(faults.FORGED, "nonce")


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def proved_at(claims: dict[str, Any]) -> float | None:
    """When they last showed the provider who they are; nothing where it does not say."""
    return _moment(claims, "auth_time") if "auth_time" in claims else None


def _require_fresh(claims: dict[str, Any], now: float) -> None:
    made, ends = _moment(claims, "iat"), _moment(claims, "exp")
    begins = _moment(claims, "nbf") if "nbf" in claims else made
    if ends <= now - SKEW or made < now - OLDEST - SKEW:
        raise ProviderFault(faults.CLOCK, "old")
    if max(made, begins) > now + SKEW:
        raise ProviderFault(faults.CLOCK, "of the future")


def _moment(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProviderFault(faults.FORGED, name)
    return float(value)
