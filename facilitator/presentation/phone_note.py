"""The private note: «Tenk selv», other quiet phases, and what one writes while listening."""

from dataclasses import dataclass

from facilitator.domain import activities, interviews
from facilitator.models import Interview
from facilitator.presentation.at_hand import HandView, at_hand
from facilitator.presentation.phone_scene import Scene, Screen, others
from facilitator.presentation.templating import people


@dataclass(frozen=True, slots=True)
class NoteForm:
    """A private note. `key` is the last part of its address, `version` what it is built on."""

    activity_id: int
    key: str
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Seating:
    """Whom one sits with, and who begins: «Hodan forteller først»."""

    names: tuple[str, ...]
    mine: bool
    teller: str
    asker: str
    own_asker: bool


@dataclass(frozen=True, slots=True)
class NoteBody:
    prompts: tuple[str, ...]
    seating: Seating | None
    form: NoteForm
    phase_key: str
    ready: bool
    together: tuple[str, ...]
    """First names of those one talks with, where there are no roles."""
    hands: tuple[HandView, ...]


def screen(scene: Scene) -> Screen:
    """«Tenk selv», and every other quiet phase: a note that only its writer reads."""
    ready = activities.is_ready(scene.db, scene.on, scene.phase.key, scene.person.id)
    hands = at_hand(scene)
    body = NoteBody(
        prompts=scene.prompts,
        seating=_seating(scene),
        form=note_form(scene, scene.phase.key),
        phase_key=scene.phase.key,
        ready=ready,
        together=others(scene.table, scene.person) if scene.pair is None else (),
        hands=hands,
    )
    return Screen("note", body, subtitle=_where(scene), fill=not hands)


def _where(scene: Scene) -> str:
    """Two who talk are together; the note, which says so itself, is for oneself alone."""
    near = others(scene.table, scene.person) if scene.phase.kind == "pair" else ()
    return f"Sammen med {people(list(near))}" if near else "Bare for deg"


def note_form(scene: Scene, key: str) -> NoteForm:
    draft = scene.draft(f"note:{key}")
    text = str(draft.fields.get("text") or "") if draft else ""
    typed = scene.typed.get("text")
    return NoteForm(
        activity_id=scene.on.id,
        key=key,
        version=draft.version if draft else 0,
        text=typed if isinstance(typed, str) else text,
    )


def interview_note(interview: Interview) -> str:
    """The key of the notes one takes while listening: they belong to the interview."""
    return f"intervju-{interview.id}"


def _seating(scene: Scene) -> Seating | None:
    shown = scene.process.groups.get(scene.phase.groups)
    if scene.pair is None or scene.table is not scene.pair or shown is None:
        return None
    first = next(iter(interviews.of_group(scene.db, scene.pair)), None)
    if first is None:
        return None
    return Seating(
        names=others(scene.pair, scene.person),
        mine=first.teller_id == scene.person.id,
        teller=first.teller.first_name,
        asker=first.interviewer.first_name,
        own_asker=first.interviewer_id == scene.person.id,
    )
