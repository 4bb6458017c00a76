"""«Lån et rom»: borrowed, joined without a name, taken with from, thrown away."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import borrowing, leading, methods, passing, photo_files, rooms, taking_with
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid, LinkNeeded
from facilitator.models import Cohort, Room
from facilitator.presentation import borrowing_taken, joining
from facilitator.presentation.borrowing import borrow_view
from facilitator.processes.schema import Process
from facilitator.web import context
from facilitator.web.lead import led
from facilitator.web.photos import folder
from facilitator.web.security import limiter, room_key

blueprint = Blueprint("borrowing", __name__)

BORROWED_FROM_ONE = "20 per hour"
GUESTS_FROM_ONE = "10 per hour"
GUESTS_IN_A_ROOM = "80 per hour"
ONE_ALREADY = "Du har et lånt rom i dag. Her er det. Kast det først hvis du vil låne et nytt."


# --- borrowing it -------------------------------------------------------------------------------


@blueprint.get("/rom/laan")
def choose() -> ResponseReturnValue:
    return _page(request.args.get("metode", ""))


@blueprint.post("/rom/laan")
@limiter.limit(BORROWED_FROM_ONE)
def borrow() -> ResponseReturnValue:
    """«Lån rommet». Who has one already gets that one."""
    key = request.form.get("metode", "")
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            borrowing.require_borrower(db, actor)
            tokens = borrowing.clear_yesterday(db, actor, context.now())
            had = borrowing.room_of(db, actor) is not None
            room = _borrow(db, actor, key)
            target = url_for("lead.show", public_id=room.public_id)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(key, typed=request.form, errors=invalid.errors)
    _remove_photos(tokens)
    if had:
        flash(ONE_ALREADY, "wait")
    return context.done(target, next=target)


def _borrow(db: Session, actor: Actor, key: str) -> Room:
    like = _cohort(db, actor)
    process = _library(db, actor, like).get(key)
    if process is None:
        raise Invalid({"metode": "Velg en metode fra lista."})
    settings = {setting.key: request.form.get(setting.key, "") for setting in process.settings}
    return borrowing.borrow(db, actor, process, context.now(), like=like, settings=settings)


def _cohort(db: Session, actor: Actor) -> Cohort | None:
    """Whose question and strengths the room has: one's own kull's, or the house's."""
    person = borrowing.require_borrower(db, actor)
    return person.cohort if person else joining.house_cohort(db)


def _library(db: Session, actor: Actor, like: Cohort | None) -> Mapping[str, Process]:
    """Also one's own methods, the kull's and everyone's."""
    return methods.library(db, actor, cohort_id=like.id if like else None)


def _page(
    chosen: str, *, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    with context.reading() as db:
        actor = context.current_actor(db)
        like = _cohort(db, actor)
        mine = borrowing.room_of(db, actor)
        if mine is not None and not borrowing.is_of_today(mine, context.now()):
            mine = None
        view = borrow_view(
            db,
            _library(db, actor, like),
            is_leader=actor.is_leader,
            chosen=chosen,
            mine=mine,
            here=rooms.count_present(db, mine.id) if mine else 0,
            typed=typed,
            errors=errors or {},
        )
    return render_template("borrow/borrow.html", view=view), 422 if errors else 200


# --- being there --------------------------------------------------------------------------------


@blueprint.post("/rom/<public_id>/bli-med")
@limiter.limit(GUESTS_FROM_ONE)
@limiter.limit(GUESTS_IN_A_ROOM, key_func=room_key)
def come(public_id: str) -> ResponseReturnValue:
    """One button and no name. The host's own phone stays the host's."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        if borrowing.is_host(context.current_actor(db), room):
            target = url_for("lead.show", public_id=public_id)
        else:
            borrowing.come(db, context.require_device(db), room, context.now())
            target = url_for("phone.show", public_id=public_id)
    context.forget_actor()
    return context.done(target, next=target)


@blueprint.post("/rom/<public_id>/gaa-ut")
def leave(public_id: str) -> ResponseReturnValue:
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        borrowing.require_borrowed(room)
        if (device := context.current_device(db)) is not None:
            borrowing.leave(db, device, room, context.now())
    context.forget_actor()
    target = url_for("landing.show")
    return context.done(target, next=target)


def _led(db: Session, public_id: str) -> tuple[Room, Actor]:
    """As `led`; a device of nobody hears of its link, not whether there is such a room."""
    actor = context.current_actor(db)
    if actor.participant_id is None and not actor.is_leader:
        raise LinkNeeded(leading.WHO_BORROWED)
    return led(db, public_id)


# --- afterwards ---------------------------------------------------------------------------------


@blueprint.get("/rom/<public_id>/ta-med")
def taking(public_id: str) -> ResponseReturnValue:
    return _taking_page(public_id)


@blueprint.post("/rom/<public_id>/ta-med")
def take(public_id: str) -> ResponseReturnValue:
    """«Lag kladden»: a praksisdokument in the host's own arbeidsmappe."""
    try:
        with context.transaction() as db:
            room, actor = _led(db, public_id)
            activity = taking_with.require_method(db, room)
            offered = borrowing_taken.quotes(db, activity)
            taking_with.write(
                db,
                room,
                actor,
                title=request.form.get("title", ""),
                text=request.form.get("text", ""),
                quotes=taking_with.chosen(offered, request.form.getlist("quote")),
                now=context.now(),
            )
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _taking_page(public_id, typed=request.form, errors=invalid.errors)
    flash("Kladden ligger i arbeidsmappa di.", "good")
    target = url_for("borrowing.taking", public_id=public_id)
    return context.done(target, next=target)


def _taking_page(
    public_id: str,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    with context.reading() as db:
        room, actor = _led(db, public_id)
        activity = taking_with.require_method(db, room)
        view = borrowing_taken.taking_view(
            db,
            room,
            activity,
            typed=typed,
            ticked=request.form.getlist("quote"),
            errors=errors or {},
        )
        template = "borrow/leader.html" if actor.is_leader else "borrow/taking.html"
    return render_template(template, view=view), 422 if errors else 200


@blueprint.get("/rom/<public_id>/kast")
def ask(public_id: str) -> ResponseReturnValue:
    with context.reading() as db:
        room, actor = _led(db, public_id)
        borrowing.require_borrowed(room)
        activity = borrowing.method_in(db, room)
        begun = activity is not None and activity.started_at is not None
        draft = taking_with.of_activity(db, activity) if activity else None
        here = rooms.count_present(db, room.id)
    return render_template(
        "borrow/throw.html",
        public_id=public_id,
        here=here,
        asks_draft=begun and draft is None and not actor.is_leader,
        draft=draft is not None,
    )


@blueprint.post("/rom/<public_id>/kast")
def throw(public_id: str) -> ResponseReturnValue:
    """«Kast rommet nå»: at once, and nothing of it is left but the draft."""
    if request.form.get("sure") != "1":
        return redirect(url_for("borrowing.ask", public_id=public_id), code=303)
    with context.transaction() as db:
        room, actor = _led(db, public_id)
        borrowing.require_borrowed(room)
        tokens = passing.throw_away(db, room.gathering.cohort)
        target = url_for("today.show" if actor.is_leader else "portfolio.show")
    _remove_photos(tokens)
    context.database().empty_log()
    flash("Rommet er kastet. Alt som ble skrevet der, er slettet.", "good")
    return context.done(target, next=target)


def _remove_photos(tokens: list[str]) -> None:
    """After the commit: a file without a row is tidied away later, a row without a file is not."""
    for token in tokens:
        photo_files.remove(folder(), token)
