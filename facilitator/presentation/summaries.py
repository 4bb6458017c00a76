"""`/mappe/oppsummering`: the form of the closing summary; and the mappe as a whole."""

import datetime as dt
from dataclasses import dataclass

from facilitator.domain import leaving_names, portfolio_reviews, reviewing
from facilitator.domain.portfolio_reviews import APPROVED, READY, Progress
from facilitator.domain.summaries import Typed, content_of, word_count
from facilitator.models import Cohort, PortfolioReview, Summary
from facilitator.presentation.dates import clock_time, short_date
from facilitator.presentation.made import SUMMARY_TYPES, StateMark, state_mark
from facilitator.presentation.reading import LogLine, day, log_lines, spaced, words_line
from facilitator.presentation.reading_person import PORTFOLIO_STATES, counts_line
from facilitator.text import paragraphs

QUESTIONS: dict[str, tuple[str, ...]] = {
    "a": (
        "Hva er det dere gjør nå, som dere ikke gjorde før?",
        "Hvor kom ideen fra, og hvem var med på å forme den?",
        "Hvordan ser det ut på en helt vanlig dag?",
        "Hva har dere endret underveis, og hva lærte dere av det?",
        "Hva må til for at noen andre kan prøve det samme?",
    ),
    "b": (
        "Hva er annerledes nå, for barna, for kollegene eller for deg?",
        "Når la du merke til det for første gang?",
        "Hva gjorde dere som gjorde det mulig?",
        "Hvilke styrker kom til syne, og hvordan så de ut?",
        "Hva vil dere ta vare på, og hva vil dere la vokse?",
    ),
    "c": (
        "Hvordan var det før, og hva gjorde det krevende?",
        "Når begynte det å snu?",
        "Hva gjorde du eller dere da, helt konkret?",
        "Hvem og hva var til hjelp?",
        "Hva vet dere nå, som dere vil huske neste gang det butter?",
    ),
    "d": (
        "Fortell om øyeblikket. Hvor var du, og hva skjedde?",
        "Hva tenkte og kjente du der og da?",
        "Hva forsto du som du ikke hadde forstått før?",
        "Hva gjør du annerledes i dag?",
        "Hva vil du gi videre til en som står der du sto?",
    ),
}


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """`questions` help one to begin. They are no fields, and nobody must answer them."""

    key: str
    label: str
    questions: tuple[str, ...]


TYPE_CHOICES = tuple(TypeChoice(key, SUMMARY_TYPES[key], QUESTIONS[key]) for key in SUMMARY_TYPES)


@dataclass(frozen=True, slots=True)
class SummaryPage:
    state: StateMark
    status: str
    open: bool
    begun: bool
    type: str
    type_name: str
    title: str
    text: str
    paragraphs: tuple[str, ...]
    words: str
    usual: str
    """«Mange skriver mellom 800 og 1 600.»"""
    saved: str
    version: int
    due: str
    told: str
    """What its state means for the one who wrote it."""
    answers: tuple[LogLine, ...]
    log: tuple[LogLine, ...]


def summary_page(
    summary: Summary | None, cohort: Cohort, typed: Typed | None = None
) -> SummaryPage:
    """`typed` is what a form held that could not be saved; it stands there again."""
    content = Typed(**content_of(summary)) if summary else Typed("", "", "")
    shown = typed or content
    status = summary.status if summary else reviewing.DRAFT
    lines = log_lines(summary.events) if summary else ()
    return SummaryPage(
        state=state_mark(status),
        status=status,
        open=reviewing.is_open(status),
        begun=summary is not None and bool(content.text or content.title),
        type=shown.type,
        type_name=SUMMARY_TYPES.get(shown.type, ""),
        title=shown.title,
        text=shown.text,
        paragraphs=paragraphs(content.text),
        words=counted(shown.text),
        usual=usual(cohort),
        saved=f"Lagret {clock_time(summary.saved_at)}" if summary and summary.saved_at else "",
        version=summary.version if summary else 0,
        due=_due(cohort),
        told=_told(status, lines, cohort),
        answers=tuple(line for line in lines if line.said),
        log=lines,
    )


def counted(text: str) -> str:
    """«620 ord.»"""
    return words_line(word_count(text)).capitalize() + "."


def usual(cohort: Cohort) -> str:
    """Said beside the count; nobody is held to it."""
    least, most = cohort.summary_least, cohort.summary_most
    if not most:
        return ""
    return f"Mange skriver mellom {spaced(least)} og {spaced(most)}."


def _due(cohort: Cohort) -> str:
    return f"Lever innen {short_date(cohort.summary_deadline)}." if cohort.summary_deadline else ""


def _told(status: str, lines: tuple[LogLine, ...], cohort: Cohort) -> str:
    if status == reviewing.HANDED_IN:
        return f"Levert. Takk for at du deler. Du får svar innen {cohort.answer_days} dager."
    if status == reviewing.NEEDS_MORE:
        who = leaving_names.reader(lines[0].who if lines else "")
        return f"Nesten i mål. {who} vil gjerne vite litt mer."
    if status == reviewing.APPROVED:
        return "Godkjent. Nå er den en del av arbeidsmappa di."
    return ""


@dataclass(frozen=True, slots=True)
class PortfolioState:
    """The mappe as a whole, for `templates/summary/_portfolio_state.html`."""

    status: str
    state: StateMark
    text: str
    counts: str
    may_say_ready: bool
    may_withdraw: bool
    seen: int
    answers: tuple[LogLine, ...]
    """What the prosessledere have said of the whole, the newest first."""


def portfolio_state(
    review: PortfolioReview | None, progress: Progress, cohort: Cohort
) -> PortfolioState:
    """From `portfolio_reviews.find` and `portfolio_reviews.of_person` (or `of_cohort`)."""
    status = portfolio_reviews.status_of(review)
    events = review.events if review else []
    lines = log_lines(events)
    return PortfolioState(
        status=status,
        state=PORTFOLIO_STATES[status],
        text=_portfolio_text(status, progress, cohort, review),
        counts=counts_line(progress, approves=cohort.approve_documents),
        may_say_ready=portfolio_reviews.step(status, "ready", enough=progress.enough) is not None,
        may_withdraw=portfolio_reviews.step(status, "withdraw", enough=True) is not None,
        seen=len(events),
        answers=tuple(line for line in lines if line.said),
    )


def _portfolio_text(
    status: str, progress: Progress, cohort: Cohort, review: PortfolioReview | None
) -> str:
    if status == APPROVED:
        return f"Godkjent {day(_since(review))}. Fint arbeid."
    if status == READY:
        return f"Du har sagt at mappa er klar. Du får svar innen {cohort.answer_days} dager."
    if progress.enough:
        return "Du har dokumentene som trengs. Si fra når du synes mappa er klar."
    return "Når dokumentene er på plass, sier du fra at mappa er klar."


def _since(review: PortfolioReview | None) -> dt.datetime | None:
    return review.events[-1].at if review and review.events else None
