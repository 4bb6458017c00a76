"""The samlingsnotat as one tree of content. The page and every format are drawn from it.

A quote carries its card's id, so that it can be dropped; nobody can change its words. No name
stands in the tree but those of tellers who have ticked «Navnet mitt kan stå».
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from facilitator.domain import harvests
from facilitator.domain.boards import Heap
from facilitator.domain.harvests import Day, Harvest
from facilitator.domain.rooms import OSLO
from facilitator.models import Card
from facilitator.presentation import (
    note_answers,
    note_columns,
    note_ideas,
    note_roads,
    note_strengths,
)
from facilitator.presentation.card_faces import face
from facilitator.presentation.cards import turned
from facilitator.presentation.content import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Quote,
    Section,
    Subheading,
)
from facilitator.presentation.dates import long_date
from facilitator.presentation.saved_board import shown_only
from facilitator.presentation.templating import spelled_out
from facilitator.text import first_sentence

SAMPLE = 8
"""How many words of an innsjekk stand in the note."""


@dataclass(frozen=True, slots=True)
class Head:
    theme: str
    number: int
    date: dt.date
    present: int
    place: str
    cohort: str
    period: str
    organiser: str

    @property
    def day(self) -> str:
        return long_date(self.date)

    @property
    def filename(self) -> str:
        return f"samlingsnotat-samling-{self.number}-{self.date.isoformat()}"


@dataclass(frozen=True, slots=True)
class Note:
    """`free_text` also stands in `sections`; here it is what the form holds."""

    head: Head
    sections: tuple[Section, ...]
    free_text: str
    version: int
    quote_ids: tuple[int, ...]
    waiting: int
    is_empty: bool

    def document(self) -> Document:
        """What leaves the page: without the quotes that were dropped."""
        head = self.head
        sections = (replace(s, blocks=tuple(filter(_stays, s.blocks))) for s in self.sections)
        return Document(
            name=f"Samlingsnotat, samling {head.number}: {head.theme}",
            title=head.theme,
            lead=(
                f"Samling {head.number}, {head.day}",
                f"{head.present} til stede, {head.place}",
                f"{head.cohort}, {head.period}, {head.organiser}",
            ),
            sections=tuple(sections),
            author=head.organiser,
            subject=f"{head.cohort} {head.period}",
            running=f"{head.cohort} · Samling {head.number} · {head.day}",
            filename=head.filename,
        )


def _stays(block: Block) -> bool:
    return not (isinstance(block, Quote) and block.dropped)


def note(day: Day) -> Note:
    gathering, kept = day.gathering, day.note
    free_text = kept.free_text if kept else ""
    sections = [
        _focus(day),
        *_programme(day),
        *(_harvest(harvest, day) for harvest in day.harvests),
        *_added(free_text),
        *_next_steps(day),
    ]
    return Note(
        head=Head(
            theme=gathering.theme,
            number=gathering.number,
            date=gathering.date,
            present=day.present,
            place=gathering.place,
            cohort=gathering.cohort.name,
            period=gathering.cohort.period,
            organiser=gathering.cohort.organiser,
        ),
        sections=tuple(sections),
        free_text=free_text,
        version=kept.version if kept else 0,
        quote_ids=tuple(sorted(day.quote_ids)),
        waiting=day.waiting,
        is_empty=not day.harvests,
    )


def _focus(day: Day) -> Section:
    question = day.gathering.cohort.focus_question
    return Section("fokus", "Fokusspørsmålet", (Paragraph(question, human=True),))


def _programme(day: Day) -> list[Section]:
    """What was done, in the order and at the time it was done."""
    if not day.harvests:
        return []
    lines = tuple(_line(harvest) for harvest in day.harvests)
    return [Section("program", "Slik gikk dagen", (Bullets(lines),))]


def _line(harvest: Harvest) -> str:
    activity = harvest.activity
    name = spelled_out(harvest.process.name)
    what = f"{name}: {activity.theme}" if activity.theme else name
    if activity.started_at is None or activity.ended_at is None:
        return what
    return f"{_clock(activity.started_at)}–{_clock(activity.ended_at)} {what}"


def _clock(moment: dt.datetime) -> str:
    return f"{moment.astimezone(OSLO):%H.%M}"


def _harvest(harvest: Harvest, day: Day) -> Section:
    blocks: list[Block] = [Paragraph(f"Formål: {harvest.process.purpose}")]
    if counts := count_line(harvest):
        blocks.append(Paragraph(counts))
    for extra in EXTRAS:
        blocks += extra(harvest)
    for heap in harvest.heaps:
        blocks += _heap(harvest, heap, day)
    return Section(
        f"prosess-{harvest.activity.id}", spelled_out(harvest.process.name), tuple(blocks)
    )


EXTRAS: tuple[Callable[[Harvest], list[Block]], ...] = (
    note_strengths.blocks,
    note_answers.blocks,
    note_columns.blocks,
    note_roads.blocks,
    note_ideas.blocks,
)
"""What a kind of board adds of its own, such as the strength map as text."""


def count_line(harvest: Harvest) -> str:
    """«31 fortellinger på tavla. 24 er lagret i mappene, 7 ble vist bare i dag.»"""
    stories = [card for card in harvest.cards if card.type == "story"]
    others = [card for card in harvest.cards if card.type != "story"]
    lines = [_pairs(harvest), _stories_line(stories), _others_line(others, bool(stories))]
    return " ".join(line for line in lines if line)


def _pairs(harvest: Harvest) -> str:
    parts = []
    if harvest.pairs:
        parts.append("Ett par" if harvest.pairs == 1 else f"{harvest.pairs} par")
    if harvest.trios:
        parts.append("én trio" if harvest.trios == 1 else f"{harvest.trios} trioer")
    text = " og ".join(parts)
    return f"{text[0].upper()}{text[1:]} intervjuet hverandre." if text else ""


def _stories_line(stories: list[Card]) -> str:
    if not stories:
        return ""
    count = harvests.tally(stories)
    told = "1 fortelling" if count.shown == 1 else f"{count.shown} fortellinger"
    if not count.today_only:
        return f"{told} på tavla. {'Den' if count.shown == 1 else 'Alle'} er lagret i mappene."
    saved = f"{count.saved} er lagret i mappene"
    return f"{told} på tavla. {saved}, {count.today_only} ble vist bare i dag."


def _others_line(others: list[Card], more: bool) -> str:
    count = harvests.tally(others)
    only = shown_only(harvests.Tally(), count, "i dag")
    made_together = all(c.owner_id is None and not c.withdraw_digest for c in others)
    where = "fra gruppene" if made_together else "til" if more else "på tavla"
    return f"{count.shown} kort {where}.{' ' + only if only else ''}" if others else ""


def _heap(harvest: Harvest, heap: Heap, day: Day) -> list[Block]:
    """Cards that lay together: what the groups made first, then what was told."""
    blocks: list[Block] = [*_tables(harvest, heap), *_sample(harvest, heap)]
    told = [_quote(card, day) for card in heap.cards if card in harvest.quotes()]
    # After a heading of their own, quotes would seem to belong to what stands above them.
    apart = bool(blocks) or (heap.cluster is None and len(harvest.heaps) > 1)
    blocks += [Subheading("Fra fortellingene"), *told] if apart and told else told
    title = heap.cluster.title if heap.cluster else ""
    if not blocks or not (title or heap.cluster):
        return blocks
    return [Subheading(title or "Samlet på tavla"), *blocks]


def _tables(harvest: Harvest, heap: Heap) -> list[Block]:
    """One list for each table, in the tables' order."""
    lines: dict[int, list[str]] = {}
    for card in heap.cards:
        if note_columns.holds(harvest, card) or note_ideas.holds(harvest, card):
            continue
        if card.type != "story" and harvest.note_of(card) == "all" and not turned(card):
            number = card.group.number if card.group else 0
            lines.setdefault(number, []).append(_text(card))
    if not lines:
        return []
    lists = [
        Bullets(tuple(lines[number]), f"Bord {number}" if number else "")
        for number in sorted(lines)
    ]
    return [Subheading(_lines_name(harvest, heap)), *lists]


