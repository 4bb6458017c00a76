"""What a maker of long work is told, and what it gives back."""

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session


class CannotMake(Exception):
    """It will not become better by trying; the text is bokmål and is shown to whoever asked."""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work. `target` is an empty file; `root` is the data folder."""

    reading: Callable[[], AbstractContextManager[Session]]
    root: Path
    target: Path
    cohort_id: int
    arguments: Mapping[str, Any]
    made: dt.datetime
    step: Callable[[int, int], None]
    """`step(done, total)` between parts. Raises when nobody wants it any more."""


@dataclass(frozen=True, slots=True)
class Made:
    filename: str
    mimetype: str
    message: str = ""
    """What whoever asked must know of it, such as that a part is not in it."""


Maker = Callable[[Work], Made]
