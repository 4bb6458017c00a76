"""«Last ned alt mitt»: all the app has on a person, for that person.

Rows are found by `all_mine_rules`; here each becomes an entry: its columns by name, what it points
at in words, and files under the names they get in the ZIP. Nothing is written.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    all_mine_cards,
    all_mine_found,
    all_mine_places,
    greetings,
    photo_files,
    practice_content,
)
from facilitator.domain import all_mine_rules as rules
from facilitator.domain.all_mine_found import Found, Row
from facilitator.domain.policies import Actor
from facilitator.models import Card, Cohort, Gathering, Participant

BORROWED = "borrowed_room"
FILED = ("photo", "document_file")
"""Tables whose rows have a file in the data folder."""
NAME_LIMIT = 60
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_NAMES_FILE = re.compile(r"^token$|^logo$|(^|-)photo$")
_NOT_IN_NAME = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """`stored` is its name in the data folder, `name` what it is called in the ZIP."""

    stored: str
    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `card` is the card it is, for whoever draws it."""

    data: Row
    card: Card | None = None

    @property
    def says(self) -> bool:
        """Whether the words of the card may be given."""
        return "fields" in self.data


@dataclass(slots=True)
class AllMine:
    """`parts`: table → its entries; tables without any left out. `hidden_greetings`: how many
    guests' greetings no prosessleder has shown. `whole` is false where one room is open alone."""

    person: Participant
    whole: bool
    parts: dict[str, list[Entry]] = field(default_factory=dict)
    files: list[KeptFile] = field(default_factory=list)
    hidden_greetings: int = 0

    def of(self, table: str) -> list[Entry]:
        return self.parts.get(table, [])


def collect(session: Session, actor: Actor) -> AllMine:
    """Raises NotAllowed for a device that is no participant's."""
    found = all_mine_found.find(session, actor)
    _clean_greetings(session, found)
    mine = AllMine(found.person, whole=found.scope is None)
    mine.hidden_greetings = found.hidden_greetings
    tokens = _named_files(session, found, mine)
    mine.parts["participant"] = [Entry(_person(found, whole=_all_of_it(found)))]
    for table in rules.KEPT:
        entries = [_entry(session, found, table, row, tokens) for row in _rows(found, table)]
        if kept := [entry for entry in entries if entry is not None]:
            mine.parts[table] = kept
    if found.scope is None:
        _borrowed(session, found, mine)
    return mine


def _all_of_it(found: Found) -> bool:
    """A guest's record is the guest's own; a name that nobody has confirmed is only a name."""
    return found.scope is None or found.person.guest_of is not None


def _rows(found: Found, table: str) -> list[Row]:
    rows = found.rows.get(table, [])
    if found.scope is None:
        return rows
    return [row for row in rows if found.room_id(table, row) in found.scope]


def _entry(
    session: Session, found: Found, table: str, row: Row, tokens: Mapping[str, str]
) -> Entry | None:
    kept = {name: row[name] for name in rules.KEPT[table].split()}
    shape = SHAPES.get(table)
    shaped = shape(session, found, row, kept) if shape else kept
    if shaped is None:
        return None
    where = all_mine_places.where(found, table, row)
    known = found.cards.get(row["id"]) if table == "card" else None
    if table in FILED:
        shaped["file"] = tokens.get(row["token"])
    return Entry({**where, **_without_tokens(shaped, tokens)}, known)


# --- what is not a row of a table -------------------------------------------------------------


def _person(found: Found, *, whole: bool) -> Row:
    """Of a name that nobody has confirmed no more is told than what the room knows."""
    person, cohort = found.person, found.person.cohort
    told: Row = {"name": person.name, "cohort": cohort.name, "organiser": cohort.organiser}
    if not whole:
        return told
    told |= {name: getattr(person, name) for name in rules.KEPT["participant"].split()}
    entry = found.gatherings.get(person.entry_id or 0)
    room = found.rooms.get(person.guest_of or 0)
    return told | {
        "workplace": person.workplace_name,
        "municipality": person.municipality,
        "entry_gathering": entry.number if entry else None,
        "guest_on": room.gathering.date if room else None,
    }


