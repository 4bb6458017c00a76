"""How a room's answers fall, as counts that stand still from the moment they are shown."""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.models import Activity
from facilitator.processes.schema import Phase


def freeze(session: Session, activity: Activity, phase: Phase, now: dt.datetime) -> None:
    """Count the phase's answers and keep the counts. Frozen once, they are not counted again."""
