"""The real server under eventlet, in a process of its own, as a room meets it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from facilitator.db import Database

SECRET = "prøvehemmelighet-som-bare-nettlesertestene-bruker"
PATIENCE = 90
ROOT = Path(__file__).parents[2]


class LiveServer:
    """`facilitator serve` on a free port and its own data; the same port after a new start."""

    def __init__(self, folder: Path, *, program: tuple[str, ...] = ("-m", "facilitator")) -> None:
        self.folder = folder
        self.log = folder / "server.log"
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self.database: Database = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    def start(self) -> None:
        """Up and answering; raises with the server's own words when it does not come."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = self.port or _free_port()
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self._program, "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
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
            "REQUIRE_ACCOUNTS": "0",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
        }

    def _wait_until_it_answers(self) -> None:
        assert self._process is not None
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            with contextlib.suppress(OSError), urlopen(f"{self.url}/tid", timeout=10):
                return
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.words()}")

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


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@contextlib.contextmanager
def running(
    folder: Path, *, program: tuple[str, ...] = ("-m", "facilitator")
) -> Iterator[LiveServer]:
    server = LiveServer(folder, program=program)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        server.database.dispose()
