"""The servers that are measured: each its own process, started and ended by its pid."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks import seed
from benchmarks.keepalive import HOST
from facilitator.db import sqlite_url

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
START_LIMIT = 30.0
LOG = "server.log"
SETTINGS = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "ASYNC_MODE", "SECRET_KEY")
"""What the shell may have set, and a measurement does not want."""
APP = (sys.executable, "-m", "facilitator")


@dataclass(frozen=True, slots=True)
class Server:
    pid: int
    port: int
    world: seed.World | None = None

    def cpu(self) -> float:
        """Seconds of processor it has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


@contextlib.contextmanager
def floor() -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, str(ROOT / "benchmarks" / "floor.py"), str(port)]
    with (
        tempfile.TemporaryDirectory(prefix="facilitator-floor-") as folder,
        _running(command, port, Path(folder), {}) as pid,
    ):
        yield Server(pid, port)


@contextlib.contextmanager
def app(people: int) -> Iterator[Server]:
    """The app as it is served, with a fresh database and a room for that many people."""
    with tempfile.TemporaryDirectory(prefix="facilitator-bench-") as folder:
        world = seed.build(sqlite_in(Path(folder)), people)
        with serving(Path(folder), world) as server:
            yield server


def sqlite_in(folder: Path) -> str:
    """The database that a server finds by itself in its data folder."""
    return sqlite_url(folder / "facilitator.sqlite3")


@contextlib.contextmanager
def serving(
    folder: Path,
    world: seed.World,
    *,
    port: int = 0,
    program: tuple[str, ...] = APP,
    **environ: str,
) -> Iterator[Server]:
    """The app on a data folder; once more on the same one and the same port, if need be."""
    port = port or free_port()
    command = [*program, "serve", "--port", str(port)]
    with _running(command, port, folder, {"FACILITATOR_DATA": str(folder), **environ}) as pid:
        yield Server(pid, port, world)


@contextlib.contextmanager
def _running(command: list[str], port: int, folder: Path, environ: dict[str, str]) -> Iterator[int]:
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    with (folder / LOG).open("a+b") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=kept | environ, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_open(process, port, log)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_open(process: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
    give_up = time.monotonic() + START_LIMIT
    while time.monotonic() < give_up and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1) as probe:
            # The socket listens before the app is there, so an answer is waited for.
            probe.settimeout(START_LIMIT)
            probe.sendall(b"GET /tid HTTP/1.0\r\n\r\n")
            if probe.recv(1):
                return
        time.sleep(0.05)
    log.seek(0)
    said = log.read().decode(errors="replace")
    raise RuntimeError(f"Tjeneren startet ikke:\n{said[-3000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
