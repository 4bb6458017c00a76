"""`/mappe/oppsummering`: one's own closing summary; and `/mappe/klar`: the mappe as a whole."""

import secrets
from dataclasses import dataclass

from flask import Blueprint, current_app, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import portfolio_reviews, summaries, summary_import, whole_mappe
from facilitator.domain.summaries import Closed, Typed
from facilitator.domain.summary_import import Found
from facilitator.errors import Conflict, Invalid
from facilitator.models import Participant, Summary
from facilitator.presentation import nudges
from facilitator.presentation.dates import clock_time
from facilitator.presentation.summaries import TYPE_CHOICES, counted, summary_page
from facilitator.web import context, incoming, nudging

blueprint = Blueprint("summaries", __name__, url_prefix="/mappe")

REQUEST_LIMIT = summary_import.MOST_BYTES + 400_000
"""The file, and the text that may be pasted beside it."""

MOVED_ON = "Mappa er kommet videre i mellomtiden. Her ser du hvor langt."
READ_ALREADY = "Oppsummeringen er kommet videre i mellomtiden. Her ser du hvor langt."


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a form came back, with what another tab has written when that is the reason."""

    typed: Typed | None = None
    fault: str = ""
    theirs: Typed | None = None
    status: int = 200


def _too_large() -> ResponseReturnValue:
    return _page(errors={summary_import.FILE: summary_import.TOO_HEAVY}, status=413)


incoming.take_large(
    blueprint, "take_in", REQUEST_LIMIT, lambda actor: actor.whole_portfolio, _too_large
)


def _owner(db: Session) -> Participant:
    return whole_mappe.require_owner(db, context.current_actor(db))


@blueprint.get("/oppsummering")
def show() -> ResponseReturnValue:
    return _page()


def _page(
    refused: Refused | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
    pasted: str = "",
) -> ResponseReturnValue:
    refused = refused or Refused()
    with context.reading() as db:
        person = _owner(db)
        summary = summaries.summary_of(db, person.id)
        page = summary_page(summary, person.cohort, refused.typed)
        html = render_template(
            "summary/summary.html",
            page=page,
            person=person,
            types=TYPE_CHOICES,
            nudges=nudges.of(db, person.cohort_id, {"title": page.title, "text": page.text}),
            editor=secrets.token_hex(8),
            fault=refused.fault,
            theirs=refused.theirs,
            errors=errors or {},
            pasted=pasted,
        )
    response = make_response(html, status)
    response.headers["X-Offline"] = "1"
    return context.no_store(response)


def _typed() -> Typed:
    form = request.form
    return Typed(form.get("type", ""), form.get("title", ""), form.get("text", ""))


@blueprint.post("/oppsummering")
def save() -> ResponseReturnValue:
    """As it is typed, and by «Lagre» where there is no script."""
    return _written(hand_in=False)


@blueprint.post("/oppsummering/lever")
def hand_in() -> ResponseReturnValue:
    """What stands in the form is saved and handed in as one."""
    return _written(hand_in=True)


def _written(*, hand_in: bool) -> ResponseReturnValue:
    """What is refused is said at its field or beside the other text; nothing typed is lost."""
    typed = _typed()
    target = url_for("summaries.show")
    try:
        summary = _write(typed)
        if hand_in:
            _hand_in()
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(Refused(typed), invalid.errors, invalid.status)
    except Conflict as conflict:
        if context.wants_json():
            raise
        theirs = Typed(**{name: str(value) for name, value in conflict.current.items()})
        return _page(Refused(typed, conflict.message, theirs), status=conflict.status)
    except Closed as closed:
        if context.wants_json():
            raise
        return _page(Refused(typed, closed.message), status=closed.status)
    if hand_in:
        return context.done(target, next=target)
    saved = clock_time(summary.saved_at or context.now())
    return context.done(target, version=summary.version, saved=saved, **nudging.of_form())


def _write(typed: Typed) -> Summary:
    """Saved by itself, so that what is typed is kept also where it is not ready to hand in."""
    form = request.form
    with context.transaction() as db:
        return summaries.write(
            db,
            _owner(db),
            typed,
            version=form.get("version", 0, type=int),
            editor=form.get("editor", "")[:64] or context.client_id(),
            now=context.now(),
        )


def _hand_in() -> None:
    with context.transaction() as db:
        summaries.hand_in(db, _owner(db), context.now())


@blueprint.post("/oppsummering/trekk")
def withdraw() -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            summaries.withdraw(db, _owner(db), context.now())
    except Closed:
        if context.wants_json():
            raise
        flash(READ_ALREADY, "wait")
    target = url_for("summaries.show")
    return context.done(target, next=target)


@blueprint.post("/oppsummering/hent")
def take_in() -> ResponseReturnValue:
    """A DOCX or a pasted text, shown before it takes the place of anything."""
    with context.reading() as db:
        _owner(db)
    try:
        found = _found()
    except Invalid as invalid:
        pasted = request.form.get("pasted", "")
        return _page(errors=invalid.errors, status=invalid.status, pasted=pasted)
    with context.reading() as db:
        person = _owner(db)
        page = summary_page(summaries.summary_of(db, person.id), person.cohort)
        html = render_template(
            "summary/import.html",
            page=page,
            found=found,
            words=counted(found.text),
            editor=secrets.token_hex(8),
        )
    return context.no_store(make_response(html))


def _found() -> Found:
    file = request.files.get(summary_import.FILE)
    if file is None or not file.filename:
        return summary_import.read_pasted(request.form.get("pasted", ""))
    raw = file.stream.read(summary_import.MOST_BYTES + 1)
    read: Found = current_app.config["RUN_IN_THREAD"](summary_import.read_docx, raw)
    return read


@blueprint.post("/klar")
def ready() -> ResponseReturnValue:
    """«Mappa mi er klar»."""
    return _whole("ready")


@blueprint.post("/klar/trekk")
def not_ready() -> ResponseReturnValue:
    return _whole("withdraw")


def _whole(action: str) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            person = _owner(db)
            portfolio_reviews.act(db, person, action, by=person.name, now=context.now())
    except (Conflict, Invalid) as refused:
        if context.wants_json():
            raise
        flash(MOVED_ON if isinstance(refused, Conflict) else refused.message, "wait")
    return context.done(url_for("portfolio.show", _anchor="hele-mappa"))
