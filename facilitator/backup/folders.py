"""The nightly copy: one more into the folder, and those away that have had their time."""

import contextlib
import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

from facilitator import kept_copies, locks
from facilitator.backup.archive import Failed, Manifest
from facilitator.backup.taking import back_up, settle
from facilitator.config import Settings
from facilitator.domain import erased_list
from facilitator.kept_copies import CopyPlan, LastCopy, State, Trouble
from facilitator.set_aside import sweep_left


def into_folder(settings: Settings, plan: CopyPlan, now: dt.datetime) -> tuple[Path, Manifest, int]:
    """The new copy, and how many old ones went. Raises Failed; then no old one is touched."""
    with _alone_in(plan.folder):
        with contextlib.suppress(OSError):
            sweep_left({plan.folder, settings.data_dir}, now)
        file = plan.folder / kept_copies.name_of(now, plan.encrypt)
        manifest = one_file(settings, file, now, encrypt=plan.encrypt)
        lay_erased_beside(settings.data_dir, plan.folder)
        return file, manifest, _rotate(plan, now)


def one_file(
    settings: Settings,
    file: Path,
    now: dt.datetime,
    *,
    force: bool = False,
    encrypt: tuple[str, ...] = (),
) -> Manifest:
    """One copy, and what is said of it afterwards on the page about copies. Raises Failed."""
    began = time.monotonic()
    try:
        # Nobody puts a copy back, or begins anew, meanwhile.
        with locks.held(settings.data_dir, alone=False):
            manifest = back_up(settings, file, now, force=force, encrypt=encrypt)
    except locks.Busy as error:
        raise Failed("Datamappa er i bruk til noe annet. Prøv igjen om litt.") from error
    except Failed as error:
        note_trouble(settings, str(error), now)
        raise
    made = LastCopy(
        at=now,
        file=str(file),
        size=file.stat().st_size,
        seconds=round(time.monotonic() - began, 1),
        rows=manifest.rows,
        files=manifest.files,
        missing=len(manifest.missing),
        encrypted=bool(encrypt),
    )
    kept_copies.say(settings.data_dir, State(last=made))
    return manifest


def note_trouble(settings: Settings, words: str, now: dt.datetime) -> None:
    """Beside what is known of the copy before it."""
    with contextlib.suppress(OSError):
        last = kept_copies.state_of(settings.data_dir).last
        kept_copies.say(settings.data_dir, State(last, Trouble(now, words)))


class Taken(Failed):
    """Somebody else is copying there just now."""


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    if not folder.is_dir():
        raise Failed(f"Mappa {folder} finnes ikke. Lag den, eller se at disken er koblet til.")
    try:
        with locks.held(folder, alone=True):
            yield
    except locks.Busy as error:
        raise Taken(f"En annen kopi skrives til {folder}. Prøv igjen om litt.") from error
    except PermissionError as error:
        raise Failed(f"Får ikke skrevet i {folder}: {error.strerror}.") from error


def _rotate(plan: CopyPlan, now: dt.datetime) -> int:
    there = kept_copies.those_in(plan.folder)
    old = kept_copies.to_remove(there, plan.keep, now)
    for moment in old:
        there[moment].unlink(missing_ok=True)
    settle(plan.folder)
    return len(old)


def lay_erased_beside(data_dir: Path, folder: Path) -> None:
    """What has been deleted, for whoever puts an older copy back when the data folder is lost.

    What the list there has already stays: a place that was begun anew knows nothing of it.
    """
    with contextlib.suppress(ValueError):  # a damaged one is written anew by housekeeping
        if known := erased_list.read(data_dir / erased_list.NAME):
            erased_list.add(folder / erased_list.NAME, known)
