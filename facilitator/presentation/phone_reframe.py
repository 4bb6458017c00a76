"""Turning a sentence: the form that climbs A–E, two who ask and think, and the yes to the board.

The card stays with its owner through all of it. What goes to the board is a copy of two of its
fields, made only when the owner presses the one button for it.
"""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from facilitator.domain import card_rows, contributions, drafts
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.board_turned import Rung, ladder_of
from facilitator.presentation.card_faces import Part
from facilitator.presentation.card_form import CardForm, own_form
from facilitator.presentation.phone_scene import Scene, Screen, others
from facilitator.presentation.phone_table import Turns, turn_view
from facilitator.presentation.wall import WallView, wall
from facilitator.processes import chains
from facilitator.processes.cards import card_types
from facilitator.processes.schema import Phase


@dataclass(frozen=True, slots=True)
class Step:
    """One field of the form: its letter on the ladder, and what is asked there."""

    letter: str
    asks: str
    name: str


@dataclass(frozen=True, slots=True)
class ReframeBody:
    """`steps` are written now; `before` those of earlier phases, folded. `made`: it is sent."""

    form: CardForm
    rungs: tuple[Rung, ...]
    prompts: tuple[str, ...]
    steps: tuple[Step, ...]
    before: tuple[Step, ...]
    parts: tuple[Part, ...]
    made: bool


@dataclass(frozen=True, slots=True)
class AskingBody:
    """Two talk: one has the thought at hand, the other the questions. `begins`: one's own turn
    with the thought is the first."""

    names: tuple[str, ...]
    first: str
    begins: bool
    parts: tuple[Part, ...]
    main: str
    prompts: tuple[str, ...]
    helper: str
    turns: Turns


@dataclass(frozen=True, slots=True)
class SentBody:
    activity_id: int
    secret: str


@dataclass(frozen=True, slots=True)
class ShareBody:
    """What would be shown, and nothing else; the board as it is now. `secret` is this page's."""

    prompt: str
    form: CardForm
    empty: bool
    wall: WallView | None
    secret: str


def screen(scene: Scene) -> Screen | None:
    """The screen, where the phase is of this kind."""
    phase = scene.phase
    if phase.kind == "pair" and phase.card is None and _thought_phase(scene, phase):
        return _asking(scene)
    return own(scene, phase)


def own(scene: Scene, phase: Phase) -> Screen | None:
    """What one writes by oneself, where it turns a sentence."""
    if not _writes_turned(phase):
        return None
    return share(scene, phase) if contributions.only_shares(phase) else reframe(scene, phase)


def _writes_turned(phase: Phase) -> bool:
    kind = card_types().get(phase.card.type) if phase.card else None
    return kind is not None and bool(kind.turns) and phase.writes == "each"


def _thought_phase(scene: Scene, phase: Phase) -> Phase | None:
    """The phase in which one wrote the thought that one has at hand now."""
    for hand in phase.hand:
        source = scene.process.phase(hand.phase) if hand.phase else None
        if source is not None and hand.whose == "own" and _writes_turned(source):
            return source
    return None


def reframe(scene: Scene, phase: Phase) -> Screen:
    """The steps of this phase, one below the other, with their letters on the ladder."""
    form = own_form(scene, phase)
    kept = own_fields(scene, phase)
    sent = card_rows.of_chain(scene.db, scene.on, phase, scene.person)
    made = any(card.phase_key == phase.key and not card.withdrawn_at for card in sent)
    earlier = _earlier_fields(scene, phase)
    prompts = prompts_of(scene.on, phase)
    steps = _steps(phase, prompts)
    body = ReframeBody(
        form=_filled(form, kept),
        rungs=ladder_of(phase.projector.lines, phase.projector.lit),
        prompts=() if phase.prompt_mode == "per_field" else prompts,
        steps=tuple(step for step in steps if step.name not in earlier),
        before=tuple(step for step in steps if step.name in earlier),
        parts=_parts(phase, kept),
        made=made,
    )
    key = f"reframe-{phase.key}-{'made' if made else 'form'}"
    return Screen("reframe", body, "Bare for deg", key=key)


