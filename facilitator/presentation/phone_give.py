"""Giving and receiving cards in a ring: seen in another, and said why.

The ring's clock knows the turn and its step, never whose turn it is. In the step where cards
are written the phone has the form; where they are received, whoever has been given some opens
them one by one. The form is at hand throughout, since no ring keeps exactly to the clock.
"""

from dataclasses import dataclass

from facilitator.domain import card_rows, drafts, given, giving, receiving
from facilitator.models import Card, Group
from facilitator.presentation import board_map, pick_strengths
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.board_scene import BoardScene
from facilitator.presentation.cards import StrengthMark
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.presentation.phone_table import Turns, turn_view
from facilitator.presentation.strengths import PickGroup, marks_of, pick_groups
from facilitator.processes.schema import Phase


@dataclass(frozen=True, slots=True)
class Mate:
    id: int
    first_name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class GivenView:
    """A card one has given; `open` when its receiver has it before them."""

    id: int
    to: str
    mark: StrengthMark | None
    sentence: str
    open: bool


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """A card one has been given and opened, with its giver's first name."""

    id: int
    giver: str
    mark: StrengthMark | None
    sentence: str
    on_map: bool


@dataclass(frozen=True, slots=True)
class GiveForm:
    group_id: int
    phase_key: str
    mates: tuple[Mate, ...]
    groups: tuple[PickGroup, ...]
    strength: str
    saw: str
    when: str
    most: int
    version: int
    sentence: bool
    """Whether the card asks for what it is built on."""

    @property
    def key(self) -> str:
        return f"g{self.group_id}-{self.phase_key}"


