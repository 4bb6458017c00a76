"""A card that somebody has given is closed until its receiver opens it.

It is the receiver's from the start, but while it is closed only its giver reads it.
"""

from sqlalchemy import ColumnElement, and_

from facilitator.models import Card


def is_given(card: Card) -> bool:
    """Written by one person for another to have."""
    return None not in (card.owner_id, card.author_id) and card.owner_id != card.author_id


def is_closed(card: Card) -> bool:
    return is_given(card) and card.opened_at is None


def given() -> ColumnElement[bool]:
    """The same as `is_given`, asked of the database."""
    return and_(
        Card.owner_id.is_not(None), Card.author_id.is_not(None), Card.owner_id != Card.author_id
    )
