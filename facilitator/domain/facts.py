"""What has happened: tiny, past tense, ids only. Recorded by verbs, published after commit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an audience may know of, and that audience's revision after it."""

    audience: str
    revision: int


@dataclass(frozen=True, slots=True)
class CardOnBoard(Fact):
    """A card came to the board, or one that lies there was changed."""

    card_id: int


@dataclass(frozen=True, slots=True)
class CardOffBoard(Fact):
    """A card left the board: withdrawn, hidden or narrowed. `version` outranks its last one."""

    card_id: int
    version: int


@dataclass(frozen=True, slots=True)
class BoardArranged(Fact):
    """Cards were gathered, or one was put in the light."""


@dataclass(frozen=True, slots=True)
class PhaseMoved(Fact):
    """The process, its phase or its clock changed."""

    room_id: int


@dataclass(frozen=True, slots=True)
class EverybodyCalled(Fact):
    """A prosessleder has asked all phones to look up, at this time in milliseconds."""

    at: int


@dataclass(frozen=True, slots=True)
class CountsChanged(Fact):
    """Somebody came, left or is ready."""

    room_id: int


@dataclass(frozen=True, slots=True)
class ViewChanged(Fact):
    """What an audience sees on its own page changed: a person's, a group's, the leaders'."""


@dataclass(frozen=True, slots=True)
class RoomEnded(Fact):
    """The room was closed or deleted."""

    room_id: int


@dataclass(frozen=True, slots=True)
class AccessEnded(Fact):
    """A device may no longer hear an audience."""

    device_id: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Somebody has taken something back that a restore must not give again. It has no audience."""
