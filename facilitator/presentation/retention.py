"""How long each kind is kept, in words for the installation's owner. Numbers, never names."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import retention, settings
from facilitator.domain.rooms import OSLO
from facilitator.presentation.dates import clock_time, long_date

_MAPPER = (
    "Alt som er deltakernes eget, regnet fra siste dag i utdanningen. Deltakere og prosessledere "
    "ser det i appen tretti dager før, og får brev der e-post er satt opp. Gruppenes kort blir "
    "stående uten navn."
)
NAMES: dict[str, tuple[str, str, str, str]] = {
    retention.UNAPPROVED: (
        "Fortellinger som venter på ja",
        "Skrevet ned for en annen, som ikke har godkjent dem. Regnes fra siste endring.",
        "fortelling", "fortellinger",
    ),
    retention.UNSHARED: (
        "Kladder fra samlingene",
        "Påbegynte kort og notater som aldri ble delt. Regnes fra siste endring.",
        "kladd", "kladder",
    ),
    retention.PORTFOLIO: (
        "Arbeidsmapper",
        _MAPPER,
        "arbeidsmappe", "arbeidsmapper",
    ),
    retention.LOGS: (
        "Loggen over hvem som gjorde hva",
        "Uten tekstene. Ønsker om sletting som er angret, går samtidig.",
        "linje", "linjer",
    ),
    "devices": (
        "Telefoner og nettlesere",
        "Regnes fra sist de ble brukt. Etterpå trengs lenken eller romkoden på nytt.",
        "enhet", "enheter",
    ),
    "links": (
        "Personlige lenker",
        "Regnes fra sist de ble brukt, eller fra de ble laget.",
        "lenke", "lenker",
    ),
    "letters": (
        "Oversikten over sendte brev",
        "Når noen fikk en lenke, en påminnelse eller et brev om mappa. Teksten lagres ikke.",
        "linje", "linjer",
    ),
    retention.CLOSED: (
        "Prosessledere som er stengt ute",
        "E-post, tittel og alt annet som leder til dem. Regnes fra da de ble stengt ute.",
        "prosessleder", "prosessledere",
    ),
    "codes": (
        "Koder på e-post",
        "Regnes fra da de gikk ut. En ny adresse som ingen bekreftet, går samtidig.",
        "kode", "koder",
    ),
    "guesses": (
        "Romkoder som var feil",
        "Tidspunktet, og et avtrykk av nettet de kom fra. Adressen og koden lagres ikke.",
        "forsøk", "forsøk",
    ),
}  # fmt: skip

FIXED: tuple[tuple[str, str], ...] = (
    (
        "Svar uten navn",
        "Koblingen til den som svarte, slettes når prosessen eller rommet avsluttes.",
    ),
    ("«Ikke sammen»", "Slettes når samlingen er over."),
    ("Lånte rom og øvinger", "Slettes natten etter."),
    ("Store filer som er laget", "Slettes etter ett døgn."),
    ("Ønsker om å få alt slettet", "Utføres natten etter fjorten dager."),
    (
        "Samlingsnotat, tavler og kort fra grupper",
        "Ligger til kursholderen sletter kullet. Den som er slettet, har ikke navnet på kortene.",
    ),
    (
        "Lapper uten navn, og hilsener til alle på festivalen",
        "Ligger til kursholderen sletter kullet.",
    ),
    (
        "Registeret over kompetansebevis",
        "Beholdes, så den som har et bevis, kan få det kontrollert.",
    ),
)


@dataclass(frozen=True, slots=True)
class KindLine:
    key: str
    name: str
    means: str
    days: str
    usual: int
    goes: str
    error: str


@dataclass(frozen=True, slots=True)
class RetentionView:
    """`previewed`: the numbers are of what is typed and not saved yet."""

    kinds: tuple[KindLine, ...]
    fixed: tuple[tuple[str, str], ...]
    last: str
    previewed: bool


def view(
    session: Session,
    now: dt.datetime,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    wanted: Mapping[str, int] | None = None,
) -> RetentionView:
    counts = retention.preview(session, now, wanted)
    kept = retention.all_days(session)
    shown = {key: str(number) for key, number in kept.items()} | dict(typed or {})
    mapper = retention.PORTFOLIO
    anew = {mapper} if (wanted or {}).get(mapper, kept[mapper]) != kept[mapper] else set()
    lines = []
    for kind in retention.KINDS:
        name, means, _, _ = NAMES[kind.key]
        error = (errors or {}).get(kind.key, "")
        goes = "" if error else going(kind.key, counts[kind.key], later=kind.key in anew)
        lines.append(KindLine(kind.key, name, means, shown[kind.key], kind.days, goes, error))
    return RetentionView(tuple(lines), FIXED, _last(session), previewed=wanted is not None)


def length(days: int) -> str:
    return f"{days} {'dag' if days == 1 else 'dager'}"


def going(key: str, count: int, *, later: bool = False) -> str:
    """«3 kladder slettes nå». `later`: those it is about are warned first."""
    one, many = NAMES[key][2:]
    when = f"om {retention.WARNED} dager" if later else "nå"
    if not count:
        return f"Ingenting slettes {when}"
    return f"{count} {one if count == 1 else many} slettes {when}"


def _last(session: Session) -> str:
    found = settings.value(session, retention.LAST)
    if not isinstance(found, dict):
        return ""
    at = dt.datetime.fromisoformat(found["at"])
    gone = sum(found["gone"].values())
    what = "Da var det ingenting å slette" if not gone else f"Da ble {gone} slettet"
    return f"Sist ryddet {long_date(at.astimezone(OSLO).date())} kl. {clock_time(at)}. {what}."
