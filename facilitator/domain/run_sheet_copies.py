"""A kjøreplan that begins as a copy of another samling's."""

import copy
from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import run_sheets
from facilitator.domain.run_sheet_items import kept_of
from facilitator.errors import Invalid
from facilitator.models import Cohort, Gathering, RunSheet, RunSheetItem
from facilitator.models.cohort import YEAR


def sources(session: Session, gathering: Gathering, among: Collection[int]) -> list[Gathering]:
    """The other samlinger, of these kull, that have something in their kjøreplan, the latest
    first.
    """
    filled = select(RunSheet.gathering_id).join(RunSheetItem).group_by(RunSheet.gathering_id)
    return list(
        session.scalars(
            select(Gathering)
            .join(Cohort, Cohort.id == Gathering.cohort_id)
            .where(Gathering.id.in_(filled), Gathering.id != gathering.id, Cohort.kind == YEAR)
            .where(Cohort.id.in_(among))
            .order_by(Gathering.date.desc(), Gathering.id.desc())
        )
    )


def count_items(session: Session, gathering_id: int) -> int:
    """How many points a samling has in its plan."""
    count = session.scalar(
        select(func.count(RunSheetItem.id))
        .join(RunSheet, RunSheet.id == RunSheetItem.sheet_id)
        .where(RunSheet.gathering_id == gathering_id)
    )
    return count or 0


def copy_plan(session: Session, sheet: RunSheet, source: RunSheet, *, seen: int) -> None:
    """What has begun stays; all else gives way to the other plan's items, texts and times.

    Dates that were filled in belong to the other day and are left out.
    """
    if not source.items or source is sheet:
        raise Invalid({"source": "Velg en samling som har en kjøreplan."})
    run_sheets.claim(session, sheet, seen)
    begun = [item for item in sheet.items if run_sheets.is_started(item)]
    for item in sheet.items:
        run_sheets.forget_planned(session, item)
    if not begun:
        sheet.begins = source.begins
    sheet.items = [*begun, *(_like(item) for item in source.items)]
    run_sheets.number(sheet)
    session.flush()


def for_another_kull(sheet: RunSheet, gathering_id: int) -> RunSheet:
    """The same day for a samling of the next kull. Private notes may name people, and stay."""
    items = [_like(item) for item in sheet.items]
    for place, item in enumerate(items):
        item.position, item.notes = place, {}
    return RunSheet(gathering_id=gathering_id, begins=sheet.begins, items=items)


def _like(item: RunSheetItem) -> RunSheetItem:
    kept = copy.deepcopy(kept_of(item))
    return RunSheetItem(**{**kept, "settings": _without_dates(item)}, position=0)


def _without_dates(item: RunSheetItem) -> Mapping[str, str]:
    if item.process is None:
        return {}
    kinds = {setting.key: setting.kind for setting in run_sheets.process_for(item).settings}
    return {key: value for key, value in item.settings.items() if kinds.get(key) != "date"}
