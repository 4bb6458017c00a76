"""The printed guide: what is asked where people talk together, with room to write."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.domain import borrowing
from facilitator.domain.running import process_of
from facilitator.models import Activity, Room
from facilitator.presentation import asked
from facilitator.presentation.day_names import day_name
from facilitator.processes.prompts import fill
from facilitator.processes.schema import Phase, Process

TALKING = ("pair", "round", "group")
ROOMY = 7
"""So many questions have room for many words each on one sheet."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What one phase asks; without a name where it is the only one."""

    name: str
    questions: tuple[str, ...]
    helper: str


@dataclass(frozen=True, slots=True)
class GuideView:
    """`names` are the lines to write names on: none in a borrowed room."""

    public_id: str
    title: str
    theme: str
    gathering: str
    planned: bool
    interview: bool
    talks: tuple[Talk, ...]
    names: tuple[str, ...]

    @property
    def tight(self) -> bool:
        return sum(len(talk.questions) for talk in self.talks) > ROOMY


def guide_view(room: Room, activity: Activity | None) -> GuideView:
    """`activity` is the one that is on or comes first; without one the sheet has no questions."""
    lent = borrowing.is_borrowed(room)
    gathering = f"{day_name(room.gathering)} · {room.gathering.cohort.name}".removesuffix(" · ")
    process = process_of(activity) if activity else None
    phases = _talking(process) if process else []
    interview = any(phase.interview for phase in phases)
    roles = ("Den som forteller", "Den som lytter og skriver")
    names = roles if interview or process is None else ("Vi som sitter sammen",)
    return GuideView(
        public_id=room.public_id,
        title=process.name if process else "Intervjuguide",
        theme=activity.theme if activity else "",
        gathering="Lånt rom" if lent else gathering,
        planned=activity is not None,
        interview=interview,
        talks=tuple(_talks(activity, phases)) if activity else (),
        names=() if lent else names,
    )


def _talking(process: Process) -> list[Phase]:
    """The first talk of an interview, else every phase where some talk together."""
    talks = [p for p in process.phases if p.interview and p.interview.part == "talk"]
    if talks:
        return talks[:1]
    return [phase for phase in process.phases if phase.kind in TALKING and phase.prompts]


def _talks(activity: Activity, phases: list[Phase]) -> Iterator[Talk]:
    values = asked.values_of(activity)
    said: set[str] = set()
    for phase in phases:
        stays = asked.standing_question(activity, phase)
        prompts = (*filter(None, [stays]), *(fill(each, values) for each in phase.prompts))
        fresh = tuple(dict.fromkeys(each for each in prompts if each and each not in said))
        said.update(fresh)
        if fresh:
            yield Talk(phase.name if len(phases) > 1 else "", fresh, phase.helper)
