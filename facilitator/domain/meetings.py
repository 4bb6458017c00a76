"""Who has met whom in the kull's year: two have met when they sat in the same group.

Counted once for each activity that has begun, however many of its groups they shared, and
within one kull only: a rehearsal and a borrowed room are kull of their own, and leave no trace.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, groupby

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from facilitator.domain.grouping import Pair, pair
from facilitator.models import Activity, Gathering, Group, GroupMember, Room

_Seat = Row[int, int, int, int]
"""Samling, activity, group, participant."""


@dataclass(frozen=True)
class Meetings:
    """`pairs` and `days` hold only those who have met: in how many activities, on how many
    samlinger. A day has many groups, so that the year is seen by its days."""

    pairs: Mapping[Pair, int] = field(default_factory=dict)
    gatherings: int = 0
    """How many samlinger have had groups."""
    days: Mapping[Pair, int] = field(default_factory=dict)

    def times(self, a: int, b: int) -> int:
        return self.pairs.get(pair(a, b), 0)

    def on_days(self, a: int, b: int) -> int:
        return self.days.get(pair(a, b), 0)

    def met(self, a: int) -> frozenset[int]:
        """Everybody whom somebody has met."""
        return self._met.get(a, frozenset())

    @cached_property
    def _met(self) -> dict[int, frozenset[int]]:
        found: dict[int, set[int]] = {}
        for a, b in self.pairs:
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
        return {person: frozenset(others) for person, others in found.items()}


def of_cohort(session: Session, cohort_id: int, *, before: Activity | None = None) -> Meetings:
    """The kull's year so far; with `before`, as it was when that activity began."""
    query = (
        select(Room.gathering_id, Group.activity_id, Group.id, GroupMember.participant_id)
        .join(Group, Group.id == GroupMember.group_id)
        .join(Activity, Activity.id == Group.activity_id)
        .join(Room, Room.id == Activity.room_id)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .where(Gathering.cohort_id == cohort_id, Activity.started_at.is_not(None))
        .order_by(Group.activity_id, Group.id)
    )
    if before is not None:
        query = query.where(Activity.id != before.id)
        if before.started_at is not None:
            query = query.where(Activity.started_at <= before.started_at)
    return _counted(session.execute(query))


def _counted(seats: Iterable[_Seat]) -> Meetings:
    times: Counter[Pair] = Counter()
    by_day: dict[int, set[Pair]] = {}
    for (gathering, _), of_activity in groupby(seats, key=lambda seat: (seat[0], seat[1])):
        together: set[Pair] = set()
        for _, of_group in groupby(of_activity, key=lambda seat: seat[2]):
            together.update(combinations(sorted(seat[3] for seat in of_group), 2))
        if together:
            by_day.setdefault(gathering, set()).update(together)
        times.update(together)
    days = Counter(met for together in by_day.values() for met in together)
    return Meetings(dict(times), len(by_day), dict(days))
