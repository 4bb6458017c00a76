"""What was laid aside in the data folder, and is not to outlive what was deleted meanwhile.

A database that another was put in place of, copies taken before the demo was begun anew, and what
a copy or a restore that was killed in the middle had laid out: each holds all that people wrote.
"""

import datetime as dt
import logging
import re
import shutil
from pathlib import Path

from facilitator.db import Database

KEPT = dt.timedelta(days=30)
"""To find out that the wrong copy was put back."""
LEFT = ".facilitator-"
"""How the folder begins in which a copy is written or laid out."""
LEFT_FOR = dt.timedelta(hours=12)
"""No copy takes so long: what lies there was left by one that was cut short."""
BACKUPS = "backups"

_NAME = re.compile(r"(?:.+-replaced|demo)-(\d{8}-\d{6})\.\w+")
log = logging.getLogger(__name__)


def tidy(database: Database, data_dir: Path, now: dt.datetime) -> int:
    """Give how many went. What fails now is tried again in an hour."""
    folders = {data_dir, data_dir / BACKUPS}
    if database.is_sqlite:
        folders.add(Path(database.url.removeprefix("sqlite:///")).parent)
    try:
        sweep_left(folders, now)
        gone = [path for folder in folders for path in folder.glob("*") if _is_over(path, now)]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)
    except OSError:
        log.exception("what was laid aside could not be tidied")
        return 0


def _is_over(path: Path, now: dt.datetime) -> bool:
    found = _NAME.fullmatch(path.name)
    if found is None or not path.is_file():
        return False
    try:
        laid = dt.datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return False
    return laid < now - KEPT


def sweep_left(folders: set[Path], now: dt.datetime) -> None:
    limit = (now - LEFT_FOR).timestamp()
    for left in (path for folder in folders for path in folder.glob(f"{LEFT}*")):
        if left.is_dir() and left.stat().st_mtime < limit:
            shutil.rmtree(left, ignore_errors=True)
