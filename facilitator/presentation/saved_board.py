"""A saved board as its holders see it: the cards still released, and how many were not saved."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import boards, harvests, portfolios, relations, threads
from facilitator.domain.harvests import Tally
from facilitator.domain.policies import Actor
from facilitator.domain.rooms import oslo_day
from facilitator.domain.running import process_of
from facilitator.models import Card, SavedBoard
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.dates import long_date


@dataclass(frozen=True, slots=True)
class HeapView:
    title: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class SavedBoardView:
    process: str
    theme: str
    number: int
    date: str
    heaps: tuple[HeapView, ...]
    count: str
    today_only: str


def saved_board_view(
    session: Session, actor: Actor, board: SavedBoard, now: dt.datetime
) -> SavedBoardView:
    activity = board.activity
    gathering = activity.room.gathering
    arranged = portfolios.cards_on(session, actor, board)
    reader = relations.reader_for(session, actor)
    lying = boards.lying(session, activity)
    tied = threads.for_reader(session, reader, [card for _, found in arranged for card in found])
    same_day = gathering.date == oslo_day(now)
    return SavedBoardView(
        process=process_of(activity).name,
        theme=activity.theme,
        number=gathering.number,
        date=long_date(gathering.date),
        heaps=tuple(
            HeapView(
                title,
                tuple(
                    card_view(c, ended_at=activity.ended_at, tied=tied.get(c.id, ())) for c in found
                ),
            )
            for title, found in arranged_by_board(board, arranged)
        ),
        count=counted([card for _, found in arranged for card in found]),
        today_only=today_only(lying, same_day=same_day),
    )


def arranged_by_board(
    board: SavedBoard, arranged: list[tuple[str, list[Card]]]
) -> list[tuple[str, list[Card]]]:
    """Where a process has several boards, what nobody gathered lies under each board's name."""
    names = {key: kept.name for key, kept in process_of(board.activity).boards.items()}
    loose = [card for title, found in arranged if not title for card in found]
    if len({card.board for card in loose}) < 2:
        return arranged
    parts = [(names[key], [card for card in loose if card.board == key]) for key in names]
    others = [card for card in loose if card.board not in names]
    gathered = [(title, found) for title, found in arranged if title]
    return [*gathered, *((name, found) for name, found in parts if found), *_rest(others)]


def _rest(cards: list[Card]) -> list[tuple[str, list[Card]]]:
    return [("", cards)] if cards else []


def counted(cards: list[Card]) -> str:
    """«24 fortellinger og 18 kort fra gruppene»."""
    told = sum(card.type == "story" for card in cards)
    return joined(told, len(cards) - told)


def joined(stories: int, others: int) -> str:
    parts = []
    if stories:
        parts.append("1 fortelling" if stories == 1 else f"{stories} fortellinger")
    if others:
        parts.append(f"{others} kort")
    return " og ".join(parts)


def today_only(lying: list[Card], *, same_day: bool) -> str:
    """What lay on the board and was not saved; empty when everything was."""
    stories = harvests.tally(card for card in lying if card.type == "story")
    others = harvests.tally(card for card in lying if card.type != "story")
    return shown_only(stories, others, "i dag" if same_day else "bare den dagen")


def shown_only(stories: Tally, others: Tally, when: str) -> str:
    """«7 fortellinger ble vist bare i dag.» Empty when everything was saved."""
    what = joined(stories.today_only, others.today_only)
    day = when if when.startswith("bare") else f"bare {when}"
    return f"{what} ble vist {day}." if what else ""
