"""What a kull has decided of itself, one section at a time. A kursholder's to change."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from facilitator.domain import as_shown
from facilitator.domain.form_fields import Fields
from facilitator.errors import NotFound
from facilitator.models import Cohort
from facilitator.models.cohort import FROM_ENTRY, WHOLE_YEAR
from facilitator.processes import catalogue

UNITS = ("half_day", "day")
LATE_ENTRIES = (WHOLE_YEAR, FROM_ENTRY)
READINGS = ("each", "whole")
SIGNERS = 2

NAME_LIMIT, PERIOD_LIMIT, ORGANISER_LIMIT = 60, 20, 80
NEEDED_NAME = "Skriv hva kullet heter, for eksempel Kull 11."
NEEDED_PERIOD = "Skriv perioden, for eksempel 2027/2028."
NEEDED_ORGANISER = "Skriv hvem som arrangerer."

_PREFIX = re.compile(r"[0-9A-Za-zÆØÅæøå]*")


def save(session: Session, cohort: Cohort, section: str, form: Mapping[str, str]) -> None:
    """One section of the form. Raises Invalid with a text for each field, changing nothing, and
    ChangedMeanwhile where somebody else has written since."""
    saver = SECTIONS.get(section)
    if saver is None:
        raise NotFound("Denne delen av innstillingene finnes ikke.")
    # Two who save at once come one after the other, also on PostgreSQL.
    session.refresh(cohort, with_for_update=True)
    kept = values_of(cohort)
    fields = Fields(as_shown.joined(form, {name: kept[name] for name in FIELDS[section]}))
    found = saver(fields)
    fields.done()
    for name, value in found.items():
        setattr(cohort, name, value)


def _kull(fields: Fields) -> dict[str, object]:
    starts, ends = fields.date("starts_on"), fields.date("ends_on")
    if starts and ends and ends < starts:
        fields.fault("ends_on", "Slutten kan ikke være før begynnelsen.")
    return {
        "name": fields.line("name", NAME_LIMIT, NEEDED_NAME),
        "programme": fields.line("programme", 80, "Skriv hva utdanningen heter."),
        "period": fields.line("period", PERIOD_LIMIT, NEEDED_PERIOD),
        "organiser": fields.line("organiser", ORGANISER_LIMIT, NEEDED_ORGANISER),
        "festival_name": fields.line("festival_name", 60, "Skriv hva festivalen heter."),
        "focus_question": fields.line("focus_question", 300, "Skriv spørsmålet kullet samles om."),
        "seats": fields.number("seats", 1, 400),
        "starts_on": starts,
        "ends_on": ends,
    }


def _attendance(fields: Fields) -> dict[str, object]:
    return {
        "attendance_unit": fields.choice("attendance_unit", UNITS),
        "attendance_threshold": fields.number("attendance_threshold", 1, 100),
        "attendance_includes_festival": fields.tick("attendance_includes_festival"),
        "late_entry": fields.choice("late_entry", LATE_ENTRIES),
    }


def _documents(fields: Fields) -> dict[str, object]:
    return {
        "min_approved_documents": fields.number("min_approved_documents", 0, 40),
        "document_deadline": fields.date("document_deadline"),
        "approve_documents": fields.choice("reading", READINGS) == "each",
        "answer_days": fields.number("answer_days", 1, 90),
    }


def _summary(fields: Fields) -> dict[str, object]:
    least = fields.number("summary_least", 1, 20_000)
    most = fields.number("summary_most", 1, 20_000)
    if most < least:
        fields.fault("summary_most", "Det øverste tallet må være det største.")
    deadline = fields.date("summary_deadline")
    return {"summary_deadline": deadline, "summary_least": least, "summary_most": most}


def _certificate(fields: Fields) -> dict[str, object]:
    prefix = fields.line("certificate_prefix", 12)
    if not _PREFIX.fullmatch(prefix):
        fields.fault("certificate_prefix", "Bruk bare tall og bokstaver, for eksempel 10.")
    return {
        "certificate_prefix": prefix,
        "certificate_place": fields.line("certificate_place", 60),
        "certificate_practised": fields.line(
            "certificate_practised", 400, "Skriv hva de har øvd på å lede."
        ),
        "certificate_signers": _signers(fields),
    }


def _signers(fields: Fields) -> list[dict[str, str]]:
    """Those with a name; the first may be left out as well as the second."""
    found = []
    for number in range(1, SIGNERS + 1):
        name, title = fields.line(f"signer{number}", 60), fields.line(f"title{number}", 60)
        if title and not name:
            fields.fault(f"signer{number}", "Skriv også navnet.")
        if name:
            found.append({"name": name, "title": title})
    return found


def _strengths(fields: Fields) -> dict[str, object]:
    known = {each.key for each in catalogue.known()}
    return {"catalogue": fields.choice("catalogue", sorted(known))}


def _phones(fields: Fields) -> dict[str, object]:
    return {"email_code": fields.tick("email_code")}


SECTIONS: Mapping[str, Callable[[Fields], dict[str, object]]] = {
    "kullet": _kull,
    "oppmote": _attendance,
    "dokumenter": _documents,
    "oppsummering": _summary,
    "bevis": _certificate,
    "styrker": _strengths,
    "telefoner": _phones,
}
"""The section's word in addresses and anchors → what its form holds."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "kullet": (
        "name", "programme", "period", "organiser", "festival_name", "focus_question", "seats",
        "starts_on", "ends_on",
    ),
    "oppmote": (
        "attendance_unit", "attendance_threshold", "attendance_includes_festival", "late_entry",
    ),
    "dokumenter": ("min_approved_documents", "document_deadline", "reading", "answer_days"),
    "oppsummering": ("summary_deadline", "summary_least", "summary_most"),
    "bevis": (
        "certificate_prefix", "certificate_place", "certificate_practised", "signer1", "title1",
        "signer2", "title2",
    ),
    "styrker": ("catalogue",),
    "telefoner": ("email_code",),
}  # fmt: skip
"""The section → the names of its fields."""


def values_of(cohort: Cohort) -> dict[str, str]:
    """What is kept, as the fields of the forms hold it."""
    signers = [*cohort.certificate_signers, {}, {}]
    named = {f"signer{n}": signers[n - 1].get("name", "") for n in (1, 2)}
    titles = {f"title{n}": signers[n - 1].get("title", "") for n in (1, 2)}
    plain = {
        name: _text(getattr(cohort, name))
        for names in FIELDS.values()
        for name in names
        if hasattr(cohort, name)
    }
    reading = "each" if cohort.approve_documents else "whole"
    return {**plain, **named, **titles, "reading": reading}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)
