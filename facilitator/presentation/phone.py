"""The participant's phone: one thing to do now.

`view` chooses the screen from where the room is and who is looking, and gives a frozen view
that templates/room/_phone.html draws. Whatever a screen shows of somebody else's text has
been asked of `domain.policies`.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from facilitator.domain import audiences, closed, day, handovers, interviews, story_drafts
from facilitator.models import Card
from facilitator.presentation import (
    leader_post,
    phone_card,
    phone_choose,
    phone_farewell,
    phone_gallery,
    phone_give,
    phone_idea,
    phone_note,
    phone_position,
    phone_reframe,
    phone_rings,
    phone_road,
    phone_sort,
    phone_steps,
    phone_still,
    phone_story,
    phone_table,
    phone_talk,
    phone_teams,
    phone_unfinished,
    phone_words,
)
from facilitator.presentation.phone_scene import Head, Scene, Screen, others
from facilitator.presentation.phone_unfinished import Unfinished
from facilitator.presentation.templating import people


@dataclass(frozen=True, slots=True)
class PhoneView:
    """The whole surface of a phone. Times in milliseconds since the epoch."""

    screen: Screen
    head: Head
    room_id: int
    public_id: str
    person_id: int
    first_name: str
    audiences: dict[str, int]
    step: str
    now: int
    mine: tuple[int, ...]
    paused: bool
    shared: bool
    """Two use this device: the page says whose turn it is."""
    welcome: str
    story_waits: int | None
    """The interview whose story still waits for this teller, when the room has gone on."""
    table_waits: Unfinished | None
    """What one's table has written and not delivered, when the room has gone on."""
    post_open: bool
    """A note to the prosessleder may be written: a small link to it."""
    errors: dict[str, str]
    called_at: int
    """When everybody was last asked to look up; 0 for never."""
    leads: bool
    """The prosessleder has handed them the remote."""
    token: str
    """Makes a form that is sent twice without script one and the same."""

    @property
    def body(self) -> Any:
        return self.screen.body

    @property
    def template(self) -> str:
        return f"phases/{self.screen.template}.html"

    @property
    def body_class(self) -> str:
        fill = " fill" if self.screen.fill else ""
        return f"ph{fill}{' down' if self.screen.dark else ''}"


def view(
    scene: Scene,
    *,
    errors: dict[str, str] | None = None,
    page: Callable[[Scene], Screen] | None = None,
    shared: bool = False,
) -> PhoneView:
    """The phone's surface; `page` instead of what the room is doing, for one's own story."""
    screen = page(scene) if page is not None else choose(scene)
    return PhoneView(
        screen=screen,
        head=_head(scene, screen),
        room_id=scene.room.id,
        public_id=scene.room.public_id,
        person_id=scene.person.id,
        first_name=scene.person.first_name,
        audiences=_audiences(scene),
        step=_step(scene, screen, own_page=page is not None),
        now=scene.now,
        mine=_mine(scene),
        paused=scene.activity is not None and scene.state.status == "paused",
        shared=shared,
        welcome=_welcome(scene, screen),
        story_waits=_story_waits(scene, screen),
        table_waits=phone_unfinished.of_table(scene) if page is None else None,
        post_open=leader_post.is_open(scene) and page is None,
        errors=errors or {},
        called_at=scene.room.called_at or 0,
        leads=handovers.leads(scene.db, scene.activity, scene.person.id),
        token=secrets.token_urlsafe(12),
    )


def choose(scene: Scene) -> Screen:
    """The one thing to do now."""
    if (item := day.still_on(scene.db, scene.room, scene.activity)) is not None:
        return phone_still.still(scene, item)
    if scene.activity is None or scene.state.status == "planned":
        return phone_still.lobby(scene)
    if scene.state.status == "ended":
        return phone_farewell.ended(scene) or phone_still.ended(scene)
    if scene.seat is not None:
        return phone_talk.screen(scene, scene.seat)
    if phone_still.is_unseated(scene):
        return phone_still.late(scene)
    return _of_kind(scene)


def _of_kind(scene: Scene) -> Screen:
    """The screen of what the phase asks for; a phase that asks for nothing is read along."""
    for make in SCREENS:
        found = make(scene)
        if found is not None:
            return found
    return phone_still.read(scene)


def _approve(scene: Scene) -> Screen | None:
    if scene.phase.kind != "approve":
        return None
    told = scene.told
    return phone_story.screen(scene, told) if told else phone_still.late(scene)


def _intro(scene: Scene) -> Screen | None:
    return phone_still.down(scene) if scene.phase.kind == "intro" else None


def _ring(scene: Scene) -> Screen | None:
    """A ring in which the listeners jot on cards: retelling, and the like."""
    return phone_table.retell(scene) if scene.phase.kind == "round" and scene.table else None


def _lines(scene: Scene) -> Screen | None:
    return phone_table.causes(scene) if scene.phase.kind == "group" and _has_lines(scene) else None


