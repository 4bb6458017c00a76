"""Secrets that must be read again lie encrypted, so that a copy of the database opens nothing.

The key is made of the installation's SECRET_KEY. Each secret is bound to what it is for: put in
another row it cannot be opened.
"""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from facilitator.errors import FacilitatorError

_VERSION = "v1."
_NONCE = 12


class CannotOpen(FacilitatorError):
    """The key is another than the one it was closed with, or it was changed."""

    status = 409
    message = (
        "Koden kan ikke kontrolleres her akkurat nå. Bruk en reservekode, "
        "eller be den som drifter appen, om hjelp."
    )


def sealed(key: str, secret: str, about: str) -> str:
    """`about` says what it is for, such as `totp:7`."""
    nonce = secrets.token_bytes(_NONCE)
    closed = _cipher(key).encrypt(nonce, secret.encode(), about.encode())
    return _VERSION + base64.urlsafe_b64encode(nonce + closed).decode("ascii")


def opened(keys: tuple[str, ...], kept: str, about: str) -> str:
    """By the first key that fits: the one in use, then earlier ones. Raises CannotOpen."""
    try:
        raw = base64.urlsafe_b64decode(kept.removeprefix(_VERSION))
    except ValueError:
        raise CannotOpen from None
    for key in keys:
        try:
            return _cipher(key).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()
        except (InvalidTag, ValueError):
            continue
    raise CannotOpen


def _cipher(key: str) -> AESGCM:
    made = HKDF(SHA256(), length=32, salt=None, info=b"facilitator secrets at rest")
    return AESGCM(made.derive(key.encode()))
