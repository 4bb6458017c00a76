"""«Ta med deg dette»: a neutral outline of what was done, and what may be quoted from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import taking_with
from facilitator.domain.running import process_of
from facilitator.models import Activity, Card, PracticeDocument, Presence, Room
from facilitator.presentation import asked
from facilitator.presentation.card_faces import face
from facilitator.presentation.run_sheet import minutes_text
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.presentation.templating import spelled_out
from facilitator.processes.schema import Process

WHO = {"who", "with_whom", "helpers", "hosts"}
"""Fields that say who: they stay in the room."""
PLACE_FOR = ("Det jeg la merke til:", "Det vil jeg ta med meg videre:")


@dataclass(frozen=True, slots=True)
class QuoteChoice:
    """Something a group made together; `ticked` again after a refusal."""

    id: int
    text: str
    ticked: bool
    stands: bool
    """It is in the text already."""


@dataclass(frozen=True, slots=True)
class TakingView:
    public_id: str
    method: str
    is_on: bool
    title: str
    text: str
    quotes: tuple[QuoteChoice, ...]
    made: str
    """The draft's title, when there is one; `locked` when it has been handed in."""
    locked: bool
    errors: Mapping[str, str]


def taking_view(
    session: Session,
    room: Room,
    activity: Activity,
    *,
    typed: Mapping[str, str] | None = None,
    ticked: Sequence[str] = (),
    errors: Mapping[str, str] = NOTHING,
) -> TakingView:
    process = process_of(activity)
    made = taking_with.of_activity(session, activity)
    values = typed if typed is not None else _values(session, activity, process, made)
    text = values.get("text", "")
    return TakingView(
        public_id=room.public_id,
        method=process.name,
        is_on=activity.status != "ended",
        title=values.get("title", ""),
        text=text,
        quotes=tuple(
            QuoteChoice(number, quote, str(number) in ticked, f"«{quote}»" in text)
            for number, quote in quotes(session, activity).items()
        ),
        made=made.title if made else "",
        locked=made is not None and made.status != "kladd",
        errors=errors,
    )


def _values(
    session: Session, activity: Activity, process: Process, made: PracticeDocument | None
) -> dict[str, str]:
    if made is not None:
        return {"title": made.title, "text": made.text or ""}
    return {"title": spelled_out(process.name), "text": outline(session, activity, process)}


def quotes(session: Session, activity: Activity) -> dict[int, str]:
    """By card: its words on one line, without who made it."""
    process = process_of(activity)
    found = {card.id: words(process, card) for card in taking_with.made_together(session, activity)}
    return {number: text for number, text in found.items() if text}


def words(process: Process, card: Card) -> str:
    specs = next((p.card.fields for p in process.phases if p.key == card.phase_key and p.card), ())
    says = face(card.type, card.fields, specs)
    parts = [part.line for part in says.parts if part.name not in WHO]
    said = [" ".join(text.split()) for text in (says.title, says.text, *parts) if text.strip()]
    return " ".join([_closed(text) for text in said[:-1]] + said[-1:])


def _closed(text: str) -> str:
    return text if text[-1] in ".?…!" else f"{text}."


def outline(session: Session, activity: Activity, process: Process) -> str:
    """What was done, neutrally: method, minutes, how many there were, what was asked."""
    here = _how_many(session, activity.room_id)
    name = spelled_out(process.name)
    done = f"Vi brukte {name}, {minutes_text(process.minutes)}. {_said(here)}".rstrip()
    about = f"Temaet var «{activity.theme}»." if activity.theme else ""
    questions = _questions(activity, process)
    listed = "\n".join(["Dette ble det spurt om:", *(f"– {q}" for q in questions)])
    parts = [done, about, listed if questions else "", *PLACE_FOR]
    return "\n\n".join(part for part in parts if part)


def _questions(activity: Activity, process: Process) -> list[str]:
    """What was asked, each once; where nothing ends as a question, all that was said to do."""
    said = [prompt for phase in process.phases for prompt in asked.prompts_of(activity, phase)]
    return list(dict.fromkeys(prompt for prompt in said if "?" in prompt) or dict.fromkeys(said))


def _said(count: int) -> str:
    return {0: "", 1: "Én var med."}.get(count, f"{count} var med.")


def _how_many(session: Session, room_id: int) -> int:
    """Also those who left before the end."""
    count = select(func.count()).select_from(Presence).where(Presence.room_id == room_id)
    return session.scalar(count) or 0