def _steps(phase: Phase, prompts: tuple[str, ...]) -> tuple[Step, ...]:
    """«A: Hva skjedde?» as a letter and a question."""
    assert phase.card is not None
    per_field = phase.prompt_mode == "per_field"
    found = []
    for number, field in enumerate(phase.card.fields):
        text = prompts[number] if per_field and number < len(prompts) else field.label
        letter, colon, asks = text.partition(":")
        lettered = bool(colon) and len(letter) == 1
        found.append(
            Step(letter if lettered else "", asks.strip() if lettered else text, field.name)
        )
    return tuple(found)


def _earlier_fields(scene: Scene, phase: Phase) -> set[str]:
    """What earlier phases of the same card have asked for."""
    keys = chains.chain(scene.process, phase)[:-1]
    cards = [scene.process.phase(key).card for key in keys]
    return {field.name for card in cards if card is not None for field in card.fields}


def own_fields(scene: Scene, phase: Phase) -> dict[str, str]:
    """One's own card as it stands, with what is written and not sent: nothing has to be sent
    for its writer to have it at hand."""
    keys = chains.chain(scene.process, phase)
    found: dict[str, str] = {}
    for key in keys:
        draft = drafts.find(scene.db, scene.on, f"card:{key}", writer_id=scene.person.id)
        for name, value in (draft.fields if draft else {}).items():
            row, _, field = name.partition("-")
            if row == "0" and isinstance(value, str) and value.strip():
                found[field] = value
    for card in card_rows.of_chain(scene.db, scene.on, phase, scene.person):
        if not card.withdrawn_at and card_rows.row_of(card) == 0:
            found = {k: str(v) for k, v in card.fields.items() if isinstance(v, str) and v} | {
                name: text for name, text in found.items() if not card.fields.get(name)
            }
    return found


def _filled(form: CardForm, kept: dict[str, str]) -> CardForm:
    """What earlier phases hold stands in the form's empty fields."""
    rows = tuple(
        replace(
            row,
            fields=tuple(
                replace(field, value=field.value or kept.get(field.spec.name, ""))
                for field in row.fields
            ),
        )
        for row in form.rows
    )
    return replace(form, rows=rows)


def _parts(phase: Phase, fields: dict[str, Any]) -> tuple[Part, ...]:
    """All that is written, labelled, in the order of the ladder."""
    assert phase.card is not None
    kind = card_types()[phase.card.type]
    words = [(spec, str(fields.get(spec.name) or "")) for spec in kind.fields]
    return tuple(Part(spec.name, spec.label.rstrip(" …"), text) for spec, text in words if text)


def _asking(scene: Scene) -> Screen | None:
    """Both have both, and the one whose turn it is has the right one open."""
    source = _thought_phase(scene, scene.phase)
    group = scene.table
    if source is None or group is None:
        return None
    kept = own_fields(scene, source)
    first = group.people[0]
    kind = card_types()[source.card.type] if source.card else None
    main = kind.turns[0] if kind and kind.turns else ""
    body = AskingBody(
        names=others(group, scene.person),
        first=first.first_name,
        begins=first.id == scene.person.id,
        parts=_parts(source, kept),
        main=main,
        prompts=prompts_of(scene.on, scene.phase),
        helper=scene.phase.helper,
        turns=turn_view(scene, group),
    )
    return Screen("reframe_pair", body, "Bare for dere to" if len(group.members) == 2 else "")


def share(scene: Scene, phase: Phase) -> Screen:
    """The question of the board. Who says nothing has said no, and that is kept nowhere."""
    kept = own_fields(scene, phase)
    form = _filled(own_form(scene, phase), kept)
    prompts = prompts_of(scene.on, phase)
    shown = wall(scene.db, scene.on) if scene.phase.key == phase.key else None
    body = ShareBody(
        prompt=prompts[0] if prompts else "",
        form=form,
        empty=all(not field.value for row in form.rows for field in row.fields),
        wall=shown if shown is not None and shown.count else None,
        secret=secrets.token_hex(16),
    )
    return Screen("share_copy", body, "Du bestemmer", key=f"share-{phase.key}")


def sent(scene: Scene, secret: str) -> Screen:
    """For a phone without script: the one page from which the copy can be taken back."""
    return Screen("share_sent", SentBody(scene.on.id, secret), "Uten navn")
