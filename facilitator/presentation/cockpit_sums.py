"""How the whole kull stands with each requirement, in a line of words. Counts, and no shares."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.domain import portfolio_reviews, reviewing
from facilitator.domain.certificate_texts import in_words
from facilitator.domain.cockpit import Line
from facilitator.domain.requirements import (
    ATTENDANCE,
    FESTIVAL,
    FOLDER,
    LABELS,
    SUMMARY,
)
from facilitator.models import Cohort
from facilitator.presentation import attendance

ATTENDANCE_WORDS = (
    *("Oppfylt", "Avtalt", "På god vei", "Ikke bekreftet ennå"),
    *("Trenger resten", "Trenger en avtale"),
)
SUMMARY_WORDS = (
    (reviewing.APPROVED, "godkjent"),
    (reviewing.HANDED_IN, "levert"),
    (reviewing.NEEDS_MORE, "trenger litt mer"),
    (reviewing.DRAFT, "i kladd"),
    ("", "ikke begynt ennå"),
)


@dataclass(frozen=True, slots=True)
class Sum:
    label: str
    words: str


def sums(lines: Sequence[Line], cohort: Cohort) -> tuple[Sum, ...]:
    """One for each requirement, in the order of the columns."""
    return (
        Sum(LABELS[ATTENDANCE], _attendance(lines)),
        Sum(LABELS[FOLDER], _folders(lines, cohort)),
        Sum(LABELS[SUMMARY], _summaries(lines)),
        Sum(LABELS[FESTIVAL], _festival(lines)),
    )


def _attendance(lines: Sequence[Line]) -> str:
    counts = Counter(attendance.status_words(line.standing) for line in lines)
    return ", ".join(f"{counts[word]} {_low(word)}" for word in ATTENDANCE_WORDS if counts[word])


def _folders(lines: Sequence[Line], cohort: Cohort) -> str:
    """Approved and ready ones first; then those with enough to be so."""
    counts = Counter(line.progress.portfolio for line in lines)
    approved, ready = counts[portfolio_reviews.APPROVED], counts[portfolio_reviews.READY]
    enough = sum(line.progress.enough for line in lines)
    needed = cohort.min_approved_documents
    which = "godkjente" if cohort.approve_documents else "besvarte"
    documents = f"{in_words(needed)} {which} dokumenter"
    if needed == 1:
        documents = f"ett {which[:-1]} dokument"
    parts = [f"{approved} godkjent"] if approved else []
    parts += [f"{ready} klar til godkjenning"] if ready else []
    parts.append(f"{enough or 'ingen'} har {documents}{'' if enough else ' ennå'}")
    return ", ".join(parts)


def _summaries(lines: Sequence[Line]) -> str:
    counts = Counter(line.progress.summary for line in lines)
    return ", ".join(f"{counts[status]} {word}" for status, word in SUMMARY_WORDS if counts[status])


def _festival(lines: Sequence[Line]) -> str:
    chosen = sum(line.required.form is not None for line in lines)
    confirmed = sum(line.required.took_part for line in lines)
    if not chosen:
        return "ingen er meldt inn ennå"
    return f"{chosen} er meldt inn, {confirmed or 'ingen'} bekreftet{'' if confirmed else ' ennå'}"


def _low(word: str) -> str:
    return word[0].lower() + word[1:]
