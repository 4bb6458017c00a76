"""The chosen material, such as a dilemma, for all to read, and the question it asks."""

from dataclasses import dataclass

from facilitator.models import Activity
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.clocks import ClockView, phase_clock
from facilitator.processes.schema import Phase

STEPS = (170, 260, 340)
"""A text longer than these is set one step smaller, so that all of it stands on the screen."""


@dataclass(frozen=True, slots=True)
class MaterialView:
    """What everybody may read of a material. What it says to the prosessleder is not in it.

    `question` and `options` where the phase asks; `prompt` is the phase's own words.
    """

    title: str
    text: str
    question: str
    options: tuple[str, ...]
    prompt: str
    clock: ClockView | None = None

    @property
    def size(self) -> int:
        """0 is the largest."""
        return sum(len(self.text) > step for step in STEPS)


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    if scene.phase.projector.show != "material" or scene.state.status == "ended":
        return None
    clock = phase_clock(scene.state, scene.now) if scene.state.is_on else None
    body = material_view(scene.activity, scene.phase, clock)
    if body is None:
        return None
    return Picture("material", body, small_clock=not body.question)


def material_view(
    activity: Activity, phase: Phase, clock: ClockView | None = None
) -> MaterialView | None:
    """The material that the phase shows; None where none has been chosen."""
    material = activity.materials.get(phase.projector.setting)
    if not material:
        return None
    question = _question(material) if phase.projector.part == "questions" else None
    prompts = asked.prompts_of(activity, phase)
    return MaterialView(
        title=str(material.get("title") or ""),
        text=str(material.get("text") or ""),
        question=str(question["text"]) if question else "",
        options=tuple(question["options"]) if question else (),
        prompt=prompts[0] if prompts else "",
        clock=clock,
    )


def _question(material: dict[str, list[dict[str, list[str]]]]) -> dict[str, list[str]] | None:
    return next(iter(material.get("questions") or ()), None)


def chosen(activity: Activity, phase: Phase) -> MaterialView | None:
    """The material that a phase deals from, asks about or shows, to be read again."""
    keys = [phase.projector.setting, phase.deal.setting if phase.deal else ""]
    keys += [field.options_from for field in phase.card.fields] if phase.card else []
    material = next((activity.materials[key] for key in keys if activity.materials.get(key)), None)
    if material is None:
        return None
    return MaterialView(str(material["title"]), str(material["text"]), "", (), "")
