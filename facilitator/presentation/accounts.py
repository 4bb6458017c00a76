"""`/konto` and `/installasjon/prosessledere`: one's own account, and who is here."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import (
    accounts,
    accounts_address,
    accounts_codes,
    accounts_owner,
    accounts_sessions,
    cohort_leaders,
    identities,
)
from facilitator.domain.accounts_machines import UNKNOWN
from facilitator.domain.rooms import OSLO
from facilitator.models import Account, Device, Facilitator
from facilitator.presentation import leaving
from facilitator.presentation.dates import clock_time, short_date
from facilitator.presentation.people import Desk
from facilitator.presentation.run_sheet_forms import NOTHING, Choice

WAYS = {
    accounts_sessions.LINK: "med lenke",
    accounts_sessions.PASSWORD: "med passord",
    accounts_sessions.PROVIDER: "med felles innlogging",
}


ADDRESS_HELP = {
    True: "Den logger du inn med. Bytter du, sender vi et brev til den nye. Den gjelder når du har "
    "bekreftet den.",
    False: "Den logger du inn med. E-post er ikke satt opp her, så en ny adresse gjelder med en "
    "gang. Se at den er riktig skrevet.",
}
"""Whether letters can be sent from here."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    id: int
    kind: str
    came: str
    """«Logget inn med passord i dag 09.12, på en delt maskin»"""
    seen: str
    here: bool


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """An account at a provider that leads in here."""

    id: int
    since: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A new address that is not confirmed yet."""

    email: str
    said: str
    can_send: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    desk: Desk | None
    leader: str
    first_name: str
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    address_help: str
    waiting: WaitingRow | None
    has_password: bool
    has_way_in: bool
    has_second_factor: bool
    needs_factor: bool
    """Everybody does here, so it can be moved to another phone and not be done without."""
    factor_since: str
    codes_left: int
    sessions: tuple[SessionRow, ...]
    linked: tuple[LinkedRow, ...]
    owns_installation: bool


@dataclass(frozen=True, slots=True)
class OwnerRow:
    id: int
    name: str
    first_name: str
    what: str
    """«prosessleder · kari@kommune.no»"""
    kull: str
    way: str
    seen: str
    owns: bool
    is_me: bool
    is_closed: bool
    has_second_factor: bool
    goes: str = ""
    """When the details of one who is closed out are deleted."""


@dataclass(frozen=True, slots=True)
class OwnersView:
    desk: Desk | None
    leader: str
    rows: tuple[OwnerRow, ...]
    closed: tuple[OwnerRow, ...]
    without_owner: tuple[Choice, ...]
    """The kull that nobody holds any more."""
    choices: tuple[Choice, ...]
    """Who may hold one."""
    required: bool
    limits: Mapping[str, str]
    typed: Mapping[str, str]
    errors: Mapping[str, str]


def when(moment: dt.datetime | None, now: dt.datetime) -> str:
    """«i dag 09.12», «i går 14.30», «3. mars»."""
    if moment is None:
        return ""
    local, today = moment.astimezone(OSLO), now.astimezone(OSLO).date()
    if local.date() == today:
        return f"i dag {clock_time(moment)}"
    if local.date() == today - dt.timedelta(days=1):
        return f"i går {clock_time(moment)}"
    year = "" if local.year == today.year else f" {local.year}"
    return f"{short_date(local.date())}{year}"


def account_view(
    session: Session,
    desk: Desk | None,
    leader: Facilitator,
    device_id: int | None,
    now: dt.datetime,
    *,
    required: bool,
    can_send: bool,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> AccountView:
    account = accounts.of(session, leader.id)
    own = {"name": leader.name, "title": leader.title, "email": leader.email}
    has_factor = accounts.has_second_factor(account)
    known = accounts.sessions_of(session, leader.id, now)
    rows = [_session_row(each, device_id, now) for each in known]
    return AccountView(
        desk=desk,
        leader=leader.name,
        first_name=leader.first_name,
        typed=own if typed is None else typed,
        errors=errors,
        address_help=ADDRESS_HELP[can_send],
        waiting=_waiting(account, now, can_send),
        has_password=bool(account and account.password),
        has_way_in=accounts.has_way_in(session, leader.id),
        has_second_factor=has_factor,
        needs_factor=required,
        factor_since=_day(account, now) if has_factor else "",
        codes_left=accounts_codes.left(session, leader.id) if has_factor else 0,
        sessions=tuple(sorted(rows, key=lambda row: not row.here)),
        linked=tuple(
            LinkedRow(each.id, when(each.linked_at, now))
            for each in identities.of(session, leader.id)
        ),
        owns_installation=leader.owns_installation,
    )


def _waiting(account: Account | None, now: dt.datetime, can_send: bool) -> WaitingRow | None:
    waits = accounts_address.waiting(account)
    if waits is None:
        return None
    asked = f"Du ba om det {when(waits.asked_at, now)}."
    what = (
        "Lenken i brevet virker ikke lenger."
        if waits.is_over(now)
        else "Åpne lenken i brevet innen et døgn."
    )
    return WaitingRow(waits.email, f"{asked} {what}", can_send)


def _day(account: Account | None, now: dt.datetime) -> str:
    return when(account.totp_since, now) if account is not None else ""


def _session_row(device: Device, here: int | None, now: dt.datetime) -> SessionRow:
    way = WAYS[accounts_sessions.way(device.signed_in_how)]
    shared = ", på en delt maskin" if accounts_sessions.is_shared(device.signed_in_how) else ""
    return SessionRow(
        id=device.id,
        kind=device.kind or UNKNOWN,
        came=f"Logget inn {way} {when(device.signed_in_at, now)}{shared}",
        seen="" if device.id == here else f"Sist brukt {when(device.seen_at, now)}",
        here=device.id == here,
    )


def owners_view(
    session: Session,
    desk: Desk | None,
    leader: Facilitator,
    now: dt.datetime,
    *,
    required: bool,
    typed: Mapping[str, str] = NOTHING,
    errors: Mapping[str, str] = NOTHING,
) -> OwnersView:
    """`required` is whether everybody needs a password and a code."""
    listed = accounts_owner.everybody(session)
    goes = leaving.by_themselves(session, _closed(listed), now)
    rows = [_owner_row(each, leader.id, now, goes) for each in listed]
    kept = accounts_sessions.limits(session)
    names = accounts_sessions.NAMES.values()
    limits = {name: typed.get(name) or str(getattr(kept, name)) for name in names}
    return OwnersView(
        desk=desk,
        leader=leader.name,
        rows=tuple(row for row in rows if not row.is_closed),
        closed=tuple(row for row in rows if row.is_closed),
        without_owner=tuple(
            Choice(str(each.id), each.name) for each in cohort_leaders.without_owner(session)
        ),
        choices=tuple(Choice(str(row.id), row.name) for row in rows if not row.is_closed),
        required=required,
        limits=limits,
        typed=typed,
        errors=errors,
    )


def _closed(listed: Iterable[accounts_owner.Listed]) -> dict[int, dt.datetime]:
    found = ((each.leader.id, each.leader.closed_at) for each in listed)
    return {leader: at for leader, at in found if at is not None}


def _owner_row(
    listed: accounts_owner.Listed, me: int, now: dt.datetime, goes: Mapping[int, str]
) -> OwnerRow:
    leader = listed.leader
    return OwnerRow(
        id=leader.id,
        name=leader.name,
        first_name=leader.first_name,
        what=f"{leader.title} · {leader.email}",
        kull="Leder " + " og ".join(listed.kull) if listed.kull else "Leder ingen kull ennå",
        way=_way_in(listed),
        seen=f"Sist her {when(listed.seen_at, now)}" if listed.seen_at else "Ikke vært her ennå",
        owns=leader.owns_installation,
        is_me=leader.id == me,
        is_closed=leader.closed_at is not None,
        has_second_factor=listed.has_second_factor,
        goes=goes.get(leader.id, ""),
    )


def _way_in(listed: accounts_owner.Listed) -> str:
    if listed.has_password:
        return "Passord og kode" if listed.has_second_factor else "Passord"
    return "Felles innlogging" if listed.has_provider else "Bare lenke"
