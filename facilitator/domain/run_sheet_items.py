"""The items of a kjøreplan: put in, changed, taken out and put back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy.orm import Session

from facilitator.domain import process_settings, run_sheets
from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid
from facilitator.models import RunSheet, RunSheetItem
from facilitator.processes.loader import to_snapshot
from facilitator.processes.parts import Setting
from facilitator.processes.schema import Process

TITLE_LIMIT = 80
THEME_LIMIT = 120
TEXT_LIMIT = 1500
LINK_LIMIT = 500
LONGEST = 480
MOST_ITEMS = 60
LAST_START = 23 * 60 + 59

_KEPT = (
    "kind",
    "title",
    "minutes",
    "process_key",
    "process",
    "theme",
    "settings",
    "text",
    "link",
    "notes",
    "shrink_to",
    "never_cut",
)
"""What an item is, apart from where it stands and what has happened to it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote about an item, as it came: nothing of it is checked yet."""

    title: str = ""
    minutes: str = ""
    theme: str = ""
    text: str = ""
    link: str = ""
    note: str = ""
    shrink_to: str = ""
    never_cut: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


# --- the verbs ----------------------------------------------------------------------------


def add(
    session: Session,
    sheet: RunSheet,
    kind: str,
    written: Written,
    *,
    process: Process | None = None,
    after: int | None = None,
    seen: int,
) -> RunSheetItem:
    """Put something into the day. A process takes its own copy of what the library has."""
    if kind not in run_sheets.KINDS or (kind == "process") != (process is not None):
        raise Invalid({"process": "Velg noe fra lista."})
    if len(sheet.items) >= MOST_ITEMS:
        raise Invalid({"title": f"Kjøreplanen har plass til {MOST_ITEMS} punkter."})
    item = RunSheetItem(kind=kind, position=0, minutes=0, notes={}, settings={})
    if process is not None:
        item.process_key = process.key
        item.process = to_snapshot(process)
    _write(item, _cleaned(item, written, process))
    run_sheets.claim(session, sheet, seen)
    run_sheets.append(sheet, item, after)
    session.flush()
    return item


def change(
    session: Session, sheet: RunSheet, item_id: int, written: Written, *, seen: int
) -> RunSheetItem:
    """What the item is called, how long it is and what it is about."""
    item = run_sheets.find_item(sheet, item_id)
    run_sheets.require_unstarted(item)
    process = run_sheets.process_for(item) if item.process is not None else None
    values = _cleaned(item, written, process)
    run_sheets.claim(session, sheet, seen)
    _write(item, values)
    run_sheets.forget_planned(session, item)
    session.flush()
    return item


def remove(session: Session, sheet: RunSheet, item_id: int, *, seen: int) -> dict[str, Any]:
    """Take an item out. Gives all that `restore` needs to put it back as it was."""
    item = run_sheets.find_item(sheet, item_id)
    run_sheets.require_unstarted(item)
    run_sheets.claim(session, sheet, seen)
    run_sheets.forget_planned(session, item)
    taken = {**kept_of(item), "position": item.position}
    sheet.items.remove(item)
    run_sheets.number(sheet)
    session.flush()
    return taken


def restore(
    session: Session, sheet: RunSheet, taken: Mapping[str, Any], *, seen: int
) -> RunSheetItem:
    """Put back what `remove` took out, where it stood."""
    item = RunSheetItem(**{name: taken[name] for name in _KEPT}, position=0)
    run_sheets.claim(session, sheet, seen)
    place = max(int(taken["position"]), run_sheets.first_free(sheet.items))
    sheet.items.insert(place, item)
    run_sheets.number(sheet)
    session.flush()
    return item


def set_begins(session: Session, sheet: RunSheet, typed: str, *, seen: int) -> None:
    """When the day begins: «9.00», «09:00» or «9»."""
    begins = _time_of_day(typed)
    if any(run_sheets.is_started(item) for item in sheet.items):
        raise Invalid({"begins": "Dagen er i gang, og da står starttiden fast."})
    run_sheets.claim(session, sheet, seen)
    sheet.begins = begins
    session.flush()


def kept_of(item: RunSheetItem) -> dict[str, Any]:
    """What an item is, for another item that is to be like it."""
    return {name: getattr(item, name) for name in _KEPT}


def unfilled(item: RunSheetItem) -> list[Setting]:
    """What must be filled in before the process can be started."""
    if item.process is None:
        return []
    given = {**item.settings, "theme": item.theme}
    return [
        setting
        for setting in run_sheets.process_for(item).settings
        if setting.required and not (given.get(setting.key) or setting.default)
    ]


# --- what may be written ----------------------------------------------------------------------


def _write(item: RunSheetItem, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(item, name, value)


class Collector:
    """Runs each check and keeps what it says, so that all faults are told at once."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}

    def run(self, check: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return check(*arguments, **named)
        except Invalid as invalid:
            self.errors |= invalid.errors
            return None


def _cleaned(item: RunSheetItem, written: Written, process: Process | None) -> dict[str, Any]:
    """The columns to write. Raises Invalid with every fault, by the form's field names."""
    held = Collector()
    note = held.run(clean_text, written.note, "note", most=TEXT_LIMIT)
    values: dict[str, Any] = {"notes": _with_note(item.notes, note), "never_cut": written.never_cut}
    if process is not None:
        values |= _of_process(held, written, process)
    else:
        values |= _of_other(held, written, item.kind)
    if held.errors:
        raise Invalid(held.errors)
    return values


def _with_note(notes: Mapping[str, str], note: str | None) -> dict[str, str]:
    others = {key: text for key, text in notes.items() if key}
    return {**others, "": note} if note else others


def _of_process(held: Collector, written: Written, process: Process) -> dict[str, Any]:
    title = held.run(clean_line, written.title, "title", most=TITLE_LIMIT)
    return {
        "title": "" if title == process.name else title,
        "minutes": sum(phase.minutes for phase in process.phases),
        "theme": held.run(clean_line, written.theme, "theme", most=THEME_LIMIT),
        "settings": held.run(_settings, process, written.settings),
    }


def _settings(process: Process, given: Mapping[str, str]) -> dict[str, str]:
    """What is filled in so far: the question may well be found on the day itself."""
    filled = tuple(s for s in process.settings if s.key != "theme" and given.get(s.key))
    try:
        return process_settings.clean(msgspec.structs.replace(process, settings=filled), given)
    except Invalid as invalid:
        raise Invalid({f"setting_{k}": text for k, text in invalid.errors.items()}) from None


def _of_other(held: Collector, written: Written, kind: str) -> dict[str, Any]:
    needed = "Skriv hva punktet heter."
    minutes = held.run(whole_minutes, written.minutes, "minutes")
    values = {
        "title": held.run(clean_line, written.title, "title", most=TITLE_LIMIT, needed=needed),
        "minutes": minutes,
        "shrink_to": held.run(least_minutes, written.shrink_to, minutes, written.never_cut),
    }
    if kind != "break":
        values["text"] = held.run(clean_text, written.text, "text", most=TEXT_LIMIT)
        values["link"] = held.run(clean_link, written.link)
    return values


def whole_minutes(typed: str, name: str) -> int:
    text = typed.strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= LONGEST):
        raise Invalid({name: f"Skriv minuttene som et helt tall fra 1 til {LONGEST}."})
    return int(text)


