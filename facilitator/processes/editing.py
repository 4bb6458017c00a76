"""Making a process in a browser: pure changes of the dict that its file would hold.

Each verb takes the whole and gives a new whole; nothing is changed in place. Keys, sums, group
sets, boards and releases follow what the author chooses, and what an author cannot see in the
form is left as it is, so that a copy of a built-in process stays whole.

What somebody has typed is kept also when it is a fault (minutes that are no number, a text that
is too long): `editing_faults` says where.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from facilitator.processes import editing_cards as cards
from facilitator.processes import editing_fields as card_fields
from facilitator.processes import editing_groups as groups
from facilitator.processes import editing_kinds as kinds
from facilitator.processes.editing_form import phase_values
from facilitator.processes.editing_settle import settle
from facilitator.processes.editing_shape import (
    EditRefused,
    Raw,
    cleaned,
    fraction,
    index_of,
    number,
    one_line,
    phases_of,
    span_of,
    tidy,
)
from facilitator.processes.words import MAX_PHASES

GONE = "Denne fasen er ikke her lenger. Velg en annen i lista."


@dataclass(frozen=True, slots=True)
class Edited:
    """The whole after a change. `said`: what followed that the author did not ask for."""

    raw: Raw
    said: tuple[str, ...] = ()
    phase: str = ""
    """The phase to look at next; nothing: the same as before."""


def done(raw: Raw, said: list[str] | None = None, phase: str = "") -> Edited:
    return Edited(raw, (*(said or ()), *settle(raw)), phase)


def place_of(raw: Raw, key: str) -> int:
    found = index_of(raw, key)
    if found is None:
        raise EditRefused("phase", GONE)
    return found


def settled(raw: Raw) -> Edited:
    """As it is after any change: what somebody's file held may not agree with itself."""
    return done(tidy(raw))


# --- phases -------------------------------------------------------------------------------------


def add_phase(raw: Raw, kind: str, after: str = "") -> Edited:
    """A new phase behind another, or last."""
    made = tidy(raw)
    place = index_of(made, after)
    place = len(phases_of(made)) if place is None else place + 1
    if kind not in kinds.offered(made, place):
        raise EditRefused("kind", "Velg hva slags fase det skal være.")
    if len(phases_of(made)) >= MAX_PHASES:
        raise EditRefused("kind", f"Det er plass til {MAX_PHASES} faser i en metode.")
    phase = kinds.new_phase(made, kind, place)
    return done(made, kinds.no_board(made, place), phase=phase["key"])


def remove_phase(raw: Raw, key: str) -> Edited:
    made = tidy(raw)
    place = place_of(made, key)
    if len(phases_of(made)) == 1:
        raise EditRefused("phase", "En metode må ha minst én fase.")
    del phases_of(made)[place]
    near = phases_of(made)[min(place, len(phases_of(made)) - 1)]
    return done(made, phase=near["key"])


def move_phase(raw: Raw, key: str, to: int) -> Edited:
    """`to` is the place in the list afterwards."""
    made = tidy(raw)
    phase = phases_of(made).pop(place_of(made, key))
    phases_of(made).insert(max(0, to), phase)
    return done(made, phase=key)


def change_phase(raw: Raw, key: str, form: Mapping[str, str]) -> Edited:
    """What a form says about a phase. What is as it was, and what is not in it, stays."""
    made = tidy(raw)
    place = place_of(made, key)
    said: list[str] = []
    for name, apply in _APPLY:
        shown = phase_values(made, place)
        for field, value in changed(form, shown):
            if found := name.fullmatch(field):
                said += apply(made, place, value, *found.groups()) or []
    return done(made, said)


def changed(form: Mapping[str, str], shown: Mapping[str, str]) -> list[tuple[str, str]]:
    typed = {name: cleaned(form[name]) for name in shown if name in form}
    return [(name, value) for name, value in typed.items() if value != cleaned(shown[name])]


_Apply = Callable[..., list[str] | None]


def _name(raw: Raw, place: int, value: str) -> None:
    phases_of(raw)[place]["name"] = one_line(value)


def _kind(raw: Raw, place: int, value: str) -> list[str]:
    return kinds.become(raw, place, value) if value in kinds.offered(raw, place) else []


def _minutes(raw: Raw, place: int, value: str) -> None:
    phases_of(raw)[place]["minutes"] = number(value)


def _together(raw: Raw, place: int, value: str) -> None:
    groups.choose(raw, place, value)


def _size(raw: Raw, place: int, value: str) -> None:
    groups.resize(raw, place, span_of(value))


def _prompt(raw: Raw, place: int, value: str, which: str) -> None:
    prompts = phases_of(raw)[place].setdefault("prompts", [])
    prompts.extend([""] * (int(which) + 1 - len(prompts)))
    prompts[int(which)] = value


def _text(raw: Raw, place: int, value: str, name: str) -> None:
    """A line or a text that is simply kept; nothing when it is emptied."""
    or_nothing(phases_of(raw)[place], name, value)


