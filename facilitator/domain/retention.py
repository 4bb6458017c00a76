"""How long each kind is kept, and deleting what has had its time.

The installation's owner sets the days; those of `retention_kinds` hold until then. What a promise
to those who wrote it decides (answers without a name, rooms that were lent) has no setting: it is
only shown.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    anonymity,
    apart,
    audit,
    leaving_due,
    retention_kinds,
    retention_told,
    settings,
)
from facilitator.domain.policies import Actor
from facilitator.domain.rooms import oslo_day
from facilitator.errors import Invalid
from facilitator.models import Setting

KEY: Final = "retention.{}"
WARNINGS: Final = "retention_warned"
"""Kull → the day from which its people could read that their mapper go: none goes without."""
LAST: Final = "retention_last"
"""When it was last run, and how many of each kind went."""
WARNED: Final = 30
"""Days between the warning and the deletion of a mappe."""
UNAPPROVED, UNSHARED = "stories", "drafts"
PORTFOLIO, LOGS, LETTERS = "portfolios", "logs", "letters"
CLOSED = "closed"
TOO_FEW = "Velg et helt tall, {least} eller mer."
TOO_MANY = "Velg et helt tall, {most} eller mindre."

Rule = Callable[[Session, dt.datetime, bool], int]
"""How many older than the moment there are; deleted when the last is true."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what is kept, and within which days an owner may set it."""

    key: str
    days: int
    least: int
    most: int
    rule: Rule | None
    """None for mapper, which are people's and carried out one by one: `portfolios_due`."""


KINDS: Final = (
    Kind(UNAPPROVED, 14, 1, 90, retention_kinds.unapproved),
    Kind(UNSHARED, 30, 1, 365, retention_kinds.unshared),
    Kind(PORTFOLIO, 183, WARNED, 3650, None),
    Kind(LOGS, 90, 30, 730, retention_kinds.log_entries),
    Kind("devices", 400, 30, 800, retention_kinds.devices),
    Kind("links", 400, 30, 800, retention_kinds.links),
    # Two warnings long: as long as a letter holds, it must not be forgotten that it was sent.
    Kind(LETTERS, 365, 2 * WARNED, 1095, retention_kinds.letters),
    Kind(CLOSED, 365, 30, 3650, leaving_due.count_due),
    Kind("codes", 1, 1, 30, retention_kinds.email_codes),
    Kind("guesses", 1, 1, 30, retention_kinds.wrong_guesses),
)
BY_KEY: Final = {kind.key: kind for kind in KINDS}


def days(session: Session, key: str) -> int:
    """How many days a kind is kept here."""
    return _within(BY_KEY[key], settings.value(session, KEY.format(key)))


def all_days(session: Session) -> dict[str, int]:
    kept = settings.values(session, [KEY.format(kind.key) for kind in KINDS])
    return {kind.key: _within(kind, kept.get(KEY.format(kind.key))) for kind in KINDS}


def _within(kind: Kind, found: Any) -> int:
    """What was set when other limits stood is kept as near as these let it be."""
    return max(kind.least, min(found, kind.most)) if isinstance(found, int) else kind.days


def clean(typed: Mapping[str, str]) -> dict[str, int]:
    """Days by kind, of those that were typed. Raises Invalid by kind."""
    found: dict[str, int] = {}
    errors: dict[str, str] = {}
    for kind in KINDS:
        said = typed.get(kind.key, "").strip()
        if kind.key not in typed:
            continue
        number = int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else -1
        if number < kind.least:
            errors[kind.key] = TOO_FEW.format(least=kind.least)
        elif number > kind.most:
            errors[kind.key] = TOO_MANY.format(most=kind.most)
        else:
            found[kind.key] = number
    if errors:
        raise Invalid(errors)
    return found


def change(session: Session, wanted: Mapping[str, int], actor: Actor, now: dt.datetime) -> None:
    """From the next run. What stays as it is, is not touched: its warnings go on counting."""
    for key, number in wanted.items():
        before = days(session, key)
        if number != before:
            settings.put(session, KEY.format(key), number, now, actor.name)
            audit.note(
                session, actor, audit.SETTINGS, now, "oppbevaring", kind=key, before=before,
                after=number,
            )  # fmt: skip


# --- carrying it out --------------------------------------------------------------------------


def preview(
    session: Session, now: dt.datetime, wanted: Mapping[str, int] | None = None
) -> dict[str, int]:
    """How many of each kind would go now, with `wanted` days in place of those that are set.

    Other days for mapper give a new warning: counted are those that would go when it is over.
    """
    kept = all_days(session) | dict(wanted or {})
    counts = {
        kind.key: kind.rule(session, now - dt.timedelta(days=kept[kind.key]), False)
        for kind in KINDS
        if kind.rule is not None
    }
    return counts | {PORTFOLIO: len(_portfolios(session, now, kept[PORTFOLIO]))}


