"""Merging rows of which there may be one for each person and occasion."""

from collections.abc import Sequence

from sqlalchemy import Column, Table, UniqueConstraint, delete, or_, select, update
from sqlalchemy.orm import Session, lazyload

from facilitator.domain import attendance_log
from facilitator.domain.merging_one import MERGED, Merge
from facilitator.models import (
    Activity,
    ApartPair,
    Attendance,
    Card,
    Claim,
    Cohort,
    Draft,
    Erasure,
    Gathering,
    Presence,
    Room,
)

_WINS = ("absent", "proposed", "present")
"""Who was seen there under one name was there. A proposal waits for a prosessleder to confirm."""


def unless_there(_session: Session, _merge: Merge) -> None:
    """Marks the rule: a row that the one who stays has already is let go."""


def drop_doubles(session: Session, table: Table, column: Column[int], merge: Merge) -> None:
    """Rows of the one who goes that would say the same as one of the one who stays."""
    other = table.alias()
    for columns in _unique_sets(table, column):
        rest = [each for each in columns if each is not column]
        same = select(other.c[column.name]).where(
            other.c[column.name] == merge.keep,
            *(other.c[each.name] == each for each in rest),
        )
        session.execute(
            delete(table)
            .where(column == merge.gone, same.exists())
            .execution_options(synchronize_session=False)
        )


def _unique_sets(table: Table, column: Column[int]) -> list[Sequence[Column[object]]]:
    found: list[Sequence[Column[object]]] = [
        list(each.columns)
        for each in table.constraints
        if isinstance(each, UniqueConstraint) and column in list(each.columns)
    ]
    if column.primary_key:
        found.append(list(table.primary_key.columns))
    return found


def attendance(session: Session, merge: Merge) -> None:
    """Present goes before proposed, and that before absent. What changes stands in the log."""
    both = list(
        session.scalars(
            select(Attendance).where(Attendance.participant_id.in_((merge.keep, merge.gone)))
        )
    )
    kept = {(row.gathering_id, row.half): row for row in both if row.participant_id == merge.keep}
    for row in both:
        known = kept.get((row.gathering_id, row.half))
        if row.participant_id == merge.keep:
            continue
        before = known.status if known else ""
        if known is not None:
            if _WINS.index(row.status) > _WINS.index(known.status):
                known.status = row.status
                known.confirmed_at, known.confirmed_by = row.confirmed_at, row.confirmed_by
            session.delete(row)
        after = known.status if known else before
        if before != after:
            attendance_log.keep(
                session, merge.cohort, merge.keep, attendance_log.HALF, (before, after),
                merge.press, gathering_id=row.gathering_id, half=row.half,
            )  # fmt: skip


def presences(session: Session, merge: Merge) -> None:
    """In a room since the first of them came, and still there when one of them is."""
    both = session.scalars(
        select(Presence).where(Presence.participant_id.in_((merge.keep, merge.gone)))
    ).all()
    kept = {row.room_id: row for row in both if row.participant_id == merge.keep}
    for row in both:
        known = kept.get(row.room_id)
        if known is None or row is known:
            continue
        known.joined_at = min(known.joined_at, row.joined_at)
        known.by_hand = known.by_hand or row.by_hand
        gone = (known.gone_at, row.gone_at)
        known.gone_at = None if None in gone else max(each for each in gone if each)
        session.delete(row)


def claims(session: Session, merge: Merge) -> None:
    """A phone that was both is the one once, with the better proof of the two."""
    standing = list(
        session.scalars(
            select(Claim)
            .where(Claim.participant_id.in_((merge.keep, merge.gone)), Claim.withdrawn_at.is_(None))
            .options(lazyload(Claim.participant))
        )
    )
    by_device: dict[int, list[Claim]] = {}
    for claim in standing:
        by_device.setdefault(claim.device_id, []).append(claim)
    for found in by_device.values():
        best = max(found, key=lambda claim: (claim.how == "link", claim.opens_portfolio, claim.id))
        for claim in found:
            if claim is not best:
                claim.withdrawn_at = merge.now
                if claim.device.active_claim_id == claim.id:
                    claim.device.active_claim_id = best.id


