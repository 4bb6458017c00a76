"""A phase of another kind, and a new one: what suits the kind is there from the start."""

from facilitator.processes import editing_cards as cards
from facilitator.processes import editing_groups as groups
from facilitator.processes.editing_shape import (
    TOGETHER,
    Raw,
    keys_of,
    phases_of,
    slug,
    without,
)

WORDS = {
    "intro": "Inngang",
    "solo": "Alene",
    "pair": "Par",
    "group": "Gruppe",
    "round": "Runde",
    "approve": "Godkjenn",
    "harvest": "Høsting",
    "gallery": "Vandring",
    "plenary": "Plenum",
}
_MINUTES = {"intro": 4, "solo": 4, "pair": 10, "group": 10, "round": 18, "gallery": 8}
_USUAL_MINUTES = 5
_SHOWS = (*cards.LOOKING, "plenary")
NO_BOARD = (
    "Ingen kort er lagt på en tavle ennå, så denne fasen har ingen kort å vise. "
    "Velg en tavle i fasen der kortene skrives."
)
WITHOUT_CARD = ("gallery",)
WITH_STEPS = ("round", "harvest")
WITH_HELPER = ("pair", "group", "round")


def offered(raw: Raw, index: int) -> list[str]:
    """The kinds a phase may have. To approve, there must be something somebody else wrote."""
    now = phases_of(raw)[index].get("kind") if index < len(phases_of(raw)) else None
    interviewed = any(phase.get("writes") == "interviewer" for phase in phases_of(raw)[:index])
    return [kind for kind in WORDS if kind != "approve" or interviewed or now == kind]


def new_phase(raw: Raw, kind: str, place: int) -> Raw:
    """Puts a phase of this kind at a place; gives it."""
    name = {"solo": "Tenk selv"}.get(kind, WORDS[kind])
    phase: Raw = {
        "key": slug(name, keys_of(raw), "fase"),
        "name": name,
        "kind": kind,
        "minutes": _MINUTES.get(kind, _USUAL_MINUTES),
        "prompts": [""],
    }
    phases_of(raw).insert(place, phase)
    _suit(raw, place)
    return phase


def become(raw: Raw, index: int, kind: str) -> list[str]:
    """The phase is of another kind from now on. Says what could not come along."""
    phase = phases_of(raw)[index]
    had_card, had_turn = phase.get("card") is not None, bool(phase.get("turn"))
    was_interview = "interview" in phase
    phase["kind"] = kind
    _leave_behind(raw, phase)
    _suit(raw, index)
    said = ["Fasen er ikke lenger en del av et intervju."] if was_interview else []
    if had_card and phase.get("card") is None:
        said.append("Kortet er tatt bort, siden ingen skriver i denne fasen nå.")
    if had_turn and not phase.get("turn"):
        said.append("Stegene i turen er tatt bort.")
    return [*said, *no_board(raw, index)]


def no_board(raw: Raw, index: int) -> list[str]:
    """What a phase for looking at cards says where there are none to look at."""
    phase = phases_of(raw)[index]
    waits = phase["kind"] in cards.LOOKING and cards.shows_nothing(phase)
    return [NO_BOARD] if waits and not raw.get("boards") else []


def _leave_behind(raw: Raw, phase: Raw) -> None:
    kind = phase["kind"]
    # What the app would suggest for the kind it was is no longer a wish of anybody's.
    without(phase, "phones", "ready", "late", "interview")
    if kind not in WITH_STEPS:
        phase.pop("turn", None)
        if phase.get("prompt_mode") == "per_step":
            del phase["prompt_mode"]
    if kind not in WITH_HELPER:
        phase.pop("helper", None)
    if kind in WITHOUT_CARD:
        cards.put_away(raw, phase)
        cards.drop_card(phase)


def _suit(raw: Raw, index: int) -> None:
    phase = phases_of(raw)[index]
    kind = phase["kind"]
    if kind in TOGETHER:
        groups.sit_down(raw, index)
    elif kind in ("solo", "approve"):
        phase["size"] = "1"
    else:
        phase.pop("size", None)
    if kind == "approve":
        _approve(raw, index)
    if kind not in TOGETHER and kind not in ("solo", "harvest", "approve"):
        phase.pop("groups", None)
    if kind == "round" and "never_cut" not in phase:
        without(phase, "shrink_to")
    if phase.get("card") is not None and phase.get("writes") not in _fitting(raw, index):
        cards.take_pen(raw, index, cards.pens(raw, index)[0])
    if cards.shows_nothing(phase) and kind in _SHOWS and raw.get("boards"):
        cards.show_board(phase, "board", list(raw["boards"])[-1])


def _fitting(raw: Raw, index: int) -> list[str]:
    """The pens that suit the kind; the one that is held counts only if another may hold it."""
    phase = phases_of(raw)[index]
    held, phase["writes"] = phase.get("writes", "none"), "none"
    found = cards.pens(raw, index)
    phase["writes"] = held
    return found


def _approve(raw: Raw, index: int) -> None:
    """What somebody wrote for the teller is laid before the teller."""
    phase = phases_of(raw)[index]
    written = [p for p in phases_of(raw)[:index] if p.get("writes") == "interviewer"]
    last = [p for p in written if p.get("interview", {}).get("part") != "talk"] or written
    if phase.get("card") is None and last and last[-1].get("card"):
        phase["card"] = {"type": last[-1]["card"]["type"]}
        phase["continues"] = [p["key"] for p in last]
        cards.begin_card(raw, index)
