"""One participant's arbeidsmappe as the prosessledere read it: only what was handed in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.domain import portfolio_reviews, practice_content, reviewing
from facilitator.domain.handed_in import Handed
from facilitator.domain.portfolio_reviews import APPROVED, READY, UNDER_WAY, Progress
from facilitator.domain.reading import THE_SUMMARY, UNNAMED
from facilitator.models import Cohort, Participant, PortfolioCopy, PortfolioReview, PracticeDocument
from facilitator.presentation.dates import short_date
from facilitator.presentation.made import KINDS, SUMMARY_TYPES, StateMark, state_mark
from facilitator.presentation.reading import LogLine, day, log_lines, words_line

PORTFOLIO_STATES = {
    UNDER_WAY: StateMark("Under arbeid", "draft", "penn"),
    READY: StateMark("Klar til godkjenning", "wait", "klokke"),
    APPROVED: StateMark("Godkjent", "good", "hake"),
}


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One of somebody's documents. `replaced`: a newer version counts in its place."""

    id: int
    title: str
    practised: str
    kind: str
    state: StateMark
    handed_in: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class SummaryLine:
    title: str
    type: str
    words: str
    state: StateMark
    handed_in: str


@dataclass(frozen=True, slots=True)
class PersonView:
    id: int
    name: str
    first_name: str
    where: str
    documents: tuple[DocumentLine, ...]
    summary: SummaryLine | None
    status: str
    state: StateMark
    counts: str
    lacks: str
    """What is not there yet, when too few documents count."""
    enough: bool
    log: tuple[LogLine, ...]
    seen: int
    kept: str = ""
    """«Godkjent 4. juni 2027, slik den var da.», when a copy was kept."""


def person_view(
    person: Participant,
    cohort: Cohort,
    documents: Sequence[Handed],
    summary: Handed | None,
    review: PortfolioReview | None,
    progress: Progress,
    copy: PortfolioCopy | None = None,
) -> PersonView:
    status = portfolio_reviews.status_of(review)
    events = review.events if review else []
    return PersonView(
        id=person.id,
        name=person.name,
        first_name=person.first_name,
        where=", ".join(filter(None, (person.workplace_name, person.municipality))),
        documents=_documents(documents, cohort),
        summary=_summary(summary) if summary else None,
        status=status,
        state=PORTFOLIO_STATES.get(status, PORTFOLIO_STATES[UNDER_WAY]),
        counts=counts_line(progress, approves=cohort.approve_documents),
        lacks="" if progress.enough else portfolio_reviews.too_few(progress),
        enough=progress.enough,
        log=log_lines(events),
        seen=len(events),
        kept=f"{kept_words(copy.at)}." if copy else "",
    )


def kept_words(at: dt.datetime) -> str:
    """«Godkjent 4. juni 2027, slik den var da»."""
    return f"Godkjent {day(at)}, slik den var da"


def counts_line(progress: Progress, *, approves: bool) -> str:
    """«4 av 6 dokumenter er godkjent, 1 er levert, 1 trenger mer.»"""
    word = "godkjent" if approves else "lest og besvart"
    parts = [f"{progress.counting} av {progress.needed} dokumenter er {word}"]
    if progress.handed_in:
        parts.append(f"{progress.handed_in} er levert")
    if progress.needs_more:
        parts.append(f"{progress.needs_more} trenger mer")
    return ", ".join(parts) + "."


def _documents(documents: Sequence[Handed], cohort: Cohort) -> tuple[DocumentLine, ...]:
    rows = [one.what for one in documents if isinstance(one.what, PracticeDocument)]
    approves = cohort.approve_documents
    counting = {one.id for one in portfolio_reviews.counting(rows, approves=approves)}
    return tuple(_document(one, counting, approves=approves) for one in documents)


def _document(one: Handed, counting: set[int], *, approves: bool) -> DocumentLine:
    content = one.now.content
    practised = practice_content.date_of(dict(content))
    good = reviewing.counts(one.status, approves=approves)
    return DocumentLine(
        id=one.what.id,
        title=content.get("title") or UNNAMED,
        practised=f"{short_date(practised)} {practised.year}" if practised else "",
        kind=KINDS.get(content.get("kind") or "", ""),
        state=state_mark(one.status),
        handed_in=day(one.now.at),
        replaced=good and one.what.id not in counting,
    )


def _summary(summary: Handed) -> SummaryLine:
    content = summary.now.content
    text = str(content.get("text") or "")
    return SummaryLine(
        title=content.get("title") or THE_SUMMARY,
        type=SUMMARY_TYPES.get(content.get("type") or "", ""),
        words=words_line(len(text.split())) if text else "",
        state=state_mark(summary.status),
        handed_in=day(summary.now.at),
    )
