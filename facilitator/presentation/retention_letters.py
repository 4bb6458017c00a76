"""What became of the letters about mapper that go soon: numbers for the installation's owner, and
for the kull's own prosessledere also whom the letter does not reach.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import retention, retention_due, retention_kinds, retention_told
from facilitator.domain.retention_due import Standing
from facilitator.domain.retention_told import Record
from facilitator.domain.rooms import oslo_day
from facilitator.models import Cohort
from facilitator.presentation.dates import clock_time, long_date, short_date
from facilitator.presentation.people import by_name

NO_MAIL = "E-post er ikke satt opp her, så ingen får brev om det. Si det gjerne til deltakerne."


@dataclass(frozen=True, slots=True)
class KullLine:
    """One kull as the owner of the installation sees it: never a name in it but its own."""

    name: str
    goes: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreached:
    """One whom the letter does not reach, and why."""

    id: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class KullLetters:
    said: tuple[str, ...]
    unreached: tuple[Unreached, ...]
    """Those without an address first, then those whose letter came back."""


def for_owner(session: Session, now: dt.datetime, *, can_send: bool) -> tuple[KullLine, ...]:
    """The kull that have been warned, the first to go first; then those that had letters before."""
    goes, records = retention.going_soon(session, now), retention_told.records(session)
    wanted = select(Cohort).where(Cohort.id.in_({*goes, *records}))
    kull = {cohort.id: cohort for cohort in session.scalars(wanted)}
    lines = []
    for each in sorted(goes, key=goes.__getitem__):
        stands = retention_due.standing(session, kull[each], goes[each], records.get(each))
        lines.append(_line(kull[each], stands, can_send=can_send))
    before = [each for each in sorted(records) if each in kull and each not in goes]
    there, over = retention_kinds.with_people(session, before), retention.kull_due(session, now)
    what = {each: _what_became(records[each], each in there, each in over) for each in before}
    return (*lines, *(_before(kull[each], records[each], what[each]) for each in before))


def for_kull(
    session: Session, cohort: Cohort, now: dt.datetime, *, can_send: bool
) -> KullLetters | None:
    """For a kull's own prosessledere; None while its mapper do not go soon."""
    goes = retention.going_soon(session, now).get(cohort.id)
    if goes is None:
        return None
    record = retention_told.records(session).get(cohort.id)
    stands = retention_due.standing(session, cohort, goes, record)
    if not (can_send or stands.told):
        return KullLetters((NO_MAIL,), ())
    failed = {person.id: fault for person, fault in stands.failed}
    unreached = [
        Unreached(each.id, each.name, "Har ikke e-post") for each in by_name(stands.without_email)
    ]
    unreached += [
        Unreached(each.id, each.name, failed[each.id])
        for each in by_name(person for person, _ in stands.failed)
    ]
    return KullLetters(_said(stands, can_send=can_send), tuple(unreached))


def _line(cohort: Cohort, stands: Standing, *, can_send: bool) -> KullLine:
    goes = f"Arbeidsmappene slettes {long_date(stands.goes)}."
    return KullLine(cohort.name, goes, _said(stands, can_send=can_send))


def _what_became(record: Record, there: bool, over: bool) -> str:
    """Of mapper that a kull is not warned of now; `over` when they are to be gone already."""
    if not there:
        return "Arbeidsmappene er slettet."
    if over:
        return "Arbeidsmappene slettes nå."
    return f"Slettingen er utsatt. Brevet nevnte {long_date(record.goes)}."


def _before(cohort: Cohort, record: Record, what: str) -> KullLine:
    leaders = retention_due.leaders_told(record)
    return KullLine(cohort.name, what, _sent(record.people, leaders, record.at))


def _said(stands: Standing, *, can_send: bool) -> tuple[str, ...]:
    sent = _sent(stands.told, stands.leaders, stands.at)
    failed, nowhere = len(stands.failed), len(stands.without_email)
    if not can_send:  # what does not go by itself is not promised
        missed = failed + nowhere + stands.waiting
        return (*sent, *([f"{missed} fikk det ikke."] if missed else ())) if sent else ()
    return (
        *sent,
        *([f"{stands.waiting} brev venter på å bli sendt."] if stands.waiting else ()),
        *([f"{failed} brev kom ikke fram, og prøves igjen."] if failed else ()),
        *([f"{nowhere} har ikke e-post."] if nowhere else ()),
    )


def _sent(people: int, leaders: int, at: dt.datetime | None) -> tuple[str, ...]:
    if at is None or not people + leaders:
        return ()
    whom = [_count(people, "deltaker", "deltakere")] if people else []
    whom += [_count(leaders, "prosessleder", "prosessledere")] if leaders else []
    when = f"{short_date(oslo_day(at))} kl. {clock_time(at)}"
    return (f"Brev er sendt til {' og '.join(whom)}, sist {when}.",)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
