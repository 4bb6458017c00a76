"""A no to photos reaches the screens that stand open, without anybody turning a page."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from flask_socketio import SocketIO

from facilitator.db import Database
from facilitator.domain import cards, consents, photo_files, photos, photos_on_cards
from facilitator.domain.policies import Actor
from facilitator.models import Activity, Card, Participant
from tests.conftest import Clock
from tests.support import pictures
from tests.support.cast import Cast
from tests.support.lead import Led

TOKEN = "bildetsomanelavedforst12"


def test_a_no_takes_the_picture_off_open_screens_and_a_yes_brings_it_back(
    socketio: SocketIO,
    start: Callable[..., Led],
    listen: Callable[..., Any],
    phone: Callable[[str], FlaskClient],
    stranger: FlaskClient,
    leader: FlaskClient,
    database: Database,
    cast: Cast,
    clock: Clock,
) -> None:
    led = start("veikart")
    led.advance_to("drom")
    card = _hang_up(database, led, cast, clock)
    ears = [
        listen(stranger, "board"),
        listen(leader, "lead"),
        listen(phone("hodan"), "phone"),
    ]
    for yes in (False, True):
        with database.transaction() as db:
            person, actor = db.get_one(Participant, cast.ane), Actor(participant_id=cast.ane)
            consents.answer(db, actor, person, consents.PHOTO, clock(), yes=yes)
        for ear in ears:
            told = [i for c in ear.changes() for i in c["items"] if i["id"] == f"card-{card}"]
            assert told, ear.answer
            assert "En rolig morgen" in str(told)
            assert (TOKEN in str(told)) is yes


def _hang_up(database: Database, led: Led, cast: Cast, clock: Clock) -> int:
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
