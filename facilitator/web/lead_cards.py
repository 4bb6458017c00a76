"""What a prosessleder does with the board's cards. None of it loses a card or its author."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import activities, boards, cards
from facilitator.errors import NotFound
from facilitator.models import Activity, Card
from facilitator.web import context
from facilitator.web.lead import answer, led_room

blueprint = Blueprint("lead_cards", __name__)

TAB = "#kort"
LONGEST_ID = 12


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


def _activity(db: Session, public_id: str) -> Activity:
    room, _ = led_room(db, public_id)
    return activities.require_current(db, room)


def _on_board(db: Session, activity: Activity, card_id: int) -> Card:
    """A card of this board, hidden or not. What is narrower does not exist for a leader."""
    for card in (*boards.lying(db, activity), *boards.hidden(db, activity)):
        if card.id == card_id:
            return card
    raise NotFound("Kortet ligger ikke på tavla lenger.")
