"""Cards in their columns, one list for each; and when promises are looked at again."""

import datetime as dt
from collections.abc import Iterable

from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation import note_words
from facilitator.presentation.card_faces import face
from facilitator.presentation.columns import by_column, field_of
from facilitator.presentation.content import Block, Bullets, Subheading
from facilitator.presentation.dates import long_date
from facilitator.processes.parts import Board


def blocks(harvest: Harvest) -> list[Block]:
    """What this harvest has of it; most have nothing."""
    found: list[Block] = []
    for key, board in harvest.process.boards.items():
        if board.layout == "columns":
            found += _columns(harvest, key, board)
    for label, dates in harvest.dates.items():
        found += [Subheading(label), Bullets(tuple(_date(date) for date in dates))]
    return found


def holds(harvest: Harvest, card: Card) -> bool:
    """Whether a card stands in a column here, and so not in the lists of the tables."""
    boards = harvest.process.boards
    lies_on = boards.get(card.board)
    return lies_on is not None and lies_on.layout == "columns"


def _columns(harvest: Harvest, key: str, board: Board) -> list[Block]:
    lying = [
        (card, card)
        for card in harvest.cards
        if card.board == key and harvest.note_of(card) == "all"
    ]
    found: list[Block] = []
    for column in by_column(board, field_of(board), lying):
        if column.cards:
            found.append(
                note_words.listed(
                    harvest, column.cards, lambda card: _text(card, board.field), column.name
                )
            )
            found += _photos(harvest, column.cards)
    return [Subheading(board.name), *found] if found else []


def _photos(harvest: Harvest, cards: Iterable[Card]) -> list[Block]:
    pictures = (note_words.picture(harvest, card) for card in cards)
    return [picture for picture in pictures if picture]


def _text(card: Card, field: str) -> str:
    """The words, and what lies behind them: «Gåmøtene på onsdager. Vi snakker bedre da»."""
    words = face(card.type, card.fields)
    behind = [line for part in words.parts if part.name != field for line in part.texts]
    return note_words.joined([words.text or words.title, *behind])


def _date(value: str) -> str:
    try:
        return long_date(dt.date.fromisoformat(value))
    except ValueError:
        return value
