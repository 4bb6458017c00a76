"""When promises are looked at again: dates alone, of cards whose words stay where they are.

Where a phase lets only counts into the note, the dates of its cards may stand there: each once,
in order, with nothing of whose they are or what was promised.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.running import process_of
from facilitator.models import Activity, Card


def of(session: Session, activity: Activity) -> dict[str, tuple[str, ...]]:
    """The field's words, such as «Når ser vi på det igjen?», and the dates as «2027-10-20»."""
    found: dict[str, tuple[str, ...]] = {}
    for phase in process_of(activity).phases:
        fields = phase.card.fields if phase.card and phase.note == "counts" else ()
        for field in (f for f in fields if f.kind == "date"):
            rows = session.scalars(
                select(Card.fields).where(
                    Card.activity_id == activity.id,
                    Card.phase_key == phase.key,
                    Card.withdrawn_at.is_(None),
                )
            )
            dates = {str(row[field.name]) for row in rows if row.get(field.name)}
            if dates:
                found[field.label] = tuple(sorted(dates))
    return found
