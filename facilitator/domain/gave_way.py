"""What could not be held when everybody was seated. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from facilitator.domain.grouping import (
    APART,
    LEADER_WITH_OWN,
    MET_BEFORE,
    SAME_MUNICIPALITY,
    SAME_WORKPLACE,
    Acquaintance,
    Pair,
    Person,
    Unit,
    cost_of_two,
    pair,
)

Rule = Literal["apart", "leader", "met", "workplace", "municipality"]
"""What one tries to hold, the weightiest first."""

TOLD: tuple[Rule, ...] = ("apart", "leader", "met", "workplace")
"""Two of one municipality is nothing to tell of."""


@dataclass(frozen=True, slots=True)
class GaveWay:
    """A rule that could not be held for two."""

    rule: Rule
    ids: Pair


def broken(a: Person, b: Person, met: Acquaintance) -> Rule | None:
    """The weightiest rule that does not hold when these two sit together."""
    cost = cost_of_two(a, b, met)
    steps: tuple[tuple[int, Rule], ...] = (
        (APART, "apart"),
        (LEADER_WITH_OWN, "leader"),
        (MET_BEFORE, "met"),
        (SAME_WORKPLACE, "workplace"),
        (SAME_MUNICIPALITY, "municipality"),
    )
    return next((rule for least, rule in steps if cost >= least), None)


def gave_way(groups: Iterable[Sequence[Unit]], met: Acquaintance) -> list[GaveWay]:
    """What does not hold between the units of each group, the weightiest first.

    That two have met is told of those who have met more often than most: late in the year
    everybody has met somebody.
    """
    groups = [list(units) for units in groups]
    usual = _usual([p.id for units in groups for unit in units for p in unit], met)
    often = Acquaintance({two: n for two, n in met.times.items() if n > usual}, met.apart)
    found = []
    for units in groups:
        for one, other in combinations(units, 2):
            for a, b in product(one, other):
                rule = broken(a, b, often)
                if rule in TOLD:
                    found.append(GaveWay(rule, pair(a.id, b.id)))
    return sorted(found, key=lambda what: (TOLD.index(what.rule), what.ids))


def _usual(ids: Sequence[int], met: Acquaintance) -> int:
    """How often two of them have met, in the middle of all pairs."""
    times = sorted(met.times.get(pair(a, b), 0) for a, b in combinations(ids, 2))
    return times[len(times) // 2] if times else 0
