"""One question stays while the groups grow: alone, two, four, all."""

from dataclasses import dataclass

from facilitator.domain import rooms
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.clocks import ClockView, phase_clock
from facilitator.processes.prompts import fill
from facilitator.processes.schema import Phase

SIZES = ("alle", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte")


@dataclass(frozen=True, slots=True)
class Growth:
    """One step: how many sit together, drawn with so many seats. `state` as of a seat."""

    word: str
    seats: int
    state: str


@dataclass(frozen=True, slots=True)
class GrowingBody:
    question: str
    prompt: str
    size: str
    steps: tuple[Growth, ...]
    clock: ClockView


def question_of(scene: BoardScene) -> str:
    """The question that stays, with the prosessleder's own words; empty where there is none."""
    return fill(scene.phase.projector.question, asked.values_of(scene.activity))


def picture(scene: BoardScene) -> Picture | None:
    if scene.phase.projector.show != "growing":
        return None
    question = question_of(scene)
    prompts = asked.prompts_of(scene.activity, scene.phase)
    # The first prompt holds the question itself: it is not said twice.
    prompt = next((text for text in prompts if question not in text), "")
    body = GrowingBody(
        question=question,
        prompt=prompt,
        size="long" if len(question) > 110 else "mid" if len(question) > 60 else "short",
        steps=_steps(scene),
        clock=phase_clock(scene.state, scene.now),
    )
    return Picture("growing", body, small_clock=False)


def _steps(scene: BoardScene) -> tuple[Growth, ...]:
    """The phases that share the question, up to the whole room."""
    shared = [phase for phase in scene.process.phases if phase.projector.question]
    here = scene.process.index(scene.phase.key)
    everyone = max(6, min(14, rooms.count_present(scene.db, scene.activity.room_id)))
    return tuple(
        Growth(_word(phase), phase.span.max or everyone, _state(scene, phase, here))
        for phase in shared
    )


def _word(phase: Phase) -> str:
    if phase.kind in ("harvest", "plenary") or phase.span.max is None:
        return "alle"
    size = phase.span.max
    return SIZES[size] if size < len(SIZES) else str(size)


def _state(scene: BoardScene, phase: Phase, here: int) -> str:
    index = scene.process.index(phase.key)
    return "done" if index < here else "now" if index == here else "open"