def client_ids(session: Session, merge: Merge) -> None:
    """Two cards that were sent under one id stay two."""
    taken = set(session.scalars(select(Card.client_id).where(Card.author_id == merge.keep)))
    for card in session.scalars(select(Card).where(Card.author_id == merge.gone)):
        if card.client_id in taken:
            card.client_id = f"{card.client_id}:{card.id}"


def drafts(session: Session, merge: Merge) -> None:
    """Two drafts for one place become one text, the newer on top."""
    kept = {
        (draft.activity_id, draft.scope): draft
        for draft in session.scalars(select(Draft).where(Draft.writer_id == merge.keep))
    }
    for draft in session.scalars(select(Draft).where(Draft.writer_id == merge.gone)):
        known = kept.get((draft.activity_id, draft.scope))
        if known is None:
            continue
        newer, older = sorted((known, draft), key=lambda each: each.updated_at, reverse=True)
        known.fields = _joined(newer.fields, older.fields)
        known.updated_at = newer.updated_at
        known.version = max(known.version, draft.version) + 1
        session.delete(draft)


def _joined(first: dict[str, object], second: dict[str, object]) -> dict[str, object]:
    joined = {**second, **{name: value for name, value in first.items() if value}}
    for name, value in second.items():
        other = first.get(name)
        if isinstance(value, str) and isinstance(other, str) and value and other != value:
            joined[name] = f"{other}\n\n{value}" if other else value
    return joined


def pairs_apart(session: Session, merge: Merge) -> None:
    """The smaller id comes first, nobody is kept from themselves, and each pair stands once."""
    people = (merge.keep, merge.gone)
    found = session.scalars(
        select(ApartPair).where(
            or_(ApartPair.first_id.in_(people), ApartPair.second_id.in_(people))
        )
    ).all()
    seen: set[tuple[int, int, int]] = set()
    for pair in found:
        ids = sorted(merge.keep if each == merge.gone else each for each in _ids(pair))
        key = (pair.gathering_id, ids[0], ids[1])
        session.delete(pair)
        if ids[0] != ids[1]:
            seen.add(key)
    session.flush()
    session.add_all(
        ApartPair(gathering_id=gathering, first_id=first, second_id=second)
        for gathering, first, second in sorted(seen)
    )


def _ids(pair: ApartPair) -> tuple[int, int]:
    return pair.first_id, pair.second_id


def plain_numbers(session: Session, merge: Merge) -> None:
    """Ids that stand where no key can hold them: a borrowed room's host, who gave way, who was."""
    _remember(session, merge)
    session.execute(update(Cohort).where(Cohort.host_id == merge.gone).values(host_id=merge.keep))
    activities = session.scalars(
        select(Activity)
        .join(Room, Room.id == Activity.room_id)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .where(Gathering.cohort_id == merge.cohort)
        .options(lazyload("*"))
    )
    for activity in activities:
        changed = {key: _seating(how, merge) for key, how in activity.seatings.items()}
        if changed != activity.seatings:
            activity.seatings = changed


def _remember(session: Session, merge: Merge) -> None:
    """In an older copy the two are apart still, and both go when the one is deleted there."""
    before = update(Erasure).where(Erasure.kind == MERGED, Erasure.into_id == merge.gone)
    session.execute(before.values(into_id=merge.keep))
    session.add(Erasure(kind=MERGED, row_id=merge.gone, into_id=merge.keep, at=merge.now))


def _seating(how: object, merge: Merge) -> object:
    if not isinstance(how, dict) or "gave_way" not in how:
        return how
    told = [
        {**what, "ids": [merge.keep if each == merge.gone else each for each in what["ids"]]}
        for what in how["gave_way"]
    ]
    return {**how, "gave_way": told}
