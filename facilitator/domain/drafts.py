"""Text on its way: saved as it is written, readable by its writer alone, never lost.

What is one's own lies here; an interview's story is in `story_drafts`, a group's text in `pens`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.writing import clean_draft
from facilitator.errors import Conflict, NotAllowed
from facilitator.models import Activity, Draft


def find(
    session: Session, activity: Activity, scope: str, *, writer_id: int | None = None
) -> Draft | None:
    """A person's own draft for the scope."""
    return session.scalar(
        select(Draft).where(
            Draft.activity_id == activity.id, Draft.scope == scope, Draft.writer_id == writer_id
        )
    )


def save_own(
    session: Session,
    activity: Activity,
    writer_id: int,
    scope: str,
    fields: Mapping[str, Any],
    *,
    version: int,
    editor: str,
    now: dt.datetime,
) -> Draft:
    """Keep a private note or an own card's text.

    `version` is what the form was built on and `editor` names the form: a form's own next
    save is never a conflict. Raises Conflict with what stands there, Invalid on bad text.
    """
    if not scope.startswith(("note:", "card:")):
        raise NotAllowed
    draft = find(session, activity, scope, writer_id=writer_id)
    if draft is None:
        draft = Draft(activity_id=activity.id, scope=scope, writer_id=writer_id, version=0)
        session.add(draft)
    return write(session, draft, clean_draft(fields), version, editor, now)


def write(
    session: Session,
    draft: Draft,
    fields: dict[str, Any],
    version: int,
    editor: str,
    now: dt.datetime,
) -> Draft:
    repeated = draft.version > 0 and draft.fields == fields
    foreign = draft.version not in (0, version) and draft.editor != editor
    if foreign and not repeated:
        raise Conflict(draft.fields, draft.version)
    if not repeated:
        draft.fields = fields
        draft.version += 1
    draft.editor = editor
    draft.updated_at = now
    session.flush()
    return draft


def erase(session: Session, draft: Draft) -> None:
    session.delete(draft)
    session.flush()
