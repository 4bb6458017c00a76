"""The remote's row while groups show what they have made."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import showing
from facilitator.models import Activity
from facilitator.processes.schema import Phase


@dataclass(frozen=True, slots=True)
class ShowingRow:
    """`number` of `whole`; `table` is None before the first."""

    number: int
    whole: int
    table: int | None


def showing_row(session: Session, activity: Activity, phase: Phase) -> ShowingRow | None:
    if phase.projector.show != "showing":
        return None
    found = showing.now_showing(session, activity, phase)
    return ShowingRow(found.number, found.whole, found.group.number if found.group else None)
