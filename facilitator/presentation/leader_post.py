"""«Lapp til prosesslederen»: the form on the phone, and the notes on the leaders' remote."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import leader_post
from facilitator.domain.rooms import OSLO
from facilitator.models import LeaderNote, Room
from facilitator.presentation.phone_scene import Scene, Screen

ELSEWHERE = "Er du bekymret for et barn? Dette er ikke stedet. Følg rutinen på arbeidsplassen din."


@dataclass(frozen=True, slots=True)
class PostBody:
    """The form. `sent` after a note has been handed in."""

    activity_id: int
    text: str
    named: bool
    limit: int
    sent: bool
    elsewhere: str


@dataclass(frozen=True, slots=True)
class PostNote:
    """A note as the prosessledere read it. `sender` only where the writer has said so."""

    id: int
    text: str
    sender: str
    at: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class PostView:
    notes: tuple[PostNote, ...]

    @property
    def unread(self) -> tuple[PostNote, ...]:
        return tuple(note for note in self.notes if not note.is_read)

    @property
    def read(self) -> tuple[PostNote, ...]:
        return tuple(note for note in self.notes if note.is_read)

    @property
    def says(self) -> str:
        """«2 nye lapper»."""
        count = len(self.unread)
        return "1 ny lapp" if count == 1 else f"{count} nye lapper"


def is_open(scene: Scene) -> bool:
    """Whether the phone shows the small link."""
    return scene.activity is not None and leader_post.is_open(scene.activity)


def page(scene: Scene, *, sent: bool = False) -> Screen:
    """A page of its own, so that nobody is thrown out of it when the room goes on."""
    body = PostBody(
        activity_id=scene.on.id,
        text=str(scene.typed.get("text") or ""),
        named=bool(scene.typed.get("named")),
        limit=leader_post.LIMIT,
        sent=sent,
        elsewhere=ELSEWHERE,
    )
    return Screen("leader_post", body, "Bare prosesslederne leser", key=f"post-{sent}")


def post_view(session: Session, room: Room) -> PostView:
    return PostView(tuple(_note(note) for note in leader_post.of_room(session, room)))


def _note(note: LeaderNote) -> PostNote:
    return PostNote(
        id=note.id,
        text=note.text,
        sender=note.sender.name if note.sender else "",
        at=_clock(note.sent_at),
        is_read=note.read_at is not None,
    )


def _clock(moment: dt.datetime) -> str:
    return f"{moment.astimezone(OSLO):%H.%M}"
