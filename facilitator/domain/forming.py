"""Forming the groups of an activity of those who are present, and letting go of them again.

What is to be made is asked before the write and answered beside the server; here the answer is
taken as far as it still fits, and what does not fit is seated anew, quickly.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import groups, rooms, seat_questions
from facilitator.domain.gave_way import GaveWay
from facilitator.domain.grouping import Acquaintance, Pair, Person, pair
from facilitator.domain.seat_questions import Answer, Ask, Form, Question
from facilitator.models import Activity, Card, Draft, Group, GroupMember, Room
from facilitator.processes.parts import GroupSet
from facilitator.processes.schema import Process

People = dict[int, Person]


# --- asking ---------------------------------------------------------------------------------


def question(
    session: Session, room: Room, process: Process, index: int, activity: Activity | None
) -> Question | None:
    """What has to be searched for when the phase begins; None when nothing has.

    `activity` is None for a process that is put in the room as it is started.
    """
    people = present(session, room)
    asks: list[Ask] = []
    for key in _due(session, activity, process, index):
        made_here = tuple(ask.key for ask in asks)
        asks.append(_ask(session, room, activity, key, process.groups[key], people, made_here))
    if all(ask.form == "as_is" for ask in asks):
        return None
    met = groups.acquaintance(session, room, activity)
    return seat_questions.about(people.values(), met, asks)


def present(session: Session, room: Room) -> People:
    return {person.id: groups.as_person(person) for person in rooms.present(session, room)}


def _due(
    session: Session, activity: Activity | None, process: Process, index: int
) -> Iterable[str]:
    """The sets that a phase uses or makes, unless they are made already."""
    phase = process.phases[index]
    for key, spec in process.groups.items():
        due = spec.made == phase.key or phase.groups == key
        if due and not (activity and groups.of_set(session, activity, key)):
            yield key


def _ask(
    session: Session,
    room: Room,
    activity: Activity | None,
    key: str,
    spec: GroupSet,
    people: People,
    made_here: Sequence[str] = (),
) -> Ask:
    largest = spec.span.max or max(1, len(people))
    ask = partial(Ask, key, smallest=spec.span.min, largest=largest)
    everyone = tuple(sorted(people))
    if spec.form in ("merge", "keep") and (spec.from_ or spec.form == "keep"):
        form: Form = "merge" if spec.form == "merge" else "as_is"
        if spec.from_ in made_here:
            return ask(form=form, source=spec.from_)
        units = units_of(session, room, activity, spec.from_, people)
        if spec.from_ or units:
            return ask(form=form, units=units)
    if spec.form == "self" and spec.span.min == 1:
        alone = tuple((person,) for person in everyone)  # until they have chosen each other
        return ask(form="as_is", units=alone)
    if spec.whole_up_to and len(everyone) <= spec.whole_up_to:
        return ask(form="as_is", units=(everyone,) if everyone else ())
    return ask(
        form="workplace" if spec.form == "workplace" else "mix",
        joins=spec.rest == "join",
        again=_neighbours(session, activity, spec.apart_from),
        avoid=tuple(other for other in spec.apart_from if other in made_here),
    )


def units_of(
    session: Session, room: Room, activity: Activity | None, set_key: str, people: People
) -> tuple[tuple[int, ...], ...]:
    """The earlier groups with those who are still here, and newcomers one by one.

    Without a set, those of the activity before.
    """
    if set_key:
        found = groups.of_set(session, activity, set_key) if activity else []
    else:
        found = _before(session, room, activity)
    units = [
        tuple(m.participant_id for m in g.members if m.participant_id in people) for g in found
    ]
    seated = {person for unit in units for person in unit}
    newcomers = [(person,) for person in sorted(people) if person not in seated]
    return tuple(unit for unit in units if unit) + tuple(newcomers if found or set_key else ())


def _before(session: Session, room: Room, activity: Activity | None) -> list[Group]:
    """The groups that were made last in the room's earlier activities."""
    earlier = (
        select(Group)
        .join(Activity, Activity.id == Group.activity_id)
        .where(Activity.room_id == room.id, Activity.started_at.is_not(None))
        .order_by(Activity.started_at.desc(), Group.id.desc())
    )
    if activity is not None:
        earlier = earlier.where(Activity.id != activity.id)
    last = session.scalars(earlier.limit(1)).first()
    return groups.of_set(session, last.activity, last.set_key) if last else []


def _neighbours(
    session: Session, activity: Activity | None, set_keys: Iterable[str]
) -> tuple[Pair, ...]:
    """Those who sat together in other sets of the same activity."""
    if activity is None:
        return ()
    return tuple(
        pair(a.participant_id, b.participant_id)
        for key in set_keys
        for group in groups.of_set(session, activity, key)
        for a, b in combinations(group.members, 2)
    )


# --- making ---------------------------------------------------------------------------------


def form_due(
    session: Session,
    activity: Activity,
    process: Process,
    index: int,
    seats: Answer | None = None,
) -> None:
    """Make the group sets that this phase uses or makes, unless they are made already.

    `seats` is what was answered before the write.
    """
    for key in _due(session, activity, process, index):
        people = present(session, activity.room)
        spec = process.groups[key]
        ask = _ask(session, activity.room, activity, key, spec, people)
        found, broken = seated(session, activity, ask, people, seats)
        put(session, activity, process, key, enumerate(found, start=1))
        note(activity, key, gave_way=as_rows(broken))


def seated(
    session: Session,
    activity: Activity,
    ask: Ask,
    people: People,
    seats: Answer | None,
    turn: int = 0,
) -> tuple[tuple[tuple[int, ...], ...], Sequence[GaveWay]]:
    """The answer where it fits those who are here now; otherwise groups that are made here."""

    def met() -> Acquaintance:
        return groups.acquaintance(session, activity.room, activity)

    found = seat_questions.fitted(seats, ask, people, met)
    if found is not None and seats is not None:
        return found, seats.gave_way.get(ask.key, ())
    known = Acquaintance() if ask.form == "as_is" else met()
    answer = seat_questions.answered(seat_questions.about(people.values(), known, [ask], turn))
    return answer.seats[ask.key], answer.gave_way[ask.key]


def put(
    session: Session,
    activity: Activity,
    process: Process,
    set_key: str,
    numbered: Iterable[tuple[int, Sequence[int]]],
) -> None:
    circle = "pair" if process.groups[set_key].span.max == 2 else "group"
    for number, ids in numbered:
        group = Group(activity_id=activity.id, set_key=set_key, number=number, circle=circle)
        group.members = [
            GroupMember(participant_id=person_id, position=n) for n, person_id in enumerate(ids)
        ]
        session.add(group)
        session.flush()
        groups.after_change(session, group, process)


def note(activity: Activity, set_key: str, **how: Any) -> None:
    """How a set came to be; what was known of an earlier making is forgotten."""
    activity.seatings = {**activity.seatings, set_key: how}


def as_rows(broken: Iterable[GaveWay]) -> list[dict[str, Any]]:
    return [{"rule": what.rule, "ids": list(what.ids)} for what in broken]


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
    activity.seatings = {}
    session.flush()
