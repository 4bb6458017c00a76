"""`/festivalen/<kull>`: what guests see of a festival, and where they write a greeting."""

import secrets
from collections.abc import Mapping

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import festival, greetings
from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.models import Cohort, FestivalContribution
from facilitator.presentation.festival_public import public_group, public_view
from facilitator.presentation.people import named_cohort
from facilitator.web import context
from facilitator.web.security import limiter

blueprint = Blueprint("festival_public", __name__, url_prefix="/festivalen/<kull>")

FROM_ONE = "20 per hour"
NOTHING: Mapping[str, str] = {}


@blueprint.get("")
def show(kull: str) -> ResponseReturnValue:
    return _page(kull)


def _page(
    kull: str,
    at: str = "",
    typed: Mapping[str, str] = NOTHING,
    errors: Mapping[str, str] = NOTHING,
) -> Response:
    with context.reading() as db:
        today = context.today()
        view = public_view(db, named_cohort(db, kull), today)
    html = render_template(
        "festival/public.html",
        view=view,
        at=at,
        typed=typed,
        errors=errors,
        thanked=request.args.get("takk", ""),
        token=secrets.token_hex(8),
    )
    return context.no_store(make_response(html))


@blueprint.post("/hilsen")
@limiter.limit(FROM_ONE)
def greet(kull: str) -> ResponseReturnValue:
    """A greeting to one contribution, or to all. Nobody sees it before it has been read."""
    form = request.form
    to = form.get("to", "")
    try:
        with context.transaction() as db:
            cohort = named_cohort(db, kull)
            greetings.write(
                db,
                cohort,
                _released(db, cohort, to),
                name=form.get("name", ""),
                text=form.get("text", ""),
                client_id=context.client_id() or secrets.token_hex(8),
                now=context.now(),
            )
    except (Invalid, greetings.TooManyGreetings) as refused:
        if context.wants_json():
            raise
        return make_response(_page(kull, to, form, _faults(refused)), refused.status)
    target = url_for("festival_public.show", kull=kull, takk=to or "alle", _anchor=f"hilsen-{to}")
    if context.wants_json():
        return context.done(target, next=target)
    return redirect(target, code=303)


def _faults(refused: FacilitatorError) -> Mapping[str, str]:
    return refused.errors if isinstance(refused, Invalid) else {"text": refused.message}


def _released(db: Session, cohort: Cohort, to: str) -> FestivalContribution | None:
    """Only what guests see can be written to. Raises NotFound for the rest as for none."""
    if not to:
        return None
    if not to.isdecimal() or len(to) > 12:
        raise NotFound(festival.GONE)
    group = public_group(db, cohort, int(to))
    if group is None:
        raise NotFound(festival.GONE)
    return group[0][0]
