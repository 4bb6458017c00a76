"""Screens of one's own story: read it, mend it, say who may read it, and change one's mind."""

from dataclasses import dataclass
from typing import Any

from facilitator.domain import borrowing, cards, hints, policies, story_drafts
from facilitator.domain.hints import NameHint
from facilitator.models import Card, Draft, Group, Interview
from facilitator.presentation import nudges, strengths
from facilitator.presentation.cards import StrengthMark, strength_marks
from facilitator.presentation.nudges import Nudge
from facilitator.presentation.phone_scene import Scene, Screen, Story, others, story_of
from facilitator.presentation.strengths import VirtueGroup
from facilitator.processes.catalogue import catalogue_or_first

QUOTABLE = "Tittelen og én setning kan stå i samlingsnotatet, uten navn."
ICONS = {"me": "laas", "pair": "to", "group": "gruppe", "room": "tavle", "cohort": "kull"}
BUTTONS = {
    "me": "Godkjenn, bare for meg",
    "pair": "Godkjenn for oss to",
    "group": "Godkjenn for gruppa mi",
    "room": "Godkjenn for tavla i dag",
    "cohort": "Godkjenn for tavla og mappene",
}
READERS = {
    "me": "Bare du leser den.",
    "pair": "Bare dere som snakket sammen, leser den.",
    "group": "Gruppa di kan lese den.",
    "room": "Den ligger på tavla i dag.",
    "cohort": "Den ligger på tavla og i arbeidsmappene til kullet.",
}
NUMBERS = ("Ingen", "Én", "To", "Tre", "Fire", "Fem", "Seks", "Sju", "Åtte")

Rung = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class ApproveBody:
    """What the teller decides on. `waiting`: no text has come yet."""

    interview_id: int
    phase_key: str
    writer: str
    prompt: str
    story: Story
    version: int
    waiting: bool
    late: Story | None
    hints: tuple[NameHint, ...]
    nudges: tuple[Nudge, ...]
    virtues: tuple[VirtueGroup, ...]
    rungs: tuple[Rung, ...]
    chosen: str
    show_name: bool
    thanks: str


@dataclass(frozen=True, slots=True)
class ApprovedBody:
    """The card as it is, and all one can still do with it."""

    card_id: int
    interview_id: int | None
    story: Story
    marks: tuple[StrengthMark, ...]
    hue: str
    writer: str
    readers: str
    withdrawn: bool
    hidden: bool
    late: Story | None
    virtues: tuple[VirtueGroup, ...]
    rungs: tuple[Rung, ...]
    visibility: str
    named: bool

    @property
    def change_rungs(self) -> tuple[Rung, ...]:
        """The same ladder for a story that is approved already: the button says what changes."""
        return tuple((*rung[:4], f"Lagre: {rung[1]}") for rung in self.rungs)


def screen(scene: Scene, interview: Interview) -> Screen:
    """The teller's own story: to approve, or as it was approved."""
    card = story_drafts.approved_story(scene.db, interview)
    draft = story_drafts.of_interview(scene.db, interview)
    if draft is not None and not _is_given(scene, interview, draft):
        draft = None
    if card is not None:
        return approved(scene, interview, card, draft)
    return approve(scene, interview, draft)


def _is_given(scene: Scene, interview: Interview, draft: Draft) -> bool:
    """Until the writer has handed it over, the text is the writer's alone."""
    return draft.delivered_at is not None or interview.interviewer_id == scene.person.id


def approve(scene: Scene, interview: Interview, draft: Draft | None) -> Screen:
    body = _approve_body(scene, interview, draft)
    return Screen("approve", body, "Din fortelling", key=f"approve-{interview.id}")


