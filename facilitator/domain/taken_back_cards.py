"""Cards and photos that somebody took back, hid or narrowed: done again in an older copy.

Each gives whether it was as before. A card that was made later bears the number of another.
"""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.domain import cards, outdated, photos, policies
from facilitator.domain.erased_list import Entry
from facilitator.models import Card, Photo


def withdrawn(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """Its owner still has it, and may let others read it again."""
    card = session.get(Card, entry.id)
    if card is None or card.withdrawn_at is not None or card.created_at > entry.at:
        return False
    cards.withdraw(session, card, entry.at)
    return True


def deleted(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """Whoever it was given to never saw it."""
    card = session.get(Card, entry.id)
    if card is None or card.created_at > entry.at:
        return False
    session.delete(card)
    session.flush()
    return True


def narrowed(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """A card that was taken back stays that; and where it lay, it is gone."""
    card = session.get(Card, entry.id)
    if card is None or card.withdrawn_at is not None or card.created_at > entry.at:
        return False
    level = int(entry.of) if entry.of.isdecimal() else 0
    if level >= policies.LEVELS.index(card.visibility):
        return False
    cards.set_visibility(session, card, policies.LEVELS[level], entry.at)
    return True


def nameless(session: Session, entry: Entry, now: dt.datetime) -> bool:
    card = session.get(Card, entry.id)
    if card is None or not card.show_name or card.created_at > entry.at:
        return False
    outdated.by_change(session, card, {}, show_name=False)
    card.show_name = False
    return True


def removed(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """Its file is swept away by the server, as of every photo that no row names."""
    photo = session.get(Photo, entry.id)
    if photo is None or photo.uploaded_at > entry.at:
        return False
    photos.take_away(session, photo)
    return True


def hidden(session: Session, entry: Entry, now: dt.datetime) -> bool:
    """By a prosessleder, who can show it again."""
    card = session.get(Card, entry.id)
    if card is None or card.created_at > entry.at or not cards.shows_on_board(card):
        return False
    cards.hide(session, card, entry.at)
    return True
