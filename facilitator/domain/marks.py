"""Private marks on cards: «Dette vil jeg være med på», «Så trinnet». Never counted, never ranked.

A mark is the marker's own. Nobody else reads it, it is in no sum and on no board. One that lasts
for a phase is gone when the phase ends; one that is kept is found again in the arbeidsmappe.
"""

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session, joinedload

from facilitator.domain import audiences, cards, groups, relations
from facilitator.domain.running import process_of, state_of
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Card, CardMark, Participant
from facilitator.processes import chains
from facilitator.processes.parts import Mark
from facilitator.processes.schema import Phase

WHOLE = -1
"""The item of a mark that stands on the card and not on one line of it."""


def put(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    card_id: int,
    *,
    item: int = WHOLE,
    on: bool = True,
) -> None:
    """Set a mark, or take it away; twice is the same as once.

    A mark that lasts for a phase and comes after it is let go without a word: it was to be gone.
    Raises NotFound for a card that cannot be marked here, NotAllowed for one that is not read.
    """
    mark = mark_of(phase)
    card = cards.find(session, card_id)
    _require_markable(session, activity, mark, person, card, item)
    if mark.lasts == "phase" and not _is_on(activity, phase):
        return
    known = session.scalar(_of(activity, phase, person).where(_is(card, item)))
    if on and known is None:
        _require_room(session, activity, phase, person, mark)
        session.add(
            CardMark(
                activity_id=activity.id,
                phase_key=phase.key,
                person_id=person.id,
                card_id=card.id,
                item=item,
            )
        )
    elif not on and known is not None:
        session.delete(known)
    session.flush()
    audiences.tell_person(session, activity.room_id, person.id)


def clear(session: Session, activity: Activity, phase: Phase, person: Participant) -> None:
    """Take away all of one's own marks of the phase: somebody else shows now."""
    mark_of(phase)
    for known in session.scalars(_of(activity, phase, person)):
        session.delete(known)
    session.flush()
    audiences.tell_person(session, activity.room_id, person.id)


def own(
    session: Session, activity: Activity, phase: Phase, person: Participant
) -> frozenset[tuple[int, int]]:
    """(card, item) of one's own marks in the phase."""
    found = session.scalars(_of(activity, phase, person))
    return frozenset((known.card_id, known.item) for known in found)


def kept_by(session: Session, person_id: int) -> list[CardMark]:
    """One's own marks that outlive their phase, as they were set; for one's own arbeidsmappe."""
    found = session.scalars(
        select(CardMark)
        .where(CardMark.person_id == person_id)
        .order_by(CardMark.id)
        .options(joinedload(CardMark.card))
    )
    return [mark for mark in found if not _passes(mark)]


def forget(session: Session, activity: Activity, phase: Phase) -> None:
    """The phase has ended: marks that were to last so long, and no longer, are erased."""
    if phase.mark is not None and phase.mark.lasts == "phase":
        session.execute(
            delete(CardMark).where(
                CardMark.activity_id == activity.id, CardMark.phase_key == phase.key
            )
        )
        session.flush()


def mark_of(phase: Phase) -> Mark:
    """What is marked in the phase. Raises NotAllowed where nothing is."""
    if phase.mark is None:
        raise NotAllowed("Her er det ikke noe å merke.")
    return phase.mark


def _of(activity: Activity, phase: Phase, person: Participant) -> Select[CardMark]:
    return select(CardMark).where(
        CardMark.activity_id == activity.id,
        CardMark.phase_key == phase.key,
        CardMark.person_id == person.id,
    )


def _is(card: Card, item: int) -> ColumnElement[bool]:
    return (CardMark.card_id == card.id) & (CardMark.item == item)


def _is_on(activity: Activity, phase: Phase) -> bool:
    state = state_of(activity)
    return state.is_on and process_of(activity).phases[state.index].key == phase.key


def _require_markable(
    session: Session, activity: Activity, mark: Mark, person: Participant, card: Card, item: int
) -> None:
    if card.activity_id != activity.id or not _in_scope(activity, mark, card):
        raise NotFound("Kortet ligger ikke her lenger.")
    own_groups = groups.own_groups(session, person.id, activity.room_id)
    reader = relations.reader_in_room(person, activity.room, own_groups)
    if not relations.can_read(session, reader, card):
        raise NotAllowed("Dette kortet er ikke åpent for deg.")
    if not _has_item(mark, card, item):
        raise NotFound("Linja finnes ikke på kortet lenger.")


def _in_scope(activity: Activity, mark: Mark, card: Card) -> bool:
    if card.withdrawn_at is not None:
        return False
    if mark.board:
        return card.board_order is not None and card.board in (mark.board, "")
    process = process_of(activity)
    keys = {phase.key for phase in process.phases}
    began = chains.root(process, process.phase(mark.phase))
    return card.phase_key in keys and began == chains.root(process, process.phase(card.phase_key))


def _has_item(mark: Mark, card: Card, item: int) -> bool:
    if not mark.field:
        return item == WHOLE
    lines = card.fields.get(mark.field)
    return isinstance(lines, list) and 0 <= item < len(lines)


def _require_room(
    session: Session, activity: Activity, phase: Phase, person: Participant, mark: Mark
) -> None:
    """Raises Invalid when one has marked as many as one may."""
    wanted = _of(activity, phase, person).subquery()
    set_already = session.scalar(select(func.count()).select_from(wanted)) or 0
    if mark.max and set_already >= mark.max:
        what = "ett kort" if mark.max == 1 else f"inntil {mark.max} kort"
        raise Invalid({"card": f"Her velger du {what}. Ta bort et merke først."})


def label_of(mark: CardMark) -> str:
    """What the mark says, in the words of its phase."""
    phase = _phase_of(mark)
    return phase.mark.label if phase is not None and phase.mark is not None else ""


def _passes(mark: CardMark) -> bool:
    phase = _phase_of(mark)
    return phase is None or phase.mark is None or phase.mark.lasts == "phase"


def _phase_of(mark: CardMark) -> Phase | None:
    process = process_of(mark.card.activity)
    return next((p for p in process.phases if p.key == mark.phase_key), None)
