"""The strengths by virtue, while people look for them in themselves and in each other."""

from dataclasses import dataclass

from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.strengths import VirtueGroup, of_cohort


@dataclass(frozen=True, slots=True)
class CatalogueBody:
    """`steps` are the names of what a turn consists of, where there are turns."""

    groups: tuple[VirtueGroup, ...]
    prompt: str
    steps: tuple[str, ...]


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    if scene.phase.projector.show != "catalogue" or scene.activity.status == "ended":
        return None
    prompts = asked.prompts_of(scene.activity, scene.phase)
    per_step = scene.phase.prompt_mode == "per_step" and len(prompts) == len(scene.phase.turn)
    steps = [step.name or step.key for step in scene.phase.turn] if per_step else []
    body = CatalogueBody(
        groups=of_cohort(scene.activity.room.gathering.cohort),
        prompt=_evidence(scene, prompts) if per_step else next(iter(prompts), ""),
        steps=tuple(steps),
    )
    return Picture("catalogue", body)


def _evidence(scene: BoardScene, prompts: tuple[str, ...]) -> str:
    """Of all that is asked in a turn, what the room needs before it: how a card is given."""
    writes = [step.cards == "write" for step in scene.phase.turn]
    return prompts[writes.index(True)] if True in writes else prompts[0]
