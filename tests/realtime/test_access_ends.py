"""Whoever may not be there any more hears nothing more, and comes back as whoever they are now.

Each way that a right ends is taken as a person takes it, with a live socket that listens meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import access, accounts_owner, audiences, devices, links
from facilitator.domain.policies import Actor
from facilitator.models import Claim, Device, Facilitator, Participant, Room
from tests.conftest import Clock
from tests.realtime.conftest import Ear
from tests.support.cast import Cast

Phone = Callable[[str], FlaskClient]
Listen = Callable[..., Ear]


@dataclass
class Scene:
    database: Database
    cast: Cast
    clock: Clock
    leader: FlaskClient
    """Turid, kursholder of the kull."""
    ane: FlaskClient
    aslak: FlaskClient

    def claim(self) -> int:
        with self.database.reading() as db:
            wanted = select(Claim.id).where(Claim.participant_id == self.cast.ane)
            return db.scalars(wanted.order_by(Claim.id.desc())).one()

    def turid(self) -> Actor:
        return Actor(name="Turid", facilitator_id=self.cast.turid, owns_installation=True)


@pytest.fixture
def scene(
    socketio: SocketIO,
    database: Database,
    cast: Cast,
    clock: Clock,
    leader: FlaskClient,
    leader2: FlaskClient,
    phone: Phone,
) -> Scene:
    return Scene(database, cast, clock, leader, phone("ane"), leader2)


def name_taken_back(scene: Scene) -> None:
    address = f"/rom/{scene.cast.public_id}/navn/{scene.claim()}/ta-tilbake"
    assert scene.leader.post(address).status_code == 303


def phone_taken_off(scene: Scene) -> None:
    address = f"/deltakere/enheter/{scene.cast.ane}/{scene.claim()}/bort"
    assert scene.leader.post(address).status_code == 303


def name_changed(scene: Scene) -> None:
    data = {"participant": scene.cast.ane}
    scene.ane.post(f"/rom/{scene.cast.public_id}/bytt-navn", data=data)


def done_on_the_phone(scene: Scene) -> None:
    assert scene.ane.post("/ferdig").status_code == 200


def own_link_elsewhere(scene: Scene) -> None:
    """Ane opens her link on another phone: the name that was only tapped gives way."""
    with scene.database.transaction() as db:
        other, _ = devices.new_device(db, scene.clock())
        ane = db.get_one(Participant, scene.cast.ane)
        links.use(db, other, links.issue(db, scene.clock(), participant=ane), scene.clock())


def kull_deleted(scene: Scene) -> None:
    with scene.database.reading() as db:
        name = db.get_one(Room, scene.cast.room).gathering.cohort.name
    assert scene.leader.post("/kull/slett", data={"name": name}).status_code == 303


@pytest.mark.parametrize(
    "ends",
    [
        name_taken_back,
        phone_taken_off,
        name_changed,
        done_on_the_phone,
        own_link_elsewhere,
        kull_deleted,
    ],
)
def test_a_phone_that_has_lost_its_name_is_cut_and_let_in_no_more(
    scene: Scene, listen: Listen, ends: Callable[[Scene], None]
) -> None:
    ear = listen(scene.ane)
    assert ear.answer["ok"] is True
    ends(scene)
    assert not ear.socket.is_connected()
    assert listen(scene.ane).answer["ok"] is False


def led_no_more(scene: Scene) -> None:
    answer = scene.leader.post(f"/kull/ledere/{scene.cast.aslak}/bort")
    assert answer.status_code == 303


def closed_out(scene: Scene) -> None:
    with scene.database.transaction() as db:
        aslak = db.get_one(Facilitator, scene.cast.aslak)
        accounts_owner.close(db, scene.turid(), aslak, scene.clock())


def signed_out(scene: Scene) -> None:
    assert scene.aslak.post("/logg-ut").status_code == 303


def signed_out_from_elsewhere(scene: Scene) -> None:
    """As `/konto` does when one device is revoked."""
    with scene.database.transaction() as db:
        device = db.scalars(select(Device).where(Device.facilitator_id == scene.cast.aslak)).one()
        access.sign_out(db, device)


@pytest.mark.parametrize(
    "ends", [led_no_more, closed_out, signed_out, signed_out_from_elsewhere, kull_deleted]
)
def test_a_remote_that_leads_no_more_is_cut_and_let_in_no_more(
    scene: Scene, listen: Listen, ends: Callable[[Scene], None]
) -> None:
    ear = listen(scene.aslak, "lead")
    assert ear.answer["ok"] is True
    ends(scene)
    assert not ear.socket.is_connected()
    assert listen(scene.aslak, "lead").answer["ok"] is False


def test_a_projector_of_a_room_that_is_deleted_is_cut(
    scene: Scene, stranger: FlaskClient, listen: Listen
) -> None:
    """The number of the room may be given to another, which it must not hear."""
    ear = listen(stranger, "board")
    kull_deleted(scene)
    assert not ear.socket.is_connected()


def test_others_in_the_room_stay_where_they_are(scene: Scene, phone: Phone, listen: Listen) -> None:
    hodan, aslak = listen(phone("hodan")), listen(scene.aslak, "lead")
    name_taken_back(scene)
    assert hodan.socket.is_connected()
    assert aslak.socket.is_connected()


def test_every_entry_asks_anew(scene: Scene, listen: Listen) -> None:
    """A socket that was let in is judged again by what holds now, and hears no more if refused."""
    ear = listen(scene.ane)
    with scene.database.transaction() as db:
        # As if the cut had not reached this process.
        db.get_one(Claim, scene.claim()).withdrawn_at = scene.clock()
    assert ear.socket.is_connected()
    assert ear.enter("phone").answer["ok"] is False
    with scene.database.transaction() as db:
        audiences.tell_person(db, scene.cast.room, scene.cast.ane)
    assert ear.changes() == []


@pytest.mark.parametrize("asked", [None, "", [], {"room": 7}, {"room": "x", "surface": "lead"}])
def test_what_is_not_a_room_is_refused(
    app: Flask, socketio: SocketIO, scene: Scene, asked: object
) -> None:
    socket = socketio.test_client(app, flask_test_client=scene.leader)
    assert socket.emit("enter", asked, callback=True)["ok"] is False
    assert socket.emit("slett", asked) is None
