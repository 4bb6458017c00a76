"""A whole arbeidsmappe: under arbeid, klar to be approved, godkjent. And how far the kull has come.

    under_arbeid ──ready──▶ klar ──approve──▶ godkjent ──reopen──▶ under_arbeid
      ▲    └────────approve─────────────────────▲
      └──withdraw, ask_more── klar

It is an act of somebody each time: enough documents alone make nothing happen.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import reviewing, roster
from facilitator.domain.reviewing import DRAFT, HANDED_IN, NEEDS_MORE, Words
from facilitator.domain.writing import clean_text
from facilitator.errors import Conflict, Invalid
from facilitator.models import (
    Cohort,
    Participant,
    PortfolioEvent,
    PortfolioReview,
    PracticeDocument,
    Summary,
)

UNDER_WAY = "under_arbeid"
READY = "klar"
APPROVED = "godkjent"
STATUSES = (UNDER_WAY, READY, APPROVED)

OWNERS = frozenset({"ready", "withdraw"})
READERS = frozenset({"approve", "ask_more", "reopen"})
NEED_ENOUGH = frozenset({"ready", "approve"})

WORDS_LIMIT = 2000
NOTHING_SAID = Words()

_STEPS = {
    (UNDER_WAY, "ready"): READY,
    (READY, "withdraw"): UNDER_WAY,
    (READY, "approve"): APPROVED,
    (UNDER_WAY, "approve"): APPROVED,
    (READY, "ask_more"): UNDER_WAY,
    (APPROVED, "reopen"): UNDER_WAY,
}


def step(status: str, action: str, *, enough: bool) -> str | None:
    """The status after an action; None when it is not open. `enough`: documents that count."""
    if action in NEED_ENOUGH and not enough:
        return None
    return _STEPS.get((status, action))


class Counted(Protocol):
    """What must be known of a document to say whether it counts."""

    @property
    def id(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def replaces_id(self) -> int | None: ...


D = TypeVar("D", bound=Counted)


def counting(documents: Iterable[D], *, approves: bool) -> list[D]:
    """Those that count: once each, also while an approved one is being made anew."""
    known = {one.id: one for one in documents}
    good = [one for one in known.values() if reviewing.counts(one.status, approves=approves)]
    replaced: set[int] = set()
    for one in good:
        older = one.replaces_id
        while older is not None and older not in replaced:
            replaced.add(older)
            older = known[older].replaces_id if older in known else None
    return [one for one in good if one.id not in replaced]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one arbeidsmappe has come. Documents by count, the rest by status."""

    needed: int
    counting: int = 0
    """Approved, or answered in a kull that does not approve each."""
    handed_in: int = 0
    """Waiting to be read."""
    needs_more: int = 0
    drafts: int = 0
    summary: str = ""
    """Its status; empty when it is not begun."""
    portfolio: str = UNDER_WAY
    waiting_since: dt.datetime | None = None
    """The oldest thing that waits for a prosessleder."""

    @property
    def enough(self) -> bool:
        return self.counting >= self.needed

    @property
    def lacks(self) -> int:
        return max(0, self.needed - self.counting)


def of_cohort(session: Session, cohort: Cohort) -> dict[int, Progress]:
    """Participant → how far the mappe has come, for all who are in the kull. Four questions."""
    people = session.scalars(
        roster.members(cohort.id).with_only_columns(Participant.id).order_by(Participant.id)
    )
    return _progress(session, cohort, list(people))


def of_person(session: Session, person: Participant) -> Progress:
    return _progress(session, person.cohort, [person.id])[person.id]


@dataclass(frozen=True, slots=True)
class _Document:
    id: int
    status: str
    replaces_id: int | None
    handed_in_at: dt.datetime | None


def _progress(session: Session, cohort: Cohort, people: Sequence[int]) -> dict[int, Progress]:
    documents = _documents(session, people)
    summaries = _statuses(session, Summary, people)
    reviews = _statuses(session, PortfolioReview, people)
    found = {}
    for person in people:
        mine = documents.get(person, [])
        summary, since_summary = summaries.get(person, ("", None))
        portfolio, since_ready = reviews.get(person, (UNDER_WAY, None))
        since = [one.handed_in_at for one in mine if one.status == HANDED_IN]
        since += [since_summary] if summary == HANDED_IN else []
        since += [since_ready] if portfolio == READY else []
        found[person] = replace(
            _counts(mine, cohort),
            summary=summary,
            portfolio=portfolio,
            waiting_since=min((moment for moment in since if moment), default=None),
        )
    return found


