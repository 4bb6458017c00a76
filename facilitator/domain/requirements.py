"""The four checks of the kompetansebevis, computed from the records every time they are asked for.

Oppmøte, arbeidsmappe, oppsummering and festival. Nobody ticks them: what is not in the records is
not there. `judge` is pure; the rest reads one kull in a fixed number of queries.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from facilitator.domain import roster, standing
from facilitator.domain.reviewing import ANSWERED, APPROVED, DRAFT, HANDED_IN, NEEDS_MORE
from facilitator.domain.standing import Standing
from facilitator.models import (
    Cohort,
    FestivalContribution,
    Participant,
    PortfolioReview,
    Summary,
)
from facilitator.models.cohort import FROM_ENTRY

ATTENDANCE, FOLDER, SUMMARY, FESTIVAL = "attendance", "folder", "summary", "festival"
CHECKS = (ATTENDANCE, FOLDER, SUMMARY, FESTIVAL)
LABELS = {
    ATTENDANCE: "Oppmøte",
    FOLDER: "Arbeidsmappe",
    SUMMARY: "Oppsummering",
    FESTIVAL: "Festivalbidrag",
}

MET, AGREED = "met", "agreed"
AT_FESTIVAL, COMING, UNSAID, OUT_OF_REACH = "at_festival", "coming", "unsaid", "out_of_reach"
READY_TO_READ = "klar"


@dataclass(frozen=True, slots=True)
class Records:
    """What is known of one person, as plain words."""

    attendance: str
    """`met`, `agreed`, or what it waits for: `at_festival` (which alone gives what is left),
    `coming` samlinger, `unsaid` (held, and confirmed by nobody yet), `out_of_reach`."""
    folder: str
    """Status of the whole arbeidsmappe."""
    summary: str
    title: str
    contribution: str | None
    """Its form; None before one has been chosen."""
    took_part: bool
    festival_name: str
    as_agreed: bool = False
    """The oppmøte was met in another way than by being there for the kull's share of the year."""


@dataclass(frozen=True, slots=True)
class Check:
    key: str
    label: str
    met: bool
    words: str
    """What is so, when it is met; else what is left, as an end of «Dette gjenstår: »."""


@dataclass(frozen=True, slots=True)
class Required:
    """The four of one person."""

    checks: tuple[Check, ...]
    only_festival_missing: bool
    title: str
    form: str | None
    as_agreed: bool

    @property
    def ready(self) -> bool:
        return all(check.met for check in self.checks)

    @property
    def took_part(self) -> bool:
        return self.check(FESTIVAL).met

    @property
    def left(self) -> tuple[str, ...]:
        return tuple(check.words for check in self.checks if not check.met)

    def check(self, key: str) -> Check:
        return next(check for check in self.checks if check.key == key)


def judge(records: Records) -> Required:
    """Pure."""
    checks = (_attendance(records), _folder(records), _summary(records), _festival(records))
    missing = {check.key for check in checks if not check.met}
    allowed = {FESTIVAL, ATTENDANCE} if records.attendance == AT_FESTIVAL else {FESTIVAL}
    return Required(
        checks=checks,
        only_festival_missing=FESTIVAL in missing and missing <= allowed,
        title=records.title,
        form=records.contribution,
        as_agreed=records.as_agreed or records.attendance == AGREED,
    )


def _attendance(records: Records) -> Check:
    if records.attendance == MET:
        return _met(ATTENDANCE, "Oppmøtet er oppfylt.")
    if records.attendance == AGREED:
        return _met(ATTENDANCE, "Oppmøtet er avtalt.")
    words = {
        AT_FESTIVAL: f"oppmøtet på {records.festival_name}",
        COMING: "samlingene som kommer",
        UNSAID: "at oppmøtet blir bekreftet",
    }
    return _left(ATTENDANCE, words.get(records.attendance, "en avtale om oppmøtet"))


