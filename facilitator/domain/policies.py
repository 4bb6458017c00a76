"""The one table of who may read a card, and who may do what.

Everything that shows, sends or exports a card asks `may_read`. A card's visibility names
the widest circle that reads it; `RELATIONS` says which relations to the card each level
opens it for. The prosessleder reads text only at `room` or wider.
"""

import datetime as dt
from dataclasses import dataclass, field

from facilitator.domain import permissions
from facilitator.errors import NotAllowed, NotSignedIn

LEVELS = ("me", "pair", "group", "room", "cohort", "public")

LEVEL_NAMES = {
    "me": "Bare jeg",
    "pair": "Vi to",
    "group": "Gruppa mi",
    "room": "Tavla i dag",
    "cohort": "Tavla og arbeidsmappene",
    "public": "Festivalen",
}

_PAIR = {"owner", "pair"}
_GROUP = _PAIR | {"group"}
_ROOM = _GROUP | {"room", "leader"}
_COHORT = _ROOM | {"cohort", "holder"}

READERS: dict[str, frozenset[str]] = {
    "me": frozenset({"owner"}),
    "pair": frozenset(_PAIR),
    "group": frozenset(_GROUP),
    "room": frozenset(_ROOM),
    "cohort": frozenset(_COHORT),
    "public": frozenset(_COHORT | {"anyone"}),
}
"""Visibility → the relations that read.

`owner`  the teller, or a member of the group that made it
`pair`   the others of the teller's interview
`group`  the others at the teller's table
`room`   present in the room while it is open
`cohort` a member of the kull
`holder` a guest who was present when the board it lies on was saved
`leader` a prosessleder
`giver`  whoever has given it; while it is closed they alone read it
"""

HIDDEN_READERS = frozenset({"owner", "leader"})


def at_least(visibility: str, level: str) -> bool:
    """Whether a visibility is as wide as the level, or wider."""
    return LEVELS.index(visibility) >= LEVELS.index(level)


def on_board(visibility: str) -> bool:
    return at_least(visibility, "room")


def may_read(
    relations: frozenset[str],
    visibility: str,
    *,
    hidden: bool = False,
    withdrawn: bool = False,
    closed: bool = False,
) -> bool:
    """Whether somebody with these relations to a card reads its text."""
    if closed:
        return "giver" in relations
    if withdrawn:
        return "owner" in relations
    allowed = relations & READERS[visibility]
    if hidden:
        allowed &= HIDDEN_READERS
    return bool(allowed)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is doing something: a participant, a prosessleder, or a device without a person.

    `whole_portfolio` is false for a name claimed by code that nobody has confirmed: then
    only `claim_room_id` and what was written there is open.
    """

    name: str = ""
    participant_id: int | None = None
    facilitator_id: int | None = None
    device_id: int | None = None
    claim_id: int | None = None
    claim_room_id: int | None = None
    whole_portfolio: bool = False
    leads: frozenset[int] = frozenset()
    """The kull that a prosessleder leads."""
    owns: frozenset[int] = frozenset()
    """Those of them that they are kursholder of."""
    owns_installation: bool = False
    """Whether they set what holds for all: who may come in, how long things are kept."""
    seen_at: dt.datetime | None = field(default=None, compare=False)
    """When the device was last noted as used; see `accounts.saw`."""

    @property
    def is_leader(self) -> bool:
        return self.facilitator_id is not None


NOBODY = Actor()


def require_leader(actor: Actor) -> int:
    """The facilitator's id. Raises NotSignedIn for everybody else."""
    if actor.facilitator_id is None or not permissions.may(actor, permissions.BE_AT_DESK):
        raise NotSignedIn
    return actor.facilitator_id


def require_participant(actor: Actor) -> int:
    """The participant's id. Raises NotAllowed for a device that is nobody yet."""
    if actor.participant_id is None:
        raise NotAllowed("Finn navnet ditt først, så åpner vi rommet.")
    return actor.participant_id
