"""Cards by the column they lie in: the same order and headings on projector, phone and in note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from facilitator.models import Card
from facilitator.processes.cards import card_types
from facilitator.processes.parts import Board, FieldSpec

T = TypeVar("T")

ICONS = ("blad", "sok", "pluss")
"""Beside the headings of the first three columns; a further one has its word alone."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """`key` is empty for what is not settled yet."""

    key: str
    name: str
    icon: str
    cards: tuple[T, ...]


def field_of(board: Board) -> FieldSpec | None:
    """The choice that the board's columns are."""
    for type_key in board.accepts:
        known = card_types().get(type_key)
        field = known.field(board.field) if known else None
        if field is not None and field.kind == "choice":
            return field
    return None


def by_column(
    board: Board, field: FieldSpec | None, cards: Sequence[tuple[Card, T]]
) -> tuple[Column[T], ...]:
    """Every column, empty ones too, and last what is not settled, in the order given."""
    options = field.options if field else ()
    keys = {option.value for option in options}
    icons = dict(zip((option.value for option in options), ICONS, strict=False))
    found = [
        Column(
            option.value,
            option.label,
            icons.get(option.value, ""),
            _in(cards, board.field, {option.value}),
        )
        for option in options
    ]
    rest = tuple(made for card, made in cards if column_of(card, board.field) not in keys)
    return (*found, Column("", board.unsorted or "Uavklart", "", rest))


def _in(cards: Iterable[tuple[Card, T]], field: str, keys: set[str]) -> tuple[T, ...]:
    return tuple(made for card, made in cards if column_of(card, field) in keys)


def column_of(card: Card, field: str) -> str:
    return str(card.fields.get(field) or "")
