"""What the board shows for now: the cards of one table, or those with one strength.

A table means the cards that say it on their face. A story without a name on it is not found
through its teller's table: that would tell almost whose it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session

from facilitator.domain import boards
from facilitator.domain.boards import Heap
from facilitator.errors import Invalid
from facilitator.models import Activity, Card, Group

Kind = Literal["group", "strength"]
STRENGTH_FIELDS = ("strengths", "strength_key")


@dataclass(frozen=True, slots=True)
class Filter:
    """`value` is a group's id or a strength's key; `number` is what the group's cards say."""

    kind: Kind
    value: int | str
    number: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.value}"

    def fits(self, card: Card) -> bool:
        if self.kind == "group":
            return card.group_id == self.value
        return self.value in strengths_of(card)


def of(session: Session, activity: Activity) -> Filter | None:
    """The filter that is on; none when what it names is no more."""
    stored: Mapping[str, object] = activity.board_filter or {}
    if "strength" in stored:
        return Filter("strength", str(stored["strength"]))
    group = session.get(Group, stored["group"]) if "group" in stored else None
    return Filter("group", group.id, group.number) if group else None


def choose(session: Session, activity: Activity, key: str) -> None:
    """Show only what fits `group:<id>` or `strength:<key>`; an empty key shows everything.

    Raises Invalid for what no card on the board has.
    """
    wanted = next((known for known in choices(session, activity) if known.key == key), None)
    if key and wanted is None:
        raise Invalid({"show": "Ingen kort på tavla passer til det. Velg noe annet."})
    stored: dict[str, Any] | None = {wanted.kind: wanted.value} if wanted else None
    if stored == activity.board_filter:
        return
    activity.board_filter = stored
    boards.tell_arranged(session, activity)


def choices(session: Session, activity: Activity) -> list[Filter]:
    """What there is to choose among: the tables and strengths that some card says."""
    lying = boards.lying(session, activity)
    groups = {card.group.id: card.group for card in lying if card.group_id and card.group}
    strengths = sorted({key for card in lying for key in strengths_of(card)})
    tables = sorted(groups.values(), key=lambda group: (group.number, group.id))
    return [Filter("group", group.id, group.number) for group in tables] + [
        Filter("strength", key) for key in strengths
    ]


def narrowed(heaps: Sequence[Heap], chosen: Filter | None) -> list[Heap]:
    """The same headings with only the cards that fit; a heading that is left without goes."""
    if chosen is None:
        return list(heaps)
    left = [Heap(heap.cluster, tuple(c for c in heap.cards if chosen.fits(c))) for heap in heaps]
    return [heap for heap in left if heap.cards]


def order(session: Session, activity: Activity, board: str = "") -> list[Card]:
    """The cards that are shown, one after the other as they lie."""
    shown = narrowed(boards.heaps(session, activity, board), of(session, activity))
    return [card for heap in shown for card in heap.cards]


def strengths_of(card: Card) -> list[str]:
    found: list[str] = []
    for name in STRENGTH_FIELDS:
        value = card.fields.get(name)
        found += [value] if isinstance(value, str) else value or []
    return found
