"""How the copies are doing, in words for the installation's owner."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from facilitator.domain.rooms import OSLO
from facilitator.kept_copies import CopyPlan, Keep, State, gone_by
from facilitator.presentation.dates import clock_time, long_date
from facilitator.presentation.documents import size_words

SHOWN = 30
"""Rows on the page."""


@dataclass(frozen=True, slots=True)
class CopyRow:
    when: str
    size: str
    newest: bool


@dataclass(frozen=True, slots=True)
class CopiesView:
    """`warning` is empty while all is well."""

    warning: str
    trouble: str
    last: str
    what: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[CopyRow, ...]
    planned: bool


def view(
    plan: CopyPlan | None, state: State, sizes: Mapping[dt.datetime, int], now: dt.datetime
) -> CopiesView:
    """`sizes` are those of the copies that lie in the folder, the oldest first."""
    newest = max(sizes, default=None)
    rows = [
        CopyRow(_moment(taken), size_words(size), taken == newest)
        for taken, size in sorted(sizes.items(), reverse=True)
    ]
    return CopiesView(
        warning=_warning(plan, state, now),
        trouble=_trouble(state),
        last=f"{_moment(state.last.at)}." if state.last else "Ingen kopi er tatt ennå.",
        what=_what(state),
        facts=_facts(plan, now),
        rows=tuple(rows[:SHOWN]),
        planned=plan is not None,
    )


def _moment(moment: dt.datetime) -> str:
    return f"{long_date(moment.astimezone(OSLO).date())} klokken {clock_time(moment)}".capitalize()


def _warning(plan: CopyPlan | None, state: State, now: dt.datetime) -> str:
    if not state.is_old(now):
        return ""
    if state.last is None and plan is None:
        return "Det tas ingen kopier av det som står her. Går maskinen i stykker, er alt borte."
    if state.last is None:
        return "Det er ikke tatt noen kopi ennå. Den første kommer i løpet av noen minutter."
    return f"Den siste kopien er {(now - state.last.at).days} dager gammel."


def _trouble(state: State) -> str:
    if state.trouble is None:
        return ""
    return f"{_moment(state.trouble.at)} ble det ingen kopi. {state.trouble.words}"


def _what(state: State) -> str:
    last = state.last
    if last is None:
        return ""
    rows = _number(last.rows, "rad", "rader")
    parts = [f"Den er skrevet og lest tilbake: {size_words(last.size)}, {rows} i databasen"]
    parts.append(f"og {_number(last.files, 'fil', 'filer') if last.files else 'ingen filer'}.")
    if last.missing:
        parts.append(f"{_number(last.missing, 'fil', 'filer')} som databasen nevner, fantes ikke.")
    parts.append("Den er kryptert." if last.encrypted else "Den er ikke kryptert.")
    return " ".join(parts)


def _number(count: int, one: str, many: str) -> str:
    shown = f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{shown} {one if count == 1 else many}"


def _facts(plan: CopyPlan | None, now: dt.datetime) -> tuple[tuple[str, str], ...]:
    if plan is None:
        return ()
    gone = gone_by(plan.keep, now.astimezone(OSLO).date())
    if plan.encrypt:
        sealed = (
            f"Med {Path(plan.encrypt[0]).name}. Nøkkelen som åpner kopien, må ligge et annet sted."
        )
    else:
        sealed = "Nei. Bare den som kan lese disken, kan lese kopiene."
    return (
        ("Når", f"Hver natt klokken {plan.at:%H.%M}, også mens noen er i et rom."),
        ("Hvor", str(plan.folder)),
        ("Hvilke som blir liggende", kept_in_words(plan.keep)),
        ("Kryptering", sealed),
        ("Det som slettes i dag", f"Er borte fra den siste kopien senest {long_date(gone)}."),
    )


def kept_in_words(keep: Keep) -> str:
    """«Den nyeste for hver av de 7 siste dagene, 4 siste ukene og 6 siste månedene.»"""
    kinds = ((keep.days, "dagene"), (keep.weeks, "ukene"), (keep.months, "månedene"))
    parts = [f"{number} siste {word}" for number, word in kinds if number]
    listed = " og ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"Den nyeste for hver av de {listed}."
