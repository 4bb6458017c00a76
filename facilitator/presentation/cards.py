"""The one view of a card: page load, live update and export all render this.

A card's fragment is neutral to who is looking: it carries no person ids, and a name only
where the teller has ticked «Navnet mitt kan stå».
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import object_session

from facilitator.domain import photos
from facilitator.domain.rooms import OSLO
from facilitator.domain.running import process_of
from facilitator.domain.threads import Told
from facilitator.models import Card
from facilitator.presentation.card_faces import Part, face, type_name
from facilitator.processes import chains
from facilitator.processes.cards import card_types
from facilitator.processes.catalogue import FIRST, Catalogue, catalogue_or_first
from facilitator.processes.parts import FieldSpec
from facilitator.processes.schema import Process

_ASKED: dict[tuple[str, str], tuple[FieldSpec, ...]] = {}
"""Snapshot and phase → fields; snapshots never change."""


@dataclass(frozen=True, slots=True)
class StrengthMark:
    """A strength as a mark and a word; `hue` is the CSS key of its virtue."""

    key: str
    name: str
    virtue: str
    hue: str


@dataclass(frozen=True, slots=True)
class CardView:
    """What a card shows. `hue` is that of the first strength, or empty for white paper."""

    id: int
    version: int
    type: str
    type_name: str
    title: str
    text: str
    strengths: tuple[StrengthMark, ...]
    hue: str
    teller: str | None
    table: int | None
    late: str | None
    visibility: str
    parts: tuple[Part, ...] = ()
    """The other fields, labelled: why, steps, helpers, …"""
    photo: str = ""
    photo_alt: str = ""
    column: str = ""
    """What columns, maps and bars sort by, where the card has it."""
    turned: tuple[str, str] | None = None
    """«Før → Nå», of a copy that shows how a sentence was turned."""
    tied: Told = ()
    """The stories it is tied to, as far as those who see the card may know of them."""
    keywords: tuple[str, ...] = ()
    """What its writer noted for a story before it was told; for the writer alone."""
    anonymous: bool = False
    """Cut loose from its author: nobody's to be named or marked as one's own."""

    @property
    def dom_id(self) -> str:
        return f"card-{self.id}"

    @property
    def size(self) -> str:
        """How much there is to read, for whoever lays it out: short, long or full."""
        length = len(self.text)
        return "short" if length <= 560 else "long" if length <= 1000 else "full"

    @property
    def is_line(self) -> bool:
        """A card of one line has no title: its words are the title."""
        return not self.title


def strength_marks(keys: list[str], catalogue: Catalogue) -> tuple[StrengthMark, ...]:
    """Marks in the order given; a key that the catalogue no longer has is left out."""
    known = {strength.key: strength for strength in catalogue.strengths}
    found = [known[key] for key in keys if key in known]
    virtues = {strength.key: catalogue.virtue(strength.virtue) for strength in found}
    return tuple(
        StrengthMark(s.key, s.name, virtues[s.key].name, virtues[s.key].hue) for s in found
    )


def card_view(
    card: Card,
    *,
    ended_at: dt.datetime | None = None,
    catalogue: str = "",
    own: bool = False,
    tied: Told = (),
    process: str = "",
) -> CardView:
    """The neutral view of a card. `ended_at`: cards that came after it say when, «Kom 11.42».

    `own` adds the fields that stay with the writer; `catalogue` is the key of the kull's;
    left out, the card itself leads to it. `tied` are stories its readers may know of; `process`
    is the digest of its activity's process, where that is at hand.
    """
    known = catalogue_or_first(catalogue or _catalogue_of(card))
    marks = strength_marks(_strengths(card), known)
    fields = card.fields
    words = face(card.type, fields, specs_of(card, process), catalogue=known, own=own)
    anonymous = card.withdraw_digest is not None
    return CardView(
        id=card.id,
        version=card.version,
        type=card.type,
        type_name=type_name(card.type),
        title=words.title,
        text=words.text,
        strengths=marks,
        hue=marks[0].hue if marks else "",
        teller=card.owner.name if card.show_name and card.owner else None,
        table=card.group.number if card.group_id and card.group else None,
        late=None if anonymous else _late(card, ended_at),
        visibility=card.visibility,
        parts=words.parts,
        photo=words.photo,
        photo_alt=_photo_alt(card, words.photo),
        column=str(fields.get("category") or ""),
        turned=turned(card),
        tied=tied,
        keywords=tuple(map(str, fields.get("keywords") or ())) if own else (),
        anonymous=anonymous,
    )


def specs_of(card: Card, process: str = "") -> tuple[FieldSpec, ...]:
    """The fields as they were asked for, in all phases the card has been through.

    With the digest of its process at hand the activity is seldom read.
    """
    known = _ASKED.get((process, card.phase_key)) if process else None
    if known is not None:
        return known
    if card.activity is None:
        return ()
    key = (card.activity.process_digest, card.phase_key)
    if key not in _ASKED:
        _ASKED[key] = _asked(process_of(card.activity), card.phase_key)
    return _ASKED[key]


def _asked(process: Process, phase_key: str) -> tuple[FieldSpec, ...]:
    phase = next((phase for phase in process.phases if phase.key == phase_key), None)
    through = chains.chain(process, phase) if phase is not None else ()
    asked = [process.phase(one).card for one in through]
    return tuple(field for spec in asked if spec is not None for field in spec.fields)


def _catalogue_of(card: Card) -> str:
    """Its kull's. A card that is only drawn, and lies nowhere, has none."""
    activity = card.activity
    return activity.room.gathering.cohort.catalogue if activity is not None else FIRST


def _photo_alt(card: Card, token: str) -> str:
    """What the picture shows. Asked for the few cards that have one."""
    session = object_session(card) if token else None
    return photos.alts(session, [token]).get(token, "") if session is not None else ""


def turned(card: Card) -> tuple[str, str] | None:
    """«Før» and «nå» of an anonymous copy of a card that turns a sentence."""
    if card.withdraw_digest is None:
        return None
    known = card_types().get(card.type)
    if known is None or len(known.turns) != 2:
        return None
    before, now = (str(card.fields.get(name) or "") for name in known.turns)
    return (before, now) if before and now else None


def _strengths(card: Card) -> list[str]:
    fields = card.fields
    chosen = fields.get("strengths") or fields.get("strength_key")
    if not chosen or not _chooses_strengths(card.type):
        return []
    return [chosen] if isinstance(chosen, str) else [str(key) for key in chosen]


@cache
def _chooses_strengths(type: str) -> bool:
    """Whether they are chosen in the catalogue, and not written in one's own words."""
    known = card_types().get(type)
    field = known.field("strengths") if known else None
    return field is None or field.kind == "strengths"


def _late(card: Card, ended_at: dt.datetime | None) -> str | None:
    if ended_at is None or card.approved_at <= ended_at:
        return None
    return f"Kom {card.approved_at.astimezone(OSLO):%H.%M}"