def _borrowed(session: Session, found: Found, mine: AllMine) -> None:
    """Rooms the person has borrowed and that have not been thrown away yet."""
    rows = session.execute(
        select(Cohort.name, Gathering.date)
        .join(Gathering, Gathering.cohort_id == Cohort.id)
        .where(Cohort.host_id == found.person.id)
        .order_by(Gathering.id)
    )
    if rooms := [Entry({"name": name, "date": date}) for name, date in rows]:
        mine.parts[BORROWED] = rooms


def _clean_greetings(session: Session, found: Found) -> None:
    """Those that a prosessleder has shown, as the page of the festival has them; others counted."""
    own = found.rows["festival_greeting"]
    found.hidden_greetings = sum(row["status"] != greetings.SHOWN for row in own)
    shown = greetings.shown_for(session, found.person.id) if _has_contribution(found) else []
    found.rows["festival_greeting"] = [
        {"name": one.name, "text": one.text, "at": one.at} for one in shown
    ]


def _has_contribution(found: Found) -> bool:
    return bool(found.rows["festival_contribution"])


# --- files ------------------------------------------------------------------------------------


def _named_files(session: Session, found: Found, mine: AllMine) -> dict[str, str]:
    """Token → its name in the ZIP, for every file that is given along."""
    named: dict[str, str] = {}
    pictures = [(photo_files.kept(row["token"]), row) for row in _photos(session, found)]
    documents = [
        (practice_content.kept(row["token"], row["kind"]), row)
        for row in _rows(found, "document_file")
    ]
    numbers = {"bilder": 0, "filer": 0}
    for stored, row in [*pictures, *documents]:
        ending = stored.rpartition(".")[2]
        inside = "bilder" if ending == "jpg" else "filer"
        numbers[inside] += 1
        called = _called(str(row.get("name") or row["alt"]))
        name = f"{inside}/{numbers[inside]:02d} {called}".strip() + f".{ending}"
        named[row["token"]] = name
        mine.files.append(KeptFile(stored, name, row["alt"]))
    return named


def _photos(session: Session, found: Found) -> list[Row]:
    """One's own, those on cards of one's own or one's group's, and what waits to stand on one."""
    kept = [row for row in _rows(found, "photo") if _sees(session, found, row)]
    found.rows["photo"] = kept
    return kept


def _sees(session: Session, found: Found, row: Row) -> bool:
    if row["owner_id"] == found.person.id:
        return True
    if row["card_id"] is None:
        return row["group_id"] in found.groups
    return found.mine(row["card_id"]) and found.may_read(session, row["card_id"])


def _called(name: str) -> str:
    """Of what its owner called it, or what it shows: letters that any machine takes in a name."""
    whole = unicodedata.normalize("NFC", name)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", whole)
    return " ".join(_NOT_IN_NAME.sub(" ", stem).split())[:NAME_LIMIT].strip()


def _without_tokens(value: Any, tokens: Mapping[str, str]) -> Any:
    """A file is called what it is called in the ZIP; what names one that is not there is gone."""
    if isinstance(value, Mapping):
        return dict(_part(name, part, tokens) for name, part in value.items())
    if isinstance(value, list | tuple):
        return [_without_tokens(part, tokens) for part in value]
    return tokens.get(value, value) if isinstance(value, str) else value


def _part(name: str, value: Any, tokens: Mapping[str, str]) -> tuple[str, Any]:
    """A token under the names that tokens have; a text that somebody wrote there stays."""
    if isinstance(value, str) and _NAMES_FILE.search(name) and _TOKEN.fullmatch(value):
        return ("file" if name == "token" else name), tokens.get(value, "")
    return name, _without_tokens(value, tokens)


Shape = Callable[[Session, Found, Row, Row], Row | None]

SHAPES: dict[str, Shape] = {
    "attendance_change": all_mine_places.attendance_change,
    "card": all_mine_cards.card,
    "card_mark": all_mine_cards.mark,
    "card_thread": all_mine_cards.thread,
    "claim": all_mine_places.claim,
    "consent": all_mine_places.consent,
    "draft": all_mine_cards.draft,
    "group_member": all_mine_places.group_member,
    "interview": all_mine_places.interview,
    "method": all_mine_places.method,
    "photo": all_mine_places.photo,
    "practice_document": all_mine_places.practice_document,
}
"""Tables whose rows say more, or less, than their columns."""
