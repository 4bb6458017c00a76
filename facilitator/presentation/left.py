"""«Dette gjenstår»: the four things the year asks for, each with a mark and a sentence."""

from dataclasses import dataclass

from facilitator.domain.festival_forms import known_form
from facilitator.domain.portfolio_parts import Made
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
SUMMARY_STATES = {
    "levert": "Levert. Takk for at du deler. Du får svar innen 14 dager.",
    "trenger_mer": "Nesten i mål. Prosesslederen vil gjerne vite litt mer.",
    "godkjent": "Godkjent. Nå er den en del av arbeidsmappa di.",
}


@dataclass(frozen=True, slots=True)
class LeftItem:
    """`mark` is `done`, `turn` (yours now) or `open`."""

    name: str
    mark: str
    text: str


def left_items(made: Made, cohort: Cohort) -> tuple[LeftItem, ...]:
    """What is one's turn first, then what is open, then what is done."""
    items = [
        _summary(made.summary, cohort),
        _festival(made.contribution),
        _documents(made, cohort),
        _attendance(made.standing),
    ]
    order = ("turn", "open", "done")
    return tuple(sorted(items, key=lambda item: order.index(item.mark)))


def _summary(summary: Summary | None, cohort: Cohort) -> LeftItem:
    due = f" Lever innen {short_date(cohort.summary_deadline)}." if cohort.summary_deadline else ""
    if summary is None:
        return LeftItem("Oppsummeringen", "open", f"Ikke begynt ennå.{due}")
    if summary.status == "kladd":
        words = len((summary.text or "").split())
        size = f" på {words} ord" if words else ""
        return LeftItem("Oppsummeringen", "turn", f"Du har en kladd{size}.{due}")
    mark = {"godkjent": "done", "trenger_mer": "turn"}.get(summary.status, "open")
    return LeftItem("Oppsummeringen", mark, SUMMARY_STATES.get(summary.status, ""))


def _festival(contribution: FestivalContribution | None) -> LeftItem:
    if contribution is None:
        return LeftItem("Festivalbidraget", "open", "Ikke valgt ennå.")
    form = FORMS.get(known_form(contribution.form), f"med {contribution.form}")
    return LeftItem("Festivalbidraget", "open", f"Du er meldt inn {form}. Bekreftes på dagen.")


def _documents(made: Made, cohort: Cohort) -> LeftItem:
    status = [document.status for document in made.documents]
    approved, needed = status.count("godkjent"), cohort.min_approved_documents
    parts = [f"{approved} av {needed} er godkjent"]
    if delivered := status.count("levert"):
        parts.append(f"{delivered} er levert")
    if more := status.count("trenger_mer"):
        parts.append(f"{more} trenger mer")
    mark = "done" if approved >= needed else "turn" if more else "open"
    return LeftItem("Praksisdokumenter", mark, ", ".join(parts) + ".")


def _attendance(standing: Standing) -> LeftItem:
    """The sentence says how it stands; what one must do about it comes after."""
    waits = attendance.status_words(standing) == attendance.NOT_CONFIRMED
    mark = {"met": "done", "agreed": "done", "on_track": "open"}.get(standing.status, "turn")
    said = " ".join(attendance.sentences(standing))
    return LeftItem("Oppmøte", "open" if waits else mark, said)
