"""A road that is drawn station by station: one on the phone at a time, the others as a list.

Drawing on paper and taking a picture comes first and is as large as writing. One's team has one
pen; somebody who walks alone has it from the start.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from facilitator.domain import card_fields, card_loose, card_rows, pens, photos, roads
from facilitator.models import Card, Draft, Group
from facilitator.presentation import road
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.card_form import CardForm, FieldView, ItemView, group_form
from facilitator.presentation.phone_scene import Scene, Screen, others
from facilitator.presentation.road import Stop, Trail
from facilitator.processes.schema import Phase

PICTURE = (360, 92)
RUNGS = 5


@dataclass(frozen=True, slots=True)
class Link:
    """Another station one may go to."""

    key: str
    name: str
    current: bool = False
    """The room is at this very station."""


@dataclass(frozen=True, slots=True)
class RoadBody:
    """One station. `stops` is the whole road in its order, `earlier` those that are drawn."""

    number: int
    of: int
    name: str
    prompts: tuple[str, ...]
    form: CardForm
    key: str
    writing: FieldView | None
    photo: FieldView | None
    ticks: tuple[FieldView, ...]
    rungs: tuple[ItemView, ...]
    """Of a station of steps: the first step first. It is written from the last one."""
    first_id: str
    mates: tuple[str, ...]
    mine: bool
    holder: str
    done: bool
    trail: Trail
    stops: tuple[Stop, ...]
    earlier: tuple[Link, ...]
    begun: tuple[Link, ...]
    """Stations with words on them that nobody has taken care of."""
    following: Link | None
    back: bool
    """This is not the station the room is at."""
    token: str
    alt: str

    @property
    def here(self) -> Stop:
        return next(stop for stop in self.stops if stop.state == "now")


def screen(scene: Scene) -> Screen | None:
    """The station that the room has come to."""
    drawn = roads.stations(scene.process)
    if scene.phase not in drawn or scene.table is None:
        return None
    return station(scene, scene.phase)


def station(scene: Scene, phase: Phase) -> Screen:
    """Any station that is open, also one from before that is drawn again."""
    group = scene.group(phase.groups or "")
    assert group is not None
    drawn = roads.stations(scene.process)
    card = road_of(scene, phase, group)
    fields: dict[str, Any] = dict(card.fields) if card else {}
    draft = pens.of_group(scene.db, group, phase.key)
    form = group_form(scene, group, phase)
    number = drawn.index(phase)
    writing = _field(form, photo=False)
    holds = draft is not None and draft.pen_holder_id == scene.person.id
    done = roads.is_drawn(fields, phase) or (draft is not None and bool(fields.get("photo")))
    mine = holds or (len(group.members) == 1 and draft is None and not done)
    stops = road.stops_of_phases(drawn, fields, phase)
    token = str(fields.get("photo") or "")
    body = RoadBody(
        number=number + 1,
        of=len(drawn),
        name=phase.name,
        prompts=prompts_of(scene.on, phase),
        form=form,
        key=_key(form, group),
        writing=writing,
        photo=_field(form, photo=True),
        ticks=tuple(f for f in form.rows[0].fields if f.kind == "tick"),
        rungs=_rungs(writing),
        first_id=_first_id(writing),
        mates=others(group, scene.person),
        mine=mine,
        holder="" if holds else _holder(draft),
        done=done and not (draft and draft.pen_holder_id),
        trail=road.of_stops(stops, *PICTURE),
        stops=stops,
        earlier=tuple(
            Link(p.key, p.name) for p in drawn if p != phase and roads.is_drawn(fields, p)
        ),
        begun=_begun(scene, group, [p for p in drawn if p != phase], fields),
        following=_following(scene, drawn, number, fields),
        back=phase != scene.phase,
        token=token,
        alt=photos.alts(scene.db, [token]).get(token, ""),
    )
    state = f"pen-{body.key}" if mine else "done" if body.done else "along"
    where = f"Stasjon {body.number} av {body.of}"
    return Screen(
        "road_station",
        body,
        f"{phase.name}, {where.lower()}" if body.back else where,
        key=f"road-{phase.key}-{state}",
    )


def road_of(scene: Scene, phase: Phase, group: Group) -> Card | None:
    """The team's road as it has been delivered so far."""
    found = card_rows.of_chain(scene.db, scene.on, phase, scene.person, group)
    return next((card for card in found if card.withdrawn_at is None), None)


def _begun(
    scene: Scene, group: Group, drawn: list[Phase], fields: dict[str, Any]
) -> tuple[Link, ...]:
    """The room went on while they wrote: the words lie in the draft of that station."""
    scopes = {f"group:{phase.key}": phase for phase in drawn if not roads.is_drawn(fields, phase)}
    found = scene.db.scalars(
        select(Draft).where(Draft.group_id == group.id, Draft.scope.in_(scopes))
    )
    waiting = {draft.scope for draft in found if _holds_words(draft, scopes[draft.scope])}
    return tuple(Link(p.key, p.name) for scope, p in scopes.items() if scope in waiting)


def _holds_words(draft: Draft, phase: Phase) -> bool:
    assert phase.card is not None
    written = card_loose.loose_rows(phase.card, draft.fields).get(0, {})
    return roads.is_drawn(written, phase)


def _key(form: CardForm, group: Group) -> str:
    """A form of one's own stays the same; in a team each taking of the pen is a new one."""
    if len(group.members) == 1:
        return f"g{group.id}-{form.phase_key}"
    return form.key


def _field(form: CardForm, *, photo: bool) -> FieldView | None:
    fields = (f for f in form.rows[0].fields if f.kind != "tick")
    found = [f for f in fields if (f.kind == "photo") == photo]
    return found[0] if found else None


def _holder(draft: Draft | None) -> str:
    return draft.pen_holder.first_name if draft and draft.pen_holder else ""


def _following(
    scene: Scene, drawn: tuple[Phase, ...], number: int, fields: dict[str, Any]
) -> Link | None:
    """The next station, when it is open: the room is there, or this one is drawn."""
    if number + 1 >= len(drawn):
        return None
    coming = drawn[number + 1]
    is_open = roads.may_draw(scene.process, coming, scene.state.index, fields)
    return Link(coming.key, coming.name, coming == scene.phase) if is_open else None


def _rungs(field: FieldView | None) -> tuple[ItemView, ...]:
    """The lines that stand, and room for a handful of steps."""
    if field is None or field.kind != "steps":
        return ()
    most = card_fields.items_limit(field.spec)
    empty = (ItemView(f"{field.name}-{n}", "") for n in range(len(field.items), min(most, RUNGS)))
    return (*field.items, *empty)


def _first_id(field: FieldView | None) -> str:
    """Where one begins to write."""
    if field is None:
        return ""
    if field.kind == "steps":
        return f"{_rungs(field)[-1].name}-text"
    return field.items[0].name if field.items else field.name
