"""Answers that nobody can tie to a person: kept under a key that dies with the activity.

An answer's row has no owner, no author and no time of its own. It is named by a digest of the
person under the activity's secret, so that one changes one's own answer and gives only one.
Neither does the order of the rows say who came when: each new answer takes a random place
among them. When the secret is destroyed nobody, we neither, can say whose an answer was; and
the rows themselves are erased.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, distributions, process_dates
from facilitator.domain.running import process_of
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Activity, Card, Participant
from facilitator.processes.schema import Phase

SHOWN = "Fordelingen er vist. Svaret ditt teller i neste runde."
SHOWN_LAST = "Fordelingen er vist. Takk for at du tenkte med."
OVER = "Svarene er talt opp, og ingen kan endres lenger."


def is_secret(phase: Phase) -> bool:
    """Whether the phase's answers must never be tied to a person."""
    return phase.card is not None and phase.card.identity == "secret"


def answer(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    fields: Mapping[str, Any],
    now: dt.datetime | None = None,
) -> None:
    """Give an answer, or change the one given.

    Raises Invalid when the counts have been shown, NotAllowed when the activity has ended.
    """
    if activity.ended_at is not None:
        raise NotAllowed(OVER)
    if distributions.find(session, activity, phase) is not None:
        raise Invalid({"0-option": refusal(activity, phase)})
    if not activity.secret:
        # An end that was undone, or a room that was opened again: what was is forgotten.
        activity.secret = secrets.token_hex(32)
    card = own(session, activity, phase, person)
    if card is None:
        _place_anywhere(session, activity, phase, _name(activity, phase, person), fields)
    else:
        card.fields = dict(fields)
    session.flush()
    moment = now or process_dates.begun(activity)
    if distributions.freeze_late(session, activity, phase, moment):
        audiences.tell_phase(session, activity.room_id)


def refusal(activity: Activity, phase: Phase) -> str:
    """What one who comes after the counts have been shown is told."""
    phases = process_of(activity).phases
    later = phases[process_of(activity).index(phase.key) + 1 :]
    return SHOWN if any(is_secret(coming) for coming in later) else SHOWN_LAST


def _place_anywhere(
    session: Session, activity: Activity, phase: Phase, name: str, fields: Mapping[str, Any]
) -> None:
    """What stood in a random row moves to the new one, so that the rows' order tells nothing."""
    moment = process_dates.begun(activity)
    card = Card(
        activity_id=activity.id,
        phase_key=phase.key,
        type=phase.card.type if phase.card else "",
        client_id=name,
        fields=dict(fields),
        visibility="me",
        created_at=moment,
        approved_at=moment,
    )
    rows = [*_rows(session, activity, phase), card]
    other = rows[secrets.randbelow(len(rows))]
    if other is not card:
        card.client_id, other.client_id = other.client_id, name
        card.fields, other.fields = dict(other.fields), dict(fields)
    session.add(card)


def _rows(session: Session, activity: Activity, phase: Phase) -> list[Card]:
    return list(
        session.scalars(
            select(Card).where(Card.activity_id == activity.id, Card.phase_key == phase.key)
        )
    )


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
    asked = [phase.key for phase in process_of(activity).phases if is_secret(phase)]
    session.execute(
        delete(Card).where(
            Card.activity_id == activity.id,
            Card.phase_key.in_(asked),
            Card.owner_id.is_(None),
            Card.author_id.is_(None),
        )
    )
    activity.secret = None
    session.flush()
