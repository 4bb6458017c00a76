"""The library on the remote: everything that may be started although it is not in the plan."""

from dataclasses import dataclass

from facilitator.processes.loader import load_library
from facilitator.processes.materials import load_materials
from facilitator.processes.parts import Setting
from facilitator.text import first_sentence

FIRST_LINE = 70


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    title: str
    beginning: str


@dataclass(frozen=True, slots=True)
class SettingField:
    """A field that is filled in before the process is started."""

    key: str
    label: str
    kind: str
    help: str
    value: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class LibraryRow:
    key: str
    name: str
    minutes: int
    purpose: str
    fields: tuple[SettingField, ...]


def library_rows(theme: str) -> tuple[LibraryRow, ...]:
    """All processes by name; `theme` is the samling's own, where a process asks for one."""
    return tuple(
        LibraryRow(
            key=process.key,
            name=process.name,
            minutes=process.minutes,
            purpose=process.purpose,
            fields=tuple(_field(setting, theme) for setting in process.settings),
        )
        for process in sorted(load_library().values(), key=lambda found: found.name.lower())
    )


def _field(setting: Setting, theme: str) -> SettingField:
    choices: tuple[Choice, ...] = ()
    if setting.kind == "material":
        choices = tuple(
            Choice(material.key, material.title, first_sentence(material.text, FIRST_LINE))
            for material in load_materials(setting.catalogue).values()
        )
    return SettingField(
        key=setting.key,
        label=setting.label,
        kind=setting.kind,
        help=setting.help,
        value=setting.default or (theme if setting.key == "theme" else ""),
        choices=choices,
    )
