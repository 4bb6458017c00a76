"""The gentle questions about one's own long texts: practice documents and the summary."""

from typing import Any

from flask import request

from facilitator.models import Participant
from facilitator.presentation import nudges
from facilitator.web import context

FIELDS = ("title", "text")


def of_form() -> dict[str, Any]:
    """About what was just saved, for the answer to script; nothing where nothing is asked."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    typed |= {name: value for name, value in request.form.items() if name.startswith("alt-")}
    with context.reading() as db:
        person = db.get(Participant, context.current_actor(db).participant_id or 0)
        found = nudges.of(db, person.cohort_id if person else None, typed)
    return {"questions": nudges.as_json(found)} if found else {}
