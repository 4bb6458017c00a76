"""`/mappe/last-ned`: one's own arbeidsmappe as a file, and as a ZIP with all that belongs to it."""

from collections.abc import Sequence

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue

from facilitator.documents import archive, formats
from facilitator.domain import portfolios
from facilitator.errors import NotFound
from facilitator.presentation import portfolio_document
from facilitator.presentation.content import Document
from facilitator.presentation.originals import Original
from facilitator.presentation.portfolio import portfolio_view
from facilitator.web import context, files

blueprint = Blueprint("portfolio_files", __name__, url_prefix="/mappe")

NAME = portfolio_document.FILENAME


@blueprint.get("/last-ned")
def show() -> ResponseReturnValue:
    """What there is to choose from, and what is in it."""
    with context.reading() as db:
        mappe = portfolios.of(db, context.current_actor(db), context.now())
        context.say_outside(mappe.cohort)
        view = portfolio_view(mappe, context.now())
    return context.no_store(make_response(render_template("portfolio/download.html", view=view)))


@blueprint.get(f"/{NAME}.<ending>")
@files.limited
def as_file(ending: str) -> ResponseReturnValue:
    """In any of the formats that a document has."""
    with context.reading() as db:
        actor = context.current_actor(db)
        portfolios.require_person(db, actor)
        if ending not in formats.FORMATS:
            raise NotFound
        content = portfolio_document.of_participant(db, actor, context.now())
    return files.document(content, ending)


@blueprint.get(f"/{NAME}.zip")
@files.limited_zip
def as_zip() -> ResponseReturnValue:
    """The document in its formats, with the photos and files as they are kept."""
    with context.reading() as db:
        content, originals = portfolio_document.whole(db, context.current_actor(db), context.now())
    return zipped(f"{NAME}.zip", content, originals)


def zipped(name: str, content: Document, originals: Sequence[Original]) -> Response:
    """The document in its formats, and its files beside it."""
    made, root = context.now(), files.data_dir()
    return files.zipped(name, lambda into: archive.write(into, "", content, originals, made, root))
