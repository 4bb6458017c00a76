"""One method, read phase by phase, and what its owner may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import methods
from facilitator.domain.method_reading import Shown
from facilitator.domain.policies import Actor
from facilitator.models import Method
from facilitator.presentation import method_faults, method_words
from facilitator.presentation.dates import clock_time, long_date
from facilitator.presentation.methods import cohort_names, size_text
from facilitator.presentation.preview import Whose, kinds
from facilitator.presentation.run_sheet_forms import NOTHING, Choice
from facilitator.presentation.templating import spelled_out
from facilitator.processes.loader import load_library
from facilitator.processes.schema import Phase, Process


@dataclass(frozen=True, slots=True)
class PhaseView:
    number: int
    name: str
    kind: str
    minutes: int
    together: str
    prompts: tuple[str, ...]
    steps: tuple[str, ...]
    helper: str
    leader_note: str
    card: str
    fields: tuple[str, ...]
    reads: str
    never_cut: bool
    shrink_to: int | None
    phones: tuple[Whose, ...]
    """The phones that differ here, for the picture of how it will be."""


@dataclass(frozen=True, slots=True)
class EditionView:
    number: int
    saved: str
    by: str
    is_working_text: bool


@dataclass(frozen=True, slots=True)
class OwnerView:
    """What the owner sees besides. `revision` is of the working text that was shown."""

    revision: int
    scope: str
    cohorts: tuple[Choice, ...]
    cohort: str
    changed: bool
    may_share: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodView:
    key: str
    name: str
    size: str
    purpose: str
    made_by: str
    grew_from: str
    grew_from_key: str
    edition: int
    state: str
    may_take_back: bool
    is_apps: bool
    settings: tuple[str, ...]
    phases: tuple[PhaseView, ...]
    editions: tuple[EditionView, ...]
    owner: OwnerView | None
    asks: int = 0
    """Asked about before it is done: the number of the edition to be taken up again."""
    errors: Mapping[str, str] = field(default_factory=dict)
    seen: int = 0
    """The phase whose pictures are shown, counted from one."""
    som: str = ""
    """Whose phone that picture is of, where they differ."""

    @property
    def is_as_shown(self) -> bool:
        """The pictures are made from the owner's working text: then it must say the same."""
        return self.owner is None or not (self.edition and self.owner.changed)


def method_view(
    session: Session,
    actor: Actor,
    shown: Shown,
    *,
    errors: Mapping[str, str] = NOTHING,
    asks: int = 0,
    seen: int = 0,
    som: str = "",
) -> MethodView:
    process, method = shown.process, shown.method
    owner = _owner(session, actor, method) if method and methods.owns(actor, method) else None
    return MethodView(
        key=shown.key,
        name=spelled_out(shown.name),
        size=size_text(process) if process else "",
        purpose=process.purpose if process else "",
        made_by=method_words.made_by(shown.made_by),
        grew_from=_origin(process),
        grew_from_key=_readable_origin(session, actor, process),
        edition=method.version if method else 0,
        state=_state(session, actor, method),
        may_take_back=method is not None and owner is None and methods.may_unshare(actor, method),
        is_apps=method is None,
        settings=tuple(setting.label for setting in process.settings) if process else (),
        phases=_phases(process) if process else (),
        editions=_editions(session, method, owner),
        owner=owner,
        errors=errors,
        asks=asks,
        seen=seen,
        som=som,
    )


def _origin(process: Process | None) -> str:
    if process is None:
        return ""
    if not process.grew_from and process.based_on in load_library():
        return spelled_out(f"«{load_library()[process.based_on].name}»")
    return method_words.grew_from(process)


def _readable_origin(session: Session, actor: Actor, process: Process | None) -> str:
    """Its key, where the one it grew from can be opened here by whoever asks."""
    key = process.based_on if process else ""
    if not key or key in load_library():
        return key
    method = session.scalar(select(Method).where(Method.key == key))
    return key if method is not None and methods.may_read(session, actor, method) else ""


def _state(session: Session, actor: Actor, method: Method | None) -> str:
    if method is None:
        return "Appens egen"
    if not method.version:
        return "Utkast, som bare du ser"
    said = f"Utgave {method.version}"
    if method.scope == methods.COHORT:
        return f"{said}, delt med {cohort_names(session).get(method.cohort_id or 0, 'kullet')}"
    return f"{said}, delt med alle" if method.scope == methods.ALL else said


def _phases(process: Process) -> tuple[PhaseView, ...]:
    return tuple(_phase(process, number, each) for number, each in enumerate(process.phases, 1))


def _phase(process: Process, number: int, phase: Phase) -> PhaseView:
    return PhaseView(
        number=number,
        name=phase.name,
        kind=method_words.KINDS[phase.kind],
        minutes=phase.minutes,
        together=method_words.together(phase),
        prompts=tuple(method_words.asked(text, process) for text in phase.prompts),
        steps=tuple(method_words.step(each) for each in phase.turn),
        helper=method_words.asked(phase.helper, process),
        leader_note=phase.leader_note,
        card=method_words.card(phase),
        fields=method_words.fields(phase),
        reads=method_words.reads(phase, process),
        never_cut=phase.never_cut,
        shrink_to=phase.shrink_to,
        phones=kinds(phase),
    )


def _editions(
    session: Session, method: Method | None, owner: OwnerView | None
) -> tuple[EditionView, ...]:
    if method is None:
        return ()
    return tuple(
        EditionView(
            number=each.number,
            saved=f"{long_date(each.saved_at.date())} kl. {clock_time(each.saved_at)}",
            by=each.saved_by,
            is_working_text=owner is not None
            and not owner.changed
            and each.number == method.version,
        )
        for each in methods.versions(session, method)
    )


def _owner(session: Session, actor: Actor, method: Method) -> OwnerView:
    names = cohort_names(session)
    own = methods.cohort_of(session, actor)
    chosen = method.cohort_id or own or max(actor.leads, default=0)
    shared = methods.cohorts_of(session, actor)
    offered = {key: name for key, name in names.items() if key in shared}
    faults = methods.faults(method)
    return OwnerView(
        revision=method.revision,
        scope=method.scope,
        cohorts=tuple(Choice(str(key), name) for key, name in offered.items()),
        cohort=str(chosen),
        changed=methods.is_changed(session, method),
        may_share=method.version > 0,
        faults=method_faults.sentences(method.written, faults),
    )
