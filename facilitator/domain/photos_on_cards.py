"""A photo belongs to the card it stands on: whoever reads the card sees it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Card, Photo


def attach(session: Session, card: Card) -> None:
    """Tie the photo a card names to it, if it is its writer's own or of its group.

    A token of somebody else's photo is taken out again.
    """
    token = card.fields.get("photo")
    if not token:
        return
    photo = session.scalar(select(Photo).where(Photo.token == token))
    own = photo is not None and (
        photo.owner_id in {card.author_id, card.owner_id}
        or (photo.group_id is not None and photo.group_id == card.group_id)
    )
    if photo is None or not own:
        card.fields = {k: v for k, v in card.fields.items() if k != "photo"}
    elif photo.card_id != card.id:
        photo.card_id = card.id
    session.flush()
