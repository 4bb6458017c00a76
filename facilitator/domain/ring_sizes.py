"""How many a ring is, and how many it was: somebody comes or leaves while its round is on.

A ring is those of the group who are here. Each change is noted in the ring's own state, as
when (the phase's running time) and how many it was before; never who.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, rings_middle
from facilitator.domain.running import process_of, state_of
from facilitator.domain.turns import Change
from facilitator.models import Activity, Draft, Group, GroupMember, Presence
from facilitator.processes.schema import Phase


@dataclass(frozen=True, slots=True)
class Ring:
    """`size` is how many it was when the round began."""

    size: int
    changes: tuple[Change, ...] = ()


ALONE = Ring(1)

_Sizes = dict[tuple[str, int], int]
"""Phase and group → how many they are."""


def of(session: Session, activity: Activity, group: Group | None, phase_key: str) -> Ring:
    """The ring of a group in one phase; without a group one is alone."""
    if group is None:
        return ALONE
    return of_each(session, activity, [group], phase_key).get(group.id, ALONE)


def of_each(
    session: Session, activity: Activity, found: Iterable[Group], phase_key: str
) -> dict[int, Ring]:
    """Group → its ring; a group of which nobody is here any longer has none."""
    ids = [group.id for group in found]
    here = _here(session, activity, Group.id.in_(ids))
    notes = session.execute(
        select(Draft.group_id, Draft.fields).where(
            Draft.group_id.in_(ids), Draft.scope == rings_middle.scope_of(phase_key)
        )
    )
    noted = {group_id: fields.get("sizes") or [] for group_id, fields in notes}
    return {number: _ring(noted.get(number, []), size) for number, size in here.items()}


def _ring(noted: list[list[int]], size: int) -> Ring:
    sizes = [*(before for _, before in noted), size]
    changes = (
        Change(at, after - before)
        for (at, before), after in zip(noted, sizes[1:], strict=True)
        if after != before
    )
    return Ring(sizes[0], tuple(changes))


@contextmanager
def noticing(session: Session, activity: Activity | None, now: dt.datetime) -> Iterator[None]:
    """Around whatever may change who is in a ring: notes each that became another size."""
    begun = _begun(activity, now) if activity is not None else {}
    before = _sizes(session, activity, begun) if activity is not None and begun else {}
    yield
    if activity is None or not before:
        return
    session.flush()
    after = _sizes(session, activity, begun)
    changed = {place: size for place, size in before.items() if after.get(place, 0) != size}
    for (phase_key, number), size in changed.items():
        group = session.get(Group, number)
        if group is not None:
            kept = rings_middle.kept(session, group, phase_key, now)
            note = [begun[phase_key][1], size]
            kept.fields = {**kept.fields, "sizes": [*(kept.fields.get("sizes") or []), note]}
            audiences.tell_group(session, number)
    session.flush()
    if changed:
        # Counts bring no bar to those who write; the projector draws its rings anew with them.
        audiences.tell_counts(session, activity.room_id)


def has_turns(phase: Phase) -> bool:
    """Whether a group takes turns in the phase. An interview's pair has its own clock."""
    talks = phase.kind == "round" or (phase.kind == "pair" and phase.interview is None)
    return bool(phase.groups) and (talks or bool(phase.turn))


def _begun(activity: Activity, now: dt.datetime) -> dict[str, tuple[str, int]]:
    """Phases with turns that have begun → their group set, and how long they have run."""
    state = state_of(activity)
    if not state.is_on:
        return {}
    spent = list(state.spent)
    spent[state.index] = state.elapsed(int(now.timestamp() * 1000))
    return {
        phase.key: (phase.groups, ran)
        for phase, ran in zip(process_of(activity).phases, spent, strict=True)
        if ran > 0 and has_turns(phase)
    }


def _sizes(session: Session, activity: Activity, begun: dict[str, tuple[str, int]]) -> _Sizes:
    found = {
        set_key: _here(session, activity, Group.set_key == set_key)
        for set_key in {set_key for set_key, _ in begun.values()}
    }
    return {
        (phase_key, number): size
        for phase_key, (set_key, _) in begun.items()
        for number, size in found[set_key].items()
    }


def _here(session: Session, activity: Activity, which: ColumnElement[bool]) -> dict[int, int]:
    rows = session.execute(
        select(Group.id, func.count().label("size"))
        .join(GroupMember, GroupMember.group_id == Group.id)
        .join(Presence, Presence.participant_id == GroupMember.participant_id)
        .where(
            Group.activity_id == activity.id,
            which,
            Presence.room_id == activity.room_id,
            Presence.gone_at.is_(None),
        )
        .group_by(Group.id)
    )
    return {row.id: row.size for row in rows}
