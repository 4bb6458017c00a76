"""«Inviter gjerne …»: whose story has not been on the board this year.

A quiet measure of whether everybody is heard, for the prosessledere alone. It gives names and
never how many stories anybody has told.
"""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from facilitator.domain import policies, roster
from facilitator.models import Activity, Card, Gathering, Participant, Room

ON_BOARD = policies.LEVELS[policies.LEVELS.index("room") :]


@dataclass(frozen=True, slots=True)
class Unheard:
    """`begun` is false until the first story of the year has been on a board."""

    begun: bool
    people: tuple[Participant, ...] = ()


def of_cohort(session: Session, cohort_id: int) -> Unheard:
    """The kull's people without a story on a board, whoever wrote it down for them.

    A story that has been withdrawn, narrowed or hidden is on no board, and counts for nobody.
    """
    told = (
        select(Card.owner_id)
        .join(Activity, Activity.id == Card.activity_id)
        .join(Room, Room.id == Activity.room_id)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .where(
            Gathering.cohort_id == cohort_id,
            Card.type == "story",
            Card.owner_id.is_not(None),
            Card.board_order.is_not(None),
            Card.visibility.in_(ON_BOARD),
            Card.withdrawn_at.is_(None),
            Card.hidden_at.is_(None),
        )
    )
    if not session.scalar(select(exists(told))):
        return Unheard(begun=False)
    people = session.scalars(roster.members(cohort_id).where(Participant.id.not_in(told)))
    return Unheard(begun=True, people=tuple(people))
