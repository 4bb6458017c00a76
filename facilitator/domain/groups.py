"""Who sits with whom: groups of an activity, moving people between them, and late arrivals."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, grouping, interviews, meetings
from facilitator.domain.gave_way import gave_way
from facilitator.domain.grouping import Acquaintance, Person, pair
from facilitator.domain.running import state_of
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, ApartPair, Group, GroupMember, Participant, Room
from facilitator.processes.schema import Process


def as_person(participant: Participant) -> Person:
    return Person(
        id=participant.id,
        workplace=participant.workplace_name,
        municipality=participant.municipality,
        is_leader=participant.role_group == "ledelse",
    )


def of_set(session: Session, activity: Activity, set_key: str) -> list[Group]:
    return list(
        session.scalars(
            select(Group)
            .where(Group.activity_id == activity.id, Group.set_key == set_key)
            .order_by(Group.number)
        )
    )


def group_of(
    session: Session, activity: Activity, set_key: str, participant_id: int
) -> Group | None:
    """The group somebody is in, of one of the activity's group sets."""
    return session.scalar(
        select(Group)
        .join(GroupMember)
        .where(
            Group.activity_id == activity.id,
            Group.set_key == set_key,
            GroupMember.participant_id == participant_id,
        )
    )


def own_groups(session: Session, participant_id: int, room_id: int) -> list[Group]:
    """Every group somebody is in, in one room: the group audiences that person hears."""
    return list(
        session.scalars(
            select(Group)
            .join(GroupMember)
            .join(Activity, Activity.id == Group.activity_id)
            .where(GroupMember.participant_id == participant_id, Activity.room_id == room_id)
        )
    )


def acquaintance(session: Session, room: Room, activity: Activity | None = None) -> Acquaintance:
    """Who of the kull has been in a group together this year, and who is kept apart today.

    With `activity`, as it was when that one began.
    """
    gathering = room.gathering
    met = meetings.of_cohort(session, gathering.cohort_id, before=activity)
    apart = session.execute(
        select(ApartPair.first_id, ApartPair.second_id).where(
            ApartPair.gathering_id == gathering.id
        )
    )
    return Acquaintance(met.pairs, frozenset(pair(a, b) for a, b in apart))


def move(
    session: Session,
    activity: Activity,
    process: Process,
    set_key: str,
    participant_id: int,
    group_id: int,
    *,
    by_hand: bool = False,
) -> None:
    """Out of one group, into another. Text that exists stays whose it is.

    A trio that takes in a fourth becomes two pairs, as with somebody who comes late.
    `by_hand`: a prosessleder has chosen the place, and mixing anew leaves that group as it is.
    """
    target = session.get(Group, group_id)
    if target is None or target.activity_id != activity.id or target.set_key != set_key:
        raise NotFound("Gruppa finnes ikke lenger.")
    source = group_of(session, activity, set_key, participant_id)
    if source is not None and source.id == target.id:
        return
    if source is not None:
        _leave(session, source, participant_id, process)
    if _is_full_trio(process, target):
        _split_trio(session, activity, process, target, participant_id)
    else:
        _enter(session, target, participant_id, process)
    if by_hand:
        _remember_hand(session, activity, set_key, participant_id)
    audiences.tell_phase(session, activity.room_id)


def _remember_hand(session: Session, activity: Activity, set_key: str, participant_id: int) -> None:
    """Where somebody was placed stands, it is counted, and what it broke is said."""
    group = group_of(session, activity, set_key, participant_id)
    if group is None:
        return
    for member in group.members:
        member.by_hand = member.by_hand or member.participant_id == participant_id
    how = activity.seatings.get(set_key, {})
    told = how.get("gave_way", [])
    known = [what["ids"] for what in told]
    met = acquaintance(session, activity.room, activity)
    people = [[as_person(person)] for person in group.people]
    new = [
        {"rule": what.rule, "ids": list(what.ids)}
        for what in gave_way([people], met)
        if what.rule in ("apart", "leader") and list(what.ids) not in known
    ]
    changed = {**how, "moved": how.get("moved", 0) + 1, "gave_way": [*new, *told]}
    activity.seatings = {**activity.seatings, set_key: changed}
    session.flush()


def _leave(session: Session, group: Group, participant_id: int, process: Process) -> None:
    group.members = [m for m in group.members if m.participant_id != participant_id]
    for position, member in enumerate(group.members):
        member.position = position
    session.flush()
    if group.members:
        after_change(session, group, process)
    else:
        session.delete(group)
        session.flush()


def _enter(session: Session, group: Group, participant_id: int, process: Process) -> None:
    group.members.append(GroupMember(participant_id=participant_id, position=len(group.members)))
    session.flush()
    session.refresh(group, ["members"])
    after_change(session, group, process)


def after_change(session: Session, group: Group, process: Process) -> None:
    session.refresh(group, ["members"])
    if _is_interview_set(process, group.set_key):
        activity = session.get_one(Activity, group.activity_id)
        state = state_of(activity)
        interviews.become_trio(group, process, state)
        begun = interviews.slots_begun(group, process, state.index) if state.is_on else 0
        interviews.arrange(session, group, begun)
    audiences.tell_group(session, group.id)


