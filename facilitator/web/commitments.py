"""«Hvordan gikk det?»: one's own answer about what one wanted to try."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import audiences, cards, commitments, portfolios
from facilitator.errors import Invalid, NotAllowed
from facilitator.web import context, phone

blueprint = Blueprint("commitments", __name__)


@blueprint.post("/rom/<public_id>/skritt/<int:card_id>")
def answer(public_id: str, card_id: int) -> ResponseReturnValue:
    """Answered on the phone at innsjekk; the card is from an earlier samling."""
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            person = phone.here(db, room)
            card = cards.find(db, card_id)
            actor = context.current_actor(db)
            if not actor.whole_portfolio and card.activity.room_id != room.id:
                raise NotAllowed(portfolios.NOT_YOURS)
            commitments.answer(
                db,
                card,
                actor,
                request.form.get("outcome", ""),
                request.form.get("outcome_line", ""),
            )
            audiences.tell_person(db, room.id, person.id)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid)
    return context.done(url_for("phone.show", public_id=public_id), message="Lagret.")
