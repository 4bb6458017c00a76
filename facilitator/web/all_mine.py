"""`/mappe/alt-mitt`: all the app has on a person, to that person, as one ZIP."""

import datetime as dt
import os
import tempfile
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from flask import Blueprint, make_response, render_template, send_file
from flask.typing import ResponseReturnValue

from facilitator.documents import archive, formats
from facilitator.domain import all_mine, portfolios
from facilitator.domain.all_mine import KeptFile
from facilitator.presentation import all_mine as shown
from facilitator.presentation.content import Document
from facilitator.web import context, files

blueprint = Blueprint("all_mine", __name__, url_prefix="/mappe")

NAME = "alt-mitt.zip"


@blueprint.get("/alt-mitt")
def show() -> ResponseReturnValue:
    """What is in it, what is not, and the button."""
    with context.reading() as db:
        actor = context.current_actor(db)
        person = portfolios.require_person(db, actor)
        context.say_outside(person.cohort)
        whole = portfolios.scope_of(db, person, actor) is None
        scope = "" if whole else shown.only_a_part(person)
    html = render_template("portfolio/all_mine.html", scope=scope)
    return context.no_store(make_response(html))


@blueprint.get("/alt-mitt.zip")
@files.limited_zip
def fetch() -> ResponseReturnValue:
    made = context.now()
    with context.reading() as db:
        mine = all_mine.collect(db, context.current_actor(db))
        read = shown.document(mine, made)
        data = shown.data(mine, made)
        words = shown.Readme.of(mine, made)
    originals = tuple(mine.files)
    packed = files.aside(_packed, read, data, words, originals, made, files.data_dir())
    size = packed.seek(0, os.SEEK_END)
    packed.seek(0)
    response = send_file(packed, mimetype="application/zip", max_age=0)
    response.content_length = size  # so that a phone says how much is left
    response.headers["Content-Disposition"] = files.disposition(NAME)
    return context.no_store(response)


def _packed(
    read: Document,
    data: bytes,
    words: "shown.Readme",
    originals: tuple[KeptFile, ...],
    made: dt.datetime,
    root: Path,
) -> IO[bytes]:
    """On the disk, without a name there, so that no more than one file is in memory at a time."""
    packed = tempfile.TemporaryFile(dir=root)  # noqa: SIM115 - closed when it has been sent
    try:
        _pack(packed, read, data, words, originals, made, root)
    except BaseException:
        packed.close()
        raise
    return packed


def _pack(
    packed: IO[bytes],
    read: Document,
    data: bytes,
    words: "shown.Readme",
    originals: tuple[KeptFile, ...],
    made: dt.datetime,
    root: Path,
) -> None:
    with ZipFile(packed, "w") as into:
        page = formats.rendered(read, "html", made, root)
        archive.add(into, page.name, page.body, made)
        archive.add(into, f"{shown.FILENAME}.json", data, made)
        gone = []
        for original in originals:
            source = archive.kept(root, original.stored)
            if source is None:
                gone.append(original.name)
            else:
                archive.add_file(into, original.name, source, made)
        archive.add(into, "LES-MEG.txt", words.text(gone).encode("utf-8-sig"), made)
