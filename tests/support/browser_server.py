"""The real server under eventlet, in a process of its own, as a room meets it."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from facilitator.db import Database

SECRET = "prøvehemmelighet-som-bare-nettlesertestene-bruker"
READY = "Svarer på "
PATIENCE = 30


class LiveServer:
    """`facilitator serve` on a free port and its own data; the same port after a new start."""

    def __init__(self, folder: Path, *, program: tuple[str, ...] = ("-m", "facilitator")) -> None:
        self.folder = folder
        self.log = folder / "server.log"
        self._program = program
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        self.database: Database = None  # type: ignore[assignment]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Up and answering; raises with the server's own words when it does not come."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("a") as errors:
            self._process = subprocess.Popen(
                [sys.executable, *self._program, "serve", "--port", str(self.port)],
                env=self._environment(),
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.port = int(self._line(READY).split(READY)[1].split(". ")[0].rsplit(":", 1)[1])
        self._wait_until_it_answers()
        if self.database is None:
            self.database = Database(f"sqlite:///{self.folder / 'facilitator.sqlite3'}")

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("PUBLIC_URL", "REDIS_URL")}
        return kept | {
            "FACILITATOR_DATA": str(self.folder),
            "DATABASE_URL": "",
            "SECRET_KEY": SECRET,
            "ASYNC_MODE": "eventlet",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
        }

    def _line(self, beginning: str) -> str:
        """The first line of the server's that begins so."""
        assert self._process is not None
        assert self._process.stdout is not None
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            ready, _, _ = select.select([self._process.stdout], [], [], 1)
            line = self._process.stdout.readline() if ready else ""
            if line.startswith(beginning):
                return line
            if self._process.poll() is not None:
                break
        raise RuntimeError(f"the server did not start:\n{self.words()}")

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(URLError, ConnectionError), urlopen(f"{self.url}/tid"):
                return
        raise RuntimeError(f"the server does not answer:\n{self.words()}")

    def words(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def kill(self) -> None:
        """As when the plug is pulled: no chance to say goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


@contextlib.contextmanager
def running(folder: Path, *, program: tuple[str, ...] = ("-m", "facilitator")) -> Iterator[LiveServer]:
    server = LiveServer(folder, program=program)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        server.database.dispose()
