"""Two leaders share the remote without harm."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from facilitator.db import Database
from tests.support.cast import Cast
from tests.support.remote import SNAPSHOT, Remote


def test_pressing_at_once_moves_the_room_one_step(
    start: Callable[..., Any], remote: Remote, remote2: Remote
) -> None:
    start()
    seen = remote.step
    assert remote.press("videre", seen).json == {"ok": True}
    answer = remote2.press("videre", seen)
    assert answer.status_code == 200
    assert answer.json == {"ok": True, "message": "Turid gikk videre."}
    assert remote.phase == "tenk"


def test_different_presses_at_once(
    start: Callable[..., Any], remote: Remote, remote2: Remote
) -> None:
    start()
    seen = remote.step
    remote.press("pause", seen)
    assert remote2.press("videre", seen).json["message"] == "Turid tok pause."
    assert (remote.phase, remote.activity.status) == ("inngang", "paused")


def test_without_script_the_calm_words_stand_on_the_page(
    start: Callable[..., Any], remote: Remote, remote2: Remote
) -> None:
    start()
    seen = remote.step
    remote.press("videre", seen)
    page = remote2.client.post(remote2.url("/videre"), data={"seen": seen}, follow_redirects=True)
    assert page.status_code == 200
    assert "Turid gikk videre." in page.text


def test_another_device_takes_over_where_the_room_is(
    start: Callable[..., Any], remote: Remote, leader2: FlaskClient
) -> None:
    start().advance_to("gjenfortell")
    snapshot = leader2.get(remote.url(), headers=SNAPSHOT).text
    assert snapshot.lstrip().startswith("<main")
    assert f'data-step="{remote.step}"' in snapshot
    assert "Gjenfortell" in snapshot


def test_the_remote_is_for_leaders(others: list[Remote], database: Database, cast: Cast) -> None:
    for remote in others:
        assert remote.client.get(remote.url()).status_code == 401
        assert remote.client.get(remote.url(), headers=SNAPSHOT).status_code == 401
