"""Cards that people give each other: closed until their receiver opens them."""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.models import Activity
from facilitator.processes.schema import Phase


def open_all(session: Session, activity: Activity, phase: Phase, now: dt.datetime) -> None:
    """The phase has ended: whatever has not been opened opens now."""
