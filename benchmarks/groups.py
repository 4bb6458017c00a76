"""Groups over a whole year: how many pairs meet, and how long a room waits for its groups.

Each round is asked and answered as in a live room, in a process of its own, and knows only
what has been. Beside it stands a draw by lot of the same rounds.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations

from rich.console import Console
from rich.table import Table

from facilitator import solver
from facilitator.app import at_once
from facilitator.domain import grouping
from facilitator.domain.grouping import Acquaintance, Pair, Person, pair
from facilitator.domain.seat_questions import Ask, about

ROUNDS = 9
console = Console(width=132, highlight=False)


@dataclass(frozen=True)
class Year:
    """One way to run a kull's year. Without `mixing` nobody has a workplace."""

    people: int
    smallest: int = 4
    largest: int = 4
    absent: float = 0.0
    mixing: bool = False
    places: int = 0
    """So many workplaces; left out, two for three people."""

    @property
    def name(self) -> str:
        sizes = f"{self.smallest}-{self.largest}"
        together = str(self.smallest) if self.smallest == self.largest else sizes
        who = f"{self.absent:.0%} borte" if self.absent else "alle her"
        places = f", {self.places} steder" if self.places else ""
        return f"{self.people} på {together}, {who}{places}"


@dataclass
class Tally:
    """What came of a year: who met, who could have, and what it took."""

    times: Counter[Pair] = field(default_factory=Counter)
    seats: int = 0
    could: set[Pair] = field(default_factory=set)
    colleagues: int = 0
    own_leader: int = 0
    neighbours: int = 0
    slowest: float = 0.0

    @property
    def limit(self) -> int:
        return min(self.seats, len(self.could))

    def count(self, groups: list[list[Person]]) -> None:
        for a, b in (two for group in groups for two in combinations(group, 2)):
            same = bool(a.workplace) and a.workplace == b.workplace
            self.times[pair(a.id, b.id)] += 1
            self.seats += 1
            self.colleagues += same
            self.own_leader += same and (a.is_leader or b.is_leader)
            self.neighbours += bool(a.municipality) and a.municipality == b.municipality


def kull(people: int, places: int) -> list[Person]:
    """Invented; three workplaces in each municipality, and one in seven leads."""
    draw = random.Random(people)
    found = []
    for number in range(people):
        place = draw.randrange(places)
        leads = draw.random() < 1 / 7
        found.append(Person(number, f"arbeidsplass {place}", f"kommune {place // 3}", leads))
    return found


def run(year: Year, seed: int, *, by_lot: bool = False) -> Tally:
    draw = random.Random(seed)
    everyone = kull(year.people, year.places or year.people * 2 // 3)
    tally = Tally()
    for _ in range(ROUNDS):
        here = draw.sample(everyone, year.people - round(year.people * year.absent))
        tally.could |= {pair(a.id, b.id) for a, b in combinations(here, 2)}
        tally.count(_lot(here, year) if by_lot else _searched(here, year, tally, seed))
    return tally


def _searched(here: list[Person], year: Year, tally: Tally, seed: int) -> list[list[Person]]:
    asked = here if year.mixing else [Person(person.id) for person in here]
    ask = Ask("g", "mix", year.smallest, year.largest)
    began = time.perf_counter()
    question = about(asked, Acquaintance(tally.times), [ask], turn=seed)
    answer = solver.beside(at_once)(question)
    tally.slowest = max(tally.slowest, time.perf_counter() - began)
    assert answer is not None, "the search gave no answer in time"
    known = {person.id: person for person in here}
    return [[known[number] for number in ids] for ids in answer.seats["g"]]


def _lot(here: list[Person], year: Year) -> list[list[Person]]:
    rest = iter(here)  # they come in a random order
    plan = grouping.sizes(len(here), year.smallest, year.largest)
    return [[next(rest) for _ in range(size)] for size in plan]


FOURS = [
    Year(people, absent=absent, mixing=mixing)
    for people in (36, 200)
    for absent in (0.0, 0.1)
    for mixing in (False, True)
]
OTHERS = [
    Year(36, 2, 2, mixing=True),
    Year(36, 3, 3, mixing=True),
    Year(36, 5, 6, mixing=True),
    Year(200, 5, 6, mixing=True, places=3),  # nothing comes out even: the longest search
]


def measure(seeds: int) -> None:
    table = Table(title=f"{ROUNDS} runder, {seeds} trekninger", title_justify="left", box=None)
    for column in ("", "blander", "møtt", "mulig", "minst", "lodd", "koll.", "leder", "komm.", "s"):
        left = column in ("", "blander")
        table.add_column(column, justify="left" if left else "right", no_wrap=True)
    for year in [*FOURS, *OTHERS]:
        found = [run(year, seed) for seed in range(seeds if year.people < 100 else 1)]
        lots = [run(year, seed, by_lot=True) for seed in range(len(found))]
        table.add_row(*_row(year, found, lots))
    console.print(table)
    console.print(
        "Par som har møttes og som kunne, og den minste andelen. To fra samme arbeidsplass, en "
        "leder\nmed sin egen, to fra samme kommune: så mange ganger i året, ved lodd i parentes. "
        "Lengste venting."
    )


def _row(year: Year, found: list[Tally], lots: list[Tally]) -> list[str]:
    share = min(len(tally.times) / tally.limit for tally in found)
    return [
        year.name,
        "på" if year.mixing else "av",
        _span([len(tally.times) for tally in found]),
        _span([tally.limit for tally in found]),
        f"{share:.1%}",
        _span([len(tally.times) for tally in lots]),
        *(
            f"{_mean(found, what)} ({_mean(lots, what)})"
            for what in ("colleagues", "own_leader", "neighbours")
        ),
        f"{max(tally.slowest for tally in found):.2f}",
    ]


def _span(values: list[int]) -> str:
    low, high = min(values), max(values)
    return str(low) if low == high else f"{low}-{high}"


def _mean(years: list[Tally], what: str) -> str:
    return f"{sum(getattr(year, what) for year in years) / len(years):.0f}"
