"""`/arbeidsmapper/<participant>.<ending>`: what somebody has handed in, for prosessledere."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from facilitator.documents import archive, formats
from facilitator.domain import handed_in, leading
from facilitator.domain.policies import require_leader
from facilitator.errors import NotFound
from facilitator.presentation import portfolio_submission
from facilitator.web import context, files
from facilitator.web.portfolio_files import zipped

blueprint = Blueprint("folder_files", __name__, url_prefix="/arbeidsmapper")

ZIP = "zip"


@blueprint.get("/<int:participant_id>.<ending>")
@files.limited
def as_file(participant_id: int, ending: str) -> ResponseReturnValue:
    """As it was when it was approved; before that, what has been handed in by now."""
    with context.reading() as db:
        actor = context.current_actor(db)
        require_leader(actor)
        person = handed_in.find_person(db, participant_id)
        leading.require_cohort(actor, person.cohort)
        if ending != ZIP and ending not in formats.FORMATS:
            raise NotFound
        content, originals = portfolio_submission.document(db, person, context.now())
    if ending == ZIP:
        return zipped(archive.safe_name(f"{content.filename}.zip"), content, originals)
    return files.document(content, ending)
