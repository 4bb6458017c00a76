"""The road with its stations on the projector: the present one lit, and counts, never words."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, roads
from facilitator.models import Activity
from facilitator.presentation import asked, road
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.road import State, Trail
from facilitator.processes.schema import Phase

WIDTH, HEIGHT = 1800, 190


@dataclass(frozen=True, slots=True)
class Milestone:
    """A station as the back row reads it."""

    key: str
    name: str
    state: State
    count: str


@dataclass(frozen=True, slots=True)
class RoadBody:
    prompt: str
    size: str
    trail: Trail
    milestones: tuple[Milestone, ...]


def picture(scene: BoardScene) -> Picture | None:
    """The road, in the phases that draw it."""
    drawn = roads.stations(scene.process)
    if scene.phase not in drawn or scene.state.status == "ended":
        return None
    counts = roads.drawn_at(scene.db, scene.activity)
    teams = roads.teams_drawing(scene.db, scene.activity)
    way = roads.along(drawn)
    states = [_state(scene, phase) for phase in way]
    bridges = [road.BRIDGED in roads.fields_at(phase) for phase in way]
    prompt = next(iter(asked.prompts_of(scene.activity, scene.phase)), scene.phase.name)
    body = RoadBody(
        prompt=prompt,
        size="long" if len(prompt) > 90 else "",
        trail=road.trail(states, bridges, WIDTH, HEIGHT),
        milestones=tuple(
            Milestone(phase.key, phase.name, state, _count(counts[phase.key], teams))
            for phase, state in zip(way, states, strict=True)
        ),
    )
    return Picture("road", body)


def live_counts(session: Session, activity: Activity | None) -> dict[str, str]:
    """Station → what stands under it now, while the road is drawn; otherwise nothing."""
    if activity is None or activity.status in ("planned", "ended"):
        return {}
    drawn = roads.stations(activities.process_of(activity))
    if activities.phase_of(activity) not in drawn:
        return {}
    counts = roads.drawn_at(session, activity)
    teams = roads.teams_drawing(session, activity)
    return {phase.key: _count(counts[phase.key], teams) for phase in drawn}


def _state(scene: BoardScene, phase: Phase) -> State:
    if phase == scene.phase:
        return "now"
    return "done" if scene.process.index(phase.key) < scene.state.index else "open"


def _count(drawn: int, teams: int) -> str:
    return f"{drawn} av {teams} har tegnet" if drawn else ""
