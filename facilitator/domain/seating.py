"""The search behind the groups: units are swapped between groups until the seating is good. Pure.

A tabu search. Each step takes the best swap of two units of the same size, also when the best
one makes it worse, and a unit that has just left a group does not come back at once. What each
unit would cost in each group is kept up to date, so that a swap is judged by five numbers.

The same question, seed and budget always give the same answer: the budget counts swaps that
are judged, not seconds, so that a slow machine seats people as well as a fast one.
"""

import random
from collections.abc import Sequence

Weights = Sequence[Sequence[int]]
"""What it costs that two units share a group: `weights[a][b]`, zero for a unit with itself."""

BAD_AT_ONCE = 40
WORST_FIRST = 12
"""So many units that sit badly are looked at in one step: of more, the worst, and some by lot."""
STAY_AWAY = 5
STAY_AWAY_MORE = 8
PATIENCE = 600
"""Steps without anything better, before the search begins from another start."""


def improve(
    weights: Weights,
    sizes: Sequence[int],
    groups: Sequence[Sequence[int]],
    budget: int,
    seed: int,
) -> list[list[int]]:
    """The best seating found. `sizes[u]` is how many unit `u` is; groups keep their sizes."""
    search = _Search(weights, sizes, groups, random.Random(seed))
    return search.run(budget)


class _Search:
    def __init__(
        self,
        weights: Weights,
        sizes: Sequence[int],
        groups: Sequence[Sequence[int]],
        rng: random.Random,
    ) -> None:
        self.weights = weights
        self.sizes = sizes
        self.count = len(groups)
        self.draw = rng
        self.units = range(len(sizes))
        self.peers = {n: [u for u in self.units if sizes[u] == n] for n in set(sizes)}
        self.where = [0] * len(sizes)
        for number, members in enumerate(groups):
            for unit in members:
                self.where[unit] = number
        self._begin()
        self.best, self.best_where = self.cost, self.where[:]

    def run(self, budget: int) -> list[list[int]]:
        """Until nothing is left to wish for, or the budget is spent and no step helps."""
        judged, idle, step = 0, 0, 0
        while self.best and (judged < budget or idle == 0):
            bad = self._sitting_badly()
            found = self._best_swap(bad, step)
            judged += max(1, len(bad)) * len(self.sizes)
            step += 1
            if found is not None:
                self._swap(*found, step)
            if self.cost < self.best:
                self.best, self.best_where, idle = self.cost, self.where[:], 0
            else:
                idle += 1
            if idle and idle % PATIENCE == 0:
                self._begin_elsewhere()
        return self._groups()

    def _begin(self) -> None:
        """What each unit costs in each group, as they sit now; nothing is forbidden yet."""
        self.costs = [[0] * self.count for _ in self.units]
        for unit in self.units:
            row, weights = self.costs[unit], self.weights[unit]
            for other in self.units:
                row[self.where[other]] += weights[other]
        self.cost = sum(self.costs[unit][self.where[unit]] for unit in self.units) // 2
        self.away = [[0] * self.count for _ in self.units]

    def _begin_elsewhere(self) -> None:
        """Units of a size change places by lot."""
        for units in self.peers.values():
            places = [self.where[unit] for unit in units]
            self.draw.shuffle(places)
            for unit, place in zip(units, places, strict=True):
                self.where[unit] = place
        self._begin()

    def _sitting_badly(self) -> list[int]:
        bad = [unit for unit in self.units if self.costs[unit][self.where[unit]]]
        if len(bad) <= BAD_AT_ONCE:
            return bad
        bad.sort(key=lambda unit: self.costs[unit][self.where[unit]], reverse=True)
        return bad[:WORST_FIRST] + self.draw.sample(bad[WORST_FIRST:], BAD_AT_ONCE - WORST_FIRST)

    def _best_swap(self, bad: list[int], step: int) -> tuple[int, int, int] | None:
        """(change of the cost, unit, unit): the best that is allowed; of equals, one by lot.

        The loop is where all the time goes, hence the local names.
        """
        where, costs, away = self.where, self.costs, self.away
        wished = self.best - self.cost
        least: int | None = None
        found: list[tuple[int, int]] = []
        for a in bad:
            home, costs_a, weights_a, away_a = where[a], costs[a], self.weights[a], away[a]
            own = costs_a[home]
            for b in self.peers[self.sizes[a]]:
                there = where[b]
                if there == home:
                    continue
                costs_b = costs[b]
                change = (
                    costs_a[there] + costs_b[home] - own - costs_b[there] - 2 * weights_a[b]
                )  # fmt: skip
                if least is not None and change > least:
                    continue
                if (away_a[there] > step or away[b][home] > step) and change >= wished:
                    continue
                if least is None or change < least:
                    least, found = change, [(a, b)]
                else:
                    found.append((a, b))
        if least is None:
            return None
        return (least, *found[int(self.draw.random() * len(found))])

    def _swap(self, change: int, a: int, b: int, step: int) -> None:
        home, there = self.where[a], self.where[b]
        self.where[a], self.where[b] = there, home
        weights_a, weights_b = self.weights[a], self.weights[b]
        for unit in self.units:
            more = weights_b[unit] - weights_a[unit]
            if more:
                row = self.costs[unit]
                row[home] += more
                row[there] -= more
        self.cost += change
        self.away[a][home] = step + STAY_AWAY + int(self.draw.random() * STAY_AWAY_MORE)
        self.away[b][there] = step + STAY_AWAY + int(self.draw.random() * STAY_AWAY_MORE)

    def _groups(self) -> list[list[int]]:
        groups: list[list[int]] = [[] for _ in range(self.count)]
        for unit, number in enumerate(self.best_where):
            groups[number].append(unit)
        return groups
