"""Screens of the interviews: tell, ask, listen, write, rest, and a trio's own steps."""

from dataclasses import dataclass

from facilitator.domain import interviews, story_drafts
from facilitator.domain.interviews import Seat
from facilitator.models import Group, Interview
from facilitator.presentation import asked, nudges, strengths
from facilitator.presentation.nudges import Nudge
from facilitator.presentation.phone_note import NoteForm, interview_note, note_form
from facilitator.presentation.phone_scene import Scene, Screen, Story, story_of
from facilitator.presentation.strengths import VirtueGroup


@dataclass(frozen=True, slots=True)
class TrioStep:
    """What a trio taps when it is done with its present step."""

    group_id: int
    seen: int
    label: str
    behind: str
    """The room's phase, when the room has gone on; the trio finishes in peace."""


@dataclass(frozen=True, slots=True)
class TellBody:
    """The dark phone: `role` says who does what, `seat` which of the two is lit."""

    role: str
    seat: str
    questions: tuple[str, ...]
    trio: TrioStep | None


@dataclass(frozen=True, slots=True)
class AskBody:
    questions: tuple[str, ...]
    helper: str
    note: NoteForm
    interview_id: int
    trio: TrioStep | None


@dataclass(frozen=True, slots=True)
class WriteBody:
    interview_id: int
    teller: str
    own: bool
    prompt: str
    notes: str
    story: Story
    version: int
    virtues: tuple[VirtueGroup, ...]
    again: bool
    """It is given already, and the writer wants to add something."""
    nudges: tuple[Nudge, ...]


@dataclass(frozen=True, slots=True)
class RestBody:
    """A calm line. `interview_id` is set where the writer may still add something."""

    title: str
    text: str
    trio: TrioStep | None
    interview_id: int | None = None


def screen(scene: Scene, seat: Seat) -> Screen:
    """The screen of one's part in the interview that is on."""
    makers = {"tell": tell, "ask": ask, "listen": listen, "write": write, "rest": rest}
    return makers.get(seat.part, done)(scene, seat)


def trio_step(scene: Scene) -> TrioStep | None:
    """The trio's own button; None for a pair."""
    pair = scene.pair
    if pair is None or not interviews.has_own_slots(pair, scene.process):
        return None
    if interviews.trio_is_done(pair):
        return None
    span = interviews.span(scene.process)
    behind = "" if scene.state.index in span else scene.phase.name
    return TrioStep(pair.id, pair.slot_step, _trio_label(pair), behind)


def _trio_label(trio: Group) -> str:
    if trio.slot_step % 2 == 0:
        return "Vi er klare for å skrive"
    return "Vi er ferdige" if trio.slot_step >= interviews.TRIO_STEPS - 1 else "Neste samtale"


def questions(scene: Scene) -> tuple[str, ...]:
    """The interview guide, also in the second interview and on a trio's own time."""
    source = scene.phase
    if source.interview is None or source.interview.part != "talk":
        talks = (p for p in scene.process.phases if p.interview and p.interview.part == "talk")
        source = next(talks, scene.phase)
    if source.guide_from:
        source = scene.process.phase(source.guide_from)
    return asked.prompts_of(scene.on, source)


def _helper(scene: Scene) -> str:
    return next((phase.helper for phase in scene.process.phases if phase.helper), "")


def tell(scene: Scene, seat: Seat) -> Screen:
    assert seat.interview is not None
    asker = seat.interview.interviewer
    own = asker.id == scene.person.id
    role = "Du forteller." if own else f"Du forteller. {asker.first_name} lytter."
    return _down(scene, seat, role, "tell")


def listen(scene: Scene, seat: Seat) -> Screen:
    """The third of a trio: rests and listens."""
    if seat.interview is None or _is_writing(scene):
        return rest(scene, seat)
    teller, asker = seat.interview.teller.first_name, seat.interview.interviewer.first_name
    return _down(scene, seat, f"{teller} forteller. {asker} spør. Du lytter.", "listen")


def _is_writing(scene: Scene) -> bool:
    """Whether the person's pair, or trio on its own time, is in the writing part of its slot."""
    if scene.pair is not None and interviews.has_own_slots(scene.pair, scene.process):
        return interviews.trio_place(scene.pair.slot_step)[1] == "write"
    return scene.phase.interview is not None and scene.phase.interview.part == "write"


def _down(scene: Scene, seat: Seat, role: str, lit: str) -> Screen:
    body = TellBody(role, lit, questions(scene), trio_step(scene))
    return Screen("tell", body, scene.process.name, dark=True, clock=scene.clock(seat), key=lit)


