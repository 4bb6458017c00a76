"""«Dette gjenstår»: what the year asks for, each with a mark, a sentence and the way to do it."""

import datetime as dt
from dataclasses import dataclass, replace

from facilitator.domain import portfolio_reviews, reviewing
from facilitator.domain.festival_forms import known_form
from facilitator.domain.portfolio_parts import Made
from facilitator.domain.portfolio_reviews import Progress
from facilitator.domain.standing import Standing
from facilitator.models import Cohort, FestivalContribution, Summary
from facilitator.presentation import attendance
from facilitator.presentation.dates import short_date

FORMS = {
    "verksted": "som verkstedholder",
    "vertskap": "som vert",
    "prosessledelse": "som prosessleder",
    "utstilling": "med en utstilling",
    "framforing": "med en framføring",
}
DONE, TURN, OPEN = "done", "turn", "open"
ORDER = (TURN, OPEN, DONE)


@dataclass(frozen=True, slots=True)
class LeftItem:
    """`mark` is `done`, `turn` (yours now) or `open`; `way` names where one does it."""

    name: str
    mark: str
    text: str
    way: str = ""


def left_items(made: Made, cohort: Cohort) -> tuple[LeftItem, ...]:
    """What is one's turn first, then what is open, then what is done."""
    items = [
        replace(_summary(made.summary, cohort), way="summary"),
        replace(_festival(made.contribution, cohort), way="festival"),
        replace(_documents(made.progress, cohort), way="documents"),
        replace(_whole(made.progress, cohort), way="whole"),
        replace(_attendance(made.attended.standing), way="attendance"),
    ]
    return tuple(sorted(items, key=lambda item: ORDER.index(item.mark)))


def _summary(summary: Summary | None, cohort: Cohort) -> LeftItem:
    name, due = "Oppsummeringen", _due(cohort.summary_deadline)
    if summary is None:
        return LeftItem(name, OPEN, f"Ikke begynt ennå.{due}")
    if summary.status == reviewing.DRAFT:
        words = len((summary.text or "").split())
        size = f" på {words} ord" if words else ""
        return LeftItem(name, TURN, f"Du har en kladd{size}.{due}")
    if summary.status == reviewing.APPROVED:
        return LeftItem(name, DONE, "Godkjent. Nå er den en del av arbeidsmappa di.")
    if summary.status == reviewing.HANDED_IN:
        return LeftItem(name, OPEN, f"Levert. Takk for at du deler. {_answered_within(cohort)}")
    return LeftItem(name, TURN, "Nesten i mål. Prosesslederen vil gjerne vite litt mer.")


def _due(deadline: dt.date | None) -> str:
    return f" Lever innen {short_date(deadline)}." if deadline else ""


def _answered_within(cohort: Cohort) -> str:
    return f"Du får svar innen {cohort.answer_days} dager."


def _festival(contribution: FestivalContribution | None, cohort: Cohort) -> LeftItem:
    name = "Festivalbidraget"
    if contribution is None or not contribution.form:
        return LeftItem(name, OPEN, "Ikke valgt ennå.")
    if contribution.took_part_at is not None:
        return LeftItem(name, DONE, f"Du har bidratt på {cohort.festival_name}.")
    form = FORMS.get(known_form(contribution.form), f"med {contribution.form}")
    return LeftItem(name, OPEN, f"Du er meldt inn {form}. Bekreftes på dagen.")


def _documents(progress: Progress, cohort: Cohort) -> LeftItem:
    verb = "godkjent" if cohort.approve_documents else "lest og besvart"
    of = f" av {progress.needed}" if progress.counting <= progress.needed != 0 else ""
    parts = [f"{progress.counting}{of} er {verb}"]
    if progress.handed_in:
        parts.append(f"{progress.handed_in} er levert")
    if progress.needs_more:
        parts.append(f"{progress.needs_more} trenger mer")
    mark = DONE if progress.enough else TURN if progress.needs_more else OPEN
    due = "" if progress.enough else _due(cohort.document_deadline)
    return LeftItem("Praksisdokumenter", mark, f"{', '.join(parts)}.{due}")


def _whole(progress: Progress, cohort: Cohort) -> LeftItem:
    """The mappe as a whole: it is approved by somebody, and never by itself."""
    name = "Hele arbeidsmappa"
    if progress.portfolio == portfolio_reviews.APPROVED:
        return LeftItem(name, DONE, "Godkjent.")
    if progress.portfolio == portfolio_reviews.READY:
        return LeftItem(name, OPEN, f"Du har sagt at den er klar. {_answered_within(cohort)}")
    if progress.enough:
        return LeftItem(name, TURN, "Dokumentene er på plass. Si fra når den er klar.")
    return LeftItem(name, OPEN, "Under arbeid.")


def _attendance(standing: Standing) -> LeftItem:
    """The sentence says how it stands; what one must do about it comes after."""
    waits = attendance.status_words(standing) == attendance.NOT_CONFIRMED
    mark = {"met": DONE, "agreed": DONE, "on_track": OPEN}.get(standing.status, TURN)
    said = " ".join(attendance.sentences(standing))
    return LeftItem("Oppmøte", OPEN if waits else mark, said)
