"""Nothing of a person is left in the database or the data folder but the register."""

from pathlib import Path

import pytest
from sqlalchemy import insert, text

from facilitator import housekeeping
from facilitator.db import Base
from facilitator.domain import (
    all_mine_rules,
    erased_list,
    erasures,
    forgetting,
    forgetting_preview,
    running,
)
from facilitator.domain.forgetting_traces import FORMER, GONE
from facilitator.domain.policies import Actor
from facilitator.models import (
    Activity,
    Attendance,
    AuditEntry,
    Card,
    Certificate,
    Cohort,
    DeletionWish,
    DocumentFile,
    Draft,
    Erasure,
    FestivalContribution,
    Job,
    LeaderNote,
    Method,
    Participant,
    Photo,
    PracticeDocument,
    SavedBoard,
    Summary,
)
from tests.presentation.test_all_mine import World

REGISTER = "Anes certificate "
IN_THE_LOG = "Anes audit_entry "
"""The app's own words: `verb` and `what` are never anybody's text."""


@pytest.fixture
def world(database, cast, clock, start, tmp_path):
    """Ane and Siv with a row in every table, their files, and somebody of Ane's kull named Ane."""
    led = start(present=["hodan", "helge"])
    with database.transaction() as db:
        db.get_one(Participant, cast.ane).name = "Anes Havgløtt"
        made = World(db, db.get_one(Activity, led.id), cast.room, clock())
        own, other = made.live(cast.ane, "Anes"), made.live(cast.siv, "Sivs")
        thread = Base.metadata.tables["card_thread"]
        db.execute(insert(thread).values(from_card_id=own["card"], to_card_id=other["card"],
                                         by_id=cast.ane, created_at=clock()))  # fmt: skip
        together = Card(activity_id=led.id, phase_key="bord", type="cause", client_id="g1",
                        fields={"text": "Vi tok oss tid"}, group_id=other["group"],
                        author_id=cast.ane, written_by_id=cast.ane, visibility="room",
                        created_at=clock(), approved_at=clock())  # fmt: skip
        given = Card(activity_id=led.id, phase_key="gi", type="strength", client_id="g2",
                     fields={"evidence": "Jeg så at du ventet."}, owner_id=cast.siv,
                     author_id=cast.ane, visibility="me", thanks="Takk, Anes",
                     written_by_id=cast.ane, created_at=clock(), approved_at=clock())  # fmt: skip
        db.add_all([together, given])
        db.flush()
        db.get_one(SavedBoard, own["saved_board"]).arrangement = [
            {"title": "", "cards": [own["card"], other["card"], together.id]}
        ]
        ids = {"together": together.id, "given": given.id, "own": own["card"],
               "other": other["card"], "board": own["saved_board"]}  # fmt: skip
        _with_files(db, tmp_path)
        _led_a_method_of(db, led.id, "Anes Havgløtt")
    return ids


def _led_a_method_of(db, activity_id: int, name: str) -> None:
    """It has been led, and is frozen there with its credit, and with what it grew from."""
    activity = db.get_one(Activity, activity_id)
    activity.process = {**activity.process, "credit": name, "grew_from": f"«Ringen» av {name}"}


def _with_files(db, folder: Path) -> None:
    """Files as the app names them, each with its owner's word inside."""
    for name in ("photos", "documents", "exports"):
        (folder / name).mkdir()
    for number, photo in enumerate(db.query(Photo)):
        whose, photo.token = photo.token.split(" ")[0], f"photo-token-{number:08d}"
        (folder / "photos" / f"{photo.token}.jpg").write_text(f"{whose} bilde")
    for number, file in enumerate(db.query(DocumentFile)):
        whose, file.token = file.token.split(" ")[0], f"file-token-{number:09d}"
        (folder / "documents" / f"{file.token}.pdf").write_text(f"{whose} fil")
    for number, job in enumerate(db.query(Job)):
        whose, job.token = job.token.split(" ")[0], f"job-token-{number:010d}"
        (folder / "exports" / job.token).write_text("Anes og Sivs mapper")
    db.flush()


