"""`/deltakere/moter`: who has met whom this year, as a picture and as a list with the same.

The picture is a triangle: a row for each person, and a dot where the row crosses the column of
somebody further up. It is drawn here, in the picture's own units, which are pixels at full size.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import meetings
from facilitator.domain.meetings import Meetings
from facilitator.errors import NotFound
from facilitator.models import Participant
from facilitator.presentation import people
from facilitator.presentation.people import Desk, PersonRow
from facilitator.presentation.run_sheet import NUMBERS

ROOMY = 40
"""Up to so many people, the picture leaves room for the text beside it."""
WIDE_STEP, CLOSE_STEP = 17.3, 15.0
LETTER = 6.3
"""The width of a letter, on the generous side, so that no name is cut by the edge."""
LONGEST = 26
GAP, TOP = 8, 10


@dataclass(frozen=True, slots=True)
class Label:
    """A name in the picture; pressing it chooses the person. `end` sets it against `x`."""

    id: int
    text: str
    x: float
    y: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """`dots` are paths of points: not met yet, on one samling, on two, on three or more."""

    width: float
    height: float
    dots: tuple[str, ...]
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    lit: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """One person's year: on how many samlinger they have sat with whom. All lists are by name."""

    person: PersonRow
    not_yet: tuple[PersonRow, ...]
    once: tuple[PersonRow, ...]
    twice: tuple[PersonRow, ...]
    often: tuple[PersonRow, ...]

    @property
    def met(self) -> int:
        return len(self.once) + len(self.twice) + len(self.often)

    @property
    def others(self) -> int:
        return self.met + len(self.not_yet)


@dataclass(frozen=True, slots=True)
class MapView:
    desk: Desk
    people: tuple[Met, ...]
    chosen: Met | None
    picture: Picture | None
    gatherings: str
    met_pairs: int
    all_pairs: int

    @property
    def wide(self) -> bool:
        """So many people that the picture takes the whole width."""
        return len(self.people) > ROOMY

    def more_than(self, shown: int) -> str:
        """«seks»: how many more the chosen person has not met."""
        return in_words(len(self.chosen.not_yet) - shown) if self.chosen else ""


def view(session: Session, desk: Desk, chosen_id: int | None = None) -> MapView:
    """With one person chosen: the one who is asked for, or the first by name."""
    members = people.of_cohort(session, desk.cohort_id)
    found = meetings.of_cohort(session, desk.cohort_id)
    rows = {person.id: people.row_of(person) for person in members}
    everybody = tuple(_met(row, list(rows.values()), found) for row in rows.values())
    chosen = _chosen(everybody, chosen_id)
    return MapView(
        desk=desk,
        people=everybody,
        chosen=chosen,
        picture=draw(members, found, chosen.person.id) if chosen and found.pairs else None,
        gatherings=_gatherings(found.gatherings),
        met_pairs=sum(each.met for each in everybody) // 2,
        all_pairs=len(rows) * (len(rows) - 1) // 2,
    )


def _chosen(everybody: Sequence[Met], chosen_id: int | None) -> Met | None:
    if chosen_id is None:
        return everybody[0] if everybody else None
    found = next((each for each in everybody if each.person.id == chosen_id), None)
    if found is None:
        raise NotFound("Denne deltakeren er ikke i kullet.")
    return found


def _gatherings(count: int) -> str:
    return f"{in_words(count).capitalize()} {'samling' if count == 1 else 'samlinger'}"


def in_words(count: int) -> str:
    """«én», «seks»; figures above twelve."""
    if count == 1:
        return "én"
    return NUMBERS[count] if 1 < count < len(NUMBERS) else str(count)


def _met(row: PersonRow, everybody: Sequence[PersonRow], found: Meetings) -> Met:
    shelves: tuple[list[PersonRow], ...] = ([], [], [], [])
    for other in everybody:
        if other.id != row.id:
            shelves[_kind(found, row.id, other.id)].append(other)
    return Met(row, *(tuple(shelf) for shelf in shelves))


def _kind(found: Meetings, a: int, b: int) -> int:
    """0, 1, 2, or 3 for three samlinger or more."""
    return min(3, found.on_days(a, b))


def draw(members: Sequence[Participant], found: Meetings, chosen_id: int) -> Picture:
    step = WIDE_STEP if len(members) <= ROOMY else CLOSE_STEP
    names = [_short(person.name) for person in members]
    left = round(max(map(len, names)) * LETTER) + GAP
    shorts = first_names(members)
    place = next(n for n, person in enumerate(members) if person.id == chosen_id)
    dots: tuple[list[str], ...] = ([], [], [], [])
    rows, columns = [], []
    for y, person in enumerate(members):
        centre = TOP + step * (y + 0.5)
        chosen = y == place
        rows.append(Label(person.id, names[y], left, round(centre + 4, 1), chosen))
        if y < len(members) - 1:
            across = round(left + GAP + step * y + 2, 1)
            columns.append(Label(person.id, shorts[y], across, round(centre + 4, 1), chosen))
        for x in range(y):
            kind = _kind(found, person.id, members[x].id)
            dots[kind].append(f"M{left + GAP + step * (x + 0.5):.1f} {centre:.1f}h0")
    return Picture(
        width=round(left + GAP + step * len(members) + max(map(len, shorts)) * LETTER, 1),
        height=round(2 * TOP + step * len(members), 1),
        dots=tuple("".join(points) for points in dots),
        rows=tuple(rows),
        columns=tuple(columns),
        lit=_lit(left, step, place, len(members)),
    )


def _lit(left: float, step: float, place: int, count: int) -> tuple[Box, ...]:
    """The chosen person's row as far as the slope, and the column from there down."""
    x, y = left + GAP + step * place, TOP + step * place
    row = Box(left + GAP, round(y, 1), round(step * place, 1), step)
    column = Box(round(x, 1), round(y, 1), step, round(step * (count - place), 1))
    return (row, column) if place else (column,)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def first_names(members: Sequence[Participant]) -> list[str]:
    """The first name alone, with a letter of the last one where two have the same."""
    shared = Counter(person.first_name for person in members)
    return [
        f"{p.first_name} {p.name.split()[-1][0]}"
        if shared[p.first_name] > 1 and " " in p.name
        else p.first_name
        for p in members
    ]
