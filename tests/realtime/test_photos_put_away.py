"""A no to photos reaches the screens that stand open, without anybody turning a page."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from flask_socketio import SocketIO

from facilitator.db import Database
from facilitator.domain import consents
from facilitator.domain.policies import Actor
from facilitator.models import Participant
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.hung_up import TOKEN, hang_up
from tests.support.lead import Led


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
    card = hang_up(database, led, cast, clock)
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
