"""`processes` lists the library, and holds a file against the rules."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from facilitator.processes.loader import LIBRARY, load_library

Program = Callable[..., Result]


def test_the_library_is_listed(program: Program):
    lines = program("processes").stdout.splitlines()
    assert len(lines) == len(load_library()) == 13
    for line, process in zip(lines, load_library().values(), strict=True):
        assert line.split()[0] == process.key
        assert process.name in line


def test_a_file_in_order_is_said_to_be(program: Program):
    result = program("processes", LIBRARY / "valuering.toml")
    assert result.exit_code == 0
    assert "er i orden" in result.stdout


def test_faults_stand_at_their_paths(program: Program, tmp_path: Path):
    text = (LIBRARY / "innsjekk.toml").read_text("utf-8")
    file = tmp_path / "egen.toml"
    file.write_text(text.replace('kind = "round"', 'kind = "fest"'), "utf-8")
    result = program("processes", file)
    assert result.exit_code == 1
    assert "egen.toml: phases[1].kind: Kjenner ikke verdien «fest»." in result.stderr


def test_a_file_that_cannot_be_read_is_told_in_one_line(program: Program, tmp_path: Path):
    (tmp_path / "latin.toml").write_bytes("navn = 'Tavla på døra'".encode("latin-1"))
    for name in ("borte.toml", "latin.toml"):
        result = program("processes", tmp_path / name)
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
