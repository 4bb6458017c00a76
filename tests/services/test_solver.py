"""The search for groups in a process of its own, under the loop that everybody shares."""

import json
import subprocess
import sys

import pytest

PROGRAM = "tests.services.solving_program"


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_the_room_goes_on_while_it_searches_and_a_failure_is_no_answer(mode: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", PROGRAM, mode], capture_output=True, timeout=60, check=True
    )
    saw = json.loads(done.stdout)
    assert saw["opened"] == ["while it searched"]
    assert sorted(n for ids in saw["seats"] for n in ids) == list(range(36))
    assert saw["nothing"] == [None, None, None]
