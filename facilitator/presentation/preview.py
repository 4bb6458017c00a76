"""«Slik blir det»: a phase of a method as the projector and a phone will show it.

The pictures are drawn by the very templates of the room, of what stands on a stage
(`domain.stage`). Where the phones differ it is said whose phone one sees.
"""

from dataclasses import dataclass

from facilitator.domain import stage_acts
from facilitator.domain.stage import Standing
from facilitator.models import Group, Participant
from facilitator.presentation import board, phone, phone_scene
from facilitator.presentation.board import BoardView
from facilitator.presentation.phone import PhoneView
from facilitator.processes.editing_faults import spot_of
from facilitator.processes.editing_mend import NAME, drawable, every_fault
from facilitator.processes.editing_settle import total
from facilitator.processes.editing_shape import Raw, phases_of, tidy
from facilitator.processes.faults import ProcessError
from facilitator.processes.schema import Phase, Process

ADDRESS = "https://smart.example"
"""Where phones reach the stage's room: nowhere."""


@dataclass(frozen=True, slots=True)
class Whose:
    """One kind of phone in a phase. `key` is its name in the address, `line` says whose it is."""

    key: str
    label: str
    line: str


_EACH = Whose("alle", "Alle", "Slik ser det ut på alle telefonene.")
_TELLER = Whose("teller", "Den som forteller", "Telefonen til den som forteller.")
_ASKER = Whose(
    "lytter",
    "Den som lytter",
    "Telefonen til den som spør og lytter. Den som forteller, har skjermen ned.",
)
_WRITER = Whose(
    "skriver", "Den som skriver", "Telefonen til den som skriver. Den som fortalte, hviler."
)
_RESTS = Whose("teller", "Den som fortalte", "Telefonen til den som har fortalt.")
_PEN = Whose(
    "skriver",
    "Den som skriver",
    "Telefonen til den som skriver. De andre ved bordet ser spørsmålet og kortene.",
)
_TABLE = Whose(
    "bordet",
    "De andre ved bordet",
    "Telefonen til en som sitter ved bordet, mens en annen skriver.",
)
_MIDDLE = Whose(
    "midten",
    "Telefonen i midten",
    "Telefonen midt i ringen. De andre telefonene ligger med skjermen ned.",
)
_RING = Whose("ringen", "De andre i ringen", "Telefonen til en i ringen. Den kan ligge i ro.")
_DOWN = Whose("alle", "Alle", "Alle telefonene kan ligge med skjermen ned.")


def kinds(phase: Phase) -> tuple[Whose, ...]:
    """The phones that differ in a phase; the first is the one that is shown unasked."""
    if phase.interview is not None:
        return (_ASKER, _TELLER) if phase.interview.part == "talk" else (_WRITER, _RESTS)
    if phase.kind == "round" and phase.phone_mode == "ring" and phase.card is None:
        return (_MIDDLE, _RING)
    together = phase.writes == "group" and phase.continues_as != "chosen"
    if together and phase.groups and phase.phone_mode != "read" and phase.span.max != 1:
        return (_PEN, _TABLE)
    return (_DOWN,) if phase.kind == "intro" else (_EACH,)


def whose(phase: Phase, key: str) -> Whose:
    """The phone that was asked for, where the phase has such a one."""
    found = kinds(phase)
    return next((kind for kind in found if kind.key == key), found[0])


def place(process: Process, number: int) -> int:
    """The index of phase *number*, counted from one; the nearest there is."""
    return min(max(number, 1), len(process.phases)) - 1


def around(written: Raw, number: int) -> Process:
    """The process of an unfinished text, for looking at one phase: what is wrong in the others
    has a stand-in. Raises ProcessError with what is wrong in that phase itself."""
    raw = tidy(written)
    phases = phases_of(raw)
    if not phases:
        raise ProcessError(NAME, ())
    index = min(max(number, 1), len(phases)) - 1
    raw["minutes"] = total(raw) or 1
    own = [fault for fault in every_fault(raw) if spot_of(raw, fault).phase == index]
    if own:
        raise ProcessError(NAME, own)
    return drawable(raw, index)


def projector(standing: Standing) -> BoardView:
    return board.view(standing.session, standing.room, ADDRESS, standing.moment)


def phone_of(standing: Standing, key: str) -> PhoneView:
    """The surface of the phone that was asked for."""
    phase = standing.process.phases[standing.index]
    person = _person(standing, phase, whose(phase, key).key)
    presence = standing.presence(person)
    scene = phone_scene.read(
        standing.session, standing.room, presence, standing.moment, standing.activity
    )
    return phone.view(scene)


def _person(standing: Standing, phase: Phase, key: str) -> Participant:
    if phase.interview is not None:
        return _of_interview(standing, phase, key)
    own = stage_acts.first_group(standing.session, standing.activity, phase)
    return _seated(own, key) if own is not None else standing.people[0]


def _of_interview(standing: Standing, phase: Phase, key: str) -> Participant:
    found = stage_acts.first_interview(standing.session, standing.activity, phase)
    if found is None:
        return standing.people[0]
    return found.teller if key == "teller" else found.interviewer


def _seated(group: Group, key: str) -> Participant:
    """The first at the table has the pen, or the phone in the middle."""
    people = group.people
    return people[1] if key in ("bordet", "ringen") and len(people) > 1 else people[0]
