"""`/metoder`: the app's own methods, everyone's, the kull's and one's own."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import methods
from facilitator.domain.method_reading import Shown
from facilitator.domain.policies import Actor
from facilitator.models import Cohort
from facilitator.presentation import method_words, people
from facilitator.presentation.run_sheet import minutes_text
from facilitator.presentation.run_sheet_forms import Choice
from facilitator.presentation.templating import spelled_out
from facilitator.processes.loader import load_library
from facilitator.processes.schema import Process


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands at the top: the desk's line for a prosessleder, a short one for others."""

    is_leader: bool
    name: str
    cohort: str = ""
    period: str = ""
    gathering_id: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    name: str
    size: str
    purpose: str
    made_by: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One part of the library. `empty` is what it says when nothing stands there yet."""

    key: str
    name: str
    rows: tuple[Row, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class LibraryView:
    frame: Frame
    shelves: tuple[Shelf, ...]
    sought: str
    found: int


def frame(session: Session, actor: Actor, now: dt.datetime, led: Cohort | None) -> Frame:
    """`led` is the kull at the desk of one who leads."""
    name = methods.full_name(session, actor)
    if not actor.is_leader:
        cohort_id = methods.cohort_of(session, actor)
        cohort = session.get(Cohort, cohort_id) if cohort_id else None
        return Frame(False, name, cohort.name if cohort else "", cohort.period if cohort else "")
    if led is None:
        return Frame(True, name)
    desk = people.desk(session, now, actor, led)
    return Frame(True, name, desk.cohort, desk.period, desk.gathering_id)


def library_view(
    session: Session, actor: Actor, now: dt.datetime, led: Cohort | None, sought: str
) -> LibraryView:
    own, cohort, everyones = [], [], []
    names = cohort_names(session)
    for shown in methods.listed(session, actor):
        method = shown.method
        if method is None or not _matches(shown, sought):
            continue
        if methods.owns(actor, method):
            own.append(_row(shown, _own_state(shown)))
        elif method.scope == methods.COHORT:
            kull = names.get(method.cohort_id or 0, "")
            cohort.append(_row(shown, kull if len(names) > 1 else ""))
        else:
            everyones.append(_row(shown))
    apps = [
        _row(shown)
        for shown in (Shown(key, each.name, each) for key, each in _apps())
        if _matches(shown, sought)
    ]
    shelves: tuple[Shelf, ...] = (
        Shelf(
            "mine",
            "Mine metoder",
            tuple(own),
            "Her kommer metodene du lager selv. Begynn gjerne med å kopiere en som ligner.",
        ),
        Shelf("kullet", "Kullets metoder", tuple(cohort), "Det noen deler med kullet, står her."),
        Shelf("alle", "Alles metoder", tuple(everyones), "Det noen deler med alle, står her."),
        Shelf("appen", "Appens metoder", tuple(apps)),
    )
    if sought:
        shelves = tuple(shelf for shelf in shelves if shelf.rows)
    return LibraryView(
        frame=frame(session, actor, now, led),
        shelves=shelves,
        sought=sought,
        found=sum(len(shelf.rows) for shelf in shelves),
    )


def cohort_names(session: Session) -> dict[int, str]:
    """The kull of the years, by id."""
    rows = session.scalars(select(Cohort).where(Cohort.kind == "year").order_by(Cohort.id))
    return {cohort.id: cohort.name for cohort in rows}


def _apps() -> Iterable[tuple[str, Process]]:
    return sorted(load_library().items(), key=lambda pair: pair[1].name.lower())


def _row(shown: Shown, state: str = "") -> Row:
    process = shown.process
    return Row(
        key=shown.key,
        name=spelled_out(shown.name),
        size=size_text(process) if process else "",
        purpose=process.purpose if process else "",
        made_by=method_words.made_by(shown.made_by),
        state=state,
    )


def size_text(process: Process) -> str:
    """«46 minutter · 5 faser»."""
    phases = method_words.phases_text(len(process.phases))
    return f"{minutes_text(process.minutes)} · {phases}"


def _own_state(shown: Shown) -> str:
    method = shown.method
    if method is None:
        return ""
    if not method.version:
        return "Utkast" if shown.process else "Utkast med noe som må rettes"
    return {methods.COHORT: "Delt med kullet", methods.ALL: "Delt med alle"}.get(method.scope, "")


def _matches(shown: Shown, sought: str) -> bool:
    """Every word that is sought stands somewhere in the method. Text is text: nothing in it is
    read as a pattern."""
    words = sought.lower().split()
    if not words:
        return True
    text = _text(shown)
    return all(word in text for word in words)


def _text(shown: Shown) -> str:
    parts = [shown.name, spelled_out(shown.name), shown.made_by]
    if shown.process is not None:
        parts += [shown.process.purpose, shown.process.grew_from]
        for phase in shown.process.phases:
            parts += [phase.name, *phase.prompts]
    return "\n".join(parts).lower()


@dataclass(frozen=True, slots=True)
class NewView:
    """The form of a new method. `like` is the key of what it begins as a copy of."""

    frame: Frame
    name: str
    like: str
    choices: tuple[Choice, ...]
    errors: Mapping[str, str]


def new_view(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    led: Cohort | None,
    like: str,
    name: str | None,
    errors: Mapping[str, str],
) -> NewView:
    """What may be copied is what may be read; a draft of one's own as well."""
    shown = {each.key: each for each in methods.listed(session, actor) if each.process}
    own = [(key, each.name, each.made_by) for key, each in shown.items()]
    apps = [(key, process.name, "") for key, process in _apps()]
    known = {key: title for key, title, _ in [*own, *apps]}
    return NewView(
        frame=frame(session, actor, now, led),
        name=known.get(like, "") if name is None else name,
        like=like if like in known else "",
        choices=tuple(Choice(key, spelled_out(title), by) for key, title, by in [*own, *apps]),
        errors=errors,
    )
