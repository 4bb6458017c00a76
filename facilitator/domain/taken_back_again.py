"""What somebody has taken back stays taken back, also after an older copy has been put back.

Only what takes away is done again: nobody is given a right, and nobody's yes is said for them, by
a list. So where a copy was taken between a no and a yes, the no stands, and its owner can say yes
anew.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    access,
    accounts,
    accounts_owner,
    audit,
    certificate_corrections,
    consents,
    erased_list,
    festival,
    forgetting,
    lost_rights,
    taken_back_cards,
)
from facilitator.domain.erased_list import Entry
from facilitator.domain.policies import Actor
from facilitator.models import (
    Certificate,
    Claim,
    CohortLeader,
    DeletionWish,
    Device,
    Facilitator,
    FestivalContribution,
    Identity,
    Participant,
    PersonalLink,
)

RESTORE: Final = Actor(name="facilitator restore")
"""Who does it, in the log."""
SERVER: Final = "tjeneren"
"""And where it is read by those who know nothing of commands."""
WISHED: Final = "gjentatt da en sikkerhetskopi ble lagt tilbake"
SIGNED_OUT: Final = "alle prosessledere logget ut"
ALREADY: Final = "tatt tilbake på nytt"


def again(session: Session, entries: Iterable[Entry], now: dt.datetime) -> int:
    """Give how many were as before the taking back. Those of this place, the latest of each."""
    done: dict[str, int] = {}
    for each in sorted(entries, key=lambda entry: entry.at):
        if each.kind in _AGAIN and _AGAIN[each.kind](session, each, now):
            done[each.kind] = done.get(each.kind, 0) + 1
    if done:
        audit.note(session, RESTORE, audit.CHANGED, now, ALREADY, **done)
    session.flush()
    return sum(done.values())


def _consent(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """Also where the copy holds no answer: without one, photos and contributions are shown."""
    person = session.get(Participant, entry.id)
    if entry.over or person is None or entry.of not in consents.KINDS:
        return False
    stands = consents.of_person(session, person.id)[entry.of]
    if stands.yes is False or (stands.since is not None and stands.since >= entry.at):
        return False
    consents.answer(session, RESTORE, person, entry.of, now, yes=False, since=entry.at)
    return True


def _wish(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """Asked for with the days it had; or left, by one who had changed their mind in time."""
    person = session.get(Participant, entry.id)
    if person is None:
        return False
    wish = forgetting.standing(session, person.id)
    if entry.over:
        if wish is None or wish.asked_at >= entry.at:
            return False
        forgetting.change_mind(session, person, RESTORE, now)
        return True
    if wish is not None or _changed_mind_after(session, entry):
        return False
    made = forgetting.ask(session, person, RESTORE, entry.at, by=WISHED)
    return made.asked_at == entry.at


def _changed_mind_after(session: Session, entry: Entry) -> bool:
    asked = select(DeletionWish.id).where(
        DeletionWish.participant_id == entry.id, DeletionWish.cancelled_at >= entry.at
    )
    return session.scalar(asked.limit(1)) is not None


def _claim(session: Session, entry: Entry, now: dt.datetime) -> bool:
    claim = session.get(Claim, entry.id)
    if claim is None or claim.withdrawn_at is not None or claim.claimed_at > entry.at:
        return False
    access.withdraw(session, claim, entry.at)
    return True


def _device(session: Session, entry: Entry, now: dt.datetime) -> bool:
    device = session.get(Device, entry.id)
    if device is None or device.forgotten_at is not None or device.created_at > entry.at:
        return False
    access.forget(session, device, entry.at)
    return True


def _link(session: Session, entry: Entry, now: dt.datetime) -> bool:
    link = session.get(PersonalLink, entry.id)
    if link is None or link.revoked_at is not None or link.issued_at > entry.at:
        return False
    link.revoked_at = entry.at
    return True


def _closed(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """Also the only owner of the copy: another can be made by command, `serve` says how."""
    leader = session.get(Facilitator, entry.id)
    if leader is None or leader.closed_at is not None:
        return False
    leader.owns_installation = False
    accounts_owner.close(session, RESTORE, leader, now)
    leader.closed_at = entry.at
    return True


def _account(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """A password or a code that was changed may have been in others' hands: it opens nothing."""
    account = accounts.of(session, entry.id)
    if account is None or account.changed_at is None or account.changed_at >= entry.at:
        return False
    accounts.forget_ways_in(session, entry.id)
    return True


