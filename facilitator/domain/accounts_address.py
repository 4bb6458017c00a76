"""A new address of one's own counts when whoever reads what is sent there has said yes.

A slip of a key would lock somebody out, and let a stranger ask for a new password in their name.
So the address waits beside the account, and the one before counts until the link in the letter has
been opened. The link alone does nothing: the letter may have gone to that stranger, and so whoever
confirms is also signed in as the one who asked.
"""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.domain import accounts, audit
from facilitator.errors import Expired, Invalid
from facilitator.models import Account, Facilitator

LIVES = dt.timedelta(hours=24)
JUST_NOW = dt.timedelta(minutes=1)
"""A press that comes twice sends one letter."""

TAKEN = "En annen prosessleder her har denne adressen."
NO_MORE = (
    "Den er kanskje brukt eller for gammel, eller den hører til en annen konto enn den du er "
    "logget inn på. På kontoen din ser du hvilken adresse som gjelder."
)


@dataclass(frozen=True, slots=True)
class Waiting:
    email: str
    asked_at: dt.datetime

    @property
    def until(self) -> dt.datetime:
        return self.asked_at + LIVES

    def is_over(self, now: dt.datetime) -> bool:
        return now >= self.until


@dataclass(frozen=True, slots=True)
class Changed:
    """What the account says now. `letter`: the new address is to be written to."""

    before: str
    after: str
    waits: bool = False
    letter: bool = False

    @property
    def is_news(self) -> bool:
        return self.before != self.after


def waiting(account: Account | None) -> Waiting | None:
    if account is None or account.new_email is None or account.new_email_at is None:
        return None
    return Waiting(account.new_email, account.new_email_at)


def is_taken(session: Session, leader: Facilitator, email: str) -> bool:
    asked = select(Facilitator.id).where(func.lower(Facilitator.email) == email)
    return session.scalar(asked.where(Facilitator.id != leader.id)) is not None


def ask(
    session: Session, leader: Facilitator, account: Account, email: str, now: dt.datetime
) -> bool:
    """Let the address wait, instead of another that does. Gives whether a letter is due.

    `account` is the locked row. The link of an earlier letter opens nothing from now on.
    """
    before = waiting(account)
    if before and before.email == email and now - before.asked_at < JUST_NOW:
        return False
    account.new_email, account.new_email_at = email, now
    if before is None or before.email != email:
        audit.note(session, accounts.actor_of(leader), audit.ACCOUNT, now, "ba om ny e-post")
    session.flush()
    return True


def ask_again(
    session: Session, leader: Facilitator, now: dt.datetime
) -> tuple[Waiting | None, bool]:
    """What waits, if anything does, and whether a further letter is due."""
    account = accounts.of(session, leader.id, lock=True)
    before = waiting(account)
    if account is None or before is None:
        return None, False
    due = ask(session, leader, account, before.email, now)
    return waiting(account), due


def not_sent(session: Session, leader: Facilitator, email: str, now: dt.datetime) -> None:
    """The letter did not go, so a further one is due at once."""
    account = accounts.of(session, leader.id, lock=True)
    if account is not None and account.new_email == email:
        account.new_email_at = now - JUST_NOW


def let_be(session: Session, leader: Facilitator, now: dt.datetime) -> None:
    account = accounts.of(session, leader.id, lock=True)
    if account is None or account.new_email is None:
        return
    account.new_email = account.new_email_at = None
    audit.note(session, accounts.actor_of(leader), audit.ACCOUNT, now, "lot e-posten være")
    session.flush()


def sign_of(key: str, facilitator_id: int, waits: Waiting) -> str:
    """What stands in the link: made of what waits, so that it says nothing and nobody guesses it.

    Nothing is kept of it. Another address, another letter or an address that no longer waits has
    another sign, or none.
    """
    said = f"account address:{facilitator_id}:{int(waits.asked_at.timestamp())}:{waits.email}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()[:40]


def look_at(
    session: Session, leader: Facilitator, sign: str, keys: tuple[str, ...], now: dt.datetime
) -> str:
    """The address that the link confirms. Raises Expired, also where it is somebody else's."""
    waits = waiting(accounts.of(session, leader.id))
    if waits is None or waits.is_over(now) or not _fits(sign, leader.id, waits, keys):
        raise Expired(NO_MORE)
    return waits.email


def _fits(sign: str, facilitator_id: int, waits: Waiting, keys: tuple[str, ...]) -> bool:
    typed = sign.lower().encode()
    right = [sign_of(key, facilitator_id, waits).encode() for key in keys]
    return any(hmac.compare_digest(typed, each) for each in right)


def confirm(
    session: Session, leader: Facilitator, sign: str, keys: tuple[str, ...], now: dt.datetime
) -> Changed:
    """Raises Expired, and Invalid where another has taken the address meanwhile."""
    # Two presses come one after the other; the person before the account, as when both are changed
    # elsewhere, or two would wait for one another on PostgreSQL.
    session.refresh(leader, with_for_update={"key_share": True})
    accounts.of(session, leader.id, lock=True)
    return take(session, leader, look_at(session, leader, sign, keys, now), now)


def take(session: Session, leader: Facilitator, email: str, now: dt.datetime) -> Changed:
    """The address counts from now on; links that lie in the mailbox before open nothing."""
    before = leader.email
    if is_taken(session, leader, email):
        raise Invalid({"email": TAKEN})
    accounts.end_links(session, leader.id, now)
    try:
        with session.begin_nested():
            leader.email = email
    except IntegrityError:  # in the moment since it was looked up
        raise Invalid({"email": TAKEN}) from None
    audit.note(session, accounts.actor_of(leader), audit.ACCOUNT, now, "e-post")
    session.flush()
    return Changed(before, email)
