"""`/samling/<id>/kjoreplan`: the plan of a day, made on the desk. For prosessledere."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, current_app, flash, make_response, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from facilitator.domain import (
    run_sheet_copies,
    run_sheet_items,
    run_sheet_phases,
    run_sheets,
)
from facilitator.domain.leading import find_gathering
from facilitator.domain.run_sheet_items import Written
from facilitator.domain.run_sheet_phases import PhaseWritten
from facilitator.errors import Invalid
from facilitator.models import RunSheet
from facilitator.presentation import run_sheet_panel as panels
from facilitator.presentation.run_sheet_forms import NOTHING, READY_MADE, Panel
from facilitator.web import context
from facilitator.web.run_sheet_page import library_for, page, process_for, refused

blueprint = Blueprint("run_sheets", __name__, url_prefix="/samling/<int:gathering_id>/kjoreplan")

SAVED = "Lagret."
GONE = "Det som ble tatt ut, kan ikke hentes tilbake lenger."


@blueprint.before_request
def _those_who_lead_it() -> None:
    """Asked before anything else, so that nobody else learns what is wrong with a form."""
    gathering_id = (request.view_args or {})["gathering_id"]
    with context.reading() as db:
        find_gathering(db, context.current_actor(db), gathering_id)


@blueprint.get("")
def show(gathering_id: int) -> ResponseReturnValue:
    """The list, and beside it what the address asks for."""
    return page(gathering_id, _asked_for)


def _asked_for(db: Session, sheet: RunSheet) -> Panel:
    asked = request.args
    if item_id := asked.get("punkt", type=int):
        item = run_sheets.find_item(sheet, item_id)
        if asked.get("fase") and item.process is not None:
            return panels.phase_panel(item, asked["fase"])
        return panels.item_panel(sheet, item)
    if asked.get("vis") == "kopier":
        return panels.copy_panel(db, sheet, _led(db))
    if key := asked.get("prosess"):
        return panels.new_process_panel(sheet, process_for(db, sheet, key), asked.get("etter", ""))
    if (word := asked.get("nytt", "")) in READY_MADE:
        return panels.new_panel(sheet, word, asked.get("etter", ""))
    if asked.get("vis") == "legg-til" or not sheet.items:
        return panels.add_panel(library_for(db, sheet), asked.get("etter", ""))
    return panels.day_panel(sheet)


def sheet_of(db: Session, gathering_id: int) -> RunSheet:
    gathering = find_gathering(db, context.current_actor(db), gathering_id)
    return run_sheets.of_gathering(db, gathering)


def _led(db: Session) -> frozenset[int]:
    """The kull whose kjøreplaner may be copied from."""
    return context.current_actor(db).leads


def _changing(gathering_id: int, change: Callable[[Session, RunSheet], Any]) -> Any:
    """One change of the plan in one transaction."""
    with context.transaction() as db:
        return change(db, sheet_of(db, gathering_id))


def _seen() -> int:
    """The version of the plan that the form was made from."""
    return request.form.get("version", -1, type=int)


def _done(gathering_id: int, **asked: Any) -> ResponseReturnValue:
    target = url_for("run_sheets.show", gathering_id=gathering_id, **asked)
    return context.done(target, next=target)


def _saved(gathering_id: int, **asked: Any) -> ResponseReturnValue:
    """Script shows the page as it is now, where it is; a plain form is led back to it."""
    if not context.wants_json():
        flash(SAVED, "good")
    target = url_for("run_sheets.show", gathering_id=gathering_id, **asked)
    return context.done(target, message=SAVED)


def _written() -> Written:
    form = request.form
    return Written(
        title=form.get("title", ""),
        minutes=form.get("minutes", ""),
        theme=form.get("theme", ""),
        text=form.get("text", ""),
        link=form.get("link", ""),
        note=form.get("note", ""),
        shrink_to=form.get("shrink_to", ""),
        never_cut=form.get("never_cut") == "1",
        settings={
            name.removeprefix("setting_"): value
            for name, value in form.items()
            if name.startswith("setting_")
        },
    )


@blueprint.post("/punkt")
def add(gathering_id: int) -> ResponseReturnValue:
    """A process from the library, a break, a talk or something else."""
    form = request.form
    key, word, after = form.get("process", ""), form.get("nytt", ""), form.get("after", "")
    if not key and word not in READY_MADE:
        raise Invalid({"process": "Velg noe fra lista."})
    kind = "process" if key else READY_MADE[word][0]

    def change(db: Session, sheet: RunSheet) -> int:
        process = process_for(db, sheet, key) if key else None
        place = int(after) if after.isdigit() else None
        return run_sheet_items.add(
            db, sheet, kind, _written(), process=process, after=place, seen=_seen()
        ).id

    def again(db: Session, sheet: RunSheet, errors: Mapping[str, str]) -> Panel:
        if key:
            chosen = process_for(db, sheet, key)
            return panels.new_process_panel(sheet, chosen, after, form, errors)
        return panels.new_panel(sheet, word, after, form, errors)

    with refused(gathering_id, again) as answer:
        answer.value = _done(gathering_id, punkt=_changing(gathering_id, change))
    return answer.value


@blueprint.post("/punkt/<int:item_id>")
def change_item(gathering_id: int, item_id: int) -> ResponseReturnValue:
    def change(db: Session, sheet: RunSheet) -> None:
        run_sheet_items.change(db, sheet, item_id, _written(), seen=_seen())

    def again(db: Session, sheet: RunSheet, errors: Mapping[str, str]) -> Panel:
        item = run_sheets.find_item(sheet, item_id)
        return panels.item_panel(sheet, item, request.form, errors)

    with refused(gathering_id, again) as answer:
        _changing(gathering_id, change)
        answer.value = _saved(gathering_id, punkt=item_id)
    return answer.value


@blueprint.post("/punkt/<int:item_id>/fase/<key>")
def change_phase(gathering_id: int, item_id: int, key: str) -> ResponseReturnValue:
    """Minutes, prompts and a private note, for this day alone."""
    prompts = tuple(_prompt_fields())
    form = request.form

    def change(db: Session, sheet: RunSheet) -> None:
        written = PhaseWritten(
            form.get("minutes", ""), prompts, form.get("shrink_to", ""), form.get("note", "")
        )
        run_sheet_phases.change_phase(db, sheet, item_id, key, written, seen=_seen())

    def again(db: Session, sheet: RunSheet, errors: Mapping[str, str]) -> Panel:
        item = run_sheets.find_item(sheet, item_id)
        return panels.phase_panel(item, key, form, prompts, errors)

    with refused(gathering_id, again) as answer:
        _changing(gathering_id, change)
        answer.value = _saved(gathering_id, punkt=item_id, fase=key)
    return answer.value


def _prompt_fields() -> list[str]:
    """The prompts as typed, by the number in the name of their field."""
    most = run_sheet_phases.MOST_PROMPTS + 1
    names = [f"prompt_{number}" for number in range(most)]
    return [request.form[name] for name in names if name in request.form]


@blueprint.post("/punkt/<int:item_id>/flytt")
def move(gathering_id: int, item_id: int) -> ResponseReturnValue:
    """`to` is the place in the list afterwards, or `up` or `down`."""
    to = request.form.get("to", "")

    def change(db: Session, sheet: RunSheet) -> None:
        item = run_sheets.find_item(sheet, item_id)
        step = {"up": item.position - 1, "down": item.position + 1}.get(to)
        if step is None and not to.isdigit():
            raise Invalid({"to": "Velg hvor punktet skal stå."})
        place = max(0, int(to) if step is None else step)
        run_sheets.move(db, sheet, item_id, place, seen=_seen())

    def again(db: Session, sheet: RunSheet, errors: Mapping[str, str]) -> Panel:
        return panels.item_panel(sheet, run_sheets.find_item(sheet, item_id), None, errors)

    with refused(gathering_id, again) as answer:
        _changing(gathering_id, change)
        answer.value = _done(gathering_id, punkt=item_id)
    return answer.value


@blueprint.post("/punkt/<int:item_id>/fjern")
def remove(gathering_id: int, item_id: int) -> ResponseReturnValue:
    """Out of the plan; the page that follows offers to put it back as it was."""

    def change(db: Session, sheet: RunSheet) -> tuple[str, str]:
        title = run_sheets.title_of(run_sheets.find_item(sheet, item_id))
        taken = run_sheet_items.remove(db, sheet, item_id, seen=_seen())
        return title, _signer().dumps({"gathering": gathering_id, **taken})

    def again(db: Session, sheet: RunSheet, errors: Mapping[str, str]) -> Panel:
        return panels.item_panel(sheet, run_sheets.find_item(sheet, item_id), None, errors)

    with refused(gathering_id, again) as answer:
        title, token = _changing(gathering_id, change)
        answer.value = page(gathering_id, _day, undo=token, notice=f"«{title}» er tatt ut.")
    return answer.value


@blueprint.post("/angre")
def undo(gathering_id: int) -> ResponseReturnValue:
    """Put back what was just taken out. It travels signed, so that nothing else can be put in."""
    try:
        taken = _signer().loads(request.form.get("taken", ""))
    except BadSignature:
        raise Invalid({"taken": GONE}) from None
    if taken.pop("gathering") != gathering_id:
        raise Invalid({"taken": GONE})

    def change(db: Session, sheet: RunSheet) -> int:
        return run_sheet_items.restore(db, sheet, taken, seen=_seen()).id

    with refused(gathering_id, _day_again) as answer:
        answer.value = _done(gathering_id, punkt=_changing(gathering_id, change))
    return answer.value


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="run-sheet-item")


def _day(db: Session, sheet: RunSheet) -> Panel:
    return panels.day_panel(sheet) if sheet.items else panels.add_panel(library_for(db, sheet))


def _day_again(db: Session, sheet: RunSheet, errors: Mapping[str, str]) -> Panel:
    return panels.day_panel(sheet, request.form if "begins" in errors else None, errors)


@blueprint.post("/start")
def begin_at(gathering_id: int) -> ResponseReturnValue:
    """When the day begins."""

    def change(db: Session, sheet: RunSheet) -> None:
        run_sheet_items.set_begins(db, sheet, request.form.get("begins", ""), seen=_seen())

    with refused(gathering_id, _day_again) as answer:
        _changing(gathering_id, change)
        answer.value = _saved(gathering_id)
    return answer.value


@blueprint.post("/kopier")
def copy(gathering_id: int) -> ResponseReturnValue:
    """The whole plan of another samling; asks first when there is something to replace."""
    chosen = request.form.get("source", "")

    def change(db: Session, sheet: RunSheet) -> bool:
        if not chosen.isdigit() or int(chosen) == gathering_id:
            raise Invalid({"source": "Velg en samling fra lista."})
        source = sheet_of(db, int(chosen))
        if sheet.items and request.form.get("sure") != "1":
            return False
        run_sheet_copies.copy_plan(db, sheet, source, seen=_seen())
        return True

    def again(db: Session, sheet: RunSheet, errors: Mapping[str, str]) -> Panel:
        return panels.copy_panel(db, sheet, _led(db), chosen, errors)

    def ask(db: Session, sheet: RunSheet) -> Panel:
        return panels.copy_panel(db, sheet, _led(db), chosen, NOTHING, asks=True)

    with refused(gathering_id, again) as answer:
        copied = _changing(gathering_id, change)
        answer.value = _done(gathering_id) if copied else make_response(page(gathering_id, ask))
    return answer.value
