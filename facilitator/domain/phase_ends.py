"""What happens when a phase ends, and when its activity does.

Each kind of ending is a verb of its own module; this is the one place that calls them, in the
order they may depend on each other. Coming back to a phase and ending it again is harmless.
"""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    anonymity,
    cards,
    copies,
    distributions,
    giving,
    leftovers,
    marks,
    policies,
    sorting,
)
from facilitator.models import Activity, Card
from facilitator.processes.schema import Phase


def phase_ended(session: Session, activity: Activity, phase: Phase, now: dt.datetime) -> None:
    """The room goes on from the phase."""
    release = phase.release
    if phase.reveal == "end":
        giving.open_all(session, activity, phase, now)
    marks.forget(session, activity, phase)
    if release is None:
        return
    sorting.leave_unsettled(session, activity, phase, now)
    if release.form == "copy":
        leftovers.offer_unchosen(session, activity, phase)
        copies.lay_out(session, activity, release.board)
    elif release.form == "count":
        distributions.freeze(session, activity, phase, now)
    elif release.when == "on_phase_end":
        _release_all(session, activity, phase)


def activity_ended(session: Session, activity: Activity, now: dt.datetime) -> None:
    """Everything that was to die with the activity dies; what waited is laid out."""
    anonymity.keep_promise(session, activity, now)


def _release_all(session: Session, activity: Activity, phase: Phase) -> None:
    for card in session.scalars(
        select(Card)
        .where(Card.activity_id == activity.id, Card.phase_key == phase.key)
        .order_by(Card.id)
    ):
        if policies.on_board(card.visibility) and card.board_order is None:
            cards.release(session, card)
