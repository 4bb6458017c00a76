"""What a leader's own browser remembers for the seconds that «Angre» is offered."""

from flask import session

from facilitator.domain import day_cuts
from facilitator.domain.day_cuts import Shorter
from facilitator.presentation.lead_day import LastCuts

_KEY = "cuts"


def remember_cuts(room_id: int, cuts: list[Shorter], at: int) -> None:
    session[_KEY] = {"room": room_id, "at": at, "cuts": [cut.key for cut in cuts]}


def last_cuts(room_id: int) -> LastCuts:
    """The cuts this browser made last in the room; signed, so nobody else has written them."""
    kept = session.get(_KEY) or {}
    if kept.get("room") != room_id:
        return LastCuts()
    cuts = tuple(cut for key in kept["cuts"] if (cut := day_cuts.parse(key)))
    return LastCuts(cuts, kept["at"])


def forget_cuts() -> None:
    session.pop(_KEY, None)
