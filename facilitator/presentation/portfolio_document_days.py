"""An arbeidsmappe on paper: samling by samling, and the boards one has with one."""

import datetime as dt
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import boards, relations, roads, threads
from facilitator.domain.portfolio_parts import KeptBoard, Portfolio
from facilitator.domain.relations import Reader
from facilitator.domain.rooms import oslo_day
from facilitator.domain.running import process_of
from facilitator.domain.threads import Told
from facilitator.models import Card, Participant, SavedBoard
from facilitator.presentation import portfolio_document_cards as drawn
from facilitator.presentation import road
from facilitator.presentation.cards import card_view
from facilitator.presentation.content import Block, Bullets, Paragraph, Section, Subheading
from facilitator.presentation.portfolio import PortfolioView
from facilitator.presentation.portfolio_process import MarkedView, ProcessView
from facilitator.presentation.portfolio_sorted import Section as DaySection
from facilitator.presentation.saved_board import arranged_by_board, counted, today_only
from facilitator.presentation.templating import spelled_out

REST = "Resten av tavla"

Heaps = list[tuple[str, list[Card]]]


def days(mappe: Portfolio, view: PortfolioView) -> Iterator[Section]:
    """From the first samling to the last, as one reads a year."""
    cards = {card.id: card for card in (*mappe.own, *mappe.from_groups)}
    for section in reversed(view.sections):
        yield Section(section.anchor, section.heading, tuple(_day(section, cards)))


def _day(section: DaySection, cards: dict[int, Card]) -> Iterator[Block]:
    yield Paragraph(section.about)
    for part in section.parts:
        blocks = tuple(_process(part.process, cards))
        if blocks:
            yield Subheading(part.heading)
            yield from blocks


def _process(process: ProcessView, cards: dict[int, Card]) -> Iterator[Block]:
    yield from map(drawn.own_story, process.stories)
    for line in process.lines:
        yield from drawn.own_line(line, process.answers.get(line.id, ""))
    if process.strengths:
        yield from drawn.strengths(process.strengths)
    for link in process.roads:
        yield _road(cards[link.id], list(cards.values()))
    for entry in process.listened:
        yield from drawn.listened(entry)
    for table in process.tables:
        yield from drawn.table(table)
    yield from map(_marked, process.marked)
    if process.board and process.board.cards:
        yield Paragraph(f"{process.board.says} står bakerst.")


def _road(card: Card, known: list[Card]) -> Block:
    stops = road.stops_of_card(card, roads.marks_on(card, known))
    view = card_view(card)
    return drawn.road(card.id, view.title, stops, drawn.picture_of(view))


def _marked(marked: MarkedView) -> Block:
    return Bullets(tuple(map(drawn.said, marked.cards)), marked.label)


# --- saved boards -----------------------------------------------------------------------------


def saved(
    session: Session, reader: Reader, mappe: Portfolio, now: dt.datetime
) -> Iterator[Section]:
    """Each board as it was arranged, with what is still released to the one who reads."""
    everybody = list(
        session.scalars(select(Participant).where(Participant.cohort_id == mappe.cohort.id))
    )
    order = [kept.board for kept in sorted(mappe.boards, key=lambda kept: _when(mappe, kept))]
    lying = boards.lying_on_each(session, [board.activity_id for board in order])
    heaps = {board.id: _readable(session, reader, board, lying) for board in order}
    cards = [card for one in heaps.values() for _, found in one for card in found]
    tied = threads.for_reader(session, reader, cards)
    for board in order:
        if heaps[board.id]:
            blocks = tuple(_board(mappe, board, heaps[board.id], tied))
            late = tuple(_today_only(lying[board.activity_id], mappe, board, now))
            yield Section(f"tavle-{board.id}", _heading(mappe, board), blocks + late)
    del everybody  # known to the session until here: no question for each teller's name


def _readable(
    session: Session, reader: Reader, board: SavedBoard, lying: Mapping[int, list[Card]]
) -> Heaps:
    arranged = [
        (title, relations.readable(session, reader, found))
        for title, found in boards.arranged(board, lying[board.activity_id])
    ]
    return arranged_by_board(board, [(title, found) for title, found in arranged if found])


def _when(mappe: Portfolio, kept: KeptBoard) -> tuple[dt.date, int]:
    activity = mappe.frames[kept.board.activity_id].activity
    return activity.room.gathering.date, activity.position


def _heading(mappe: Portfolio, board: SavedBoard) -> str:
    frame = mappe.frames[board.activity_id]
    number = frame.activity.room.gathering.number
    return f"Tavla fra samling {number}: {spelled_out(frame.process)}"


def _board(
    mappe: Portfolio, board: SavedBoard, heaps: Heaps, tied: Mapping[int, Told]
) -> Iterator[Block]:
    activity = board.activity
    if activity.theme and activity.theme != process_of(activity).name:
        yield Paragraph(activity.theme)
    yield Paragraph(f"{counted([card for _, found in heaps for card in found])} er lagret.")
    for title, found in heaps:
        if title or len(heaps) > 1:
            yield Subheading(title or REST)
        views = [
            card_view(
                card,
                ended_at=activity.ended_at,
                catalogue=mappe.cohort.catalogue,
                process=activity.process_digest,
                tied=tied.get(card.id, ()),
            )
            for card in found
        ]
        yield from drawn.lying(views)


def _today_only(
    lying: list[Card], mappe: Portfolio, board: SavedBoard, now: dt.datetime
) -> Iterator[Block]:
    held = mappe.frames[board.activity_id].activity.room.gathering.date
    if said := today_only(lying, same_day=held == oslo_day(now)):
        yield Paragraph(said)