def run(session: Session, now: dt.datetime) -> dict[str, int]:
    """Delete what has had its time, but for mapper. Gives how many of each kind."""
    kept = all_days(session)
    gone = {
        kind.key: kind.rule(session, now - dt.timedelta(days=kept[kind.key]), True)
        for kind in KINDS
        if kind.rule is not None
    }
    session.flush()
    alone(session)
    retention_told.drop(session, now - dt.timedelta(days=kept[LETTERS]))
    anonymity.keep_overdue(session, now)
    apart.forget_past(session, oslo_day(now))
    _warn(session, now)
    return gone


def alone(session: Session) -> None:
    """Of several processes one at a time changes who is warned and told, until its end.

    Asked for before any of it is read: else two would wait for each other, or one would undo what
    the other has noted, and a letter would go twice.
    """
    session.scalar(select(Setting.key).where(Setting.key == WARNINGS).with_for_update())


def _warn(session: Session, now: dt.datetime) -> None:
    """From now on for each kull whose mapper go soon; where it is not so any more, no longer."""
    count, today = _count(session), oslo_day(now)
    near = [
        cohort
        for cohort, end in retention_kinds.ended(session).items()
        if end + dt.timedelta(days=count.days - WARNED) <= today
    ]
    here = retention_kinds.with_people(session, near)
    kept = {str(each): count.warned.get(each, today).isoformat() for each in here}
    if kept != (settings.value(session, WARNINGS) or {}):
        settings.put(session, WARNINGS, kept, now)


def note_run(session: Session, gone: Mapping[str, int], now: dt.datetime) -> None:
    """For the page: when it was last done, and how many went."""
    settings.put(session, LAST, {"at": now.isoformat(), "gone": dict(gone)}, now)


def kull_due(session: Session, now: dt.datetime) -> list[int]:
    """The kull that ended so long ago, and have been warned so long."""
    count, today = _count(session), oslo_day(now)
    return [
        cohort
        for cohort, end in retention_kinds.ended(session).items()
        if cohort in count.warned and count.goes(cohort, end) <= today
    ]


def portfolios_due(session: Session, now: dt.datetime) -> list[int]:
    """Their participants."""
    over = kull_due(session, now)
    return retention_kinds.people_of(session, over) if over else []


def _portfolios(session: Session, now: dt.datetime, number: int) -> list[int]:
    if number == _count(session).days:
        return portfolios_due(session, now)
    then = oslo_day(now) + dt.timedelta(days=WARNED - number)
    over = [cohort for cohort, end in retention_kinds.ended(session).items() if end <= then]
    return retention_kinds.people_of(session, over) if over else []


def warned(session: Session, cohort_id: int, now: dt.datetime) -> dt.date | None:
    """The day when the mapper of a kull are deleted, once it is thirty days off or fewer."""
    count, soon = _count(session), oslo_day(now) + dt.timedelta(days=WARNED)
    day = _goes(session, cohort_id, count)
    if day is None or day > soon:
        return None
    return day if cohort_id in count.warned else soon


def going_soon(session: Session, now: dt.datetime) -> dict[int, dt.date]:
    """The kull that have been warned → the day when their mapper go, where it has not come."""
    count, today = _count(session), oslo_day(now)
    ends = retention_kinds.ended(session) if count.warned else {}
    days = {each: count.goes(each, ends[each]) for each in sorted(count.warned) if each in ends}
    soon = today + dt.timedelta(days=WARNED)
    return {each: day for each, day in days.items() if today < day <= soon}


@dataclass(frozen=True, slots=True)
class _Count:
    """What decides when mapper go: how many days, since when, and which kull have been warned."""

    days: int
    changed_at: dt.datetime | None
    warned: Mapping[int, dt.date]

    def goes(self, cohort_id: int, end: dt.date) -> dt.date:
        """Never sooner than thirty days after the days were set, or the kull was warned."""
        told = [oslo_day(self.changed_at)] if self.changed_at else []
        told += [self.warned[cohort_id]] if cohort_id in self.warned else []
        least = [day + dt.timedelta(days=WARNED) for day in told]
        return max([end + dt.timedelta(days=self.days), *least])


def _count(session: Session) -> _Count:
    key = KEY.format(PORTFOLIO)
    kept = settings.rows(session, [key, WARNINGS])
    own, warned = kept.get(key), kept.get(WARNINGS)
    return _Count(
        days=_within(BY_KEY[PORTFOLIO], own.value if own else None),
        changed_at=own.changed_at if own else None,
        warned={
            int(cohort): dt.date.fromisoformat(day)
            for cohort, day in (warned.value if warned else {}).items()
        },
    )


def _goes(session: Session, cohort_id: int, count: _Count) -> dt.date | None:
    end = retention_kinds.ended(session, cohort_id).get(cohort_id)
    return count.goes(cohort_id, end) if end is not None else None