@dataclass(frozen=True, slots=True)
class GiveBody:
    """`step` is the number of the ring's step, from 0; `fresh_at` when the next begins (ms)."""

    prompt: str
    names: tuple[str, ...]
    turns: Turns | None
    step: int
    writes: bool
    receives: bool
    fresh_at: int | None
    form: GiveForm | None
    given: tuple[GivenView, ...]
    received: tuple[ReceivedView, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class ReceiveBody:
    """The one card that is being opened."""

    card: ReceivedView
    description: str


def screen(scene: Scene) -> Screen | None:
    """The screen, where the phase is of this kind."""
    phase = scene.phase
    if given.is_giving(phase) and phase.kind == "round":
        return _ring(scene, phase)
    if pick_strengths.is_picking(phase):
        return pick_strengths.screen(scene)
    board = scene.process.boards.get(phase.projector.board)
    if board is not None and board.layout == "map" and phase.kind in ("harvest", "plenary"):
        return _map(scene, phase)
    return None


def _ring(scene: Scene, phase: Phase) -> Screen:
    """What the ring does now; first of all the card that waits to be opened."""
    found = receiving.waiting(scene.db, scene.on, phase, scene.table, scene.person.id, scene.moment)
    if found:
        return _receive(scene, phase, found)
    return give_page(scene, phase, scene.table)


def _receive(scene: Scene, phase: Phase, found: list[Card]) -> Screen:
    everything = given.received_by(scene.db, scene.on, phase, scene.person.id)
    number = len(everything) - len(found) + 1
    card = received_views(scene, phase, found[:1])[0]
    known = pick_strengths.descriptions(scene)
    described = known.get(card.mark.key, "") if card.mark else ""
    return Screen(
        "receive",
        ReceiveBody(card, described),
        f"Kort {number} av {len(everything)}",
        fill=True,
        key=f"receive-{card.id}",
    )


def give_page(scene: Scene, phase: Phase, group: Group | None) -> Screen:
    """The ring's turn and the form. Also after the phase, for what comes late."""
    late = card_rows.is_over(scene.on, phase)
    size = len(group.members) if group else 1
    _, step = given.turn_of(scene.db, scene.on, phase, group, scene.moment)
    number = phase.turn.index(step) if step is not None else 0
    prompts = prompts_of(scene.on, phase)
    turns = turn_view(scene, group) if group and size > 1 and not late else None
    made = [
        card for card in given.received_by(scene.db, scene.on, phase, scene.person.id)
        if card.opened_at is not None
    ]  # fmt: skip
    body = GiveBody(
        prompt=prompts[min(number, len(prompts) - 1)] if prompts else "",
        names=tuple(p.first_name for p in group.people if p.id != scene.person.id) if group else (),
        turns=turns,
        step=number,
        writes=late or (step is not None and step.cards == "write"),
        receives=step is not None and step.cards == "receive",
        fresh_at=_fresh_at(scene, turns),
        form=_form(scene, phase, group) if group and size > 1 else None,
        given=_given(scene, phase),
        received=received_views(scene, phase, made),
        late=late,
    )
    where = "" if step is None else step.name or step.key
    return Screen("give", body, where, key=f"give-{phase.key}-{where}")


def _fresh_at(scene: Scene, turns: Turns | None) -> int | None:
    """When the ring's next step begins: then the phone asks what there is to do."""
    if turns is None or turns.over or turns.paused_at is not None:
        return None
    return scene.now + (turns.step_left or turns.left)


def _form(scene: Scene, phase: Phase, group: Group) -> GiveForm:
    draft = drafts.find(scene.db, scene.on, f"card:{phase.key}", writer_id=scene.person.id)
    typed = scene.typed or (draft.fields if draft else {})
    chosen = _one(typed.get("receiver"))
    field = given.sentence_field(phase)
    return GiveForm(
        group_id=group.id,
        phase_key=phase.key,
        mates=tuple(
            Mate(p.id, p.first_name, str(p.id) == chosen)
            for p in group.people
            if p.id != scene.person.id
        ),
        groups=pick_groups(scene.room.gathering.cohort),
        strength=_one(typed.get("strength")),
        saw=str(typed.get("saw") or ""),
        when=str(typed.get("when") or ""),
        most=field.max if field else 0,
        version=draft.version if draft else 0,
        sentence=field is not None,
    )


def _one(value: object) -> str:
    """A draft keeps what is no text of its writer's in a list."""
    return str((value[0] if value else "") if isinstance(value, list) else value or "")


def _given(scene: Scene, phase: Phase) -> tuple[GivenView, ...]:
    found = given.given_by(scene.db, scene.on, phase, scene.person.id)
    return tuple(
        GivenView(
            id=card.id,
            to=card.owner.first_name if card.owner else "",
            mark=_mark(scene, phase, card),
            sentence=_sentence(phase, card),
            open=giving.is_readable(scene.db, scene.on, phase, card, scene.moment),
        )
        for card in found
    )


def received_views(scene: Scene, phase: Phase, found: list[Card]) -> tuple[ReceivedView, ...]:
    givers = given.givers(scene.db, found)
    return tuple(
        ReceivedView(
            id=card.id,
            giver=givers.get(card.id, ""),
            mark=_mark(scene, phase, card),
            sentence=_sentence(phase, card),
            on_map=card.withdrawn_at is None,
        )
        for card in found
    )


def _mark(scene: Scene, phase: Phase, card: Card) -> StrengthMark | None:
    keys = [str(card.fields.get(given.strength_field(phase)) or "")]
    return next(iter(marks_of(scene.room.gathering.cohort, keys)), None)


def _sentence(phase: Phase, card: Card) -> str:
    field = given.sentence_field(phase)
    return str(card.fields.get(field.name) or "") if field else ""


def _map(scene: Scene, phase: Phase) -> Screen:
    """The same map as on the projector, as a list."""
    stage = BoardScene(
        db=scene.db,
        activity=scene.on,
        process=scene.process,
        phase=phase,
        state=scene.state,
        board_key=phase.projector.board,
        now=scene.now,
    )
    return Screen("give_map", board_map.body(stage, phase.projector.board), scene.process.name)
