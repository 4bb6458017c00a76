"""Passwords: which are taken, and how they are kept. Pure; the heavy part is run beside the loop.

Long is what counts. Nothing is asked for of digits or signs, and nothing is to be changed because
time has passed.
"""

import secrets
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 200
TOO_SHORT = f"Skriv minst {LEAST} tegn. Noen ord etter hverandre er lett å huske."
TOO_LONG = f"Det er plass til {MOST} tegn."
TOO_COMMON = "Dette passordet er det mange som bruker. Finn på noe som bare er ditt."
TOO_PLAIN = "Dette er lett å gjette, for tegnene gjentar seg. Bruk noen ord etter hverandre."
TOO_NEAR = "Passordet ligner på navnet eller e-posten din. Finn på noe annet."

COMMON: Final = frozenset(
    """
    passord12345 passord123456 passord1234567 passord12345678 passordpassord
    mittpassord1 mittpassord12 mittpassord123 detteeretpassord hemmeligpassord superhemmelig
    hemmelighemmelig velkommen123 velkommen1234 velkommen12345 velkommentil velkommenhit
    123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 012345678901
    098765432109 987654321098 111122223333 123123123123 112233445566 abcdefghijkl abcdefghijklm
    abcdefghijklmnop abcabcabcabc abcd12345678 abc123456789 abcdef123456 qwertyuiop12
    qwertyuiop123 qwertyuiopåæ qwertyuiopasdf qwertyqwerty qwerty123456 qwerty1234567
    1qaz2wsx3edc 1qaz2wsx3edc4rfv q1w2e3r4t5y6 zaq12wsxcde3 asdfghjklæøå asdfghjkl123
    asdfasdfasdf zxcvbnmasdfg password1234 password12345 password123456 passwordpassword
    letmeinletmein welcome12345 welcome123456 administrator administrator1 admin1234567
    administrator123 iloveyou1234 changemechangeme sommer2024sommer sommeren2024 sommeren2025
    sommeren2026 sommeren2027 vinteren2025 vinteren2026 vinteren2027 høsten202627
    januar123456 fotball12345 liverpool1234 liverpool123 manchester12 tottenham123 rosenborg123
    kjærlighet12 kjærlighet123 jegelskerdeg jegelskerdeg1 jegelskerdeg123 norge1234567
    heianorge123 trenerutdanning smarttrenerutdanning smarttrener1 smarttrener123 prosessleder
    prosessleder1 prosessleder12 prosessleder123 kursholder123 kompetansebevis arbeidsmappe
    arbeidsmappa1 kommune12345 skole1234567 barnehage123 barnehagen12 barnehagen123
    """.split()
)
"""Twelve signs and more that are tried first."""

_hasher = PasswordHasher()


def tidy(password: str) -> str:
    """The same password whichever keyboard it was written on. Blanks within it count."""
    return unicodedata.normalize("NFKC", password)


def fault(password: str, name: str, email: str) -> str:
    """Why a new password is not taken; empty for one that is."""
    word = tidy(password)
    plain = _plain(word)
    if len(word) < LEAST:
        return TOO_SHORT
    if len(word) > MOST:
        return TOO_LONG
    if plain in COMMON or word.casefold() in COMMON:
        return TOO_COMMON
    if len(set(word)) < 5 or _repeats(plain):
        return TOO_PLAIN
    return TOO_NEAR if _is_near(plain, name, email) else ""


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _repeats(plain: str) -> bool:
    """«kari1kari1kari1»: a short word over and over."""
    return any(
        len(plain) >= 2 * size
        and plain[:size] * (len(plain) // size + 1) != plain
        and (plain[:size] * (len(plain) // size + 1)).startswith(plain)
        for size in range(1, 6)
    )


def _is_near(plain: str, name: str, email: str) -> bool:
    """The name or the address itself, also with some digits after it."""
    own = {_plain(name), _plain(email), _plain(email.partition("@")[0])} - {""}
    return plain in own or plain.rstrip("0123456789") in own


def hashed(password: str) -> str:
    """argon2id with its own salt. A tenth of a second and 64 MB: never inside a transaction."""
    return _hasher.hash(tidy(password))


def fits(kept: str, password: str) -> bool:
    """Whether it is the password. Without one to compare with, the same work is done for nothing.

    So an address that nobody has is answered as late as one that somebody has.
    """
    # Shortened after it is made even, as when it was kept; before that only what nobody writes.
    word = tidy(password[: 10 * MOST])[: MOST + 1]
    try:
        _hasher.verify(kept or _nobodys(), word)
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(24))


def is_old(kept: str) -> bool:
    """Kept with other costs than we use now, so that it is kept anew at the next sign-in."""
    return _hasher.check_needs_rehash(kept)
