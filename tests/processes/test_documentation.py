"""The example in docs/method-format.md is a process, and the page names every field."""

import re
from pathlib import Path

import msgspec
import pytest

from facilitator.processes import Board, FieldSpec, GroupSet, Phase, Process, Setting, load_process

PAGE = (Path(__file__).parents[2] / "docs" / "method-format.md").read_text("utf-8")


def test_the_example_loads() -> None:
    example = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]
    assert load_process(example, "finkampen.toml").name == "Finkampen"


@pytest.mark.parametrize("part", [Process, Phase, GroupSet, Board, FieldSpec, Setting])
def test_every_field_is_explained(part: type[msgspec.Struct]) -> None:
    names = {field.encode_name for field in msgspec.structs.fields(part)}
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`\n]+)`", prose))))
    explained = named | {"settings", "groups", "boards", "phases"}
    assert names - explained == set()
