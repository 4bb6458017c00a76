"""What the browser's signed cookie holds while somebody is away at the provider.

An attempt belongs to the device it was begun on, is answered once, and lasts ten minutes. The
state itself is not kept, so what lies in the cookie is of no use in an address.
"""

from dataclasses import astuple, dataclass, replace
from typing import Any

from flask import session

from facilitator.domain.devices import digest
from facilitator.oidc import faults
from facilitator.oidc.faults import ProviderFault

KEY = "oidc"
AT_ONCE = 3
"""Begun in as many tabs; the oldest gives way."""
LASTS = 10 * 60
"""Seconds."""

SIGN_IN, INVITED, LINK, SURE = "sign_in", "invited", "link", "sure"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Why somebody is away. `leader` is who began it, where that is known."""

    purpose: str
    leader: int = 0
    shared: bool = False
    til: str = ""
    """What is to be done afterwards, a word of accounts_again.TARGETS."""
    device: int = 0
    at: int = 0
    mark: str = ""


def keep(attempt: Attempt, state: str, device: int, now: int) -> None:
    kept = replace(attempt, device=device, at=now, mark=digest(state))
    session[KEY] = [*_all()[1 - AT_ONCE :], list(astuple(kept))]


def take(state: str) -> Attempt:
    """The attempt of this state, which is answered by that. Raises ProviderFault."""
    mark = digest(state)
    found = [each for each in _all() if each[-1] == mark]
    if not state or not found:
        raise ProviderFault(faults.STATE, "an unknown state")
    session[KEY] = [each for each in _all() if each[-1] != mark]
    return Attempt(*found[0])


def require_in_time(attempt: Attempt, now: int) -> None:
    if not 0 <= now - attempt.at <= LASTS:
        raise ProviderFault(faults.LATE)


def _all() -> list[list[Any]]:
    return list(session.get(KEY) or [])
