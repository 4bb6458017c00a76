"""`/mappe`: one's own arbeidsmappe, and what one may change from it."""

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import cards, handovers, portfolios
from facilitator.errors import Invalid, NotAllowed
from facilitator.presentation.portfolio import CHOICES, portfolio_view
from facilitator.presentation.portfolio_led import led_lines
from facilitator.web import context
from facilitator.web.cards import named

blueprint = Blueprint("portfolio", __name__)


@blueprint.get("/mappe")
def show() -> ResponseReturnValue:
    return _page()


def _page(card_id: int = 0, errors: dict[str, str] | None = None) -> ResponseReturnValue:
    """The mappe; after a refusal with what is wrong, at the card it is about."""
    with context.reading() as db:
        mappe = portfolios.of(db, context.current_actor(db), context.now())
        context.say_outside(mappe.cohort)
        view = portfolio_view(mappe, context.now())
        led = led_lines(mappe, handovers.led_by(db, mappe.person.id))
    html = render_template(
        "portfolio/portfolio.html",
        view=view,
        led=led,
        choices=CHOICES,
        faulty=card_id,
        errors=errors or {},
        typed=request.form,
    )
    return context.no_store(make_response(html, 422 if errors else 200))


@blueprint.post("/mappe/kort/<int:card_id>/synlighet")
def change_visibility(card_id: int) -> ResponseReturnValue:
    """Who may read a story of one's own, also long after the day."""
    try:
        with context.transaction() as db:
            card = portfolios.own_card(db, context.current_actor(db), card_id)
            if card.type != "story":
                raise NotAllowed
            cards.set_visibility(db, card, _chosen(), context.now(), show_name=named())
    except Invalid as invalid:
        return _refused(card_id, invalid)
    return _done(card_id)


def _chosen() -> str:
    """One of the levels a teller is offered; «Festivalen» has a way of its own."""
    visibility = request.form.get("visibility", "")
    if visibility not in dict(CHOICES):
        raise Invalid({"visibility": "Velg hvem som får lese den."})
    return visibility


@blueprint.post("/mappe/kort/<int:card_id>/trekk")
def withdraw(card_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        card = portfolios.own_card(db, context.current_actor(db), card_id)
        cards.withdraw(db, card, context.now())
    return _done(card_id)


@blueprint.post("/mappe/kort/<int:card_id>/takk")
def thank(card_id: int) -> ResponseReturnValue:
    """The teller's one line to the one who listened and wrote; an empty one takes it back."""
    try:
        with context.transaction() as db:
            card = portfolios.own_card(db, context.current_actor(db), card_id)
            cards.thank(db, card, request.form.get("thanks", ""))
    except Invalid as invalid:
        return _refused(card_id, invalid)
    return _done(card_id)


def _done(card_id: int) -> ResponseReturnValue:
    return context.done(url_for("portfolio.show", _anchor=f"card-{card_id}"), id=card_id)


def _refused(card_id: int, invalid: Invalid) -> ResponseReturnValue:
    """Script shows the fault at the field; a plain form gets its page again with the text."""
    if context.wants_json():
        raise invalid
    return _page(card_id, invalid.errors)
