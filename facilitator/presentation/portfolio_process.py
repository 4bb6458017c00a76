"""What one has from one process on one day: stories, lines, strengths, tables, roads, the board."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.domain import marks
from facilitator.domain.policies import LEVEL_NAMES
from facilitator.domain.portfolio_parts import Frame, KeptBoard, Listened, Portfolio
from facilitator.domain.rooms import oslo_day
from facilitator.models import Activity, Card, CardMark
from facilitator.presentation import portfolio_changes
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.dates import short_date
from facilitator.presentation.portfolio_changes import ChangeLink
from facilitator.presentation.portfolio_strengths import (
    StrengthsPart,
    is_strength,
    strengths_part,
)
from facilitator.presentation.road import RoadLink, is_road, links
from facilitator.presentation.steps_back import answer_of
from facilitator.presentation.templating import spelled_out
from facilitator.presentation.threads import ThreadLine, lines

LISTENED = "Du lyttet og skrev for {name}"


@dataclass(frozen=True, slots=True)
class DayLine:
    """The samling that something is from."""

    id: int
    number: int
    date: dt.date
    theme: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story of one's own. `state` is `withdrawn`, `hidden` or empty."""

    card: CardView
    reads: str
    state: str
    credit: str
    listener: str
    thanks: str
    approved: str
    named: bool
    threads: tuple[ThreadLine, ...]


@dataclass(frozen=True, slots=True)
class ListenedView:
    """«Du lyttet og skrev for …»; `card` only when the teller shares it with one."""

    line: str
    teller: str
    card: CardView | None
    thanks: str


@dataclass(frozen=True, slots=True)
class TableLines:
    """What a group one was in has made: lines of one text, and cards that have a name."""

    table: int
    lines: tuple[str, ...]
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class MarkedView:
    """Cards one has marked for oneself; `label` is what the mark says."""

    label: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class BoardLink:
    id: int
    cards: int

    @property
    def says(self) -> str:
        return f"Tavla med {self.cards} kort" if self.cards else "Tavla"


@dataclass(frozen=True, slots=True)
class ProcessView:
    """What one has from one process on one day."""

    activity_id: int
    name: str
    theme: str
    day: DayLine
    stories: tuple[StoryView, ...]
    lines: tuple[CardView, ...]
    answers: dict[int, str]
    """Card → how one says the next step went."""
    listened: tuple[ListenedView, ...]
    tables: tuple[TableLines, ...]
    board: BoardLink | None
    marked: tuple[MarkedView, ...]
    roads: tuple[RoadLink, ...] = ()
    changes: tuple[ChangeLink, ...] = ()
    """What may still be changed, until its date."""
    strengths: StrengthsPart | None = None

    @property
    def is_empty(self) -> bool:
        told = self.stories or self.lines or self.listened
        return not (
            told or self.tables or self.board or self.marked or self.roads or self.strengths
        )


def _about(activity: Activity) -> str:
    """What it was about that day: the chosen material, such as a dilemma, or an own theme."""
    titles = [str(material.get("title") or "") for material in activity.materials.values()]
    own = activity.theme if activity.theme != activity.room.gathering.theme else ""
    return next(filter(None, titles), own)


def _day(activity: Activity) -> DayLine:
    gathering = activity.room.gathering
    return DayLine(gathering.id, gathering.number, gathering.date, gathering.theme)


def process_view(mappe: Portfolio, frame: Frame, today: dt.date) -> ProcessView:
    activity = frame.activity
    own = [card for card in mappe.own if card.activity_id == activity.id]
    together = [card for card in mappe.from_groups if card.activity_id == activity.id]
    kept = next((k for k in mappe.boards if k.board.activity_id == activity.id), None)
    return ProcessView(
        activity_id=activity.id,
        name=spelled_out(frame.process),
        theme=_about(activity),
        day=_day(activity),
        stories=tuple(_story(card, mappe) for card in own if card.type == "story"),
        lines=tuple(card_view(c) for c in own if _is_line(c) and not is_strength(activity, c)),
        answers={card.id: answer_of(card) for card in own},
        listened=tuple(
            _listened(entry, frame)
            for entry in mappe.listened
            if entry.card.activity_id == activity.id
        ),
        tables=_tables(c for c in together if not is_road(c)),
        board=BoardLink(kept.board.id, kept.cards) if kept and _shows_something(kept) else None,
        marked=_marked(mark for mark in mappe.marked if mark.activity_id == activity.id),
        roads=links([*own, *together]),
        changes=portfolio_changes.links(activity, [*own, *together], today),
        strengths=strengths_part(activity, own, mappe.givers),
    )


def _is_line(card: Card) -> bool:
    return card.type != "story" and card.withdrawn_at is None and not is_road(card)


def _marked(found: Iterable[CardMark]) -> tuple[MarkedView, ...]:
    by_label: dict[str, list[CardView]] = {}
    for mark in found:
        by_label.setdefault(marks.label_of(mark), []).append(card_view(mark.card))
    return tuple(MarkedView(label, tuple(views)) for label, views in by_label.items())


def _shows_something(kept: KeptBoard) -> bool:
    """A board that nothing ever lay on is not worth a line."""
    return bool(kept.cards or kept.board.arrangement or kept.board.today_only)


def _story(card: Card, mappe: Portfolio) -> StoryView:
    listener = card.written_by if card.written_by_id != card.owner_id else None
    state = "withdrawn" if card.withdrawn_at else "hidden" if card.hidden_at else ""
    return StoryView(
        card=card_view(card),
        reads=LEVEL_NAMES[card.visibility],
        state=state,
        credit=f"{listener.first_name} lyttet og skrev for deg" if listener else "",
        listener=listener.first_name if listener else "",
        thanks=card.thanks or "",
        approved=short_date(oslo_day(card.approved_at)),
        named=card.show_name,
        threads=lines(tied for tied in mappe.ties if tied.here.id == card.id),
    )


def _listened(entry: Listened, frame: Frame) -> ListenedView:
    """The credit stays whatever the teller does; the text follows the teller's choice."""
    card = entry.card
    teller = card.owner.first_name if card.owner else "en deltaker"
    return ListenedView(
        line=(frame.listened or LISTENED).replace("{name}", teller),
        teller=teller,
        card=card_view(card) if entry.readable else None,
        thanks=card.thanks or "",
    )


def _tables(cards: Iterable[Card]) -> tuple[TableLines, ...]:
    found: dict[int, list[CardView]] = {}
    for card in cards:
        number = card.group.number if card.group else 0
        found.setdefault(number, []).append(card_view(card))
    return tuple(_table(number, views) for number, views in found.items())


def _table(number: int, views: list[CardView]) -> TableLines:
    lines = tuple(view.text for view in views if view.is_line and view.text)
    return TableLines(number, lines, tuple(view for view in views if not view.is_line))
