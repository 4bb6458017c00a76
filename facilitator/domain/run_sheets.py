"""Kjøreplanen: reading it, and the order of what it holds.

What one item may say is in `run_sheet_items`, what a process in it may be changed to in
`run_sheet_phases`, and copying from another samling in `run_sheet_copies`.
"""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from facilitator.domain import audiences
from facilitator.domain.day_plan import DayItem, DayPhase
from facilitator.errors import FacilitatorError, NotFound
from facilitator.models import Card, Draft, Gathering, Room, RunSheet, RunSheetItem
from facilitator.processes.loader import from_snapshot
from facilitator.processes.schema import Process

KINDS = ("process", "break", "talk", "other")


class PlanChanged(FacilitatorError):
    """Somebody else has changed the plan since the page was shown."""

    status = 409
    message = (
        "Kjøreplanen er endret av en annen i mellomtiden. Det du skrev, står her fortsatt. "
        "Se over planen og lagre en gang til."
    )


class ItemStarted(FacilitatorError):
    """What has begun is no longer changed here."""

    status = 409

    def __init__(self, title: str) -> None:
        super().__init__(f"«{title}» er startet og kan ikke endres i kjøreplanen lenger.")


# --- reading --------------------------------------------------------------------------------


def of_gathering(session: Session, gathering: Gathering) -> RunSheet:
    """The samling's kjøreplan; an empty one when nobody has made any.

    The empty one is written by the first transaction that commits it; reading leaves no trace.
    """
    found = _find(session, gathering.id)
    if found is None and session.autoflush:
        # Two who make the first one at once wait for each other here.
        session.execute(select(Gathering.id).where(Gathering.id == gathering.id).with_for_update())
        found = _find(session, gathering.id)
    if found is None:
        found = RunSheet(gathering=gathering, begins=9 * 60, version=0, items=[])
        session.add(found)
    return found


def _find(session: Session, gathering_id: int) -> RunSheet | None:
    return session.scalar(
        select(RunSheet)
        .where(RunSheet.gathering_id == gathering_id)
        .options(selectinload(RunSheet.items).undefer(RunSheetItem.process))
    )


def process_for(item: RunSheetItem) -> Process:
    """The item's own copy of its process, with what was changed for this day."""
    if item.process is None:
        raise NotFound("Dette punktet i kjøreplanen er ikke en prosess.")
    return from_snapshot(item.process)


def minutes_of(item: RunSheetItem) -> int:
    """How long it is planned to be: a process as long as its phases together."""
    if item.process is None:
        return item.minutes
    return sum(int(phase["minutes"]) for phase in item.process["phases"])


def title_of(item: RunSheetItem) -> str:
    """What the item is called; a process by its own name unless it was given another."""
    if item.title or item.process is None:
        return item.title
    return str(item.process["name"])


def is_started(item: RunSheetItem) -> bool:
    return item.started_at is not None


def is_done(item: RunSheetItem) -> bool:
    """Has been on and is not any more. A process also ends by its own last phase."""
    ended = item.activity is not None and item.activity.status == "ended"
    return item.ended_at is not None or (is_started(item) and ended)


def day_item(item: RunSheetItem) -> DayItem:
    """The item as the pure arithmetic of `day_plan` sees it."""
    phases = process_for(item).phases if item.process is not None else ()
    return DayItem(
        minutes=minutes_of(item),
        shrink_to=item.shrink_to,
        never_cut=item.never_cut,
        done=is_done(item),
        phases=tuple(
            DayPhase(
                key=phase.key,
                minutes=phase.minutes,
                shrink_to=phase.shrink_to,
                never_cut=phase.never_cut,
                turns=phase.kind == "round" or bool(phase.turn),
            )
            for phase in phases
        ),
    )


def day_items(sheet: RunSheet) -> list[DayItem]:
    return [day_item(item) for item in sheet.items]


def find_item(sheet: RunSheet, item_id: int) -> RunSheetItem:
    for item in sheet.items:
        if item.id == item_id:
            return item
    raise NotFound("Dette punktet er ikke i kjøreplanen lenger.")


# --- changing ---------------------------------------------------------------------------------


def claim(session: Session, sheet: RunSheet, seen: int) -> None:
    """Take the next version of the plan; every change begins here.

    Raises PlanChanged when the plan is no longer the one that was seen, also when two changes
    arrive in the same instant: the row is compared and raised in one statement.
    """
    session.flush()
    raised = session.execute(
        update(RunSheet)
        .where(RunSheet.id == sheet.id, RunSheet.version == seen)
        .values(version=seen + 1)
        .execution_options(synchronize_session=False)
    )
    if raised.rowcount != 1:  # type: ignore[attr-defined]
        raise PlanChanged
    session.refresh(sheet, ["version"])
    room = session.scalar(select(Room.id).where(Room.gathering_id == sheet.gathering_id))
    if room is not None:
        audiences.tell_leaders(session, room)


def require_unstarted(item: RunSheetItem) -> None:
    if is_started(item):
        raise ItemStarted(title_of(item))


def forget_planned(session: Session, item: RunSheetItem) -> None:
    """An activity that waits in the room was made from what the item said before.

    It is made anew when the item is started. If something has been written in it, it stays.
    """
    activity = item.activity
    if activity is None or activity.status != "planned":
        return
    item.activity = None
    session.flush()
    for kept in (Card, Draft):
        if session.scalar(select(kept.id).where(kept.activity_id == activity.id).limit(1)):
            return
    session.delete(activity)
    session.flush()


def append(sheet: RunSheet, item: RunSheetItem, after: int | None = None) -> None:
    """Put a new item last, or after another one, but never before what has begun."""
    place = len(sheet.items)
    if after is not None:
        place = sheet.items.index(find_item(sheet, after)) + 1
    sheet.items.insert(max(place, first_free(sheet.items)), item)
    number(sheet)


def first_free(items: Sequence[RunSheetItem]) -> int:
    """The first place that is after everything that has begun."""
    started = [index for index, item in enumerate(items) if is_started(item)]
    return started[-1] + 1 if started else 0


def number(sheet: RunSheet) -> None:
    for position, item in enumerate(sheet.items):
        item.position = position


def move(session: Session, sheet: RunSheet, item_id: int, to: int, *, seen: int) -> RunSheetItem:
    """Move an item to place number `to`, counted from 0 as the list will be afterwards."""
    item = find_item(sheet, item_id)
    require_unstarted(item)
    claim(session, sheet, seen)
    others = [other for other in sheet.items if other is not item]
    place = min(max(to, first_free(others)), len(others))
    sheet.items.remove(item)
    sheet.items.insert(place, item)
    number(sheet)
    session.flush()
    return item
