"""`/bevis`: the kull's kompetansebevis. All its prosessledere see them, a kursholder issues."""

import datetime as dt
from collections.abc import Sequence

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.documents import certificate as printed
from facilitator.documents.typesetting import NoGlyphs
from facilitator.domain import audit, certificates
from facilitator.domain import certificate_corrections as corrections
from facilitator.domain.certificate_corrections import Correction
from facilitator.domain.certificates import Outcome
from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.presentation.certificates import Paper, filename, paper
from facilitator.presentation.certificates_register import one, register
from facilitator.web import context, desk, files
from facilitator.web.desk import At

blueprint = Blueprint("certificates", __name__, url_prefix="/bevis")

MOST_AT_ONCE = 500
NOBODY = "Velg minst én person først."
ENDED = "Dette beviset gjelder ikke lenger, og kan ikke skrives ut."


class CannotPrint(FacilitatorError):
    status = 422
    message = (
        "Navnet har skrifttegn som ingen skrift på serveren kan vise. Åpne beviset på siden i "
        "stedet, og skriv det ut fra nettleseren."
    )


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _register()


def _register(error: str = "") -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        view = register(db, at.cohort, context.today())
    html = render_template(
        "certificates/register.html",
        view=view,
        at=at,
        desk=at.desk,
        error=error,
        asked=request.form.get("what", ""),
        local_address="" if current_app.config["SETTINGS"].public_url else context.public_root(),
    )
    return context.no_store(make_response(html, 422 if error else 200))


@blueprint.post("/utsted")
def issue() -> ResponseReturnValue:
    """For those ticked; the page sends them in bites, a plain form all at once."""
    chosen = request.form.getlist("person", type=int)[:MOST_AT_ONCE]
    prepare = request.form.get("what") == "prepare"
    if not chosen:
        return _nobody()
    with context.transaction() as db:
        at = desk.at_owners_desk(db)
        outcomes = certificates.issue(
            db, at.cohort, chosen, by=at.name, now=context.now(), prepare=prepare
        )
        back = url_for("certificates.show", kull=at.desk.kull or None, _anchor="utstedt")
        made, refused = _told(outcomes)
        _note(db, at, outcomes, prepare)
    if not context.wants_json():
        _say(len(made), refused, prepare)
    return context.done(back, made=made, refused=refused)


def _note(db: Session, at: At, outcomes: Sequence[Outcome], prepare: bool) -> None:
    for each in outcomes:
        if each.certificate is not None:
            audit.note(
                db, at.actor, audit.ISSUED, context.now(),
                f"kompetansebevis {each.certificate.number}", about=each.person.id,
                cohort=at.cohort.id, **({"did": "forberedte"} if prepare else {}),
            )  # fmt: skip


def _nobody() -> ResponseReturnValue:
    with context.reading() as db:
        desk.at_owners_desk(db)
    if context.wants_json():
        raise Invalid({"person": NOBODY})
    return _register(NOBODY)


def _told(outcomes: Sequence[Outcome]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    made, refused = [], []
    for outcome in outcomes:
        if outcome.certificate is not None:
            made.append({"name": outcome.person.name, "number": outcome.certificate.number})
        else:
            refused.append({"name": outcome.person.name, "why": outcome.why_not})
    return made, refused


def _say(count: int, refused: Sequence[dict[str, str]], prepare: bool) -> None:
    if count:
        flash(f"{count} bevis er {'forberedt' if prepare else 'utstedt'}.", "good")
    for each in refused:
        flash(each["why"])


@blueprint.get("/<int:certificate_id>")
def see(certificate_id: int) -> ResponseReturnValue:
    return _page(certificate_id)


def _page(certificate_id: int, errors: dict[str, str] | None = None) -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        found = corrections.find(db, at.cohort, certificate_id)
        view = one(db, found, context.public_root(), context.now())
        logo = printed.logo_of(files.data_dir(), view.paper.logo)
    html = render_template(
        "certificates/one.html",
        view=view,
        at=at,
        desk=at.desk,
        has_logo=logo is not None,
        errors=errors or {},
        typed=request.form,
    )
    return context.no_store(make_response(html, 422 if errors else 200))


@blueprint.post("/<int:certificate_id>/rett")
def correct(certificate_id: int) -> ResponseReturnValue:
    """A new bevis in its place, with a number and a code of its own."""
    form = request.form
    wish = Correction(*(form.get(name, "") for name in ("name", "title", "role", "reason")))
    try:
        with context.transaction() as db:
            at = desk.at_owners_desk(db)
            old = corrections.find(db, at.cohort, certificate_id, hold=True)
            made = corrections.replace(db, old, wish, by=at.name, now=context.now())
            back = _address(made.id, at.desk.kull)
            number = made.number
    except Invalid as invalid:
        return _refused(certificate_id, invalid)
    if not context.wants_json():
        flash(f"Nytt bevis {number} er utstedt, og det gamle er erstattet.", "good")
    return context.done(back, next=back)


@blueprint.post("/<int:certificate_id>/trekk")
def withdraw(certificate_id: int) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_owners_desk(db)
            found = corrections.find(db, at.cohort, certificate_id, hold=True)
            why = request.form.get("why", "")
            corrections.withdraw(db, found, why, by=at.name, now=context.now())
            back = _address(found.id, at.desk.kull)
    except Invalid as invalid:
        return _refused(certificate_id, invalid)
    return context.done(back, next=back)


def _address(certificate_id: int, kull: str) -> str:
    return url_for("certificates.see", certificate_id=certificate_id, kull=kull or None)


def _refused(certificate_id: int, invalid: Invalid) -> ResponseReturnValue:
    if context.wants_json():
        raise invalid
    return _page(certificate_id, invalid.errors)


@blueprint.get("/<int:certificate_id>.pdf")
@files.limited
def one_pdf(certificate_id: int) -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        found = corrections.find(db, at.cohort, certificate_id)
        if found.status not in certificates.CURRENT:
            raise NotFound(ENDED)
        sheet, made, name = paper(found, context.public_root()), found.issued_at, filename(found)
    return pdf([sheet], title=f"Kompetansebevis – {sheet.name}", made=made, name=name)


def pdf(sheets: Sequence[Paper], *, title: str, made: dt.datetime, name: str) -> Response:
    """Set outside the database and beside the loop that everybody shares."""
    logo = printed.logo_of(files.data_dir(), sheets[0].logo)
    try:
        body = files.aside(lambda: printed.render(sheets, title=title, made=made, logo=logo))
    except NoGlyphs as error:
        raise CannotPrint from error
    answer = Response(body, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return context.no_store(answer)


@blueprint.get("/<int:certificate_id>/logo.png")
def logo(certificate_id: int) -> ResponseReturnValue:
    """The organiser's, as it stands on this one."""
    with context.reading() as db:
        at = desk.at_desk(db)
        token = corrections.find(db, at.cohort, certificate_id).content.get("logo")
    return logo_file(token)


def logo_file(token: str | None) -> Response:
    found = printed.logo_of(files.data_dir(), token)
    if found is None:
        raise NotFound
    answer = Response((found.folder / found.file).read_bytes(), mimetype="image/png")
    return context.no_store(answer)
