"""What the projector shows: one thing in the middle, the same for everybody in the room.

The page shows only what is at room level or wider, and counts instead of names. Which
picture is on follows from the state alone, so a reload or another laptop gives the same.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import (
    activities,
    audiences,
    cards,
    progress,
    threads,
)
from facilitator.domain.phases import PhaseState
from facilitator.models import Activity, Card, Room
from facilitator.presentation import (
    asked,
    board_bars,
    board_catalogue,
    board_columns,
    board_growing,
    board_map,
    board_material,
    board_options,
    board_programme,
    board_rain,
    board_road,
    board_showing,
    board_steps,
    board_turned,
    board_words,
)
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.clocks import ClockView, phase_clock
from facilitator.presentation.fragments import (
    Count,
    HereView,
    count_line,
    here_view,
    room_revision,
)
from facilitator.presentation.qr import QrView, qr
from facilitator.presentation.still import StillView, still_shown
from facilitator.presentation.surface import Surface, surface
from facilitator.presentation.templating import spelled_out
from facilitator.presentation.turn_rings import RingView, rings_of
from facilitator.presentation.wall import WallView, shown_board, wall
from facilitator.processes.catalogue import Virtue, catalogue_or_first
from facilitator.processes.schema import Phase

WALLS = ("wall", "both")
LONG_PROMPT = 60
VERY_LONG_PROMPT = 130


@dataclass(frozen=True, slots=True)
class BoardView:
    """One picture. `screen` names its template: lobby, prompt, questions, round, wall, spot
    or pause."""

    surface: Surface
    screen: str
    picture: Picture | None
    room: Room
    title: str
    process: str
    code: str
    host: str
    qr: QrView | None
    here: HereView | None
    count: Count
    count_v: int
    clock: ClockView | None
    next_phase: str
    prompts: tuple[str, ...]
    lead: str
    lines: tuple[str, ...]
    prompt_size: str
    steps: tuple[str, ...]
    """Names of the steps of a turn, each with its prompt."""
    rings: tuple[RingView, ...]
    wall: WallView | None
    spot: CardView | None
    ended: bool
    paused: bool
    marks: bool
    """Whether the board's cards carry marks of strengths, so that the legend is needed."""
    still: StillView | None
    """A break or a talk is on, and nothing else."""

    @property
    def legend(self) -> tuple[Virtue, ...]:
        """Every mark has its word."""
        return catalogue_or_first(self.room.gathering.cohort.catalogue).virtues

    @property
    def shows_legend(self) -> bool:
        return self.marks and self.screen in WALLS

    @property
    def shows_one(self) -> bool:
        """A card may be alone in the middle, and its text longer than the screen."""
        return self.screen in ("wall", "both", "spot")

    @property
    def small_clock(self) -> bool:
        """Where the middle holds something else than the clock, the time stands on top."""
        if self.picture is not None:
            return self.picture.small_clock
        return self.screen in ("wall", "spot", "round", "both")

    @property
    def body(self) -> Any:
        """The words of a picture of its own kind."""
        return self.picture.body if self.picture else None


def view(session: Session, room: Room, base_url: str, now: dt.datetime) -> BoardView:
    """The projector's picture now. `base_url` is where phones reach us, without a path."""
    still = still_shown(session, room, now)
    activity = None if still else shown_activity(session, room)
    heard = (audiences.room(room.id), audiences.board(room.id))
    state = activities.state_of(activity) if activity else None
    spot = _spot(session, activity)
    screen = still.screen if still else _screen(activity, state, spot)
    picture = _picture(session, activity, state, screen, now)
    phase = activities.phase_of(activity) if activity else None
    return BoardView(
        surface=surface(session, "board", room, activity, heard, now),
        screen=picture.screen if picture else screen,
        picture=picture,
        room=room,
        title=still.heading if still else _title(activity, phase),
        process=_process_name(activity),
        code=room.join_code,
        host=base_url.split("://")[-1],
        qr=qr(f"{base_url}/rom/{room.public_id}/hvem") if screen == "lobby" else None,
        here=here_view(session, room) if screen == "lobby" else None,
        count=count_line(progress.of_room(session, room)),
        count_v=room_revision(session, room),
        clock=_clock(state, now),
        next_phase=still.next if still else _next_name(activity),
        prompts=prompts_of(activity) if activity else (),
        lead=asked.lead_of(activity) if activity else "",
        lines=asked.lines_of(activity) if activity else (),
        prompt_size=_prompt_size(prompts_of(activity)) if activity else "",
        steps=tuple(step.name for step in phase.turn) if phase else (),
        rings=rings_of(session, activity, state, now) if screen == "round" else (),
        wall=wall(session, activity) if activity and screen in WALLS and not picture else None,
        spot=spot,
        ended=bool(activity and activity.status == "ended"),
        paused=bool(state and state.status == "paused"),
        marks=bool(activity and _has_marks(activity)),
        still=still,
    )


