"""What only the one who leads sees of a phase: the notes, and which question stands."""

from dataclasses import dataclass

from facilitator.domain import activities
from facilitator.models import Activity
from facilitator.presentation import asked
from facilitator.processes.prompts import fill
from facilitator.processes.schema import Phase


@dataclass(frozen=True, slots=True)
class NotesView:
    """The leader's own note first, then what the process and its material say to the leader."""

    phase_key: str
    own: str
    whole: str
    """Written in the kjøreplan for the whole item."""
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    index: int
    text: str
    stands: bool


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """The questions of a phase where one stands at a time. `picks`: chosen among, not in turn."""

    phase_key: str
    phase_name: str
    coming: bool
    picks: bool
    rows: tuple[Question, ...]

    @property
    def standing(self) -> int:
        return next((row.index for row in self.rows if row.stands), 0)

    @property
    def back(self) -> int | None:
        return self.standing - 1 if self.standing else None

    @property
    def onward(self) -> int | None:
        return self.standing + 1 if self.standing + 1 < len(self.rows) else None

    @property
    def place(self) -> str:
        """«Spørsmål 2 av 6»."""
        return f"Spørsmål {self.standing + 1} av {len(self.rows)}"


def notes_view(activity: Activity, extra: str, *, lent: bool = False) -> NotesView:
    """`extra` is what the app itself has to say. A participant who leads sees no own notes."""
    phase = activities.phase_of(activity)
    material = () if lent else _of_materials(activity, phase)
    advice = tuple(text for text in (phase.leader_note, *material, extra) if text)
    own = {} if lent else activity.leader_notes
    return NotesView(phase.key, own.get(phase.key, ""), own.get("", ""), advice)


def _of_materials(activity: Activity, phase: Phase) -> tuple[str, ...]:
    """What a chosen material says to the prosessleder, while a phase shows or uses it."""
    used = {phase.projector.setting, phase.deal.setting if phase.deal else ""}
    texts = []
    for key, material in activity.materials.items():
        if key in used:
            texts += [material.get("probe", ""), material.get("note", "")]
    return tuple(text for text in texts if text)


def questions(activity: Activity) -> tuple[QuestionsView, ...]:
    """Of the phase that is on, and of the next where the question is chosen beforehand."""
    found = []
    phase, after = activities.phase_of(activity), activities.next_phase(activity)
    if asked.stepped_on_projector(phase) and len(phase.prompts) > 1:
        found.append(_questions(activity, phase, coming=False))
    if after is not None and after.prompt_mode == "pick" and len(after.prompts) > 1:
        found.append(_questions(activity, after, coming=True))
    return tuple(found)


def _questions(activity: Activity, phase: Phase, *, coming: bool) -> QuestionsView:
    values, standing = asked.values_of(activity), asked.standing_at(activity, phase)
    return QuestionsView(
        phase_key=phase.key,
        phase_name=phase.name,
        coming=coming,
        picks=phase.prompt_mode == "pick",
        rows=tuple(
            Question(index, fill(prompt, values), index == standing)
            for index, prompt in enumerate(phase.prompts)
        ),
    )
