"""«Bland på nytt»: other groups of the same people, while nobody has written anything in them.

A group in which the prosessleder has placed somebody by hand stands as it is.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, forming, groups, seat_questions
from facilitator.domain.forming import People
from facilitator.domain.grouping import Pair, pair
from facilitator.domain.running import process_of, state_of
from facilitator.domain.seat_questions import Answer, Ask, Question
from facilitator.errors import FacilitatorError
from facilitator.models import Activity, Card, Draft, Group, Interview
from facilitator.processes.schema import Process

NOT_ON = "Prosessen er ikke i gang."
TALKING = "Noen er midt i en samtale. Vent til neste fase."
USED = "Gruppene er alt satt sammen til nye grupper."
WRITTEN = "Noen har begynt å skrive. Flytt heller én og én."
ONE = "Det er bare én gruppe."
ALL_BY_HAND = "I alle gruppene er noen flyttet for hånd, så de blir stående."


class CannotMix(FacilitatorError):
    """The groups stand as they are; the text says why."""

    status = 409


def mixable(process: Process, set_key: str) -> bool:
    """Whether it is the app that puts these groups together."""
    spec = process.groups.get(set_key)
    return spec is not None and spec.form in ("mix", "merge")


def hindrance(activity: Activity, process: Process, set_key: str, made: Iterable[str]) -> str:
    """Why the groups may not be mixed anew, as far as it is seen without reading; or nothing.

    `made` are the sets that are made already.
    """
    state = state_of(activity)
    if not state.is_on:
        return NOT_ON
    if any(process.groups[key].from_ == set_key for key in made):
        return USED
    phase = process.phases[state.index]
    return TALKING if phase.intimate and phase.groups == set_key else ""


def question(session: Session, activity: Activity, set_key: str) -> Question | None:
    """What mixing anew asks; None where it would be refused."""
    process = process_of(activity)
    try:
        ask, people = _ask(session, activity, process, set_key)
    except CannotMix:
        return None
    met = groups.acquaintance(session, activity.room, activity)
    return seat_questions.about(people.values(), met, [ask], times_mixed(activity, set_key) + 1)


def mix_anew(
    session: Session,
    activity: Activity,
    set_key: str,
    seats: Answer | None = None,
    *,
    seen: int | None = None,
) -> bool:
    """Raises CannotMix where it would take anything from anybody.

    `seen` is how often they were mixed when the button was shown: two presses mix once, and
    the second gives False.
    """
    process = process_of(activity)
    turn = times_mixed(activity, set_key) + 1
    if seen is not None and seen + 1 != turn:
        return False
    ask, people = _ask(session, activity, process, set_key)
    found, broken = forming.seated(session, activity, ask, people, seats, turn)
    known = groups.of_set(session, activity, set_key)
    kept = [group for group in known if _by_hand(group)]
    for group in known:
        if group not in kept:
            session.delete(group)
    session.flush()
    session.expire(activity, ["groups"])
    taken = {group.number for group in kept}
    free = [n for n in range(1, len(taken) + len(found) + 1) if n not in taken]
    forming.put(session, activity, process, set_key, zip(free, found, strict=False))
    before = activity.seatings.get(set_key, {})
    forming.note(activity, set_key, **{**before, **_noted(before, broken, kept), "turn": turn})
    audiences.tell_phase(session, activity.room_id)
    return True


def _noted(before: dict[str, Any], broken: Iterable[Any], kept: list[Group]) -> dict[str, Any]:
    """What gave way in the new groups, and what was said of those that stand."""
    stand = [{m.participant_id for m in group.members} for group in kept]
    still = [w for w in before.get("gave_way", ()) if any(set(w["ids"]) <= ids for ids in stand)]
    return {"gave_way": still + forming.as_rows(broken)}


def times_mixed(activity: Activity, set_key: str) -> int:
    return int(activity.seatings.get(set_key, {}).get("turn", 0))


def _ask(
    session: Session, activity: Activity, process: Process, set_key: str
) -> tuple[Ask, People]:
    known = groups.of_set(session, activity, set_key)
    _require_untouched(session, activity, process, set_key, known)
    kept = {m.participant_id for group in known if _by_hand(group) for m in group.members}
    people = {n: p for n, p in forming.present(session, activity.room).items() if n not in kept}
    if not people or all(_by_hand(group) for group in known):
        raise CannotMix(ALL_BY_HAND)
    spec = process.groups[set_key]
    units: tuple[tuple[int, ...], ...] = ()
    if spec.form == "merge":
        units = forming.units_of(session, activity.room, activity, spec.from_, people)
    ask = Ask(
        set_key,
        "merge" if spec.form == "merge" else "mix",
        smallest=spec.span.min,
        largest=spec.span.max or len(people),
        units=units,
        again=tuple(_together(known)),
    )
    return ask, people


def _require_untouched(
    session: Session, activity: Activity, process: Process, set_key: str, known: list[Group]
) -> None:
    made = [key for key in process.groups if groups.of_set(session, activity, key)]
    if not known or not mixable(process, set_key):
        raise CannotMix(NOT_ON)
    if len(known) == 1:
        raise CannotMix(ONE)
    if why := hindrance(activity, process, set_key, made):
        raise CannotMix(why)
    if _written(session, activity, process, set_key, [group.id for group in known]):
        raise CannotMix(WRITTEN)


def _by_hand(group: Group) -> bool:
    return any(member.by_hand for member in group.members)


def _together(known: Iterable[Group]) -> list[Pair]:
    """Those who sit together now meet others: that is what one asks for."""
    seats = [[m.participant_id for m in group.members] for group in known]
    return [pair(a, b) for ids in seats for a, b in combinations(ids, 2)]


def _written(
    session: Session, activity: Activity, process: Process, set_key: str, ids: list[int]
) -> bool:
    """Whether anything is written in the phases that use the groups, or in their interviews."""
    used = [phase.key for phase in process.phases if phase.groups == set_key]
    of_set = select(Interview.id).where(Interview.group_id.in_(ids))
    sent = of_set.where(Interview.sent != "")
    cards = select(Card.id).where(
        Card.activity_id == activity.id,
        or_(Card.group_id.in_(ids), Card.phase_key.in_(used)),
    )
    drafts = session.scalars(
        select(Draft).where(
            Draft.activity_id == activity.id,
            Draft.scope.not_like("ring:%"),
            or_(
                Draft.group_id.in_(ids),
                Draft.interview_id.in_(of_set),
                *(Draft.scope.endswith(f":{key}", autoescape=True) for key in used),
            ),
        )
    )
    if any(any(draft.fields.values()) for draft in drafts):
        return True
    return any(session.scalar(query.limit(1)) is not None for query in (sent, cards))
