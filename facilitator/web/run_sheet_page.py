"""The kjøreplan's page: as it is asked for, and again with what was typed when it is refused."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import leading, methods, run_sheets
from facilitator.domain.policies import require_leader
from facilitator.domain.run_sheets import ItemStarted, PlanChanged
from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.models import Facilitator, RunSheet
from facilitator.presentation import run_sheet
from facilitator.presentation.run_sheet_forms import NOTHING, Panel, with_theirs
from facilitator.processes.schema import Process
from facilitator.web import context

Draw = Callable[[Session, RunSheet], Panel]
DrawAgain = Callable[[Session, RunSheet, Mapping[str, str]], Panel]


def library_for(db: Session, sheet: RunSheet) -> Mapping[str, Process]:
    """The app's own methods, and those that people have made and this kull may use."""
    return methods.for_cohort(db, context.current_actor(db), sheet.gathering.cohort)


def process_for(db: Session, sheet: RunSheet, key: str) -> Process:
    process = library_for(db, sheet).get(key)
    if process is None:
        raise NotFound("Denne prosessen er ikke i biblioteket lenger. Velg en annen fra lista.")
    return process


@dataclass
class Answer:
    """What a route gives: what its work came to, or the page again."""

    value: ResponseReturnValue = ""


def page(
    gathering_id: int, draw: Draw, *, notice: str = "", fault: str = "", undo: str = ""
) -> Response:
    """The whole page. `notice` says what was done, `fault` why it was not."""
    with context.reading() as db:
        leader = db.get_one(Facilitator, require_leader(context.current_actor(db)))
        gathering = leading.find_gathering(db, context.current_actor(db), gathering_id)
        context.say_outside(gathering.cohort)
        sheet = run_sheets.of_gathering(db, gathering)
        panel = draw(db, sheet)
        view = run_sheet.view(db, sheet)
        name = leader.name
    html = render_template(
        "plan/surface.html" if context.wants_snapshot() else "plan/plan.html",
        view=view,
        panel=panel,
        leader=name,
        notice=notice,
        fault=fault,
        undo=undo,
    )
    return context.no_store(make_response(html))


@contextlib.contextmanager
def refused(gathering_id: int, draw: DrawAgain) -> Iterator[Answer]:
    """Script is told what is wrong; a person gets the page again with all that was typed."""
    answer = Answer()
    try:
        yield answer
    except (Invalid, PlanChanged, ItemStarted) as error:
        if context.wants_json():
            raise
        answer.value = _again(gathering_id, draw, error)


def _again(gathering_id: int, draw: DrawAgain, error: FacilitatorError) -> Response:
    errors = error.errors if isinstance(error, Invalid) else NOTHING
    fault = "" if errors else error.message

    def again(db: Session, sheet: RunSheet) -> Panel:
        panel = draw(db, sheet, errors)
        return with_theirs(panel) if isinstance(error, PlanChanged) else panel

    response = page(gathering_id, again, fault=fault)
    response.status_code = error.status
    return response
