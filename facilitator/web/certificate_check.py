"""`/kontroll`: anybody may ask whether a kompetansebevis is what it says. It tells nothing else.

What was guessed wrong is counted by where it came from, and over all at ten times that, so that one
who guesses closes the page for themselves. It is counted in the limiter's own storage, so that
guessing here never closes the rooms to those who come with a code.
"""

from flask import Blueprint, Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue

from facilitator.domain.certificate_check import confirm
from facilitator.web import context
from facilitator.web.security import limiter, place

blueprint = Blueprint("certificate_check", __name__)

FROM_ONE_PLACE = "40 per minute; 400 per hour"
TOGETHER = "400 per minute; 4000 per hour"


def _everybody() -> str:
    return "kontroll"


def _was_wrong(_response: Response) -> bool:
    return bool(g.get("guessed_wrong"))


@blueprint.get("/kontroll")
@limiter.limit(lambda: FROM_ONE_PLACE, key_func=place, deduct_when=_was_wrong)
@limiter.limit(lambda: TOGETHER, key_func=_everybody, deduct_when=_was_wrong)
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
