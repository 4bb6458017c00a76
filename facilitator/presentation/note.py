"""The samlingsnotat as one tree of content. The page and every format are drawn from it.

A quote carries its card's id, so that it can be dropped; nobody can change its words. No name
stands in the tree but those of tellers who have ticked «Navnet mitt kan stå».
"""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from facilitator.domain import run_sheets
from facilitator.domain.harvests import Day, Harvest
from facilitator.models import RunSheetItem
from facilitator.presentation import (
    note_answers,
    note_columns,
    note_ideas,
    note_lists,
    note_roads,
    note_strengths,
)
from facilitator.presentation.content import (
    Block,
    Bullets,
    CardBlock,
    Document,
    Paragraph,
    Quote,
    Section,
    Subheading,
)
from facilitator.presentation.dates import clock_time, long_date
from facilitator.presentation.note_counts import count_line
from facilitator.presentation.templating import spelled_out
from facilitator.text import paragraphs


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
    def title(self) -> str:
        return self.theme or f"Samling {self.number}"

    @property
    def attending(self) -> str:
        return f"{self.present} til stede" if self.present else "Ingen til stede ennå"

    @property
    def filename(self) -> str:
        return f"samlingsnotat-samling-{self.number}-{self.date.isoformat()}"


@dataclass(frozen=True, slots=True)
class Note:
    """`free_text` also stands in `sections`; here it is what the form holds.

    `card_ids` are all that it was made of: who edits it has seen these.
    """

    head: Head
    sections: tuple[Section, ...]
    free_text: str
    version: int
    card_ids: tuple[int, ...]
    waiting: int
    is_empty: bool

    def document(self) -> Document:
        """What leaves the page: without the quotes that were dropped."""
        head = self.head
        sections = (replace(s, blocks=_leaving(s.blocks)) for s in self.sections)
        return Document(
            name=_said_of(f"Samlingsnotat, samling {head.number}", head.theme),
            title=head.title,
            lead=(
                f"Samling {head.number}, {head.day}",
                _listed(head.attending, head.place),
                _listed(head.cohort, head.period, head.organiser),
            ),
            sections=tuple(sections),
            author=head.organiser,
            subject=f"{head.cohort} {head.period}".strip(),
            running=f"{head.cohort} · Samling {head.number} · {head.day}",
            filename=head.filename,
        )


def _leaving(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Without what was taken out, and without what only says how the page came to be."""
    return _headed([_plain(b) for b in blocks if not (isinstance(b, Quote) and b.dropped)])


def _plain(block: Block) -> Block:
    if isinstance(block, Quote | CardBlock):
        return replace(block, is_new=False)
    return replace(block, fresh=()) if isinstance(block, Bullets) else block


def _headed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """No heading above nothing, where all that stood below it was taken out."""
    kept: list[Block] = []
    for block in reversed(blocks):
        after = kept[-1] if kept else None
        ends = after is None or (
            isinstance(after, Subheading)
            and isinstance(block, Subheading)
            and after.level <= block.level
        )
        if not (isinstance(block, Subheading) and ends):
            kept.append(block)
    return tuple(reversed(kept))


def note(day: Day) -> Note:
    gathering, kept = day.gathering, day.note
    free_text = kept.free_text if kept else ""
    sections = [
        *_focus(day),
        *_programme(day),
        *map(_harvest, day.harvests, headings(day.harvests)),
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
        card_ids=tuple(sorted(day.card_ids)),
        waiting=day.waiting,
        is_empty=not day.harvests,
    )


def _said_of(name: str, theme: str) -> str:
    return f"{name}: {theme}" if theme else name


def _listed(*words: str) -> str:
    return ", ".join(word for word in words if word)


def _focus(day: Day) -> list[Section]:
    question = day.gathering.cohort.focus_question
    if not question.strip():
        return []
    return [Section("fokus", "Fokusspørsmålet", (Paragraph(question, human=True),))]


def _programme(day: Day) -> list[Section]:
    """What was done, in the order and at the time it was done, with the breaks and talks."""
    if not day.harvests:
        return []
    run = [(harvest.activity.started_at, _line(harvest)) for harvest in day.harvests]
    run += [(item.started_at, _other_line(item)) for item in day.between]
    run.sort(key=lambda each: each[0].timestamp() if each[0] else math.inf)
    return [Section("program", "Slik gikk dagen", (Bullets(tuple(line for _, line in run)),))]


def _line(harvest: Harvest) -> str:
    activity = harvest.activity
    name = spelled_out(harvest.process.name)
    what = _said_of(name, activity.theme)
    return _at(activity.started_at, activity.ended_at, what)


def _other_line(item: RunSheetItem) -> str:
    return _at(item.started_at, item.ended_at, run_sheets.title_of(item))


def _at(began: dt.datetime | None, ended: dt.datetime | None, what: str) -> str:
    if began is None:
        return what
    return (
        f"{clock_time(began)}–{clock_time(ended)} {what}"
        if ended
        else f"{clock_time(began)} {what}"
    )


def headings(harvests: Sequence[Harvest]) -> list[str]:
    """A process that was done twice is told apart by what it was about."""
    names = [spelled_out(harvest.process.name) for harvest in harvests]
    return [
        _said_of(name, harvest.activity.theme) if names.count(name) > 1 else name
        for name, harvest in zip(names, harvests, strict=True)
    ]


def _harvest(harvest: Harvest, heading: str) -> Section:
    blocks: list[Block] = [Paragraph(f"Formål: {harvest.process.purpose}")]
    if counts := count_line(harvest):
        blocks.append(Paragraph(counts))
    for extra in EXTRAS:
        blocks += extra(harvest)
    for heap in harvest.heaps:
        blocks += note_lists.blocks(harvest, heap)
    return Section(f"prosess-{harvest.activity.id}", heading, tuple(blocks))


EXTRAS: tuple[Callable[[Harvest], list[Block]], ...] = (
    note_strengths.blocks,
    note_answers.blocks,
    note_columns.blocks,
    note_roads.blocks,
    note_ideas.blocks,
)
"""What a kind of board adds of its own, such as the strength map as text."""


def _added(free_text: str) -> list[Section]:
    blocks = tuple(Paragraph(part.strip()) for part in paragraphs(free_text))
    return [Section("tillegg", "Fra prosesslederne", blocks)] if blocks else []


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
