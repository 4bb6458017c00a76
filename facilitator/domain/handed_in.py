"""What was handed in, as the prosessledere read it, and their answers to it.

Only what has been handed in is read, as it was handed in: its last edition. A kladd, and what
its owner has written since, stay with the owner.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from facilitator.domain import (
    portfolio_reviews,
    practice,
    practice_content,
    reviewing,
    summaries,
)
from facilitator.domain.reading import DOCUMENT, SUMMARY, UNNAMED
from facilitator.domain.reviewing import APPROVED, DRAFT, HANDED_IN, Words
from facilitator.errors import Conflict, FacilitatorError, NotFound
from facilitator.models import (
    DocumentEdition,
    Participant,
    PortfolioReview,
    PracticeDocument,
    Summary,
    SummaryEdition,
)
from facilitator.models.practice import ReviewEvent

NOT_HANDED_IN = "Dette er ikke levert, eller det er trukket tilbake."

Read = PracticeDocument | Summary


class AnsweredMeanwhile(FacilitatorError):
    """Something has happened to it since the page was opened; nothing typed is lost."""

    status = 409

    def __init__(self, last: ReviewEvent | None, status: str) -> None:
        super().__init__(f"{_happened(last, status)} Det du har skrevet, står her fortsatt.")


def _happened(last: ReviewEvent | None, status: str) -> str:
    who = last.by if last else "Noen andre"
    if status == DRAFT:
        return f"{who} har trukket dette tilbake i mellomtiden."
    if status == HANDED_IN:
        return f"{who} har levert på nytt i mellomtiden. Les den nye utgaven først."
    if status == portfolio_reviews.READY:
        return f"{who} har sagt at mappa er klar i mellomtiden."
    return f"{who} svarte i mellomtiden."


@dataclass(frozen=True, slots=True)
class Edition:
    """What was handed in once."""

    number: int
    at: dt.datetime | None
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Handed:
    """Something that was handed in, with all its editions; the last one is what is read."""

    kind: str
    what: Read
    person: Participant
    editions: tuple[Edition, ...]

    @property
    def status(self) -> str:
        return self.what.status

    @property
    def events(self) -> Sequence[ReviewEvent]:
        return self.what.events

    @property
    def now(self) -> Edition:
        return self.editions[-1]

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.what.id if self.kind == DOCUMENT else self.person.id}"


def find_document(session: Session, document_id: int, *, lock: bool = False) -> PracticeDocument:
    """Raises NotFound. Whether it may be read is asked by `handed_document`."""
    found = session.get(PracticeDocument, document_id, with_for_update=lock)
    if found is None or found.participant.guest_of is not None:
        raise NotFound(NOT_HANDED_IN)
    return found


def find_summary(session: Session, person: Participant, *, lock: bool = False) -> Summary:
    wanted = select(Summary).where(Summary.participant_id == person.id)
    found = session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None:
        raise NotFound(NOT_HANDED_IN)
    return found


def find_person(session: Session, participant_id: int) -> Participant:
    """A participant of a kull, also one who has left it; never a guest. Raises NotFound."""
    found = session.get(Participant, participant_id)
    if found is None or found.guest_of is not None:
        raise NotFound
    return found


def handed_document(document: PracticeDocument) -> Handed:
    """Raises NotFound for a kladd."""
    return _handed(DOCUMENT, document, document.editions, practice_content.frozen(document))


def handed_summary(summary: Summary) -> Handed:
    """Raises NotFound for a kladd."""
    return _handed(SUMMARY, summary, summary.editions, summaries.content_of(summary))


def of(what: Read) -> Handed:
    return handed_summary(what) if isinstance(what, Summary) else handed_document(what)


def _handed(
    kind: str,
    what: Read,
    editions: Iterable[DocumentEdition | SummaryEdition],
    current: Mapping[str, Any],
) -> Handed:
    if what.status == DRAFT:
        raise NotFound(NOT_HANDED_IN)
    kept = tuple(Edition(one.number, one.at, one.content) for one in editions)
    if not kept:
        kept = (Edition(1, what.handed_in_at, _without_edition(what, current)),)
    return Handed(kind, what, what.participant, kept)


def _without_edition(what: Read, current: Mapping[str, Any]) -> Mapping[str, Any]:
    """Brought in from elsewhere: while its owner may write in it, only what it is called."""
    if what.status in (HANDED_IN, APPROVED):
        return current
    return {name: current[name] for name in ("title", "kind", "date", "type") if name in current}


def answer(
    session: Session,
    what: Read,
    action: str,
    words: Words,
    *,
    seen: int,
    by: str,
    now: dt.datetime,
) -> None:
    """A prosessleder's answer to what the page showed. Pressed again it is given once.

    `seen` is how many lines the log had on that page: one who answered meanwhile, and an edition
    that has come since, are said. Raises AnsweredMeanwhile, Invalid.
    """
    if _given(what, action, words, by):
        return
    if len(what.events) != seen or action not in open_actions(what):
        raise AnsweredMeanwhile(what.events[-1] if what.events else None, what.status)
    if isinstance(what, Summary):
        summaries.answer(session, what, action, words, by=by, now=now)
    else:
        practice.answer(session, what, action, words, by=by, now=now)


def open_actions(what: Read) -> tuple[str, ...]:
    """What a prosessleder may do with it now, in the order of the page."""
    approves = isinstance(what, Summary) or what.participant.cohort.approve_documents
    possible = ("approve", "answer", "ask_more", "reopen")
    return tuple(a for a in possible if reviewing.step(what.status, a, approves=approves))


def _given(what: Read, action: str, words: Words, by: str) -> bool:
    """Whether the same one has said the same already, as a repeated press does."""
    last = what.events[-1] if what.events else None
    if last is None or last.by != by or action not in reviewing.READERS:
        return False
    told = Words(last.noticed or "", last.wonders or "", last.reason or "")
    reached = {
        after
        for status in reviewing.STATUSES
        for approves in (True, False)
        if (after := reviewing.step(status, action, approves=approves))
    }
    return last.status in reached and told == summaries.clean_words(words)


def of_person(session: Session, person: Participant) -> tuple[list[Handed], Handed | None]:
    """All that somebody has handed in: documents by date of practice, and the summary."""
    documents = session.scalars(
        select(PracticeDocument)
        .where(PracticeDocument.participant_id == person.id, PracticeDocument.status != DRAFT)
        .order_by(PracticeDocument.date, PracticeDocument.id)
        .options(selectinload(PracticeDocument.editions))
    )
    summary = session.scalar(
        select(Summary).where(Summary.participant_id == person.id, Summary.status != DRAFT)
    )
    return (
        [handed_document(document) for document in documents],
        handed_summary(summary) if summary else None,
    )


def answer_whole(
    session: Session,
    person: Participant,
    action: str,
    words: Words,
    *,
    seen: int,
    by: str,
    now: dt.datetime,
) -> PortfolioReview:
    """The same for a whole arbeidsmappe. Raises AnsweredMeanwhile, Invalid where too few count."""
    try:
        if action not in portfolio_reviews.READERS:
            raise Conflict({}, seen)
        return portfolio_reviews.act(
            session, person, action, by=by, now=now, words=words, seen=seen
        )
    except Conflict as conflict:
        review = portfolio_reviews.find(session, person.id)
        last = review.events[-1] if review and review.events else None
        raise AnsweredMeanwhile(last, portfolio_reviews.status_of(review)) from conflict


def title_of(what: Read) -> str:
    """As a sentence names it: «Suppedagen», «oppsummeringen «Å bli sett»»."""
    content = what.editions[-1].content if what.editions else {"title": what.title}
    title = content.get("title") or ""
    if isinstance(what, Summary):
        return f"oppsummeringen «{title}»" if title else "oppsummeringen"
    return f"«{title or UNNAMED}»"
