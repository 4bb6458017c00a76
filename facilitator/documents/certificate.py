"""Kompetansebevis on paper: one PDF for one, or one with all of them for the printer."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.documents import typesetting
from facilitator.domain import cohort_logos
from facilitator.presentation.certificates import Paper
from facilitator.presentation.qr import QrView
from facilitator.presentation.rings import Bead

TEMPLATE = "certificate.typ"
QUIET = 2
"""Modules of white around the QR code: the paper around it is white too."""

INK, NOW = "#0d272a", "#ffb618"
FILLS = {"now": f'fill="{NOW}" stroke="{INK}" stroke-width="1.7"'}


@dataclass(frozen=True, slots=True)
class Logo:
    """The organiser's logo: a file in a folder that the typesetter may read."""

    folder: Path
    file: str


def logo_of(data_dir: Path, token: str | None) -> Logo | None:
    """None without one, and when its file went with the kull."""
    path = cohort_logos.path_of(data_dir, token) if token else None
    return Logo(path.parent, path.name) if path is not None and path.is_file() else None


def render(
    papers: Sequence[Paper], *, title: str, made: dt.datetime, logo: Logo | None = None
) -> bytes:
    """The PDF. Heavy: call it by RUN_IN_THREAD. Raises typesetting.NoGlyphs."""
    organiser = papers[0].organiser if papers else ""
    data: dict[str, Any] = {
        "title": title,
        "organiser": organiser,
        "logo": f"/{logo.file}" if logo else None,
        "logo_words": f"Logoen til {organiser}",
        "sheets": [_sheet(paper) for paper in papers],
    }
    root = logo.folder if logo else Path(__file__).parent
    return typesetting.pdf(TEMPLATE, data, made=made, root=root)


def _sheet(paper: Paper) -> dict[str, Any]:
    return {
        "name": paper.name,
        "lead": paper.lead,
        "body": list(paper.body),
        "place_line": paper.place_line,
        "signers": [{"name": s.name, "title": s.title} for s in paper.signers],
        "organiser": paper.organiser,
        "number": paper.number,
        "code": paper.code,
        "url": paper.url,
        "address": paper.address,
        "ring": _ring(paper.seats),
        "ring_words": paper.ring_words,
        "qr": _qr(paper.qr),
        "qr_words": "QR-kode til siden der beviset kan bekreftes",
    }


def _ring(seats: Iterable[Bead]) -> str:
    circles = "".join(
        f'<circle cx="{seat.cx:.2f}" cy="{seat.cy:.2f}" r="{seat.r:.2f}" '
        f"{FILLS.get(seat.state, f'fill={chr(34)}{INK}{chr(34)}')}/>"
        for seat in seats
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{circles}</svg>'


def _qr(code: QrView) -> str:
    side = code.size + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{QUIET} -{QUIET} {side} {side}">'
        f'<path d="{code.path}" fill="{INK}"/></svg>'
    )
