"""The command `link`: a further personal link, and what only whoever runs the machine can mend.

An owner who has lost the phone, or who has left, has nobody above them but the command line.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.config import Settings
from facilitator.domain import accounts_owner, cohort_leaders, links
from facilitator.domain.policies import Actor
from facilitator.errors import FacilitatorError, Invalid
from facilitator.mail import Mailer, Message
from facilitator.models import Cohort, Facilitator, Participant
from facilitator.models.cohort import YEAR
from facilitator.presentation import account_letters
from facilitator.starting import CannotStart, database_of, explained, last_address

COMMAND = Actor(name="facilitator link")
NOT_A_LEADER = "--owner og --lost-phone er for prosessledere. Skriv e-posten."
PATIENCE = 15.0
"""Seconds that the server for e-mail is given, while somebody waits for the command to end."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A link, and whom to tell about it: nothing that is done to another's way in is silent."""

    name: str
    address: str
    letters: tuple[Message, ...] = ()


def issue_link(
    settings: Settings,
    who: str,
    now: dt.datetime,
    *,
    new_name: str | None = None,
    owner: bool = False,
    lost_phone: bool = False,
) -> Issued:
    """A further personal link. Raises CannotStart.

    With `new_name` for a prosessleder who may be new; `who` is then the e-mail address. `owner`
    gives the installation to them, `lost_phone` lets them in without the code from the phone.
    """
    with explained(), database_of(settings) as database, database.transaction() as session:
        person = _newcomer(session, new_name, who) if new_name else _find(session, who)
        if isinstance(person, Facilitator):
            token = _for_leader(session, person, now, owner=owner, lost_phone=lost_phone)
        elif owner or lost_phone:
            raise CannotStart(NOT_A_LEADER)
        else:
            token = links.issue(session, now, participant=person, by=COMMAND)
        letters = _letters(person, lost_phone=lost_phone)
        return Issued(person.name, f"{last_address(settings)}/lenke/{token}", letters)


def _letters(person: Facilitator | Participant, *, lost_phone: bool) -> tuple[Message, ...]:
    """Those that the owner's page sends for the same. A participant's link is sent to nobody."""
    if isinstance(person, Participant):
        return ()
    done = (account_letters.CODE,) if lost_phone else ()
    return tuple(
        Message(
            person.email,
            account_letters.SUBJECTS[what],
            account_letters.body(what, person.first_name, account_letters.RUNNER),
        )
        for what in (*done, account_letters.LINK)
    )


def tell(settings: Settings, letters: Sequence[Message]) -> list[str]:
    """Send them, where there is a server to send through. Gives what was wrong, once each."""
    if settings.mail is None or not letters:
        return []
    faults = Mailer(settings.mail).hurried(PATIENCE).send(letters)
    return list(dict.fromkeys(fault for fault in faults if fault))


def _for_leader(
    session: Session, leader: Facilitator, now: dt.datetime, *, owner: bool, lost_phone: bool
) -> str:
    try:
        accounts_owner.require_open(leader)
        cohort_leaders.own_what_nobody_owns(session, leader)
        if owner:
            accounts_owner.set_owner(session, COMMAND, leader, now, owns=True)
    except FacilitatorError as refused:
        raise CannotStart(refused.message) from refused
    if lost_phone:
        accounts_owner.lost_phone(session, COMMAND, leader, now)
    accounts_owner.note_link(session, COMMAND, leader, now)
    return links.issue(session, now, facilitator=leader)


def _newcomer(session: Session, name: str, email: str) -> Facilitator:
    try:
        return cohort_leaders.first(session, name, email)
    except Invalid as invalid:
        raise CannotStart(" ".join(invalid.errors.values())) from invalid


def _find(session: Session, who: str) -> Facilitator | Participant:
    wanted = who.strip().casefold()
    if "@" in wanted:
        leader = session.scalar(select(Facilitator).where(func.lower(Facilitator.email) == wanted))
        if leader is None:
            raise CannotStart(f"Ingen prosessleder har e-posten {who}.")
        return leader
    seats = select(Participant).join(Cohort).where(Cohort.kind == YEAR)
    people = session.scalars(seats.where(Participant.guest_of.is_(None))).all()
    found = [p for p in people if p.name.casefold() == wanted] or [
        p for p in people if p.name.casefold().startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise CannotStart(f"Fant ingen deltaker som heter {who}.")
    names = ", ".join(sorted(p.name for p in found))
    raise CannotStart(f"Flere kan være {who}: {names}. Skriv hele navnet.")
