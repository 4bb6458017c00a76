"""The words of the letters that say when arbeidsmapper go. Pure, and the same for all."""

import datetime as dt
from collections.abc import Sequence

from facilitator.domain.certificate_texts import MONTHS
from facilitator.models import Cohort

SUBJECT = "Arbeidsmappa di blir slettet {day}"
BODY = """Hei {first_name}

Takk for alt du har delt i {programme}, {cohort}. Utdanningen er over, og {day} blir arbeidsmappa \
di slettet. Etter det kan du ikke hente den fram igjen.

Det som er ditt, kan du ta med deg før den dagen. Her laster du ned «Alt mitt», med fortellingene, \
dokumentene og bildene dine:
{address}

Åpne den på telefonen eller datamaskinen du har brukt før. Har du byttet, så be prosesslederen om \
en ny personlig lenke.

Dette blir stående: Har du fått kompetansebevis, står det i registeret, så det kan kontrolleres. \
Kort som gruppa di laget sammen, står uten navnet ditt.

{ask}

Vennlig hilsen
{organiser}"""

LEADER_SUBJECT = "Arbeidsmappene i {cohort} blir slettet {day}"
LEADER_BODY = """Hei {first_name}

{cohort} er ferdig med utdanningen, og {day} blir arbeidsmappene slettet. De deltakerne vi har \
e-postadressen til, får et brev om det nå, og alle ser det øverst i mappa si.

Her ser du datoen, og {whom}:
{address}

Skal noe i arkiv, så last det ned før den dagen. Registeret over kompetansebevis, \
samlingsnotatene og tavlene blir stående.

Vennlig hilsen
{organiser}"""
WHOM = "hvem brevet ikke når, så du kan si det til dem"
HOW_MANY = "hvor mange brevet ikke når"


def date(day: dt.date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def to_participant(
    cohort: Cohort, first_name: str, goes: dt.date, address: str, ask: str
) -> tuple[str, str]:
    """Subject and text."""
    body = BODY.format(
        first_name=first_name,
        programme=cohort.programme,
        cohort=cohort.name,
        day=date(goes),
        address=address,
        ask=ask,
        organiser=cohort.organiser,
    )
    return SUBJECT.format(day=date(goes)), body


def to_leader(
    cohort: Cohort, first_name: str, goes: dt.date, address: str, *, sees_whom: bool
) -> tuple[str, str]:
    """The same without a name in it but the reader's own."""
    body = LEADER_BODY.format(
        first_name=first_name,
        cohort=cohort.name,
        day=date(goes),
        address=address,
        whom=WHOM if sees_whom else HOW_MANY,
        organiser=cohort.organiser,
    )
    return LEADER_SUBJECT.format(cohort=cohort.name, day=date(goes)), body


def ask(leaders: Sequence[str], contact: str) -> str:
    """Whom one asks: the kull's own prosessledere, and the contact of the page about data."""
    *most, last = leaders or ("arrangøren",)
    names = f"{', '.join(most)} eller {last}" if most else last
    more = f" Du når oss også her: {contact}" if contact else ""
    return f"Lurer du på noe, så spør {names}.{more}"
