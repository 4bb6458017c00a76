"""The form of a phase's cards, as any phone draws it: rows of fields with what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from facilitator.domain import card_fields, card_rows, contributions, drafts, pens, photos, policies
from facilitator.models import Activity, Draft, Group
from facilitator.presentation import phone_story, strengths
from facilitator.presentation.phone_scene import Scene
from facilitator.presentation.strengths import VirtueGroup
from facilitator.processes.parts import CardSpec, FieldSpec
from facilitator.processes.schema import Phase

ROWS_TOGETHER = 12
"""So many a group has room for in one form."""
HIDDEN = {"named"}
"""Fields that are asked for beside the card, and not in it."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One line of a list or of steps."""

    name: str
    text: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field. `name` is the form's; `value` is text, `chosen` what is ticked or picked."""

    spec: FieldSpec
    name: str
    value: str
    chosen: tuple[str, ...]
    items: tuple[ItemView, ...]
    options: tuple[tuple[str, str, str], ...]
    """Value, label and help."""
    alt: str = ""
    """What the photo that is there already shows."""

    @property
    def kind(self) -> str:
        return self.spec.kind

    @property
    def label(self) -> str:
        return self.spec.label

    @property
    def rows(self) -> int:
        """About how many lines the text takes on a phone."""
        least = 2 if self.spec.max <= 200 else 3 if self.spec.max <= 400 else 6
        return max(least, sum(len(line) // 34 + 1 for line in self.value.split("\n")))


@dataclass(frozen=True, slots=True)
class RowView:
    number: int
    fields: tuple[FieldView, ...]
    spare: bool = False
    """Empty, and more than is asked for: shown when somebody wants one more."""


@dataclass(frozen=True, slots=True)
class CardForm:
    """The whole form. `version` and `turn` as drafts and pens have them."""

    activity_id: int
    phase_key: str
    group_id: int | None
    type: str
    rows: tuple[RowView, ...]
    least: int
    version: int
    turn: int
    private: bool
    """Nothing of it is kept on the server before it is sent."""
    one_by_one: bool
    rungs: tuple[phone_story.Rung, ...]
    chosen: str
    asks_name: bool
    show_name: bool
    asks_board: bool
    agreed: bool
    asks_keep: bool
    keep: bool
    virtues: tuple[VirtueGroup, ...]
    button: str

    @property
    def key(self) -> str:
        """Names the form on the phone, the same after a reload."""
        whose = f"g{self.group_id}-{self.turn}" if self.group_id else f"a{self.activity_id}"
        return f"{whose}-{self.phase_key}"

    @property
    def several(self) -> bool:
        return len(self.rows) > 1


def own_form(scene: Scene, phase: Phase | None = None) -> CardForm:
    """One's own cards of the phase that is on, or of another."""
    at = phase or scene.phase
    flat = scene.typed or card_rows.standing(scene.db, scene.on, at, scene.person)
    draft = drafts.find(scene.db, scene.on, f"card:{at.key}", writer_id=scene.person.id)
    return _form(scene, at, flat, None, draft)


def group_form(scene: Scene, group: Group, phase: Phase | None = None) -> CardForm:
    """The cards that one's group writes with one pen."""
    at = phase or scene.phase
    flat = scene.typed or card_rows.standing(scene.db, scene.on, at, scene.person, group)
    return _form(scene, at, flat, group, pens.of_group(scene.db, group, at.key))


def _form(
    scene: Scene, phase: Phase, flat: Mapping[str, Any], group: Group | None, draft: Draft | None
) -> CardForm:
    spec = contributions.spec_of(phase)
    chooses = phase.visibility == "choose"
    wanted = contributions.choices(phase)
    release = phase.release
    keeps = group is not None and phase.visibility == "room" and release is not None
    return CardForm(
        activity_id=scene.on.id,
        phase_key=phase.key,
        group_id=group.id if group else None,
        type=spec.type,
        rows=_with_alts(scene, _rows(scene.on, phase, spec, flat, together=group is not None)),
        least=card_fields.least_rows(spec),
        version=draft.version if draft else 0,
        turn=draft.pen_turn if draft and group else 0,
        private=spec.identity == "secret",
        one_by_one=group is None and card_rows.one_by_one(spec),
        rungs=_rungs(scene, phase, wanted, group) if chooses else (),
        chosen=str(flat.get("visibility") or ""),
        asks_name=any(field.name in HIDDEN for field in spec.fields),
        show_name=bool(flat.get("show_name")),
        asks_board=release is not None and release.asks,
        agreed=bool(flat.get("agreed")),
        asks_keep=keeps and group is not None,
        keep=bool(flat.get("keep", True)) if flat else True,
        virtues=strengths.of_cohort(scene.room.gathering.cohort),
        button=_button(phase, group),
    )


def _rungs(
    scene: Scene, phase: Phase, wanted: Sequence[str], group: Group | None
) -> tuple[phone_story.Rung, ...]:
    """The ladder. A group's button goes on saying «Ferdig», and it is told what the note says."""
    found = [rung for rung in phone_story.rungs(scene) if rung[0] in wanted]
    if group is None:
        return tuple(found)
    where = {"room": "Alle i rommet", "cohort": "Hele kullet, også etterpå"}
    said = " Kortet står i samlingsnotatet." if phase.note == "all" else ""
    helps = {level: f"{who}.{said}" for level, who in where.items()}
    return tuple((r[0], r[1], helps.get(r[0], r[2]), r[3], "") for r in found)


def _button(phase: Phase, group: Group | None) -> str:
    if phase.open_until:
        return "Meld inn"
    if group is not None:
        return "Ferdig"
    release = phase.release
    at_once = release is not None and release.form == "card" and release.when == "on_submit"
    if at_once and phase.visibility != "choose" and policies.on_board(phase.visibility or "me"):
        return "Legg på tavla"
    return "Send svaret" if phase.card and phase.card.identity == "secret" else "Ta vare på"


def _rows(
    activity: Activity,
    phase: Phase,
    spec: CardSpec,
    flat: Mapping[str, Any],
    *,
    together: bool,
) -> tuple[RowView, ...]:
    """All rows there is room for; those beyond the next one to fill are spare."""
    options = contributions.options_of(activity, phase)
    begun = card_fields.rows_begun(spec, flat)
    most = card_fields.most_rows(spec)
    if card_rows.one_by_one(spec) and not together:
        return (_row(spec, flat, 0, options),)
    last = max(begun, default=-1)
    used = max(card_fields.least_rows(spec), last + 1, 1)
    shown = min(most, max(ROWS_TOGETHER, used))
    return tuple(_row(spec, flat, n, options, spare=n >= used) for n in range(shown))


def plain_fields(spec: CardSpec, flat: Mapping[str, Any]) -> tuple[FieldView, ...]:
    """The fields of one card outside a phase, such as a road that one goes on with."""
    return _row(spec, flat, 0, {}).fields


def _with_alts(scene: Scene, rows: tuple[RowView, ...]) -> tuple[RowView, ...]:
    shown = {f.value for row in rows for f in row.fields if f.kind == "photo" and f.value}
    if not shown:
        return rows
    alts = photos.alts(scene.db, shown)
    return tuple(
        replace(row, fields=tuple(replace(f, alt=alts.get(f.value, "")) for f in row.fields))
        for row in rows
    )


def _row(
    spec: CardSpec,
    flat: Mapping[str, Any],
    row: int,
    options: Mapping[str, Sequence[str]],
    *,
    spare: bool = False,
) -> RowView:
    fields = [_field(f, flat, row, options) for f in spec.fields if f.name not in HIDDEN]
    return RowView(row, tuple(fields), spare)


def _field(
    spec: FieldSpec, flat: Mapping[str, Any], row: int, options: Mapping[str, Sequence[str]]
) -> FieldView:
    name = f"{row}-{spec.name}"
    value = flat.get(name)
    many = tuple(str(v) for v in value) if isinstance(value, list | tuple) else ()
    text = "" if many or value is None else str(value)
    known = [(o, o, "") for o in options.get(spec.name, ())]
    return FieldView(
        spec=spec,
        name=name,
        value=text,
        chosen=many or ((text,) if text else ()),
        items=_items(spec, flat, name),
        options=tuple(known or [(o.value, o.label, o.help) for o in spec.options]),
    )


def _items(spec: FieldSpec, flat: Mapping[str, Any], name: str) -> tuple[ItemView, ...]:
    """The lines that stand, and one more to write in; never fewer than are asked for."""
    if spec.kind not in ("list", "steps"):
        return ()
    most = card_fields.items_limit(spec)
    texts = [_line(spec, flat, name, n) for n in range(most)]
    filled = max((n + 1 for n, item in enumerate(texts) if item.text), default=0)
    return tuple(texts[: min(most, max(spec.min_items, spec.lines, filled + 1, 2))])


def _line(spec: FieldSpec, flat: Mapping[str, Any], name: str, n: int) -> ItemView:
    base = f"{name}-{n}"
    if spec.kind == "list":
        return ItemView(base, str(flat.get(base) or ""))
    text, date = flat.get(f"{base}-text"), flat.get(f"{base}-date")
    return ItemView(base, str(text or ""), str(date or ""))
