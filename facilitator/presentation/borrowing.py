"""«Lån et rom»: what one may choose, and what happens there, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, borrowing
from facilitator.models import Room
from facilitator.presentation.method_words import made_by
from facilitator.presentation.run_sheet import minutes_text
from facilitator.presentation.run_sheet_forms import NOTHING, SettingField
from facilitator.presentation.run_sheet_panel import settings_of
from facilitator.presentation.templating import spelled_out
from facilitator.processes.loader import load_library
from facilitator.processes.schema import Process
from facilitator.text import first_sentence

PURPOSE_LINE = 110
NOT_FOUND = (
    "Vi finner ingen lagret utgave av denne metoden. Er den din, så lagre en utgave først. "
    "Ellers kan du velge en av disse."
)


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One method that may be chosen."""

    key: str
    name: str
    minutes: str
    purpose: str
    credit: str


@dataclass(frozen=True, slots=True)
class ChosenMethod:
    key: str
    name: str
    minutes: str
    purpose: str
    credit: str
    phases: tuple[str, ...]
    fields: tuple[SettingField, ...]
    values: Mapping[str, str]
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LentRoom:
    """The room one has borrowed already."""

    public_id: str
    code: str
    method: str
    here: int


@dataclass(frozen=True, slots=True)
class BorrowView:
    is_leader: bool
    methods: tuple[MethodRow, ...]
    chosen: ChosenMethod | None
    mine: LentRoom | None
    message: str = ""
    """What is wrong with the choice itself."""


def borrow_view(
    session: Session,
    library: Mapping[str, Process],
    *,
    is_leader: bool,
    chosen: str = "",
    mine: Room | None = None,
    here: int = 0,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> BorrowView:
    process = library.get(chosen)
    return BorrowView(
        is_leader=is_leader,
        methods=() if process else _rows(library),
        chosen=_chosen(process, typed, errors) if process else None,
        mine=_lent(session, mine, here) if mine else None,
        message=errors.get("metode", NOT_FOUND if chosen and process is None else ""),
    )


def _rows(library: Mapping[str, Process]) -> tuple[MethodRow, ...]:
    return tuple(
        MethodRow(
            key=process.key,
            name=spelled_out(process.name),
            minutes=minutes_text(process.minutes),
            purpose=first_sentence(process.purpose, PURPOSE_LINE),
            credit=made_by(process.credit),
        )
        for process in sorted(library.values(), key=_own_first)
    )


def _own_first(process: Process) -> tuple[bool, str]:
    """What somebody has made oneself, or shared, is what one most likely came for."""
    return process.key in load_library(), process.name.lower()


def _chosen(
    process: Process, typed: Mapping[str, str] | None, errors: Mapping[str, str]
) -> ChosenMethod:
    kept = {setting.key: setting.default for setting in process.settings}
    return ChosenMethod(
        key=process.key,
        name=spelled_out(process.name),
        minutes=minutes_text(process.minutes),
        purpose=process.purpose,
        credit=made_by(process.credit),
        phases=tuple(phase.name for phase in process.phases),
        fields=settings_of(process, {}, prefix=""),
        values=kept if typed is None else typed,
        errors=errors,
    )


def _lent(session: Session, room: Room, here: int) -> LentRoom:
    activity = borrowing.method_in(session, room)
    return LentRoom(
        public_id=room.public_id,
        code=room.join_code,
        method=activities.process_of(activity).name if activity else room.gathering.theme,
        here=here,
    )
