"""How far the room has come, as numbers: for the projector and the remote, never with names."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import (
    activities,
    boards,
    distributions,
    given,
    groups,
    interviews,
    positions,
    roads,
    rooms,
    strength_map,
)
from facilitator.domain.policies import on_board
from facilitator.models import Activity, Card, Draft, Group, Interview, Ready, Room
from facilitator.processes.schema import Phase

Kind = Literal[
    "here",
    "pairs",
    "written",
    "ready",
    "answered",
    "approved",
    "groups",
    "rings",
    "cards",
    "laid",
    "given",
    "teams",
]


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `whole`. For `cards`: stories, other cards; `laid`: cards where nobody tells
    stories. For `pairs`: pairs, trios."""

    kind: Kind
    done: int
    whole: int = 0


@dataclass(frozen=True, slots=True)
class GroupStatus:
    """One group by numbers alone: its stories written and approved, its own cards."""

    written: int
    approved: int
    stories: int
    cards: int
    ready: bool
    given: int = 0
    """Cards that its members have given each other."""


def of_room(session: Session, room: Room) -> Progress:
    """What the projector counts now."""
    activity = activities.current(session, room)
    if activity is None or activity.status == "planned":
        return Progress("here", rooms.count_present(session, room.id))
    if activity.status == "ended":
        return _given(session, activity) or on_the_board(session, activity)
    return of_phase(session, activity)


def of_phase(session: Session, activity: Activity) -> Progress:
    phase = activities.phase_of(activity)
    if phase.interview:
        return _interviews(session, activity, phase)
    if phase.kind == "approve":
        return approved(session, activity)
    if (found := _given(session, activity)) is not None:
        return found
    if phase.kind == "harvest":
        return on_the_board(session, activity, phase.board)
    if phase.ready_mode == "group" and phase.groups:
        return _groups(session, activity, phase)
    if phase in roads.stations(activities.process_of(activity)):
        drawn = roads.drawn_at(session, activity)[phase.key]
        return Progress("teams", drawn, roads.teams_drawing(session, activity))
    here = rooms.count_present(session, activity.room_id)
    if positions.is_secret(phase):
        return Progress("answered", distributions.count_answers(session, activity, phase), here)
    if phase.ready_mode == "self":
        return Progress("ready", activities.count_ready(session, activity, phase.key), here)
    return Progress("here", here)


def _given(session: Session, activity: Activity) -> Progress | None:
    """While people give each other cards, and where the map of them is shown."""
    phase = activities.phase_of(activity)
    if given.is_giving(phase) and activity.status != "ended":
        return Progress("given", strength_map.count(session, activity, phase.key))
    board = strength_map.shown(activity)
    return Progress("given", strength_map.of(session, activity, board).cards) if board else None


def approved(session: Session, activity: Activity) -> Progress:
    """Stories their tellers have said yes to, of those that were told."""
    told = session.scalar(
        select(func.count(func.distinct(Interview.teller_id))).where(
            Interview.activity_id == activity.id
        )
    )
    # Keywords kept for oneself are no story yet.
    begun = [p.key for p in activities.process_of(activity).phases if p.visibility == "me"]
    found = session.scalar(
        select(func.count())
        .select_from(Card)
        .where(
            Card.activity_id == activity.id,
            Card.type == "story",
            Card.phase_key.not_in(begun),
            Card.withdrawn_at.is_(None),
        )
    )
    return Progress("approved", found or 0, max(told or 0, found or 0))


def on_the_board(session: Session, activity: Activity, board: str = "") -> Progress:
    """The cards on one board; on all, without those that only pass by."""
    process = activities.process_of(activity)
    passing = frozenset() if board else boards.never_saved(process)
    if passing == process.boards.keys():
        passing = frozenset()
    lying = [c for c in boards.lying(session, activity, board) if c.board not in passing]
    if not any(phase.card and phase.card.type == "story" for phase in process.phases):
        return Progress("laid", len(lying))
    stories = sum(card.type == "story" for card in lying)
    return Progress("cards", stories, len(lying) - stories)


