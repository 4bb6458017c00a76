"""Files of practice documents: judged by what they are, kept in the data folder. Pure.

A picture is made anew like the photo of a card. A PDF or a Word document is kept as it came, and
is only ever given out to be saved, so nothing in it runs in a browser; what holds macros is not
kept at all. Nothing is unpacked: a Word document is only looked into.
"""

import contextlib
import os
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import filetype

from facilitator.domain import photo_files
from facilitator.domain.packed import FAULTS, parts
from facilitator.domain.photo_files import Prepared
from facilitator.domain.writing import refuse_national_ids
from facilitator.errors import Invalid

FOLDER = "documents"
MOST_BYTES = 20_000_000
MOST_IN_ZIP = 5000
MOST_UNPACKED = 300_000_000
NAME_LIMIT = 80
HEAD = 4096

NOT_CHOSEN = "Velg et bilde eller en fil først."
NOT_KNOWN = (
    "Denne fila kan vi ikke ta imot. Velg et bilde, en PDF eller et Word-dokument (.docx). "
    "Teksten din er her fortsatt."
)
TOO_HEAVY = (
    "Fila er større enn 20 MB. Gjør den mindre, eller legg ved en lenke til den. "
    "Teksten din er her fortsatt."
)
BROKEN = (
    "Fila er skadet eller kom ikke helt fram. Prøv en gang til, eller velg en annen. "
    "Teksten din er her fortsatt."
)
MACROS = (
    "Word-dokumentet har makroer, og slike tar vi ikke imot. Lagre det som et vanlig "
    "Word-dokument (.docx) eller som PDF, og prøv igjen."
)
LOCKED = (
    "Word-dokumentet er låst med passord, så ingen andre får lest det. "
    "Ta bort passordet, og prøv igjen."
)

_STORED = re.compile(r"[A-Za-z0-9_-]{16,64}\.(jpg|pdf|docx)")
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RUNS = ("vbaproject", "vbadata", "/activex/", "macrosheets/")


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be kept. `photo` is the picture made anew; other files stay as they came."""

    kind: str
    name: str
    size: int
    photo: Prepared | None = None


def judge(stream: IO[bytes], called: str) -> Judged:
    """Say what a file is, by its content. Raises Invalid at the field `file`."""
    head = stream.read(HEAD)
    size = _size(stream)
    if not head:
        raise Invalid({"file": NOT_CHOSEN})
    if size > MOST_BYTES:
        raise Invalid({"file": TOO_HEAVY})
    kind = _kind(head)
    name = clean_name(called, kind)
    if kind == "photo":
        return _photo(stream, name)
    if kind == "pdf":
        _require_whole_pdf(stream, size)
    else:
        _require_plain_docx(stream)
    stream.seek(0)
    return Judged(kind, name, size)


def _size(stream: IO[bytes]) -> int:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return size


def _kind(head: bytes) -> str:
    found = filetype.guess_mime(head) or ""
    if found.startswith("image/") or _is_heic(head):
        return "photo"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):  # an older Office file, or one with a password
        raise Invalid({"file": LOCKED if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in head else NOT_KNOWN})
    raise Invalid({"file": NOT_KNOWN})


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc")


def _photo(stream: IO[bytes], name: str) -> Judged:
    """The same rules as for the photo of a card, said at this form's own field."""
    try:
        prepared = photo_files.prepare(stream.read(photo_files.MOST_BYTES + 1))
    except Invalid as invalid:
        raise Invalid({"file": next(iter(invalid.errors.values()))}) from invalid
    return Judged("photo", name, len(prepared.jpeg), prepared)


def _require_whole_pdf(stream: IO[bytes], size: int) -> None:
    stream.seek(max(0, size - 2048))
    if b"%%EOF" not in stream.read():
        raise Invalid({"file": BROKEN})


def _require_plain_docx(stream: IO[bytes]) -> None:
    """A zip can be anything; this one must be a Word document without anything that runs."""
    try:
        with zipfile.ZipFile(stream) as packed:
            infos = parts(packed)
            if len(infos) > MOST_IN_ZIP or sum(i.file_size for i in infos) > MOST_UNPACKED:
                raise Invalid({"file": BROKEN})
            names = {info.filename.lower() for info in infos}
            if not {"[content_types].xml", "word/document.xml"} <= names:
                raise Invalid({"file": NOT_KNOWN})
            if any(info.flag_bits & 1 for info in infos):
                raise Invalid({"file": LOCKED})
            if any(word in f"/{name}" for name in names for word in _RUNS):
                raise Invalid({"file": MACROS})
            with packed.open(_listed(infos, "[content_types].xml")) as types:
                if b"macroenabled" in types.read(1_000_000).lower():
                    raise Invalid({"file": MACROS})
    except FAULTS as error:
        raise Invalid({"file": BROKEN}) from error


def _listed(infos: list[zipfile.ZipInfo], name: str) -> zipfile.ZipInfo:
    return next(info for info in infos if info.filename.lower() == name)


def clean_name(called: str, kind: str) -> str:
    """What the owner called it, fit for a file on any machine and with the ending it should have.

    Raises Invalid at `file` when the name holds a fødselsnummer.
    """
    refuse_national_ids({"file": called})
    last = called.replace("\\", "/").rsplit("/", 1)[-1]
    tidy = " ".join(_ODD.sub(" ", last).split())
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", tidy).strip(" .")[:NAME_LIMIT].strip(" .")
    ending = "jpg" if kind == "photo" else kind
    return f"{stem or ('bilde' if kind == 'photo' else 'vedlegg')}.{ending}"


# --- the folder -------------------------------------------------------------------------------


def path_of(folder: Path, stored: str) -> Path:
    """Where a file is kept: `stored` is its token and its ending."""
    if not _STORED.fullmatch(stored):
        raise ValueError("not the name of a kept file")
    return folder / stored


def write(folder: Path, stored: str, judged: Judged, stream: IO[bytes]) -> None:
    """Whole or not at all; readable by the server's own user alone. Copied piece by piece."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = path_of(folder, stored)
    part = target.with_name(target.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if judged.photo is not None:
            file.write(judged.photo.jpeg)
        else:
            stream.seek(0)
            shutil.copyfileobj(stream, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)


def copy(folder: Path, stored: str, twin: str) -> None:
    """The same content under another name; what is kept never changes, so it may be shared."""
    source, target = path_of(folder, stored), path_of(folder, twin)
    try:
        os.link(source, target)
    except FileNotFoundError:
        return
    except OSError:
        shutil.copyfile(source, target)


def remove(folder: Path, stored: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        path_of(folder, stored).unlink()
