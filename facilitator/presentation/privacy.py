"""«Slik bruker vi opplysningene dine», and the form that its owner writes it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import privacy, retention
from facilitator.presentation import joining
from facilitator.presentation.retention import FIXED, NAMES

LABELS: dict[str, tuple[str, str]] = {
    "controller": (
        "Behandlingsansvarlig",
        "Den som bestemmer hva opplysningene brukes til. Uten noe her står arrangøren av kullet.",
    ),
    "contact": ("Spørsmål går til", "Navn, e-post eller telefon hos dere."),
    "officer": ("Personvernombud", "E-post eller telefon til ombudet."),
    "processors": (
        "Databehandlere",
        "De som drifter for dere, også e-post og pålogging. Én på hver linje, med land.",
    ),
    "basis": ("Grunnlaget", "Hvorfor dere har lov til å bruke opplysningene."),
    "archive": ("Arkiv", "Det dere må ta vare på lenger, om noe."),
    "complaint": ("Klage", "Hvor en går med det en er uenig i."),
    "consent_photo": ("Bilder", "Det deltakeren sier ja til."),
    "consent_publication": ("Publisering", "Det deltakeren sier ja til."),
    "consent_research": ("Forskning", "Det deltakeren sier ja til."),
}


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    means: str
    how_long: str


@dataclass(frozen=True, slots=True)
class PrivacyView:
    controller: str
    contact: str
    officer: str
    processors: tuple[str, ...]
    basis: str
    archive: str
    complaint: str
    kept: tuple[Kept, ...]
    fixed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    help: str
    value: str
    error: str
    long: bool
    consent: bool


def view(session: Session) -> PrivacyView:
    said = privacy.texts(session)
    cohort = joining.house_cohort(session)
    lines = tuple(line.strip() for line in said["processors"].split("\n") if line.strip())
    return PrivacyView(
        controller=said["controller"] or (cohort.organiser if cohort else ""),
        contact=said["contact"],
        officer=said["officer"],
        processors=lines,
        basis=said["basis"],
        archive=said["archive"],
        complaint=said["complaint"],
        kept=tuple(
            Kept(NAMES[key][0], NAMES[key][1], days_line(days))
            for key, days in retention.all_days(session).items()
        ),
        fixed=FIXED,
    )


def days_line(days: int) -> str:
    """«30 dager»; what is nearly whole months or years is said so."""
    if days == 1:
        return "ett døgn"
    if days % 365 == 0:
        return "ett år" if days == 365 else f"{days // 365} år"
    if days >= 170 and abs(days - round(days / 30.5) * 30.5) < 1:
        return f"{round(days / 30.5)} måneder"
    return f"{days} dager"


def form(
    session: Session,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> tuple[Field, ...]:
    stands = privacy.texts(session) | dict(typed or {})
    return tuple(
        Field(
            name, label, help_, stands[name], (errors or {}).get(name, ""),
            privacy.SPECS[name].long, name.startswith("consent_"),
        )
        for name, (label, help_) in LABELS.items()
    )  # fmt: skip
