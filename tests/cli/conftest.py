"""Running the program in this process, and a real PostgreSQL for the tests that need one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from facilitator.cli import main
from facilitator.db import Database
from tests.support import demo

SETTINGS = ("DATABASE_URL", "REDIS_URL", "ASYNC_MODE", "SECRET_KEY", "HOST", "PORT", "PUBLIC_URL")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def program(data_dir: Path) -> Callable[..., Result]:
    """`program("backup", "b.zip", PORT="x")` runs it with those settings and no others."""

    def run(*arguments: object, **environment: str) -> Result:
        unset = dict.fromkeys(SETTINGS)
        env = {**unset, "FACILITATOR_DATA": str(data_dir), **environment}
        return CliRunner().invoke(main, [str(a) for a in arguments], env=env)

    return run


@pytest.fixture
def loaded(data_dir: Path) -> Iterator[Database]:
    """The demo, lying where the program looks for its data."""
    database = demo.lay_out(data_dir)
    yield database
    database.dispose()


def _postgres_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    here = shutil.which("initdb")
    return found[-1].parent if found else Path(here).parent if here else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], str]]:
    """`postgres("name")` makes an empty database and gives its URL."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    # Not below pytest's folder: PostgreSQL refuses to run as root, and others may not enter there.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        yield from _running_postgres(programs, Path(folder))


def _running_postgres(programs: Path, folder: Path) -> Iterator[Callable[[str], str]]:
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
