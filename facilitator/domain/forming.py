"""Forming the groups of an activity of those who are present, and letting go of them again."""

import random

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import grouping, groups, rooms
from facilitator.domain.grouping import Person
from facilitator.models import Activity, Card, Draft, Group, GroupMember, Participant
from facilitator.processes.parts import GroupSet
from facilitator.processes.schema import Process


def form_due(session: Session, activity: Activity, process: Process, index: int) -> None:
    """Make the group sets that this phase uses or makes, unless they are made already."""
    phase = process.phases[index]
    for key, spec in process.groups.items():
        due = spec.made == phase.key or phase.groups == key
        if due and not groups.of_set(session, activity, key):
            _form(session, activity, key, spec, process)


def forget_untouched(session: Session, activity: Activity) -> None:
    """Let go of groups in which nobody has written anything, so that they are formed anew."""
    written = select(Draft.id).where(
        Draft.activity_id == activity.id, Draft.scope.not_like("ring:%")
    )
    made = select(Card.id).where(Card.activity_id == activity.id)
    if session.scalar(written.limit(1)) or session.scalar(made.limit(1)):
        return
    for group in session.scalars(select(Group).where(Group.activity_id == activity.id)):
        session.delete(group)
    session.flush()


def _form(session: Session, activity: Activity, key: str, spec: GroupSet, process: Process) -> None:
    people = {person.id: person for person in rooms.present(session, activity.room)}
    seats = _seats(session, activity, spec, people)
    for number, ids in enumerate(seats, start=1):
        group = Group(activity_id=activity.id, set_key=key, number=number, circle=_circle(spec))
        group.members = [
            GroupMember(participant_id=person_id, position=n) for n, person_id in enumerate(ids)
        ]
        session.add(group)
        session.flush()
        groups.after_change(session, group, process)


def _circle(spec: GroupSet) -> str:
    return "pair" if spec.span.max == 2 else "group"


def _seats(
    session: Session, activity: Activity, spec: GroupSet, people: dict[int, Participant]
) -> list[tuple[int, ...]]:
    span = spec.span
    seed = random.Random(activity.id * 31 + len(people)).randrange(10**6)
    met = groups.acquaintance(session, activity.room, activity)
    largest = span.max or max(1, len(people))
    if spec.form in ("merge", "keep") and spec.from_:
        units = _units(session, activity, spec.from_, people)
        if spec.form == "keep":
            return [tuple(person.id for person in unit) for unit in units]
        return grouping.merge(units, span.min, largest, met, seed)
    everyone = [groups.as_person(person) for person in people.values()]
    if spec.form == "self" and span.min == 1:
        return [(person.id,) for person in everyone]  # until they have chosen each other
    if spec.whole_up_to and len(everyone) <= spec.whole_up_to:
        return [tuple(person.id for person in everyone)]
    return grouping.mix(everyone, span.min, largest, met, seed)


def _units(
    session: Session, activity: Activity, set_key: str, people: dict[int, Participant]
) -> list[list[Person]]:
    """The earlier groups with those who are still here, and newcomers one by one."""
    units = [
        [
            groups.as_person(people[m.participant_id])
            for m in group.members
            if m.participant_id in people
        ]
        for group in groups.of_set(session, activity, set_key)
    ]
    seated = {person.id for unit in units for person in unit}
    newcomers = [[groups.as_person(p)] for p in people.values() if p.id not in seated]
    return [unit for unit in units if unit] + newcomers
