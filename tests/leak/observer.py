"""An observer who has all that left the server and all that it has stored."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from facilitator.db import Database
from tests.support.lead import Led
from tests.support.nameless import SEVEN
from tests.support.phones import Phone

WORDS = {name: f"zq{number}xz" for number, name in enumerate(SEVEN, start=100)}
SNAPSHOT = {"X-Snapshot": "1"}
PERSONAL = ("owner_id", "author_id", "written_by_id", "participant_id", "writer_id", "person_id")


class Observer:
    """Everything that has left the server, by who got it, and what it has stored."""

    def __init__(self, app, socketio, led: Led, phones: dict[str, Phone], leader, stranger):
        self.app, self.led, self.phones = app, led, phones
        self.leader, self.stranger = leader, stranger
        self.sockets = {}
        clients = {name: phone.client for name, phone in phones.items()}
        for name, client, surface in [
            *((name, client, "phone") for name, client in clients.items()),
            ("projector", stranger, "board"),
            ("remote", leader, "lead"),
        ]:
            socket = socketio.test_client(app, flask_test_client=client)
            socket.emit("enter", {"room": led.cast.public_id, "surface": surface}, callback=True)
            self.sockets[name] = socket
        self.frames: dict[str, list[str]] = {name: [] for name in self.sockets}

    def listen(self) -> None:
        for name, socket in self.sockets.items():
            self.frames[name] += [
                json.dumps(frame, ensure_ascii=False) for frame in socket.get_received()
            ]

    def pages(self, *names: str) -> dict[str, str]:
        """What each sees now: the phones, the board as a list, the projector and the remote."""
        room = f"/rom/{self.led.cast.public_id}"
        found = {}
        for name in names or tuple(self.phones):
            client = self.phones[name].client
            for place in (room, f"{room}/tavle", "/mappe"):
                found[f"{name} {place}"] = client.get(place, headers=SNAPSHOT).text
        found["projector"] = self.stranger.get(f"{room}/lerret").text
        found["remote"] = self.leader.get(f"{room}/styring").text
        return found

    def notes(self) -> dict[str, str]:
        found = {end: self.leader.get(f"/notat/8{end}") for end in ("", ".md", ".docx")}
        return {end: unpacked(answer.get_data()) for end, answer in found.items()}


def unpacked(data: bytes) -> str:
    if data[:2] != b"PK":
        return data.decode("utf-8", "replace")
    archive = zipfile.ZipFile(io.BytesIO(data))
    return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def tables(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.reading() as db:
        names = inspect(db.get_bind()).get_table_names()
        return {
            name: [dict(row._mapping) for row in db.execute(text(f'SELECT * FROM "{name}"'))]
            for name in names
        }


def rows_with(database: Database, word: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (table, row)
        for table, rows in tables(database).items()
        for row in rows
        if word in json.dumps(row, default=str, ensure_ascii=False)
    ]


def file_bytes(database: Database) -> bytes:
    """The file as it lies on the disk, free pages and the journal too."""
    path = Path(database.url.removeprefix("sqlite:///"))
    database.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(p.read_bytes() for p in sorted(path.parent.glob(f"{path.name}*")))