def _interviews(session: Session, activity: Activity, phase: Phase) -> Progress:
    assert phase.interview is not None
    process = activities.process_of(activity)
    found = groups.of_set(session, activity, phase.groups)
    trios = [group for group in found if interviews.has_own_slots(group, process)]
    if phase.interview.part == "talk":
        return Progress("pairs", len(found) - len(trios), len(trios))
    own = {group.id for group in trios}
    writers = set(
        session.scalars(
            select(Interview.interviewer_id).where(
                Interview.activity_id == activity.id,
                Interview.slot == phase.interview.slot,
                Interview.group_id.not_in(own),
            )
        )
    )
    return Progress("written", len(writers & _ready(session, activity, phase.key)), len(writers))


def _groups(session: Session, activity: Activity, phase: Phase) -> Progress:
    found = groups.of_set(session, activity, phase.groups)
    ready = _ready(session, activity, phase.key)
    done = sum(_is_ready(group, ready) for group in found)
    talks = phase.kind == "round" and phase.card is None
    return Progress("rings" if talks else "groups", done, len(found))


def _ready(session: Session, activity: Activity, phase_key: str) -> set[int]:
    return set(
        session.scalars(
            select(Ready.participant_id).where(
                Ready.activity_id == activity.id, Ready.phase_key == phase_key
            )
        )
    )


def _is_ready(group: Group, ready: set[int]) -> bool:
    members = {member.participant_id for member in group.members}
    return bool(members) and members <= ready


def of_groups(session: Session, activity: Activity, found: list[Group]) -> dict[int, GroupStatus]:
    """Each group's numbers, for the leaders: they see status, and text only from the board."""
    tellers = _approved_by(session, activity)
    drafts = _delivered(session, activity)
    ready = _ready(session, activity, activities.phase_of(activity).key)
    made = _made_by_groups(session, activity)
    handed = strength_map.by_group(session, activity)
    found_status = {}
    for group in found:
        people = {member.participant_id for member in group.members}
        found_status[group.id] = GroupStatus(
            written=len(people & (drafts | tellers)),
            approved=len(people & tellers),
            stories=len(people),
            cards=made.get(group.id, 0),
            ready=_is_ready(group, ready),
            given=handed.get(group.id, 0),
        )
    return found_status


def _approved_by(session: Session, activity: Activity) -> set[int | None]:
    """Tellers who have said yes to their story."""
    return set(
        session.scalars(
            select(Card.owner_id).where(
                Card.activity_id == activity.id,
                Card.type == "story",
                Card.withdrawn_at.is_(None),
            )
        )
    )


def _delivered(session: Session, activity: Activity) -> set[int]:
    """Tellers whose story has been written and handed over to them."""
    return {
        owner
        for owner in session.scalars(
            select(Draft.owner_id).where(
                Draft.activity_id == activity.id, Draft.delivered_at.is_not(None)
            )
        )
        if owner is not None
    }


def _made_by_groups(session: Session, activity: Activity) -> dict[int, int]:
    rows = session.execute(
        select(Card.group_id, Card.visibility).where(
            Card.activity_id == activity.id,
            Card.owner_id.is_(None),
            Card.withdrawn_at.is_(None),
        )
    )
    made: dict[int, int] = {}
    for group_id, visibility in rows:
        if group_id is not None and on_board(visibility):
            made[group_id] = made.get(group_id, 0) + 1
    return made


def has_trio(session: Session, activity: Activity) -> bool:
    """Whether the odd one out made a trio that keeps its own time."""
    process = activities.process_of(activity)
    phase = activities.phase_of(activity)
    found = groups.of_set(session, activity, phase.groups)
    return any(interviews.has_own_slots(group, process) for group in found)
