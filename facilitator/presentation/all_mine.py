"""«Last ned alt mitt» as a document that is read, and as data for a machine.

The two are made of the same entries. What is only for machines, such as keys, stands in the data
alone; what is not in either is said in words, with why.
"""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from facilitator.domain import all_mine_cards as kinds
from facilitator.domain.all_mine import BORROWED, AllMine
from facilitator.models import Participant
from facilitator.presentation import all_mine_cards, all_mine_made
from facilitator.presentation.all_mine_blocks import changes, listing, rows_of, said
from facilitator.presentation.all_mine_words import COLUMNS, PLACES
from facilitator.presentation.content import Block, Bullets, Document, Facts, Paragraph, Section

TITLE = "Alt appen har om deg"
FILENAME = "alt-mitt"
NOTHING = "Her er det ingenting ennå."

NOT_HERE: tuple[str, ...] = (
    (
        "Andres fortellinger og kort. De tilhører den som fortalte. Har du skrevet for noen, står "
        "det at du gjorde det, når og for hvem. Teksten er med bare når den andre deler den med "
        "deg."
    ),
    (
        "Svar uten navn. Nøkkelen blir slettet når prosessen er over, og da kan ingen knytte dem "
        "til deg, heller ikke vi. Tanker og lapper du har sendt uten navn, er det heller ingen "
        "som kan knytte til deg."
    ),
    "Andres private merker på kortene dine.",
    (
        "Om prosesslederne har satt at to ikke skal sitte sammen på en samling. Det handler om to "
        "personer, og sies ikke her av hensyn til den andre. Ingen grunn er lagret, og det "
        "slettes når samlingen er over. Spør prosesslederne hvis du lurer."
    ),
    "Prosessledernes egne notater til kjøreplanen og fasene. De hører til dagen.",
    "Lenker, koder og nøkler. De kunne åpnet mappa di for den som fikk tak i fila.",
    "Tall som bare holder orden i appen: versjoner, rekkefølge og merker mot dobbel sending.",
    "Det som ligger på telefonen din og ikke er sendt.",
    "Sikkerhetskopier. Der står det samme som her.",
)
NOT_KEPT = (
    "Appen har ikke felt for fødselsnummer, fødselsdato eller telefonnummer, og ikke for hvorfor "
    "noen var borte. Den lagrer ikke hvor du er, og måler ikke hvordan du bruker den."
)
ONE_ROOM = (
    "Her er bare det som er skrevet i rommet du er med i, for navnet er ikke bekreftet på denne "
    "enheten. Åpne arbeidsmappa med den personlige lenken din, så får du alt."
)
GUEST = "Du var gjest på én samling. Her er det appen har fra den."


def document(mine: AllMine, made: dt.datetime) -> Document:
    """Needs the session that the entries were read in: cards are drawn with their fields."""
    person = mine.person
    sections = [
        Section(anchor, heading, tuple(blocks))
        for anchor, heading, draw in SECTIONS
        if (blocks := draw(mine))
    ]
    when = said("", "", made)
    return Document(
        name=f"{TITLE}: {person.name}",
        title=TITLE,
        lead=tuple(line for line in (person.name, f"Hentet {when}", scope_words(mine)) if line),
        sections=(*sections, Section("ikke-med", "Dette er ikke med, og hvorfor", _not_here(mine))),
        author=person.cohort.organiser,
        subject="Innsyn i egne opplysninger",
        running=f"{TITLE} · {person.name}",
        filename=FILENAME,
        contents=True,
    )


def scope_words(mine: AllMine) -> str:
    return "" if mine.whole else only_a_part(mine.person)


def only_a_part(person: Participant) -> str:
    """Said to a guest, and where a name is not confirmed."""
    return GUEST if person.guest_of is not None else ONE_ROOM


def _not_here(mine: AllMine) -> tuple[Block, ...]:
    lines = NOT_HERE
    if mine.hidden_greetings:
        count = mine.hidden_greetings
        what = "Én hilsen" if count == 1 else f"{count} hilsener"
        lines = (*lines, f"{what} fra gjester på festivalen, som ikke er vist fram.")
    return (Bullets(lines), Paragraph(NOT_KEPT))


# --- the sections -----------------------------------------------------------------------------


def _person(mine: AllMine) -> list[Block]:
    return [Facts(rows_of("participant", mine.of("participant")[0], place=False))]


def _own(mine: AllMine) -> list[Block]:
    return all_mine_cards.cards(mine, kinds.OWN) + all_mine_cards.unopened(mine)


def _group(mine: AllMine) -> list[Block]:
    return all_mine_cards.cards(mine, kinds.GROUP)


def _tables(*tables: tuple[str, str]) -> Callable[[AllMine], list[Block]]:
    def draw(mine: AllMine) -> list[Block]:
        return [block for table, caption in tables for block in listing(mine, table, caption)]

    return draw


def _attended(mine: AllMine) -> list[Block]:
    days = listing(mine, "attendance", "Halve dager")
    return days + listing(mine, "attendance_agreement", "Avtalt") + changes(mine)


