"""Live sockets: a hint for the leaders, with no ghosts."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from facilitator.realtime.presence import Presence
from tests.realtime.conftest import Ear
from tests.support.cast import Cast


def test_a_person_is_there_as_long_as_one_of_their_sockets_is() -> None:
    presence = Presence()
    presence.arrive("phone", 1, 7)
    presence.arrive("tablet", 1, 7)
    assert presence.leave("phone") == 1
    assert presence.connected(1) == {7}
    presence.leave("tablet")
    assert presence.connected(1) == set()


def test_rooms_are_kept_apart() -> None:
    presence = Presence()
    presence.arrive("a", 1, 7)
    presence.arrive("b", 2, 8)
    assert (presence.connected(1), presence.connected(2)) == ({7}, {8})


def test_leaving_twice_or_never_having_come_is_harmless() -> None:
    presence = Presence()
    presence.arrive("a", 1, 7)
    assert [presence.leave("a"), presence.leave("a"), presence.leave("b")] == [1, None, None]


def test_entering_again_on_the_same_socket_moves_the_person() -> None:
    presence = Presence()
    presence.arrive("tablet", 1, 7)
    presence.arrive("tablet", 1, 8)
    assert presence.connected(1) == {8}


def test_phones_come_and_go(
    app: Flask, cast: Cast, phone: Callable[[str], FlaskClient], listen: Callable[..., Ear]
) -> None:
    presence: Any = app.extensions["facilitator_presence"]
    ane, hodan = listen(phone("ane")), listen(phone("hodan"))
    assert presence.connected(cast.room) == {cast.ane, cast.hodan}
    ane.socket.disconnect()
    assert presence.connected(cast.room) == {cast.hodan}
    hodan.socket.disconnect()
    assert presence.connected(cast.room) == set()


def test_projector_and_remote_are_nobody(
    app: Flask,
    cast: Cast,
    stranger: FlaskClient,
    leader: FlaskClient,
    listen: Callable[..., Ear],
) -> None:
    listen(stranger, "board")
    listen(leader, "lead")
    assert app.extensions["facilitator_presence"].connected(cast.room) == set()
