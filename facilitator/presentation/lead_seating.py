"""How a set of groups came to be: what did not hold, and what was moved by hand.

For the prosessleder alone: these lines name people, and stand on no projector and no phone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from facilitator.domain import groups, mixing
from facilitator.models import Activity, Group, Participant
from facilitator.presentation.templating import people as people_text
from facilitator.processes.schema import Process

MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class SeatingView:
    """`lines` and how many `more` there are; `mixes`: they can be mixed anew, or `why` not.

    `turn` is how often they have been mixed already.
    """

    lines: tuple[str, ...]
    more: int
    moved: str
    mixes: bool
    why: str
    turn: int


def seating_view(
    activity: Activity, process: Process, made: list[Group], formed: Iterable[str]
) -> SeatingView:
    """`formed` are the keys of all sets that are made."""
    key = made[0].set_key
    how = activity.seatings.get(key, {})
    lines = _lines(how.get("gave_way", ()), made)
    mixes = len(made) > 1 and mixing.mixable(process, key)
    return SeatingView(
        lines=tuple(lines[:MOST_LINES]),
        more=max(0, len(lines) - MOST_LINES),
        moved=f"{how['moved']} flyttet for hånd" if how.get("moved") else "",
        mixes=mixes,
        why=mixing.hindrance(activity, process, key, formed) if mixes else "",
        turn=mixing.times_mixed(activity, key),
    )


def _lines(gave_way: Iterable[Mapping[str, Any]], made: list[Group]) -> list[str]:
    """Of those who still sit together, in the order of what weighs most."""
    places = {person.id: (group.id, person) for group in made for person in group.people}
    told: dict[str, None] = {}
    for what in gave_way:
        found = [places.get(number) for number in what["ids"]]
        two = [place[1] for place in found if place is not None]
        if len(two) < 2 or len({place[0] for place in found if place is not None}) > 1:
            continue
        group = places[two[0].id][0]
        everyone = [person for number, person in places.values() if number == group]
        told[_line(what["rule"], two, everyone)] = None
    return list(told)


def _line(rule: str, two: list[Participant], group: list[Participant]) -> str:
    """One line says it of all in the group who share a workplace."""
    if rule == "apart":
        return f"{_names(two)} skulle ikke være sammen."
    if rule == "met":
        return f"{_names(two)} har vært i gruppe sammen før."
    place = two[0].workplace_name
    same = [person for person in group if person.workplace_name == place]
    both = "begge" if len(same) == 2 else "alle"
    leaders = [person for person in same if groups.as_person(person).is_leader]
    leads = f", og {_names(leaders)} er leder der" if leaders else ""
    return f"{_names(same)} er {both} fra {place}{leads}."


def _names(found: list[Participant]) -> str:
    return people_text([person.first_name for person in found])
