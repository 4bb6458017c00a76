"""The festival plan: what each takes part with, collected from the contributions sent in."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.writing import clean_line
from facilitator.errors import NotFound
from facilitator.models import Card, Cohort, FestivalContribution, Participant

PLACE_LIMIT = 80
TIME_LIMIT = 20


def collect(session: Session, card: Card, people: Sequence[Participant]) -> None:
    """A contribution was sent in: it is what these people take part with. Sent again, changed."""
    for person in people:
        if person.guest_of is not None:
            continue
        found = of_person(session, person.id)
        if found is None:
            found = FestivalContribution(participant_id=person.id, form="")
            session.add(found)
        found.form = str(card.fields.get("form") or found.form or "")
        found.card_id = card.id
    session.flush()


def of_person(session: Session, participant_id: int) -> FestivalContribution | None:
    return session.scalar(
        select(FestivalContribution).where(FestivalContribution.participant_id == participant_id)
    )


def of_cohort(session: Session, cohort: Cohort) -> list[tuple[FestivalContribution, Participant]]:
    """Everything the kull takes part with, by person."""
    rows = session.execute(
        select(FestivalContribution, Participant)
        .join(Participant, Participant.id == FestivalContribution.participant_id)
        .where(Participant.cohort_id == cohort.id)
        .order_by(Participant.name)
    )
    return [(row[0], row[1]) for row in rows]


def card_of(session: Session, contribution: FestivalContribution) -> Card | None:
    """The contribution as it was sent in, unless it has been taken back."""
    card = session.get(Card, contribution.card_id) if contribution.card_id else None
    return card if card is not None and card.withdrawn_at is None else None


def place(session: Session, contribution_id: int, where: str, begins: str) -> FestivalContribution:
    """Room and time, set by a prosessleder; for all who share the contribution."""
    found = session.get(FestivalContribution, contribution_id)
    if found is None:
        raise NotFound("Bidraget finnes ikke lenger.")
    room = clean_line(where, "place", most=PLACE_LIMIT)
    time = clean_line(begins, "begins", most=TIME_LIMIT)
    for each in _sharing(session, found):
        each.place, each.begins = room, time
    session.flush()
    return found


def _sharing(session: Session, contribution: FestivalContribution) -> list[FestivalContribution]:
    if contribution.card_id is None:
        return [contribution]
    wanted = select(FestivalContribution).where(
        FestivalContribution.card_id == contribution.card_id
    )
    return list(session.scalars(wanted))
