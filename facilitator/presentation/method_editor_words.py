"""What the form of a phase says: the choices in words, and what comes along without a field."""

from collections.abc import Iterator, Mapping

from facilitator.domain.policies import LEVEL_NAMES, LEVELS
from facilitator.presentation.run_sheet_forms import Choice
from facilitator.processes import editing_cards, editing_form, editing_groups, editing_kinds
from facilitator.processes.cards import card_types
from facilitator.processes.editing_shape import (
    TOGETHER,
    Raw,
    bounds,
    index_of,
    phases_of,
    shown_span,
    span_of,
)

Choices = dict[str, tuple[Choice, ...]]
_SIZES = ("3", "4", "5", "6", "3-4", "4-5", "4-6", "5-6", "6-8", "8-10")
_MODES = {
    "one": "Ett om gangen",
    "all": "Alle samtidig",
    "pick": "Prosesslederen velger ett",
    "per_step": "Ett til hvert steg i turen",
    "per_field": "Ett til hvert felt på kortet",
}
_PENS = {
    "each": "Hver for seg",
    "group": "Gruppa sammen, med én penn",
    "listeners": "De som lytter",
    "teller": "Den som forteller",
    "interviewer": "Den som intervjuer",
    "leader": "Prosesslederen",
    "none": "Ingen",
}
_NOTES = {
    "none": "Ikke i samlingsnotatet",
    "all": "Alle kortene",
    "quotes": "Sitater, uten navn",
    "sample": "Noen få av dem",
    "counts": "Bare tall",
}
FIELD_KINDS = {
    "line": "Én linje",
    "text": "Tekst",
    "list": "Liste",
    "choice": "Valg",
    "date": "Dato",
    "tick": "Kryss",
}
_SHOWN = {
    "prompt": "Spørsmålet",
    "catalogue": "Styrkene",
    "material": "Materialet",
    "road": "Veien",
    "growing": "Spørsmålet mens gruppene vokser",
    "options": "Svarene man kan velge",
    "showing": "Én gruppes kort om gangen",
    "ladder": "Stigen",
}
_FORMS = {
    "card": "Slik det er",
    "copy": "Uten navn, i bunker",
    "count": "Bare antallet",
}
_CHOOSE = Choice("choose", "Den som eier det, velger")
SETTING_KINDS = {"line": "Én linje", "text": "Tekst", "date": "Dato"}


def _choices(
    words: dict[str, str], *, now: str = "", only: list[str] | None = None
) -> Iterator[Choice]:
    for value, label in words.items():
        if only is None or value in only or value == now:
            yield Choice(value, label)


def of_phase(raw: Raw, index: int, values: dict[str, str]) -> Choices:
    """For each field that is chosen in: what can be chosen, and always what is."""
    phase = phases_of(raw)[index]
    kinds = editing_kinds.WORDS
    found: Choices = {
        "kind": tuple(_choices(kinds, only=editing_kinds.offered(raw, index))),
        "together": tuple(_together(raw, index)),
        "size": tuple(Choice(shown_span(size), shown_span(size)) for size in _SIZES),
        "prompt_mode": tuple(_modes(phase, values.get("prompt_mode", ""))),
        "card": (
            Choice("", "Ingen kort"),
            *(Choice(k, card_types()[k].name) for k in _card_types(phase)),
        ),
        "writes": tuple(Choice(pen, _PENS.get(pen, pen)) for pen in editing_cards.pens(raw, index)),
        "continues": tuple(_continued(raw, index, values.get("continues", ""))),
        "visibility": (
            *(Choice(level, LEVEL_NAMES[level]) for level in LEVELS),
            *((_CHOOSE,) if _may_choose(phase) else ()),
        ),
        "board": tuple(_boards(raw)),
        "form": tuple(_choices(_FORMS, now=values.get("form", ""), only=["card", "copy"])),
        "shows": tuple(_shows(raw, values.get("shows", ""))),
        "note": tuple(_choices(_NOTES)),
    }
    found |= {name: _kinds(FIELD_KINDS) for name in values if name.endswith("-kind")}
    return {name: _with_now(some, values[name]) for name, some in found.items() if name in values}


def unknown(choices: Choices, values: Mapping[str, str]) -> frozenset[str]:
    """The fields that hold something no list knows: it is shown, and cannot be chosen again."""
    return frozenset(
        name for name, some in choices.items() if some and some[0].label == _said(values[name])
    )


def _said(value: str) -> str:
    return f"Ukjent: «{value}»" if value else "Velg"


def of_head(values: dict[str, str]) -> Choices:
    """The same in the form of the method itself."""
    kinds = [name for name in values if name.endswith("-kind")]
    return {name: _with_now(_kinds(SETTING_KINDS), values[name]) for name in kinds}


def _kinds(words: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in words.items())


def _may_choose(phase: Raw) -> bool:
    return editing_cards.may_choose(phase) or phase.get("visibility") == "choose"


def _with_now(some: tuple[Choice, ...], now: str) -> tuple[Choice, ...]:
    if any(choice.value == now for choice in some):
        return some
    # A size need not be among those in the list.
    return (Choice(now, now if bounds(span_of(now)) else _said(now)), *some)


def _card_types(phase: Raw) -> list[str]:
    return [kind for kind in editing_form.card_choices(phase) if kind in card_types()]


def _modes(phase: Raw, now: str) -> Iterator[Choice]:
    fits = {"per_step": bool(phase.get("turn")), "per_field": phase.get("card") is not None}
    for value, label in _MODES.items():
        if fits.get(value, True) or value == now:
            yield Choice(value, label)


