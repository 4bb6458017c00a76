"""The cards of a samling as a list: each that stands in the note, with what it says there.

The same rules as the note's, since a file of its own must not say more than the others: of a
story the sentence that is quoted, of an innsjekk the words that are shown, and no quote that was
taken out. The order is the board's; there are no numbers and no times that could tell who wrote.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace

from facilitator.domain.boards import Heap
from facilitator.domain.harvests import Day, Harvest
from facilitator.models import Card
from facilitator.presentation import note_lists, note_roads, note_words
from facilitator.presentation.card_faces import type_name
from facilitator.presentation.cards import turned
from facilitator.presentation.columns import column_of, field_of
from facilitator.presentation.dates import long_date
from facilitator.presentation.lists import Book, Column, Sheet
from facilitator.processes.parts import Board

COLUMNS = (
    Column("Prosess", 24),
    Column("Tavle", 20),
    Column("Samlet under", 20),
    Column("Kolonne", 14),
    Column("Bord", 10),
    Column("Kort", 18),
    Column("Tittel", 30),
    Column("Tekst", 60),
    Column("Mer på kortet", 50),
    Column("Fortalt av", 20),
    Column("Bilde", 30),
)
NOTE = "Det som står i samlingsnotatet, ett kort på hver rad, i samme rekkefølge som på tavla."


def book(day: Day) -> Book:
    """One workbook with one sheet, also when nothing lay on any board."""
    gathering = day.gathering
    return Book(
        title=f"Kortene fra samling {gathering.number}: {gathering.theme}".removesuffix(": "),
        lead=(f"Samling {gathering.number}, {long_date(gathering.date)}", gathering.cohort.name),
        sheets=(Sheet("Kortene", COLUMNS, tuple(astuple(row) for row in rows(day)), NOTE),),
        author=gathering.cohort.organiser,
        filename=f"kort-samling-{gathering.number}-{gathering.date.isoformat()}",
    )


@dataclass(frozen=True, slots=True)
class Row:
    """In the order of the columns."""

    process: str
    board: str
    gathered: str = ""
    column: str = ""
    table: str = ""
    kind: str = ""
    title: str = ""
    text: str = ""
    more: str = ""
    teller: str = ""
    photo: str = ""


def rows(day: Day) -> Iterable[Row]:
    """One for each card."""
    for harvest in day.harvests:
        for heap in harvest.heaps:
            yield from (_row(harvest, heap, card) for card in _standing(harvest, heap))
        for phase, cards in harvest.let_in:
            for card in cards:
                said = note_roads.said(phase, card)
                if said and card.id not in harvest.dropped:
                    name, kind = harvest.process.name, type_name(card.type)
                    yield Row(name, phase.name, kind=kind, text=said)


def _standing(harvest: Harvest, heap: Heap) -> list[Card]:
    """Those of a heap that the note has something of, as they lay."""
    quoted = {c.id for c in note_lists.quoted(harvest, heap)} - harvest.dropped
    sampled = {c.id for c in note_lists.sampled(harvest, heap)}
    whole = {c.id for c in heap.cards if harvest.note_of(c) == "all" and c.type != "story"}
    return [card for card in heap.cards if card.id in quoted | sampled | whole]


def _row(harvest: Harvest, heap: Heap, card: Card) -> Row:
    board = harvest.process.boards.get(card.board)
    lies = Row(
        process=harvest.process.name,
        board=board.name if board else "",
        gathered=heap.cluster.title if heap.cluster else "",
        kind=type_name(card.type),
    )
    if pair := turned(card):
        return replace(lies, text=f"Før: {pair[0]}\nNå: {pair[1]}")
    if card.type == "story" or harvest.note_of(card) == "quotes":
        quote = note_words.quote(harvest, card)
        said = f"«{quote.sentence}»"
        return replace(lies, title=quote.title, text=said, teller=quote.teller or "")
    words = note_words.words_of(card)
    sorts = board.field if board and board.layout == "columns" else ""
    photo = note_words.picture(harvest, card)
    return replace(
        lies,
        column=_column(board, card) if board and sorts else "",
        table=note_words.table_name(note_words.table(card)),
        title=words.title,
        text=words.text,
        more="\n".join(p.line for p in words.parts if p.name != sorts),
        teller=note_words.teller(card) or "",
        photo=photo.alt if photo else "",
    )


def _column(board: Board, card: Card) -> str:
    field, key = field_of(board), column_of(card, board.field)
    labels = {option.value: option.label for option in (field.options if field else ())}
    return labels.get(key, board.unsorted or "Uavklart")
