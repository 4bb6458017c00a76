"""A photo of Ane's that hangs on the board, as a phase that she has begun shows it."""

from facilitator.db import Database
from facilitator.domain import cards, photo_files, photos, photos_on_cards
from facilitator.models import Activity, Card, Participant
from tests.conftest import Clock
from tests.support import pictures
from tests.support.cast import Cast
from tests.support.lead import Led

TOKEN = "bildetsomanelavedforst12"


def hang_up(database: Database, led: Led, cast: Cast, clock: Clock) -> int:
    """A roadmap's dream with a picture; gives the card."""
    prepared = photo_files.prepare(pictures.jpeg())
    with database.transaction() as db:
        person, activity = db.get_one(Participant, cast.ane), db.get_one(Activity, led.id)
        said = photos.Said("En vei over fjellet", True)
        photos.keep(db, activity, person, None, TOKEN, said, prepared, client_id="a", now=clock())
        card = Card(
            activity_id=led.id, phase_key="drom", type="roadmap", owner_id=cast.ane,
            author_id=cast.ane, client_id="kort", visibility="room", board="veikart",
            fields={"dream": "En rolig morgen", "photo": TOKEN}, created_at=clock(),
            approved_at=clock(),
        )  # fmt: skip
        db.add(card)
        db.flush()
        photos_on_cards.attach(db, card)
        cards.release(db, card)
        return card.id
