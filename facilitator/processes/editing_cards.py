"""What a phase writes, who holds the pen, who reads it, and which board it lies on.

An author chooses who reads; the board, the release and what the projector shows follow.
"""

import copy

from facilitator.processes import editing_fields as fields
from facilitator.processes.cards import card_types
from facilitator.processes.editing_shape import ASIDE, TOGETHER, Raw, phases_of, slug, without
from facilitator.processes.words import LADDER

WHOSE = {
    "each": "self",
    "group": "group",
    "listeners": "group",
    "teller": "teller",
    "interviewer": "teller",
    "leader": "room",
}
_OPEN = LADDER[LADDER.index("room") :]
NEW_BOARD = "+"
FIRST_BOARD = "Tavla"
LOOKING = ("harvest", "gallery")
"""Kinds of phase in which a room looks at what lies on a board."""
_OF_CARD = (
    "card", "writes", "whose", "visibility", "choices", "release", "continues", "continues_as",
    "reveal", "open_until", "keeps", "note",
)  # fmt: skip


def is_open(phase: Raw) -> bool:
    """Whether the room may come to read the card."""
    levels = phase.get("choices", ()) if phase.get("visibility") == "choose" else ()
    return any(level in _OPEN for level in (phase.get("visibility"), *levels))


def pens(raw: Raw, index: int) -> list[str]:
    """Who may hold the pen in a phase of this kind."""
    phase = phases_of(raw)[index]
    kind = phase.get("kind")
    seated = kind in TOGETHER or phase.get("groups") or _sets_before(raw, index)
    # In a round one talks: those who listen have a line to write on, and nobody has a form.
    by_kind = {"round": ["listeners"], "pair": ["group", "each"]}
    found = ["teller"] if kind == "approve" else by_kind.get(str(kind), ["each"])
    if kind == "group":
        found = ["group", "each"]
    elif kind in ("solo", "harvest") and seated:
        found = ["group", "each"] if kind == "harvest" else ["each", "group"]
    now = phase.get("writes", "none")
    return found if now in (*found, "none") else [*found, now]


def _sets_before(raw: Raw, index: int) -> bool:
    return any(phase.get("groups") in raw.get("groups", {}) for phase in phases_of(raw)[:index])


def may_choose(phase: Raw) -> bool:
    """Whether the pen is in the hand of whoever owns the card, who may then pick its readers."""
    return phase.get("writes") in ("each", "group", "teller")


def choose_card(raw: Raw, index: int, kind: str) -> None:
    """Another type of card, the first one, or none."""
    phase = phases_of(raw)[index]
    had = phase.get("card")
    put_away(raw, phase)
    kept = copy.deepcopy(raw.get(ASIDE, {}).get(phase["key"], {}).get(kind, {}))
    if not kind:
        drop_card(phase)
    elif had is None:
        phase["card"] = {"type": kind, **kept}
        begin_card(raw, index)
    else:
        count = {"count": had["count"]} if "count" in had else {}
        phase["card"] = {"type": kind, **kept, **count}
        without(phase, "continues", "continues_as")
        _copy_anew(phase)


def put_away(raw: Raw, phase: Raw) -> None:
    """A card with fields of its own is there again when its type is chosen again."""
    card = phase.get("card")
    if card is not None and "fields" in card:
        away = raw.setdefault(ASIDE, {}).setdefault(phase["key"], {})
        away[card["type"]] = copy.deepcopy(card)


def drop_card(phase: Raw) -> None:
    without(phase, *_OF_CARD)


def begin_card(raw: Raw, index: int) -> None:
    """What suits a card that has just come: who writes it, and who reads it."""
    phase = phases_of(raw)[index]
    take_pen(raw, index, pens(raw, index)[0])
    level = {"solo": "me", "intro": "me", "round": "group", "pair": "pair"}.get(phase["kind"], "")
    if phase["kind"] == "approve":
        phase["visibility"] = "choose"
        phase["choices"] = ["me", "group", "room", "cohort"]
    else:
        phase["visibility"] = level or "room"
    phase["keeps"] = "members" if phase.get("whose") == "group" else "owner"
    if phase["keeps"] == "members" and phase.get("writes") == "listeners":
        del phase["keeps"]
    follow_readers(raw, index, was_open=False)


def take_pen(raw: Raw, index: int, writer: str) -> None:
    phase = phases_of(raw)[index]
    phase["writes"] = writer
    whose = WHOSE.get(writer, "self")
    if whose == "self":
        phase.pop("whose", None)
    else:
        phase["whose"] = whose
    if phase.get("keeps") in ("owner", "members"):
        phase["keeps"] = "members" if whose == "group" else "owner"
    if whose == "group" and not phase.get("groups"):
        sets = [p["groups"] for p in phases_of(raw)[:index] if p.get("groups")]
        if sets:
            phase["groups"] = sets[-1]


def choose_readers(raw: Raw, index: int, level: str) -> None:
    phase = phases_of(raw)[index]
    was_open = is_open(phase)
    phase["visibility"] = level
    if level != "choose":
        phase.pop("choices", None)
    elif not phase.get("choices"):
        grouped = ["group"] if phase.get("groups") else []
        phase["choices"] = ["me", *grouped, "room", "cohort"]
    follow_readers(raw, index, was_open=was_open)


def offer_reader(raw: Raw, index: int, level: str, *, offered: bool) -> None:
    phase = phases_of(raw)[index]
    was_open = is_open(phase)
    now = {*phase.get("choices", ()), level} if offered else {*phase.get("choices", ())} - {level}
    phase["choices"] = [each for each in LADDER if each in now]
    follow_readers(raw, index, was_open=was_open)


