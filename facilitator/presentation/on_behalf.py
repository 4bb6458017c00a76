"""The form in which a prosessleder writes in a story from paper."""

import secrets
from dataclasses import dataclass
from typing import Any

from facilitator.domain import cards, policies
from facilitator.models import Interview, Participant, Room
from facilitator.presentation import strengths
from facilitator.presentation.phone_scene import Story, story_of
from facilitator.presentation.phone_story import ICONS, QUOTABLE, Rung
from facilitator.presentation.strengths import VirtueGroup


@dataclass(frozen=True, slots=True)
class OnBehalfView:
    public_id: str
    teller_id: int
    teller: str
    writer: str
    story: Story
    chosen: str
    agreed: bool
    errors: dict[str, str]
    rungs: tuple[Rung, ...]
    virtues: tuple[VirtueGroup, ...]
    token: str


def view(
    room: Room,
    teller: Participant,
    interview: Interview | None,
    typed: dict[str, Any],
    errors: dict[str, str],
) -> OnBehalfView:
    """What was `typed` and refused stands there again."""
    name = teller.first_name
    return OnBehalfView(
        public_id=room.public_id,
        teller_id=teller.id,
        teller=name,
        writer=interview.interviewer.first_name if interview else "",
        story=story_of(typed),
        chosen=str(typed.get("visibility") or ""),
        agreed=bool(typed.get("agreed")),
        errors=errors,
        rungs=_rungs(name),
        virtues=strengths.of_cohort(room.gathering.cohort),
        token=secrets.token_urlsafe(12),
    )


def _rungs(name: str) -> tuple[Rung, ...]:
    helps = {
        "me": f"Bare i mappa til {name}",
        "pair": f"{name} og den som lyttet",
        "group": f"De {name} sitter ved bord med",
        "room": f"Alle i rommet. {QUOTABLE}",
        "cohort": f"Hele kullet. {QUOTABLE}",
    }
    return tuple(
        (level, policies.LEVEL_NAMES[level], helps[level], ICONS[level], "")
        for level in cards.STORY_LEVELS
    )
