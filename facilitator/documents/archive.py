"""A folder of a ZIP: a document in its formats, the files that belong to it, and a list of both.

Written piece by piece to wherever the ZIP is, so that no more than one part is in memory at a
time. Everything in it bears the time it was made, so that the same content gives the same bytes.
Names keep their æ, ø and å; what no machine can have in a name is taken out, and no name leads
out of its folder. Heavy: call it by RUN_IN_THREAD.
"""

import datetime as dt
import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from facilitator import kept_files
from facilitator.documents import archive_index, formats, pictures
from facilitator.documents.archive_index import Line, Lines
from facilitator.domain.rooms import OSLO
from facilitator.presentation.content import Document
from facilitator.presentation.originals import Original

ENDINGS = ("pdf", "docx", "html", "json")
INDEX = "innhold.html"
PICTURES, FILES = "bilder", "filer"
AS_DOCUMENT = "Som dokument"
HEADINGS = {PICTURES: "Bilder", FILES: "Filer"}
NAME_LIMIT = 100
GONE = "Fila finnes ikke lenger."

_ODD = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]'
)
_TAKEN = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_PACKED = (".pdf", ".docx", ".xlsx", ".jpg", ".png", ".zip")
"""Compressed already: trying again takes time and gives nothing."""


def write(
    into: ZipFile,
    folder: str,
    document: Document,
    originals: Sequence[Original],
    made: dt.datetime,
    root: Path,
    endings: Sequence[str] = ENDINGS,
) -> None:
    """The document in each of `endings`, the originals, and `innhold.html` that leads to them.

    `into` is the open ZIP, `folder` a folder in it, or empty; `root` is the data folder.
    """
    names = Names(folder)
    names.take(INDEX)
    groups = [
        Lines(AS_DOCUMENT, list(_documents(into, names, document, made, root, endings))),
        *_originals(into, folder, originals, made, root),
    ]
    page = archive_index.render(document.title, document.lead, groups, document.language)
    add(into, names.path(INDEX), page.encode(), made)


def _documents(
    into: ZipFile,
    names: "Names",
    document: Document,
    made: dt.datetime,
    root: Path,
    endings: Sequence[str],
) -> Iterator[Line]:
    for ending in endings:
        file = formats.rendered(document, ending, made, root)
        name = names.take(file.name)
        add(into, names.path(name), file.body, made)
        yield Line(name, formats.FORMATS[ending].name, name)


def _originals(
    into: ZipFile, folder: str, originals: Sequence[Original], made: dt.datetime, root: Path
) -> Iterator[Lines]:
    for kind, heading in HEADINGS.items():
        wanted = [one for one in originals if one.is_picture == (kind == PICTURES)]
        names = Names(f"{folder}/{kind}" if folder else kind)
        lines = [_original(into, kind, names, one, made, root) for one in wanted]
        yield Lines(heading, lines)


def _original(
    into: ZipFile, kind: str, names: "Names", original: Original, made: dt.datetime, root: Path
) -> Line:
    source = kept(root, original.file)
    if source is None:
        return Line("", safe_name(original.name), original.about, GONE)
    name = names.take(original.name)
    add_file(into, names.path(name), source, made)
    return Line(f"{kind}/{name}", name, original.about, original.alt)


# --- one entry --------------------------------------------------------------------------------


def add(into: ZipFile, name: str, body: bytes, made: dt.datetime) -> None:
    """A file of bytes. `name` is its whole path in the ZIP, of names made by `Names`."""
    into.writestr(_entry(name, made), body)


def add_file(into: ZipFile, name: str, source: Path, made: dt.datetime) -> None:
    """A file from the disk, copied piece by piece; of a picture, what it shows and no more."""
    if source.suffix == ".jpg":
        photo = pictures.read(source.parents[1], f"{source.parent.name}/{source.name}")
        if photo is not None:
            add(into, name, photo.body, made)
            return
    with source.open("rb") as content, into.open(_entry(name, made), "w") as entry:
        shutil.copyfileobj(content, entry)


def _entry(name: str, made: dt.datetime) -> ZipInfo:
    local = made.astimezone(OSLO)
    info = ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, 0))
    info.compress_type = ZIP_STORED if name.lower().endswith(_PACKED) else ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def kept(root: Path, file: str) -> Path | None:
    """A photo or a document in the data folder; None where it is gone, or is no such name."""
    if not kept_files.is_member(file):
        return None
    path = root / file
    return path if path.is_file() and not path.is_symlink() else None


# --- names ------------------------------------------------------------------------------------


class Names:
    """Names in one folder of a ZIP, each taken once, also where case makes no difference."""

    def __init__(self, folder: str = "") -> None:
        self.folder = "/".join(safe_name(part) for part in PurePosixPath(folder).parts)
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """The name made safe; «(2)» and so on where there is one of that name already."""
        name = safe_name(wanted)
        stem, ending = PurePath(name).stem, PurePath(name).suffix
        number = 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem} ({number}){ending}"
        self._taken.add(name.casefold())
        return name

    def path(self, name: str) -> str:
        return f"{self.folder}/{name}" if self.folder else name


def safe_name(wanted: str, otherwise: str = "fil") -> str:
    """A name for a file or a folder on any machine, with its ending and its letters kept."""
    whole = unicodedata.normalize("NFC", wanted)
    tidy = " ".join(_ODD.sub(" ", whole).split()).strip(" .")
    stem, ending = PurePath(tidy).stem, PurePath(tidy).suffix
    if len(ending) > 8:
        stem, ending = tidy, ""
    name = f"{_shortened(stem).strip(' .') or otherwise}{ending}"
    return f"_{name}" if _TAKEN.fullmatch(name) else name


def _shortened(stem: str) -> str:
    """No more than many systems can hold, counted in bytes as they do."""
    return stem[:NAME_LIMIT].encode()[: 2 * NAME_LIMIT].decode(errors="ignore")
