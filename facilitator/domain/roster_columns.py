"""What the columns of a list hold: found by their headings, else by what stands in them.

A column of fødselsnummer is taken out before anything else looks at the list, and so are birth
dates. Neither is kept, shown or sent anywhere.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.domain.roster_files import Table
from facilitator.text import holds_national_id

NAME, FIRST, LAST = "name", "first", "last"
EMAIL, ROLE, ROLE_GROUP = "email", "role", "role_group"
WORKPLACE, MUNICIPALITY = "workplace", "municipality"
IGNORED = ""

MEANINGS = {
    NAME: "Navn",
    FIRST: "Fornavn",
    LAST: "Etternavn",
    EMAIL: "E-post",
    ROLE: "Stilling",
    ROLE_GROUP: "Rollegruppe",
    WORKPLACE: "Arbeidssted",
    MUNICIPALITY: "Kommune",
    IGNORED: "Brukes ikke",
}
"""In the order they are offered to choose from."""

_HEADINGS = {
    NAME: "navn, fullt navn, fulltnavn, deltaker, deltakere, deltakernavn, deltakers navn, "
    "navn på deltaker, navn deltaker, kursdeltaker, person, name",
    FIRST: "fornavn, for og mellomnavn, fornavn og mellomnavn, first name, firstname",
    LAST: "etternavn, last name, lastname, surname",
    EMAIL: "epost, epostadresse, epost adresse, mail, mailadresse, email, epost jobb, "
    "jobbepost, epost arbeid, kontakt epost, deltakers epost",
    ROLE: "stilling, rolle, yrke, tittel, stillingstittel, funksjon, stilling rolle, "
    "rolle stilling, yrkestittel, stillingsbetegnelse",
    ROLE_GROUP: "rollegruppe, yrkesgruppe, kategori, sektor, tjenesteområde",
    WORKPLACE: "arbeidssted, arbeidsplass, virksomhet, skole, barnehage, skole barnehage, "
    "barnehage skole, enhet, tjenestested, tjeneste, arbeidsgiver, organisasjon, skolens navn, "
    "navn på virksomhet, navn på skole, institusjon, avdeling",
    MUNICIPALITY: "kommune, kommunenavn, arbeidskommune, kommune arbeidssted",
}
_KNOWN = {
    heading.strip(): meaning for meaning, words in _HEADINGS.items() for heading in words.split(",")
}
_BEGINNINGS = (
    ("epost", EMAIL),
    ("mail", EMAIL),
    ("email", EMAIL),
    ("fornavn", FIRST),
    ("etternavn", LAST),
    ("stilling", ROLE),
    ("arbeidssted", WORKPLACE),
    ("arbeidsplass", WORKPLACE),
    ("virksomhet", WORKPLACE),
    ("skole", WORKPLACE),
    ("kommune", MUNICIPALITY),
    ("navn", NAME),
)
_ABOUT_OTHERS = ("leder", "rektor", "pårørende", "kontaktperson", "foresatt", "ansvarlig", "barn")
_NATIONAL_ID = re.compile(
    r"fødsels?(og personnummer|nummer|nr)|personn(ummer|r)|pnr|fnr|dnummer|dnr|ssn|"
    r"national ?id|fødsels og personn(ummer|r)"
)
_BIRTH = re.compile(r"fødsels?(dato|dag|år)|født( dato)?|alder|birth.*|dato for fødsel")
_ELEVEN = re.compile(r"(?<!\d)\d{6}[\s.\-]?\d{5}(?!\d)")
_LOOKED_THROUGH = 15
"""Rows among which the headings stand; above them people write what the list is."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list whose headings have been found.

    `headings` and `meanings` belong to the columns that are left; `dropped` are those that were
    taken out unread. `rows` are (number in the file, cells); `forbidden` the numbers of those
    that hold a fødselsnummer, with their cells emptied.
    """

    headings: tuple[str, ...]
    meanings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    dropped: tuple[str, ...] = ()
    forbidden: frozenset[int] = frozenset()


def understand(tables: Sequence[Table]) -> Sheet:
    """The sheet whose headings say most, understood."""
    best = max(tables, key=lambda table: _score(_heading(table)[1]))
    at, headings = _heading(best)
    width = len(best[0])
    body = [(number, row) for number, row in enumerate(best, 1) if number > at]
    out = {
        column
        for column in range(width)
        if _is_secret(headings[column] if headings else "", [row[column] for _, row in body])
    }
    kept = [column for column in range(width) if column not in out]
    rows, forbidden = [], set()
    for number, row in body:
        cells = tuple(row[column] for column in kept)
        if any(is_national_id(cell) for cell in cells):
            forbidden.add(number)
            cells = ("",) * len(kept)
        elif not any(cells):
            continue
        rows.append((number, cells))
    named = [headings[column] if headings else "" for column in range(width)]
    return Sheet(
        headings=tuple(
            "" if is_national_id(named[c]) else named[c] or f"Kolonne {_letters(c)}" for c in kept
        ),
        meanings=_meanings([named[c] for c in kept], [cells for _, cells in rows]),
        rows=tuple(rows),
        dropped=tuple(_dropped_name(named[column], column) for column in sorted(out)),
        forbidden=frozenset(forbidden),
    )


def is_national_id(cell: str) -> bool:
    """Eleven digits are refused whatever they sum to: an account number has no place here."""
    return bool(_ELEVEN.search(cell)) or holds_national_id(cell)


def plain(heading: str) -> str:
    """A heading without what people write it differently with."""
    words = unicodedata.normalize("NFC", heading).casefold()
    words = re.sub(r"\([^)]*\)|[-.'’:*]", "", words)
    return " ".join(re.sub(r"[^\wæøå]+", " ", words).split())


def meaning_of(heading: str) -> str:
    said = plain(heading)
    if said in _KNOWN:
        return _KNOWN[said]
    if any(word in said for word in _ABOUT_OTHERS):
        return IGNORED
    return next((meaning for begin, meaning in _BEGINNINGS if said.startswith(begin)), IGNORED)


def _heading(table: Table) -> tuple[int, list[str]]:
    """The row number of the headings and what they are; 0 and nothing when there are none."""
    found = (0, (0, 0), [""])
    for number, row in enumerate(table[:_LOOKED_THROUGH], 1):
        score = _score(row)
        if score > found[1]:
            found = (number, score, row)
    return (found[0], found[2]) if found[0] else (0, [])


def _score(row: Sequence[str]) -> tuple[int, int]:
    """How many things the headings name. A row that names nobody is none."""
    cells = [cell for cell in row if cell and len(cell) < 60]
    meanings = {meaning_of(cell) for cell in cells} - {IGNORED}
    if not meanings & {NAME, FIRST, LAST, EMAIL}:
        return (0, 0)
    # «Navn på kurset» above the list begins like a heading, and stands alone.
    exact = sum(1 for cell in cells if plain(cell) in _KNOWN)
    return (len(meanings), exact) if exact or len(meanings) > 1 else (0, 0)


def _is_secret(heading: str, cells: Sequence[str]) -> bool:
    said = plain(heading)
    if _NATIONAL_ID.fullmatch(said) or _BIRTH.fullmatch(said):
        return True
    if any(said.startswith(word) for word in ("fødselsn", "personn", "fødselsd")):
        return True
    filled = [cell for cell in cells if cell]
    # A sheet drops the zero that a number begins with.
    numbers = [
        cell for cell in filled if is_national_id(cell.zfill(11) if cell.isdigit() else cell)
    ]
    return len(numbers) > 1 and len(numbers) * 2 > len(filled)


def _dropped_name(heading: str, column: int) -> str:
    if heading and not is_national_id(heading) and len(heading) < 60:
        return heading
    return f"Kolonne {_letters(column)}"


def _letters(column: int) -> str:
    return chr(65 + column) if column < 26 else f"A{chr(65 + column - 26)}"


def _meanings(headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Each meaning once; the first column that bears it."""
    taken: set[str] = set()
    found = []
    for column, heading in enumerate(headings):
        meaning = meaning_of(heading) if heading else _by_content([row[column] for row in rows])
        if not heading and meaning == IGNORED and NAME not in taken and not any(headings):
            meaning = NAME
        if meaning in taken:
            meaning = IGNORED
        taken.add(meaning)
        found.append(meaning)
    if NAME in taken and {FIRST, LAST} <= taken:
        # «Navn» beside both is then something else, such as the school's.
        found = [IGNORED if meaning == NAME else meaning for meaning in found]
    return tuple(found)


def _by_content(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell]
    return EMAIL if filled and sum("@" in cell for cell in filled) * 2 > len(filled) else IGNORED