def _has_lines(scene: Scene) -> bool:
    """Lines of one text that grow out of an interview's stories."""
    card = scene.phase.card
    writes = scene.table is not None and scene.phase.writes == "group" and card is not None
    return writes and card is not None and card.type == "root_cause"


def _together(scene: Scene) -> Screen | None:
    reads = scene.phase.phone_mode == "read"
    if scene.phase.card is None or scene.phase.writes != "group" or scene.table is None or reads:
        return None
    return phone_card.together(scene, scene.table)


def _own(scene: Scene) -> Screen | None:
    if scene.phase.card is None or scene.phase.writes != "each":
        return None
    return phone_card.own(scene)


def _wall(scene: Scene) -> Screen | None:
    shows = scene.phase.kind in ("harvest", "gallery", "plenary") and scene.phase.board
    return phone_table.board(scene) if shows else None


def _note(scene: Scene) -> Screen | None:
    return phone_note.screen(scene) if scene.phase.kind in ("solo", "pair") else None


SCREENS: tuple[Callable[[Scene], Screen | None], ...] = (
    _approve,
    phone_teams.screen,
    phone_position.reading,
    _intro,
    phone_give.screen,
    phone_position.screen,
    phone_reframe.screen,
    phone_road.screen,
    phone_choose.screen,
    phone_sort.screen,
    phone_steps.screen,
    phone_gallery.screen,
    phone_rings.screen,
    phone_words.screen,
    phone_farewell.screen,
    phone_idea.screen,
    _ring,
    _lines,
    _together,
    _own,
    _wall,
    _note,
)
"""In this order each is asked whether the phase is its own; the first that says yes draws it.

What is special comes before what is general: a road is drawn on the road's own screen and not
on the plain form of its card.
"""


def _head(scene: Scene, screen: Screen) -> Head:
    if screen.timeless or scene.activity is None:
        return Head(f"Samling {scene.room.gathering.number}", screen.subtitle, None)
    clock = screen.clock or scene.clock()
    return Head(_own_phase(scene) or scene.phase.name, screen.subtitle, clock)


def _own_phase(scene: Scene) -> str:
    """A trio has its own phases: three interviews where the pairs have two."""
    if scene.seat is None or scene.seat.own_clock is None or scene.pair is None:
        return ""
    slot, part = interviews.trio_place(scene.pair.slot_step)
    return f"{'Intervju' if part == 'talk' else 'Skriv ut'} {slot} av 3"


def _audiences(scene: Scene) -> dict[str, int]:
    names = [
        audiences.room(scene.room.id),
        audiences.board(scene.room.id),
        audiences.person(scene.room.id, scene.person.id),
        *(audiences.group(group.id) for group in scene.groups),
    ]
    return audiences.revisions(scene.db, names)


def _step(scene: Scene, screen: Screen, *, own_page: bool) -> str:
    """Changes when there is another thing to do, and not when the clock is paused or stretched.

    A trio on its own time is not moved by the room's phases.
    """
    name = screen.key or screen.template
    if scene.activity is None:
        return f"0:{name}"
    seat = None if own_page else scene.seat
    if own_page:
        place = "egen"
    elif seat is not None and seat.own_clock is not None and scene.pair is not None:
        place = f"t{scene.pair.slot_step}"
    else:
        place = str(scene.state.index)
    return f"{scene.activity.id}:{place}:{name}"


def _mine(scene: Scene) -> tuple[int, ...]:
    """One's own cards that may lie on the board; fragments themselves say nothing of whose."""
    if scene.activity is None:
        return ()
    groups = [group.id for group in scene.groups]
    own = (Card.owner_id == scene.person.id) | (Card.owner_id.is_(None) & Card.group_id.in_(groups))
    found = scene.db.scalars(
        select(Card.id)
        .where(
            Card.activity_id == scene.activity.id,
            own,
            # A closed card is not to be guessed at.
            ~closed.given() | Card.opened_at.is_not(None),
        )
        .order_by(Card.id)
    )
    return tuple(found)


def _welcome(scene: Scene, screen: Screen) -> str:
    """Somebody who came in the middle is told whom they sit with."""
    activity = scene.activity
    if activity is None or activity.started_at is None or not scene.state.is_on:
        return ""
    if scene.state.index == 0 or not scene.came_in_this_phase:
        return ""
    if screen.template == "late":
        return ""
    names = people(list(others(scene.table or scene.pair, scene.person)))
    return f"Fint at du kom. Du er satt sammen med {names}." if names else "Fint at du kom."


def _story_waits(scene: Scene, screen: Screen) -> int | None:
    if scene.activity is None or screen.template in ("approve", "approved", "ended", "lobby"):
        return None
    approve = next((n for n, p in enumerate(scene.process.phases) if p.kind == "approve"), None)
    if approve is None or scene.state.index <= approve:
        return None
    draft = story_drafts.for_teller(scene.db, scene.activity, scene.person.id)
    return draft.interview_id if draft is not None else None
