"""The strength catalogue as it is picked from, and the map of what was given, group by group."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitator.domain.strength_map import StrengthMap
from facilitator.models import Cohort
from facilitator.presentation.cards import StrengthMark, strength_marks
from facilitator.processes.catalogue import Strength, catalogue_or_first

WORDS = "null ett to tre fire fem seks sju åtte ni ti elleve tolv".split()
PER_ROW = 6
ROWS = 10
"""With more rows of pebbles in a group all are drawn smaller, twice as many in a row."""


@dataclass(frozen=True, slots=True)
class VirtueGroup:
    hue: str
    name: str
    strengths: tuple[Strength, ...]


def groups_of(catalogue_key: str) -> tuple[VirtueGroup, ...]:
    catalogue = catalogue_or_first(catalogue_key)
    return tuple(VirtueGroup(v.hue, v.name, catalogue.of(v)) for v in catalogue.virtues)


def of_cohort(cohort: Cohort) -> tuple[VirtueGroup, ...]:
    return groups_of(cohort.catalogue)


def known(catalogue_key: str) -> frozenset[str]:
    """The keys a story may carry."""
    return frozenset(strength.key for strength in catalogue_or_first(catalogue_key).strengths)


def marks_of(cohort: Cohort, keys: Iterable[str]) -> tuple[StrengthMark, ...]:
    """Marks with their words, each strength once, in the order given."""
    return strength_marks(list(dict.fromkeys(keys)), catalogue_or_first(cohort.catalogue))


@dataclass(frozen=True, slots=True)
class PickItem:
    """A strength to pick. `hue` is its own where the group holds several kinds."""

    key: str
    name: str
    description: str
    alt: str
    hue: str


@dataclass(frozen=True, slots=True)
class PickGroup:
    hue: str
    name: str
    strengths: tuple[PickItem, ...]


def pick_groups(
    cohort: Cohort, first: Iterable[str] = (), heading: str = ""
) -> tuple[PickGroup, ...]:
    """All strengths; those named `first` in a group of their own, before the others."""
    before = list(dict.fromkeys(first))
    items: dict[str, PickItem] = {}
    rest = []
    for group in of_cohort(cohort):
        here = [PickItem(s.key, s.name, s.description, s.alt, group.hue) for s in group.strengths]
        items |= {item.key: item for item in here}
        rest.append((group, tuple(item for item in here if item.key not in before)))
    found = [PickGroup(group.hue, group.name, left) for group, left in rest if left]
    chosen = tuple(items[key] for key in before if key in items)
    return (*((PickGroup("", heading, chosen),) if chosen else ()), *found)


@dataclass(frozen=True, slots=True)
class Pebble:
    """One card given; no two are quite alike. In the units of its drawing."""

    cx: int
    cy: int
    rx: float
    ry: float
    turn: int


@dataclass(frozen=True, slots=True)
class MapStrength:
    """`count` of cards; nothing is said of a strength that nobody has named."""

    name: str
    count: int
    pebbles: tuple[Pebble, ...]
    """In rows, where there is width for few columns only."""
    line: tuple[Pebble, ...]
    """The same ones in one row."""
    rows: int
    width: int

    @property
    def words(self) -> str:
        """«Tre kort», for those who do not see the pebbles."""
        if not self.count:
            return ""
        number = WORDS[self.count] if self.count < len(WORDS) else str(self.count)
        return f"{number} kort"


@dataclass(frozen=True, slots=True)
class MapGroup:
    hue: str
    name: str
    short: str
    strengths: tuple[MapStrength, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """In the fixed order of the catalogue, never sorted by how many."""

    groups: tuple[MapGroup, ...]
    shown: bool
    crowded: bool


def map_view(cohort: Cohort, found: StrengthMap) -> MapView:
    """Without enough givers no count leaves the server: the strengths stand there alone."""
    counts = found.counts if found.is_shown else {}
    crowded = any(_rows(group, counts) > ROWS for group in of_cohort(cohort))
    per_row = PER_ROW * 2 if crowded else PER_ROW
    groups = tuple(
        MapGroup(
            hue=group.hue,
            name=group.name,
            short=group.name.split(" og ")[0],
            strengths=tuple(
                _map_strength(s.key, s.name, counts.get(s.key, 0), per_row) for s in group.strengths
            ),
        )
        for group in of_cohort(cohort)
    )
    return MapView(groups, found.is_shown, crowded)


def _rows(group: VirtueGroup, counts: Mapping[str, int]) -> int:
    """How high a group's pebbles stand, one strength under the other."""
    return sum(-(-counts.get(s.key, 0) // PER_ROW) for s in group.strengths)


def _map_strength(key: str, name: str, count: int, per_row: int) -> MapStrength:
    return MapStrength(
        name=name,
        count=count,
        pebbles=tuple(_pebble(key, n, n % per_row, n // per_row) for n in range(count)),
        line=tuple(_pebble(key, n, n, 0) for n in range(count)),
        rows=-(-count // per_row),
        width=2 + 22 * min(count, per_row),
    )


def _pebble(key: str, number: int, column: int, row: int) -> Pebble:
    """Always the same shape for the same card's place, so that the picture does not flicker."""
    shape = random.Random(f"{key}-{number}")
    return Pebble(
        cx=12 + 22 * column,
        cy=11 + 22 * row,
        rx=round(shape.uniform(8.4, 10.1), 1),
        ry=round(shape.uniform(6.8, 8.6), 1),
        turn=shape.randint(-24, 24),
    )
