"""The parts of an arbeidsmappe, as `portfolios` collects them."""

from dataclasses import dataclass, field

from facilitator.domain.standing import Standing
from facilitator.domain.threads import Tie
from facilitator.models import (
    Activity,
    Card,
    CardMark,
    Cohort,
    Draft,
    FestivalContribution,
    Participant,
    PracticeDocument,
    Room,
    SavedBoard,
    Summary,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """An activity as a mappe names it. `listened` is its process's words for the listener."""

    activity: Activity
    process: str
    listened: str


@dataclass(frozen=True, slots=True)
class Listened:
    """A story one has written for another; `readable` when its teller shares it with one."""

    card: Card
    readable: bool


@dataclass(frozen=True, slots=True)
class KeptBoard:
    """A saved board and how many cards lie on it now."""

    board: SavedBoard
    cards: int


@dataclass(frozen=True, slots=True)
class Made:
    """What was made between the samlinger, and how the year stands."""

    documents: tuple[PracticeDocument, ...]
    summary: Summary | None
    contribution: FestivalContribution | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Portfolio:
    """`made` is None where only one room is open to the reader."""

    person: Participant
    cohort: Cohort
    frames: dict[int, Frame]
    own: tuple[Card, ...]
    listened: tuple[Listened, ...]
    from_groups: tuple[Card, ...]
    boards: tuple[KeptBoard, ...]
    waiting: tuple[Draft, ...]
    drafts: tuple[Draft, ...]
    made: Made | None
    open_room: Room | None
    ties: tuple[Tie, ...]
    """The threads of one's own stories."""
    marked: tuple[CardMark, ...]
    """Cards one has marked for oneself, and still may read."""
    givers: dict[int, str] = field(default_factory=dict)
    """Card one has been given → its giver's first name."""

    @property
    def whole(self) -> bool:
        return self.made is not None
