"""What a process file may say: a process and its phases.

The small parts are in `parts`, the closed vocabularies in `words`, and rules that span several
fields in `rules_*`. `docs/method-format.md` explains each field for those who write processes.
"""

from typing import Annotated, Literal

from msgspec import Meta, field

from facilitator.processes.parts import (
    Board,
    CardSpec,
    Deal,
    GroupSet,
    Hand,
    Interview,
    Mark,
    Part,
    Projector,
    Release,
    Setting,
    Trio,
    TurnStep,
)
from facilitator.processes.sizes import Size, parse_size
from facilitator.processes.words import (
    FORMAT,
    Key,
    Kind,
    Line,
    Minutes,
    Name,
    Owner,
    PhaseVisibility,
    Phones,
    PromptMode,
    Ready,
    Span,
    Text,
    Visibility,
    Writer,
)

_PHONES: dict[Kind, Phones] = {"intro": "down", "solo": "form", "approve": "form", "round": "ring"}
_READY: dict[Kind, Ready] = {"solo": "self", "approve": "auto", "group": "group", "round": "group"}


class Phase(Part, frozen=True):
    """One timed step."""

    key: Key
    name: Name
    kind: Kind
    minutes: Minutes
    size: Span = "all"
    prompts: Annotated[tuple[Text, ...], Meta(max_length=12)] = ()
    prompt_mode: PromptMode = "one"
    guide_from: str = ""  # earlier phase whose prompts are the listener's guide here too
    helper: Text = ""
    leader_note: Text = ""
    groups: str = ""
    interview: Interview | None = None
    turn: tuple[TurnStep, ...] = ()
    card: CardSpec | None = None
    writes: Writer = "none"
    whose: Owner = "self"
    continues: tuple[str, ...] = ()
    continues_as: Literal["same", "chosen", "copied"] = "same"
    hand: tuple[Hand, ...] = ()
    visibility: PhaseVisibility | None = None
    choices: tuple[Visibility, ...] = ()
    reveal: str = "now"  # when a text may be read by those it is for: now, end, a later phase
    release: Release | None = None
    mark: Mark | None = None
    deal: Deal | None = None
    projector: Projector = field(default_factory=Projector)
    phones: Phones | None = None
    ready: Ready | None = None
    open_until: str = ""  # a date setting: the card may be changed until then
    late: Literal["placed", "ask", "wait"] = "placed"
    shrink_to: Minutes | None = None
    never_cut: bool = False
    keeps: Literal["none", "owner", "members"] = "none"
    note: Literal["none", "all", "quotes", "sample", "counts"] = "none"

    @property
    def span(self) -> Size:
        return parse_size(self.size)

    @property
    def phone_mode(self) -> Phones:
        """What the phone is for: as the file says, or as the kind of phase suggests."""
        return self.phones or _PHONES.get(self.kind, "form" if self.card else "read")

    @property
    def ready_mode(self) -> Ready:
        return self.ready or _READY.get(self.kind, "none")

    @property
    def intimate(self) -> bool:
        """Two are deep in talk: a late arrival is never placed here without being asked about."""
        return self.late == "ask"

    @property
    def board(self) -> str:
        """The board this phase fills or shows, or an empty string."""
        return self.release.board if self.release else self.projector.board


class Process(Part, frozen=True):
    """A whole process, as it is read from a file, kept in a snapshot and run in a room."""

    key: Key
    name: Name
    minutes: Minutes
    purpose: Text
    phases: tuple[Phase, ...]
    format: int = FORMAT
    version: Annotated[int, Meta(ge=1, le=9999)] = 1
    credit: Line = ""  # who made it
    based_on: str = ""  # key of the process it grew from
    grew_from: Line = ""  # what that one is called and who made it, also where nobody has it
    listened: Line = ""  # what the interviewer's arbeidsmappe says; {name} is the teller
    note_to_leader: bool = False  # «lapp til prosesslederen» is open throughout
    farewell: bool = False  # at its end each phone shows what the day has given
    settings: tuple[Setting, ...] = ()
    groups: dict[Key, GroupSet] = field(default_factory=dict)
    boards: dict[Key, Board] = field(default_factory=dict)
    trio: Trio | None = None

    def phase(self, key: str) -> Phase:
        """The phase with that key; KeyError when there is none."""
        return self.phases[self.index(key)]

    def index(self, key: str) -> int:
        for index, phase in enumerate(self.phases):
            if phase.key == key:
                return index
        raise KeyError(key)
