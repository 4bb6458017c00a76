"""What is written can be read back: as a file, and as a snapshot in the database."""

import json
import tomllib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.processes import (
    Process,
    ProcessError,
    dump_process,
    from_snapshot,
    load_library,
    load_process,
    to_snapshot,
)

LIBRARY = load_library()
EVERY = pytest.mark.parametrize("process", LIBRARY.values(), ids=list(LIBRARY))
MARKUP = '<script>alert(1)</script> {{ 7*7 }} *fet* \\ " \'\'\' """ [[phases]] = #'


def with_prompt(text: str) -> Process:
    process = LIBRARY["utsjekk"]
    first = msgspec.structs.replace(process.phases[0], prompts=(text,))
    return msgspec.structs.replace(process, phases=(first, *process.phases[1:]))


@EVERY
def test_a_file_reads_back_equal(process: Process) -> None:
    assert load_process(dump_process(process), "fil.toml") == process


@EVERY
def test_a_snapshot_reads_back_equal_through_json(process: Process) -> None:
    assert from_snapshot(json.loads(json.dumps(to_snapshot(process)))) == process


@EVERY
def test_a_snapshot_holds_whole_fields(process: Process) -> None:
    cards = [phase["card"] for phase in to_snapshot(process)["phases"] if phase["card"]]
    assert all(isinstance(field, dict) for card in cards for field in card["fields"])


def test_what_groups_are_called_and_lines_that_stand_ready_are_written() -> None:
    road, valued = LIBRARY["veikart"], LIBRARY["valuering"]
    assert 'name = "Firere"\none = "Ring"' in dump_process(road)
    assert (road.groups["lag"].each, road.groups["firere"].each) == ("Lag", "Ring")
    assert "lines = 3" in dump_process(valued)


def test_markup_in_a_prompt_stays_text() -> None:
    process = with_prompt(MARKUP.replace("{{ 7*7 }}", ""))
    again = load_process(dump_process(process), "fil.toml")
    assert again.phases[0].prompts == process.phases[0].prompts


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives_the_file(text: str) -> None:
    written = tomllib.loads(dump_process(with_prompt(text)))
    assert written["phases"][0]["prompts"] == [text]


def test_a_file_says_nothing_that_is_default() -> None:
    lines = dump_process(LIBRARY["utsjekk"]).splitlines()
    assert not [line for line in lines if line.startswith(("late", "reveal", "mark", "version"))]
    assert "fields" not in dump_process(LIBRARY["utsjekk"])


def test_a_changed_field_says_only_what_is_changed() -> None:
    assert '{ name = "text", label = "Øyeblikk eller funn" }' in dump_process(LIBRARY["valuering"])


def test_a_snapshot_that_is_not_one_names_the_fault() -> None:
    with pytest.raises(ProcessError, match=r"phases\[0\]\.kind"):
        from_snapshot({**to_snapshot(LIBRARY["utsjekk"]), "phases": [{"kind": "teater"}]})