def _is_interview_set(process: Process, set_key: str) -> bool:
    return any(phase.interview and phase.groups == set_key for phase in process.phases)


def seat_late(
    session: Session, activity: Activity, process: Process, participant: Participant
) -> Group | None:
    """Place somebody who came late, unless an intimate phase is on. None: nobody was placed.

    A trio that takes in a fourth becomes two pairs.
    """
    set_key = _set_for_late(session, activity, process)
    if not set_key or not of_set(session, activity, set_key):
        return None
    if group_of(session, activity, set_key, participant.id) or asks(process, activity):
        return None
    if _begins_alone(process, set_key):
        return begin_own(session, activity, process, set_key, participant.id)
    return join_best(session, activity, process, set_key, participant)


def _begins_alone(process: Process, set_key: str) -> bool:
    """Where people choose each other and may be alone, nobody is put into others' team."""
    spec = process.groups[set_key]
    return spec.form == "self" and spec.span.min == 1


def begin_own(
    session: Session, activity: Activity, process: Process, set_key: str, participant_id: int
) -> Group:
    """A group of one, for somebody who goes on alone."""
    others = of_set(session, activity, set_key)
    group = Group(
        activity_id=activity.id,
        set_key=set_key,
        number=max((g.number for g in others), default=0) + 1,
    )
    session.add(group)
    session.flush()
    move(session, activity, process, set_key, participant_id, group.id)
    return group


def _set_for_late(session: Session, activity: Activity, process: Process) -> str:
    """The phase's own groups; where nobody is to be disturbed, the tables that come next."""
    phase = process.phases[activity.phase_index]
    if phase.groups and phase.late != "wait":
        return phase.groups
    in_use = _set_in_use(session, activity, process)
    return in_use if in_use != phase.groups else ""


def suggest(
    session: Session, activity: Activity, set_key: str, participant: Participant, largest: int
) -> Group | None:
    """The smallest, best mixed group with room for one more."""
    found = [g for g in of_set(session, activity, set_key) if 0 < len(g.members) < largest]
    seated = [[as_person(member) for member in group.people] for group in found]
    met = acquaintance(session, activity.room, activity)
    place = grouping.place_late(seated, as_person(participant), met)
    return found[place] if place is not None else None


def asks(process: Process, activity: Activity) -> bool:
    return process.phases[activity.phase_index].intimate


def _set_in_use(session: Session, activity: Activity, process: Process) -> str:
    """The latest group set that has been formed."""
    formed = [key for key in process.groups if of_set(session, activity, key)]
    return formed[-1] if formed else ""


def join_best(
    session: Session,
    activity: Activity,
    process: Process,
    set_key: str,
    participant: Participant,
) -> Group:
    """Seat somebody in the smallest, best mixed group of a set."""
    group = _trio_to_split(session, activity, process, set_key)
    if group is not None:
        return _split_trio(session, activity, process, group, participant.id)
    group = suggest(session, activity, set_key, participant, 99)
    if group is None:
        raise Invalid({"group": "Det er ingen grupper å sette noen i ennå."})
    _enter(session, group, participant.id, process)
    return group


def _is_full_trio(process: Process, group: Group) -> bool:
    """A set of pairs has room for a third, and no more; a table has no such limit."""
    return process.groups[group.set_key].span.max == 2 and len(group.members) >= 3


def _trio_to_split(
    session: Session, activity: Activity, process: Process, set_key: str
) -> Group | None:
    """With one more the number is even again: the trio becomes two pairs, and nobody sits alone."""
    found = of_set(session, activity, set_key)
    if any(len(group.members) == 1 for group in found):
        return None
    return next((group for group in found if _is_full_trio(process, group)), None)


def _split_trio(
    session: Session,
    activity: Activity,
    process: Process,
    trio: Group,
    fourth: int,
) -> Group:
    third = _third(session, trio, fourth)
    pair = Group(
        activity_id=activity.id,
        set_key=trio.set_key,
        circle=trio.circle,
        number=max(g.number for g in of_set(session, activity, trio.set_key)) + 1,
    )
    session.add(pair)
    session.flush()
    _leave(session, trio, third, process)
    _enter(session, pair, third, process)
    _enter(session, pair, fourth, process)
    return pair


def _third(session: Session, trio: Group, fourth: int) -> int:
    """Who goes with the fourth: the last one, unless those two are not to be together."""
    activity = session.get_one(Activity, trio.activity_id)
    met = acquaintance(session, activity.room, activity)
    new = as_person(session.get_one(Participant, fourth))
    costs = [
        grouping.cost_of_two(as_person(person), new, met) // grouping.LEADER_WITH_OWN
        for person in trio.people
    ]
    place = max(n for n, cost in enumerate(costs) if cost == min(costs))
    return trio.members[place].participant_id
