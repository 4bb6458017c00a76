"""What waits for the prosessledere, and what waits for a participant they have answered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import portfolio_reviews, roster
from facilitator.domain.reviewing import HANDED_IN, NEEDS_MORE
from facilitator.domain.rooms import oslo_day
from facilitator.models import (
    Cohort,
    DocumentEdition,
    Participant,
    PortfolioReview,
    PracticeDocument,
    Summary,
    SummaryEdition,
)

DOCUMENT = "dokument"
SUMMARY = "oppsummering"
PORTFOLIO = "mappe"

UNNAMED = "Uten tittel"
THE_SUMMARY = "Oppsummeringen"
WHOLE = "Hele arbeidsmappa"
NO_TIME = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the queue. `id` is the document's, else the participant's."""

    kind: str
    id: int
    participant_id: int
    name: str
    title: str
    status: str
    since: dt.datetime | None
    days: int | None
    """Whole days since it was handed in, as the calendar has them."""

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """By waiting time, the longest first."""

    on_us: tuple[Item, ...]
    """Handed in and not answered; arbeidsmapper that are klar."""
    on_them: tuple[Item, ...]
    """Asked for a little more."""

    def after(self, key: str) -> Item | None:
        """The next one to read when this one is done; the first when it was the last."""
        others = [item for item in self.on_us if item.key != key]
        place = next((n for n, item in enumerate(self.on_us) if item.key == key), 0)
        return others[place % len(others)] if others else None


def waiting(session: Session, cohort: Cohort, now: dt.datetime) -> Waiting:
    """The kull's queue, in a fixed number of questions."""
    found = [
        *_documents(session, cohort, now),
        *_summaries(session, cohort, now),
        *_portfolios(session, cohort, now),
    ]
    found.sort(key=lambda item: (item.since or NO_TIME, item.name, item.key))
    return Waiting(
        on_us=tuple(item for item in found if item.status != NEEDS_MORE),
        on_them=tuple(item for item in found if item.status == NEEDS_MORE),
    )


def _members(cohort: Cohort) -> Any:
    return roster.members(cohort.id).with_only_columns(Participant.id, Participant.name).subquery()


def _documents(session: Session, cohort: Cohort, now: dt.datetime) -> list[Item]:
    people = _members(cohort)
    rows = session.execute(
        select(
            PracticeDocument.id,
            PracticeDocument.participant_id,
            people.c.name,
            PracticeDocument.title,
            PracticeDocument.status,
            PracticeDocument.handed_in_at,
        )
        .join(people, people.c.id == PracticeDocument.participant_id)
        .where(PracticeDocument.status.in_((HANDED_IN, NEEDS_MORE)))
    ).all()
    titles = handed_in_titles(session, [row.id for row in rows])
    return [
        _item(
            DOCUMENT, row.id, row.participant_id, row.name,
            titles.get(row.id, row.title), row.status, row.handed_in_at, now,
        )
        for row in rows
    ]  # fmt: skip


def handed_in_titles(session: Session, document_ids: Sequence[int]) -> dict[int, str]:
    """Document → its title when it was last handed in; whoever writes on may have another."""
    title = DocumentEdition.content["title"].as_string()
    rows = session.execute(
        select(DocumentEdition.document_id, title)
        .where(DocumentEdition.document_id.in_(document_ids))
        .order_by(DocumentEdition.number)
    )
    return {row[0]: row[1] or UNNAMED for row in rows}


def _summaries(session: Session, cohort: Cohort, now: dt.datetime) -> list[Item]:
    people = _members(cohort)
    rows = session.execute(
        select(
            Summary.id,
            Summary.participant_id,
            people.c.name,
            Summary.title,
            Summary.status,
            Summary.handed_in_at,
        )
        .join(people, people.c.id == Summary.participant_id)
        .where(Summary.status.in_((HANDED_IN, NEEDS_MORE)))
    ).all()
    title = SummaryEdition.content["title"].as_string()
    handed_in = session.execute(
        select(SummaryEdition.summary_id, title)
        .where(SummaryEdition.summary_id.in_([row.id for row in rows]))
        .order_by(SummaryEdition.number)
    )
    titles = {row[0]: row[1] for row in handed_in}
    return [
        _item(
            SUMMARY, row.participant_id, row.participant_id, row.name,
            titles.get(row.id, row.title) or THE_SUMMARY, row.status, row.handed_in_at, now,
        )
        for row in rows
    ]  # fmt: skip


def _portfolios(session: Session, cohort: Cohort, now: dt.datetime) -> list[Item]:
    people = _members(cohort)
    rows = session.execute(
        select(PortfolioReview.participant_id, people.c.name, PortfolioReview.handed_in_at)
        .join(people, people.c.id == PortfolioReview.participant_id)
        .where(PortfolioReview.status == portfolio_reviews.READY)
    )
    ready = portfolio_reviews.READY
    return [_item(PORTFOLIO, row[0], row[0], row[1], WHOLE, ready, row[2], now) for row in rows]


def _item(
    kind: str,
    id: int,
    person: int,
    name: str,
    title: str,
    status: str,
    since: dt.datetime | None,
    now: dt.datetime,
) -> Item:
    days = (oslo_day(now) - oslo_day(since)).days if since else None
    return Item(kind, id, person, name, title, status, since, days)
