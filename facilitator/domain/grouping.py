"""Who sits with whom: pairs and tables that mix municipalities and workplaces. Pure.

People are given as `Person`; groups come back as tuples of ids. A group's cost is the sum
over its pairs, and a seeded hill climb swaps units (people, or whole pairs that stay
together) until no swap helps.
"""

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Pair = frozenset[int]

SAME_WORKPLACE = 12
LEADER_WITH_OWN = 10_000  # outweighs everything else together
SAME_MUNICIPALITY = 4
MET_BEFORE = 6
ROUNDS = 12
TRIES = 12


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    workplace: str = ""
    municipality: str = ""
    is_leader: bool = False


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """How often two people have been in a group together before."""

    times: Mapping[Pair, int]

    def met(self, a: int, b: int) -> int:
        return self.times.get(frozenset((a, b)), 0)


NOBODY = Acquaintance({})

Unit = Sequence[Person]
"""People who move as one: a person alone, or a pair that stays together."""


def cost_of_two(a: Person, b: Person, met: Acquaintance = NOBODY) -> int:
    cost = MET_BEFORE * met.met(a.id, b.id)
    if a.workplace and a.workplace == b.workplace:
        cost += LEADER_WITH_OWN if a.is_leader or b.is_leader else SAME_WORKPLACE
    if a.municipality and a.municipality == b.municipality:
        cost += SAME_MUNICIPALITY
    return cost


def sizes(people: int, smallest: int, largest: int) -> list[int]:
    """The sizes of as few groups as possible that hold everybody, as even as can be.

    Where the numbers do not allow the range (seven people in fours to sixes), the groups
    are even and a little outside it: 4 and 3.
    """
    if people <= 0:
        return []
    count = max(1, math.ceil(people / largest))
    if people / count < smallest and count > 1 and people // (count - 1) <= largest:
        count -= 1
    base, more = divmod(people, count)
    return [base + 1] * more + [base] * (count - more)


def mix(
    people: Sequence[Person],
    smallest: int,
    largest: int,
    met: Acquaintance = NOBODY,
    seed: int = 0,
) -> list[tuple[int, ...]]:
    """Groups of the given size from all people. Pairs of an odd number get one trio."""
    if smallest == largest == 2:
        plan = pair_sizes(len(people))
    else:
        plan = sizes(len(people), smallest, largest)
    shuffle = random.Random(seed).shuffle

    def seated() -> list[list[Unit]]:
        order = list(people)
        shuffle(order)
        return _improve([[(person,) for person in group] for group in _deal(order, plan)], met)

    return _ids(_best_of(seated, met))


def pair_sizes(people: int) -> list[int]:
    """Pairs, and a trio when the number is odd; one person alone is a group of one."""
    if people < 2:
        return [people] if people else []
    return [3] * (people % 2) + [2] * ((people - 3 * (people % 2)) // 2)


def merge(
    units: Sequence[Sequence[Person]],
    smallest: int,
    largest: int,
    met: Acquaintance = NOBODY,
    seed: int = 0,
) -> list[tuple[int, ...]]:
    """Tables made of whole pairs and trios, which stay together."""
    count = table_count([len(unit) for unit in units], smallest, largest)
    shuffle = random.Random(seed).shuffle

    def seated() -> list[list[Unit]]:
        order = list(units)
        shuffle(order)
        tables: list[list[Unit]] = [[] for _ in range(count)]
        for unit in sorted(order, key=len, reverse=True):
            _seat_unit(tables, unit, largest, met)
        return _improve([table for table in tables if table], met)

    return _ids(_best_of(seated, met))


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


def _seat_unit(
    tables: list[list[Unit]],
    unit: Unit,
    largest: int,
    met: Acquaintance,
) -> None:
    def strain(table: list[Unit]) -> tuple[bool, int, int]:
        seated = [p for other in table for p in other]
        cost = sum(cost_of_two(a, b, met) for a in unit for b in seated)
        return (len(seated) + len(unit) > largest, len(seated), cost)

    fullness = min(sum(len(u) for u in table) for table in tables)
    emptiest = [t for t in tables if sum(len(u) for u in t) == fullness]
    min(emptiest, key=strain).append(unit)


def place_late(
    groups: Sequence[Sequence[Person]], late: Person, met: Acquaintance = NOBODY
) -> int | None:
    """Which group a late arrival joins: the smallest, and of those the best mixed."""
    if not groups:
        return None

    def strain(index: int) -> tuple[int, int]:
        group = groups[index]
        return (len(group), sum(cost_of_two(late, other, met) for other in group))

    return min(range(len(groups)), key=strain)


def _deal(people: Sequence[Person], plan: Iterable[int]) -> list[list[Person]]:
    rest = iter(people)
    return [[next(rest) for _ in range(size)] for size in plan]


def _ids(groups: Iterable[Iterable[Unit]]) -> list[tuple[int, ...]]:
    return [tuple(person.id for unit in group for person in unit) for group in groups]


def _best_of(seated: Callable[[], list[list[Unit]]], met: Acquaintance) -> list[list[Unit]]:
    """Seat anew from another start while a leader sits with an own employee."""
    best = seated()
    for _ in range(TRIES):
        if _cost(best, met) < LEADER_WITH_OWN:
            break
        best = min(best, seated(), key=lambda groups: _cost(groups, met))
    return best


def _cost(groups: list[list[Unit]], met: Acquaintance) -> int:
    return sum(
        cost_of_two(a, b, met)
        for group in groups
        for one, other in combinations(group, 2)
        for a in one
        for b in other
    )


def _improve(groups: list[list[Unit]], met: Acquaintance) -> list[list[Unit]]:
    """Swap units of the same size between groups until no swap helps."""
    for _ in range(ROUNDS):
        better = False
        for left, right in combinations(groups, 2):
            better = _swap_between(left, right, met) or better
        if not better:
            break
    return groups


def _swap_between(left: list[Unit], right: list[Unit], met: Acquaintance) -> bool:
    found = False
    for i in range(len(left)):
        for j in range(len(right)):
            if len(left[i]) == len(right[j]) and _gain(left, i, right, j, met) > 0:
                left[i], right[j] = right[j], left[i]
                found = True
    return found


def _gain(left: list[Unit], i: int, right: list[Unit], j: int, met: Acquaintance) -> int:
    a, b = left[i], right[j]
    now = _with(a, left, i, met) + _with(b, right, j, met)
    then = _with(b, left, i, met) + _with(a, right, j, met)
    return now - then


def _with(unit: Unit, group: list[Unit], seat: int, met: Acquaintance) -> int:
    return sum(
        cost_of_two(person, other, met)
        for k, others in enumerate(group)
        if k != seat
        for other in others
        for person in unit
    )
