"""`/mappe/alt-mitt`: all the app has on a person, to that person, as one ZIP."""

import datetime as dt
from pathlib import Path
from zipfile import ZipFile

from flask import Blueprint, make_response, render_template
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
    originals, root = tuple(mine.files), files.data_dir()
    return files.zipped(NAME, lambda into: _pack(into, read, data, words, originals, made, root))


def _pack(
    into: ZipFile,
    read: Document,
    data: bytes,
    words: shown.Readme,
    originals: tuple[KeptFile, ...],
    made: dt.datetime,
    root: Path,
) -> None:
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
