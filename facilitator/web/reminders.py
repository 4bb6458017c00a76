"""`/deltakere/paminnelse`: a friendly greeting to one or many, shown before anything is sent."""

import secrets
from collections.abc import Mapping

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import letters, reminders
from facilitator.errors import Invalid
from facilitator.presentation import reminders as views
from facilitator.presentation.reminders import LetterView, SentView, Written
from facilitator.web import context, desk, mailing
from facilitator.web.mailing import NO_ADDRESS, UNDER_WAY, Outgoing

blueprint = Blueprint("reminders", __name__, url_prefix="/deltakere/paminnelse")

NOTHING: Mapping[str, str] = {}
CHANGED = "Noe er annerledes enn det som sto her. Se over hilsenene, så kan du sende dem."
NOBODY = "Sett hake ved minst én som skal ha hilsenen."
BY_HAND = "Da står det at du har sendt hilsenen selv."


@blueprint.get("")
def show() -> ResponseReturnValue:
    """The text to begin with, and what each would get of it."""
    return _page(request.args.getlist("til", type=int))


@blueprint.post("")
def preview() -> ResponseReturnValue:
    """The same with the text that was typed. Sends nothing."""
    try:
        reminders.clean(*_typed())
    except Invalid as invalid:
        return _refused(invalid.errors)
    return _page(_people(), _written(), _ticked())


@blueprint.post("/send")
def send() -> ResponseReturnValue:
    """What was shown, to those who are ticked. Pressed again, nobody gets it twice."""
    try:
        found = _as_shown()
    except Invalid as invalid:
        return _refused(invalid.errors)
    outgoing = [
        Outgoing(each.id, each.email, each.subject, each.text, letters.REMINDER)
        for each in found
        if each.email
    ]
    outcome = {each.participant_id: each for each in mailing.send(outgoing, _written().client_id)}
    sent = [
        SentView(
            id=each.id,
            name=each.name,
            email=each.email,
            said=(outcome[each.id].fault or "Sendt.") if each.id in outcome else NO_ADDRESS,
            ok=each.id in outcome and outcome[each.id].fault in ("", UNDER_WAY),
        )
        for each in found
    ]
    return _sent_page(sent, found)


@blueprint.post("/sendt-selv")
def sent_by_hand() -> ResponseReturnValue:
    """The texts were copied and sent in a way of one's own; it is noted that they were."""
    try:
        found = _as_shown()
    except Invalid as invalid:
        return _refused(invalid.errors)
    with context.transaction() as db:
        at = desk.at_desk(db)
        letters.copied(
            db,
            [each.id for each in found],
            about=letters.REMINDER,
            by=at.actor.name,
            client_id=_written().client_id,
            now=context.now(),
        )
        kull = at.desk.kull or None
    flash(BY_HAND, "good")
    return context.done(url_for("people.show", kull=kull))


def _typed() -> tuple[str, str]:
    return request.form.get("subject", ""), request.form.get("body", "")


def _written() -> Written:
    """As it was typed; cleaned when that can be done."""
    subject, body = _typed()
    try:
        subject, body = reminders.clean(subject, body)
    except Invalid:
        body = body.replace("\r\n", "\n")
    return Written(subject, body, request.form.get("press", "")[:64] or secrets.token_hex(16))


def _people() -> list[int]:
    return request.form.getlist("til", type=int)


def _ticked() -> set[int]:
    return set(request.form.getlist("med", type=int))


def _as_shown() -> list[LetterView]:
    """The letters that are ticked. Raises Invalid when they are not what was shown."""
    reminders.clean(*_typed())
    with context.reading() as db:
        at = desk.at_desk(db)
        lines = views.lines_for(db, at.cohort, _people(), context.now())
        found = views.letters_for(db, at.cohort, lines, _written(), context.now(), _ticked())
    chosen = [each for each in found if each.included]
    if not chosen:
        raise Invalid({"med": NOBODY})
    if views.unseen(found, {each.id: request.form.get(f"sett-{each.id}", "") for each in found}):
        raise Invalid({"sett": CHANGED})
    return chosen


def _refused(errors: Mapping[str, str]) -> ResponseReturnValue:
    if context.wants_json():
        return {"ok": False, "errors": dict(errors)}, 422
    response = _page(_people(), _written(), _ticked(), errors)
    response.status_code = 422
    return response


def _page(
    people: list[int],
    written: Written | None = None,
    ticked: set[int] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> Response:
    with context.reading() as db:
        at = desk.at_desk(db)
        if written is None:
            subject, body = reminders.suggested(at.cohort, at.leader.first_name)
            written = Written(subject, body, secrets.token_hex(16))
        lines = views.lines_for(db, at.cohort, people, context.now())
        found = views.letters_for(db, at.cohort, lines, written, context.now(), ticked)
    html = render_template(
        "reminders/write.html",
        letters=found,
        written=written,
        errors=errors,
        can_send=mailing.can_send(),
        desk=at.desk,
        leader=at.name,
    )
    return context.no_store(make_response(html))


def _sent_page(sent: list[SentView], found: list[LetterView]) -> Response:
    with context.reading() as db:
        at = desk.at_desk(db)
    html = render_template(
        "reminders/sent.html",
        sent=sent,
        letters=found,
        written=_written(),
        desk=at.desk,
        leader=at.name,
    )
    return context.no_store(make_response(html))
