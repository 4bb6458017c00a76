"""Putting a process into the room: chosen from the day's kjøreplan or from the library."""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.domain import methods, run_sheets
from facilitator.models import RunSheet, RunSheetItem
from facilitator.presentation.run_sheet_forms import NOTHING, Choice, SettingField
from facilitator.presentation.run_sheet_panel import settings_of
from facilitator.presentation.templating import spelled_out
from facilitator.processes.schema import Process

FROM_PLAN, FROM_LIBRARY = "punkt-", "prosess-"


@dataclass(frozen=True, slots=True)
class Choosing:
    """What may be chosen, and the form of what is."""

    planned: tuple[Choice, ...]
    library: tuple[Choice, ...]
    made: tuple[Choice, ...] = ()
    """Methods that people have made, with who made them."""
    value: str = ""
    form: "ChosenForm | None" = None


@dataclass(frozen=True, slots=True)
class ChosenForm:
    """What the chosen process asks for. Fields are named by the settings' own keys."""

    heading: str
    purpose: str
    item_id: int
    process_key: str
    asks_theme: bool
    fields: tuple[SettingField, ...]
    values: Mapping[str, str]
    errors: Mapping[str, str]


def choosing(
    sheet: RunSheet,
    library: Mapping[str, Process],
    chosen: str,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> Choosing:
    ordered = sorted(library.values(), key=lambda process: process.name)
    waiting = [i for i in sheet.items if i.process is not None and not run_sheets.is_started(i)]
    return Choosing(
        planned=tuple(
            Choice(f"{FROM_PLAN}{item.id}", run_sheets.title_of(item)) for item in waiting
        ),
        library=tuple(_choice(process) for process in ordered if methods.is_apps(process)),
        made=tuple(_choice(process) for process in ordered if not methods.is_apps(process)),
        value=chosen,
        form=_form(sheet, waiting, library, chosen, typed, errors),
    )


def _choice(process: Process) -> Choice:
    by = "" if methods.is_apps(process) else process.credit
    label = f"{process.name} – {by}" if by else process.name
    return Choice(f"{FROM_LIBRARY}{process.key}", label)


def _form(
    sheet: RunSheet,
    waiting: list[RunSheetItem],
    library: Mapping[str, Process],
    chosen: str,
    typed: Mapping[str, str] | None,
    errors: Mapping[str, str],
) -> ChosenForm | None:
    item = next((i for i in waiting if chosen == f"{FROM_PLAN}{i.id}"), None)
    process = (
        run_sheets.process_for(item) if item else library.get(chosen.removeprefix(FROM_LIBRARY))
    )
    if process is None:
        return None
    defaults = {setting.key: setting.default for setting in process.settings}
    kept = {**defaults, "theme": defaults.get("theme") or sheet.gathering.theme}
    if item is not None:
        kept = {**item.settings, "theme": item.theme or sheet.gathering.theme}
    return ChosenForm(
        heading=spelled_out(run_sheets.title_of(item) if item else process.name),
        purpose=process.purpose,
        item_id=item.id if item else 0,
        process_key=process.key,
        asks_theme=any(setting.key == "theme" for setting in process.settings),
        fields=settings_of(process, {}, prefix=""),
        values=kept if typed is None else typed,
        errors=errors,
    )
