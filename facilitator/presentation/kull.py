"""`/kull`: what a kull has decided of itself, as its forms and its texts show it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import cohort_gatherings, cohort_goals
from facilitator.domain.cohort_gatherings import Measure
from facilitator.models import Cohort
from facilitator.models.cohort import FROM_ENTRY, WHOLE_YEAR
from facilitator.presentation.dates import long_date
from facilitator.presentation.people import Desk
from facilitator.presentation.run_sheet_forms import NOTHING, Choice
from facilitator.processes import catalogue

UNITS = (
    Choice(
        "half_day",
        "Halve dager",
        "Formiddag og ettermiddag telles hver for seg. Med ni hele samlinger og 80 prosent er "
        "kravet 15 av 18.",
    ),
    Choice(
        "day",
        "Hele dager",
        "En samling telles når man har vært med på alt som er holdt av den. Med ni samlinger og "
        "80 prosent er kravet 8 av 9, altså ett fravær.",
    ),
)
LATE_ENTRIES = (
    Choice(
        WHOLE_YEAR,
        "Hele året",
        "Samlingene før de kom, er fravær. Blir det for mye, lager dere en avtale, og den gjelder "
        "for kompetansebeviset.",
    ),
    Choice(
        FROM_ENTRY,
        "Fra de kom inn",
        "Bare samlingene fra og med den første de var med på, regnes. Kravet følger med ned, og "
        "kompetansebeviset blir det samme.",
    ),
)
READINGS = (
    Choice(
        "each",
        "Hvert dokument godkjennes",
        "Et dokument regnes med når en prosessleder har godkjent det. Til slutt godkjennes mappa.",
    ),
    Choice(
        "whole",
        "Dokumentene besvares, og mappa godkjennes samlet",
        "Et dokument regnes med når det er lest og besvart. Det er mindre arbeid når kullet er "
        "stort.",
    ),
)


@dataclass(frozen=True, slots=True)
class GoalRow:
    id: int
    text: str
    used: bool
    first: bool
    last: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class KullView:
    """`values` are what the fields hold: what is kept, or what was just typed and refused.

    `section` is the one whose form was refused, with its `errors`.
    """

    desk: Desk
    owns: bool
    name: str
    values: Mapping[str, str]
    goals: tuple[GoalRow, ...]
    catalogues: tuple[Choice, ...]
    logo: str
    measure: Measure
    section: str
    errors: Mapping[str, str]
    units: tuple[Choice, ...] = UNITS
    late_entries: tuple[Choice, ...] = LATE_ENTRIES
    readings: tuple[Choice, ...] = READINGS

    def said(self, choices: tuple[Choice, ...], name: str) -> str:
        """The words of what is chosen, for those who read only."""
        return next((each.label for each in choices if each.value == self.values[name]), "")

    def on(self, name: str) -> str:
        """A date in words."""
        typed = self.values[name]
        return long_date(dt.date.fromisoformat(typed)) if typed else ""


def kull_view(
    session: Session,
    desk: Desk,
    cohort: Cohort,
    *,
    owns: bool,
    section: str = "",
    typed: Mapping[str, str] = NOTHING,
    errors: Mapping[str, str] = NOTHING,
) -> KullView:
    kept = values_of(cohort)
    # A tick that is not set is not sent at all.
    shown = {name: typed.get(name, "") for name in _fields_of(section)} if section else {}
    return KullView(
        desk=desk,
        owns=owns,
        name=cohort.name,
        values={**kept, **shown, "goal": typed.get("goal", "")},
        goals=_goals(session, cohort, typed, errors),
        catalogues=tuple(Choice(each.key, each.name) for each in catalogue.known()),
        logo=cohort.logo or "",
        measure=cohort_gatherings.measure(cohort, list(cohort.gatherings)),
        section=section,
        errors=errors,
    )


SECTION_FIELDS: Mapping[str, tuple[str, ...]] = {
    "kullet": (
        "name", "programme", "period", "organiser", "festival_name", "focus_question", "seats",
        "starts_on", "ends_on",
    ),
    "oppmote": (
        "attendance_unit", "attendance_threshold", "attendance_includes_festival", "late_entry",
    ),
    "dokumenter": ("min_approved_documents", "document_deadline", "reading", "answer_days"),
    "oppsummering": ("summary_deadline", "summary_least", "summary_most"),
    "bevis": (
        "certificate_prefix", "certificate_place", "certificate_practised", "signer1", "title1",
        "signer2", "title2",
    ),
    "styrker": ("catalogue",),
}  # fmt: skip


def _fields_of(section: str) -> tuple[str, ...]:
    return SECTION_FIELDS.get(section, ())


def values_of(cohort: Cohort) -> dict[str, str]:
    """What is kept, as the fields of the forms hold it."""
    signers = [*cohort.certificate_signers, {}, {}]
    named = {f"signer{n}": signers[n - 1].get("name", "") for n in (1, 2)}
    titles = {f"title{n}": signers[n - 1].get("title", "") for n in (1, 2)}
    plain = {
        name: _text(getattr(cohort, name))
        for names in SECTION_FIELDS.values()
        for name in names
        if hasattr(cohort, name)
    }
    reading = "each" if cohort.approve_documents else "whole"
    return {**plain, **named, **titles, "reading": reading}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def _goals(
    session: Session, cohort: Cohort, typed: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[GoalRow, ...]:
    used = cohort_goals.used(session, cohort)
    last = len(cohort.goals) - 1
    return tuple(
        GoalRow(
            id=goal.id,
            text=typed.get(f"goal-{goal.id}", goal.text),
            used=goal.id in used,
            first=place == 0,
            last=place == last,
            message=errors.get(f"goal-{goal.id}", ""),
        )
        for place, goal in enumerate(cohort.goals)
    )
