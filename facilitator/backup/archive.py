"""The file itself: a ZIP whose manifest has a checksum of each member.

It is written and read in pieces, so that a large photo folder takes no memory, and nothing in it
is believed before it has been read to its end and held against the manifest.
"""

import datetime as dt
import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from facilitator import kept_files

FORMAT = 2
"""1 had the database of PostgreSQL as `OLD_DUMP`, with what nobody may tie to a name in it."""
MANIFEST = "manifest.json"
MEMBERS = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}
OLD_DUMP = "database.pgdump"
SECRET = "secret_key"  # noqa: S105 - the name of a file
PIECE = 1 << 20

NOT_WHOLE = (zipfile.BadZipFile, zlib.error, KeyError, msgspec.MsgspecError, EOFError, OSError)


class Failed(Exception):
    """A copy could not be made, read or put back. Says in one line why, and what to do."""


class Manifest(Struct, frozen=True):
    """What a backup says of itself. `counts` has the rows of each table."""

    format: int
    made_at: dt.datetime
    version: str
    database: str
    revision: str | None
    counts: dict[str, int]
    sha256: dict[str, str]
    missing: tuple[str, ...] = ()
    """Files that the database names and that were not there to be copied."""

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def files(self) -> int:
        return sum(kept_files.is_member(name) for name in self.sha256)

    @property
    def member(self) -> str:
        """The name of the database in it."""
        return OLD_DUMP if OLD_DUMP in self.sha256 else MEMBERS[self.database]


class Writing:
    """An archive that is being written; `sha256` has what is in it so far."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.sha256: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        told = zipfile.ZipInfo(name)
        # A photo is packed already.
        told.compress_type = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
        told.external_attr = 0o600 << 16
        digest = hashlib.sha256()
        with self._archive.open(told, "w", force_zip64=True) as member:
            for piece in pieces:
                digest.update(piece)
                member.write(piece)
        self.sha256[name] = digest.hexdigest()

    def add_file(self, name: str, path: Path) -> None:
        """Raises FileNotFoundError, and has then added nothing."""
        with path.open("rb") as file:
            self.add(name, pieces_of(file))

    def end(self, manifest: Manifest) -> None:
        self._archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))


@contextmanager
def writing(file: Path) -> Iterator[Writing]:
    """A new file that its owner alone reads, on the disk for certain when the block is over."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            yield Writing(archive)
        out.flush()
        os.fsync(out.fileno())
        _forget_cached(out)


def _forget_cached(file: IO[bytes]) -> None:
    """What is read back is to come from the disk, and not from the memory it was written to."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


class Reading:
    """An archive that is being read, and what it says of itself."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        with self._member(MANIFEST) as member:
            self.manifest = msgspec.json.decode(member.read(), type=Manifest)
        if self.manifest.format > FORMAT:
            raise Failed("Kopien er laget av en nyere utgave. Installer den nyeste utgaven først.")
        self._require_known()

    @property
    def unpacked(self) -> int:
        """Bytes of all of it, laid out."""
        return sum(info.file_size for info in self._archive.infolist())

    def _require_known(self) -> None:
        said, there = set(self.manifest.sha256), self._archive.namelist()
        known = {*MEMBERS.values(), OLD_DUMP, SECRET}
        odd = {name for name in said if name not in known and not kept_files.is_member(name)}
        odd |= set(there) - said - {MANIFEST}
        if odd or len(there) != len(set(there)):
            name = min(odd, default="det samme to ganger")
            raise Failed(f"Kopien har noe som ikke hører hjemme der: {name}.")

    def _member(self, name: str) -> IO[bytes]:
        try:
            return self._archive.open(name)
        except RuntimeError as error:  # what says it is packed or locked in a way we never do
            raise zipfile.BadZipFile(str(error)) from error

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member to its end. Raises Failed when it is not as it was written."""
        digest = hashlib.sha256()
        with self._member(name) as member:
            for piece in pieces_of(member):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != self.manifest.sha256[name]:
            raise Failed(f"Kopien er skadet: {name} er ikke slik den ble skrevet.")

    def check(self, *names: str) -> None:
        """All of it, or only these."""
        for name in names or self.manifest.sha256:
            for _ in self.pieces(name):
                pass

    def unpack(self, folder: Path, *names: str) -> None:
        """Lay out all of it, or only these, for nobody else to read."""
        for name in names or self.manifest.sha256:
            target = folder / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(self.pieces(name))


@contextmanager
def reading(file: Path) -> Iterator[Reading]:
    """Raises Failed for what is not a whole copy, also while the block reads on."""
    _require_plain(file)
    try:
        with zipfile.ZipFile(file) as archive:
            yield Reading(archive)
    except NOT_WHOLE as error:
        raise Failed(f"Dette er ikke en hel sikkerhetskopi ({error}).") from error


def _require_plain(file: Path) -> None:
    if not file.is_file():
        raise Failed(f"{file} finnes ikke.")
    with file.open("rb") as opened:
        head = opened.read(64)
    if file.suffix in (".age", ".gpg", ".encrypted") or head.startswith(b"age-encryption.org/"):
        raise Failed(f"{file} er kryptert. Dekrypter den først, for eksempel med age --decrypt.")