def _together(raw: Raw, index: int) -> Iterator[Choice]:
    phase = phases_of(raw)[index]
    seated, pair = phase.get("kind") in TOGETHER, phase.get("kind") == "pair"
    if not seated:
        yield Choice("", "Trenger ikke grupper")
    for key, home in editing_groups.others(raw, index):
        if not pair or raw["groups"][key].get("size") == "2":
            number, name = home + 1, phases_of(raw)[home].get("name", "")
            yield Choice(
                f"same:{phases_of(raw)[home]['key']}", f"Samme som i fase {number} «{name}»"
            )
    if not seated and not editing_groups.is_home(raw, index):
        return
    yield Choice("mix", "Nye par" if pair else "Nye grupper, appen blander")
    yield Choice("workplace", "Nye, etter arbeidsplass")
    yield Choice("self", "De velger selv")
    for key, home in () if pair else editing_groups.earlier_sets(raw, index):
        size = raw["groups"][key].get("size")
        who = "Par" if size == "2" else "Gruppene"
        yield Choice(f"merge:{key}", f"{who} fra fase {home + 1} går sammen")
    if editing_groups.chosen(raw, index) == "keep":
        yield Choice("keep", "Som i øvelsen før")


def _continued(raw: Raw, index: int, now: str) -> Iterator[Choice]:
    yield Choice("", "Begynner med et tomt kort")
    for place in editing_form.continued(raw, index):
        other = phases_of(raw)[place]
        yield Choice(other["key"], f"Går videre med kortet fra fase {place + 1} «{other['name']}»")
    if " " in now:
        names = [_named(raw, key) for key in now.split()]
        yield Choice(now, f"Går videre med kortene fra {' og '.join(names)}")


def _named(raw: Raw, key: str) -> str:
    place = index_of(raw, key)
    return f"«{phases_of(raw)[place]['name']}»" if place is not None else "en fase"


def _boards(raw: Raw) -> Iterator[Choice]:
    yield Choice("", "Ingen tavle")
    for key, board in raw.get("boards", {}).items():
        yield Choice(key, str(board.get("name", key)))
    yield Choice(editing_cards.NEW_BOARD, "En ny tavle")


def _shows(raw: Raw, now: str) -> Iterator[Choice]:
    yield Choice("prompt", _SHOWN["prompt"])
    for key, board in raw.get("boards", {}).items():
        name = board.get("name", key)
        yield Choice(f"board:{key}", f"«{name}»")
        yield Choice(f"both:{key}", f"Spørsmålet og «{name}»")
    if now in _SHOWN and now != "prompt":
        yield Choice(now, _SHOWN[now])


# --- what comes along -----------------------------------------------------------------------------


def carried(raw: Raw, index: int) -> Iterator[tuple[str, str]]:
    """(what it does, where it stands): things that the form has no field for."""
    phase, start = phases_of(raw)[index], f"phases[{index}]"
    for name, saying in _CARRIED.items():
        if phase.get(name):
            yield saying.format(_what(raw, phase, name)), f"{start}.{name}"
    card = phase.get("card") or {}
    if card.get("preset"):
        yield "Kortet får en merkelapp av seg selv.", f"{start}.card.preset"
    for n, hand in enumerate(phase.get("hand", ())):
        if hand.get("card"):
            yield (
                f"«{editing_cards.type_name(hand['card'])}» fra tidligere samlinger ligger ved.",
                f"{start}.hand[{n}]",
            )
    if any(step.get("cards") for step in phase.get("turn", ())):
        yield "Kortene skrives og åpnes i turen.", ""


_CARRIED = {
    "interview": "{}",
    "guide_from": "Den som lytter, har spørsmålene fra {}.",
    "deal": "Hver trekker en rolle.",
    "mark": "Man kan merke kort: «{}».",
    "reveal": "Kortet kan leses først {}.",
    "open_until": "Kortet kan endres fram til en dato som prosesslederen setter.",
    "continues_as": "{}",
    "phones": "{}",
    "late": "{}",
}
_SAID = {
    ("continues_as", "chosen"): "Gruppa velger ett av kortene og går videre med det.",
    ("continues_as", "copied"): "Det begynner et nytt kort med det som sto på det forrige.",
    ("phones", "down"): "Telefonene ligger med skjermen ned.",
    ("phones", "listener"): "Bare den som lytter, har guiden på telefonen.",
    ("phones", "ring"): "Én telefon ligger midt i ringen.",
    ("phones", "form"): "Telefonene viser kortet.",
    ("phones", "read"): "På telefonene kan man lese med.",
    ("late", "ask"): "Kommer noen sent, blir prosesslederen spurt.",
    ("late", "wait"): "Den som kommer sent, venter til neste fase.",
    ("late", "placed"): "Den som kommer sent, får plass i en gruppe.",
}


def _what(raw: Raw, phase: Raw, name: str) -> str:
    value = phase[name]
    if name == "interview":
        which = {"1": "første", "2": "andre"}.get(str(value.get("slot")), "et")
        part = "Det fortelles" if value.get("part") == "talk" else "Det skrives ut"
        return f"{part} i {which} intervju."
    if name == "mark":
        return str(value.get("label", ""))
    if name == "reveal":
        return "når fasen er slutt" if value == "end" else f"når {_named(raw, value)} begynner"
    if name == "guide_from":
        return _named(raw, value)
    return _SAID.get((name, str(value)), str(value))
