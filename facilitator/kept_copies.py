"""The copies that the server takes by itself: when, where to, which are kept, and how it went.

Copies lie in one folder under names that say when they were taken. The newest of each of the last
days, weeks and months is kept; whatever else bears such a name is deleted. From that follows the
day on which the last copy with something that was deleted today is gone. What has been taken is
said in a small file in the data folder, for the page of the installation's owner.
"""

import datetime as dt
import os
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from facilitator.config import Settings

OSLO = ZoneInfo("Europe/Oslo")
STATE = "copies.json"
AT = dt.time(2, 30)
"""Oslo time: when nobody is in a room."""
OLD = dt.timedelta(days=2)
"""After so long without a copy the owner is told."""
AGAIN = dt.timedelta(hours=1)
"""When one has failed, the next try waits so long."""
ENDINGS = {"age": ".age", "rage": ".age", "gpg": ".gpg", "gpg2": ".gpg"}

_NAME = re.compile(r"facilitator-(\d{8}-\d{6})\.zip(\.age|\.gpg|\.encrypted)?")
_STAMP = "%Y%m%d-%H%M%S"
_KEEP = re.compile(r"(?:(\d{1,3})d)?(?:(\d{1,3})w)?(?:(\d{1,3})m)?")


class BadPlan(ValueError):
    """A setting that cannot be used; the text says which and what to set."""


# --- which are kept ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keep:
    """The newest copy of each of so many days, weeks and months, with the present one."""

    days: int
    weeks: int
    months: int

    @classmethod
    def read(cls, text: str) -> "Keep":
        """From «7d4w6m». Raises BadPlan."""
        found = _KEEP.fullmatch(text.strip())
        numbers = [int(number or 0) for number in found.groups()] if found else []
        if not any(numbers):
            raise BadPlan(
                "BACKUP_KEEP kan ikke brukes. Skriv for eksempel 7d4w6m: en kopi for hver av de "
                "siste 7 dagene, 4 ukene og 6 månedene."
            )
        return cls(*numbers)

    @property
    def longest(self) -> int:
        """No copy is kept for more days than this."""
        return max(self.days, self.weeks * 7, self.months * 31)


KEEP = Keep(7, 4, 6)


def to_remove(
    taken: Iterable[dt.datetime], keep: Keep, now: dt.datetime
) -> tuple[dt.datetime, ...]:
    """Those that have had their time, the oldest first. The newest of all is never among them."""
    ordered = sorted(taken, reverse=True)
    today = now.astimezone(OSLO).date()
    kept = set(ordered[:1])
    seen: set[tuple[str, dt.date]] = set()
    for moment in ordered:
        for kind, ends in _ends(moment.astimezone(OSLO).date(), keep).items():
            if today < ends and (kind, ends) not in seen:
                seen.add((kind, ends))
                kept.add(moment)
    return tuple(moment for moment in reversed(ordered) if moment not in kept)


def _ends(day: dt.date, keep: Keep) -> dict[str, dt.date]:
    """The first day on which a copy of `day` is no longer kept as that of its day, week, month."""
    month = day.year * 12 + day.month - 1 + keep.months
    return {
        "day": day + dt.timedelta(days=keep.days),
        "week": day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=keep.weeks),
        "month": dt.date(month // 12, month % 12 + 1, 1),
    }


def gone_by(keep: Keep, day: dt.date) -> dt.date:
    """The day on which no copy from `day` or before is left, when one is taken every night."""
    return max(day + dt.timedelta(days=1), *_ends(day, keep).values())


def last_copy(settings: "Settings", day: dt.date) -> dt.date | None:
    """When the last copy with what is deleted on `day` is gone.

    None when the server takes no copies: then whoever takes them knows.
    """
    return day + dt.timedelta(days=settings.copies.keep.longest) if settings.copies else None


# --- what is planned ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """A copy every night at `at`, into `folder`, passed through the program `encrypt` if any."""

    folder: Path
    at: dt.time = AT
    keep: Keep = KEEP
    encrypt: tuple[str, ...] = ()


