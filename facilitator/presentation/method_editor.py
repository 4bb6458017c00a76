"""The page where a method is written: the phases, one form, and what is wrong where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import methods
from facilitator.models import Method
from facilitator.presentation import method_editor_words as words
from facilitator.presentation import method_words, preview
from facilitator.presentation.method_editor_time import time_for_each
from facilitator.presentation.preview import Whose
from facilitator.presentation.run_sheet_forms import THEIRS
from facilitator.presentation.templating import spelled_out
from facilitator.processes import editing_fields, editing_kinds
from facilitator.processes.editing_faults import REST, Spot, look, spot_of
from facilitator.processes.editing_form import SETTING, head_values, phase_values
from facilitator.processes.editing_settle import total
from facilitator.processes.editing_shape import Raw, index_of, keys_of, phases_of, tidy
from facilitator.processes.faults import Fault, ProcessError
from facilitator.processes.loader import load_library


@dataclass(frozen=True, slots=True)
class PhaseRow:
    key: str
    number: int
    name: str
    minutes: str
    faulty: bool


@dataclass(frozen=True, slots=True)
class FaultLink:
    """A fault in the list of them: whose form and which field it is at."""

    where: str
    said: str
    phase: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Carried:
    """Something without a field. `path` is where it can be taken away; none: it cannot."""

    said: str
    path: str
    is_fault: bool = False


@dataclass(frozen=True, slots=True)
class CardField:
    """One field of the card. `start` is how the names of its own form fields begin."""

    name: str
    start: str
    label: str
    taken: bool
    known: bool


@dataclass(frozen=True, slots=True)
class EditorView:
    """`phase` is the key of the one that is shown; empty for the method itself."""

    key: str
    name: str
    made_by: str
    grew_from: str
    minutes: int
    revision: int
    rows: tuple[PhaseRow, ...]
    phase: str
    number: int
    values: Mapping[str, str]
    errors: Mapping[str, str]
    choices: words.Choices
    unknown: frozenset[str]
    carried: tuple[Carried, ...]
    card_fields: tuple[CardField, ...]
    faulty_fields: tuple[str, ...]
    faulty_hands: bool
    hands: tuple[tuple[str, str], ...]
    settings: tuple[str, ...]
    variables: tuple[str, ...]
    time: str
    steps: int
    prompts: int
    kinds: tuple[tuple[str, str], ...]
    faults: tuple[FaultLink, ...]
    phones: tuple[Whose, ...]
    whose: str
    edition: int
    is_new: bool
    """Whether something has been written since the newest edition."""

    @property
    def tail(self) -> str:
        return f"?fase={self.phase}" if self.phase else ""


def editor_view(
    session: Session,
    method: Method,
    wanted: str,
    *,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    theirs: bool,
    whose: str,
) -> EditorView:
    raw = tidy(method.written)
    index = index_of(raw, wanted)
    spots = look(raw)
    kept = head_values(raw) if index is None else phase_values(raw, index)
    values = {**kept, **{name: typed[name] for name in typed if name in kept or _is_new(name)}}
    told = _theirs(kept, typed) if theirs else {}
    choices = words.of_head(kept) if index is None else words.of_phase(raw, index, kept)
    here = {**_here(spots, index), **told, **errors}
    return EditorView(
        key=method.key,
        name=method.name,
        made_by=method_words.made_by(str(raw.get("credit", ""))),
        grew_from=_origin(raw),
        minutes=total(raw),
        revision=method.revision,
        rows=_rows(raw, spots),
        phase="" if index is None else keys_of(raw)[index],
        number=1 if index is None else index + 1,
        values=values,
        errors=here,
        choices=choices,
        unknown=words.unknown(choices, kept),
        carried=_carried(raw, index, spots),
        card_fields=() if index is None else _card_fields(raw, index),
        faulty_fields=tuple(_fields_with(here)),
        faulty_hands=any(name.startswith("hand-") for name in here),
        hands=() if index is None else _hands(raw, kept),
        settings=_settings(raw),
        variables=tuple(_variables(raw)),
        time="" if index is None else time_for_each(raw, index),
        steps=0 if index is None else len(phases_of(raw)[index].get("turn", ())),
        prompts=sum(1 for name in kept if name.startswith("prompt-")),
        kinds=_new_kinds(raw, index),
        faults=tuple(_link(raw, spot) for spot in spots),
        phones=_phones(raw, index),
        whose=whose,
        edition=method.version,
        is_new=methods.is_changed(session, method),
    )


def _origin(raw: Raw) -> str:
    """What it is made on the basis of."""
    if not raw.get("grew_from") and raw.get("based_on") in load_library():
        return spelled_out(f"«{load_library()[raw['based_on']].name}»")
    return spelled_out(str(raw.get("grew_from", "")))


def _is_new(name: str) -> bool:
    return name in ("new_field", "new_setting")


def _rows(raw: Raw, spots: tuple[Spot, ...]) -> tuple[PhaseRow, ...]:
    faulty = {spot.phase for spot in spots}
    return tuple(
        PhaseRow(phase["key"], n + 1, phase["name"], _figure(phase["minutes"]), n in faulty)
        for n, phase in enumerate(phases_of(raw))
    )


def _figure(minutes: object) -> str:
    return str(minutes) if isinstance(minutes, int) else "–"


def _here(spots: tuple[Spot, ...], index: int | None) -> dict[str, str]:
    """The first fault of each field of the form that is shown."""
    found: dict[str, str] = {}
    for spot in spots:
        if spot.phase == index and spot.field != REST:
            found.setdefault(spot.field, spot.said)
    return found


def _fields_with(errors: Mapping[str, str]) -> Iterator[str]:
    """The fields of the card that something is said about."""
    for name in errors:
        if name.startswith(editing_fields.PREFIX):
            yield name.removeprefix(editing_fields.PREFIX).rpartition("-")[0]


def _theirs(kept: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """After two have written at once: at each field that differs, what stands there now."""
    differ = {name: text for name, text in kept.items() if name in typed and typed[name] != text}
    return {name: THEIRS.format(text) for name, text in differ.items() if text}


def at_fields(raw: Raw, phase: str, errors: Mapping[str, str]) -> dict[str, str]:
    """Faults by path → by field of the form that was sent; a general one has no field."""
    made = tidy(raw)
    found: dict[str, str] = {}
    for path, message in errors.items():
        spot = spot_of(made, Fault(path, message))
        here = (keys_of(made)[spot.phase] if spot.phase is not None else "") == phase
        found.setdefault(spot.field if here and path else "form", message)
    return found


def _link(raw: Raw, spot: Spot) -> FaultLink:
    if spot.phase is None:
        return FaultLink("Om metoden", spot.said, "", f"om-{spot.field}")
    phase = phases_of(raw)[spot.phase]
    where = f"Fase {spot.phase + 1}" + (f" «{phase['name']}»" if phase["name"] else "")
    return FaultLink(where, spot.said, phase["key"], f"{phase['key']}-{spot.field}")


def _carried(raw: Raw, index: int | None, spots: tuple[Spot, ...]) -> tuple[Carried, ...]:
    wrong = {s.path: s.said for s in spots if s.phase == index and s.field == REST}
    plain = [] if index is None else list(words.carried(raw, index))
    known = {path for _, path in plain}
    lines = [Carried(wrong.get(path, said), path, path in wrong) for said, path in plain]
    return (
        *lines,
        *(Carried(said, path, True) for path, said in wrong.items() if path not in known),
    )


def _card_fields(raw: Raw, index: int) -> tuple[CardField, ...]:
    card = phases_of(raw)[index].get("card")
    if card is None:
        return ()
    return tuple(
        CardField(name, f"{editing_fields.PREFIX}{name}-", str(found.get("label", "")), taken, own)
        for name, found, taken, own in editing_fields.each(card)
    )


def _hands(raw: Raw, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(name of the tick, what it says) for each card that may lie at hand."""
    return tuple(
        (f"hand-{phase['key']}", f"Kortet fra fase {n + 1} «{phase['name']}»")
        for n, phase in enumerate(phases_of(raw))
        if f"hand-{phase['key']}" in values
    )


def _settings(raw: Raw) -> tuple[str, ...]:
    return tuple(f"{SETTING}{n}-" for n in range(len(raw.get("settings", ()))))


def _variables(raw: Raw) -> list[str]:
    """For each setting how it is put into a prompt; nothing for what is no text."""
    return [
        ""
        if setting.get("kind", "line") == "material"
        else f"Skriv {{{setting['key']}}} der «{setting.get('label', '')}» skal stå."
        for setting in raw.get("settings", ())
    ]


def _new_kinds(raw: Raw, index: int | None) -> tuple[tuple[str, str], ...]:
    place = len(phases_of(raw)) if index is None else index + 1
    offered = editing_kinds.offered({**raw, "phases": phases_of(raw)[:place]}, place)
    return tuple((kind, editing_kinds.WORDS[kind]) for kind in offered)


def _phones(raw: Raw, index: int | None) -> tuple[Whose, ...]:
    """The phones that differ; nothing while the method cannot be shown."""
    try:
        process = preview.around(raw, (index or 0) + 1)
    except ProcessError:
        return ()
    return preview.kinds(process.phases[index or 0])
