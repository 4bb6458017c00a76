"""What lies unfinished in the arbeidsmappe: a story that waits for its yes, and drafts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.domain import card_loose
from facilitator.domain.card_fields import is_of_row
from facilitator.domain.portfolio_parts import Frame
from facilitator.domain.rooms import oslo_day
from facilitator.domain.running import process_of
from facilitator.models import Activity, Draft
from facilitator.presentation.card_faces import Face, face
from facilitator.presentation.dates import short_date
from facilitator.processes.catalogue import catalogue_or_first

NOT_TEXT = {"title", "keep", "visibility", "show_name"}
NOT_READ = ("links", "tick")
"""Kinds of fields that say nothing by themselves."""


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A story that waits for one's yes."""

    title: str
    writer: str
    until: str
    room: str
    interview_id: int | None


@dataclass(frozen=True, slots=True)
class DraftView:
    """What one has begun, readable by oneself alone, or by the table that writes it."""

    heading: str
    title: str
    text: str
    reads: str
    saved: str


def waiting_view(draft: Draft, frames: dict[int, Frame], days: int) -> WaitingView:
    activity = frames[draft.activity_id].activity
    until = oslo_day(draft.updated_at + dt.timedelta(days=days))
    return WaitingView(
        title=str(draft.fields.get("title") or ""),
        writer=draft.writer.first_name if draft.writer else "",
        until=short_date(until),
        room=activity.room.public_id,
        interview_id=draft.interview_id,
    )


def draft_view(draft: Draft, frames: dict[int, Frame]) -> DraftView:
    activity = frames[draft.activity_id].activity
    begun = _faces(draft, activity)
    alone = begun[0] if len(begun) == 1 else None
    title = alone.title if alone else ""
    return DraftView(
        heading=_draft_heading(draft, activity),
        title=title or str(draft.fields.get("title") or ""),
        text="\n\n".join(_lines(begun, without=title)) if begun else _draft_text(draft),
        reads="Bare gruppa di ser den" if draft.group_id else "Bare du ser den",
        saved=short_date(oslo_day(draft.updated_at)),
    )


def _draft_heading(draft: Draft, activity: Activity) -> str:
    day = f"samling {activity.room.gathering.number}"
    if draft.group_id is not None:
        return f"Det gruppa di begynte på, {day}"
    if draft.scope.startswith("note:"):
        return f"Notatet ditt fra {day}"
    if draft.owner and draft.owner_id != draft.writer_id:
        return f"Det du skrev for {draft.owner.first_name}, {day}"
    return f"Kladd fra {day}"


def _faces(draft: Draft, activity: Activity) -> list[Face]:
    """The cards that the draft has begun on, where it holds a form of cards."""
    if not any(is_of_row(name) for name in draft.fields):
        return []
    key = draft.scope.partition(":")[2]
    spec = next((p.card for p in process_of(activity).phases if p.key == key), None)
    if spec is None:
        return []
    catalogue = catalogue_or_first(activity.room.gathering.cohort.catalogue)
    left_out = {field.name for field in spec.fields if field.kind in NOT_READ}
    return [
        face(
            spec.type,
            {name: value for name, value in fields.items() if name not in left_out},
            spec.fields,
            catalogue=catalogue,
            own=True,
        )
        for fields in card_loose.loose_rows(spec, draft.fields).values()
    ]


def _lines(begun: list[Face], *, without: str) -> Iterator[str]:
    """A title and a text speak for themselves; the other fields stand after their labels."""
    for card in begun:
        yield from (line for line in (card.title, card.text) if line and line != without)
        yield from (part.line for part in card.parts)


def _draft_text(draft: Draft) -> str:
    parts = [v for k, v in draft.fields.items() if k not in NOT_TEXT and isinstance(v, str)]
    return "\n\n".join(part for part in parts if part.strip())


def has_text(draft: Draft) -> bool:
    return bool(str(draft.fields.get("title") or "").strip() or _draft_text(draft))
