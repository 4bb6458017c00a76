"""What lies beside the database in the data folder and belongs in a backup.

Photos, logos and the files of documents never change and are known to the database by their
names; a kull's own strength catalogues are written by hand.
"""

import contextlib
import re
import shutil
from pathlib import Path

FOLDERS = {"photos": "*.jpg", "catalogues": "*.toml", "logos": "*.png", "documents": "*.*"}
_MEMBER = re.compile(
    r"(photos/[A-Za-z0-9_-]+\.jpg|catalogues/[A-Za-z0-9_-]+\.toml|logos/[A-Za-z0-9_-]+\.png"
    r"|documents/[A-Za-z0-9_-]+\.(jpg|pdf|docx))"
)


def is_member(name: str) -> bool:
    """Whether a file in a backup is one of these; nothing else is ever unpacked."""
    return _MEMBER.fullmatch(name) is not None


def copy(data_dir: Path, target: Path) -> None:
    """After the database, so that every photo it knows comes along."""
    for folder, pattern in FOLDERS.items():
        source = data_dir / folder
        if not source.is_dir():
            continue
        (target / folder).mkdir(mode=0o700)
        for file in source.glob(pattern):
            if not is_member(f"{folder}/{file.name}"):
                continue
            with contextlib.suppress(FileNotFoundError):  # just taken away by its owner
                shutil.copyfile(file, target / folder / file.name)


def place(source: Path, data_dir: Path) -> None:
    """Beside those that are there: a photo that no row knows is tidied away by the server."""
    for folder in FOLDERS:
        if not (source / folder).is_dir():
            continue
        (data_dir / folder).mkdir(mode=0o700, exist_ok=True)
        for file in (source / folder).iterdir():
            file.chmod(0o600)
            file.replace(data_dir / folder / file.name)
