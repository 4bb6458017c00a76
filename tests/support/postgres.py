"""A PostgreSQL of one's own, on a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

MakeDatabase = Callable[[str], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[MakeDatabase]:
    """`postgres("name")` makes an empty database and gives its URL."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    # Not below pytest's folder: PostgreSQL refuses to run as root, and others may not enter there.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        yield from _running(programs, Path(folder))


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    here = shutil.which("initdb")
    return found[-1].parent if found else Path(here).parent if here else None


def _running(programs: Path, folder: Path) -> Iterator[MakeDatabase]:
    as_root = os.geteuid() == 0
    become = ["runuser", "-u", "postgres", "--"] if as_root else []
    if as_root:
        shutil.chown(folder, "postgres")

    def call(name: str, *arguments: str) -> None:
        command = [*become, str(programs / name), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/")

    def make(name: str) -> str:
        call("createdb", "-h", str(folder), "-U", "facilitator", name)
        return f"postgresql+psycopg2://facilitator@/{name}?host={folder}"

    call("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "facilitator", "-N")
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    call("pg_ctl", "start", "-w", "-D", f"{folder}/data", "-o", options, "-l", f"{folder}/log")
    folder.chmod(0o755)
    try:
        yield make
    finally:
        call("pg_ctl", "stop", "-D", f"{folder}/data", "-m", "immediate")
