"""What a samling left behind: its ended activities with their boards, and the counts.

The samlingsnotat is made of this; what the prosessledere add to it is in `notes`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, undefer

from facilitator.domain import boards, distributions, notes, photos, review_dates, strength_map
from facilitator.domain.boards import Heap
from facilitator.domain.policies import at_least
from facilitator.domain.running import process_of
from facilitator.domain.strength_map import StrengthMap
from facilitator.errors import NotFound
from facilitator.models import (
    Activity,
    Attendance,
    Card,
    Draft,
    Gathering,
    Group,
    GroupMember,
    Interview,
    Room,
    RunSheet,
    RunSheetItem,
    SessionNote,
)
from facilitator.processes.schema import Phase, Process


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cards were shown, and how many of them are saved in the arbeidsmapper."""

    shown: int = 0
    saved: int = 0

    @property
    def today_only(self) -> int:
        return self.shown - self.saved


@dataclass(frozen=True, slots=True)
class Harvest:
    """One ended activity with its board as arranged. `pairs` and `trios` are counts."""

    activity: Activity
    process: Process
    heaps: tuple[Heap, ...]
    pairs: int
    trios: int
    maps: dict[str, StrengthMap] = field(default_factory=dict)
    """Board → how often each strength was given, where a board is such a map."""
    fallen: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    """Board → series → answer → how many, as they were frozen."""
    dates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """When promises are looked at again: the question, and the dates alone."""
    let_in: tuple[tuple[Phase, tuple[Card, ...]], ...] = ()
    """Cards that lie on no board, and whose owners have let these phases' words into the note."""
    alts: dict[str, str] = field(default_factory=dict)
    """Token of a photo on the board → what it shows."""
    fresh: frozenset[int] = frozenset()
    """Cards that have come since the note was edited."""
    dropped: frozenset[int] = frozenset()
    """Quotes that the prosessledere have taken out."""

    @property
    def cards(self) -> list[Card]:
        return [card for heap in self.heaps for card in heap.cards]

    def note_of(self, card: Card) -> str:
        """How much of a card the process lets into the note: `all`, `quotes`, `sample`, …

        A story that lies where the phase asked for no story is quoted like any other.
        """
        for phase in self.process.phases:
            asked = phase.card.type if phase.card else ""
            if phase.key == card.phase_key and (card.type != "story" or asked == "story"):
                return phase.note
        return "quotes" if card.type == "story" else "all"

    def quotes(self) -> list[Card]:
        """The cards of which one sentence is quoted."""
        return [card for card in self.cards if _is_quoted(card, self.note_of(card))]

    @property
    def card_ids(self) -> frozenset[int]:
        """All that a note of this may show; what nobody may be tied to has no place among them."""
        told = [c for c in self.cards if c.withdraw_digest is None and self.note_of(c) != "none"]
        return frozenset(card.id for card in (*told, *(c for _, cs in self.let_in for c in cs)))


@dataclass(frozen=True, slots=True)
class Day:
    """All that a note is made of. `waiting`: stories that nobody has said yes to yet."""

    gathering: Gathering
    note: SessionNote | None
    harvests: tuple[Harvest, ...]
    present: int
    waiting: int
    following: Gathering | None
    between: tuple[RunSheetItem, ...] = ()
    """What else of the kjøreplan has begun: breaks, talks."""

    @property
    def card_ids(self) -> frozenset[int]:
        return frozenset(card for harvest in self.harvests for card in harvest.card_ids)


def _is_quoted(card: Card, note: str) -> bool:
    return note == "quotes" or (card.type == "story" and note in ("all", "sample"))


def tally(found: Iterable[Card]) -> Tally:
    """Counts of cards that lie on a board; the board, the note and the mappe all use this."""
    listed = list(found)
    saved = sum(at_least(card.visibility, "cohort") for card in listed)
    return Tally(len(listed), saved)


def find_gathering(session: Session, cohort_id: int, number: int) -> Gathering:
    """The samling with that number in a kull."""
    wanted = select(Gathering).where(Gathering.cohort_id == cohort_id, Gathering.number == number)
    found = session.scalar(wanted)
    if found is None:
        raise NotFound("Denne samlingen finnes ikke. Se om adressen er riktig.")
    return found


def held(session: Session, cohort_id: int, today: dt.date) -> list[Gathering]:
    """The samlinger that have been, today's too, in order."""
    wanted = select(Gathering).where(
        Gathering.cohort_id == cohort_id,
        Gathering.date <= today,
        Gathering.cancelled.is_(False),
    )
    return list(session.scalars(wanted.order_by(Gathering.date, Gathering.number)))


