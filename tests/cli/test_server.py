"""The real server in a process of its own: it answers, stops politely, and survives a kill."""

import base64
import gc
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing, nullcontext
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from facilitator import server
from tests.support.demo import lay_out, served

PACKAGE = Path(server.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lay_out(tmp_path / "data").dispose()
    return tmp_path / "data"


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def files_of_ours() -> set[str]:
    return {
        str(path)
        for place in (PACKAGE, PACKAGE.parent / "templates")
        for path in place.rglob("*")
        if "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_it_answers_and_stops_when_told(folder: Path, mode: str):
    if mode == "gevent":
        pytest.importorskip("gevent")
    with served(folder, ASYNC_MODE=mode) as running:
        assert '"now"' in get(f"{running.local}/tid")
        number = signal.SIGINT if mode == "gevent" else signal.SIGTERM
        assert running.stop(number) == 0
    assert (folder / "stderr.txt").read_text() == ""


def test_the_first_time_it_makes_all_it_needs(tmp_path: Path):
    with served(tmp_path) as running:
        assert "Setter opp demokullet" in running.said
        assert "samling 8 · i dag" in running.said
        assert "--reset" not in running.said


def test_kill_and_start_again_loses_nothing(folder: Path):
    with served(folder) as first:
        link = urlsplit(first.address("Logg inn som Turid")).path
        code = re.search(r"^Romkode +(.+)$", first.said, re.M)
        first.kill()
    with served(folder) as second:
        assert code is not None
        assert code[0] in second.said
        assert "Turid" in get(second.local + link)
        assert "Setter opp" not in second.said
    with closing(sqlite3.connect(folder / "facilitator.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM personal_link").fetchone() == (2,)


def test_nothing_is_written_into_the_package_and_no_token_into_the_log(folder: Path):
    before = files_of_ours()
    with served(folder) as running:
        link = urlsplit(running.address("Logg inn som Turid")).path
        get(running.local + link)
        many = urllib.request.Request(
            running.local + link, headers={f"X-{n}": "" for n in range(150)}
        )
        with pytest.raises(urllib.error.HTTPError):  # refused before the app hears of it
            urllib.request.urlopen(many, timeout=10)
        running.stop()
    assert files_of_ours() == before
    assert link.rpartition("/")[2] not in (folder / "stderr.txt").read_text()
    assert {p.name for p in folder.iterdir()} <= {
        "facilitator.sqlite3", "facilitator.sqlite3-wal", "facilitator.sqlite3-shm",
        "secret_key", "in_use.lock", "address", "stderr.txt",
    }  # fmt: skip


def test_a_port_that_is_taken_is_told_in_one_line(folder: Path):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        result = subprocess.run(
            [sys.executable, "-m", "facilitator", "serve", "--port", port],
            env={**os.environ, "FACILITATOR_DATA": str(folder)},
            capture_output=True, text=True, check=False, timeout=30,
        )  # fmt: skip
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert f"Port {port} er opptatt" in result.stderr


def test_begin_anew_is_refused_while_it_runs(folder: Path):
    with served(folder):
        result = subprocess.run(
            [sys.executable, "-m", "facilitator", "demo", "--port", "0", "--reset"],
            env={**os.environ, "FACILITATOR_DATA": str(folder)},
            capture_output=True, text=True, check=False, timeout=30,
        )  # fmt: skip
    assert result.returncode == 1
    assert "er i bruk" in result.stderr


def test_a_websocket_is_opened_without_deflate(folder: Path):
    with served(folder) as running:
        connection = HTTPConnection(urlsplit(running.local).netloc, timeout=10)
        connection.request(
            "GET",
            "/socket.io/?EIO=4&transport=websocket",
            headers={
                "Connection": "Upgrade",
                "Upgrade": "websocket",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": base64.b64encode(b"sixteen bytes ok").decode(),
                "Sec-WebSocket-Extensions": "permessage-deflate",
            },
        )
        answer = connection.sock.recv(2000).decode("latin-1")
        connection.close()
    assert answer.startswith("HTTP/1.1 101")
    assert "deflate" not in answer.lower()


def test_what_is_accepted_sends_without_delay():
    with (
        closing(server.listen("127.0.0.1", 0)) as listening,
        closing(socket.create_connection(listening.getsockname())),
        closing(listening.accept()[0]) as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_requests_that_are_on_are_waited_for():
    flight = server.InFlight(lambda environ, start: [b"part"])
    body = iter(flight({"PATH_INFO": "/x"}, lambda *_: None))
    assert (next(body), flight.count) == (b"part", 1)
    flight.wait(0.05)
    assert flight.count == 1
    assert list(body) == []
    assert flight.count == 0
    assert flight({"PATH_INFO": "/socket.io/"}, lambda *_: None) == [b"part"]


def test_a_traceback_shows_no_token():
    import logging

    record = logging.LogRecord("x", 40, "x", 1, "GET /lenke/abc-DEF_1?x", None, None)
    assert server.WithoutTokens("%(message)s").format(record) == "GET /lenke/…?x"


def test_nothing_is_collected_until_it_answers_and_then_it_is(monkeypatch):
    told, tell = socket.socketpair()
    tell.send(b"!")
    for name in ("_allow_many_files", "set_up_logging"):
        monkeypatch.setattr(server, name, lambda: None)
    monkeypatch.setattr(server, "_signals", lambda: nullcontext(told))
    monkeypatch.setitem(server._RUNNERS, "threading", lambda app, sock: lambda: None)
    try:
        server.prepare("threading")
        assert not gc.isenabled()
        server.run(None, None, "threading")
        assert gc.isenabled()
    finally:
        gc.enable()
        told.close()
        tell.close()
