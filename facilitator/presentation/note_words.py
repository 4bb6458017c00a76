"""A card as the note says it: as a line, as a quote, or whole with its picture.

Every block is neutral to who has written what: a name stands only where its teller has ticked
«Navnet mitt kan stå».
"""

from collections.abc import Callable, Iterable, Sequence

from facilitator.domain import photo_files
from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation.card_faces import Face, face
from facilitator.presentation.cards import specs_of
from facilitator.presentation.content import Block, Bullets, CardBlock, Picture, Quote
from facilitator.text import first_sentence

MANY = 4
"""So many fields besides its title are not read in one line."""


def one_line(text: str) -> str:
    return " ".join(text.split())


def words_of(card: Card) -> Face:
    """What the card says, with the labels under which it was asked for."""
    return face(card.type, card.fields, specs_of(card))


def line(card: Card) -> str:
    """A card in running text: its title or words, then its other fields with their names."""
    words = face(card.type, card.fields)
    said = [words.text or words.title]
    if card.type != "story":
        said += [part.line for part in words.parts]
    return joined(said)


def joined(said: Iterable[str]) -> str:
    """Several answers as one text, with a full stop between them."""
    lines = [each for each in said if each]
    if len(lines) > 1:
        lines = [each.rstrip(".") for each in lines]
    return one_line(". ".join(lines))


def quote(harvest: Harvest, card: Card) -> Quote:
    """One sentence of what somebody has told."""
    return Quote(
        card_id=card.id,
        title=one_line(str(card.fields.get("title") or "")),
        sentence=first_sentence(line(card)),
        teller=teller(card),
        dropped=card.id in harvest.dropped,
        is_new=card.id in harvest.fresh,
    )


def teller(card: Card) -> str | None:
    return card.owner.name if card.show_name and card.owner else None


def table(card: Card) -> int:
    """The number of the group that made it; 0 where it is nobody's."""
    return card.group.number if card.group else 0


def table_name(number: int) -> str:
    return f"Bord {number}" if number else ""


def by_table(
    harvest: Harvest, cards: Sequence[Card], say: Callable[[Card], str], level: int = 2
) -> list[Block]:
    """One list for each table, in the tables' order; cards of several fields stand whole."""
    if any(is_large(card) for card in cards):
        ordered = sorted(cards, key=table)
        return [whole(harvest, card, level) for card in ordered]
    tables: dict[int, list[Card]] = {}
    for card in cards:
        tables.setdefault(table(card), []).append(card)
    return [listed(harvest, tables[number], say, table_name(number)) for number in sorted(tables)]


def is_large(card: Card) -> bool:
    """Whether a card has more than a line of a list can hold."""
    words = words_of(card)
    lists = any(part.lines for part in words.parts)
    return bool(words.photo) or lists or len(words.parts) >= MANY


def listed(
    harvest: Harvest, cards: Sequence[Card], say: Callable[[Card], str], label: str = ""
) -> Bullets:
    fresh = (n for n, card in enumerate(cards) if card.id in harvest.fresh)
    return Bullets(tuple(say(card) for card in cards), label, tuple(fresh))


def whole(harvest: Harvest, card: Card, level: int = 2, without: str = "") -> CardBlock:
    """A card with all that the board showed of it, but for what its heading has said already."""
    words = words_of(card)
    parts = (part for part in words.parts if part.name != without)
    name = table_name(table(card))
    return CardBlock(
        card_id=card.id,
        title=one_line(words.title),
        text=words.text,
        parts=tuple((part.label, part.texts) for part in parts),
        picture=picture(harvest, card),
        teller=teller(card),
        notes=(name,) if name else (),
        level=level,
        is_new=card.id in harvest.fresh,
    )


def picture(harvest: Harvest, card: Card, caption: str = "") -> Picture | None:
    """The card's photo, where one is known and has its words."""
    token = str(card.fields.get("photo") or "")
    alt = harvest.alts.get(token, "")
    return Picture(photo_files.kept(token), alt, caption) if alt else None
