"""«Last ned alt mitt»: all that is about a person, and nothing that is somebody else's."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, insert
from sqlalchemy.orm import Session

from facilitator.db import Base, Utc
from facilitator.domain import all_mine, all_mine_rules
from facilitator.domain.policies import Actor
from facilitator.models import Activity, Device, DocumentFile, Group, SavedBoard
from facilitator.presentation import all_mine as shown
from facilitator.presentation.all_mine_words import COLUMNS, PLACES
from facilitator.presentation.content import Document
from tests.support.queries import counted

FIXED: dict[tuple[str, str], Any] = {
    ("card", "type"): "story",
    ("card", "visibility"): "me",
    ("card", "group_id"): None,
    ("document_file", "kind"): "pdf",
    ("draft", "group_id"): None,
    ("draft", "interview_id"): None,
    ("festival_greeting", "status"): "shown",
    ("practice_document", "strengths"): [],
    ("practice_document", "goals"): [],
}
MANY = tuple(
    "card draft photo practice_document document_event document_edition document_file method "
    "method_version interview claim group_member".split()
)
TOGETHER = ("card_thread",)
"""Between two cards; made by hand below."""


class World:
    """A row in every table about a person, for each of two, with a word of theirs in each text."""

    def __init__(self, db: Session, activity: Activity, room_id: int, now: dt.datetime) -> None:
        self.db, self.now = db, now
        self.same = {
            "activity": activity.id,
            "room": room_id,
            "gathering": activity.room.gathering_id,
            "cohort": activity.room.gathering.cohort_id,
            "facilitator": None,
            "cluster": None,
            "certificate": None,
        }
        self.said: dict[int, dict[str, list[str]]] = {}

    def live(self, person: int, word: str, only: tuple[str, ...] = ()) -> dict[str, int]:
        """What somebody has in every table, or in `only` those; gives the ids of the rows."""
        self.said[person] = {}
        own: dict[str, int | None] = {**self.same, "participant": person}
        device = Device(digest=f"{word}-digest", created_at=self.now)
        group = Group(activity_id=self.same["activity"], set_key=word, number=1)
        self.db.add_all([device, group])
        self.db.flush()
        own |= {"device": device.id, "group": group.id, "saved_board": self.board()}
        for table in Base.metadata.sorted_tables:
            wanted = set(only or all_mine_rules.KEPT) - {"participant", *TOGETHER}
            if table.name in wanted:
                own[table.name] = self._row(table, own, word, person)
        return {name: id for name, id in own.items() if id is not None}

    def board(self) -> int:
        found = self.db.query(SavedBoard).first()
        if found is None:
            found = SavedBoard(activity_id=self.same["activity"], arrangement=[], today_only=0,
                               saved_at=self.now)  # fmt: skip
            self.db.add(found)
            self.db.flush()
        return found.id

    def _row(self, table: Table, own: dict[str, int | None], word: str, person: int) -> int | None:
        values = {c.name: self._value(table, c, own, word) for c in table.columns}
        values = {name: value for name, value in values.items() if name != "id"}
        kept = all_mine_rules.KEPT[table.name].split()
        self.said[person][table.name] = [v for n, v in values.items() if n in kept and _own(v)]
        made = self.db.execute(insert(table).values(values))
        key = made.inserted_primary_key
        return int(key[0]) if key is not None else None

    def _value(self, table: Table, column: Column[Any], own: dict[str, Any], word: str) -> Any:
        if (table.name, column.name) in FIXED:
            return FIXED[table.name, column.name]
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column.table.name
            return own.get(target)
        text = f"{word} {table.name} {column.name}"
        kinds = {JSON: {"title": text, "text": text}, Boolean: False, Integer: 1, String: text}
        if isinstance(column.type, Utc):
            return self.now
        if isinstance(column.type, Date):
            return self.now.date()
        return next(value for kind, value in kinds.items() if isinstance(column.type, kind))


def _own(value: object) -> bool:
    return isinstance(value, str) and " " in value


@pytest.fixture
def two(database, cast, clock, start) -> Iterator[tuple[Session, World]]:
    """Ane and Siv, with a row in every table, from the same AI-intervju; and who Ane is."""
    led = start(present=["hodan", "helge"])
    with database.transaction() as db:
        made = World(db, db.get_one(Activity, led.id), cast.room, clock())
        own, other = made.live(cast.ane, "Anes"), made.live(cast.siv, "Sivs")
        db.execute(
            insert(Base.metadata.tables["card_thread"]).values(
                from_card_id=own["card"], to_card_id=other["card"], by_id=cast.ane,
                created_at=clock(),
            )
        )  # fmt: skip
        db.execute(
            insert(Base.metadata.tables["card_mark"]).values(
                activity_id=led.id, phase_key="x", person_id=cast.ane, card_id=other["card"]
            )
        )
        db.flush()
        db.expire_all()
        yield db, made


def of(db: Session, participant: int, **more: Any) -> all_mine.AllMine:
    actor = Actor(participant_id=participant, **{"whole_portfolio": True, **more})
    return all_mine.collect(db, actor)


def texts(document: Document) -> str:
    return repr(document)


def test_every_table_about_a_person_is_in_it_with_every_text(two, cast, clock) -> None:
    db, world = two
    mine = of(db, cast.ane)
    assert set(mine.parts) == set(all_mine_rules.KEPT)
    told = json.loads(shown.data(mine, clock()))
    for table, said in world.said[cast.ane].items():
        inside = json.dumps(told["tables"][table], ensure_ascii=False)
        assert not [text for text in said if text not in inside], table


def test_nothing_that_is_somebody_elses_is_in_it(two, cast, clock) -> None:
    db, _ = two
    mine = of(db, cast.ane)
    data = shown.data(mine, clock()).decode()
    assert "Anes" in data
    assert "Sivs" not in data
    assert "Sivs" not in texts(shown.document(mine, clock()))


def test_a_prosessleder_who_is_also_a_participant_reads_no_more(two, cast, clock) -> None:
    db, _ = two
    mine = of(db, cast.ane, facilitator_id=cast.turid, leads=frozenset({cast.cohort}))
    assert "Sivs" not in shown.data(mine, clock()).decode()


def test_each_field_has_a_name_that_people_understand(two, cast) -> None:
    db, _ = two
    for table, entries in of(db, cast.ane).parts.items():
        for entry in entries:
            assert not entry.data.keys() - COLUMNS[table].keys() - PLACES.keys(), table


def test_what_is_said_to_people_is_in_what_they_read(two, cast, clock) -> None:
    """Words that somebody wrote; keys and content for machines stand in the data alone."""
    db, _ = two
    read = texts(shown.document(of(db, cast.ane), clock()))
    for field in (
        "card fields", "draft fields", "practice_document text", "document_event noticed",
        "summary text", "summary_event wonders", "portfolio_event reason", "leader_note text",
        "festival_contribution needs", "festival_greeting text", "document_edition content",
        "letter by", "method name", "certificate code", "photo alt", "attendance confirmed_by",
        "attendance_change by", "portfolio_copy by", "led_process process",
    ):  # fmt: skip
        assert f"Anes {field}" in read


def test_no_key_and_no_name_of_a_kept_file_is_in_it(two, cast, clock) -> None:
    db, _ = two
    mine = of(db, cast.ane)
    both = shown.data(mine, clock()).decode() + texts(shown.document(mine, clock()).sections)
    for secret in ("digest", "photo token", "document_file token", "job token", "client_id"):
        assert f"Anes {secret}" not in both
    assert "Anes-digest" not in both


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("../../etc/passwd.pdf", "filer/01 etc passwd.pdf"),
        ("C:\\CON.pdf", "filer/01 C CON.pdf"),
        ("Čáhci og æøå 🌱.pdf", "filer/01 Čáhci og æøå.pdf"),
        ("قصة.pdf", "filer/01 قصة.pdf"),
        ("\u202efdp.exe.pdf", "filer/01 fdp exe.pdf"),
        ("🌱.pdf", "filer/01.pdf"),
        ("x" * 200 + ".pdf", f"filer/01 {'x' * 60}.pdf"),
    ],
)
def test_a_file_is_called_what_any_machine_can_have(two, cast, called, name) -> None:
    db, _ = two
    db.query(DocumentFile).update({"name": called})
    assert name in [file.name for file in of(db, cast.ane).files]


def test_a_name_that_is_not_confirmed_gets_its_room_alone(two, cast, clock) -> None:
    db, _ = two
    mine = of(db, cast.ane, whole_portfolio=False)
    assert not mine.whole
    assert mine.parts.keys() == {"participant"}
    assert mine.of("participant")[0].data.keys() == {"name", "cohort", "organiser"}
    assert shown.ONE_ROOM in shown.document(mine, clock()).lead


def test_the_questions_do_not_grow_with_what_lies_there(database, two, cast, clock) -> None:
    db, world = two

    def asked() -> int:
        db.expire_all()
        with counted(database) as sent:
            shown.document(of(db, cast.ane), clock())
        return len(sent)

    once = asked()
    for number in range(5):
        world.live(cast.ane, f"Mer{number}", MANY)
    assert asked() == once
