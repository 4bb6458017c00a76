"""Setting a process in motion from the remote."""

from collections.abc import Callable
from typing import Any

from facilitator.db import Database
from facilitator.domain import activities
from facilitator.models import Room
from facilitator.processes.loader import load_library
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.remote import JSON, Remote


def plan(database: Database, cast: Cast, clock: Clock, theme: str = "Samarbeid") -> int:
    with database.transaction() as db:
        room = db.get_one(Room, cast.room)
        process = load_library()["ai_intervju"]
        return activities.plan(db, room, process, clock(), theme=theme).id


def start_new(remote: Remote, theme: str) -> Any:
    fields = {"process": "ai_intervju", "theme": theme, "start": "1"}
    return remote.client.post(f"/rom/{remote.cast.public_id}/prosess", data=fields, headers=JSON)


def test_choosing_a_theme_starts_the_process(remote: Remote) -> None:
    assert start_new(remote, "Da vi fikk det til").status_code == 200
    assert remote.activity.status == "running"
    assert "Da vi fikk det til" in remote.projector()
    assert "til Tenk selv, 3 minutter" in remote.page()


def test_a_planned_process_starts_with_one_press(
    remote: Remote, database: Database, cast: Cast, clock: Clock
) -> None:
    activity = plan(database, cast, clock)
    assert "Sett i gang" in remote.page()
    assert remote.send(f"/start/{activity}", seen=f"{activity}:0").json["ok"]
    assert (remote.activity.id, remote.activity.status) == (activity, "running")


def test_pressing_twice_starts_it_once(
    remote: Remote, database: Database, cast: Cast, clock: Clock
) -> None:
    activity = plan(database, cast, clock)
    remote.send(f"/start/{activity}", seen=f"{activity}:0")
    again = remote.send(f"/start/{activity}", seen=f"{activity}:0")
    assert again.status_code == 200
    assert again.json["message"] == "Turid satte i gang."
    assert remote.activity.step == 1


def test_a_second_process_waits_for_the_first(
    start: Callable[..., Any], remote: Remote, database: Database, cast: Cast, clock: Clock
) -> None:
    running = start()
    other = plan(database, cast, clock, theme="Noe annet")
    answer = remote.send(f"/start/{other}", seen=f"{other}:0")
    assert "er i gang" in answer.json["message"]
    assert remote.activity.id == running.id


def test_only_a_leader_starts(
    others: list[Remote], database: Database, cast: Cast, clock: Clock
) -> None:
    activity = plan(database, cast, clock)
    for remote in others:
        assert remote.send(f"/start/{activity}", seen=f"{activity}:0").status_code == 401
        assert start_new(remote, "Mitt tema").status_code == 401


def test_another_rooms_process_is_not_found(remote: Remote) -> None:
    assert remote.send("/start/99999", seen="99999:0").status_code == 404
