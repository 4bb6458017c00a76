"""Prototypes, promises and contributions: who tries what, and when.

Where a process has a board that is a list, each of its boards has its own part of the note: a
list is read as one, and what was made at the tables is not mixed into it.
"""

from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation.card_faces import face
from facilitator.presentation.cards import specs_of
from facilitator.presentation.content import Block, Bullets, Subheading
from facilitator.processes.parts import Board


def blocks(harvest: Harvest) -> list[Block]:
    """What this harvest has of it; most have nothing."""
    if not _has_lists(harvest):
        return []
    found: list[Block] = []
    for key, board in harvest.process.boards.items():
        cards = [card for card in harvest.cards if card.board == key and _told(harvest, card)]
        if cards:
            found += [Subheading(board.name), *_part(board, cards)]
    return found


def holds(harvest: Harvest, card: Card) -> bool:
    """Whether a card has its place here, and so not in the lists of the tables."""
    return _has_lists(harvest) and card.board in harvest.process.boards and _told(harvest, card)


def _has_lists(harvest: Harvest) -> bool:
    return any(board.layout == "list" for board in harvest.process.boards.values())


def _told(harvest: Harvest, card: Card) -> bool:
    return card.type != "story" and harvest.note_of(card) == "all"


def _part(board: Board, cards: list[Card]) -> list[Block]:
    """By the card's choice where it has one, as a programme; else by table."""
    by_choice = _by_choice(cards)
    if by_choice:
        return [
            Bullets(tuple(_line(card, without=name) for card in chosen), label)
            for label, name, chosen in by_choice
        ]
    tables: dict[int, list[str]] = {}
    for card in cards:
        tables.setdefault(card.group.number if card.group else 0, []).append(_line(card))
    return [
        Bullets(tuple(lines), f"Bord {number}" if number else "")
        for number, lines in sorted(tables.items())
    ]


def _by_choice(cards: list[Card]) -> list[tuple[str, str, list[Card]]]:
    """Label, name of the field, and the cards; in the order of the answers."""
    choice = next((f for f in specs_of(cards[0]) if f.kind == "choice" and f.options), None)
    if choice is None:
        return []
    answers = [*((o.value, o.label) for o in choice.options), ("", "Uten form ennå")]
    found = []
    for value, label in answers:
        chosen = [card for card in cards if str(card.fields.get(choice.name) or "") == value]
        if chosen:
            found.append((label, choice.name, chosen))
    return found


def _line(card: Card, without: str = "") -> str:
    """«Vennebenken. Hvor prøver dere? Skolegården. Når prøver dere? 4. oktober»"""
    words = face(card.type, card.fields, specs_of(card))
    said = [words.title, words.text]
    for part in words.parts:
        if part.name != without:
            stop = "" if part.label.endswith("?") else ":"
            said.append(f"{part.label}{stop} {part.text or ', '.join(part.lines)}")
    lines = [line.strip().rstrip(".") for line in said if line.strip()]
    return " ".join(". ".join(lines).split())
