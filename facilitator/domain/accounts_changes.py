"""What a prosessleder changes of their own account, each noted and told to the other devices."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import accounts, accounts_address, accounts_codes, audit
from facilitator.domain.accounts_address import Changed
from facilitator.domain.addresses import clean_email
from facilitator.domain.form_fields import Fields
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid
from facilitator.models import Account, Facilitator

NEEDED_NAME = "Skriv navnet ditt."
NEEDED_EMAIL = "Skriv e-postadressen din. Den logger du inn med."


def require(session: Session, facilitator_id: int) -> Account:
    """The row, made if there is none, and locked until the transaction is over."""
    account = accounts.of(session, facilitator_id, lock=True)
    if account is None:
        # Two who make it at once come one after the other, also on PostgreSQL.
        owner = select(Facilitator.id).where(Facilitator.id == facilitator_id)
        session.execute(owner.with_for_update())
        account = accounts.of(session, facilitator_id, lock=True)
    if account is None:
        account = Account(facilitator_id=facilitator_id)
        session.add(account)
        session.flush()
    return account


def set_password(
    session: Session, leader: Facilitator, kept: str, now: dt.datetime, *, here: int | None = None
) -> None:
    """`kept` is what `accounts_passwords.hashed` made. Everywhere but `here` one signs in anew."""
    account = require(session, leader.id)
    account.password, account.changed_at = kept, now
    account.wrong, account.waits_until = 0, None
    accounts.end_sessions(session, leader.id, but=here)
    accounts.end_links(session, leader.id, now)
    audit.note(session, accounts.actor_of(leader), audit.ACCOUNT, now, "passord")
    session.flush()


def keep_anew(session: Session, facilitator_id: int, before: str, kept: str) -> None:
    """The same password with the costs that we use now."""
    account = accounts.of(session, facilitator_id, lock=True)
    if account is not None and account.password == before:
        account.password = kept


def set_own(
    session: Session,
    leader: Facilitator,
    form: Mapping[str, str],
    now: dt.datetime,
    *,
    confirmed: bool,
) -> Changed:
    """Name, title and address. Raises Invalid.

    `confirmed`: a new address waits until it is, see `accounts_address`. Without a server for
    letters nothing can be sent there, and it counts at once.
    """
    fields = Fields(form)
    name = fields.line("name", 60, NEEDED_NAME)
    title = fields.line("title", 60)
    try:
        email = clean_email(form.get("email", "")).lower()
    except Invalid as invalid:
        email = ""
        fields.errors.update(invalid.errors)
    if not email:
        fields.fault("email", NEEDED_EMAIL)
    elif accounts_address.is_taken(session, leader, email):
        fields.fault("email", accounts_address.TAKEN)
    fields.done()
    leader.name, leader.title = name, title or leader.title
    if email == leader.email.lower():
        session.flush()
        return Changed(leader.email, leader.email)
    if not confirmed:
        return accounts_address.take(session, leader, email, now)
    account = require(session, leader.id)
    due = accounts_address.ask(session, leader, account, email, now)
    return Changed(leader.email, email, waits=True, letter=due)


def begin_factor(session: Session, leader: Facilitator, key: str) -> None:
    """A second factor to be confirmed. One that counts goes on counting until it is taken away."""
    account = require(session, leader.id)
    if not accounts.has_second_factor(account):
        accounts_codes.begin(session, account, key)


def confirm_factor(
    session: Session, leader: Facilitator, code: str, keys: tuple[str, ...], now: dt.datetime
) -> list[str]:
    """Gives the recovery codes, which are shown this once. Raises Invalid."""
    account = require(session, leader.id)
    if accounts.has_second_factor(account):
        raise Invalid({"code": "Koden er alt slått på. Gå tilbake til kontoen din."})
    codes = accounts_codes.confirm(session, account, code, keys, now)
    audit.note(session, accounts.actor_of(leader), audit.ACCOUNT, now, "kode på telefonen")
    return codes


def remove_factor(session: Session, leader: Facilitator, actor: Actor, now: dt.datetime) -> None:
    account = accounts.of(session, leader.id, lock=True)
    if account is None or not account.totp_secret:
        return
    accounts_codes.remove(session, account, now)
    what = "uten kode på telefonen"
    if actor.facilitator_id != leader.id:
        what = f"{leader.name}: {what}"
    audit.note(session, actor, audit.ACCOUNT, now, what)


def renew_codes(session: Session, leader: Facilitator, now: dt.datetime) -> list[str]:
    """Raises Invalid for one without a second factor, whom they would be of no use to."""
    account = accounts.of(session, leader.id, lock=True)
    if not accounts.has_second_factor(account):
        raise Invalid({"code": "Slå på koden på telefonen først."})
    assert account is not None
    account.changed_at = now  # those before may be in others' hands: domain/taken_back.py
    codes = accounts_codes.renew_recovery(session, leader.id)
    audit.note(session, accounts.actor_of(leader), audit.ACCOUNT, now, "reservekoder")
    return codes
