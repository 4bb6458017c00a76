"""A note made by hand, for the tests of its formats."""

import datetime as dt

from facilitator.presentation.content import Bullets, Paragraph, Quote, Section, Subheading
from facilitator.presentation.note import Head, Note


def note(*blocks, theme="Sosial innovasjon") -> Note:
    head = Head(
        theme=theme,
        number=8,
        date=dt.date(2027, 9, 15),
        present=34,
        place="Kultursalen Fiolen",
        cohort="Kull 10",
        period="2026/2027",
        organiser="SMART-senteret (demo)",
    )
    return Note(
        head=head,
        sections=(Section("a", "AI-intervju i par", tuple(blocks) or FULL),),
        free_text="",
        version=0,
        card_ids=(),
        waiting=0,
        is_empty=False,
    )


FULL = (
    Paragraph("Formål: Finne det som gir liv."),
    Subheading("Rotårsaker til suksess"),
    Bullets(("Ble værende", "Stilte ett spørsmål"), "Bord 4"),
    Quote(1, "Lappene på døra", "Først ble det stille.", None),
    Quote(2, "Sykkelskuret", "Vi ventet.", "Ane Havgløtt"),
    Quote(3, "Tatt ut", "Dette er tatt ut.", None, dropped=True),
)