def bytes_of(database, folder: Path) -> bytes:
    file = Path(database.url.removeprefix("sqlite:///"))
    found = [file, *file.parent.glob(f"{file.name}-*")]
    found += [path for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(path.name.encode() + path.read_bytes() for path in set(found))


def test_nothing_is_left_in_any_byte_but_the_register(database, cast, clock, world, tmp_path):
    before = bytes_of(database, tmp_path)
    assert before.count(b"Anes ") > 100
    with database.transaction() as db:
        person = db.get_one(Participant, cast.ane)
        forgetting.ask(db, person, Actor("Anes", cast.ane), clock(), by="Anes")
    clock.tick(days=16)
    assert housekeeping.forget_due(database, tmp_path, clock()) == 1
    left = bytes_of(database, tmp_path).decode(errors="ignore").split("Anes ")[1:]
    assert left, "the register is kept"
    allowed = (REGISTER.removeprefix("Anes "), IN_THE_LOG.removeprefix("Anes "))
    assert [rest[:60] for rest in left if not rest.startswith(allowed)] == []
    after = bytes_of(database, tmp_path)
    assert b"Anes-digest" not in after, "their phone is forgotten"
    assert b"Sivs card fields" in after
    assert b"Sivs bilde" in after
    assert b"mapper" not in after, "large files of the kull are made anew"
    with database.reading() as db:
        assert (
            db.query(Certificate).filter_by(name="Anes certificate name").one().participant_id
            is None
        )
        assert db.execute(text("PRAGMA foreign_key_check")).all() == []


def test_what_others_have_a_part_in_stays_without_the_name(database, cast, clock, world, tmp_path):
    with database.transaction() as db:
        forgetting.erase(db, db.get_one(Participant, cast.ane), clock())
    with database.reading() as db:
        together, given = db.get_one(Card, world["together"]), db.get_one(Card, world["given"])
        assert (together.author_id, together.written_by_id) == (None, None)
        assert together.fields == {"text": "Vi tok oss tid"}
        assert (given.owner_id, given.author_id, given.thanks) == (cast.siv, None, None)
        assert db.get(Card, world["own"]) is None
        (column,) = db.get_one(SavedBoard, world["board"]).arrangement
        assert column["cards"] == [world["other"], world["together"]]
        assert GONE in {entry.by for entry in db.query(AuditEntry)}
        led = db.query(Activity).filter(Activity.process["credit"].as_string() == FORMER).one()
        assert led.process["grew_from"] == f"«Ringen» av {FORMER}"
        assert led.process_digest == running.digest(led.process)
        assert all("Anes H" not in repr((e.by, e.what, e.details)) for e in db.query(AuditEntry))


COUNTED = {
    "stories": Card, "documents": PracticeDocument, "files": DocumentFile, "halves": Attendance,
    "drafts": Draft, "summaries": Summary, "contributions": FestivalContribution,
    "methods": Method, "notes": LeaderNote,
}  # fmt: skip


def rows_of(db) -> dict[str, int]:
    found = {name: db.query(table).count() for name, table in COUNTED.items()}
    return found | {"files": found["files"] + db.query(Photo).count()}


def test_the_preview_says_as_many_as_go(database, cast, clock, world):
    """A picture that the card of a group stands with is not among them."""
    with database.transaction() as db:
        photo = db.query(Photo).filter_by(owner_id=cast.ane).first()
        photo.no_people, photo.card_id = True, world["together"]
        db.get_one(Card, world["together"]).fields = {"text": "Tid", "photo": photo.token}
        draft = db.query(Draft).filter_by(owner_id=cast.siv).first()
        draft.writer_id, draft.scope = cast.ane, "siv"
    with database.transaction() as db:
        person = db.get_one(Participant, cast.ane)
        said, before = forgetting_preview.preview(db, person), rows_of(db)
        forgetting.erase(db, person, clock())
        gone = {name: before[name] - count for name, count in rows_of(db).items()}
        assert gone == {name: getattr(said, name) for name in COUNTED} | {
            "stories": said.stories + said.cards,
            "drafts": said.drafts + said.waiting,
        }
        assert said.waiting == 1
        assert min(gone.values()) > 0
        assert said.pictures == db.query(Photo).filter_by(card_id=world["together"]).count() == 1


def test_boards_and_phones_are_told_at_once(database, cast, clock, world, facts):
    with database.transaction() as db:
        card = db.get_one(Card, world["own"])
        card.visibility, card.board_order = "room", 1
        card.hidden_at = card.withdrawn_at = None
    facts.clear()
    with database.transaction() as db:
        forgetting.erase(db, db.get_one(Participant, cast.ane), clock())
    told = {type(fact).__name__ for fact in facts}
    assert {"CardOffBoard", "AccessEnded"} <= told


def deleted_in(folder: Path) -> list[erased_list.Entry]:
    entries = erased_list.read(folder / erased_list.NAME)
    return [each for each in entries if each.kind in erased_list.TABLES]


def test_it_is_deleted_again_after_an_older_copy_is_put_back(
    database, cast, clock, world, tmp_path
):
    with database.transaction() as db:
        forgetting.remember(db, "participant", [cast.ane, 9001], clock())
    assert erasures.write_down(database, tmp_path) > 0
    assert erasures.write_down(database, tmp_path) == 0
    with (tmp_path / erased_list.NAME).open("a") as file:
        file.write('{"kind": "par')  # the machine stopped here
    entries = deleted_in(tmp_path)
    assert [(each.kind, each.id) for each in entries] == [
        ("participant", cast.ane), ("participant", 9001),
    ]  # fmt: skip
    with database.transaction() as db:
        db.query(Erasure).delete()
    assert erasures.replay(database, tmp_path, entries, clock()) == 1
    left = [each.read_text() for each in tmp_path.glob("*/*.*")]
    assert any("Sivs" in text for text in left)
    assert not [text for text in left if "Anes" in text]
    assert erasures.replay(database, tmp_path, entries, clock()) == 0
    with database.transaction() as db:
        assert db.get(Participant, cast.ane) is None
        assert db.query(Erasure).count() == 2
        new = Participant(cohort_id=cast.cohort, name="Ny")
        db.add(new)
        db.flush()
        assert new.id > 9001
    assert len(deleted_in(tmp_path)) == 2


def test_a_kull_is_deleted_again_with_its_people(database, cast, clock, world, tmp_path):
    entries = [erased_list.Entry("cohort", cast.cohort, clock())]
    assert erasures.replay(database, tmp_path, entries, clock()) == 1
    with database.reading() as db:
        assert db.get(Cohort, cast.cohort) is None
        assert db.query(Participant).filter_by(cohort_id=cast.cohort).count() == 0
        assert db.query(PracticeDocument).count() == 0
        names = {entry.by for entry in db.query(AuditEntry)}
        assert not [name for name in names if name.startswith(("Anes", "Sivs"))]


def test_a_file_that_is_something_else_is_refused(tmp_path):
    file = tmp_path / "feil.jsonl"
    file.write_text('{"kind": "card", "id": 1, "at": "2027-01-01T00:00:00Z"}\n')
    with pytest.raises(ValueError, match="linje 1"):
        erased_list.read(file)


def test_one_who_changes_their_mind_is_left_alone(database, cast, clock, world, tmp_path):
    actor = Actor("Anes", cast.ane)
    with database.transaction() as db:
        db.query(DeletionWish).delete()
        person = db.get_one(Participant, cast.ane)
        first = forgetting.ask(db, person, actor, clock(), by="Anes")
        assert forgetting.ask(db, person, actor, clock(), by="Anes").id == first.id
        assert (first.due_at - clock()).days >= forgetting.DAYS
        forgetting.change_mind(db, person, actor, clock())
        forgetting.change_mind(db, person, actor, clock())
        assert forgetting.standing(db, cast.ane) is None
    clock.tick(days=30)
    assert housekeeping.forget_due(database, tmp_path, clock()) == 0
    assert all_mine_rules.KEPT["deletion_wish"]
