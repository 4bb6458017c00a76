"""The form of a phase and of the method itself: which fields there are, and what they hold.

Only what makes sense for the kind of phase is there. Everything is text, as a form has it; a
tick is "1" or "". `editing.change_phase` takes the same names back.
"""

from collections.abc import Iterator

from facilitator.processes import editing_cards as cards
from facilitator.processes import editing_fields as card_fields
from facilitator.processes import editing_groups as groups
from facilitator.processes.cards import card_types
from facilitator.processes.editing_kinds import WITH_HELPER, WITH_STEPS, WITHOUT_CARD
from facilitator.processes.editing_shape import (
    TOGETHER,
    Raw,
    phases_of,
    shown_number,
    shown_span,
)
from facilitator.processes.words import LADDER

SETTING = "s-"
Values = dict[str, str]


def phase_values(raw: Raw, index: int) -> Values:
    """Each field of the phase's form, and what it holds now."""
    return {name: str(value) for part in _PARTS for name, value in part(raw, index)}


def head_values(raw: Raw) -> Values:
    """The same for the method itself."""
    return dict(_head(raw))


def _tick(value: object) -> str:
    return "1" if value is True else ""


def _first(raw: Raw, index: int) -> Iterator[tuple[str, str]]:
    phase = phases_of(raw)[index]
    yield "name", phase["name"]
    yield "kind", phase["kind"]
    yield "minutes", shown_number(phase["minutes"])


def _together(raw: Raw, index: int) -> Iterator[tuple[str, str]]:
    phase = phases_of(raw)[index]
    kind, key = phase["kind"], phase.get("groups", "")
    seated = kind in TOGETHER
    if seated or key or (kind in ("solo", "harvest") and any(groups.earlier_sets(raw, index))):
        yield "together", groups.chosen(raw, index)
    if kind != "pair" and (groups.is_home(raw, index) if key else seated):
        found = groups.set_of(raw, index) or phase
        yield "size", shown_span(found.get("size", ""))


def _prompts(raw: Raw, index: int) -> Iterator[tuple[str, str]]:
    phase = phases_of(raw)[index]
    prompts = phase.get("prompts") or [""]
    yield from ((f"prompt-{n}", text) for n, text in enumerate(prompts))
    if len(prompts) > 1 or phase.get("prompt_mode", "one") != "one":
        yield "prompt_mode", phase.get("prompt_mode", "one")
    if phase["kind"] in WITH_STEPS or phase.get("turn"):
        for n, step in enumerate(phase.get("turn", ())):
            yield f"step-{n}-name", step.get("name", "")
            yield f"step-{n}-minutes", shown_number(step.get("minutes"))
    if phase["kind"] in WITH_HELPER or phase.get("helper"):
        yield "helper", phase.get("helper", "")


def _card(raw: Raw, index: int) -> Iterator[tuple[str, str]]:
    phase = phases_of(raw)[index]
    card = phase.get("card")
    if card is None:
        if phase["kind"] not in WITHOUT_CARD:
            yield "card", ""
        return
    yield "card", card["type"]
    yield "writes", phase.get("writes", "none")
    yield "count", shown_span(card.get("count", "1"))
    if phase.get("continues") or any(continued(raw, index)):
        yield "continues", " ".join(phase.get("continues", ()))
    yield "visibility", phase.get("visibility") or ""
    if phase.get("visibility") == "choose":
        for level in LADDER:
            yield f"choice-{level}", _tick(level in phase.get("choices", ()))
    yield from _board(raw, phase)
    yield from card_fields.shown(card)


def _board(raw: Raw, phase: Raw) -> Iterator[tuple[str, str]]:
    release = phase.get("release")
    if release is None and not cards.is_open(phase):
        yield "board", ""
        return
    board = (release or {}).get("board", "")
    yield "board", str(board)
    if release is None:
        return
    yield "form", str(release.get("form", "card"))
    if found := raw.get("boards", {}).get(board):
        yield "board_name", found.get("name", "")


def continued(raw: Raw, index: int) -> Iterator[int]:
    """Earlier phases whose card this one could go on with."""
    phase = phases_of(raw)[index]
    kind = phase.get("card", {}).get("type")
    for place, other in enumerate(phases_of(raw)[:index]):
        if other.get("card", {}).get("type", kind) == kind and other.get("card") is not None:
            yield place


def _at_hand(raw: Raw, index: int) -> Iterator[tuple[str, str]]:
    phase = phases_of(raw)[index]
    there = {hand.get("phase") for hand in phase.get("hand", ())}
    if phase["kind"] in ("intro", "gallery", "approve") and not there:
        return
    for place, other in enumerate(phases_of(raw)):
        earlier = place < index and other.get("card") is not None
        if earlier or other["key"] in there:
            yield f"hand-{other['key']}", _tick(other["key"] in there)


def _shown(raw: Raw, index: int) -> Iterator[tuple[str, str]]:
    phase = phases_of(raw)[index]
    view = phase.get("projector", {})
    show, board = view.get("show", "prompt"), view.get("board", "")
    if raw.get("boards") or show != "prompt":
        yield "shows", f"{show}:{board}" if show in ("board", "both") else str(show)
    if phase["kind"] == "intro" or view.get("lines"):
        lines = view.get("lines", ())
        yield "lines", "\n".join(map(str, lines if isinstance(lines, list) else ()))


def _after(raw: Raw, index: int) -> Iterator[tuple[str, str]]:
    phase = phases_of(raw)[index]
    yield "leader_note", phase.get("leader_note", "")
    yield "never_cut", _tick(phase.get("never_cut"))
    if not phase.get("never_cut") or phase.get("shrink_to") is not None:
        yield "shrink_to", shown_number(phase.get("shrink_to"))
    if phase.get("card") is not None:
        yield "keeps", _tick(phase.get("keeps", "none") != "none")
        yield "note", phase.get("note", "none")


_PARTS = (_first, _together, _prompts, _card, _at_hand, _shown, _after)


def _head(raw: Raw) -> Iterator[tuple[str, str]]:
    for name in ("name", "purpose", "credit"):
        yield name, str(raw.get(name, ""))
    for name in ("note_to_leader", "farewell"):
        yield name, _tick(raw.get(name))
    for n, setting in enumerate(raw.get("settings", ())):
        yield f"{SETTING}{n}-label", str(setting.get("label", ""))
        yield f"{SETTING}{n}-help", str(setting.get("help", ""))
        yield f"{SETTING}{n}-required", _tick(setting.get("required", True))
        if setting.get("kind", "line") != "material":
            yield f"{SETTING}{n}-kind", str(setting.get("kind", "line"))


def card_choices(phase: Raw) -> list[str]:
    """The types of card one may choose, and the one that is chosen already."""
    free = [
        key
        for key, kind in card_types().items()
        if kind.identity == "named"
        and key not in _ELSEWHERE
        and not any(field.options_from for field in kind.fields)
    ]
    now = phase.get("card", {}).get("type", "")
    return free if not now or now in free else [*free, now]


_ELSEWHERE = ("strength", "waypoint", "contribution")
"""Types that only mean something together with what their own process has around them."""
