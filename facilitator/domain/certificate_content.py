"""What is frozen when a kompetansebevis is issued: all that stands on it, and the four checks."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import certificate_numbers as numbers
from facilitator.domain import certificate_texts as texts
from facilitator.domain import requirements
from facilitator.domain.requirements import Required
from facilitator.models import Cohort, CohortLeader, Facilitator
from facilitator.models.cohort import BOTH_HALVES


@dataclass(slots=True)
class Common:
    """What all bevis of one kull have in common, read once."""

    cohort: Cohort
    prefix: str
    next_number: int
    today: dt.date
    signers: list[dict[str, str]]

    @classmethod
    def of(cls, session: Session, cohort: Cohort, today: dt.date) -> "Common":
        prefix = numbers.prefix_of(cohort)
        running = numbers.last_number(session, prefix) + 1
        return cls(cohort, prefix, running, today, signers_of(session, cohort))


def signers_of(session: Session, cohort: Cohort) -> list[dict[str, str]]:
    """The kull's own choice, else its kursholdere; at most two."""
    chosen = [
        {"name": signer.get("name", ""), "title": signer.get("title", "")}
        for signer in cohort.certificate_signers
        if signer.get("name")
    ]
    if chosen:
        return chosen[:2]
    owners = session.scalars(
        select(Facilitator)
        .join(CohortLeader, CohortLeader.facilitator_id == Facilitator.id)
        .where(CohortLeader.cohort_id == cohort.id, CohortLeader.is_owner)
        .order_by(Facilitator.id)
        .limit(2)
    )
    return [{"name": owner.name, "title": owner.title} for owner in owners]


def content_of(common: Common, name: str, required: Required, *, prepared: bool) -> dict[str, Any]:
    """All that stands on the paper and what it was issued on, as it was. It is never reread."""
    facts = _facts(common, name, required, prepared)
    held = [day for day in common.cohort.gatherings if not day.cancelled]
    return {
        "facts": texts.kept(facts),
        **written(facts),
        "signers": common.signers,
        "seats": [day.is_festival for day in held],
        "logo": common.cohort.logo,
        "prepared": prepared,
        "checks": [
            {"key": check.key, "label": check.label, "met": check.met, "words": check.words}
            for check in required.checks
        ],
    }


def written(facts: texts.Facts) -> dict[str, Any]:
    """The sentences of the paper."""
    return {
        "lead": texts.lead(facts),
        "body": texts.body(facts),
        "place_line": texts.place_line(facts),
        "organiser": facts.organiser,
    }


def _facts(common: Common, name: str, required: Required, prepared: bool) -> texts.Facts:
    cohort = common.cohort
    days = [day for day in cohort.gatherings if not day.cancelled]
    counted = [d for d in days if cohort.attendance_includes_festival or not d.is_festival]
    halves = sum(day.halves != BOTH_HALVES for day in counted)
    festival_on = requirements.festival_date(cohort)
    # One that is prepared is handed out at the festival, and bears its date.
    dated = festival_on if prepared and festival_on else common.today
    first = cohort.starts_on or min((day.date for day in days), default=None)
    last = cohort.ends_on or max((day.date for day in days), default=None)
    return texts.Facts(
        name=name,
        programme=cohort.programme,
        cohort=cohort.name,
        organiser=cohort.organiser,
        period=texts.period_in_words(first, last, cohort.period),
        whole_days=len(counted) - halves,
        half_days=halves,
        threshold=cohort.attendance_threshold,
        as_agreed=required.as_agreed,
        title=required.title,
        festival=cohort.festival_name,
        festival_on=festival_on.isoformat() if festival_on else "",
        role=texts.role_in_words(required.form or ""),
        practised=cohort.certificate_practised,
        place=cohort.certificate_place,
        dated=dated.isoformat(),
    )
