"""A bad setting is named in one line with what to set, and the exit code is 2."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Program = Callable[..., Result]

BAD = {
    "DATABASE_URL": "mysql://localhost/x",
    "REDIS_URL": "localhost:6379",
    "ASYNC_MODE": "twisted",
    "SECRET_KEY": "hemmelig",
    "PORT": "åtti",
    "PUBLIC_URL": "smart.example/kull",
}


@pytest.mark.parametrize("command", ["serve", "demo"])
@pytest.mark.parametrize("name", BAD)
def test_each_bad_value_is_named(program: Program, name: str, command: str):
    result = program(command, **{name: BAD[name]})
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert name in result.stderr
    assert BAD["SECRET_KEY"] not in result.stderr or name != "SECRET_KEY"


def test_a_port_on_the_command_line_is_checked_too(program: Program):
    result = program("serve", "--port", "70000")
    assert (result.exit_code, "PORT=70000" in result.stderr) == (2, True)


def test_a_data_folder_that_cannot_be_is_named(program: Program, tmp_path: Path):
    (tmp_path / "file").write_text("")
    result = program("serve", FACILITATOR_DATA=str(tmp_path / "file" / "data"))
    assert (result.exit_code, "FACILITATOR_DATA" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "address", ["postgresql://x:hysj-hysj@127.0.0.1:1/x", "sqlite:////finnes/ikke/her.sqlite3"]
)
def test_a_database_that_does_not_answer_is_named_without_its_password(
    program: Program, address: str
):
    result = program("serve", "--port", "0", DATABASE_URL=address, ASYNC_MODE="threading")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("DATABASE_URL: ")
    assert "hysj" not in result.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_redis_that_does_not_answer_is_named_without_its_password(
    program: Program, command: str, data_dir: Path
):
    result = program(
        command, "--port", "0", REDIS_URL="redis://:hysj-hysj@127.0.0.1:1/0", ASYNC_MODE="threading"
    )
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("REDIS_URL: ")
    assert "hysj" not in result.stderr
    assert not (data_dir / "facilitator.sqlite3").exists()


def test_the_secret_is_made_once_and_only_its_owner_reads_it(program: Program, data_dir: Path):
    program("backup", data_dir / "b.zip")
    first = (data_dir / "secret_key").read_text()
    program("backup", data_dir / "b.zip")
    assert (data_dir / "secret_key").read_text() == first
    assert (data_dir / "secret_key").stat().st_mode & 0o077 == 0
    assert len(first) > 60


def test_help_and_version_need_no_settings(program: Program):
    assert "demo" in program("--help", PORT="x").stdout
    assert program("--version", PORT="x").stdout.startswith("facilitator ")
