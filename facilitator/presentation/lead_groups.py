"""Grupper: who sits with whom, and how far each group has come – never a word of their text."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, groups, progress, rooms
from facilitator.domain.progress import GroupStatus
from facilitator.models import Activity, Group, Participant, Presence
from facilitator.presentation import group_names
from facilitator.presentation.lead_seating import SeatingView, seating_view
from facilitator.processes.schema import Process

FEW = 8
"""So many groups have a button each; more than that are chosen from a list."""


@dataclass(frozen=True, slots=True)
class Member:
    """`gone`: has left. `new`: came after the process had begun."""

    id: int
    name: str
    gone: bool
    new: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """«Bord 4», «Par 2», «Trio 7», or as the process calls them."""

    id: int
    number: int
    name: str
    members: tuple[Member, ...]
    status: str
    ready: bool


@dataclass(frozen=True, slots=True)
class SetView:
    """The groups that were made together: all pairs, or all tables."""

    key: str
    name: str
    kind: str
    groups: tuple[GroupView, ...]
    loose: tuple[Member, ...]
    seating: SeatingView

    @property
    def few(self) -> bool:
        return len(self.groups) <= FEW


@dataclass(frozen=True, slots=True)
class GroupsView:
    """The sets that are made, the newest first."""

    sets: tuple[SetView, ...]


def groups_view(session: Session, activity: Activity) -> GroupsView:
    process = activities.process_of(activity)
    here = rooms.present(session, activity.room)
    late = _late(session, activity)
    sets = {key: groups.of_set(session, activity, key) for key in process.groups}
    formed = [key for key, made in sets.items() if made]
    found = []
    for key in formed:
        seating = seating_view(activity, process, sets[key], formed)
        found.append(_set(session, activity, process, sets[key], here, late, seating))
    return GroupsView(tuple(reversed(found)))


def _late(session: Session, activity: Activity) -> set[int]:
    """Those who came after the process had begun."""
    return set(
        session.scalars(
            select(Presence.participant_id).where(
                Presence.room_id == activity.room_id, Presence.joined_at > activity.started_at
            )
        )
    )


def _set(
    session: Session,
    activity: Activity,
    process: Process,
    made: list[Group],
    here: list[Participant],
    late: set[int],
    seating: SeatingView,
) -> SetView:
    status = progress.of_groups(session, activity, made)
    present = {person.id for person in here}
    seated = {person.id for group in made for person in group.people}
    return SetView(
        key=made[0].set_key,
        name=group_names.of_set(process, made[0]),
        kind=group_names.where(process, made[0]),
        groups=tuple(_group(process, group, status[group.id], present, late) for group in made),
        loose=tuple(
            Member(p.id, p.first_name, gone=False, new=p.id in late)
            for p in here
            if p.id not in seated
        ),
        seating=seating,
    )


def _group(
    process: Process, group: Group, status: GroupStatus, present: set[int], late: set[int]
) -> GroupView:
    return GroupView(
        id=group.id,
        number=group.number,
        name=group_names.of_group(process, group),
        members=tuple(
            Member(
                person.id,
                person.first_name,
                gone=person.id not in present,
                new=person.id in late,
            )
            for person in group.people
        ),
        status=_status(group, status),
        ready=status.ready,
    )


def _status(group: Group, status: GroupStatus) -> str:
    """«1 av 2 levert, 0 godkjent»; for a table what it has made."""
    if group.circle == "pair":
        return f"{status.written} av {status.stories} levert, {status.approved} godkjent"
    if status.given:
        return f"{status.given} kort gitt"
    if status.cards:
        return f"{status.cards} kort på tavla"
    return "ferdige" if status.ready else ""
