"""`/minner/<card>`: tie a story of one's own to the one that called it to mind."""

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import cards, portfolios, threads
from facilitator.errors import Invalid
from facilitator.models import Card
from facilitator.presentation import threads as presentation
from facilitator.web import context

blueprint = Blueprint("threads", __name__)


@blueprint.get("/minner/<int:card_id>")
def show(card_id: int) -> ResponseReturnValue:
    return _page(card_id)


def _page(card_id: int, errors: dict[str, str] | None = None) -> ResponseReturnValue:
    with context.reading() as db:
        card = cards.find(db, card_id)
        view = presentation.reminds_view(db, context.current_actor(db), card)
        html = render_template("cards/reminds.html", view=view, errors=errors or {})
    return context.no_store(make_response(html, 422 if errors else 200))


@blueprint.post("/minner/<int:card_id>")
def tie(card_id: int) -> ResponseReturnValue:
    """«Knytt dem sammen.»"""
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            person = portfolios.require_person(db, actor)
            other = cards.find(db, card_id)
            reader = presentation.reader_of(db, actor, person, other)
            chosen = request.form.get("own", type=int)
            mine = {card.id: card for card in presentation.own_choices(db, actor, person)}
            own: Card | None = mine.get(chosen) if chosen else None
            if own is None:
                raise Invalid({"own": threads.CHOOSE})
            threads.tie(db, reader, person, own, other, context.now())
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(card_id, invalid.errors)
    return context.done(url_for("threads.show", card_id=card_id), message="Knyttet sammen.")


@blueprint.post("/traad/<int:thread_id>/ta-bort")
def untie(thread_id: int) -> ResponseReturnValue:
    """Either owner's; afterwards one is where one was: at the story or in the mappe."""
    with context.transaction() as db:
        person = portfolios.require_person(db, context.current_actor(db))
        threads.untie(db, person, thread_id)
    card_id = request.form.get("card", type=int)
    there = url_for("threads.show", card_id=card_id) if card_id else url_for("portfolio.show")
    return context.done(there, next=there)
