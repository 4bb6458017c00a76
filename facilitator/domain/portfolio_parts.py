"""The parts of an arbeidsmappe, as `portfolios` collects them."""

from dataclasses import dataclass, field

from facilitator.domain.between import Between
from facilitator.domain.led import Led
from facilitator.domain.portfolio_reviews import Progress
from facilitator.domain.standing import Day, Known, Standing
from facilitator.domain.threads import Tie
from facilitator.models import (
    Activity,
    Card,
    CardMark,
    Cohort,
    Draft,
    FestivalContribution,
    Participant,
    PortfolioReview,
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
class Attended:
    """The samlinger of the year and what is known of each, with what it adds up to."""

    days: tuple[Day, ...]
    known: Known
    standing: Standing


@dataclass(frozen=True, slots=True)
class OwnMethod:
    """A method that one has made."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Made:
    """What was made between the samlinger, and how the year stands."""

    documents: tuple[PracticeDocument, ...]
    summary: Summary | None
    contribution: FestivalContribution | None
    attended: Attended
    review: PortfolioReview | None
    progress: Progress
    between: tuple[Between, ...]
    """From samling to samling, the newest first."""
    between_now: Between | None
    """The one that goes on."""
    methods: tuple[OwnMethod, ...]
    greetings: int
    """How many guests have written to one's contribution, and may be read."""
    certificate: bool
    """Whether a valid kompetansebevis has been issued."""


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
    waits: int
    """Days a story waits for its yes before it is deleted."""
    drafts: tuple[Draft, ...]
    made: Made | None
    open_room: Room | None
    ties: tuple[Tie, ...]
    """The threads of one's own stories."""
    marked: tuple[CardMark, ...]
    """Cards one has marked for oneself, and still may read."""
    givers: dict[int, str] = field(default_factory=dict)
    """Card one has been given → its giver's first name."""
    led: tuple[Led, ...] = ()

    @property
    def whole(self) -> bool:
        return self.made is not None
