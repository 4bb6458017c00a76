"""The forms beside the kjøreplan, as the templates see them.

`values` are what the fields hold: what is kept, or what somebody just typed and had refused;
`errors` are said at the fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

THEIRS = "Her står det nå: «{}»."
NOTHING: Mapping[str, str] = {}
BREAK = {"title": "Pause", "minutes": "15", "never_cut": ""}
READY_MADE = {
    "pause": ("break", BREAK),
    "lunsj": ("break", {"title": "Lunsj", "minutes": "45", "never_cut": "1"}),
    "faglig": ("talk", {"title": "", "minutes": "20"}),
    "annet": ("other", {"title": "", "minutes": "15"}),
}
"""What may be added besides a process: the word in the address → its kind and first values."""
HEADINGS = {"pause": "Ny pause", "lunsj": "Lunsj", "faglig": "Faglig påfyll", "annet": "Noe annet"}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    help: str = ""
    by: str = ""
    """Who made it, of a method that is not the app's own."""


@dataclass(frozen=True, slots=True)
class SettingField:
    """Something a process asks for. `kind` is line, text, date or material."""

    name: str
    label: str
    kind: str
    help: str
    choices: tuple[Choice, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class PhaseLine:
    key: str
    name: str
    minutes: int
    note: bool


@dataclass(frozen=True, slots=True)
class ItemPanel:
    """An item that stands in the plan, or (`item_id` 0) one that is about to."""

    name: str
    kind: str
    heading: str
    item_id: int = 0
    word: str = ""
    process_key: str = ""
    purpose: str = ""
    times: str = ""
    locked: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    settings: tuple[SettingField, ...] = ()
    phases: tuple[PhaseLine, ...] = ()
    minutes: int = 0
    places: tuple[Choice, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class PhasePanel:
    name: str
    item_id: int
    title: str
    key: str
    heading: str
    prompts: tuple[str, ...]
    values: Mapping[str, str]
    errors: Mapping[str, str]
    kept: Mapping[str, str]
    leader_note: str
    variables: tuple[str, ...]
    may_shrink: bool
    why_fixed: str
    locked: bool
    coming: PhaseLine | None


@dataclass(frozen=True, slots=True)
class AddPanel:
    """What may be added. `after` is the item that a new one is to stand behind."""

    name: str
    processes: tuple[Choice, ...]
    after: str = ""
    made: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyPanel:
    name: str
    sources: tuple[Choice, ...]
    chosen: str
    asks: str
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DayPanel:
    name: str
    values: Mapping[str, str]
    errors: Mapping[str, str]
    locked: bool


Panel = ItemPanel | PhasePanel | AddPanel | CopyPanel | DayPanel


def with_theirs(panel: Panel) -> Panel:
    """After two have written at once: at each field that differs, what stands there now."""
    if not isinstance(panel, ItemPanel | PhasePanel):
        return panel
    typed = dict(panel.values)
    if isinstance(panel, PhasePanel):
        typed |= {f"prompt_{place}": text for place, text in enumerate(panel.prompts)}
    theirs = {
        name: THEIRS.format(kept)
        for name, kept in panel.kept.items()
        if kept and kept != " ".join(typed.get(name, "").split()) and kept != typed.get(name)
    }
    return replace(panel, errors={**theirs, **panel.errors})
