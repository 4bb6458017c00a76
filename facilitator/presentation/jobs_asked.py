"""What a prosessleder may ask the worker for: what it is called, and what its maker must know."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import harvests, roster
from facilitator.domain.certificates import PREPARED, VALID
from facilitator.domain.rooms import oslo_day
from facilitator.errors import NotFound
from facilitator.models import Cohort
from facilitator.presentation.certificates_register import register

UNKNOWN = "Denne fila lages ikke her."
NOBODY = "Det er ingen i kullet ennå, så det er ingen arbeidsmapper å hente."
NO_NOTES = "Ingen samlinger har vært ennå, så det er ingen notater å hente."
NONE_TO_PRINT = "Her er det ingen bevis å skrive ut ennå."


@dataclass(frozen=True, slots=True)
class Asked:
    """One press: the kind of job, its title as the one who asked reads it, and its arguments."""

    kind: str
    title: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """What everybody who plans a job is given. `root` is the address that others reach us at."""

    session: Session
    cohort: Cohort
    root: str
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of «Lag en ny fil»."""

    what: str
    name: str
    about: str


OFFERS = (
    Offer("portfolios", "Alle arbeidsmappene", "ZIP med en mappe for hver: PDF, Word og filene"),
    Offer("notes", "Alle samlingsnotatene", "ZIP med PDF og Word for hver samling som har vært"),
    Offer("certificates", "Alle gyldige kompetansebevis", "Én PDF, klar for skriveren"),
)


def asked(asking: Asking, what: str) -> Asked:
    """Raises NotFound for what is not offered, and when there is nothing to make."""
    plan = _PLANS.get(what)
    if plan is None:
        raise NotFound(UNKNOWN)
    return plan(asking)


def _portfolios(asking: Asking) -> Asked:
    count = roster.count(asking.session, asking.cohort.id)
    if not count:
        raise NotFound(NOBODY)
    return Asked("portfolios", _counted(count, "arbeidsmappe", "arbeidsmapper"), {})


def _notes(asking: Asking) -> Asked:
    count = len(harvests.held(asking.session, asking.cohort.id, oslo_day(asking.now)))
    if not count:
        raise NotFound(NO_NOTES)
    return Asked("notes", _counted(count, "samlingsnotat", "samlingsnotater"), {})


def _certificates(status: str, one: str, many: str) -> Callable[[Asking], Asked]:
    def plan(asking: Asking) -> Asked:
        view = register(asking.session, asking.cohort, oslo_day(asking.now))
        count = view.valid if status == VALID else view.prepared
        if not count:
            raise NotFound(NONE_TO_PRINT)
        title = _counted(count, one, many)
        return Asked("certificates", title, {"status": status, "root": asking.root})

    return plan


_PLANS: Mapping[str, Callable[[Asking], Asked]] = {
    "portfolios": _portfolios,
    "notes": _notes,
    "certificates": _certificates(VALID, "gyldig kompetansebevis", "gyldige kompetansebevis"),
    "prepared": _certificates(PREPARED, "forberedt bevis", "forberedte bevis"),
}


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