def _approve_body(scene: Scene, interview: Interview, draft: Draft | None) -> ApproveBody:
    fields: dict[str, Any] = scene.typed or (draft.fields if draft else {})
    story = story_of(fields)
    own = interview.interviewer_id == scene.person.id
    return ApproveBody(
        interview_id=interview.id,
        phase_key=_approve_key(scene),
        writer="" if own else interview.interviewer.first_name,
        prompt=_approve_prompt(scene),
        story=story,
        version=draft.version if draft else 0,
        waiting=not interview.sent and not scene.typed,
        late=story_of(draft.late) if draft and draft.late else None,
        hints=hints.first_names(scene.db, scene.person, f"{story.title}\n{story.text}"),
        nudges=nudges.of(scene.db, scene.person.cohort_id, fields),
        virtues=strengths.of_cohort(scene.room.gathering.cohort),
        rungs=rungs(scene),
        chosen=str(fields.get("visibility") or ""),
        show_name=bool(fields.get("show_name")),
        thanks=str(fields.get("thanks") or ""),
    )


def _approve_key(scene: Scene) -> str:
    phase = next((p for p in scene.process.phases if p.kind == "approve"), scene.phase)
    return phase.key


def _approve_prompt(scene: Scene) -> str:
    phase = next((p for p in scene.process.phases if p.kind == "approve"), None)
    return phase.prompts[0] if phase and phase.prompts else ""


def approved(scene: Scene, interview: Interview, card: Card, draft: Draft | None) -> Screen:
    body = approved_body(scene, card, interview, draft)
    return Screen("approved", body, "Din fortelling", key=f"approved-{card.id}")


def own_card(scene: Scene, card: Card) -> Screen:
    """A story by its card alone, as from paper, where there may be no interview behind it."""
    body = approved_body(scene, card, None)
    return Screen("approved", body, "Din fortelling", key=f"approved-{card.id}")


def approved_body(
    scene: Scene, card: Card, interview: Interview | None, draft: Draft | None = None
) -> ApprovedBody:
    catalogue = catalogue_or_first(scene.room.gathering.cohort.catalogue)
    story = story_of(scene.typed if "text" in scene.typed else card.fields)
    marks = strength_marks(list(card.fields.get("strengths") or []), catalogue)
    writer = card.written_by
    return ApprovedBody(
        card_id=card.id,
        interview_id=interview.id if interview else None,
        story=story,
        marks=marks,
        hue=marks[0].hue if marks else "",
        writer=writer.first_name if writer and writer.id != card.owner_id else "",
        readers=READERS.get(card.visibility, ""),
        withdrawn=card.withdrawn_at is not None,
        hidden=card.hidden_at is not None and policies.on_board(card.visibility),
        late=story_of(draft.fields) if draft else None,
        virtues=strengths.of_cohort(scene.room.gathering.cohort),
        rungs=rungs(scene),
        visibility="" if card.withdrawn_at is not None else card.visibility,
        named=card.show_name,
    )


def rungs(scene: Scene) -> tuple[Rung, ...]:
    """The ladder: nothing is preselected, and each rung says who is behind it."""
    phase = next((p for p in scene.process.phases if p.kind == "approve"), None)
    wanted = phase.choices if phase and phase.choices else cards.STORY_LEVELS
    helps = {
        "me": "Ligger i mappa di",
        "pair": _pair_help(scene),
        "group": _table_help(scene),
        "room": f"Alle i rommet. {QUOTABLE}",
        "cohort": f"Hele kullet. {QUOTABLE}",
    }
    if lent := borrowing.is_borrowed(scene.room):
        # There are no arbeidsmapper here, and nothing is quoted anywhere.
        helps |= {"me": "Slettes i natt", "room": "Alle i rommet, til i natt"}
    return tuple(
        (level, policies.LEVEL_NAMES[level], helps[level], ICONS[level], BUTTONS[level])
        for level in cards.STORY_LEVELS
        if level in wanted and not (lent and level == "cohort")
    )


def _pair_help(scene: Scene) -> str:
    names = others(scene.pair, scene.person)
    if not names:
        return "Du og den som skrev"
    return f"Du, {names[0]} og {names[1]}" if len(names) > 1 else f"Du og {names[0]}"


def _table_help(scene: Scene) -> str:
    table = next((g for g in _tables(scene)), None)
    if table is None:
        return "De du sitter sammen med etterpå"
    count = len(table.members)
    many = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{many} personer ved bord {table.number}"


def _tables(scene: Scene) -> list[Group]:
    mine = [g for g in scene.groups if g.activity_id == scene.on.id and g.circle == "group"]
    return sorted(mine, key=lambda g: -g.id)
