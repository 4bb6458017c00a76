"""`/kull`: what a kull has decided of itself, as its forms and its texts show it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import as_shown, cohort_gatherings, cohort_goals, cohort_settings
from facilitator.domain.as_shown import ChangedMeanwhile
from facilitator.domain.cohort_gatherings import Measure
from facilitator.models import Cohort, CompetenceGoal
from facilitator.models.cohort import FROM_ENTRY, WHOLE_YEAR
from facilitator.presentation.dates import long_date
from facilitator.presentation.people import Desk
from facilitator.presentation.run_sheet_forms import NOTHING, Choice
from facilitator.processes import catalogue

HALVES = (
    Choice("both", "Hele dagen"),
    Choice("forenoon", "Bare formiddag"),
    Choice("afternoon", "Bare ettermiddag"),
)
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
    seen: str = ""


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
    seen: Mapping[str, str]
    """For each section the marks of what its fields hold."""
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
    kept = cohort_settings.values_of(cohort)
    # A tick that is not set is not sent at all.
    shown = {name: typed.get(name, "") for name in cohort_settings.FIELDS.get(section, ())}
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
        seen=_seen(kept, section, typed),
    )


def _seen(kept: Mapping[str, str], section: str, typed: Mapping[str, str]) -> dict[str, str]:
    """Of each section what is in its fields now; of a refused one what was there to begin with."""
    marks = {
        key: as_shown.marks({name: kept[name] for name in names})
        for key, names in cohort_settings.FIELDS.items()
    }
    return marks | ({section: typed[as_shown.SEEN]} if typed.get(as_shown.SEEN) else {})


def in_words(changed: ChangedMeanwhile) -> dict[str, str]:
    """What somebody else has chosen meanwhile, said as the form says it."""
    labels = {
        "attendance_unit": {each.value: each.label for each in UNITS},
        "late_entry": {each.value: each.label for each in LATE_ENTRIES},
        "reading": {each.value: each.label for each in READINGS},
        "catalogue": {each.key: each.name for each in catalogue.known()},
        "attendance_includes_festival": {"1": "ja", "": "nei"},
        "email_code": {"1": "ja", "": "nei"},
        "is_festival": {"1": "ja", "": "nei"},
        "halves": {each.value: each.label for each in HALVES},
    }
    return {
        name: as_shown.said(labels.get(name, {}).get(text, text))
        for name, text in changed.theirs.items()
    }


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
            seen=_goal_seen(goal, typed),
        )
        for place, goal in enumerate(cohort.goals)
    )


def _goal_seen(goal: CompetenceGoal, typed: Mapping[str, str]) -> str:
    field = f"goal-{goal.id}"
    refused = typed.get(as_shown.SEEN, "") if field in typed else ""
    return refused or as_shown.marks({field: goal.text})
