"""«Slett alt om meg», in words: what goes, what stays, what is out of reach, until when."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import forgetting, retention
from facilitator.domain.forgetting_preview import Preview, preview
from facilitator.domain.rooms import OSLO
from facilitator.models import Cohort, DeletionWish, Participant
from facilitator.presentation.dates import long_date

OUT_OF_REACH = (
    "Filer som alt er lastet ned, skrevet ut eller sendt.",
    "Tekst som ligger på egen telefon. «Ferdig på denne telefonen» tømmer den.",
    "Det andre har fortalt i sine egne tekster. Det er deres.",
)
BACKUPS = "Sikkerhetskopier. De blir borte etter hvert"
BACKUPS_UNTIL = "Sikkerhetskopier. De blir borte etter hvert, den siste senest {day}"
BACKUPS_END = ". Blir en kopi lagt tilbake, slettes alt dette på nytt."


@dataclass(frozen=True, slots=True)
class Standing:
    """A wish that stands. `until` is the last day to change one's mind."""

    until: str
    asked: str
    by: str


@dataclass(frozen=True, slots=True)
class ForgetView:
    id: int
    name: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    out_of_reach: tuple[str, ...]
    standing: Standing | None
    day: str
    """The day it is done, should it be asked for now."""


@dataclass(frozen=True, slots=True)
class Notice:
    """At the top of a mappe: a wish that stands, or the day when the mapper of the kull go."""

    wish: Standing | None
    goes_on: str


@dataclass(frozen=True, slots=True)
class WishLine:
    id: int
    name: str
    standing: Standing


def view(
    session: Session,
    person: Participant,
    now: dt.datetime,
    backups: dt.date | None = None,
    *,
    to_them: bool = False,
) -> ForgetView:
    found = preview(session, person)
    wish = forgetting.standing(session, person.id)
    return ForgetView(
        id=person.id,
        name=person.name,
        goes=_goes(found),
        stays=_stays(found),
        out_of_reach=(*OUT_OF_REACH, of_backups(backups)),
        standing=_standing(wish, person if to_them else None) if wish else None,
        day=long_date(_last_day(now)),
    )


def of_backups(last: dt.date | None) -> str:
    said = BACKUPS_UNTIL.format(day=long_date(last)) if last else BACKUPS
    return said + BACKUPS_END


def _last_day(now: dt.datetime) -> dt.date:
    return now.astimezone(OSLO).date() + dt.timedelta(days=forgetting.DAYS)


def _standing(wish: DeletionWish, reader: Participant | None = None) -> Standing:
    """It is done in the night after the last day. To the `reader` themselves it is «du»."""
    last = wish.due_at.astimezone(OSLO).date() - dt.timedelta(days=1)
    asked = wish.asked_at.astimezone(OSLO).date()
    own = reader is not None and wish.asked_by == reader.name
    return Standing(long_date(last), long_date(asked), "Du" if own else wish.asked_by)


def notice(session: Session, person: Participant, now: dt.datetime) -> Notice | None:
    wish = forgetting.standing(session, person.id)
    if wish is not None:
        return Notice(_standing(wish, person), "")
    day = goes_on(session, person.cohort, now)
    return Notice(None, day) if day else None


def goes_on(session: Session, cohort: Cohort, now: dt.datetime) -> str:
    """The day when the mapper of a kull are deleted, once it is near; else empty."""
    day = None if cohort.passes else retention.warned(session, cohort.id, now)
    return long_date(day) if day is not None else ""


def lines(session: Session, cohort: Cohort) -> tuple[WishLine, ...]:
    return tuple(
        WishLine(person.id, person.name, _standing(wish))
        for wish, person in forgetting.of_cohort(session, cohort)
    )


# --- the lists --------------------------------------------------------------------------------


def _goes(found: Preview) -> tuple[str, ...]:
    said = (
        _and(
            _number(found.stories, "fortelling", "fortellinger"),
            _number(found.cards, "kort", "kort"),
        ),
        _with(
            _number(found.documents, "praksisdokument", "praksisdokumenter"),
            _number(found.files, "bilde eller fil", "bilder og filer"),
        ),
        "Oppsummeringen" if found.summaries else "",
        "Festivalbidraget, med hilsenene fra gjestene" if found.contributions else "",
        _number(found.drafts, "kladd", "kladder"),
        _number(
            found.waiting,
            "fortelling skrevet ned for en annen, som ikke er godkjent ennå",
            "fortellinger skrevet ned for andre, som ikke er godkjent ennå",
        ),
        _number(found.methods, "egen metode", "egne metoder"),
        _number(found.notes, "lapp med navn til prosesslederen", "lapper med navn"),
        f"Oppmøtet: {_number(found.halves, 'halv dag', 'halve dager')}" if found.halves else "",
        "Navn, e-post, arbeidssted, samtykker, svar fra prosesslederne, lenker og telefoner",
    )
    return tuple(line[0].upper() + line[1:] for line in said if line)


def _stays(found: Preview) -> tuple[str, ...]:
    said = [
        (found.group_cards, "kort fra en gruppe. Det", "kort fra grupper. De"),
        (found.given, "kort gitt til en annen. Det", "kort gitt til andre. De"),
        (found.written, "fortelling skrevet ned for en annen. Den",
         "fortellinger skrevet ned for andre. De"),
        (found.pictures, "bilde på et kort fra en gruppe. Det", "bilder på kort fra grupper. De"),
    ]  # fmt: skip
    lines = [
        f"{_number(count, one, many)} blir stående uten navnet."
        for count, one, many in said
        if count
    ]
    if found.methods:
        lines.append("En egen metode som er brukt på en samling, blir stående der uten navnet.")
    lines.append("Det som er svart uten navn. Ingen kan knytte det til noen, heller ikke vi.")
    if found.certificates:
        lines.append("Kompetansebeviset står i registeret med navn, så det kan kontrolleres.")
    return tuple(lines)


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _and(first: str, second: str) -> str:
    return f"{first} og {second}" if first and second else first or second


def _with(first: str, second: str) -> str:
    return f"{first}, med {second}" if first and second else first or second
