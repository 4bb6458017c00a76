"""What a prosessleder does with the board's cards. None of it loses a card or its author."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import activities, arranging, board_filter, boards, cards
from facilitator.domain.arranging import Side
from facilitator.errors import NotFound
from facilitator.models import Activity, Card
from facilitator.presentation.wall import shown_board
from facilitator.web import context
from facilitator.web.lead import answer, led_room, number

blueprint = Blueprint("lead_cards", __name__)

TAB = "#kort"
LONGEST_ID = 12
NO_MORE = {1: "Det er ikke flere kort etter dette.", -1: "Det er ingen kort før dette."}


@blueprint.post("/rom/<public_id>/styring/kort/<int:card_id>/lys")
def put_in_light(public_id: str, card_id: int) -> ResponseReturnValue:
    """One card, large, on the projector."""
    with context.transaction() as db:
        activity = _activity(db, public_id)
        boards.put_in_light(db, activity, card_id)
    return answer(public_id, tab=TAB)


@blueprint.post("/rom/<public_id>/styring/kort/lys-av")
def end_light(public_id: str) -> ResponseReturnValue:
    """Back to the board, or to what the phase shows."""
    with context.transaction() as db:
        boards.put_in_light(db, _activity(db, public_id), None)
    return answer(public_id, tab=TAB)


@blueprint.post("/rom/<public_id>/styring/kort/lys-neste")
def step_light(public_id: str) -> ResponseReturnValue:
    """The next or the previous card, from the one that was seen in the light."""
    step = -1 if request.form.get("way") == "back" else 1
    with context.transaction() as db:
        activity = _activity(db, public_id)
        board = shown_board(activity)
        found = arranging.light_beside(db, activity, _chosen("from"), step, board)
    return answer(public_id, "" if found else NO_MORE[step], TAB)


@blueprint.post("/rom/<public_id>/styring/kort/<int:card_id>/plass")
def place(public_id: str, card_id: int) -> ResponseReturnValue:
    """Lay a card before or after another one. At the end of a heap there is nowhere to go."""
    side, beside = _beside()
    with context.transaction() as db:
        activity = _activity(db, public_id)
        if beside is not None:
            arranging.put_beside(db, activity, card_id, beside, side)
    return answer(public_id, tab=TAB)


@blueprint.post("/rom/<public_id>/styring/kort/<int:card_id>/samling")
def put_under(public_id: str, card_id: int) -> ResponseReturnValue:
    """Lay a card under a heading, or out of the one it lies under."""
    cluster_id = _chosen("cluster")
    with context.transaction() as db:
        activity = _activity(db, public_id)
        if cluster_id is None:
            arranging.take_out(db, activity, card_id)
        else:
            arranging.put_into(db, activity, card_id, cluster_id)
    return answer(public_id, tab=TAB)


@blueprint.post("/rom/<public_id>/styring/kort/<int:card_id>/skjul")
def hide(public_id: str, card_id: int) -> ResponseReturnValue:
    """Off the board for now; its owner and the leaders still have it."""
    with context.transaction() as db:
        activity = _activity(db, public_id)
        cards.hide(db, _on_board(db, activity, card_id), context.now())
    return answer(public_id, "Kortet er skjult. Du finner det nederst under Kort.", TAB)


@blueprint.post("/rom/<public_id>/styring/kort/<int:card_id>/vis")
def unhide(public_id: str, card_id: int) -> ResponseReturnValue:
    """Undo of hiding: the card lies where it lay."""
    with context.transaction() as db:
        activity = _activity(db, public_id)
        boards.unhide(db, activity, _on_board(db, activity, card_id))
    return answer(public_id, tab=TAB)


@blueprint.post("/rom/<public_id>/styring/kort/samle")
def gather(public_id: str) -> ResponseReturnValue:
    """Lay the chosen cards side by side under a heading."""
    chosen = [
        int(v) for v in request.form.getlist("card") if v.isdecimal() and len(v) <= LONGEST_ID
    ]
    with context.transaction() as db:
        boards.gather(db, _activity(db, public_id), chosen, request.form.get("title", ""))
    return answer(public_id, "Kortene ligger sammen.", TAB)


@blueprint.post("/rom/<public_id>/styring/samling/<int:cluster_id>/spre")
def scatter(public_id: str, cluster_id: int) -> ResponseReturnValue:
    """Undo of gathering."""
    with context.transaction() as db:
        boards.scatter(db, _activity(db, public_id), cluster_id)
    return answer(public_id, "Kortene ligger hver for seg igjen.", TAB)


@blueprint.post("/rom/<public_id>/styring/samling/<int:cluster_id>/navn")
def rename(public_id: str, cluster_id: int) -> ResponseReturnValue:
    """Another heading over the same cards."""
    with context.transaction() as db:
        activity = _activity(db, public_id)
        arranging.rename(db, activity, cluster_id, request.form.get("title", ""))
    return answer(public_id, tab=TAB)


@blueprint.post("/rom/<public_id>/styring/samling/<int:cluster_id>/plass")
def place_heap(public_id: str, cluster_id: int) -> ResponseReturnValue:
    """Move a heading with its cards before or after another one."""
    side, beside = _beside()
    with context.transaction() as db:
        activity = _activity(db, public_id)
        if beside is not None:
            arranging.put_heap_beside(db, activity, cluster_id, beside, side)
    return answer(public_id, tab=TAB)


@blueprint.post("/rom/<public_id>/styring/kort/utvalg")
def show_only(public_id: str) -> ResponseReturnValue:
    """Show the cards of one table or with one strength; with nothing chosen all of them."""
    with context.transaction() as db:
        board_filter.choose(db, _activity(db, public_id), request.form.get("show", ""))
    return answer(public_id, tab=TAB)


def _beside() -> tuple[Side, int | None]:
    """Which side of what. Nothing when the button had nowhere to go."""
    before = _chosen("before")
    return ("before", before) if before is not None else ("after", _chosen("after"))


def _chosen(field: str) -> int | None:
    return number(field) if request.form.get(field) else None


def _activity(db: Session, public_id: str) -> Activity:
    room, _ = led_room(db, public_id)
    return activities.require_current(db, room)


def _on_board(db: Session, activity: Activity, card_id: int) -> Card:
    """A card of this board, hidden or not. What is narrower does not exist for a leader."""
    for card in (*boards.lying(db, activity), *boards.hidden(db, activity)):
        if card.id == card_id:
            return card
    raise NotFound("Kortet ligger ikke på tavla lenger.")
