"""Searching for groups in a process of its own, so that a live room goes on meanwhile.

Python runs one thread at a time: a search in a thread of the server would hold up every phone
as long as it lasts. `python -m facilitator.solver` reads a question and writes its answer, and
loads nothing but the pure rules. Without an answer in time the groups are formed all the same,
more quickly and less well, so a failure here is logged and goes no further.
"""

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from facilitator.domain import grouping
from facilitator.domain.seat_questions import Answer, Question, answered

PATIENCE = 6.0
"""Seconds that a room waits for its groups."""

Solve = Callable[[Question], Answer | None]

log = logging.getLogger(__name__)


def at_once(question: Question) -> Answer | None:
    """Right here, with a small budget."""
    return answered(question)


def beside(
    run_in_thread: Callable[..., Any],
    *,
    command: tuple[str, ...] = (sys.executable, "-m", __name__),
    patience: float = PATIENCE,
) -> Solve:
    """Answers in a process of its own; None when it fails or takes too long."""

    def solve(question: Question) -> Answer | None:
        try:
            raw = run_in_thread(_run, command, msgspec.json.encode(question), patience)
            return msgspec.json.decode(raw, type=Answer)
        except Exception as error:  # whatever it is, the room must have its groups
            log.warning("the groups are formed without the search: %s", type(error).__name__)
            return None

    return solve


def _run(command: tuple[str, ...], question: bytes, patience: float) -> bytes:
    """Started where our package lies, so that it is found without being installed."""
    done = subprocess.run(
        command,
        input=question,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
        timeout=patience,
        check=True,
    )
    return done.stdout


def main() -> None:
    question = msgspec.json.decode(sys.stdin.buffer.read(), type=Question)
    answer = answered(question, grouping.THOROUGH)
    sys.stdout.buffer.write(msgspec.json.encode(answer))


if __name__ == "__main__":
    main()
