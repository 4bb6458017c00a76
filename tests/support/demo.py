"""The loaded demo as a file, made once and copied for each test, and servers to run on it."""

import contextlib
import datetime as dt
import functools
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from facilitator import migrations
from facilitator.config import Settings
from facilitator.db import Database, sqlite_url
from facilitator.demo import load
from facilitator.demo.load import Demo
from tests.support.lead import oslo

MORNING = oslo(9)
SECRET = "prøvehemmelighet-som-bare-testene-bruker"


def load_into(url: str, now: dt.datetime = MORNING) -> Demo:
    database = Database(url, strict_listeners=True)
    migrations.upgrade(database)
    try:
        return load.ensure(database, now)
    finally:
        database.dispose()


@functools.cache
def loaded_file() -> bytes:
    """The database file of a freshly loaded demo; made once, for loading takes seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.sqlite3"
        load_into(sqlite_url(path))
        return path.read_bytes()


def lay_out(folder: Path) -> Database:
    """The demo, as it is on the morning of samling 8, where the program looks for its data."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "facilitator.sqlite3"
    path.write_bytes(loaded_file())
    return Database(sqlite_url(path), strict_listeners=True)


def settings_for(folder: Path, url: str | None = None) -> Settings:
    return Settings(
        data_dir=folder,
        database_url=url or sqlite_url(folder / "facilitator.sqlite3"),
        secret_key=SECRET,
        async_mode="threading",
    )


@dataclass
class Served:
    """A server in a process of its own, and what it said when it was ready."""

    process: "subprocess.Popen[str]"
    said: str

    def address(self, name: str) -> str:
        found = re.search(rf"^{name}\s+(http\S+)$", self.said, re.M)
        assert found, self.said
        return found[1]

    @property
    def local(self) -> str:
        return self.address("På denne maskinen").replace("localhost", "127.0.0.1")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell it to stop; gives the exit code."""
        self.process.send_signal(number)
        return self.process.wait(10)


@contextlib.contextmanager
def served(folder: Path, *arguments: str, **environment: str) -> Iterator[Served]:
    """`facilitator demo` on a free port, ready to answer; killed in the end if it still runs."""
    command = [sys.executable, "-m", "facilitator", "demo", "--host", "127.0.0.1", "--port", "0"]
    env = {**os.environ, "FACILITATOR_DATA": str(folder), **environment}
    with (
        (folder / "stderr.txt").open("a") as errors,
        subprocess.Popen(
            [*command, *arguments], env=env, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            yield Served(process, _until_ready(process, folder))
        finally:
            process.kill()


def _until_ready(process: "subprocess.Popen[str]", folder: Path) -> str:
    said = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            return "".join(said)
    raise AssertionError("".join(said) + (folder / "stderr.txt").read_text())
