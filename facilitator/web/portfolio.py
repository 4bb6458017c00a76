"""`/mappe`: one's own arbeidsmappe, and what one may change from it."""

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import cards, commitments, portfolios
from facilitator.errors import Invalid, NotAllowed
from facilitator.presentation import forgetting
from facilitator.presentation.portfolio import CHOICES, portfolio_view
from facilitator.web import context
from facilitator.web.cards import named

blueprint = Blueprint("portfolio", __name__)


@blueprint.get("/mappe")
def show() -> ResponseReturnValue:
    return _page()


def _page(card_id: int = 0, errors: dict[str, str] | None = None) -> ResponseReturnValue:
    """The mappe; after a refusal with what is wrong, at the card it is about.

    `etter` says what it is sorted by, also in what a form sends.
    """
    with context.reading() as db:
        mappe = portfolios.of(db, context.current_actor(db), context.now())
        context.say_outside(mappe.cohort)
        view = portfolio_view(mappe, context.now(), request.values.get("etter", ""))
        guest = mappe.person.guest_of is not None
        goes = forgetting.notice(db, mappe.person, context.now()) if mappe.whole or guest else None
    html = render_template(
        "portfolio/portfolio.html",
        view=view,
        notice=goes,
        guest=guest,
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


@blueprint.post("/mappe/skritt/<int:card_id>")
def answer_step(card_id: int) -> ResponseReturnValue:
    """How it went with what one wanted to try, told at any time between two samlinger."""
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            card = portfolios.own_card(db, actor, card_id)
            outcome, line = request.form.get("outcome", ""), request.form.get("outcome_line", "")
            commitments.answer(db, card, actor, outcome, line)
    except Invalid as invalid:
        return _refused(card_id, invalid)
    return _done(card_id, "skritt")


def _done(card_id: int, kind: str = "card") -> ResponseReturnValue:
    way = request.form.get("etter") or None
    target = url_for("portfolio.show", etter=way, _anchor=f"{kind}-{card_id}")
    return context.done(target, id=card_id)


def _refused(card_id: int, invalid: Invalid) -> ResponseReturnValue:
    """Script shows the fault at the field; a plain form gets its page again with the text."""
    if context.wants_json():
        raise invalid
    return _page(card_id, invalid.errors)
