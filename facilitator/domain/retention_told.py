"""What has been written about mapper that go soon: to prosessledere, and how many people had it.

Letters to participants are rows of their own (`domain/letters.py`) and go with the person. What is
kept here stays as long as they would have: numbers and days, never a participant.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.orm import Session

from facilitator.domain import settings

KEY: Final = "retention_letters"


@dataclass(frozen=True, slots=True)
class Last:
    """The last letter that somebody was to have, and the day that it named."""

    goes: dt.date
    at: dt.datetime
    sent: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Of one kull. `leaders` by their id; `people` have had a letter, the last one at `at`."""

    goes: dt.date
    at: dt.datetime
    people: int = 0
    leaders: Mapping[int, Last] = field(default_factory=dict)


def records(session: Session) -> dict[int, Record]:
    kept: dict[str, Any] = settings.value(session, KEY) or {}
    return {int(cohort): _record(each) for cohort, each in kept.items()}


def put(session: Session, cohort_id: int, record: Record, now: dt.datetime) -> None:
    _write(session, records(session) | {cohort_id: record}, now)


def drop(session: Session, before: dt.datetime) -> None:
    """Those whose last letter is older, as the rows of letters are dropped."""
    kept = records(session)
    left = {cohort: record for cohort, record in kept.items() if record.at >= before}
    if left != kept:
        _write(session, left, before)


def _write(session: Session, kept: Mapping[int, Record], now: dt.datetime) -> None:
    said = {str(cohort): _plain(record) for cohort, record in kept.items()}
    settings.put(session, KEY, said, now)


def _plain(record: Record) -> dict[str, Any]:
    return {
        "goes": record.goes.isoformat(),
        "at": record.at.isoformat(),
        "people": record.people,
        "leaders": {
            str(leader): {
                "goes": last.goes.isoformat(),
                "at": last.at.isoformat(),
                "sent": last.sent,
                "fault": last.fault,
            }
            for leader, last in record.leaders.items()
        },
    }


def _record(plain: Mapping[str, Any]) -> Record:
    return Record(
        goes=dt.date.fromisoformat(plain["goes"]),
        at=dt.datetime.fromisoformat(plain["at"]),
        people=plain["people"],
        leaders={
            int(leader): Last(
                dt.date.fromisoformat(last["goes"]),
                dt.datetime.fromisoformat(last["at"]),
                last["sent"],
                last["fault"],
            )
            for leader, last in plain["leaders"].items()
        },
    )
