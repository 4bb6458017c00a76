"""`/installasjon/prosessledere`: who is here, and how one signs in. The owner's alone."""

from collections.abc import Callable, Mapping

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import accounts_owner, erasures, links
from facilitator.domain.leaving import NotYet
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid
from facilitator.kept_copies import last_copy
from facilitator.models import Facilitator
from facilitator.presentation.accounts import owners_view
from facilitator.presentation.leaving import view as leaving_view
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.web import accounts_again, accounts_letters, coming_in, context
from facilitator.web.accounts import top_line
from facilitator.web.accounts_letters import Done
from facilitator.web.files import data_dir
from facilitator.web.links import shown_link

blueprint = Blueprint("accounts_owner", __name__, url_prefix="/installasjon")


@blueprint.get("/prosessledere")
def show() -> ResponseReturnValue:
    return _page()


def _page(typed: Mapping[str, str] = NOTHING, errors: Mapping[str, str] = NOTHING) -> Response:
    with context.reading() as db:
        actor = context.current_actor(db)
        leader = db.get_one(Facilitator, accounts_owner.require_owner(actor))
        view = owners_view(
            db,
            top_line(db, actor),
            leader,
            context.now(),
            required=coming_in.are_required(db),
            typed=typed,
            errors=errors,
        )
    html = render_template("accounts/owners.html", view=view)
    return context.no_store(make_response(html, 422 if errors else 200))


def _back(anchor: str = "") -> ResponseReturnValue:
    return redirect(url_for("accounts_owner.show") + anchor, code=303)


@blueprint.post("/prosessledere")
def invite() -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            accounts_owner.require_owner(actor)
            leader = accounts_owner.invite(db, actor, request.form, context.now())
            name, is_closed = leader.first_name, leader.closed_at is not None
    except Invalid as invalid:
        return _page(request.form, invalid.errors)
    if is_closed:
        flash(f"{name} er stengt ute. Slipp hen inn igjen nederst på siden.", "wait")
    else:
        flash(f"{name} er med. Vis lenken, så kommer {name} inn.", "good")
    return _back()


def _change(
    facilitator_id: int,
    verb: Callable[[Session, Actor, Facilitator], None],
    *,
    sure: str = "",
    letter: str = "",
) -> str:
    """Do it to one of them; gives the first name. Raises LastOwner.

    With `sure`, a word of accounts_again.TARGETS, only one who has just said who they are does it.
    With `letter` it is told to whom it was done.
    """
    with context.transaction() as db:
        actor = context.current_actor(db)
        accounts_owner.require_owner(actor)
        leader = accounts_owner.find(db, facilitator_id)
        if sure:
            accounts_again.require(db, sure)
        verb(db, actor, leader)
        done = Done.of(db, leader, actor, letter)
    if letter:
        accounts_letters.tell(done)
    context.forget_actor()
    return done.name


@blueprint.post("/prosessledere/<int:facilitator_id>/eier")
def set_owner(facilitator_id: int) -> ResponseReturnValue:
    owns = request.form.get("owns") == "1"

    def verb(db: Session, actor: Actor, leader: Facilitator) -> None:
        accounts_owner.set_owner(db, actor, leader, context.now(), owns=owns)

    try:
        name = _change(facilitator_id, verb, sure="eier")
    except accounts_owner.LastOwner as last:
        flash(last.message, "wait")
        return _back()
    flash(f"{name} eier installasjonen{'' if owns else ' ikke lenger'}.", "good")
    with context.reading() as db:
        still = context.current_actor(db).owns_installation
    return _back() if still else redirect(url_for("today.show"), code=303)


@blueprint.post("/prosessledere/<int:facilitator_id>/steng")
def close(facilitator_id: int) -> ResponseReturnValue:
    """«Steng ute»: signed out everywhere at once, and no way in."""

    def verb(db: Session, actor: Actor, leader: Facilitator) -> None:
        accounts_owner.close(db, actor, leader, context.now())

    try:
        name = _change(facilitator_id, verb, sure="stenge", letter=accounts_letters.CLOSED)
    except accounts_owner.LastOwner as last:
        flash(last.message, "wait")
        return _back()
    with context.reading() as db:
        still = context.current_actor(db).owns_installation
    if not still:
        return redirect(url_for("landing.show"), code=303)
    flash(f"{name} er logget ut overalt og kommer ikke inn lenger.", "good")
    return _back()


