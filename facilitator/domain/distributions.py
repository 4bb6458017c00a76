"""How a room's answers fall, as counts that stand still from the moment they are shown.

Only frozen counts are ever shown: a count that moved past the threshold would tell what each
next person answered. Below the threshold nothing is frozen and nothing is shown, so that a
late answer may still bring the room up to it.
"""

import datetime as dt
from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain.running import process_of, state_of
from facilitator.models import Activity, Card, Distribution
from facilitator.processes.parts import Board
from facilitator.processes.schema import Phase


def is_counted(phase: Phase) -> bool:
    """Whether nothing but the count of the phase's answers goes any further."""
    return phase.release is not None and phase.release.form == "count"


def freeze(session: Session, activity: Activity, phase: Phase, now: dt.datetime) -> bool:
    """Count the phase's answers and keep the counts. Gives whether they were frozen now.

    Frozen once, they are not counted again.
    """
    board = _board(activity, phase)
    if board is None or find(session, activity, phase) is not None:
        return False
    answers = _answers(session, activity, phase, board.field)
    if answers.total() < max(1, board.threshold):
        return False
    session.add(
        Distribution(
            activity_id=activity.id,
            board=phase.board,
            series=_series(phase, board),
            counts=dict(sorted(answers.items())),
            frozen_at=now,
        )
    )
    session.flush()
    return True


def freeze_late(session: Session, activity: Activity, phase: Phase, now: dt.datetime) -> bool:
    """An answer has come after the phase: perhaps there are enough of them now."""
    state = state_of(activity)
    over = state.status == "ended" or process_of(activity).index(phase.key) < state.index
    return over and freeze(session, activity, phase, now)


def find(session: Session, activity: Activity, phase: Phase) -> Distribution | None:
    """The phase's frozen counts."""
    board = _board(activity, phase)
    if board is None:
        return None
    return session.scalar(
        select(Distribution).where(
            Distribution.activity_id == activity.id,
            Distribution.board == phase.board,
            Distribution.series == _series(phase, board),
        )
    )


def of_board(session: Session, activity: Activity, board: str) -> dict[str, dict[str, int]]:
    """Series → answer → how many, as they were frozen, in the order the phases ask."""
    rows = session.scalars(
        select(Distribution).where(
            Distribution.activity_id == activity.id, Distribution.board == board
        )
    )
    frozen = {row.series: dict(row.counts) for row in rows}
    return {series: frozen[series] for series in series_of(activity, board) if series in frozen}


def series_of(activity: Activity, key: str) -> tuple[str, ...]:
    """The series that the process asks for on a board, in order."""
    asking = [p for p in process_of(activity).phases if is_counted(p) and p.board == key]
    found = [_series(phase, process_of(activity).boards[key]) for phase in asking]
    return tuple(dict.fromkeys(found))


def waits(session: Session, activity: Activity, key: str) -> bool:
    """Whether a phase that counts for the board is over without enough answers."""
    state = state_of(activity)
    phases = process_of(activity).phases
    over = phases if state.status == "ended" else phases[: state.index]
    asked = [phase for phase in over if is_counted(phase) and phase.board == key]
    return any(find(session, activity, phase) is None for phase in asked)


def count_answers(session: Session, activity: Activity, phase: Phase) -> int:
    """How many have answered; never who."""
    found = session.scalar(
        select(func.count())
        .select_from(Card)
        .where(Card.activity_id == activity.id, Card.phase_key == phase.key)
    )
    return found or 0


def _answers(session: Session, activity: Activity, phase: Phase, field: str) -> Counter[str]:
    rows = session.scalars(
        select(Card.fields).where(
            Card.activity_id == activity.id,
            Card.phase_key == phase.key,
            Card.withdrawn_at.is_(None),
        )
    )
    return Counter(str(fields.get(field) or "") for fields in rows if fields.get(field))


def _board(activity: Activity, phase: Phase) -> Board | None:
    return process_of(activity).boards.get(phase.board) if is_counted(phase) else None


def _series(phase: Phase, board: Board) -> str:
    """Which of the board's series the phase is, such as before or after."""
    return phase.card.preset.get(board.series, "") if phase.card and board.series else ""
