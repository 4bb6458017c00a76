"""How long a prosessleder stays signed in on a device, and how that is kept in its row.

`Device.signed_in_how` is `link`, `password` or `provider`; `:shared` after it says that others use
the machine too. Where nothing is said, the machine is one's own. `:waits` at the end says that more
is asked for now than they have proved, so that nobody is signed in there until they have.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from facilitator.domain import settings

LINK: Final = "link"
PASSWORD: Final = "password"  # noqa: S105 – how one came in, and no password
PROVIDER: Final = "provider"
_SHARED = ":shared"
_WAITS = ":waits"

SHARED_HOURS = "accounts.shared_hours"
OWN_DAYS = "accounts.own_days"
LONGEST_DAYS = "accounts.longest_days"
SEEN_EVERY = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Unused for so long, or signed in for so long, and one signs in anew."""

    shared_hours: int = 12
    own_days: int = 30
    longest_days: int = 90

    def idle(self, how: str) -> dt.timedelta:
        if is_shared(how):
            return dt.timedelta(hours=self.shared_hours)
        return dt.timedelta(days=self.own_days)

    @property
    def longest(self) -> dt.timedelta:
        return dt.timedelta(days=self.longest_days)

    def are_past(
        self,
        how: str,
        signed_in_at: dt.datetime | None,
        seen_at: dt.datetime | None,
        now: dt.datetime,
    ) -> bool:
        """Whether it is so long since that one signs in anew."""
        if signed_in_at is None:
            return False
        unused = now - max(signed_in_at, seen_at or signed_in_at)
        return unused >= self.idle(how) or now - signed_in_at >= self.longest


LEAST = Limits(shared_hours=1, own_days=1, longest_days=1)
"""No owner can set them shorter, so before these are past nothing needs to be looked up."""
NAMES = {SHARED_HOURS: "shared_hours", OWN_DAYS: "own_days", LONGEST_DAYS: "longest_days"}


def limits(session: Session) -> Limits:
    """As the installation's owner has set them."""
    kept = settings.values(session, NAMES)
    return Limits(**{NAMES[key]: int(value) for key, value in kept.items()})


def said(how: str, *, shared: bool) -> str:
    """How somebody came in, as the device's row keeps it."""
    return how + _SHARED if shared else how


def way(how: str) -> str:
    """`link`, `password` or `provider` alone."""
    return how.removesuffix(_WAITS).removesuffix(_SHARED) or LINK


def is_shared(how: str) -> bool:
    return how.removesuffix(_WAITS).endswith(_SHARED)


def waiting(how: str) -> str:
    return said(way(how), shared=is_shared(how)) + _WAITS


def waits(how: str) -> bool:
    return how.endswith(_WAITS)


def is_over(
    session: Session,
    how: str,
    signed_in_at: dt.datetime | None,
    seen_at: dt.datetime | None,
    now: dt.datetime,
) -> bool:
    """As `Limits.are_past`. Asks the database only when it may be so."""
    asked = (how, signed_in_at, seen_at, now)
    return LEAST.are_past(*asked) and limits(session).are_past(*asked)


def is_seen_due(seen_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether it is to be noted that the device was used: at most once an hour."""
    return seen_at is None or now - seen_at >= SEEN_EVERY