def read_plan(environ: Mapping[str, str]) -> CopyPlan | None:
    """None without BACKUP_TO. Raises BadPlan."""
    keep = Keep.read(environ["BACKUP_KEEP"]) if environ.get("BACKUP_KEEP") else KEEP
    at, encrypt = _at(environ.get("BACKUP_AT")), read_command(environ.get("BACKUP_ENCRYPT"))
    if not environ.get("BACKUP_TO"):
        return None
    folder = Path(environ["BACKUP_TO"]).expanduser()
    if not folder.is_absolute():
        raise BadPlan("BACKUP_TO må være hele stien til en mappe, som /var/kopier/smart.")
    return CopyPlan(folder, at, keep, encrypt)


def _at(value: str | None) -> dt.time:
    if not value:
        return AT
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise BadPlan(f"BACKUP_AT={value} er ikke et klokkeslett. Skriv for eksempel 02:30.")
    return dt.time.fromisoformat(value)


def read_command(value: str | None) -> tuple[str, ...]:
    """The words of a command; it is run as it stands, without a shell. Raises BadPlan."""
    try:
        return tuple(shlex.split(value or ""))
    except ValueError as error:
        raise BadPlan(
            "BACKUP_ENCRYPT kan ikke brukes. Skriv for eksempel age --encrypt --recipient age1…"
        ) from error


def due(plan: CopyPlan, state: "State", now: dt.datetime) -> bool:
    """Whether the latest appointed hour has passed without a copy."""
    here = now.astimezone(OSLO)
    hour = dt.datetime.combine(here.date(), plan.at, OSLO)
    if hour > here:
        hour = dt.datetime.combine(here.date() - dt.timedelta(days=1), plan.at, OSLO)
    if state.last is not None and state.last.at >= hour:
        return False
    return state.trouble is None or now - state.trouble.at >= AGAIN


# --- what they are called ----------------------------------------------------------------------


def name_of(moment: dt.datetime, encrypt: tuple[str, ...] = ()) -> str:
    ending = ENDINGS.get(Path(encrypt[0]).name, ".encrypted") if encrypt else ""
    return f"facilitator-{moment.astimezone(dt.UTC):{_STAMP}}.zip{ending}"


def taken_at(name: str) -> dt.datetime | None:
    """None for a file that is not one of these: it is never touched."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return dt.datetime.strptime(found[1], _STAMP).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def those_in(folder: Path) -> dict[dt.datetime, Path]:
    """The copies in a folder, the oldest first."""
    if not folder.is_dir():
        return {}
    found = {taken_at(path.name): path for path in sorted(folder.iterdir()) if path.is_file()}
    return {moment: path for moment, path in found.items() if moment is not None}


def sizes_in(folder: Path) -> dict[dt.datetime, int]:
    """Bytes of each; none when the folder cannot be read."""
    try:
        return {taken: path.stat().st_size for taken, path in those_in(folder).items()}
    except OSError:
        return {}


# --- how it went -------------------------------------------------------------------------------


class LastCopy(Struct, frozen=True):
    """The latest copy that is whole."""

    at: dt.datetime
    file: str
    size: int
    seconds: float
    rows: int
    files: int
    missing: int = 0
    encrypted: bool = False


class Trouble(Struct, frozen=True):
    """Why the latest try came to nothing."""

    at: dt.datetime
    words: str


class State(Struct, frozen=True):
    last: LastCopy | None = None
    trouble: Trouble | None = None

    def is_old(self, now: dt.datetime) -> bool:
        return self.last is None or now - self.last.at > OLD


def state_of(data_dir: Path) -> State:
    try:
        return msgspec.json.decode((data_dir / STATE).read_bytes(), type=State)
    except (OSError, msgspec.MsgspecError):
        return State()


def say(data_dir: Path, state: State) -> None:
    """Whole or not at all."""
    part = data_dir / f"{STATE}.part"
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(state)))
    part.replace(data_dir / STATE)