SECTIONS: tuple[tuple[str, str, Callable[[AllMine], list[Block]]], ...] = (
    ("om-deg", "Om deg", _person),
    ("kort", "Fortellingene og kortene dine", _own),
    ("grupper", "Det gruppene dine har laget", _group),
    ("for-andre", "Det du har skrevet for andre", all_mine_cards.for_others),
    ("kladder", "Kladder", all_mine_cards.drafts),
    ("dokumenter", "Praksisdokumentene dine", all_mine_made.documents),
    ("oppsummering", "Oppsummeringen din", all_mine_made.summary),
    ("mappa", "Hele arbeidsmappa", all_mine_made.whole),
    (
        "festival",
        "Festivalen",
        _tables(
            ("festival_contribution", "Bidraget ditt"),
            ("festival_greeting", "Hilsener fra gjestene"),
        ),
    ),
    ("bevis", "Kompetansebeviset", all_mine_made.certificates),
    ("oppmote", "Oppmøte", _attended),
    (
        "samlinger",
        "På samlingene",
        _tables(
            ("presence", "Når du kom og gikk"),
            ("group_member", "Grupper du har vært i"),
            ("interview", "Intervjuer"),
            ("ready", "Faser der du har sagt at du er klar"),
            ("saved_board_holder", "Tavler du har med deg"),
        ),
    ),
    (
        "merker",
        "Merker og tråder",
        _tables(("card_mark", "Kort du har merket"), ("card_thread", "«Minner meg om»")),
    ),
    (
        "ledet",
        "Det du har ledet",
        _tables(
            ("led_process", "Prosesser"),
            ("handover", "Fjernkontrollen i din hånd"),
            (BORROWED, "Rom du har lånt"),
        ),
    ),
    ("metoder", "Metodene dine", all_mine_made.methods),
    ("bilder", "Bilder", _tables(("photo", "Bilder til kort"))),
    ("lapper", "Lapper til prosesslederen", _tables(("leader_note", "Lapper med navnet ditt"))),
    (
        "enheter",
        "Enheter og lenker",
        _tables(
            ("claim", "Enheter med navnet ditt"),
            ("personal_link", "Personlige lenker"),
            ("email_code", "Koder på e-post"),
        ),
    ),
    (
        "brev",
        "Brev og filer",
        _tables(("letter", "Brev til deg"), ("job", "Filer du har bedt om")),
    ),
    (
        "samtykker",
        "Samtykker og sletting",
        _tables(("consent", "Samtykker"), ("deletion_wish", "Ønsker om å få alt slettet")),
    ),
    ("logg", "Hvem som har gjort hva", _tables(("audit_entry", "Det du gjorde, og det om deg"))),
)
"""In the order they are read: anchor, heading, and the blocks; one without any is left out."""


# --- for a machine ----------------------------------------------------------------------------


def data(mine: AllMine, made: dt.datetime) -> bytes:
    """Every entry with its fields by name, days and moments as ISO 8601, and what fields mean."""
    told = {
        "format": 1,
        "made": made,
        "name": mine.person.name,
        "whole": mine.whole,
        "tables": {table: [entry.data for entry in found] for table, found in mine.parts.items()},
        "fields": {table: {**PLACES, **COLUMNS[table]} for table in mine.parts},
        "files": [{"file": file.name, "alt": file.alt} for file in mine.files],
        "greetings_not_shown": mine.hidden_greetings,
        "not_included": list(NOT_HERE),
        "not_kept": NOT_KEPT,
    }
    return json.dumps(told, default=_iso, ensure_ascii=False, indent=1).encode()


def _iso(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return str(value.isoformat())


@dataclass(frozen=True, slots=True)
class Readme:
    """LES-MEG.txt, in two steps: which files are gone is known when they are fetched."""

    name: str
    made: str
    scope: str
    folders: tuple[str, ...]

    @classmethod
    def of(cls, mine: AllMine, made: dt.datetime) -> "Readme":
        inside = {file.name.partition("/")[0] for file in mine.files}
        folders = tuple(words for folder, words in FOLDERS.items() if folder in inside)
        return cls(mine.person.name, said("", "", made), scope_words(mine), folders)

    def text(self, gone: Sequence[str]) -> str:
        head = [TITLE, f"{self.name}, hentet {self.made}."]
        scope = [self.scope] if self.scope else []
        lines = [*head, *scope, *README, *self.folders, *README_END]
        if gone:
            lines += ["", "Disse filene finnes ikke lenger:", *gone]
        return "\r\n".join((*lines, ""))


README = (
    "",
    "alt-mitt.html   Alt til å lese. Åpne fila i nettleseren.",
    "alt-mitt.json   Det samme for en maskin: alle felt, med dato og tid.",
)
FOLDERS = {
    "bilder": "bilder          Bildene dine, slik de er lagret.",
    "filer": "filer           Filene i praksisdokumentene dine.",
}
README_END = (
    "",
    "Det som ikke er med, står sist i alt-mitt.html, med hvorfor.",
    "Ta godt vare på fila. Den er bare for deg.",
)
