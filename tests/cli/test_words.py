"""What the command line says by itself is bokmål too, and in one line."""

from collections.abc import Callable

import pytest
from click.testing import Result


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["xyz"], "Det finnes ingen kommando «xyz»."),
        (["retenton"], "Det finnes ingen kommando «retenton». Mente du «retention»?"),
        (["serve", "--prt", "1"], "Det finnes ikke noe valg «--prt». Mente du «--port»?"),
        (["verify"], "Her trengs FILE også."),
        (["link", "kari", "--owner=ja"], "«--owner» skal stå alene, uten noe etter."),
        (["serve", "--port"], "«--port» trenger noe etter seg."),
        (["link", "kari", "nordmann"], "Her står det mer enn det skal: nordmann."),
        (["verify", "."], "FILE må være en fil som kan leses, og ikke en mappe."),
    ],
)
def test_a_command_that_is_written_wrong(
    program: Callable[..., Result], written: list[str], said: str
) -> None:
    result = program(*written)
    assert result.exit_code == 2
    where = "" if said.startswith("Det finnes ingen") else f" {written[0]}"
    assert result.stderr == f"{said} Se main{where} --help.\n"
    assert result.stdout == ""


@pytest.mark.parametrize("asked", [[], ["--help"], ["backup", "-h"]])
def test_the_help_has_no_english(program: Callable[..., Result], asked: list[str]) -> None:
    result = program(*asked)
    assert result.output.startswith("Bruk: main")
    assert "Vis denne hjelpen." in result.output
    for english in ("Usage", "Options", "OPTIONS", "Commands", "Show", "exit"):
        assert english not in result.output
