"""Screens without anything to do: lobby, skjermen ned, too late, read along, and the end."""

from dataclasses import dataclass

from sqlalchemy import select

from facilitator.domain import story_drafts
from facilitator.domain.groups import of_set
from facilitator.models import Presence, RunSheetItem
from facilitator.presentation.fragments import HereView, here_view
from facilitator.presentation.phone_scene import Scene, Screen, Story, story_of
from facilitator.presentation.rings import Bead, people_seats
from facilitator.presentation.still import still_view
from facilitator.presentation.templating import spelled_out


@dataclass(frozen=True, slots=True)
class LobbyBody:
    """`mine` is one's own seat, drawn over the ring that everybody shares."""

    first_name: str
    here: HereView
    mine: tuple[Bead, ...]
    theme: str
    focus_question: str


@dataclass(frozen=True, slots=True)
class DownBody:
    """`process` is its full name, where a process begins."""

    prompt: str
    lines: tuple[str, ...]
    process: str


@dataclass(frozen=True, slots=True)
class LateBody:
    """Nobody has seated the person yet. `asks`: the prosessleder decides where."""

    asks: bool
    text: str


@dataclass(frozen=True, slots=True)
class ReadBody:
    prompts: tuple[str, ...]
    board: bool


@dataclass(frozen=True, slots=True)
class EndedBody:
    process_name: str
    story: Story | None
    waiting: bool
    interview_id: int | None


def lobby(scene: Scene) -> Screen:
    here = here_view(scene.db, scene.room)
    body = LobbyBody(
        first_name=scene.person.first_name,
        here=here,
        mine=_own_seat(scene, here),
        theme=scene.room.gathering.theme,
        focus_question=scene.room.gathering.cohort.focus_question,
    )
    return Screen("lobby", body, scene.room.gathering.theme, timeless=True)


def _own_seat(scene: Scene, here: HereView) -> tuple[Bead, ...]:
    earlier = scene.db.scalars(
        select(Presence.id).where(
            Presence.room_id == scene.room.id,
            Presence.gone_at.is_(None),
            Presence.id < scene.presence.id,
        )
    ).all()
    seats = people_seats(here.present, here.seats, len(earlier))
    return tuple(seat for seat in seats if seat.state in ("mine", "halo"))


def still(scene: Scene, item: RunSheetItem) -> Screen:
    """A break, or somebody speaks: the phone has nothing to ask for."""
    body = still_view(item, scene.moment)
    return Screen(
        body.screen,
        body,
        dark=not body.begins_again,
        key=f"still-{item.id}",
        timeless=True,
    )


def down(scene: Scene) -> Screen:
    """Inngang and the like: the phone goes dark, so that the hand lets go of it."""
    process = spelled_out(scene.process.name) if scene.state.index == 0 else ""
    body = DownBody(scene.prompt, scene.phase.projector.lines, process)
    return Screen("down", body, scene.process.name, dark=True)


def read(scene: Scene) -> Screen:
    return Screen("read", ReadBody(scene.prompts, bool(scene.phase.board)), scene.process.name)


def is_unseated(scene: Scene) -> bool:
    """The phase has groups and the person is in none of them."""
    phase = scene.phase
    if not phase.groups or scene.table is not None or phase.kind in ("intro", "harvest"):
        return False
    return bool(of_set(scene.db, scene.on, phase.groups))


def late(scene: Scene) -> Screen:
    asks = scene.phase.intimate
    waits = scene.phase.late == "wait"
    text = "Prosesslederen finner en plass til deg."
    if waits:
        text = "De andre leser fortellingene sine nå. Du får plass ved et bord etterpå."
    return Screen("late", LateBody(asks or waits, text), scene.process.name)


def ended(scene: Scene) -> Screen:
    told = scene.told
    card = story_drafts.approved_story(scene.db, told) if told else None
    draft = story_drafts.of_interview(scene.db, told) if told and card is None else None
    body = EndedBody(
        process_name=scene.process.name,
        story=story_of(card.fields) if card else None,
        waiting=draft is not None and draft.delivered_at is not None,
        interview_id=told.id if told and (card or draft) else None,
    )
    return Screen("ended", body, scene.process.name, timeless=True)
