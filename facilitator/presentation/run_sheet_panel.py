"""What stands beside the kjøreplan: an item, one of its phases, what to add, where to copy from."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from facilitator.domain import methods, run_sheet_copies, run_sheet_phases, run_sheets
from facilitator.domain.day_plan import planned_times
from facilitator.models import RunSheet, RunSheetItem
from facilitator.presentation.dates import short_date
from facilitator.presentation.run_sheet import (
    clock,
    first_line,
    minutes_text,
    named,
    shown_setting,
)
from facilitator.presentation.run_sheet_forms import (
    HEADINGS,
    NOTHING,
    READY_MADE,
    AddPanel,
    Choice,
    CopyPanel,
    DayPanel,
    ItemPanel,
    PhaseLine,
    PhasePanel,
    SettingField,
)
from facilitator.presentation.templating import spelled_out
from facilitator.processes.materials import load_materials
from facilitator.processes.prompts import variables
from facilitator.processes.schema import Phase, Process


def item_panel(
    sheet: RunSheet,
    item: RunSheetItem,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> ItemPanel:
    process = run_sheets.process_for(item) if item.process is not None else None
    begins, ends = planned_times(sheet.begins, run_sheets.day_items(sheet))[item.position]
    return ItemPanel(
        name="item",
        kind=item.kind,
        heading=run_sheets.title_of(item),
        item_id=item.id,
        times=f"{clock(begins)}–{clock(ends)}",
        locked=run_sheets.is_started(item),
        values=_kept(item, process) if typed is None else typed,
        kept=_kept(item, process),
        errors=errors,
        settings=settings_of(process, item.settings) if process else (),
        phases=_phases(process, item.notes) if process else (),
        minutes=run_sheets.minutes_of(item),
    )


def _kept(item: RunSheetItem, process: Process | None) -> dict[str, str]:
    values = {
        "title": run_sheets.title_of(item),
        "minutes": str(item.minutes),
        "theme": item.theme,
        "text": item.text,
        "link": item.link,
        "note": item.notes.get("", ""),
        "shrink_to": str(item.shrink_to or ""),
        "never_cut": "1" if item.never_cut else "",
    }
    for setting in process.settings if process else ():
        values[f"setting_{setting.key}"] = item.settings.get(setting.key, "")
    return values


def new_process_panel(
    sheet: RunSheet,
    process: Process,
    after: str,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> ItemPanel:
    defaults = {f"setting_{s.key}": s.default for s in process.settings}
    return ItemPanel(
        name="new",
        kind="process",
        heading=spelled_out(process.name),
        process_key=process.key,
        purpose=process.purpose,
        times=minutes_text(process.minutes),
        values={"title": process.name, **defaults} if typed is None else typed,
        errors=errors,
        settings=settings_of(process, {}),
        places=_places(sheet),
        after=after,
        minutes=process.minutes,
    )


def new_panel(
    sheet: RunSheet,
    word: str,
    after: str,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> ItemPanel:
    kind, values = READY_MADE[word]
    return ItemPanel(
        name="new",
        kind=kind,
        heading=HEADINGS[word],
        word=word,
        values=values if typed is None else typed,
        errors=errors,
        places=_places(sheet),
        after=after,
    )


def settings_of(
    process: Process, kept: Mapping[str, str], *, prefix: str = "setting_"
) -> tuple[SettingField, ...]:
    """The fields of what a process asks for, but for the theme, which has a field of its own."""
    return tuple(
        SettingField(
            name=f"{prefix}{setting.key}",
            label=setting.label,
            kind=setting.kind,
            help=setting.help,
            choices=_materials(setting.catalogue) if setting.kind == "material" else (),
            shown=shown_setting(setting.kind, setting.catalogue, kept.get(setting.key, ""))
            if kept.get(setting.key)
            else "",
        )
        for setting in process.settings
        if setting.key != "theme"
    )


def _materials(catalogue: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(key, material.title, first_line(material.text))
        for key, material in load_materials(catalogue).items()
    )


def _phases(process: Process, notes: Mapping[str, str]) -> tuple[PhaseLine, ...]:
    return tuple(_phase_line(phase, notes) for phase in process.phases)


def _phase_line(phase: Phase, notes: Mapping[str, str]) -> PhaseLine:
    return PhaseLine(phase.key, phase.name, phase.minutes, bool(notes.get(phase.key)))


def _places(sheet: RunSheet) -> tuple[Choice, ...]:
    """Where a new item may stand: after one that nothing started stands behind."""
    free = run_sheets.first_free(sheet.items)
    return tuple(
        Choice(str(item.id), f"etter {run_sheets.title_of(item)}")
        for place, item in enumerate(sheet.items)
        if place + 1 >= free
    )


def phase_panel(
    item: RunSheetItem,
    key: str,
    typed: Mapping[str, str] | None = None,
    prompts: tuple[str, ...] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> PhasePanel:
    process = run_sheets.process_for(item)
    index = run_sheet_phases.index_of(process, key)
    phase = process.phases[index]
    after = process.phases[index + 1] if index + 1 < len(process.phases) else None
    kept = {
        "minutes": str(phase.minutes),
        "shrink_to": str(phase.shrink_to or ""),
        "note": item.notes.get(key, ""),
    }
    return PhasePanel(
        name="phase",
        item_id=item.id,
        title=run_sheets.title_of(item),
        key=key,
        heading=phase.name,
        prompts=_prompt_fields(phase) if prompts is None else prompts,
        values=kept if typed is None else typed,
        errors=errors,
        kept={**kept, **{f"prompt_{place}": text for place, text in enumerate(phase.prompts)}},
        leader_note=phase.leader_note,
        variables=_variables(process, phase),
        may_shrink=run_sheet_phases.may_shrink(phase),
        why_fixed=_why_fixed(phase),
        locked=run_sheets.is_started(item),
        coming=_phase_line(after, item.notes) if after else None,
    )


def _prompt_fields(phase: Phase) -> tuple[str, ...]:
    """What is asked, and one empty field more where there may be more."""
    if run_sheet_phases.prompts_are_fixed(phase):
        return phase.prompts
    return (*phase.prompts, "")[: run_sheet_phases.MOST_PROMPTS]


def _why_fixed(phase: Phase) -> str:
    if phase.never_cut:
        return "Kuttes aldri, heller ikke når dere er sene."
    if not run_sheet_phases.may_shrink(phase):
        return "Alle får like lang tur, også den siste. Derfor krympes den ikke underveis."
    return ""


def _variables(process: Process, phase: Phase) -> tuple[str, ...]:
    """What the words in braces become."""
    labels = {setting.key: setting.label for setting in process.settings}
    used = dict.fromkeys(name for text in phase.prompts for name in variables(text))
    return tuple(f"{{{name}}} blir til «{labels[name]}»" for name in used if name in labels)


def add_panel(library: Mapping[str, Process], after: str = "") -> AddPanel:
    """What the app has, and above it what people have made, with who made it."""
    ordered = sorted(library.values(), key=lambda process: process.name)
    return AddPanel(
        name="add",
        after=after if after.isdigit() else "",
        processes=tuple(_choice(process) for process in ordered if methods.is_apps(process)),
        made=tuple(_choice(process) for process in ordered if not methods.is_apps(process)),
    )


def _choice(process: Process) -> Choice:
    by = "" if methods.is_apps(process) else process.credit
    return Choice(process.key, spelled_out(process.name), minutes_text(process.minutes), by)


def copy_panel(
    session: Session,
    sheet: RunSheet,
    led: Collection[int],
    chosen: str = "",
    errors: Mapping[str, str] = NOTHING,
    *,
    asks: bool = False,
) -> CopyPanel:
    sources = tuple(
        Choice(
            str(each.id),
            (f"{each.cohort.name}: " if len(led) > 1 else "")
            + f"{named(each)}, {short_date(each.date)} {each.date.year}",
        )
        for each in run_sheet_copies.sources(session, sheet.gathering, led)
    )
    return CopyPanel(
        name="copy",
        sources=sources,
        chosen=chosen,
        asks=_question(sheet, chosen, sources) if asks else "",
        errors=errors,
    )


def _question(sheet: RunSheet, chosen: str, sources: tuple[Choice, ...]) -> str:
    name = next((choice.label for choice in sources if choice.value == chosen), "")
    begun = sum(1 for item in sheet.items if run_sheets.is_started(item))
    rest = len(sheet.items) - begun
    name = name if name.startswith("SMART") else name[:1].lower() + name[1:]
    points = "Ett punkt" if rest == 1 else f"{rest} punkter"
    said = f"{points} i denne kjøreplanen blir byttet ut med planen fra {name}."
    return f"{said} Det som er startet, blir stående." if begun else said


def day_panel(
    sheet: RunSheet,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> DayPanel:
    return DayPanel(
        name="day",
        values={"begins": clock(sheet.begins)} if typed is None else typed,
        errors=errors,
        locked=any(run_sheets.is_started(item) for item in sheet.items),
    )
