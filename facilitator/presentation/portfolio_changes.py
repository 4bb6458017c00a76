"""What one may still change after its samling: a link to its form, until its date."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.domain import contributions
from facilitator.domain.running import process_of
from facilitator.models import Activity, Card
from facilitator.presentation.dates import short_date


@dataclass(frozen=True, slots=True)
class ChangeLink:
    """`card` is what it changes; `until` the last day."""

    card: int
    room: str
    activity: int
    phase: str
    until: str


def links(activity: Activity, cards: Iterable[Card], today: dt.date) -> tuple[ChangeLink, ...]:
    """For cards whose phase has a date that has not come yet. Decodes nothing without dates."""
    dates = {key: day for key, value in activity.settings.items() if (day := _date(value))}
    if not any(day >= today for day in dates.values()):
        return ()
    phases = {phase.key: phase for phase in process_of(activity).phases if phase.open_until}
    return tuple(
        ChangeLink(
            card=card.id,
            room=activity.room.public_id,
            activity=activity.id,
            phase=card.phase_key,
            until=short_date(dates[phases[card.phase_key].open_until]),
        )
        for card in cards
        if card.withdrawn_at is None
        and card.phase_key in phases
        and phases[card.phase_key].open_until in dates
        and contributions.may_send(activity, phases[card.phase_key], today)
    )


def _date(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
