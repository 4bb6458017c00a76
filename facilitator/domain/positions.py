"""Answers that nobody can tie to a person: kept under a key that dies with the activity.

An answer's row has no owner and no author. It is named by a digest of the person under the
activity's secret, so that one changes one's own answer and gives only one. When the secret
is destroyed nobody, we neither, can say whose it was; and the rows themselves are erased.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import process_dates
from facilitator.errors import NotAllowed
from facilitator.models import Activity, Card, Participant
from facilitator.processes.schema import Phase


def answer(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    fields: Mapping[str, Any],
) -> None:
    """Give an answer, or change the one given. Raises NotAllowed when the secret is gone."""
    if not activity.secret:
        raise NotAllowed("Svarene er talt opp, og ingen kan endres lenger.")
    card = own(session, activity, phase, person)
    if card is None:
        moment = process_dates.begun(activity)
        card = Card(
            activity_id=activity.id,
            phase_key=phase.key,
            type=phase.card.type if phase.card else "",
            client_id=_name(activity, phase, person),
            visibility="me",
            created_at=moment,
            approved_at=moment,
        )
        session.add(card)
    card.fields = dict(fields)
    session.flush()


def own(session: Session, activity: Activity, phase: Phase, person: Participant) -> Card | None:
    """One's own answer, as long as the secret lives."""
    if not activity.secret:
        return None
    return session.scalar(
        select(Card).where(
            Card.activity_id == activity.id, Card.client_id == _name(activity, phase, person)
        )
    )


def _name(activity: Activity, phase: Phase, person: Participant) -> str:
    text = f"{activity.id}:{phase.key}:{person.id}"
    return hmac.new((activity.secret or "").encode(), text.encode(), hashlib.sha256).hexdigest()


def forget(session: Session, activity: Activity, now: dt.datetime) -> None:
    """The activity has ended: answers and the secret are destroyed; frozen counts remain."""
    for card in session.scalars(
        select(Card).where(
            Card.activity_id == activity.id, Card.owner_id.is_(None), Card.group_id.is_(None),
            Card.author_id.is_(None), Card.withdraw_digest.is_(None),
        )
    ):  # fmt: skip
        session.delete(card)
    activity.secret = None
    session.flush()