def day(session: Session, gathering: Gathering) -> Day:
    """Collect the records. The queries grow with the day's activities, not with its cards."""
    ended = _ended(session, gathering)
    sizes = _interview_sizes(session, ended)
    kept = notes.find(session, gathering)
    return Day(
        gathering=gathering,
        note=kept,
        harvests=tuple(_harvest(session, activity, sizes, kept) for activity in ended),
        present=_present(session, gathering),
        waiting=_waiting(session, ended),
        following=_following(session, gathering),
        between=_between(session, gathering),
    )


def _harvest(
    session: Session,
    activity: Activity,
    sizes: dict[tuple[int, int], int],
    kept: SessionNote | None,
) -> Harvest:
    process = process_of(activity)
    heaps = tuple(boards.heaps(session, activity))
    found = Harvest(
        activity=activity,
        process=process,
        heaps=heaps,
        pairs=sizes.get((activity.id, 2), 0),
        trios=sizes.get((activity.id, 3), 0),
        dates=review_dates.of(session, activity),
        maps={
            key: strength_map.of(session, activity, key) for key in strength_map.boards_of(process)
        },
        fallen={
            key: distributions.of_board(session, activity, key)
            for key, board in process.boards.items()
            if board.layout == "bars"
        },
        let_in=tuple(notes.let_in(session, activity, process)),
        alts=photos.alts(
            session, [str(c.fields.get("photo") or "") for h in heaps for c in h.cards]
        ),
    )
    if kept is None:
        return found
    fresh = found.card_ids - set(kept.seen_card_ids) if kept.edited_at else frozenset[int]()
    return replace(found, fresh=fresh, dropped=frozenset(kept.dropped_card_ids))


def _ended(session: Session, gathering: Gathering) -> list[Activity]:
    return list(
        session.scalars(
            select(Activity)
            .join(Room, Room.id == Activity.room_id)
            .where(Room.gathering_id == gathering.id, Activity.status == "ended")
            .order_by(Activity.started_at, Activity.position)
            .options(undefer(Activity.process))
        )
    )


def _between(session: Session, gathering: Gathering) -> tuple[RunSheetItem, ...]:
    begun = (
        select(RunSheetItem)
        .join(RunSheet, RunSheet.id == RunSheetItem.sheet_id)
        .where(
            RunSheet.gathering_id == gathering.id,
            RunSheetItem.kind != "process",
            RunSheetItem.started_at.is_not(None),
        )
        .order_by(RunSheetItem.started_at)
    )
    return tuple(session.scalars(begun))


def _interview_sizes(session: Session, activities: list[Activity]) -> dict[tuple[int, int], int]:
    """(activity, people) → how many groups interviewed each other: two is a pair, three a trio.

    A story that somebody who was moved has left behind does not make a group of them.
    """
    ids = [activity.id for activity in activities]
    teller, interviewer = aliased(GroupMember), aliased(GroupMember)
    together = (
        select(Interview.group_id)
        .join(teller, _sits(teller, Interview.teller_id))
        .join(interviewer, _sits(interviewer, Interview.interviewer_id))
        .where(Interview.activity_id.in_(ids))
    )
    sizes = (
        select(Group.activity_id, func.count().label("size"))
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(Group.id.in_(together))
        .group_by(Group.activity_id, Group.id)
        .subquery()
    )
    rows = session.execute(
        select(sizes.c.activity_id, sizes.c.size, func.count()).group_by(
            sizes.c.activity_id, sizes.c.size
        )
    )
    return {(activity, size): count for activity, size, count in rows}


def _sits(member: type[GroupMember], who: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return and_(member.group_id == Interview.group_id, member.participant_id == who)


def _present(session: Session, gathering: Gathering) -> int:
    """Those who were there for a part of the day, as proposed by joining or confirmed."""
    count = session.scalar(
        select(func.count(func.distinct(Attendance.participant_id))).where(
            Attendance.gathering_id == gathering.id, Attendance.status != "absent"
        )
    )
    return count or 0


def _waiting(session: Session, activities: list[Activity]) -> int:
    count = session.scalar(
        select(func.count())
        .select_from(Draft)
        .where(
            Draft.activity_id.in_([activity.id for activity in activities]),
            Draft.owner_id.is_not(None),
        )
    )
    return count or 0


def _following(session: Session, gathering: Gathering) -> Gathering | None:
    return session.scalar(
        select(Gathering)
        .where(
            Gathering.cohort_id == gathering.cohort_id,
            Gathering.number > gathering.number,
            Gathering.cancelled.is_(False),
        )
        .order_by(Gathering.number)
        .limit(1)
    )
