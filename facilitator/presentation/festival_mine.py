"""One's own contribution to the festival, as its owner writes and releases it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import festival, greetings
from facilitator.domain.festival_forms import form_name, known_form
from facilitator.models import FestivalContribution, Participant
from facilitator.models.people import SEATED
from facilitator.presentation.festival import FestivalDay, day_view
from facilitator.presentation.festival_public import Greeting, greeting_views, shown_names


@dataclass(frozen=True, slots=True)
class MineView:
    """One's own contribution on its page. `version` is 0 while there is none."""

    day: FestivalDay
    version: int
    form: str
    form_name: str
    title: str
    description: str
    needs: str
    show_name: bool
    name: str
    names: tuple[str, ...]
    """Those that stand by it when guests see it."""
    shared_with: tuple[str, ...]
    released: bool
    waits_for: int
    """How many of those who share it have not released it yet."""
    where: str
    took_part: bool
    public_key: str
    greetings: tuple[Greeting, ...]


def mine_view(session: Session, person: Participant, today: dt.date) -> MineView:
    found = festival.of_person(session, person.id)
    rows = _still_here(festival.sharing(session, found), found) if found else []
    others = [row for row in rows if found is not None and row.id != found.id]
    where = " · ".join(part for part in (rows[0].place, rows[0].begins) if part) if rows else ""
    return MineView(
        day=day_view(person.cohort, today),
        version=found.version if found else 0,
        form=known_form(found.form) if found else "",
        form_name=form_name(found.form) if found else "",
        title=found.title if found else "",
        description=found.description if found else "",
        needs=found.needs if found else "",
        show_name=bool(found and found.show_name),
        name=person.name,
        names=shown_names([(row, row.participant) for row in rows]),
        shared_with=tuple(row.participant.first_name for row in others),
        released=bool(found and found.released_at),
        waits_for=sum(1 for row in others if row.released_at is None),
        where=where,
        took_part=bool(found and found.took_part_at),
        public_key=person.cohort.key,
        greetings=greeting_views(greetings.shown_for(session, person.id)),
    )


def _still_here(
    rows: list[FestivalContribution], mine: FestivalContribution
) -> list[FestivalContribution]:
    """Who has left the kull no longer decides over what is shared, and is not waited for."""
    return [row for row in rows if row.id == mine.id or row.participant.place == SEATED]
