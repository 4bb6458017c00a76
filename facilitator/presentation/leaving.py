"""What is deleted of a prosessleder who has left, in words for the installation's owner."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import leaving, leaving_due, retention
from facilitator.domain.leaving import Preview
from facilitator.domain.leaving_names import FORMER
from facilitator.domain.rooms import OSLO, oslo_day
from facilitator.models import Facilitator
from facilitator.presentation.dates import long_date
from facilitator.presentation.forgetting import of_backups
from facilitator.presentation.people import Desk
from facilitator.presentation.retention import length

OUT_OF_REACH = (
    "Filer som alt er lastet ned, skrevet ut eller sendt.",
    "Det noen har skrevet selv, som samlingsnotater, kjøreplaner og tekstene under Personvern.",
    "Hvem som er satt opp til å skrive under på bevis i et kull. Det endrer kursholderen der.",
)


STAY = "Opplysningene blir liggende til {kull} har en annen kursholder"
LATER = "Opplysningene slettes når {kull} har vært ferdig i {days}"


@dataclass(frozen=True, slots=True)
class LeavingView:
    id: int
    name: str
    desk: Desk | None
    leader: str
    """The one who reads."""
    refused: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    out_of_reach: tuple[str, ...]


def view(
    session: Session,
    leader: Facilitator,
    desk: Desk | None,
    reader: str,
    now: dt.datetime,
    last_copy: dt.date | None = None,
) -> LeavingView:
    """`last_copy`: the day when the last copy that holds them is gone."""
    found = leaving.preview(session, leader)
    kept = retention.all_days(session)
    return LeavingView(
        id=leader.id,
        name=leader.name,
        desk=desk,
        leader=reader,
        refused=leaving.refusal(session, leader, now),
        goes=_goes(found),
        stays=_stays(found, kept[retention.LOGS]),
        out_of_reach=(*OUT_OF_REACH, of_backups(last_copy)),
    )


def _goes(found: Preview) -> tuple[str, ...]:
    methods = found.methods
    own = f"{methods} {'egen metode' if methods == 1 else 'egne metoder'} som ikke er delt."
    return (
        "Navnet på kontoen, tittelen og e-postadressen.",
        "Alt hen logget inn med, lenker, lånte rom og filer hen har bedt om.",
        "Hvilke kull hen har ledet.",
        *((own,) if methods else ()),
    )


def _stays(found: Preview, log_days: int) -> tuple[str, ...]:
    signed = f"Svar, oppmøte og annet hen har gjort. Der navnet stod, står det «{FORMER}»."
    if found.namesake:
        signed = (
            "Svar, oppmøte og annet hen har gjort, med navnet: en annen prosessleder heter det "
            "samme, og ingen kan se hvem av dem det var."
        )
    shared = f"{found.shared} {'delt metode' if found.shared == 1 else 'delte metoder'}"
    credited = "" if found.namesake else f", laget av «{FORMER}»"
    return (
        signed,
        *((f"{shared}{credited}.",) if found.shared else ()),
        "Navnet på kompetansebevis hen har utstedt eller skrevet under.",
        f"Navnet i loggen, så lenge linjene ligger der: {length(log_days)}.",
    )


# --- in the list of those who are closed out ---------------------------------------------------


def by_themselves(
    session: Session, closed: Mapping[int, dt.datetime], now: dt.datetime
) -> dict[int, str]:
    """Whose details go when, or why they do not yet. As many questions for many as for one."""
    if not closed:
        return {}
    kept = dt.timedelta(days=retention.days(session, retention.CLOSED))
    alone = leaving_due.alone_in(session, oslo_day(now))
    just_ended = leaving_due.alone_in(session, oslo_day(now - kept))
    found = {}
    for each, at in closed.items():
        day = (at + kept).astimezone(OSLO).date()
        if kull := alone.get(each):
            found[each] = STAY.format(kull=" og ".join(kull))
        elif day > oslo_day(now):
            found[each] = f"Opplysningene slettes {long_date(day)}"
        elif kull := just_ended.get(each):
            found[each] = LATER.format(kull=" og ".join(kull), days=length(kept.days))
        else:
            found[each] = "Opplysningene slettes i dag"
    return found
