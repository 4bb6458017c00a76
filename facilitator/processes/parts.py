"""The small parts that phases and processes are put together from.

Every struct is frozen and refuses unknown fields, so that a misspelt word in a file is a fault
at start and not a phase that silently behaves otherwise.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from facilitator.processes.sizes import Size, parse_size
from facilitator.processes.words import Count, FieldKind, Fraction, Key, Line, Name, Span


class Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Common ground of all parts of a process."""


class Option(Part, frozen=True):
    """One answer of a choice field."""

    value: Key
    label: Name
    help: Line = ""


class FieldSpec(Part, frozen=True):
    """One field of a card. `max` counts characters (of each item in a list)."""

    name: Key
    label: Name
    kind: FieldKind = "line"
    max: Annotated[int, Meta(ge=1, le=4000)] = 140
    required: bool = False
    help: Line = ""
    min_items: Count = 0
    max_items: Count = 0  # 0: no limit but the app's own
    lines: Count = 0  # so many lines of a list stand ready; they need not be filled
    dates: Count = 0  # so many of the first steps need a date when the card is sent
    options: tuple[Option, ...] = ()
    options_from: str = ""  # a setting that holds the options, e.g. the chosen dilemma
    links: str = ""  # the card type that a «links» field points at
    private: bool = False  # stays with the writer also when the card travels on


class CardSpec(Part, frozen=True):
    """The card a phase writes. After loading, `fields` is always complete."""

    type: Key
    fields: Annotated[tuple[FieldSpec, ...], Meta(max_length=20)] = ()
    count: Span = "1"  # how many per pen; only the upper end is held
    preset: dict[str, Line] = field(default_factory=dict)
    identity: Literal["named", "secret", "none"] = "named"
    lasts: Literal["kept", "room"] = "kept"  # «room»: erased when the room closes


class TurnStep(Part, frozen=True):
    """A part of one person's turn in a ring."""

    key: Key
    minutes: Fraction
    name: Line = ""
    cards: Literal["none", "write", "receive"] = "none"  # receive: given cards open one by one


class Interview(Part, frozen=True):
    """Which part of which interview a phase is; the slot decides who tells and who listens."""

    slot: Annotated[int, Meta(ge=1, le=2)]
    part: Literal["talk", "write"]


class Hand(Part, frozen=True):
    """A card that lies at hand to read: from an earlier phase, or from earlier samlinger."""

    phase: str = ""
    card: str = ""
    whose: Literal["own", "partner", "received", "group", "room"] = "own"
    since: Literal["now", "last_gathering", "ever"] = "now"
    prompt: Line = ""


class Release(Part, frozen=True):
    """What goes to a board, and when. Without it nothing does.

    card: the card itself, by reference. copy: the named fields, cut loose from the author.
    count: only how many, never a text.
    """

    board: Key
    when: Literal["on_approve", "on_submit", "on_phase_end"]
    form: Literal["card", "copy", "count"] = "card"
    fields: tuple[str, ...] = ()
    asks: bool = False  # the owner says yes first; nothing is preselected
    take: Literal["all", "chosen", "unchosen"] = "all"


class Mark(Part, frozen=True):
    """A mark set on others' cards. Never counted, never ranked."""

    label: Name
    phase: str = ""
    board: str = ""
    field: str = ""  # mark single items of this list field
    max: Count = 0
    seen_by: Literal["me", "group"] = "me"
    lasts: Literal["phase", "kept"] = "kept"


class Deal(Part, frozen=True):
    """Something drawn by each person from the chosen material, e.g. a role of a dilemma."""

    setting: Key
    part: Key


class Projector(Part, frozen=True):
    """What the room sees besides name, clock, next phase, code and counts."""

    show: Literal[
        "prompt",
        "board",
        "both",
        "catalogue",
        "material",
        "road",
        "growing",
        "options",
        "showing",
        "ladder",
    ] = "prompt"
    prompts: Literal["one", "all"] = "one"
    question: Line = ""  # stays large through several phases while the prompt changes under it
    lines: tuple[Line, ...] = ()
    lit: tuple[Line, ...] = ()  # of a ladder: which of its lines are climbed now
    board: str = ""
    setting: str = ""  # which material, and `part` of it
    part: str = ""


class GroupSet(Part, frozen=True, rename={"from_": "from"}):
    """People put together once and used by several phases.

    mix: app mixes. workplace: by workplace. self: people choose. merge: whole groups of `from`
    are put together. keep: as in `from`, or as in the activity before when it is empty.
    """

    size: Span
    form: Literal["mix", "workplace", "self", "merge", "keep"]
    from_: str = ""
    rest: Literal["join", "own"] = "join"  # left-over people join a group, or are one
    whole_up_to: Count = 0  # one single ring when no more than this are present
    apart_from: tuple[str, ...] = ()  # sets whose neighbours should not meet again
    made: str = ""  # phase at whose start the prosessleder may look at them and move people
    shown: str = ""  # phase at whose start everyone sees them
    name: Line = ""  # what they are together, e.g. «Ringer»
    one: Line = ""  # what one of them is, before its number; the same as `name` when left out

    @property
    def span(self) -> Size:
        return parse_size(self.size)

    @property
    def each(self) -> str:
        """«Ring», or nothing where the file does not say."""
        return self.one or self.name


class Board(Part, frozen=True):
    """A shared wall. `field` is what columns, map and bars sort by."""

    name: Name
    accepts: tuple[str, ...]
    layout: Literal["cards", "columns", "map", "bars", "road", "list"] = "cards"
    order: Literal["arrival", "random"] = "arrival"
    names: Literal["never", "ticked"] = "never"
    field: str = ""
    series: str = ""  # a preset that splits the bars, e.g. before and after
    unsorted: Line = ""  # heading for cards that have no column yet
    threshold: Count = 0  # nothing is shown until so many have given
    frozen: bool = False  # counts stand still from the moment they are shown
    saved: Literal["never", "portfolios", "cohort"] = "portfolios"


class Trio(Part, frozen=True):
    """Three interviews across the phases of two, for the odd one out. Minutes."""

    talk: Fraction
    write: Fraction
    phases: tuple[str, ...]


class Setting(Part, frozen=True):
    """Something the prosessleder fills in when the process is put in the kjøreplan."""

    key: Key
    label: Name
    kind: Literal["line", "text", "date", "material"] = "line"
    required: bool = True
    default: Line = ""
    help: Line = ""
    catalogue: str = ""  # where the material is chosen from