def or_nothing(table: Raw, name: str, value: Any) -> None:
    if value in ("", None, False):
        table.pop(name, None)
    else:
        table[name] = value


def _mode(raw: Raw, place: int, value: str) -> None:
    or_nothing(phases_of(raw)[place], "prompt_mode", "" if value == "one" else value)


def _step(raw: Raw, place: int, value: str, which: str, part: str) -> None:
    step = phases_of(raw)[place]["turn"][int(which)]
    step[part] = fraction(value) if part == "minutes" else one_line(value)


def _card(raw: Raw, place: int, value: str) -> None:
    cards.choose_card(raw, place, value)


def _count(raw: Raw, place: int, value: str) -> None:
    card = phases_of(raw)[place]["card"]
    or_nothing(card, "count", "" if span_of(value) == "1" else span_of(value) or "0")


def _writes(raw: Raw, place: int, value: str) -> None:
    if value in cards.pens(raw, place):
        cards.take_pen(raw, place, value)


def _continues(raw: Raw, place: int, value: str) -> None:
    phase = phases_of(raw)[place]
    known = [key for key in value.split() if index_of(raw, key) is not None]
    or_nothing(phase, "continues", known or "")
    if not known:
        phase.pop("continues_as", None)


def _visibility(raw: Raw, place: int, value: str) -> None:
    cards.choose_readers(raw, place, value)


def _choice(raw: Raw, place: int, value: str, level: str) -> None:
    cards.offer_reader(raw, place, level, offered=value == "1")


def _board(raw: Raw, place: int, value: str) -> None:
    if value in ("", cards.NEW_BOARD, *raw.get("boards", {})):
        cards.put_on(raw, place, value)


def _form(raw: Raw, place: int, value: str) -> None:
    cards.lie_as(raw, place, value)


def _board_name(raw: Raw, place: int, value: str) -> None:
    cards.rename_board(raw, place, one_line(value))


def _field(raw: Raw, place: int, value: str, name: str, part: str) -> None:
    card_fields.change(phases_of(raw)[place]["card"], name, part, value)


def _hand(raw: Raw, place: int, value: str, key: str) -> None:
    phase, other = phases_of(raw)[place], phases_of(raw)[place_of(raw, key)]
    kept = [hand for hand in phase.get("hand", ()) if hand.get("phase") != key]
    if value == "1":
        of_group = {"whose": "group"} if other.get("whose") == "group" else {}
        kept.append({"phase": key, **of_group})
    or_nothing(phase, "hand", kept or "")


def _shows(raw: Raw, place: int, value: str) -> None:
    show, _, board = value.partition(":")
    phase = phases_of(raw)[place]
    if show in ("prompt", "board", "both") and (not board or board in raw.get("boards", {})):
        cards.show_board(phase, show, board)


def _lines(raw: Raw, place: int, value: str) -> None:
    phase = phases_of(raw)[place]
    view = phase.setdefault("projector", {})
    or_nothing(view, "lines", [*filter(None, map(one_line, value.split("\n")))] or "")
    if not view:
        del phase["projector"]


def _shrink(raw: Raw, place: int, value: str) -> None:
    or_nothing(phases_of(raw)[place], "shrink_to", number(value))


def _never(raw: Raw, place: int, value: str) -> None:
    phase = phases_of(raw)[place]
    or_nothing(phase, "never_cut", value == "1")
    if value == "1":
        phase.pop("shrink_to", None)


def _keeps(raw: Raw, place: int, value: str) -> None:
    phase = phases_of(raw)[place]
    whose = "members" if phase.get("whose") == "group" else "owner"
    or_nothing(phase, "keeps", whose if value == "1" else "")


def _note(raw: Raw, place: int, value: str) -> None:
    or_nothing(phases_of(raw)[place], "note", "" if value == "none" else value)


_APPLY: tuple[tuple[re.Pattern[str], _Apply], ...] = tuple(
    (re.compile(pattern), apply)
    for pattern, apply in (
        ("name", _name),
        ("minutes", _minutes),
        (r"prompt-(\d+)", _prompt),
        (r"step-(\d+)-(name|minutes)", _step),
        ("(helper|leader_note)", _text),
        ("prompt_mode", _mode),
        (r"f-([a-z0-9_]+)-(\w+)", _field),
        ("count", _count),
        ("lines", _lines),
        ("hand-(.+)", _hand),
        ("continues", _continues),
        ("keeps", _keeps),
        ("note", _note),
        ("shrink_to", _shrink),
        ("never_cut", _never),
        ("board_name", _board_name),
        ("form", _form),
        ("shows", _shows),
        # What makes other fields come and go is last.
        ("size", _size),
        ("together", _together),
        ("writes", _writes),
        ("choice-(.+)", _choice),
        ("visibility", _visibility),
        ("board", _board),
        ("card", _card),
        ("kind", _kind),
    )
)