def _led(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """Also the last one of a kull: the owner of the installation gives it to another."""
    row = _leading(session, entry)
    if row is not None:
        session.delete(row)
        session.flush()
    return row is not None


def _held(session: Session, entry: Entry, now: dt.datetime) -> bool:
    row = _leading(session, entry)
    if row is None or not row.is_owner:
        return False
    row.is_owner = False
    return True


def _leading(session: Session, entry: Entry) -> CohortLeader | None:
    leader = int(entry.of) if entry.of.isdecimal() else 0
    return session.get(CohortLeader, (entry.id, leader))


def _owned(session: Session, entry: Entry, now: dt.datetime) -> bool:
    leader = session.get(Facilitator, entry.id)
    if leader is None or not leader.owns_installation:
        return False
    leader.owns_installation = False
    return True


def _unreleased(session: Session, entry: Entry, now: dt.datetime) -> bool:
    found = session.get(FestivalContribution, entry.id)
    if found is None or found.released_at is None or found.released_at > entry.at:
        return False
    festival.hold_back(session, found, entry.at)
    return True


def _unsigned(session: Session, entry: Entry, now: dt.datetime) -> bool:
    found = session.get(FestivalContribution, entry.id)
    if found is None or not found.show_name:
        return False
    found.show_name = False
    return True


def _bevis(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """Also one that was replaced, for the one in its place is gone with the restore."""
    found = session.get(Certificate, entry.id)
    if found is None or found.issued_at > entry.at:
        return False
    return certificate_corrections.withdraw_again(session, found, SERVER, entry.at)


def _unlinked(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """A way in that somebody has taken away, perhaps since it was not theirs alone."""
    found = session.get(Identity, entry.id)
    if found is None or found.linked_at > entry.at:
        return False
    session.delete(found)
    return True


_AGAIN: Final[dict[str, Callable[[Session, Entry, dt.datetime], bool]]] = {
    erased_list.CONSENT: _consent,
    erased_list.WISH: _wish,
    erased_list.CLAIM: _claim,
    erased_list.DEVICE: _device,
    erased_list.LINK: _link,
    erased_list.CLOSED: _closed,
    erased_list.ACCOUNT: _account,
    erased_list.WITHDRAWN: taken_back_cards.withdrawn,
    erased_list.HIDDEN: taken_back_cards.hidden,
    erased_list.BEVIS: _bevis,
    lost_rights.LED: _led,
    lost_rights.HELD: _held,
    lost_rights.OWNED: _owned,
    lost_rights.NARROWED: taken_back_cards.narrowed,
    lost_rights.UNRELEASED: _unreleased,
    lost_rights.NAMELESS: taken_back_cards.nameless,
    lost_rights.UNSIGNED: _unsigned,
    lost_rights.UNLINKED: _unlinked,
    lost_rights.REMOVED: taken_back_cards.removed,
    lost_rights.DELETED: taken_back_cards.deleted,
}


def end_sign_ins(session: Session, now: dt.datetime) -> int:
    """Whoever leads signs in anew, and links that were not used open nothing.

    What has been signed out of since the copy leaves no trace in it, and no line in the list: a
    lost machine would be signed in again. Gives on how many browsers somebody was signed in.
    """
    signed_in = session.scalars(select(Device).where(Device.facilitator_id.is_not(None))).all()
    for device in signed_in:
        access.sign_out(session, device)
    for leader in session.scalars(select(Facilitator.id)).all():
        accounts.end_links(session, leader, now)
    if signed_in:
        audit.note(session, RESTORE, audit.SIGNED_OUT, now, SIGNED_OUT)
    session.flush()
    return len(signed_in)
