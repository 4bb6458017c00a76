"""A photo belongs to the card it stands on: whoever reads the card sees it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import consents
from facilitator.models import Card, Photo


def attach(session: Session, card: Card) -> None:
    """Tie the photo a card names to it, if it is its writer's own or of its group.

    A token of somebody else's photo is taken out again. One that its owner has said no to since
    it was uploaded lies there unseen.
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
    else:
        photo.card_id = card.id
        card.fields = consents.without_photo(session, photo, card.fields)
    session.flush()