def _has_marks(activity: Activity) -> bool:
    board = activities.process_of(activity).boards.get(shown_board(activity))
    return board is None or "story" in board.accepts


def shown_activity(session: Session, room: Room) -> Activity | None:
    """The activity that has been started; one that is only planned shows the lobby."""
    activity = activities.current(session, room)
    return activity if activity is not None and activity.status != "planned" else None


def _screen(activity: Activity | None, state: PhaseState | None, spot: CardView | None) -> str:
    if activity is None or state is None:
        return "lobby"
    if spot is not None:
        return "spot"
    phase = activities.phase_of(activity)
    if state.status == "ended" or phase.projector.show in ("board", "showing"):
        return "wall"
    if state.status == "paused":
        return "pause"
    if phase.projector.show == "both":
        return "both"
    if phase.kind == "round":
        return "round"
    return "questions" if len(prompts_of(activity)) > 1 else "prompt"


def _picture(
    session: Session,
    activity: Activity | None,
    state: PhaseState | None,
    screen: str,
    now: dt.datetime,
) -> Picture | None:
    if activity is None or state is None or screen in ("lobby", "spot", "pause"):
        return None
    return picture_of(session, activity, state, now)


def picture_of(
    session: Session, activity: Activity, state: PhaseState, now: dt.datetime
) -> Picture | None:
    """A picture that belongs to one kind of board or phase: a map, columns, a road."""
    scene = BoardScene(
        db=session,
        activity=activity,
        process=activities.process_of(activity),
        phase=activities.phase_of(activity),
        state=state,
        board_key=shown_board(activity),
        now=activities.milliseconds(now),
    )
    return next((found for make in PICTURES if (found := make(scene))), None)


PICTURES: tuple[Callable[[BoardScene], Picture | None], ...] = (
    board_map.picture,
    board_bars.picture,
    board_columns.picture,
    board_road.picture,
    board_material.picture,
    board_catalogue.picture,
    board_turned.picture,
    board_growing.picture,
    board_options.picture,
    board_steps.picture,
    board_showing.picture,
    board_programme.picture,
    board_words.picture,
    board_rain.picture,
)
"""In this order each is asked whether the picture is its own; without any it is the wall."""


def _spot(session: Session, activity: Activity | None) -> CardView | None:
    """The card in the light, as long as it lies on the board."""
    card = session.get(Card, activity.spotlight_id) if activity and activity.spotlight_id else None
    if card is None or not cards.shows_on_board(card):
        return None
    tied = threads.in_room(session, card.activity.room_id, [card])
    return card_view(card, tied=tied.get(card.id, ()))


def _title(activity: Activity | None, phase: Phase | None) -> str:
    if activity is None or phase is None:
        return ""
    return "Tavla" if activity.status == "ended" else phase.name


def _process_name(activity: Activity | None) -> str:
    """Spelled out while it is new; later the short name leaves more room."""
    if activity is None:
        return ""
    name = activities.process_of(activity).name
    return spelled_out(name) if activity.phase_index == 0 else name


def _clock(state: PhaseState | None, now: dt.datetime) -> ClockView | None:
    if state is None or not state.is_on:
        return None
    return phase_clock(state, activities.milliseconds(now))


def _next_name(activity: Activity | None) -> str:
    if activity is None or activity.status == "ended":
        return ""
    coming = activities.next_phase(activity)
    return coming.name if coming else ""


def prompts_of(activity: Activity) -> tuple[str, ...]:
    """What is asked now, as the room sees it."""
    return asked.on_projector(activity)


def _prompt_size(prompts: tuple[str, ...]) -> str:
    length = len(prompts[0]) if prompts else 0
    if length > VERY_LONG_PROMPT:
        return "p-ask--long"
    return "p-ask--mid" if length > LONG_PROMPT else ""
