"""The files of long work, in a folder of the data folder that nobody else reads."""

import contextlib
import os
from pathlib import Path

from facilitator.domain.jobs import part_name


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


def names(folder: Path) -> set[str]:
    """What lies there. Asked before the rows: what is begun meanwhile is not among it."""
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def remove_all(folder: Path, found: set[str]) -> int:
    """Give how many went."""
    gone = 0
    for name in found:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
            gone += 1
    return gone
