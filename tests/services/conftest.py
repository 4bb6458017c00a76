"""Real servers on free ports and in temporary folders, each ended by its own process."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.servers import free_port
from tests.support.postgres import postgres

__all__ = ["postgres"]

PATIENCE = 15.0


def needed(program: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


@contextlib.contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[None]:
    """A program that answers on a port for as long as the block runs."""
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
    try:
        _wait_until_open(process, port, log)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_until_open(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args} did not start: {log.read_text(errors='replace')}")


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """The address of an empty Redis that keeps nothing."""
    program, port = needed("redis-server"), free_port()
    command = [program, "--port", str(port), "--save", "", "--appendonly", "no"]
    command += ["--bind", "127.0.0.1", "--dir", str(tmp_path)]
    with running(command, port, tmp_path / "redis.log"):
        yield f"redis://127.0.0.1:{port}/0"


NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; "" ""; }}
  upstream app {{ hash $cookie_facilitator; {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://app;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_buffering off;
      add_header X-Served-By $upstream_addr always;
    }}
  }}
}}
"""


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Callable[..., int]]:
    """`nginx(8001, 8002)` stands before those ports, sticky by cookie, and gives its own."""
    program = needed("nginx")
    with contextlib.ExitStack() as open_ones:

        def before(*ports: int) -> int:
            port = free_port()
            servers = " ".join(f"server 127.0.0.1:{one};" for one in ports)
            settings = tmp_path / "nginx.conf"
            settings.write_text(NGINX.format(folder=tmp_path, servers=servers, port=port))
            command = [program, "-p", str(tmp_path), "-c", str(settings)]
            open_ones.enter_context(running(command, port, tmp_path / "nginx.log"))
            return port

        yield before