def _documents(session: Session, people: Sequence[int]) -> dict[int, list[_Document]]:
    found: dict[int, list[_Document]] = {}
    for row in session.execute(
        select(
            PracticeDocument.participant_id,
            PracticeDocument.id,
            PracticeDocument.status,
            PracticeDocument.replaces_id,
            PracticeDocument.handed_in_at,
        ).where(PracticeDocument.participant_id.in_(people))
    ):
        found.setdefault(row[0], []).append(_Document(row[1], row[2], row[3], row[4]))
    return found


def _statuses(
    session: Session, table: type[Summary] | type[PortfolioReview], people: Sequence[int]
) -> dict[int, tuple[str, dt.datetime | None]]:
    rows = session.execute(
        select(table.participant_id, table.status, table.handed_in_at).where(
            table.participant_id.in_(people)
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _counts(documents: Sequence[Counted], cohort: Cohort) -> Progress:
    status = [one.status for one in documents]
    return Progress(
        needed=cohort.min_approved_documents,
        counting=len(counting(documents, approves=cohort.approve_documents)),
        handed_in=status.count(HANDED_IN),
        needs_more=status.count(NEEDS_MORE),
        drafts=status.count(DRAFT),
    )


def find(session: Session, participant_id: int) -> PortfolioReview | None:
    return session.get(PortfolioReview, participant_id)


def status_of(review: PortfolioReview | None) -> str:
    return review.status if review else UNDER_WAY


def act(
    session: Session,
    person: Participant,
    action: str,
    *,
    by: str,
    now: dt.datetime,
    words: Words = NOTHING_SAID,
    seen: int | None = None,
) -> PortfolioReview:
    """One step of the way, and its line in the log. A repeated press changes nothing.

    `seen` is how many lines the log had on the page that was pressed. Raises Invalid where too
    few documents count or too little is said, Conflict where somebody else was there first.
    """
    session.execute(select(Participant.id).where(Participant.id == person.id).with_for_update())
    review = find(session, person.id)
    if review is None:
        review = PortfolioReview(participant_id=person.id, status=UNDER_WAY, events=[])
        session.add(review)
    if _repeated(review, action, by):
        return review
    words = Words(*(clean_text(said, name, most=WORDS_LIMIT) for name, said in _parts(words)))
    _require(_progress(session, person.cohort, [person.id])[person.id], review, action, seen)
    if errors := lacks(action, words):
        raise Invalid(errors)
    review.status = _STEPS[review.status, action]
    review.handed_in_at = now if review.status == READY else review.handed_in_at
    review.events.append(
        PortfolioEvent(
            at=now,
            by=by,
            status=review.status,
            noticed=words.noticed or None,
            wonders=words.wonders or None,
            reason=words.reason or None,
        )
    )
    session.flush()
    return review


def lacks(action: str, words: Words) -> dict[str, str]:
    """Field → what to write. To open an approved mappe again only the reason is needed."""
    found = reviewing.lacks(action, words)
    return {"reason": found["reason"]} if "reason" in found else found if action != "reopen" else {}


def _parts(words: Words) -> list[tuple[str, str]]:
    return [("noticed", words.noticed), ("wonders", words.wonders), ("reason", words.reason)]


def _repeated(review: PortfolioReview, action: str, by: str) -> bool:
    """Whether the same one has just done this very thing."""
    last = review.events[-1] if review.events else None
    done = {_STEPS[key] for key in _STEPS if key[1] == action}
    return last is not None and last.by == by and {review.status, last.status} <= done


def _require(progress: Progress, review: PortfolioReview, action: str, seen: int | None) -> None:
    """Raises Conflict for a page that is older than the log, Invalid where too few count."""
    stale = seen is not None and seen != len(review.events)
    if stale or step(review.status, action, enough=True) is None:
        raise Conflict({"status": review.status}, len(review.events))
    if action in NEED_ENOUGH and not progress.enough:
        raise Invalid({"portfolio": too_few(progress)})


def too_few(progress: Progress) -> str:
    """Said to whoever tries; «ikke ennå», never that somebody failed."""
    return (
        f"Det trengs {progress.needed} praksisdokumenter som teller med, og så langt er det "
        f"{progress.counting}. Mappa kan godkjennes når resten er på plass."
    )