def _folder(records: Records) -> Check:
    if records.folder == APPROVED:
        return _met(FOLDER, "Arbeidsmappa er godkjent.")
    if records.folder == READY_TO_READ:
        return _left(FOLDER, "at arbeidsmappa blir lest og godkjent")
    return _left(FOLDER, "arbeidsmappa")


def _summary(records: Records) -> Check:
    if records.summary == APPROVED:
        return _met(SUMMARY, "Oppsummeringen er godkjent.")
    if records.summary in (HANDED_IN, ANSWERED):
        return _left(SUMMARY, "at oppsummeringen blir lest og godkjent")
    if records.summary == NEEDS_MORE:
        return _left(SUMMARY, "litt mer i oppsummeringen")
    return _left(SUMMARY, "oppsummeringen")


def _festival(records: Records) -> Check:
    name = records.festival_name
    if records.took_part:
        return _met(FESTIVAL, f"Bidraget på {name} er bekreftet.")
    if records.contribution is None:
        return _left(FESTIVAL, f"et bidrag til {name}")
    return _left(FESTIVAL, f"at bidraget på {name} blir bekreftet")


def _met(key: str, words: str) -> Check:
    return Check(key, LABELS[key], True, words)


def _left(key: str, words: str) -> Check:
    return Check(key, LABELS[key], False, words)


def listed(parts: tuple[str, ...]) -> str:
    """«a, b og c»."""
    return " og ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def left_in_words(name: str, required: Required) -> str:
    """What is said when a bevis is asked for too early; empty when nothing is left."""
    if required.ready:
        return ""
    return f"{name} er nesten i mål. Dette gjenstår: {listed(required.left)}."


def of_cohort(session: Session, cohort: Cohort, today: dt.date) -> dict[int, Required]:
    """Everybody in the kull, by id; the number of queries is the same for 3 and for 200."""
    standings = standing.standings_of(session, cohort, today)
    rest_is_festival = _rest_is_festival(cohort, today)
    found = {}
    for row in _rows(session, cohort.id):
        person: Participant = row.Participant
        records = Records(
            attendance=waits_for(standings.get(person.id), rest_is_festival),
            folder=row.folder or "",
            summary=row.summary or DRAFT,
            title=row.title or "",
            contribution=row.form,
            took_part=row.took_part_at is not None,
            festival_name=cohort.festival_name,
            as_agreed=person.entry_id is not None and cohort.late_entry == FROM_ENTRY,
        )
        found[person.id] = judge(records)
    return found


def waits_for(known: Standing | None, rest_is_festival: bool) -> str:
    """What the oppmøte waits for. Held half days that nobody has confirmed are never counted on."""
    if known is None:
        return OUT_OF_REACH
    if known.status in (MET, AGREED):
        return known.status
    if rest_is_festival and known.attended + known.remaining >= known.required:
        return AT_FESTIVAL
    if known.status == "needs_agreement":
        return OUT_OF_REACH
    return COMING if known.remaining else UNSAID


def _rows(session: Session, cohort_id: int) -> list[Row[Any]]:
    wanted = (
        roster.members(cohort_id)
        .outerjoin(PortfolioReview, PortfolioReview.participant_id == Participant.id)
        .outerjoin(Summary, Summary.participant_id == Participant.id)
        .outerjoin(FestivalContribution, FestivalContribution.participant_id == Participant.id)
        .add_columns(
            PortfolioReview.status.label("folder"),
            Summary.status.label("summary"),
            Summary.title.label("title"),
            FestivalContribution.form.label("form"),
            FestivalContribution.took_part_at.label("took_part_at"),
        )
    )
    return list(session.execute(wanted))


def _rest_is_festival(cohort: Cohort, today: dt.date) -> bool:
    coming = [day for day in cohort.gatherings if not day.cancelled and day.date >= today]
    return bool(coming) and all(day.is_festival for day in coming)


def festival_date(cohort: Cohort) -> dt.date | None:
    """The last day of it, when it is held over several."""
    days = [day.date for day in cohort.gatherings if day.is_festival and not day.cancelled]
    return max(days, default=None)
