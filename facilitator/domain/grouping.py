"""Who sits with whom: pairs and tables of people who have not met, mixed as well as can be. Pure.

People are given as `Person`; groups come back as tuples of ids. What it costs that two sit
together stands in `cost_of_two`; `seating` searches for the seating that costs least.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.domain import seating

Pair = tuple[int, int]
"""Two ids, the smaller first."""

APART = 10**13
LEADER_WITH_OWN = 10**9
MET_BEFORE = 400
SAME_WORKPLACE = 20
SAME_MUNICIPALITY = 1
"""Each outweighs what comes after it: the first two everything, the others all but a heap."""

MOST_MEETINGS = 20
"""More often than this counts no more, so that meetings never outweigh a leader's own."""

QUICK = 2_000
THOROUGH = 40_000
"""Swaps that may be judged, for each person: where others wait, and where nobody does."""


def pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    workplace: str = ""
    municipality: str = ""
    is_leader: bool = False


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """How often two have been in a group together before, and who is to sit apart."""

    times: Mapping[Pair, int] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()


NOBODY = Acquaintance()

Unit = Sequence[Person]
"""People who move as one: a person alone, or a pair that stays together."""

Seats = list[tuple[int, ...]]


def cost_of_two(a: Person, b: Person, met: Acquaintance = NOBODY) -> int:
    two = pair(a.id, b.id)
    often = min(met.times.get(two, 0), MOST_MEETINGS)
    cost = MET_BEFORE * often * (often + 1) // 2
    if a.workplace and a.workplace == b.workplace:
        cost += LEADER_WITH_OWN if a.is_leader or b.is_leader else SAME_WORKPLACE
    if a.municipality and a.municipality == b.municipality:
        cost += SAME_MUNICIPALITY
    return cost + APART if two in met.apart else cost


# --- how many in each -----------------------------------------------------------------------


def sizes(people: int, smallest: int, largest: int) -> list[int]:
    """The sizes of as few groups as possible that hold everybody, as even as can be.

    Where the numbers do not allow the range (seven people in fours to sixes), the groups
    are even and a little outside it: 4 and 3. Pairs of an odd number get one trio.
    """
    if people <= 0:
        return []
    if smallest == largest == 2:
        return pair_sizes(people)
    count = max(1, math.ceil(people / largest))
    if people / count < smallest and count > 1 and people // (count - 1) <= largest:
        count -= 1
    base, more = divmod(people, count)
    return [base + 1] * more + [base] * (count - more)


