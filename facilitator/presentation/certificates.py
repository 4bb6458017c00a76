"""A kompetansebevis as it is shown and printed: one tree of content for paper and page."""

import re
from dataclasses import dataclass

from facilitator.domain import certificate_numbers as numbers
from facilitator.domain.certificate_texts import in_words
from facilitator.domain.certificates import PREPARED, REPLACED, VALID, WITHDRAWN
from facilitator.models import Certificate
from facilitator.presentation.qr import QrView, qr
from facilitator.presentation.rings import Bead, certificate_seats

CONTROL = "/kontroll"

STATUS_WORDS = {
    VALID: "Gyldig",
    PREPARED: "Ikke gyldig ennå",
    REPLACED: "Erstattet",
    WITHDRAWN: "Trukket tilbake",
}


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything on one kompetansebevis, in the order it is read."""

    name: str
    lead: str
    body: tuple[str, ...]
    place_line: str
    signers: tuple[Signer, ...]
    organiser: str
    number: str
    code: str
    """In groups, as it is read aloud."""
    url: str
    """Where the QR code leads: the public page with number and code filled in."""
    address: str
    """The public page as one types it."""
    seats: tuple[Bead, ...]
    ring_words: str
    qr: QrView
    logo: str | None


def paper(certificate: Certificate, root: str) -> Paper:
    """`root` is the address that others reach us at, without a path."""
    content = certificate.content
    seats = [bool(seat) for seat in content.get("seats", [])]
    url = f"{root}{CONTROL}?nr={certificate.number}&kode={certificate.code}"
    return Paper(
        name=certificate.name,
        lead=content["lead"],
        body=tuple(content["body"]),
        place_line=content["place_line"],
        signers=tuple(Signer(s["name"], s["title"]) for s in content.get("signers", [])),
        organiser=content["organiser"],
        number=certificate.number,
        code=numbers.grouped(certificate.code),
        url=url,
        address=f"{root.partition('://')[2]}{CONTROL}",
        seats=certificate_seats(seats),
        ring_words=_ring_words(seats),
        qr=qr(url),
        logo=content.get("logo"),
    )


def _ring_words(seats: list[bool]) -> str:
    count = in_words(len(seats))
    noun = "plass, én for samlingen" if len(seats) == 1 else "plasser, én for hver samling"
    lit = ". Festivalens plass er gul" if any(seats) else ""
    return f"En ring med {count} {noun}{lit}."


def filename(certificate: Certificate) -> str:
    """ASCII, so that every browser saves it under this name."""
    safe = re.sub(r"[^0-9A-Za-z-]+", "-", certificate.number)
    return f"kompetansebevis-{safe}.pdf"
