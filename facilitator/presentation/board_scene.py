"""What a projector's picture is made from, and the shape it gives."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain.phases import PhaseState
from facilitator.models import Activity
from facilitator.processes.parts import Board
from facilitator.processes.schema import Phase, Process


@dataclass(frozen=True, slots=True)
class BoardScene:
    """Where the room is. `phase` is the one that is on, or the last one; `now` milliseconds."""

    db: Session
    activity: Activity
    process: Process
    phase: Phase
    state: PhaseState
    board_key: str
    """The board that is shown now, also after the end; may be empty."""
    now: int

    @property
    def board(self) -> Board | None:
        return self.process.boards.get(self.board_key)

    @property
    def layout(self) -> str:
        return self.board.layout if self.board else ""


@dataclass(frozen=True, slots=True)
class Picture:
    """`screen` names templates/board/screen_<screen>.html, `body` its words."""

    screen: str
    body: Any
    small_clock: bool = True
    """The middle holds something else than the clock, so the time stands on top."""
