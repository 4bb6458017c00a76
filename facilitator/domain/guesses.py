"""Wrong room codes: how many there may be from one place, and from all places together.

There are two counts (docs/adr/0007), so that one who guesses closes the page for themselves, and
many together are slow all the same. Right codes, QR codes and phones we know are never counted.
"""

import datetime as dt
import math
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.domain.networks import CUSTOMER, digest_of, network_of
from facilitator.errors import TooManyGuesses
from facilitator.models import WrongGuess

Limits = tuple[tuple[dt.timedelta, int], ...]

FROM_ONE: Limits = (
    (dt.timedelta(minutes=1), 30),
    (dt.timedelta(minutes=10), 100),
    (dt.timedelta(hours=1), 300),
)
"""From one place, where a whole kull may sit behind one address. The wait grows with the window."""

TOGETHER: Limits = tuple((window, 10 * allowed) for window, allowed in FROM_ONE)
"""From all places. It decides how likely it is that many machines together hit a room."""

FOR_THE_EAGER: Limits = tuple((window, allowed // 2) for window, allowed in TOGETHER)
"""The part of TOGETHER that is open to places with many wrong ones. The rest is for those who have
hardly mistyped, or ten machines could spend it all and hold the page shut for everybody."""

FEW = 20
"""Wrong ones within the longest window from a place that has hardly mistyped: a kull in a hall has
a handful, and is not to be taken for one who guesses."""

REMEMBERED = FROM_ONE[-1][0]


def source_of(key: str, address: str) -> str:
    """The place an address belongs to, as it is kept."""
    return digest_of(key, network_of(address, CUSTOMER), "wrong room code")


def require_patience(session: Session, source: str, now: dt.datetime) -> None:
    """Before a code is told to be right or wrong. Raises TooManyGuesses."""
    wait = wait_of(session, source, now)
    if wait > dt.timedelta(0):
        raise TooManyGuesses(math.ceil(wait.total_seconds()))


def wait_of(session: Session, source: str, now: dt.datetime) -> dt.timedelta:
    """How long until a further code may be typed from this place; nothing while there is room."""
    own = _lately(session, source, now)
    together = TOGETHER if len(own) <= FEW else FOR_THE_EAGER
    oldest = [own[most - 1] if len(own) >= most else None for _, most in FROM_ONE]
    return max(
        wait_after(FROM_ONE, oldest, now), wait_after(together, _of_all(session, together), now)
    )


def wait_after(
    limits: Limits, oldest: Sequence[dt.datetime | None], now: dt.datetime
) -> dt.timedelta:
    """`oldest`: for each limit, the moment of the last wrong one that still fitted in it."""
    waits = [
        moment + window - now
        for (window, _), moment in zip(limits, oldest, strict=True)
        if moment is not None
    ]
    return max([*waits, dt.timedelta(0)])


def _lately(session: Session, source: str, now: dt.datetime) -> list[dt.datetime]:
    asked = (
        select(WrongGuess.at)
        .where(WrongGuess.source == source, WrongGuess.at > now - REMEMBERED)
        .order_by(WrongGuess.at.desc())
        .limit(FROM_ONE[-1][1])
    )
    return list(session.scalars(asked))


def _of_all(session: Session, limits: Limits) -> list[dt.datetime | None]:
    """In one question, and by the index alone: there may be thousands."""
    newest_first = select(WrongGuess.at).order_by(WrongGuess.at.desc())
    each = [newest_first.offset(most - 1).limit(1).scalar_subquery() for _, most in limits]
    return list(session.execute(select(*each)).one())


def note(session: Session, source: str, now: dt.datetime) -> None:
    """One more that was wrong; those that no limit looks at any longer go."""
    session.execute(delete(WrongGuess).where(WrongGuess.at < now - REMEMBERED))
    session.add(WrongGuess(at=now, source=source))
    session.flush()
