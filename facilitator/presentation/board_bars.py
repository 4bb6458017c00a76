"""How answers fall, one dot for each, frozen when it was shown."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import distributions
from facilitator.models import Activity
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.processes.parts import Board
from facilitator.processes.schema import Process

WORDS = {"before": "før", "after": "nå"}
"""The series of a board, as they are said."""
STEP = 46
SHOWS = ("board", "both")


@dataclass(frozen=True, slots=True)
class BarView:
    """One answer in one series. `dots` are the places of its dots along the line."""

    word: str
    count: int
    dots: tuple[int, ...]
    filled: bool


@dataclass(frozen=True, slots=True)
class OptionView:
    label: str
    bars: tuple[BarView, ...]


@dataclass(frozen=True, slots=True)
class BarsView:
    """`waits` says why there is nothing more to see; `asks` what the room talks of meanwhile."""

    question: str
    options: tuple[OptionView, ...]
    series: tuple[str, ...]
    width: int
    total: str
    waits: str
    asks: str = ""

    @property
    def caption(self) -> str:
        both = len(self.series) > 1
        return "Svar før og etter samtalen" if both else "Slik fordeler svarene seg"


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    if scene.board is None or scene.layout != "bars":
        return None
    ended = scene.state.status == "ended"
    if not ended and scene.phase.projector.show not in SHOWS:
        return None
    asks = "" if ended or scene.phase.projector.show == "board" else _prompt(scene)
    body = bars_view(scene.db, scene.activity, scene.process, scene.board_key, asks)
    return Picture("bars", body)


def _prompt(scene: BoardScene) -> str:
    prompts = asked.on_projector(scene.activity)
    return prompts[0] if prompts else ""


def bars_view(
    session: Session, activity: Activity, process: Process, key: str, asks: str = ""
) -> BarsView:
    """The frozen counts as rows, every answer there, also those that nobody gave."""
    board = process.boards[key]
    frozen = distributions.of_board(session, activity, key)
    labels = labels_of(activity, process, key, frozen)
    most = max((n for counts in frozen.values() for n in counts.values()), default=0)
    return BarsView(
        question=question_of(activity, process, key),
        options=tuple(_option(label, frozen) for label in labels) if frozen else (),
        series=tuple(frozen),
        width=STEP * max(most, 1) + 10,
        total=_total(frozen),
        waits=_waits(board, shown=bool(frozen))
        if not frozen or distributions.waits(session, activity, key)
        else "",
        asks=asks,
    )


def _option(label: str, frozen: dict[str, dict[str, int]]) -> OptionView:
    alone = len(frozen) == 1
    last = list(frozen)[-1]
    bars = tuple(
        BarView(
            word="" if alone else WORDS.get(series, series),
            count=counts.get(label, 0),
            dots=tuple(20 + STEP * n for n in range(counts.get(label, 0))),
            filled=series == last,
        )
        for series, counts in frozen.items()
    )
    return OptionView(label, bars)


def labels_of(
    activity: Activity, process: Process, key: str, frozen: dict[str, dict[str, int]]
) -> tuple[str, ...]:
    """The answers in the order they were offered; what is no longer offered comes last."""
    offered = next((options for _, options in _asked(activity, process, key)), ())
    given = [answer for counts in frozen.values() for answer in counts]
    return tuple(dict.fromkeys((*offered, *given)))


def question_of(activity: Activity, process: Process, key: str) -> str:
    """What was asked, in the chosen material's own words."""
    return next((question for question, _ in _asked(activity, process, key)), "")


def _asked(activity: Activity, process: Process, key: str) -> list[tuple[str, tuple[str, ...]]]:
    """(question, answers) that the board counts: the first question of the chosen material."""
    found = []
    for phase in process.phases:
        spec = phase.card if phase.board == key and distributions.is_counted(phase) else None
        for field in spec.fields if spec else ():
            questions = (activity.materials.get(field.options_from) or {}).get("questions") or ()
            found += [(str(q["text"]), tuple(q["options"])) for q in questions[:1]]
    return found


def _total(frozen: dict[str, dict[str, int]]) -> str:
    """«35 svar, uten navn»; where the two differ, both."""
    counts = [sum(counts.values()) for counts in frozen.values()]
    if not counts:
        return ""
    if len(set(counts)) == 1:
        return f"{counts[0]} svar, uten navn"
    said = [
        f"{n} svar {WORDS.get(series, series)}" for series, n in zip(frozen, counts, strict=True)
    ]
    return f"{' og '.join(said)}, uten navn"


def _waits(board: Board, *, shown: bool) -> str:
    least = {5: "fem"}.get(board.threshold, str(board.threshold))
    what = "De nye svarene" if shown else "Fordelingen"
    return f"{what} vises når minst {least} har svart."