def ask(scene: Scene, seat: Seat) -> Screen:
    assert seat.interview is not None
    body = AskBody(
        questions=questions(scene),
        helper=_helper(scene),
        note=note_form(scene, interview_note(seat.interview)),
        interview_id=seat.interview.id,
        trio=trio_step(scene),
    )
    subtitle = f"Du spør, {seat.interview.teller.first_name} forteller"
    return Screen("ask", body, subtitle, fill=True, clock=scene.clock(seat))


def write(scene: Scene, seat: Seat) -> Screen:
    """The story's form; a calm page once it is given."""
    assert seat.interview is not None
    draft = story_drafts.of_interview(scene.db, seat.interview)
    if draft is not None and draft.delivered_at is not None and not scene.typed:
        return given(scene, seat.interview, seat)
    return story_form(scene, seat.interview, seat)


def story_form(scene: Scene, interview: Interview, seat: Seat | None = None) -> Screen:
    """The form in which the interviewer writes, also on its own page when the room has gone on."""
    draft = story_drafts.of_interview(scene.db, interview)
    mine = draft is not None and not draft.owner_edited
    fields = scene.typed or (draft.fields if draft is not None and mine else {})
    teller = interview.teller
    body = WriteBody(
        interview_id=interview.id,
        teller=teller.first_name,
        own=teller.id == scene.person.id,
        prompt=_write_prompt(scene),
        notes=note_form(scene, interview_note(interview)).text if not scene.typed else "",
        story=story_of(fields),
        version=draft.version if draft is not None and mine else 0,
        virtues=strengths.of_cohort(scene.room.gathering.cohort),
        again=draft is not None and draft.delivered_at is not None,
        nudges=nudges.of(scene.db, scene.person.cohort_id, fields),
    )
    subtitle = "Fortellingen din" if body.own else f"Fortellingen til {teller.first_name}"
    clock = scene.clock(seat) if seat is not None else None
    return Screen("write", body, subtitle, clock=clock, key=f"write-{interview.id}")


def _write_prompt(scene: Scene) -> str:
    writes = (p for p in scene.process.phases if p.interview and p.interview.part == "write")
    found = next(writes, None)
    return found.prompts[0] if found is not None and found.prompts else ""


def given(scene: Scene, interview: Interview, seat: Seat | None = None) -> Screen:
    teller = interview.teller.first_name
    if interview.teller_id == scene.person.id:
        title, text = "Fortellingen er tatt vare på", "Du leser gjennom den i Godkjenn."
    else:
        title = f"Gitt til {teller}"
        text = f"Nå er det {teller} som bestemmer. Strekk gjerne på beina."
    step = trio_step(scene) if seat is not None else None
    body = RestBody(title, text, step, interview.id)
    clock = scene.clock(seat) if seat is not None else None
    return Screen("rest", body, scene.process.name, clock=clock, key="given")


def rest(scene: Scene, seat: Seat) -> Screen:
    """The teller, the third of a trio, and whoever sits where nobody tells in this slot."""
    left = _left_behind(scene)
    text = "De andre skriver nå." if _is_writing(scene) else "De andre snakker sammen nå."
    if seat.interview is not None:
        own = seat.interview.teller_id == scene.person.id
        whose = (
            "fortellingen din" if own else f"fortellingen til {seat.interview.teller.first_name}"
        )
        text = f"{seat.interview.interviewer.first_name} skriver {whose} nå."
    text = f"{text} Strekk gjerne på beina."
    if left is not None:
        text = f"Du har begynt på fortellingen til {left.teller.first_name}. Den kan du skrive på."
    body = RestBody("Hvil litt", text, trio_step(scene), left.id if left is not None else None)
    return Screen("rest", body, scene.process.name, clock=scene.clock(seat))


def _left_behind(scene: Scene) -> Interview | None:
    """Somebody was moved: the story one had begun for a partner one no longer sits with."""
    for interview in scene.interviews:
        apart = scene.pair is not None and not interviews.is_between(interview, scene.pair)
        if apart and interview.interviewer_id == scene.person.id:
            draft = story_drafts.of_interview(scene.db, interview)
            if draft is not None and draft.delivered_at is None:
                return interview
    return None


def done(scene: Scene, seat: Seat) -> Screen:
    text = "Snart får hver av dere sin egen fortelling å lese."
    return Screen("rest", RestBody("Dere er ferdige", text, None), scene.process.name, key="done")
