"""«Inviter gjerne …»: names for the prosessleder alone, and never how much anybody has told."""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import rooms, unheard
from facilitator.models import Gathering, Participant, Room
from facilitator.presentation.joining import sort_key

FEW = 4
"""On the day, in the room: a few names to think of, not a list to work through."""


@dataclass(frozen=True, slots=True)
class Invite:
    """`begun` is false until the year's first story has been on a board."""

    begun: bool
    names: tuple[str, ...] = ()


def invite(session: Session, cohort_id: int) -> Invite:
    """Everybody in the kull whose story has not been on the board this year, by name."""
    found = unheard.of_cohort(session, cohort_id)
    names = sorted((person.name for person in found.people), key=sort_key)
    return Invite(found.begun, tuple(names))


def invite_few(session: Session, gathering: Gathering) -> tuple[str, ...]:
    """A few of them, to think of on the day."""
    found = unheard.of_cohort(session, gathering.cohort_id)
    return _few(found.people, gathering.id)


def invite_present(session: Session, room: Room) -> tuple[str, ...]:
    """A few of those who are here, by their first names."""
    if room.gathering.cohort.passes:
        return ()
    waiting = {person.id for person in unheard.of_cohort(session, room.gathering.cohort_id).people}
    here = [person for person in rooms.present(session, room) if person.id in waiting]
    return tuple(name.split(" ")[0] for name in _few(here, room.gathering_id))


def _few(people: Iterable[Participant], seed: int) -> tuple[str, ...]:
    """Which ones changes from samling to samling, so that the alphabet does not choose the
    same people each time."""
    chosen = sorted(people, key=lambda person: person.id)
    if len(chosen) > FEW:
        chosen = random.Random(seed).sample(chosen, FEW)
    return tuple(sorted((person.name for person in chosen), key=sort_key))
