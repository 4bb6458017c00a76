"""What lies unfinished in the arbeidsmappe: a story that waits for its yes, and drafts."""

from dataclasses import dataclass

from facilitator.domain.portfolio_parts import Frame
from facilitator.domain.retention import KEPT_UNAPPROVED
from facilitator.domain.rooms import OSLO
from facilitator.models import Activity, Draft
from facilitator.presentation.dates import short_date

NOT_TEXT = {"title", "keep", "visibility", "show_name"}


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


def waiting_view(draft: Draft, frames: dict[int, Frame]) -> WaitingView:
    activity = frames[draft.activity_id].activity
    until = (draft.updated_at + KEPT_UNAPPROVED).astimezone(OSLO).date()
    return WaitingView(
        title=str(draft.fields.get("title") or ""),
        writer=draft.writer.first_name if draft.writer else "",
        until=short_date(until),
        room=activity.room.public_id,
        interview_id=draft.interview_id,
    )


def draft_view(draft: Draft, frames: dict[int, Frame]) -> DraftView:
    activity = frames[draft.activity_id].activity
    return DraftView(
        heading=_draft_heading(draft, activity),
        title=str(draft.fields.get("title") or ""),
        text=_draft_text(draft),
        reads="Bare gruppa di ser den" if draft.group_id else "Bare du ser den",
        saved=short_date(draft.updated_at.astimezone(OSLO).date()),
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


def _draft_text(draft: Draft) -> str:
    parts = [v for k, v in draft.fields.items() if k not in NOT_TEXT and isinstance(v, str)]
    return "\n\n".join(part for part in parts if part.strip())


def has_text(draft: Draft) -> bool:
    return bool(str(draft.fields.get("title") or "").strip() or _draft_text(draft))
