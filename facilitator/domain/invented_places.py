"""The workplaces of invented people: made when a rehearsal begins, gone when the last one goes."""

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from facilitator.domain.invented import PLACES, Place
from facilitator.models import Participant, Workplace


def workplace(session: Session, place: Place) -> Workplace:
    found = session.scalar(
        select(Workplace).where(
            Workplace.name == place.name, Workplace.municipality == place.municipality
        )
    )
    if found is None:
        found = Workplace(name=place.name, municipality=place.municipality)
        session.add(found)
        session.flush()
    return found


def forget_unused(session: Session) -> None:
    """Two rehearsals at once share them, so they go when nobody comes from them any more."""
    names = [place.name for place in PLACES]
    used = exists().where(Participant.workplace_id == Workplace.id)
    session.execute(delete(Workplace).where(Workplace.name.in_(names), ~used))
