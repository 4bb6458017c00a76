"""Prototypes, promises and contributions: who tries what, and when.

Where a process has a board that is a list, each of its boards has its own part of the note: a
list is read as one, and what was made at the tables is not mixed into it.
"""

from collections.abc import Callable

from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation import note_words
from facilitator.presentation.cards import specs_of
from facilitator.presentation.content import Block, Subheading


def blocks(harvest: Harvest) -> list[Block]:
    """What this harvest has of it; most have nothing."""
    if not _has_lists(harvest):
        return []
    found: list[Block] = []
    for key, board in harvest.process.boards.items():
        cards = [card for card in harvest.cards if card.board == key and _told(harvest, card)]
        if cards:
            found += [Subheading(board.name), *_part(harvest, cards)]
    return found


def holds(harvest: Harvest, card: Card) -> bool:
    """Whether a card has its place here, and so not in the lists of the tables."""
    return _has_lists(harvest) and card.board in harvest.process.boards and _told(harvest, card)


def _has_lists(harvest: Harvest) -> bool:
    return any(board.layout == "list" for board in harvest.process.boards.values())


def _told(harvest: Harvest, card: Card) -> bool:
    return card.type != "story" and harvest.note_of(card) == "all"


def _part(harvest: Harvest, cards: list[Card]) -> list[Block]:
    """By the card's choice where it has one, as a programme; else by table."""
    by_choice = _by_choice(cards)
    if not by_choice:
        return note_words.by_table(harvest, cards, line, level=3)
    found: list[Block] = []
    for label, name, chosen in by_choice:
        if any(note_words.is_large(card) for card in chosen):
            whole = [note_words.whole(harvest, card, 4, without=name) for card in chosen]
            found += [Subheading(label, 3), *whole]
        else:
            found.append(note_words.listed(harvest, chosen, _saying(name), label))
    return found


def _saying(without: str) -> Callable[[Card], str]:
    return lambda card: line(card, without)


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


def line(card: Card, without: str = "") -> str:
    """«Vennebenken. Hvor prøver dere? Skolegården. Når prøver dere? 4. oktober»"""
    words = note_words.words_of(card)
    said = [words.title, words.text]
    said += [part.line for part in words.parts if part.name != without]
    return note_words.joined(each.strip() for each in said)