def least_minutes(typed: str, minutes: int | None, never_cut: bool) -> int | None:
    """How far something may shrink; nothing when the field is empty."""
    if not typed.strip():
        return None
    least = whole_minutes(typed, "shrink_to")
    if never_cut:
        raise Invalid({"shrink_to": "Det som aldri kuttes, kan ikke krympe. Velg ett av dem."})
    if minutes is not None and least >= minutes:
        raise Invalid({"shrink_to": f"Skriv et tall som er mindre enn {minutes}."})
    return least


def clean_link(typed: str) -> str:
    """An address on the web, or nothing. Anything else that a browser might run is refused."""
    link = clean_line(typed, "link", most=LINK_LIMIT)
    if not link:
        return ""
    fault = Invalid({"link": "Skriv en nettadresse som begynner med https:// eller http://."})
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        raise fault from None
    if parts.scheme not in ("http", "https") or not host or " " in link or "@" in parts.netloc:
        raise fault
    return link


def _time_of_day(typed: str) -> int:
    hours, _, minutes = typed.strip().replace(":", ".").partition(".")
    digits = [part for part in (hours, minutes or "0") if part.isascii() and part.isdigit()]
    if len(digits) == 2 and len(hours) <= 2 and len(minutes) in (0, 2):
        at = int(hours) * 60 + int(digits[1])
        if at <= LAST_START and int(digits[1]) < 60:
            return at
    raise Invalid({"begins": "Skriv klokkeslettet slik: 09.00."})
