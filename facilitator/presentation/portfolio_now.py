"""The one thing that lies nearest: the large button of the mappe on a phone."""

from dataclasses import dataclass

from facilitator.domain import portfolio_reviews, reviewing
from facilitator.domain.portfolio_parts import Made


@dataclass(frozen=True, slots=True)
class ForNow:
    """`way` is `document` (with its address), `new` (with the samling), `summary` or `whole`."""

    says: str
    way: str
    ref: str = ""


def for_now(made: Made) -> ForNow | None:
    """What somebody waits for first, then what one has begun, then what can be begun."""
    return _asked(made) or _begun(made) or _open(made)


def _asked(made: Made) -> ForNow | None:
    for document in made.documents:
        if document.status == reviewing.NEEDS_MORE:
            says = f"Skriv videre på «{document.title}»" if document.title else "Skriv videre"
            return ForNow(says, "document", str(document.id))
    if made.summary is not None and made.summary.status == reviewing.NEEDS_MORE:
        return ForNow("Skriv videre på oppsummeringen", "summary")
    return None


def _begun(made: Made) -> ForNow | None:
    summary = made.summary
    if summary is not None and summary.status == reviewing.DRAFT and (summary.text or "").strip():
        return ForNow("Skriv videre på oppsummeringen", "summary")
    for document in reversed(made.documents):
        if document.status == reviewing.DRAFT:
            return ForNow("Skriv videre på praksisdokumentet", "document", str(document.id))
    return None


def _open(made: Made) -> ForNow | None:
    under_way = made.progress.portfolio == portfolio_reviews.UNDER_WAY
    if made.progress.enough and under_way and made.progress.needed:
        return ForNow("Se over, og si at mappa er klar", "whole")
    approved = made.progress.portfolio == portfolio_reviews.APPROVED
    if made.between_now is not None and not made.between_now.documents and not approved:
        return ForNow("Skriv et praksisdokument", "new", str(made.between_now.gathering.id))
    return None
