"""The answers of a phase's choice field, each with what it may be, for the whole room to see."""

from dataclasses import dataclass

from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.processes.parts import Option
from facilitator.processes.prompts import fill


@dataclass(frozen=True, slots=True)
class OptionsBody:
    prompt: str
    options: tuple[Option, ...]
    lines: tuple[str, ...]


def picture(scene: BoardScene) -> Picture | None:
    if scene.phase.projector.show != "options" or scene.phase.card is None:
        return None
    choice = next((f for f in scene.phase.card.fields if f.kind == "choice" and f.options), None)
    if choice is None:
        return None
    values = asked.values_of(scene.activity)
    prompts = asked.prompts_of(scene.activity, scene.phase)
    lines = tuple(fill(line, values) for line in scene.phase.projector.lines)
    return Picture("options", OptionsBody(prompts[0] if prompts else "", choice.options, lines))
