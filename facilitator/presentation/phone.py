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
    phone_farewell,
    phone_still,
    phone_talk,
    phone_unfinished,
)
from facilitator.presentation.day_names import day_name
from facilitator.presentation.phone_scene import Head, Scene, Screen, others
from facilitator.presentation.phone_screens import of_kind
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
    return of_kind(scene)


def _head(scene: Scene, screen: Screen) -> Head:
    if screen.timeless or scene.activity is None:
        return Head(day_name(scene.room.gathering), screen.subtitle, None)
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
