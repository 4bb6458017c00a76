"""Merging what a person has only one of: the summary, the festival, how far the mappe has come.

Where both records have one, the one that has come furthest stays what it is, and the text of the
other becomes a kladd of a praksisdokument, so that nothing that was written is lost.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from facilitator.domain.attendance_log import Press
from facilitator.domain.reviewing import ANSWERED, APPROVED, DRAFT, HANDED_IN, NEEDS_MORE
from facilitator.models import (
    FestivalContribution,
    FestivalGreeting,
    PortfolioEvent,
    PortfolioReview,
    PracticeDocument,
    Summary,
)

_FURTHEST = (DRAFT, NEEDS_MORE, HANDED_IN, ANSWERED, APPROVED)
_REVIEWED = ("under_arbeid", "klar", "godkjent")
MERGED = "merged"
"""An `Erasure` of the record that went into another: gone again when the other is deleted."""
OTHER_SUMMARY = "Den andre oppsummeringen"
OTHER_CONTRIBUTION = "Det andre festivalbidraget"


@dataclass(frozen=True, slots=True)
class Merge:
    """Who stays and who goes, by id."""

    keep: int
    gone: int
    cohort: int
    now: dt.datetime
    press: Press


def summary(session: Session, merge: Merge) -> None:
    found = list(
        session.scalars(select(Summary).where(Summary.participant_id.in_((merge.keep, merge.gone))))
    )
    if len(found) < 2:
        return
    found.sort(key=lambda each: (_FURTHEST.index(each.status), len(each.text or "")))
    other, _ = found
    if other.title or other.text:
        title = f"{OTHER_SUMMARY}: {other.title}" if other.title else OTHER_SUMMARY
        _as_document(session, merge, "summary", title, other.text or "")
    session.delete(other)


def contribution(session: Session, merge: Merge) -> None:
    found = list(
        session.scalars(
            select(FestivalContribution).where(
                FestivalContribution.participant_id.in_((merge.keep, merge.gone))
            )
        )
    )
    if len(found) < 2:
        return
    other, chosen = sorted(found, key=_how_far)
    if chosen.took_part_at is None and other.took_part_at is not None:
        chosen.took_part_at, chosen.took_part_by = other.took_part_at, other.took_part_by
    if not chosen.place and not chosen.begins:
        chosen.place, chosen.begins = other.place, other.begins
    text = "\n\n".join(
        part for part in (other.description, other.needs) if part and part != chosen.description
    )
    if text or (other.title and other.title != chosen.title):
        title = f"{OTHER_CONTRIBUTION}: {other.title}" if other.title else OTHER_CONTRIBUTION
        _as_document(session, merge, "contribution", title, text)
    session.execute(
        update(FestivalGreeting)
        .where(FestivalGreeting.contribution_id == other.id)
        .values(contribution_id=chosen.id)
    )
    session.execute(delete(FestivalContribution).where(FestivalContribution.id == other.id))
    session.expunge(other)


def _how_far(each: FestivalContribution) -> tuple[bool, bool, bool, int]:
    return (
        each.took_part_at is not None,
        each.released_at is not None,
        each.card_id is not None,
        len(each.title) + len(each.description),
    )


def _as_document(session: Session, merge: Merge, what: str, title: str, text: str) -> None:
    session.add(
        PracticeDocument(
            participant_id=merge.keep,
            key=f"merge-{what}-{merge.gone}",
            title=title,
            date=None,
            kind="text",
            strengths=[],
            goals=[],
            text=text,
            status=DRAFT,
            saved_at=merge.now,
            created_at=merge.now,
        )
    )


def portfolio_review(session: Session, merge: Merge) -> None:
    """The one that has come furthest, with what was said on both ways."""
    gone = session.get(PortfolioReview, merge.gone)
    if gone is None:
        return
    keep = session.get(PortfolioReview, merge.keep)
    if keep is None:
        keep = PortfolioReview(
            participant_id=merge.keep, status=gone.status, handed_in_at=gone.handed_in_at
        )
        session.add(keep)
    elif _REVIEWED.index(gone.status) > _REVIEWED.index(keep.status):
        keep.status, keep.handed_in_at = gone.status, gone.handed_in_at
    session.flush()
    session.execute(
        update(PortfolioEvent)
        .where(PortfolioEvent.participant_id == merge.gone)
        .values(participant_id=merge.keep)
    )
    session.expunge(gone)
    session.execute(delete(PortfolioReview).where(PortfolioReview.participant_id == merge.gone))
    session.expire_all()
