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

from benchmarks import seed
from benchmarks.keepalive import HOST

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
START_LIMIT = 30.0
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
    with _running(command, port, {}) as pid:
        yield Server(pid, port)


@contextlib.contextmanager
def app(people: int) -> Iterator[Server]:
    """The app as it is served, with a fresh database and a room for that many people."""
    with tempfile.TemporaryDirectory(prefix="facilitator-bench-") as folder:
        world = seed.build(Path(folder), people)
        port = free_port()
        command = [*APP, "serve", "--port", str(port)]
        with _running(command, port, {"FACILITATOR_DATA": folder}) as pid:
            yield Server(pid, port, world)


@contextlib.contextmanager
def _running(command: list[str], port: int, environ: dict[str, str]) -> Iterator[int]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    with tempfile.TemporaryFile() as log:
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


def _wait_until_open(process: subprocess.Popen[bytes], port: int, log: object) -> None:
    give_up = time.monotonic() + START_LIMIT
    while time.monotonic() < give_up and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1) as probe:
            # The socket listens before the app is there, so an answer is waited for.
            probe.settimeout(START_LIMIT)
            probe.sendall(b"GET /tid HTTP/1.0\r\n\r\n")
            if probe.recv(1):
                return
        time.sleep(0.05)
    log.seek(0)  # type: ignore[attr-defined]
    said = log.read().decode(errors="replace")  # type: ignore[attr-defined]
    raise RuntimeError(f"Tjeneren startet ikke:\n{said[-3000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
