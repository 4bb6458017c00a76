"""What somebody has taken back, as it is to stand in the list that outlives a restore.

The list is `erased_list`; how it is done again on a database of an earlier day, `taken_back_again`.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import erased_list, lost_rights
from facilitator.domain.erased_list import Entry
from facilitator.domain.merging_one import MERGED
from facilitator.models import (
    Account,
    Card,
    Certificate,
    Claim,
    Consent,
    DeletionWish,
    Device,
    Erasure,
    Facilitator,
    PersonalLink,
)

_MOMENTS: Final = (
    (erased_list.CLAIM, Claim.id, Claim.withdrawn_at),
    (erased_list.DEVICE, Device.id, Device.forgotten_at),
    (erased_list.CLOSED, Facilitator.id, Facilitator.closed_at),
    (erased_list.ACCOUNT, Account.facilitator_id, Account.changed_at),
    (erased_list.WITHDRAWN, Card.id, Card.withdrawn_at),
    (erased_list.HIDDEN, Card.id, Card.hidden_at),
    (erased_list.BEVIS, Certificate.id, Certificate.ended_at),
)
"""Rows that say themselves since when they are no longer what they were."""


def standing(session: Session, place: str) -> list[Entry]:
    """Twelve queries, whatever there is. A yes that ends no no is left out."""
    own = [*_consents(session, place), *_wishes(session, place)]
    found = [*own, *_of_merged(session, own), *_links(session, place)]
    found += _lost_rights(session, place)
    for kind, number, moment in _MOMENTS:
        rows = session.execute(select(number, moment).where(moment.is_not(None)).order_by(number))
        found += [Entry(kind, row[0], row[1], place) for row in rows if row[1]]
    return found


def _consents(session: Session, place: str) -> Iterator[Entry]:
    rows = session.execute(
        select(Consent.participant_id, Consent.kind, Consent.given_at, Consent.withdrawn_at)
        .order_by(Consent.participant_id, Consent.kind, Consent.id)
    )  # fmt: skip
    for (person, kind), said in groupby(rows, key=lambda row: (row[0], row[1])):
        *before, last = said
        if last.withdrawn_at is not None:
            yield Entry(erased_list.CONSENT, person, last.withdrawn_at, place, kind)
        elif before:
            yield Entry(erased_list.CONSENT, person, last.given_at, place, kind, over=True)


def _of_merged(session: Session, own: list[Entry]) -> Iterator[Entry]:
    """In an older copy two records of one person are apart still, and it is said of both.

    Of the one that went it holds since they became one, at the earliest.
    """
    rows = session.scalars(select(Erasure).where(Erasure.kind == MERGED).order_by(Erasure.id))
    before: dict[int | None, list[Erasure]] = {}
    for each in rows:
        before.setdefault(each.into_id, []).append(each)
    for entry in own:
        for gone in before.get(entry.id, ()):
            yield msgspec.structs.replace(entry, id=gone.row_id, at=max(entry.at, gone.at))


def _wishes(session: Session, place: str) -> Iterator[Entry]:
    """Two records that became one may have a wish each: while one stands, they wish it."""
    rows = session.execute(
        select(DeletionWish.participant_id, DeletionWish.asked_at, DeletionWish.cancelled_at)
        .order_by(DeletionWish.participant_id, DeletionWish.id)
    )  # fmt: skip
    for person, wishes in groupby(rows, key=lambda row: row[0]):
        theirs = list(wishes)
        asked = [each.asked_at for each in theirs if each.cancelled_at is None]
        if asked:
            yield Entry(erased_list.WISH, person, min(asked), place)
        else:
            changed = max(each.cancelled_at for each in theirs)
            yield Entry(erased_list.WISH, person, changed, place, over=True)


def _links(session: Session, place: str) -> Iterator[Entry]:
    """Those of participants; what prosessledere have not used is ended whole by `end_sign_ins`."""
    rows = session.execute(
        select(PersonalLink.id, PersonalLink.revoked_at)
        .where(PersonalLink.participant_id.is_not(None), PersonalLink.revoked_at.is_not(None))
        .order_by(PersonalLink.id)
    )
    for number, at in rows:
        if at is not None:
            yield Entry(erased_list.LINK, number, at, place)


def _lost_rights(session: Session, place: str) -> Iterator[Entry]:
    rows = select(Erasure).where(Erasure.kind.in_(lost_rights.KINDS)).order_by(Erasure.id)
    for each in session.scalars(rows):
        second = "" if each.into_id is None else str(each.into_id)
        yield Entry(each.kind, each.row_id, each.at, place, second)
