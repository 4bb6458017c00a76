"""The printed interview guide: the questions of the process, with room to write."""

from dataclasses import dataclass

from facilitator.domain.running import process_of
from facilitator.models import Activity, Room
from facilitator.presentation import asked
from facilitator.presentation.day_names import day_name
from facilitator.processes.prompts import fill


@dataclass(frozen=True, slots=True)
class GuideView:
    public_id: str
    title: str
    theme: str
    gathering: str
    questions: tuple[str, ...]
    helper: str


def guide_view(room: Room, activity: Activity | None) -> GuideView:
    """`activity` is the one that is on or comes first; without one the sheet has no questions."""
    gathering = f"{day_name(room.gathering)} · {room.gathering.cohort.name}".removesuffix(" · ")
    if activity is None:
        return GuideView(room.public_id, "Intervjuguide", "", gathering, (), "")
    process = process_of(activity)
    talks = [p for p in process.phases if p.interview and p.interview.part == "talk"]
    source = talks[0] if talks else max(process.phases, key=lambda phase: len(phase.prompts))
    values = asked.values_of(activity)
    return GuideView(
        public_id=room.public_id,
        title=process.name,
        theme=activity.theme,
        gathering=gathering,
        questions=tuple(fill(prompt, values) for prompt in source.prompts),
        helper=source.helper,
    )
