"""Answering in silence, how the answers fall, the dilemma to read, and the role one has drawn."""

from dataclasses import dataclass, replace

from facilitator.domain import distributions, positions, roles_dealt
from facilitator.models import Group
from facilitator.presentation import phone_card
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.board_bars import BarsView, bars_view
from facilitator.presentation.board_material import MaterialView, chosen, material_view
from facilitator.presentation.card_form import CardForm, own_form
from facilitator.presentation.phone_card import CardBody, GroupCardBody
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.presentation.phone_table import Turns, turn_view
from facilitator.presentation.templating import spelled_out
from facilitator.processes.schema import Phase


@dataclass(frozen=True, slots=True)
class PositionBody:
    """`given` and `reason` are one's own, read on this phone as long as the key lives.

    `closed` says why nothing can be answered any more.
    """

    prompt: str
    question: str
    form: CardForm
    material: MaterialView | None
    given: str
    reason: str
    closed: str
    note: str


@dataclass(frozen=True, slots=True)
class BarsBody:
    """`card` is what one writes meanwhile; then the bars lie folded above it."""

    prompt: str
    bars: BarsView
    material: MaterialView | None
    card: CardBody | None


@dataclass(frozen=True, slots=True)
class ReadingBody:
    material: MaterialView
    process: str


@dataclass(frozen=True, slots=True)
class RoleBody:
    """The role, the other one there is to draw, the table's turns, and what the table writes."""

    role: str
    instead: str
    asks: tuple[str, ...]
    intro: str
    turns: Turns
    material: MaterialView | None
    group: GroupCardBody | None
    writing: bool


def screen(scene: Scene) -> Screen | None:
    """The screen, where the phase is of this kind."""
    if positions.is_secret(scene.phase):
        return answering(scene, scene.phase)
    if scene.phase.deal is not None and scene.table is not None:
        return _role(scene, scene.table)
    return _fallen(scene)


def reading(scene: Scene) -> Screen | None:
    """What lies on the projector to be read aloud: dark, so that the hand lets go of the phone."""
    if scene.phase.projector.show != "material" or scene.phase.card is not None:
        return None
    material = material_view(scene.on, scene.phase)
    if material is None:
        return None
    process = spelled_out(scene.process.name) if scene.state.index == 0 else ""
    return Screen("material", ReadingBody(material, process), scene.process.name, dark=True)


def answering(scene: Scene, phase: Phase) -> Screen:
    """The question with its answers; what one has answered may be changed until it is shown."""
    own = positions.own(scene.db, scene.on, phase, scene.person)
    fields = own.fields if own is not None else {}
    shown = distributions.find(scene.db, scene.on, phase) is not None
    prompts = prompts_of(scene.on, phase)
    material = chosen(scene.on, phase)
    body = PositionBody(
        prompt=prompts[0] if prompts else "",
        question=_question(scene, phase),
        form=own_form(scene, phase),
        material=material,
        given=str(fields.get("option") or ""),
        reason=str(fields.get("reason") or ""),
        closed=positions.refusal(scene.on, phase) if shown else "",
        note="" if any(phone_card.NAMELESS in said for said in prompts) else phone_card.NAMELESS,
    )
    state = "shown" if shown else "given" if own is not None else "form"
    return Screen("position", body, "Svar i stillhet", key=f"position-{phase.key}-{state}")


def _question(scene: Scene, phase: Phase) -> str:
    for field in phase.card.fields if phase.card else ():
        material = scene.on.materials.get(field.options_from) or {}
        for asked in material.get("questions") or ():
            return str(asked["text"])
    return ""


def _fallen(scene: Scene) -> Screen | None:
    """How the answers fall, read along; with the form of what each writes meanwhile."""
    board = scene.process.boards.get(scene.phase.board)
    if board is None or board.layout != "bars" or scene.phase.writes not in ("none", "each"):
        return None
    own = phone_card.own(scene) if scene.phase.card is not None else None
    body = BarsBody(
        prompt=scene.prompt,
        bars=bars_view(scene.db, scene.on, scene.process, scene.phase.board),
        material=_asked_of(scene),
        card=own.body if own is not None else None,
    )
    if own is not None:
        return Screen("position_bars", body, own.subtitle, key=own.key)
    return Screen("position_bars", body, "Les med")


def _asked_of(scene: Scene) -> MaterialView | None:
    found = (chosen(scene.on, p) for p in scene.process.phases if positions.is_secret(p))
    return next((material for material in found if material is not None), None)


def _role(scene: Scene, group: Group) -> Screen | None:
    """The drawn role, large; below it what the table keeps of what the roles said."""
    drawn = roles_dealt.draw(scene.on, scene.phase, group, scene.person)
    if drawn is None:
        return None
    written = phone_card.together(scene, group) if scene.phase.writes == "group" else None
    together = replace(written.body, prompts=()) if written is not None else None
    intro, asks = _split(scene.prompt)
    body = RoleBody(
        role=drawn[0],
        instead=drawn[1],
        asks=asks,
        intro=intro,
        turns=turn_view(scene, group),
        material=chosen(scene.on, scene.phase),
        group=together,
        writing=together is not None and together.mine,
    )
    key = f"role-{written.key}" if written is not None else "role"
    return Screen("role", body, f"Bord {group.number}", key=key)


def _split(prompt: str) -> tuple[str, tuple[str, ...]]:
    """«Trekk en rolle: Hva ser jeg? Hva føler jeg?» → what to do, and the questions one by one."""
    intro, colon, rest = prompt.rpartition(": ")
    asks = tuple(f"{part.strip()}?" for part in rest.split("?") if part.strip())
    return (intro, asks) if colon and rest.endswith("?") else (prompt, ())
