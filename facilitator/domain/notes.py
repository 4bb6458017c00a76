"""What a prosessleder adds to the samlingsnotat; what the day left behind is in `harvests`.

A note is never stored as text. It is drawn anew from the board's cards each time, so what has
been withdrawn or hidden is gone from it too. Kept are only the prosessleders' own words and
which quotes they have dropped; a quote can be left out, never edited.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import cards
from facilitator.domain.writing import clean_text
from facilitator.errors import Conflict, NotFound
from facilitator.models import (
    Activity,
    Card,
    Gathering,
    SessionNote,
)
from facilitator.processes import chains
from facilitator.processes.schema import Phase, Process

FREE_LIMIT = 12_000
CONSENT = "to_note"
"""The tick with which the owners of a card that lies on no board let its words into the note."""


def find(session: Session, gathering: Gathering) -> SessionNote | None:
    return session.scalar(select(SessionNote).where(SessionNote.gathering_id == gathering.id))


def _kept(session: Session, gathering: Gathering) -> SessionNote:
    note = find(session, gathering)
    if note is None:
        note = SessionNote(
            gathering_id=gathering.id,
            free_text="",
            dropped_card_ids=[],
            seen_card_ids=[],
            version=0,
            editor="",
        )
        session.add(note)
    return note


def write(
    session: Session,
    gathering: Gathering,
    text: str,
    *,
    version: int,
    editor: str,
    seen: Iterable[int],
    now: dt.datetime,
) -> SessionNote:
    """Keep the prosessleders' own words.

    `version` is what the form was built on, `editor` names the form and `seen` the quotes it
    showed. Raises Conflict when a colleague has written since, Invalid on bad text.
    """
    note = _kept(session, gathering)
    clean = clean_text(text, "free_text", most=FREE_LIMIT)
    repeated = note.free_text == clean
    if not repeated and note.version not in (0, version) and note.editor != editor:
        raise Conflict({"free_text": note.free_text}, note.version)
    if not repeated:
        note.free_text = clean
        note.version += 1
        note.editor = editor
        _edited(note, seen, now)
    session.flush()
    return note


def drop(
    session: Session, gathering: Gathering, card_id: int, seen: Iterable[int], now: dt.datetime
) -> None:
    """Leave a quote out of the note. A second time changes nothing."""
    _choose(session, gathering, card_id, seen, now, lambda ids: ids | {card_id})


def take_back(
    session: Session, gathering: Gathering, card_id: int, seen: Iterable[int], now: dt.datetime
) -> None:
    """Let a dropped quote stand in the note again."""
    _choose(session, gathering, card_id, seen, now, lambda ids: ids - {card_id})


def _choose(
    session: Session,
    gathering: Gathering,
    card_id: int,
    seen: Iterable[int],
    now: dt.datetime,
    change: Callable[[set[int]], set[int]],
) -> None:
    _require_quote(session, gathering, card_id)
    note = _kept(session, gathering)
    changed = sorted(change(set(note.dropped_card_ids)))
    if changed != note.dropped_card_ids:
        note.dropped_card_ids = changed
        _edited(note, seen, now)
    session.flush()


def is_let_in(card: Card) -> bool:
    """Whether its owners have said yes to the note, and have not taken that back."""
    return bool(card.fields.get(CONSENT)) and card.withdrawn_at is None and card.hidden_at is None


def let_in(
    session: Session, activity: Activity, process: Process
) -> Iterable[tuple[Phase, tuple[Card, ...]]]:
    """By the phase that asks for the yes, in an order that says nothing of who came when."""
    for phase in process.phases:
        if phase.note != "quotes" or not _asks_for_consent(phase):
            continue
        grown = [p.key for p in process.phases if phase.key in chains.chain(process, p)]
        found = session.scalars(
            select(Card).where(Card.activity_id == activity.id, Card.phase_key.in_(grown))
        )
        agreed = [card for card in found if is_let_in(card) and card.board_order is None]
        if agreed:
            yield phase, tuple(sorted(agreed, key=_anywhere))


def _asks_for_consent(phase: Phase) -> bool:
    fields = phase.card.fields if phase.card else ()
    return any(field.name == CONSENT and field.kind == "tick" for field in fields)


def _anywhere(card: Card) -> str:
    return hashlib.sha256(f"{card.activity_id}:{card.id}".encode()).hexdigest()


def _edited(note: SessionNote, seen: Iterable[int], now: dt.datetime) -> None:
    note.edited_at = now
    note.seen_card_ids = sorted({*note.seen_card_ids, *seen})


def _require_quote(session: Session, gathering: Gathering, card_id: int) -> None:
    card = cards.find(session, card_id)
    room = session.get_one(Activity, card.activity_id).room
    stands = cards.shows_on_board(card) or is_let_in(card)
    if room.gathering_id != gathering.id or not stands:
        raise NotFound("Sitatet er ikke med i notatet lenger.")
