"""Rules about what leaves: releases to boards, marks, and what the projector shows."""

from collections.abc import Iterator

from facilitator.processes.cards import card_types
from facilitator.processes.faults import Fault
from facilitator.processes.parts import Board, CardSpec, Release
from facilitator.processes.rules_shape import Check, numbered
from facilitator.processes.schema import Phase, Process

_OPEN = {"room", "cohort", "public"}


def releases(process: Process) -> Iterator[Fault]:
    for path, phase in numbered(process):
        if phase.release is None:
            continue
        where = f"{path}.release"
        if phase.card is None:
            yield Fault(where, "Fasen har ikke noe kort å legge på tavla.")
            continue
        yield from _board_takes(process, where, phase.release.board, phase.card)
        yield from _may_leave(where, phase, phase.release)
        yield from _copied(where, phase.card, phase.release)


def _board_takes(process: Process, path: str, key: str, card: CardSpec) -> Iterator[Fault]:
    board = process.boards.get(key)
    if board is None:
        yield Fault(f"{path}.board", f"Tavla «{key}» finnes ikke.")
    elif card.type not in board.accepts:
        yield Fault(f"{path}.board", f"Tavla «{key}» tar ikke imot denne korttypen.")


def _may_leave(path: str, phase: Phase, release: Release) -> Iterator[Fault]:
    if phase.writes == "interviewer":
        yield Fault(path, "En fortelling går ikke til tavla før fortelleren har godkjent den.")
    if release.when == "on_approve" and phase.kind != "approve":
        yield Fault(f"{path}.when", "Bare en fase der kort godkjennes, kan slippe dem slik.")
    if phase.kind == "approve" and release.when != "on_approve":
        yield Fault(f"{path}.when", "Her slippes kortet når det er godkjent.")
    open_to_room = set(phase.choices or [phase.visibility]) & _OPEN
    if release.form == "card" and not open_to_room:
        yield Fault(path, "Kortet er ikke synlig for rommet, og kan ikke ligge på tavla.")


def _copied(path: str, card: CardSpec, release: Release) -> Iterator[Fault]:
    open_fields = {field.name for field in card.fields if not field.private}
    if release.form == "copy" and not release.fields:
        yield Fault(f"{path}.fields", "Si hvilke felt som kopieres. Resten blir hos eieren.")
    if card.identity != "named" and release.form == "card":
        yield Fault(f"{path}.form", "Et kort uten navn kan bare kopieres eller telles.")
    for index, name in enumerate(release.fields):
        if name not in open_fields:
            yield Fault(f"{path}.fields[{index}]", f"Kortet har ikke noe åpent felt «{name}».")


def boards(process: Process) -> Iterator[Fault]:
    fed = {phase.release.board for phase in process.phases if phase.release}
    for key, board in process.boards.items():
        path = f"boards.{key}"
        if key not in fed:
            yield Fault(path, "Ingen fase legger noe på denne tavla.")
        if not board.accepts:
            yield Fault(f"{path}.accepts", "Si hvilke korttyper tavla tar imot.")
        for index, kind in enumerate(board.accepts):
            if kind not in card_types():
                yield Fault(f"{path}.accepts[{index}]", f"Korttypen «{kind}» finnes ikke.")
        yield from _sorting(path, board)


def _sorting(path: str, board: Board) -> Iterator[Fault]:
    kinds = [kind for key, kind in card_types().items() if key in board.accepts]
    if board.layout in {"columns", "map", "bars"} and not board.field:
        yield Fault(f"{path}.field", "Si hvilket felt tavla sorteres etter.")
    if board.field and not any(kind.field(board.field) for kind in kinds):
        yield Fault(f"{path}.field", f"Ingen av kortene har et felt som heter «{board.field}».")
    if board.series and not any(board.series in kind.meta for kind in kinds):
        yield Fault(f"{path}.series", f"Ingen av kortene har «{board.series}».")


def projectors(process: Process) -> Iterator[Fault]:
    settings = {setting.key for setting in process.settings if setting.kind == "material"}
    for path, phase in numbered(process):
        view = phase.projector
        if view.board and view.board not in process.boards:
            yield Fault(f"{path}.projector.board", f"Tavla «{view.board}» finnes ikke.")
        if view.show in {"board", "both"} and not view.board:
            yield Fault(f"{path}.projector.board", "Si hvilken tavle som vises.")
        if not set(view.lit) <= set(view.lines):
            yield Fault(f"{path}.projector.lit", "Skriv trinn som også står i lines.")
        if view.show == "material" and view.setting not in settings:
            yield Fault(f"{path}.projector.setting", "Si hvilken innstilling som vises.")
        if phase.deal and phase.deal.setting not in settings:
            yield Fault(f"{path}.deal.setting", f"Ingen innstilling «{phase.deal.setting}».")


def marks(process: Process) -> Iterator[Fault]:
    before: dict[str, Phase] = {}
    for path, phase in numbered(process):
        if mark := phase.mark:
            marked = before.get(mark.phase)
            if mark.board not in ("", *process.boards):
                yield Fault(f"{path}.mark.board", f"Tavla «{mark.board}» finnes ikke.")
            if not mark.board and (marked is None or marked.card is None):
                yield Fault(f"{path}.mark.phase", "Si hvilke kort som kan merkes.")
            elif mark.field and mark.field not in _fields(marked):
                yield Fault(f"{path}.mark.field", f"Kortet har ikke feltet «{mark.field}».")
        before[phase.key] = phase


def _fields(phase: Phase | None) -> set[str]:
    return {field.name for field in phase.card.fields} if phase and phase.card else set()


CHECKS: tuple[Check, ...] = (releases, boards, projectors, marks)
