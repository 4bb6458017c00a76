"""In which browsers a prosessleder has signed in before, so that a stranger cannot lock them out.

Whoever knows an address can type wrong passwords all day, and then everybody who types that
address has to wait; but not a browser that has been let in with it, which is counted by itself.
The mark lies in the signed cookie. It opens nothing, outlives «Logg ut» and ends with «Ferdig».
"""

import secrets
from collections.abc import Mapping

from flask import session

KNOWN = "known_to"
MOST = 3
"""Prosessledere who share a machine of their own: the cookie is sent with every request."""


def remember(leader: int, *, shared: bool) -> None:
    """Somebody has come in here. A machine that others use too keeps nothing of it."""
    if shared:
        return
    earlier = marks()
    mine = {str(leader): earlier.get(str(leader)) or secrets.token_hex(6)}
    others = [(who, mark) for who, mark in earlier.items() if who not in mine]
    session[KNOWN] = dict([*others, *mine.items()][-MOST:])


def marks() -> Mapping[str, str]:
    """The number of a prosessleder → what this browser's own tries are counted by."""
    kept = session.get(KNOWN)
    return kept if isinstance(kept, dict) else {}


def is_any() -> bool:
    return bool(marks())
