"""How often each strength was given in a room: counts alone, never whose or by whom."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import closed
from facilitator.domain.running import process_of
from facilitator.models import Activity, Card
from facilitator.processes.parts import Board
from facilitator.processes.schema import Process


@dataclass(frozen=True, slots=True)
class StrengthMap:
    """`counts` by strength. Nothing is shown until `threshold` different people have given."""

    counts: dict[str, int]
    givers: int
    threshold: int

    @property
    def cards(self) -> int:
        return sum(self.counts.values())

    @property
    def is_shown(self) -> bool:
        return self.givers >= max(1, self.threshold)


def boards_of(process: Process) -> dict[str, Board]:
    """The boards of a process that are maps."""
    return {key: board for key, board in process.boards.items() if board.layout == "map"}


def shown(activity: Activity) -> str:
    """The map that the room looks at now; after the end the last board, if that is a map."""
    process = process_of(activity)
    so_far = process.phases[: activity.phase_index + 1]
    if activity.status == "ended":
        key = next((phase.board for phase in reversed(so_far) if phase.board), "")
    else:
        projector = so_far[-1].projector
        key = projector.board if projector.show in ("board", "both") else ""
    return key if key in boards_of(process) else ""


def of(session: Session, activity: Activity, board_key: str) -> StrengthMap:
    """The map as the cards lie now: what a receiver has taken away is not on it."""
    process = process_of(activity)
    board = process.boards[board_key]
    rows = _cards(session, activity, _feeders(process, board_key))
    field = board.field or "strength_key"
    counts = Counter(str(fields[field]) for fields, _ in rows if fields.get(field))
    return StrengthMap(dict(counts), len({giver for _, giver in rows}), board.threshold)


def count(session: Session, activity: Activity, phase_key: str) -> int:
    """How many cards have been given in a phase."""
    return len(_cards(session, activity, (phase_key,)))


def by_group(session: Session, activity: Activity) -> dict[int, int]:
    """Group → how many cards its members have given each other."""
    rows = session.execute(
        select(Card.group_id, func.count())
        .where(Card.activity_id == activity.id, Card.withdrawn_at.is_(None), closed.given())
        .group_by(Card.group_id)
    )
    return {group: number for group, number in rows if group is not None}


def _feeders(process: Process, board_key: str) -> tuple[str, ...]:
    return tuple(p.key for p in process.phases if p.release and p.release.board == board_key)


def _cards(
    session: Session, activity: Activity, phases: tuple[str, ...]
) -> list[tuple[dict[str, object], int]]:
    rows = session.execute(
        select(Card.fields, Card.author_id).where(
            Card.activity_id == activity.id,
            Card.phase_key.in_(phases),
            Card.withdrawn_at.is_(None),
            closed.given(),
        )
    )
    return [(fields, giver) for fields, giver in rows if giver is not None]
