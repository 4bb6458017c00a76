"""Wrong passwords and codes: each further one waits longer, and nobody is shut out for good.

Passwords are counted by the address that was typed, whether anybody has it or not, so that a wait
says nothing of who is here. A browser where its owner has been let in before is counted by itself:
what strangers type keeps nobody from their own desk. An attempt is noted before it is looked at,
and taken away when it was right: many at once come no further than one after the other.
"""

import datetime as dt
import hashlib
import hmac
import math
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import accounts, audit, identities
from facilitator.errors import MustWait, how_long
from facilitator.models import Account, AuditEntry, Facilitator

FREE = 4
"""Wrong ones that are answered at once: one mistypes."""
FIRST_WAIT = dt.timedelta(seconds=15)
LONGEST_WAIT = dt.timedelta(minutes=15)
REMEMBERED = dt.timedelta(hours=24)

EVERYBODY = 200
"""Wrong ones within a minute, by all who try in the whole installation. One place has a tenth, see
web/sign_in.py; each costs a tenth of a second's work."""
MINUTE = dt.timedelta(minutes=1)

PASSWORD = "passord"  # noqa: S105 – the word in the log
CODE = "kode"
UNKNOWN = "Ukjent"
NOWHERE: Mapping[str, str] = {}


class TooManyTries(MustWait):
    def __init__(self, retry_after: int, *, everybody: bool = False) -> None:
        why = "Det er prøvd mye her akkurat nå." if everybody else "Det ble feil noen ganger."
        meanwhile = " En personlig lenke virker så lenge." if everybody else ""
        wait = how_long(max(retry_after, 1))
        super().__init__(f"{why} Vent {wait}, og prøv igjen.{meanwhile}", retry_after)


def wait_after(wrong: int) -> dt.timedelta:
    """How long after so many wrong ones in a row the next is looked at."""
    if wrong <= FREE:
        return dt.timedelta(0)
    doubled: int = 2 ** min(wrong - FREE - 1, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


# --- passwords -----------------------------------------------------------------------------------


def begin(
    session: Session,
    key: str,
    email: str,
    now: dt.datetime,
    browser: Mapping[str, str] = NOWHERE,
) -> int:
    """Note an attempt, and give its number. Raises TooManyTries, and notes nothing then.

    `key` is the installation's own, see `_mark`. `browser`: who has been let in there before.
    """
    known = accounts.by_email(session, email)
    own = browser.get(str(known.id), "") if known is not None else ""
    if not own:
        _require_calm(session, now)
    mark = _mark(key, email, own)
    if known is not None:
        # One after the other, also on PostgreSQL.
        session.execute(select(Facilitator.id).where(Facilitator.id == known.id).with_for_update())
    rows = _lately(session, mark, known, now)
    if rows:
        waits = rows[0] + wait_after(len(rows)) - now
        if waits > dt.timedelta(0):
            raise TooManyTries(math.ceil(waits.total_seconds()))
    entry = _entry(known, PASSWORD, now)
    entry.details = {"address": mark}
    session.add(entry)
    session.flush()
    return entry.id


def was_right(session: Session, attempt: int) -> None:
    entry = session.get(AuditEntry, attempt)
    if entry is not None:
        session.delete(entry)
        session.flush()


def _lately(
    session: Session, mark: str, known: Facilitator | None, now: dt.datetime
) -> list[dt.datetime]:
    """When there were wrong ones since the last right one, the newest first."""
    asked = (
        select(AuditEntry.at)
        .where(
            AuditEntry.verb == audit.REFUSED,
            AuditEntry.at > _since(session, known, now),
            AuditEntry.details["address"].as_string() == mark,
        )
        .order_by(AuditEntry.at.desc())
    )
    return list(session.scalars(asked))


def _since(session: Session, known: Facilitator | None, now: dt.datetime) -> dt.datetime:
    oldest = now - REMEMBERED
    if known is None:
        return oldest
    right = session.scalar(
        select(func.max(AuditEntry.at)).where(
            AuditEntry.verb == audit.SIGNED_IN, AuditEntry.facilitator_id == known.id
        )
    )
    return max(oldest, right) if right is not None else oldest


def _require_calm(session: Session, now: dt.datetime) -> None:
    lately = session.scalar(
        select(func.count())
        .select_from(AuditEntry)
        .where(
            AuditEntry.verb == audit.REFUSED,
            AuditEntry.at > now - MINUTE,
            # Whoever a provider vouches for has guessed nothing.
            AuditEntry.what != identities.FROM_OUTSIDE,
        )
    )
    if (lately or 0) >= EVERYBODY:
        raise TooManyTries(int(MINUTE.total_seconds()), everybody=True)


# --- codes ---------------------------------------------------------------------------------------


def require_code(account: Account, now: dt.datetime) -> None:
    """Before a code or an old password of one who is known is looked at. Raises TooManyTries.

    What others try elsewhere is no reason to wait: a link and a code is the way in that is left
    while somebody guesses passwords.
    """
    if account.waits_until is not None and account.waits_until > now:
        raise TooManyTries(math.ceil((account.waits_until - now).total_seconds()))


def wrong_code(
    session: Session, account: Account, leader: Facilitator, now: dt.datetime, what: str = CODE
) -> None:
    if account.waits_until is not None and account.waits_until < now - REMEMBERED:
        account.wrong = 0
    account.wrong += 1
    account.waits_until = now + wait_after(account.wrong)
    session.add(_entry(leader, what, now))
    session.flush()


def right_code(account: Account) -> None:
    account.wrong, account.waits_until = 0, None


def _entry(known: Facilitator | None, what: str, now: dt.datetime) -> AuditEntry:
    return AuditEntry(
        at=now,
        by=known.name if known is not None else UNKNOWN,
        facilitator_id=known.id if known is not None else None,
        verb=audit.REFUSED,
        what=what,
        details={},
    )


def _mark(key: str, email: str, own: str = "") -> str:
    """Which address it was, without keeping it: the log alone is no help to whoever guesses.

    `own` is the mark of a browser that is known to its owner.
    """
    about = f"tried in {own}" if own else "tried address"
    text = f"{about}:{email.strip().lower()}"
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()[:20]
