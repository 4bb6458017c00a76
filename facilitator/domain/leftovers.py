"""Cards that nobody chose go on to a board of their own, such as the bank of ideas."""

from sqlalchemy.orm import Session

from facilitator.domain import choosing
from facilitator.models import Activity
from facilitator.processes.schema import Phase


def offer_unchosen(session: Session, activity: Activity, phase: Phase) -> None:
    """Where a phase lets some cards be chosen, copies of the others go to its board."""
    if phase.release is not None and phase.release.take == "unchosen":
        choosing.offer_unchosen(session, activity, phase)
