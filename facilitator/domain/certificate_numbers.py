"""The number and the kontrollkode of a kompetansebevis."""

import re
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Certificate, Cohort

ALPHABET = "CDFGHJKMNPQRTVWXY34679"
"""No vowels, so that no words come of it, and nothing that is read as something else."""

CODE_LENGTH = 10
GROUPS = (3, 3, 4)


def prefix_of(cohort: Cohort) -> str:
    """The kull's own, else the number in its name, else the year it ends."""
    if cohort.certificate_prefix.strip():
        return cohort.certificate_prefix.strip()
    if number := re.search(r"\d+", cohort.name):
        return number[0]
    years = [day.date.year for day in cohort.gatherings]
    return str(max(years)) if years else cohort.key


def last_number(session: Session, prefix: str) -> int:
    """The highest running number that has been given after the prefix, by any kull."""
    given = session.scalars(
        select(Certificate.number).where(
            Certificate.number.startswith(f"{prefix}-", autoescape=True)
        )
    )
    return max((running_number(number, prefix) for number in given), default=0)


def running_number(number: str, prefix: str) -> int:
    rest = number.removeprefix(f"{prefix}-")
    return int(rest) if rest.isascii() and rest.isdigit() else 0


def written(prefix: str, running: int) -> str:
    """«10-016»."""
    return f"{prefix}-{running:03d}"


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def grouped(code: str) -> str:
    """«KVF 7RT 42MH», as it stands on the paper."""
    parts, at = [], 0
    for length in GROUPS:
        parts.append(code[at : at + length])
        at += length
    return " ".join([*parts[:-1], parts[-1] + code[at:]])


def tidy_code(typed: str) -> str:
    """As it is kept, however it was typed."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())[:40]


def tidy_number(typed: str) -> str:
    return re.sub(r"\s", "", re.sub(r"[\u2010-\u2015\u2212]", "-", typed))[:40]
