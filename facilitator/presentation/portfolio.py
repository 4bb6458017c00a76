"""What the arbeidsmappe shows: what waits for one, how the year stands, and all one has.

The views hold finished words. Cards are the neutral `CardView`; who said yes to what, and who
listened, stands around them (`portfolio_process`).
"""

import datetime as dt
from dataclasses import dataclass

from facilitator.domain.policies import LEVEL_NAMES, LEVELS
from facilitator.domain.portfolio_parts import Made, OwnMethod, Portfolio
from facilitator.domain.rooms import oslo_day
from facilitator.models.cohort import BORROWED
from facilitator.presentation import attendance
from facilitator.presentation.attendance import DayMark
from facilitator.presentation.documents import DocumentList, list_view
from facilitator.presentation.left import DONE, LeftItem, left_items
from facilitator.presentation.made import SummaryView, summary_view
from facilitator.presentation.portfolio_between import BetweenView, between_views
from facilitator.presentation.portfolio_drafts import (
    DraftView,
    WaitingView,
    draft_view,
    has_text,
    waiting_view,
)
from facilitator.presentation.portfolio_led import LedLine, led_lines
from facilitator.presentation.portfolio_now import ForNow, for_now
from facilitator.presentation.portfolio_portrait import PortraitGroup, portrait
from facilitator.presentation.portfolio_process import ProcessView, process_view
from facilitator.presentation.portfolio_sorted import BY_DATE, WAYS, Section, sections
from facilitator.presentation.summaries import PortfolioState, portfolio_state
from facilitator.presentation.year import YearView, year_view
from facilitator.processes.catalogue import catalogue_or_first

CHOICES = tuple((level, LEVEL_NAMES[level]) for level in LEVELS[:5])
ONE_ROOM = (
    "Resten av mappa åpnes når prosesslederen har bekreftet at det er deg, "
    "eller med den personlige lenken din."
)
LENT = "Her ligger det du har skrevet i det lånte rommet. Alt slettes i natt."
GUEST = "Du er gjest på denne samlingen. Her ligger det som ble skrevet i dag."


@dataclass(frozen=True, slots=True)
class FolderView:
    """What is read only when all of the mappe is open."""

    year: YearView | None
    left: tuple[LeftItem, ...]
    certificate: bool
    for_now: ForNow | None
    state: PortfolioState
    attended: tuple[DayMark, ...]
    between: tuple[BetweenView, ...]
    documents: DocumentList
    summary: SummaryView | None
    greetings: int
    methods: tuple[OwnMethod, ...]

    @property
    def all_done(self) -> bool:
        return all(item.mark == DONE for item in self.left)

    @property
    def between_now(self) -> BetweenView | None:
        return next((one for one in self.between if one.now), None)


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A road or a saved board among all of them: its id, and where it is from."""

    id: int
    about: str


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """`folder` is None where only one room is open. `way` is what `sections` are sorted by."""

    name: str
    cohort: str
    banner: str
    room: str
    waiting: tuple[WaitingView, ...]
    folder: FolderView | None
    way: str
    ways: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    portrait: tuple[PortraitGroup, ...]
    roads: tuple[KeptLine, ...]
    boards: tuple[KeptLine, ...]
    led: tuple[LedLine, ...]
    drafts: tuple[DraftView, ...]

    @property
    def whole(self) -> bool:
        return self.folder is not None


def portfolio_view(mappe: Portfolio, now: dt.datetime, way: str = BY_DATE) -> PortfolioView:
    today = oslo_day(now)
    catalogue = catalogue_or_first(mappe.cohort.catalogue)
    found = _processes(mappe, today)
    known = way if way in dict(WAYS) and mappe.whole else BY_DATE
    return PortfolioView(
        name=mappe.person.name,
        cohort=mappe.cohort.name,
        banner=_banner(mappe),
        room=mappe.open_room.public_id if mappe.open_room else "",
        waiting=tuple(waiting_view(draft, mappe.frames, mappe.waits) for draft in mappe.waiting),
        folder=_folder(mappe, mappe.made, today) if mappe.made else None,
        way=known,
        ways=WAYS,
        sections=sections(found, known, catalogue, numbered=mappe.cohort.kind != BORROWED),
        portrait=portrait(found, catalogue) if mappe.whole else (),
        roads=tuple(KeptLine(road.id, _from(one)) for one in found for road in one.roads),
        boards=tuple(KeptLine(one.board.id, _from(one)) for one in found if one.board),
        led=led_lines(mappe.led),
        drafts=tuple(draft_view(draft, mappe.frames) for draft in mappe.drafts if has_text(draft)),
    )


def _processes(mappe: Portfolio, today: dt.date) -> list[ProcessView]:
    """The newest samling first; within the day in the order things were done."""
    views = (process_view(mappe, frame, today) for frame in mappe.frames.values())
    return [view for view in views if not view.is_empty]


def _from(process: ProcessView) -> str:
    return f"{process.name}, samling {process.day.number}"


def _folder(mappe: Portfolio, made: Made, today: dt.date) -> FolderView:
    cohort = mappe.cohort
    documents = list_view(made.documents, cohort)
    attended = made.attended
    return FolderView(
        year=year_view(cohort.gatherings, made.documents, today),
        left=left_items(made, cohort),
        certificate=made.certificate,
        for_now=None if mappe.waiting else for_now(made),
        state=portfolio_state(made.review, made.progress, cohort),
        attended=attendance.day_marks(
            cohort, attended.days, attended.known, mappe.person.entry_id, today
        ),
        between=between_views(made, {row.ref: row for row in documents.rows}, today),
        documents=documents,
        summary=_summary(made),
        greetings=made.greetings,
        methods=made.methods,
    )


def _summary(made: Made) -> SummaryView | None:
    """Only when there is something to read; how far it has come stands under «Dette gjenstår»."""
    if made.summary is None or not (made.summary.title or made.summary.text):
        return None
    return summary_view(made.summary)


def _banner(mappe: Portfolio) -> str:
    if mappe.whole:
        return ""
    if mappe.cohort.kind == BORROWED:
        return LENT
    return GUEST if mappe.person.guest_of is not None else ONE_ROOM
