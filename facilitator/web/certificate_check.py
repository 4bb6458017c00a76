"""`/kontroll`: anybody may ask whether a kompetansebevis is what it says. It tells nothing else.

What was guessed wrong is counted by where it came from, so that one who guesses closes the page for
themselves. It is not counted over all: a kontrollkode is one of 22 to the tenth, which no number of
machines finds, and a few of them could hold the page shut for everybody.
"""

from flask import Blueprint, Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import RequestLimit

from facilitator.domain.certificate_check import confirm
from facilitator.errors import how_long
from facilitator.web import context, errors
from facilitator.web.security import limiter, place, until_calm

blueprint = Blueprint("certificate_check", __name__)

FROM_ONE_PLACE = "40 per minute; 400 per hour"
TOO_MANY = 429
MANY = "Det er prøvd mange feil numre eller koder akkurat nå."


def _many(met: RequestLimit) -> Response:
    """It is given back and not raised: an error in here is taken for storage that is down."""
    wait = until_calm(met)
    html, status = errors.page(f"{MANY} Vent {how_long(wait)}, og prøv igjen.", TOO_MANY)
    return _private(context.unkept(html, status, wait))


def _was_wrong(_response: Response) -> bool:
    return bool(g.get("guessed_wrong"))


@blueprint.get("/kontroll")
@limiter.limit(lambda: FROM_ONE_PLACE, key_func=place, deduct_when=_was_wrong, on_breach=_many)
def show() -> ResponseReturnValue:
    number, code = request.args.get("nr", "").strip(), request.args.get("kode", "").strip()
    asked = bool(number or code)
    found = None
    if asked:
        with context.reading() as db:
            found = confirm(db, number, code, context.now())
        if found is None:
            g.guessed_wrong = True
    html = render_template(
        "certificates/check.html", found=found, asked=asked, number=number, code=code
    )
    return _private(make_response(html, 404 if asked and found is None else 200))


def _private(answer: Response) -> Response:
    """The address holds number and code: it is kept nowhere, listed nowhere and sent nowhere."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return context.no_store(answer)
