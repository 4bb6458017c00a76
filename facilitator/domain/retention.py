"""How long each kind is kept, and deleting what has had its time.

The installation's owner sets the days; DOMAIN's are there until then. What a promise to those who
wrote it decides (answers without a name, rooms that were lent) has no setting: it is only shown.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from facilitator.domain import anonymity, apart, audit, retention_kinds
from facilitator.domain.policies import Actor
from facilitator.domain.rooms import oslo_day
from facilitator.errors import Invalid
from facilitator.models import Setting

KEY: Final = "retention.{}"
SINCE: Final = "retention_since"
"""When the days began to be counted here: nobody's mappe goes without a warning."""
LAST: Final = "retention_last"
"""When it was last run, and how many of each kind went."""
WARNED: Final = 30
"""Days between the warning and the deletion of a mappe."""
UNAPPROVED, UNSHARED = "stories", "drafts"
PORTFOLIO, LOGS = "portfolios", "logs"
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
    Kind("letters", 365, 30, 1095, retention_kinds.letters),
    Kind("codes", 1, 1, 30, retention_kinds.email_codes),
    Kind("guesses", 1, 1, 30, retention_kinds.wrong_guesses),
)
BY_KEY: Final = {kind.key: kind for kind in KINDS}


def setting(session: Session, key: str) -> Any:
    found = session.get(Setting, key)
    return found.value if found is not None else None


def put(session: Session, key: str, value: Any, now: dt.datetime, by: str = "") -> None:
    found = session.get(Setting, key)
    if found is None:
        session.add(Setting(key=key, value=value, changed_at=now, changed_by=by))
    else:
        found.value, found.changed_at, found.changed_by = value, now, by
    session.flush()


def days(session: Session, key: str) -> int:
    """How many days a kind is kept here."""
    kind, found = BY_KEY[key], setting(session, KEY.format(key))
    return found if isinstance(found, int) and kind.least <= found <= kind.most else kind.days


def all_days(session: Session) -> dict[str, int]:
    return {kind.key: days(session, kind.key) for kind in KINDS}


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
            put(session, KEY.format(key), number, now, actor.name)
            audit.note(
                session, actor, audit.SETTINGS, now, "oppbevaring", kind=key, before=before,
                after=number,
            )  # fmt: skip


# --- carrying it out --------------------------------------------------------------------------


def preview(
    session: Session, now: dt.datetime, wanted: Mapping[str, int] | None = None
) -> dict[str, int]:
    """How many of each kind would go now, with `wanted` days in place of those that are set."""
    kept = all_days(session) | dict(wanted or {})
    counts = {
        kind.key: kind.rule(session, now - dt.timedelta(days=kept[kind.key]), False)
        for kind in KINDS
        if kind.rule is not None
    }
    return counts | {PORTFOLIO: len(portfolios_due(session, now, kept[PORTFOLIO]))}


def run(session: Session, now: dt.datetime) -> dict[str, int]:
    """Delete what has had its time, but for mapper. Gives how many of each kind."""
    kept = all_days(session)
    gone = {
        kind.key: kind.rule(session, now - dt.timedelta(days=kept[kind.key]), True)
        for kind in KINDS
        if kind.rule is not None
    }
    session.flush()
    anonymity.keep_overdue(session, now)
    apart.forget_past(session, oslo_day(now))
    if setting(session, SINCE) is None:
        put(session, SINCE, now.isoformat(), now)
    return gone


def note_run(session: Session, gone: Mapping[str, int], now: dt.datetime) -> None:
    """For the page: when it was last done, and how many went."""
    put(session, LAST, {"at": now.isoformat(), "gone": dict(gone)}, now)


def delete_expired(session: Session, now: dt.datetime) -> int:
    """As `run`. Gives how many drafts went."""
    gone = run(session, now)
    return gone[UNAPPROVED] + gone[UNSHARED]


def portfolios_due(session: Session, now: dt.datetime, kept: int | None = None) -> list[int]:
    """The participants of kull that ended so long ago, and have been warned so long."""
    number = days(session, PORTFOLIO) if kept is None else kept
    today = oslo_day(now)
    ended = retention_kinds.ended(session)
    over = [cohort for cohort, end in ended.items() if _gone_on(session, end, number) <= today]
    return retention_kinds.people_of(session, over) if over and _counting(session) else []


def portfolio_goes(session: Session, cohort_id: int) -> dt.date | None:
    """The day when the mapper of a kull are deleted; None while nobody can know."""
    end = retention_kinds.ended(session, cohort_id).get(cohort_id)
    return _gone_on(session, end, days(session, PORTFOLIO)) if end is not None else None


def warned(session: Session, cohort_id: int, now: dt.datetime) -> dt.date | None:
    """The same, once there are thirty days or fewer until then."""
    day = portfolio_goes(session, cohort_id)
    if day is None or not _counting(session):
        return None
    soon = oslo_day(now) + dt.timedelta(days=WARNED)
    return day if day <= soon else None


def _counting(session: Session) -> bool:
    return setting(session, SINCE) is not None


def _gone_on(session: Session, end: dt.date, number: int) -> dt.date:
    """Never sooner than thirty days after the days were set, or began to be counted here."""
    day = end + dt.timedelta(days=number)
    changed = session.get(Setting, KEY.format(PORTFOLIO))
    moments = [changed.changed_at] if changed is not None else []
    if since := setting(session, SINCE):
        moments.append(dt.datetime.fromisoformat(since))
    least = [oslo_day(m) + dt.timedelta(days=WARNED) for m in moments]
    return max([day, *least])