def _lines_name(harvest: Harvest, heap: Heap) -> str:
    """What lies in the lists: by its board where there are several, else by its type."""
    listed = [card for card in heap.cards if card.type != "story" and not turned(card)]
    boards = {key: board.name for key, board in harvest.process.boards.items()}
    if len(boards) > 1 and len({card.board for card in listed}) == 1:
        return boards.get(listed[0].board, "Kortene")
    types = {card.type for card in listed}
    names = {
        "root_cause": "Rotårsaker til suksess",
        "insight": "Innsikter",
        "skill": "Ferdighetene",
    }
    return names.get(types.pop(), "Kortene") if len(types) == 1 else "Kortene"


def _sample(harvest: Harvest, heap: Heap) -> list[Block]:
    words = [_text(c) for c in heap.cards if harvest.note_of(c) == "sample" and c.type != "story"]
    return [Bullets(tuple(words[:SAMPLE]), "Noen av ordene")] if words else []


def _text(card: Card) -> str:
    """A card in running text: its title or words, then its other fields with their names."""
    words = face(card.type, card.fields)
    said = [words.text or words.title]
    if card.type != "story":
        said += [f"{part.label}: {part.text or ', '.join(part.lines)}" for part in words.parts]
    lines = [line for line in said if line]
    if len(lines) > 1:
        lines = [line.rstrip(".") for line in lines]
    return " ".join(". ".join(lines).split())


def _quote(card: Card, day: Day) -> Quote:
    kept = day.note
    return Quote(
        card_id=card.id,
        title=" ".join(str(card.fields.get("title") or "").split()),
        sentence=first_sentence(_text(card)),
        teller=card.owner.name if card.show_name and card.owner else None,
        dropped=bool(kept and card.id in kept.dropped_card_ids),
        is_new=bool(kept and kept.edited_at and card.id not in kept.seen_card_ids),
    )


def _added(free_text: str) -> list[Section]:
    paragraphs = [part.strip() for part in free_text.split("\n\n") if part.strip()]
    if not paragraphs:
        return []
    blocks = tuple(Paragraph(text) for text in paragraphs)
    return [Section("tillegg", "Fra prosesslederne", blocks)]


def _next_steps(day: Day) -> list[Section]:
    blocks: list[Block] = []
    if day.gathering.between_task:
        blocks.append(Paragraph(day.gathering.between_task))
    if day.following is not None:
        coming = day.following
        festival = coming.cohort.festival_name
        what = festival if coming.is_festival else f"samling {coming.number}"
        blocks.append(Paragraph(f"Neste gang er {what}, {long_date(coming.date)}."))
    return [Section("neste", "Til neste samling", tuple(blocks))] if blocks else []
