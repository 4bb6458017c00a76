"""Which groups are to be made, asked and answered in one go. Pure.

A question holds all that the answer rests on, so that it can be answered beside the server: a
press may make several sets at once, pairs and the tables they are put together to.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

import msgspec

from facilitator.domain import grouping
from facilitator.domain.gave_way import GaveWay, gave_way
from facilitator.domain.grouping import Acquaintance, Pair, Person, Seats, pair

Group = tuple[int, ...]
Form = Literal["mix", "merge", "as_is", "workplace"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One group set.

    `units` are whole groups: what a `merge` puts together, and what `as_is` leaves as it is.
    `source` is an earlier set of the same question that they come from instead. `again` are
    those who were together earlier in the same process, and `avoid` sets of this question
    whose neighbours are to be parted likewise.
    """

    key: str
    form: Form
    smallest: int = 1
    largest: int = 1
    joins: bool = True
    units: tuple[Group, ...] = ()
    source: str = ""
    again: tuple[Pair, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """`turn` is how often the same people have been mixed already: another turn, other groups."""

    people: tuple[Person, ...]
    times: tuple[tuple[int, int, int], ...]
    apart: tuple[Pair, ...]
    asks: tuple[Ask, ...]
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Set → its groups, and what did not hold in them."""

    seats: dict[str, tuple[Group, ...]] = field(default_factory=dict)
    gave_way: dict[str, tuple[GaveWay, ...]] = field(default_factory=dict)


def about(
    people: Iterable[Person], met: Acquaintance, asks: Iterable[Ask], turn: int = 0
) -> Question:
    """The question about those people; of the year only what concerns them."""
    here = tuple(sorted(people, key=lambda person: person.id))
    ids = {person.id for person in here}
    return Question(
        here,
        tuple(sorted((a, b, n) for (a, b), n in met.times.items() if a in ids and b in ids)),
        tuple(sorted(two for two in met.apart if ids.issuperset(two))),
        tuple(asks),
        turn,
    )


def answered(question: Question, budget: int = grouping.QUICK) -> Answer:
    """Seat the people; the same question is always answered in the same way."""
    seed = zlib.crc32(msgspec.json.encode(question))
    answer = Answer()
    for ask in question.asks:
        _answer(question, ask, answer, seed, budget)
    return answer


def _answer(question: Question, ask: Ask, answer: Answer, seed: int, budget: int) -> None:
    people = {person.id: person for person in question.people}
    units = [[people[n] for n in unit] for unit in _units(question, ask, answer)]
    met = _met(question, ask, answer)
    if ask.form == "as_is":
        seats: Seats = [tuple(person.id for person in unit) for unit in units]
        units = []
    elif ask.form == "merge":
        seats = grouping.merge(units, ask.smallest, ask.largest, met, seed, budget)
    else:
        everyone, span = list(people.values()), (ask.smallest, ask.largest)
        units = [[person] for person in everyone]
        if ask.form == "mix":
            seats = grouping.mix(everyone, *span, met, seed, budget)
        else:
            seats = grouping.by_workplace(everyone, *span, join=ask.joins, met=met, seed=seed)
    answer.seats[ask.key] = tuple(seats)
    answer.gave_way[ask.key] = tuple(_broken(ask, seats, units, met))


def _units(question: Question, ask: Ask, answer: Answer) -> Sequence[Group]:
    return answer.seats.get(ask.source, ()) if ask.source else ask.units


def _met(question: Question, ask: Ask, answer: Answer) -> Acquaintance:
    """The year, and those who sat together earlier in the process and are to meet others now."""
    times = {pair(a, b): n for a, b, n in question.times}
    together = [*ask.again]
    for key in ask.avoid:
        together += [two for ids in answer.seats.get(key, ()) for two in combinations(ids, 2)]
    for two in together:
        times[pair(*two)] = times.get(pair(*two), 0) + 1
    return Acquaintance(times, frozenset(question.apart))


def _broken(
    ask: Ask, seats: Seats, units: Sequence[Sequence[Person]], met: Acquaintance
) -> list[GaveWay]:
    """What did not hold; those of one workplace are put together on purpose when it is asked."""
    tables = [[unit for unit in units if {p.id for p in unit} <= set(ids)] for ids in seats]
    found = gave_way(tables, met)
    return [what for what in found if ask.form != "workplace" or what.rule == "apart"]


# --- the answer, where the room has changed meanwhile ---------------------------------------


def fitted(
    answer: Answer | None,
    ask: Ask,
    people: Mapping[int, Person],
    met: Callable[[], Acquaintance],
) -> tuple[Group, ...] | None:
    """The answered groups for those who are here now; None where they must be made anew.

    Who has left a mixed set is left out, and who came is seated, as long as the sizes are
    those that one would have made of so many.
    """
    groups = answer.seats.get(ask.key, ()) if answer else ()
    seated = {n for ids in groups for n in ids}
    if not groups:
        return None
    if seated == set(people):
        whole = all(any(set(unit) <= set(ids) for ids in groups) for unit in ask.units)
        return groups if whole else None
    if ask.form != "mix":
        return None
    here = [[n for n in ids if n in people] for ids in groups]
    for late in sorted(set(people) - seated):
        place = grouping.place_late([[people[n] for n in ids] for ids in here], people[late], met())
        here[place or 0].append(late)
    plan = grouping.sizes(len(people), ask.smallest, ask.largest)
    if sorted(len(ids) for ids in here) != sorted(plan):
        return None
    return tuple(tuple(ids) for ids in here)
