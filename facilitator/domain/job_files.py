"""The files of long work, in a folder of the data folder that nobody else reads."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.domain.jobs import FOLDER

ASIDE = "setting-"
"""How a folder is called in which somebody lays pictures while they are being set."""
LONGEST = 3600.0
"""Seconds after which nobody is setting them any more: whoever did was ended in the middle."""


def part_name(token: str, attempt: int) -> str:
    """What a file is called until it is whole."""
    return f"{token}.{attempt}.part"


def begin(folder: Path, token: str, attempt: int) -> Path:
    """An empty file to write in, the owner's alone; the folder is made when it is not there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / part_name(token, attempt)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    return part


def keep(part: Path, token: str) -> None:
    """It is whole now."""
    part.replace(part.with_name(token))


def remove(folder: Path, token: str) -> None:
    """The file and what had become of it."""
    for path in [folder / token, *folder.glob(f"{token}.*.part")]:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def aside(data_dir: Path) -> Iterator[Path]:
    """A folder for a moment, beside the large files and as closed as they are."""
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    with TemporaryDirectory(prefix=ASIDE, dir=folder) as made:
        yield Path(made)


def remove_left(folder: Path, now: float) -> int:
    """Pictures that were laid aside by whoever was ended before they were set. Gives how many."""
    gone = 0
    for path in folder.glob(f"{ASIDE}*"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < now - LONGEST:
                shutil.rmtree(path)
                gone += 1
    return gone


def names(folder: Path) -> set[str]:
    """The files there. Asked before the rows: what is begun meanwhile is not among them."""
    return {path.name for path in folder.iterdir() if path.is_file()} if folder.is_dir() else set()


def remove_all(folder: Path, found: set[str]) -> int:
    """Give how many went."""
    gone = 0
    for name in found:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
            gone += 1
    return gone
