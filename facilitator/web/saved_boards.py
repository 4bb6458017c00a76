"""`/mappe/tavle/<id>`: a board as it was arranged when its activity ended."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from facilitator.domain import portfolios
from facilitator.presentation.saved_board import saved_board_view
from facilitator.web import context

blueprint = Blueprint("saved_boards", __name__)


@blueprint.get("/mappe/tavle/<int:board_id>")
def show(board_id: int) -> ResponseReturnValue:
    with context.reading() as db:
        actor = context.current_actor(db)
        board = portfolios.saved_board(db, actor, board_id)
        view = saved_board_view(db, actor, board, context.now())
    return context.no_store(make_response(render_template("portfolio/saved_board.html", view=view)))
