"""What lies beside the database in the data folder and belongs in a backup.

Photos, logos and the files of documents never change and are known to the database by their
names; a kull's own strength catalogues are written by hand.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDERS = {"photos": "*.jpg", "catalogues": "*.toml", "logos": "*.png", "documents": "*.*"}
_MEMBER = re.compile(
    r"(photos/[A-Za-z0-9_-]+\.jpg|catalogues/[A-Za-z0-9_-]+\.toml|logos/[A-Za-z0-9_-]+\.png"
    r"|documents/[A-Za-z0-9_-]+\.(jpg|pdf|docx))"
)


def is_member(name: str) -> bool:
    """Whether a file in a backup is one of these; nothing else is ever unpacked."""
    return _MEMBER.fullmatch(name) is not None


NAMED = {
    ("photo", "token"): "SELECT 'photos/' || token || '.jpg' FROM photo",
    ("document_file", "kind"): "SELECT 'documents/' || token || '.' ||"
    " CASE kind WHEN 'photo' THEN 'jpg' ELSE kind END FROM document_file",
    ("cohort", "logo"): "SELECT 'logos/' || logo || '.png' FROM cohort WHERE logo IS NOT NULL",
}
"""Table and column → the files that its rows name."""
ISSUED = "SELECT CAST(content AS TEXT) FROM certificate"


def named(
    ask: Callable[[str], Iterable[Any]], columns: Mapping[str, Collection[str]]
) -> frozenset[str]:
    """The files that a database names. `columns` are those that each table has."""
    found = {
        row[0]
        for (table, column), query in NAMED.items()
        if column in columns.get(table, ())
        for row in ask(query)
    }
    if "content" in columns.get("certificate", ()):
        logos = {json.loads(row[0]).get("logo") for row in ask(ISSUED)}
        found |= {f"logos/{logo}.png" for logo in logos if logo}
    return frozenset(found)


def those_in(data_dir: Path) -> Iterator[tuple[str, Path]]:
    """What is to be copied, after the database, so that every photo it knows comes along."""
    for folder, pattern in FOLDERS.items():
        for file in sorted((data_dir / folder).glob(pattern)):
            name = f"{folder}/{file.name}"
            if is_member(name) and file.is_file():
                yield name, file


def place(source: Path, data_dir: Path) -> None:
    """Beside those that are there: a photo that no row knows is tidied away by the server."""
    for folder in FOLDERS:
        if not (source / folder).is_dir():
            continue
        (data_dir / folder).mkdir(mode=0o700, exist_ok=True)
        for file in (source / folder).iterdir():
            file.chmod(0o600)
            file.replace(data_dir / folder / file.name)
