"""What lay on the board, heap by heap as arranged: what the tables made, then what was told."""

from facilitator.domain.boards import Heap
from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation import note_columns, note_ideas, note_words
from facilitator.presentation.cards import turned
from facilitator.presentation.content import Block, Bullets, Subheading

SAMPLE = 8
"""How many words of an innsjekk stand in the note."""
NAMES = {
    "root_cause": "Rotårsaker til suksess",
    "insight": "Innsikter",
    "skill": "Ferdighetene",
}


def blocks(harvest: Harvest, heap: Heap) -> list[Block]:
    """The heap under its own heading, where somebody has gathered it."""
    level = 3 if heap.cluster else 2
    found: list[Block] = [*_tables(harvest, heap, level), *_sample(harvest, heap)]
    told = quoted(harvest, heap)
    quotes: list[Block] = [note_words.quote(harvest, card) for card in told]
    # After a heading of their own, quotes would seem to belong to what stands above them.
    apart = bool(found) or (heap.cluster is None and len(harvest.heaps) > 1)
    found += [Subheading("Fra fortellingene", level), *quotes] if apart and told else quotes
    if not found or heap.cluster is None:
        return found
    return [Subheading(heap.cluster.title or "Samlet på tavla"), *found]


def quoted(harvest: Harvest, heap: Heap) -> list[Card]:
    wanted = {card.id for card in harvest.quotes()}
    return [card for card in heap.cards if card.id in wanted]


def listed(harvest: Harvest, heap: Heap) -> list[Card]:
    """What stands in the lists of the tables: what has no place of another kind."""
    return [
        card
        for card in heap.cards
        if card.type != "story"
        and harvest.note_of(card) == "all"
        and not turned(card)
        and not note_columns.holds(harvest, card)
        and not note_ideas.holds(harvest, card)
    ]


def sampled(harvest: Harvest, heap: Heap) -> list[Card]:
    words = [c for c in heap.cards if harvest.note_of(c) == "sample" and c.type != "story"]
    return words[:SAMPLE]


def _tables(harvest: Harvest, heap: Heap, level: int) -> list[Block]:
    cards = listed(harvest, heap)
    if not cards:
        return []
    heading = Subheading(_name(harvest, cards), level)
    return [heading, *note_words.by_table(harvest, cards, note_words.line, level + 1)]


def _name(harvest: Harvest, cards: list[Card]) -> str:
    """What lies in the lists: by its board where there are several, else by its type."""
    boards = {key: board.name for key, board in harvest.process.boards.items()}
    if len(boards) > 1 and len({card.board for card in cards}) == 1:
        return boards.get(cards[0].board, "Kortene")
    types = {card.type for card in cards}
    return NAMES.get(types.pop(), "Kortene") if len(types) == 1 else "Kortene"


def _sample(harvest: Harvest, heap: Heap) -> list[Block]:
    words = tuple(note_words.line(card) for card in sampled(harvest, heap))
    return [Bullets(words, "Noen av ordene")] if words else []
