"""The library on the remote: everything that may be started although it is not in the plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.domain import methods
from facilitator.processes.materials import load_materials
from facilitator.processes.parts import Setting
from facilitator.processes.schema import Process
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
    made_by: str
    fields: tuple[SettingField, ...]


def library_rows(library: Mapping[str, Process], theme: str) -> tuple[LibraryRow, ...]:
    """What people have made, and then the app's own, each by name.

    `theme` is the samling's own, where a process asks for one.
    """
    return tuple(
        LibraryRow(
            key=process.key,
            name=process.name,
            minutes=process.minutes,
            purpose=process.purpose,
            made_by="" if methods.is_apps(process) else process.credit,
            fields=tuple(_field(setting, theme) for setting in process.settings),
        )
        for process in sorted(library.values(), key=_made_first)
    )


def _made_first(process: Process) -> tuple[bool, str]:
    return methods.is_apps(process), process.name.lower()


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