def pair_sizes(people: int) -> list[int]:
    """Pairs, and a trio when the number is odd; one person alone is a group of one."""
    if people < 2:
        return [people] if people else []
    return [3] * (people % 2) + [2] * ((people - 3 * (people % 2)) // 2)


def table_count(units: Sequence[int], smallest: int, largest: int) -> int:
    """How many tables units of these sizes make.

    Where the size is given exactly (fours of pairs) a trio may be a table of its own, but a
    left-over pair never sits alone: it joins a four.
    """
    people = sum(units)
    if smallest != largest:
        return len(sizes(people, smallest, largest))
    count = max(1, int(people / smallest + 0.5))
    while count > 1 and min(_spread(units, count)) < smallest - 1:
        count -= 1
    return count


def _spread(units: Sequence[int], count: int) -> list[int]:
    """How many sit at each table when the largest units are seated first, where most is free."""
    tables = [0] * count
    for size in sorted(units, reverse=True):
        tables[tables.index(min(tables))] += size
    return tables


# --- seating ----------------------------------------------------------------------------------


def mix(
    people: Sequence[Person],
    smallest: int,
    largest: int,
    met: Acquaintance = NOBODY,
    seed: int = 0,
    budget: int = QUICK,
) -> Seats:
    """Groups of the given size from all people."""
    order = list(people)
    random.Random(seed).shuffle(order)
    rest = iter(order)
    plan = sizes(len(order), smallest, largest)
    dealt: list[list[Unit]] = [[(next(rest),) for _ in range(size)] for size in plan]
    return _ids(_improved(dealt, met, seed, budget))


def merge(
    units: Sequence[Unit],
    smallest: int,
    largest: int,
    met: Acquaintance = NOBODY,
    seed: int = 0,
    budget: int = QUICK,
) -> Seats:
    """Tables made of whole pairs and trios, which stay together."""
    count = table_count([len(unit) for unit in units], smallest, largest)
    order = list(units)
    random.Random(seed).shuffle(order)
    tables: list[list[Unit]] = [[] for _ in range(count)]
    for unit in sorted(order, key=len, reverse=True):
        _seat_unit(tables, unit, largest, met)
    return _ids(_improved([table for table in tables if table], met, seed, budget))


def _seat_unit(tables: list[list[Unit]], unit: Unit, largest: int, met: Acquaintance) -> None:
    def strain(table: list[Unit]) -> tuple[bool, int, int]:
        seated = [p for other in table for p in other]
        cost = sum(cost_of_two(a, b, met) for a in unit for b in seated)
        return (len(seated) + len(unit) > largest, len(seated), cost)

    fullness = min(sum(len(u) for u in table) for table in tables)
    emptiest = [t for t in tables if sum(len(u) for u in t) == fullness]
    min(emptiest, key=strain).append(unit)


def by_workplace(
    people: Sequence[Person],
    smallest: int,
    largest: int,
    *,
    join: bool,
    met: Acquaintance = NOBODY,
    seed: int = 0,
) -> Seats:
    """Those of one workplace together. Who is too few for a group joins others who are.

    Without `join` they are a group of their own, however few.
    """
    places: dict[str, list[Person]] = {}
    for person in people:
        places.setdefault(person.workplace or f"alone {person.id}", []).append(person)
    groups: list[list[Person]] = []
    few: list[Person] = []
    for members in places.values():
        if join and len(members) < smallest:
            few += members
            continue
        rest = iter(members)
        groups += [[next(rest) for _ in range(n)] for n in sizes(len(members), 1, largest)]
    known = {person.id: person for person in few}
    if len(few) >= smallest or not groups:
        mixed = mix(few, smallest, largest, met, seed)
        return _ids([[[p] for p in group] for group in groups]) + mixed
    for late in known.values():
        groups[place_late(groups, late, met) or 0].append(late)
    return _ids([[[p] for p in group] for group in groups])


def place_late(
    groups: Sequence[Sequence[Person]], late: Person, met: Acquaintance = NOBODY
) -> int | None:
    """Which group a late arrival joins: the smallest, and of those the best mixed.

    A larger one only to keep apart those who are not to sit together.
    """
    if not groups:
        return None

    def strain(index: int) -> tuple[int, int, int]:
        group = groups[index]
        cost = sum(cost_of_two(late, other, met) for other in group)
        return (cost // LEADER_WITH_OWN, len(group), cost)

    return min(range(len(groups)), key=strain)


def _improved(
    groups: list[list[Unit]], met: Acquaintance, seed: int, budget: int
) -> list[list[Unit]]:
    units = [unit for group in groups for unit in group]
    numbers = iter(range(len(units)))
    start = [[next(numbers) for _ in group] for group in groups]
    weights = _weights(units, met)
    people = sum(len(unit) for unit in units)
    sizes_of = [len(unit) for unit in units]
    never = [[cost // LEADER_WITH_OWN for cost in row] for row in weights]
    if any(map(any, never)):  # first what must not be, so that the rest does not hide it
        start = seating.improve(never, sizes_of, start, budget * people, seed)
    found = seating.improve(weights, sizes_of, start, budget * people, seed)
    return [[units[n] for n in group] for group in found]


def _weights(units: Sequence[Unit], met: Acquaintance) -> list[list[int]]:
    weights = [[0] * len(units) for _ in units]
    for n, one in enumerate(units):
        for m in range(n):
            cost = sum(cost_of_two(a, b, met) for a in one for b in units[m])
            weights[n][m] = weights[m][n] = cost
    return weights


def _ids(groups: Iterable[Iterable[Unit]]) -> Seats:
    return [tuple(person.id for unit in group for person in unit) for group in groups]
