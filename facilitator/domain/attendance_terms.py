"""What is decided about one person's oppmøte: with which samling they came in, and «avtalt».

An agreement has a date and who made it. There is no field for why, and none may be added: a
reason for absence is health data.
"""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.domain.attendance_log import AGREEMENT, ENTRY, Press, is_known, keep
from facilitator.errors import Invalid
from facilitator.models import AttendanceAgreement, Cohort, Participant

NO_SUCH_DAY = "Velg en av samlingene i kullet."
NOT_YET = "Skriv den dagen dere avtalte det. Den kan ikke ligge fram i tid."
TOO_LONG_AGO = "Datoen ligger lenge før kullet begynte. Se om årstallet er riktig."

YEARS_BACK = 2


def set_entry(
    session: Session, cohort: Cohort, person: Participant, gathering_id: int | None, press: Press
) -> bool:
    """«Med fra samling 3». None, or the first samling: from the beginning.

    Gives whether something was changed; the same tap twice changes nothing.
    """
    year = sorted(cohort.gatherings, key=lambda g: (g.date, g.number))
    if gathering_id is not None and gathering_id not in {gathering.id for gathering in year}:
        raise Invalid({"entry": NO_SUCH_DAY})
    chosen = None if year and gathering_id == year[0].id else gathering_id
    if chosen == person.entry_id or is_known(session, cohort.id, press):
        return False
    values = (_text(person.entry_id), _text(chosen))
    keep(session, cohort.id, person.id, ENTRY, values, press, gathering_id=chosen)
    person.entry_id = chosen
    session.flush()
    return True


def agree(
    session: Session,
    cohort: Cohort,
    person: Participant,
    on: dt.date | None,
    today: dt.date,
    press: Press,
) -> bool:
    """«Avtalt»: what is left is made up for in another way. None takes the agreement away."""
    _require_possible(cohort, on, today)
    row = session.get(AttendanceAgreement, person.id)
    before = row.agreed_on if row is not None else None
    if before == on or is_known(session, cohort.id, press):
        return False
    write_agreement(session, person.id, on, press.by, press.at)
    values = (before.isoformat() if before else "", on.isoformat() if on else "")
    keep(session, cohort.id, person.id, AGREEMENT, values, press)
    session.flush()
    return True


def _require_possible(cohort: Cohort, on: dt.date | None, today: dt.date) -> None:
    if on is None:
        return
    if on > today:
        raise Invalid({"agreed_on": NOT_YET})
    first = min((gathering.date for gathering in cohort.gatherings), default=today)
    if on < first - dt.timedelta(days=365 * YEARS_BACK):
        raise Invalid({"agreed_on": TOO_LONG_AGO})


def write_agreement(
    session: Session, participant_id: int, on: dt.date | None, by: str, at: dt.datetime
) -> None:
    row = session.get(AttendanceAgreement, participant_id)
    if on is None:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = AttendanceAgreement(participant_id=participant_id)
        session.add(row)
    row.agreed_on, row.by, row.at = on, by, at


def _text(gathering_id: int | None) -> str:
    return "" if gathering_id is None else str(gathering_id)
