"""What can go wrong between us and a provider. Each kind has a page of its own."""

from typing import Final

STATE: Final = "state"
"""The answer belongs to no question of this browser, or to one that was answered before."""
LATE: Final = "late"
DENIED: Final = "denied"
"""They said no there."""
DOWN: Final = "down"
CODE: Final = "code"
"""The provider knows the code no longer."""
CLOCK: Final = "clock"
"""Its clock and ours are far apart, or the answer is old."""
FORGED: Final = "forged"
"""Signature, issuer, receiver or nonce is not what it must be."""
SETUP: Final = "setup"
"""One of us is set up wrongly."""
WEAK: Final = "weak"
"""They did not sign in as surely there as we ask for."""
DOMAIN: Final = "domain"
UNKNOWN: Final = "unknown"
CLOSED: Final = "closed"
TAKEN: Final = "taken"
OTHER: Final = "other"
"""Somebody else than the one who is to confirm who they are."""
STALE: Final = "stale"
"""They were to show who they are once more, and were let through without."""

KINDS = (
    STATE, LATE, DENIED, DOWN, CODE, CLOCK, FORGED, SETUP, WEAK, DOMAIN, UNKNOWN, CLOSED, TAKEN,
    OTHER, STALE,
)  # fmt: skip


class ProviderFault(Exception):
    """`why` is for the log: our own words, or the provider's word for an error; never a token."""

    def __init__(self, kind: str, why: str = "") -> None:
        assert kind in KINDS, kind
        super().__init__(f"{kind}: {why}" if why else kind)
        self.kind = kind
        self.why = why
