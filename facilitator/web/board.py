"""The projector, and the board as a list for the phones."""

from flask import Blueprint, Response, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import entry, leading, rooms
from facilitator.models import Room
from facilitator.presentation import board as presentation
from facilitator.presentation import board_list
from facilitator.web import context
from facilitator.web.security import policy

blueprint = Blueprint("board", __name__)

SCHEME = "lerret"
SCHEMES = ("light", "dark")


@blueprint.get("/rom/<public_id>/lerret")
def show(public_id: str) -> ResponseReturnValue:
    """What the room sees. Anyone with the address may open it while the room is open."""
    with context.reading() as db:
        room = _open_room(db, public_id)
        view = presentation.view(db, room, context.public_root(), context.now())
        template = "_projector.html" if context.wants_snapshot() else "projector.html"
        html = render_template(
            f"board/{template}",
            view=view,
            leads=leading.leads(context.current_actor(db), room) and not _is_mini(),
            scheme=_scheme(),
            mini=_is_mini(),
        )
    return _framed(context.no_store(make_response(html)))


def _is_mini() -> bool:
    """The small picture of the projector beside the remote on a laptop."""
    return request.args.get("mini") == "1"


def _framed(response: Response) -> Response:
    """Our own remote may show the small picture; nobody else may frame anything."""
    if _is_mini():
        own = policy(request.host).replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers["Content-Security-Policy"] = own
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@blueprint.get("/rom/<public_id>/tavle")
def as_list(public_id: str) -> ResponseReturnValue:
    """The same board, to read along on the phone."""
    with context.reading() as db:
        room = _open_room(db, public_id)
        actor = context.current_actor(db)
        entry.require_reading_along(db, room, actor)
        view = board_list.list_view(db, room, actor, context.now())
        template = "_list.html" if context.wants_snapshot() else "list.html"
        html = render_template(f"board/{template}", view=view)
    return context.no_store(make_response(html))


@blueprint.post("/rom/<public_id>/lerret/farge")
def choose_scheme(public_id: str) -> ResponseReturnValue:
    """Light or dark, remembered by this browser, in the one cookie that we have."""
    chosen = request.form.get("scheme", "")
    if chosen in SCHEMES:
        session[SCHEME] = chosen
        session.permanent = True
    return context.done(f"/rom/{public_id}/lerret")


def _scheme() -> str:
    chosen = session.get(SCHEME, "")
    return chosen if chosen in SCHEMES else "light"


def _open_room(db: Session, public_id: str) -> Room:
    return rooms.require_open(context.room_or_404(db, public_id))