@blueprint.post("/kull/<int:cohort_id>/kursholder")
def give_kull(cohort_id: int) -> ResponseReturnValue:
    """Whoever held it is closed out, and nobody there can make another kursholder."""
    said = request.form.get("leader", "")
    number = int(said) if said.isascii() and said.isdigit() else 0
    with context.transaction() as db:
        actor = context.current_actor(db)
        accounts_owner.require_owner(actor)
        leader = accounts_owner.find(db, number)
        accounts_again.require(db, "kursholder")
        cohort = accounts_owner.give_kull(db, actor, cohort_id, leader, context.now())
        name, kull = leader.first_name, cohort.name
    context.forget_actor()
    flash(f"{name} er kursholder i {kull}.", "good")
    return _back()


@blueprint.post("/prosessledere/<int:facilitator_id>/aapne")
def reopen(facilitator_id: int) -> ResponseReturnValue:
    def verb(db: Session, actor: Actor, leader: Facilitator) -> None:
        accounts_owner.reopen(db, actor, leader, context.now())

    name = _change(facilitator_id, verb, sure="slippe-inn")
    flash(f"{name} kan komme inn igjen, med en lenke. Vis den her.", "good")
    return _back()


@blueprint.get("/prosessledere/<int:facilitator_id>/slett")
def leaving(facilitator_id: int) -> ResponseReturnValue:
    """What would go, and what would stay. Nothing is changed here."""
    with context.reading() as db:
        actor = context.current_actor(db)
        reader = db.get_one(Facilitator, accounts_owner.require_owner(actor))
        leader = accounts_owner.find(db, facilitator_id)
        at = top_line(db, actor)
        copies = last_copy(current_app.config["SETTINGS"], context.today())
        view = leaving_view(db, leader, at, reader.name, context.now(), copies)
    return context.no_store(make_response(render_template("accounts/leaving.html", view=view)))


@blueprint.post("/prosessledere/<int:facilitator_id>/slett")
def forget(facilitator_id: int) -> ResponseReturnValue:
    """«Slett opplysningene nå». The one it is about is told, at the address that goes."""
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            accounts_owner.require_owner(actor)
            leader = accounts_owner.find(db, facilitator_id)
            accounts_again.require(db, "slette")
            done = Done.of(db, leader, actor, accounts_letters.FORGOTTEN)
            files = accounts_owner.forget(db, actor, leader, context.now())
    except (NotYet, accounts_owner.LastOwner) as refused:
        flash(refused.message, "wait")
        return redirect(url_for("accounts_owner.leaving", facilitator_id=facilitator_id), code=303)
    erasures.remove_files(data_dir(), files)
    accounts_letters.tell(done)
    flash(f"Opplysningene om {done.name} er slettet.", "good")
    return _back()


@blueprint.post("/prosessledere/<int:facilitator_id>/telefon")
def lost_phone(facilitator_id: int) -> ResponseReturnValue:
    """«Mistet telefonen»: its codes open nothing, and a link is enough the next time."""

    def verb(db: Session, actor: Actor, leader: Facilitator) -> None:
        accounts_owner.lost_phone(db, actor, leader, context.now())

    name = _change(facilitator_id, verb, sure="telefon", letter=accounts_letters.CODE)
    flash(f"Koden til {name} er slått av, og hen er logget ut overalt. Vis en lenke.", "good")
    return _back()


@blueprint.post("/prosessledere/<int:facilitator_id>/lenke")
def show_link(facilitator_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        actor = context.current_actor(db)
        accounts_owner.require_owner(actor)
        leader = accounts_owner.find(db, facilitator_id)
        accounts_again.require(db, "lenke")
        accounts_owner.require_open(leader)
        token = links.issue(db, context.now(), facilitator=leader)
        accounts_owner.note_link(db, actor, leader, context.now())
        name, done = leader.name, Done.of(db, leader, actor, accounts_letters.LINK)
    accounts_letters.tell(done)
    return shown_link(name, token, is_leader=True, back=url_for("accounts_owner.show"))


@blueprint.post("/innlogging")
def set_rules() -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            accounts_owner.require_owner(actor)
            accounts_again.require(db, accounts_again.RULES)
            accounts_owner.set_rules(db, actor, request.form, context.now())
    except Invalid as invalid:
        return _page(request.form, invalid.errors)
    context.forget_actor()
    with context.reading() as db:
        if not context.current_actor(db).is_leader:
            flash("Lagret. Nå trenger du også passord og kode.", "good")
            return redirect(url_for("sign_in.show"), code=303)
    flash("Lagret.", "good")
    return _back("#innlogging")