def follow_readers(raw: Raw, index: int, *, was_open: bool) -> None:
    """A card that the room may read lies on a board; one that it may not, does not."""
    phase = phases_of(raw)[index]
    release = phase.get("release")
    if is_open(phase) and not was_open and release is None:
        put_on(raw, index, next(iter(raw.get("boards", {})), NEW_BOARD))
        phase.setdefault("note", "quotes" if phase["visibility"] == "choose" else "all")
    elif not is_open(phase) and was_open and release and release.get("form", "card") == "card":
        put_on(raw, index, "")


def put_on(raw: Raw, index: int, board: str) -> None:
    """On a board there is, on a new one, or on none."""
    phase = phases_of(raw)[index]
    if not board:
        phase.pop("release", None)
        return
    boards = raw.setdefault("boards", {})
    is_first = not boards
    if board == NEW_BOARD:
        board = slug("tavle" if "tavle" not in boards else FIRST_BOARD, boards, "tavle")
        boards[board] = {"name": _board_name(boards), "accepts": []}
    release = phase.setdefault("release", {})
    release["board"] = board
    release.setdefault("when", "on_approve" if phase["kind"] == "approve" else "on_submit")
    if not is_open(phase) and release.get("form", "card") == "card":
        release["form"] = "copy"
        _copy_anew(phase)
    view = phase.setdefault("projector", {})
    if view.get("show", "prompt") in ("prompt", "board", "both"):
        show_board(phase, "board" if phase["kind"] == "harvest" else "both", board)
    if is_first:
        _show_afterwards(raw, index, board)


def _show_afterwards(raw: Raw, index: int, board: str) -> None:
    """The first board is what a later phase for looking at cards was waiting for."""
    for phase in phases_of(raw)[index + 1 :]:
        if phase["kind"] in LOOKING and shows_nothing(phase):
            show_board(phase, "board", board)


def shows_nothing(phase: Raw) -> bool:
    """No card is written, and nobody has chosen what the projector shows."""
    return phase.get("card") is None and phase.get("projector", {}).get("show") is None


def _board_name(boards: Raw) -> str:
    names = {board.get("name") for board in boards.values()}
    number, name = 1, FIRST_BOARD
    while name in names:
        number += 1
        name = f"{FIRST_BOARD} {number}"
    return name


def lie_as(raw: Raw, index: int, form: str) -> None:
    """The card itself, or a copy without a name in shuffled heaps."""
    release = phases_of(raw)[index].get("release")
    if release is None:
        return
    release["form"] = form
    if form == "copy":
        board = raw.get("boards", {}).get(release.get("board"), {})
        if board.get("layout", "cards") == "cards":
            board["order"] = "random"
        _copy_anew(phases_of(raw)[index])
    else:
        without(release, "fields", *(["form"] if form == "card" else []))


def _copy_anew(phase: Raw) -> None:
    release, card = phase.get("release"), phase.get("card")
    if card and release and release.get("form") == "copy":
        release["fields"] = fields.open_names(card)


def show_board(phase: Raw, show: str, board: str) -> None:
    view = phase.setdefault("projector", {})
    if show in ("board", "both"):
        view |= {"show": show, "board": board}
    else:
        without(view, "show", "board")
    if not view:
        del phase["projector"]


def rename_board(raw: Raw, index: int, name: str) -> None:
    release = phases_of(raw)[index].get("release") or {}
    board = raw.get("boards", {}).get(release.get("board"))
    if board is not None:
        board["name"] = name


def settle(raw: Raw) -> list[str]:
    """After a change: boards take what is laid on them, and those that get nothing are gone."""
    boards: dict[str, Raw] = raw.get("boards", {})
    given: dict[str, list[str]] = {key: [] for key in boards}
    for phase in phases_of(raw):
        release, card = phase.get("release"), phase.get("card")
        if release and card and release.get("board") in given:
            given[release["board"]].append(card["type"])
        _copy_what_is_there(phase)
    for key, kinds in given.items():
        taken = boards[key].get("accepts", [])
        kept = [kind for kind in taken if kind in kinds] if isinstance(taken, list) else []
        boards[key]["accepts"] = list(dict.fromkeys([*kept, *kinds]))
    return _drop_boards(raw, [key for key, kinds in given.items() if not kinds])


def _copy_what_is_there(phase: Raw) -> None:
    release, card = phase.get("release"), phase.get("card")
    if release is None or card is None or "fields" not in release:
        return
    there = fields.open_names(card)
    named = release["fields"] if isinstance(release["fields"], list) else []
    release["fields"] = [name for name in named if name in there] or there


def _drop_boards(raw: Raw, empty: list[str]) -> list[str]:
    said: list[str] = []
    for key in empty:
        name = raw["boards"].pop(key).get("name", key)
        said.append(f"Ingen fase legger noe på «{name}» lenger, så den tavla er borte.")
    boards = raw.get("boards", {})
    for phase in phases_of(raw):
        if phase.get("projector", {}).get("board") in empty:
            show_board(phase, "prompt", "")
            phase.get("projector", {}).pop("board", None)
        if phase.get("mark", {}).get("board") in empty:
            del phase["mark"]
    if not boards:
        raw.pop("boards", None)
    return said


def type_name(kind: str) -> str:
    found = card_types().get(kind)
    return found.name if found else kind
