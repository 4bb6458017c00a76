"""The kjøreplan of a samling as a list with times, and what is said about the whole day."""

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import run_sheet_items, run_sheets
from facilitator.domain.day_plan import planned_times
from facilitator.domain.rooms import OSLO
from facilitator.models import Gathering, RunSheet, RunSheetItem
from facilitator.presentation.templating import spelled_out
from facilitator.processes.materials import load_materials
from facilitator.processes.schema import Process

NUMBERS = "null ett to tre fire fem seks sju åtte ni ti elleve tolv".split()
USUAL_END = 15 * 60 + 30
"""When a samling is usually over; said, and never enforced."""
_SIZES = ((8, "h1"), (15, "h2"), (25, "h3"), (52, "h4"), (70, "h5"))


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the day with its planned time. `state` says how far it has come, if begun."""

    id: int
    kind: str
    begins: str
    ends: str
    title: str
    minutes: int
    size: str
    cut: str
    more: str
    lacks: str
    started: bool
    done: bool
    state: str
    position: int
    last: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The list, and around it what a leader needs to find the way."""

    gathering_id: int
    number: int
    name: str
    date: dt.date
    cohort: str
    period: str
    version: int
    begins: str
    ends: str
    length: str
    slack: str
    started: bool
    held: bool
    rows: tuple[Row, ...]
    before: Neighbour | None
    after: Neighbour | None


def view(session: Session, sheet: RunSheet) -> PlanView:
    gathering = sheet.gathering
    listed = rows(sheet)
    items = run_sheets.day_items(sheet)
    end = planned_times(sheet.begins, items)[-1][1] if items else sheet.begins
    before, after = _neighbours(session, gathering)
    return PlanView(
        gathering_id=gathering.id,
        number=gathering.number,
        name=named(gathering),
        date=gathering.date,
        cohort=gathering.cohort.name,
        period=gathering.cohort.period,
        version=sheet.version,
        begins=listed[0].begins if listed else clock(sheet.begins),
        ends=clock(end),
        length=length_text(sum(item.minutes for item in items)),
        slack=slack_text(end) if items else "",
        started=any(row.started for row in listed),
        held=bool(listed) and all(row.done for row in listed),
        rows=listed,
        before=before,
        after=after,
    )


def rows(sheet: RunSheet) -> tuple[Row, ...]:
    """The items in order, with their times."""
    times = planned_times(sheet.begins, run_sheets.day_items(sheet))
    last = len(sheet.items) - 1
    return tuple(
        _row(item, times[place], place, place == last) for place, item in enumerate(sheet.items)
    )


def _row(item: RunSheetItem, times: tuple[int, int], place: int, last: bool) -> Row:
    minutes = run_sheets.minutes_of(item)
    process = run_sheets.process_for(item) if item.process is not None else None
    return Row(
        id=item.id,
        kind=item.kind,
        begins=clock(times[0]),
        ends=clock(times[1]),
        title=spelled_out(run_sheets.title_of(item)),
        minutes=minutes,
        size=_size(item.kind, minutes),
        cut=_cut_text(item, process),
        more=_more(item, process),
        lacks=_lacks(item),
        started=run_sheets.is_started(item),
        done=run_sheets.is_done(item),
        state=_state(item),
        position=place,
        last=last,
    )


def _state(item: RunSheetItem) -> str:
    if item.started_at is None:
        return ""
    if run_sheets.is_done(item):
        return "ferdig"
    return f"i gang fra {item.started_at.astimezone(OSLO):%H.%M}"


def _size(kind: str, minutes: int) -> str:
    if kind == "break":
        return "h1" if minutes <= 25 else "h3"
    return next((name for most, name in _SIZES if minutes <= most), "h6")


def _cut_text(item: RunSheetItem, process: Process | None) -> str:
    if item.never_cut:
        return "kuttes aldri"
    if process is None:
        return f"kan krympe til {item.shrink_to}" if item.shrink_to else ""
    shrinking = [phase for phase in process.phases if phase.shrink_to]
    if len(shrinking) == 1:
        return f"{shrinking[0].name} kan krympe til {shrinking[0].shrink_to}"
    saved = sum(phase.minutes - (phase.shrink_to or 0) for phase in shrinking)
    return f"kan krympe med {saved}" if saved else ""


def _more(item: RunSheetItem, process: Process | None) -> str:
    """The line below the title: what it is about this day."""
    if process is None:
        return first_line(item.text)
    said = [f"Tema: {item.theme}"] if item.theme else []
    for setting in process.settings:
        value = item.settings.get(setting.key, "")
        if value and setting.key != "theme":
            said.append(f"{setting.label}: {shown_setting(setting.kind, setting.catalogue, value)}")
    return ". ".join(said)


def shown_setting(kind: str, catalogue: str, value: str) -> str:
    """A setting's value in words: a dilemma by its title, a date as a date."""
    if kind == "material":
        material = load_materials(catalogue).get(value)
        return material.title if material else "finnes ikke lenger"
    if kind == "date":
        date = dt.date.fromisoformat(value)
        return f"{date.day}.{date.month}.{date.year}"
    return value


def _lacks(item: RunSheetItem) -> str:
    names = [setting.label.lower() for setting in run_sheet_items.unfilled(item)]
    if not names or run_sheets.is_started(item):
        return ""
    return f"Fyll inn {' og '.join(names)} før dere starter"


def first_line(text: str) -> str:
    """The beginning of a text, cut between words."""
    return textwrap.shorten(text.partition("\n")[0], 90, placeholder=" …")


def clock(at: int) -> str:
    """Minutes after midnight → «09.05»."""
    return f"{at // 60 % 24:02d}.{at % 60:02d}"


def length_text(minutes: int) -> str:
    """«6 timer og 30 minutter»."""
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} {'time' if hours == 1 else 'timer'}"] if hours else []
    if rest or not hours:
        said.append(minutes_text(rest))
    return " og ".join(said)


def minutes_text(minutes: int) -> str:
    return f"{minutes} {'minutt' if minutes == 1 else 'minutter'}"


def slack_text(end: int) -> str:
    """How the day ends against when a samling is usually over; a calm word when it runs past."""
    left = USUAL_END - end
    if left > 0:
        return f"{_in_words(left).capitalize()} luft før {clock(USUAL_END)}."
    if left == 0:
        return ""
    over = _in_words(-left)
    return f"Planen går {over} over {clock(USUAL_END)}. Kort gjerne ned noe som kan krympe."


def _in_words(minutes: int) -> str:
    """«åtte minutter»; figures above twelve."""
    if minutes >= len(NUMBERS):
        return length_text(minutes)
    return f"{NUMBERS[minutes]} {'minutt' if minutes == 1 else 'minutter'}"


def named(gathering: Gathering) -> str:
    """As it begins a line: «Samling 8»."""
    return (
        gathering.cohort.festival_name if gathering.is_festival else f"Samling {gathering.number}"
    )


def _neighbours(
    session: Session, gathering: Gathering
) -> tuple[Neighbour | None, Neighbour | None]:
    """The samling before and after this one in the year."""
    year: Sequence[Gathering] = session.scalars(
        select(Gathering)
        .where(Gathering.cohort_id == gathering.cohort_id)
        .order_by(Gathering.date, Gathering.number)
    ).all()
    place = [each.id for each in year].index(gathering.id)
    before = year[place - 1] if place else None
    after = year[place + 1] if place + 1 < len(year) else None
    return _neighbour(before), _neighbour(after)


def _neighbour(gathering: Gathering | None) -> Neighbour | None:
    return Neighbour(gathering.id, named(gathering)) if gathering else None
