"""What is said without a name cannot be tied to anybody: not by the wire, the tables, the bytes
of the file, a note in any format or a backup.

Everybody answers with a word of their own. An observer who has all of it afterwards looks for
that word beside anything that says whose it is: a name, an id in an owner's column, a digest
that can be made anew, a time, or the order in which rows were put down.
"""

import hashlib
import hmac
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask_socketio import SocketIO
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from facilitator.backup import back_up
from facilitator.config import Settings
from tests.leak.observer import PERSONAL, WORDS, Observer, file_bytes, rows_with, tables
from tests.leak.world import at_once
from tests.support.nameless import SEVEN, secret
from tests.support.phones import Phone


@pytest.fixture(autouse=True)
def without_gathering(monkeypatch):
    """What is gathered for a moment before it is sent is sent at once: nothing is missed."""
    monkeypatch.setattr(SocketIO, "start_background_task", at_once)
    monkeypatch.setattr(SocketIO, "sleep", lambda *_: None)


@pytest.fixture
def observe(app, socketio, start, phone, cast, leader, stranger):
    def begin(process: str, at: str) -> Observer:
        phones = {name: Phone(phone(name), cast) for name in SEVEN}
        led = start(process=process, present=SEVEN)
        led.advance_to(at)
        return Observer(app, socketio, led, phones, leader, stranger)

    return begin


# --- answers -------------------------------------------------------------------------------------


def answer_all(seen: Observer, names: tuple[str, ...] = SEVEN) -> None:
    for name in names:
        fields = {"0-option": "Nei" if name == "ane" else "Ja", "0-reason": WORDS[name]}
        sent = seen.phones[name].post(f"/bidrag/{seen.led.id}/standpunkt", **fields)
        assert sent.status_code == 200
        seen.listen()


@pytest.fixture
def answered(observe):
    seen = observe("moralsk_resonnering", "standpunkt")
    answer_all(seen)
    return seen


def test_while_it_runs_a_row_says_only_a_digest(answered, database, clock):
    led = answered.led
    key = secret(led)
    for name in SEVEN:
        [(table, row)] = rows_with(database, WORDS[name])
        assert table == "card"
        assert [row[column] for column in PERSONAL if column in row] == [None] * 3
        assert row["group_id"] is None
        said = f"{led.id}:standpunkt:{led.cast.people[name]}"
        digest = hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()
        assert row["client_id"] == digest


def test_no_table_tells_who_has_answered_or_in_which_order(answered, database):
    led = answered.led
    found = tables(database)
    assert found["ready"] == []
    assert found["draft"] == []
    times = {row["created_at"] for row in found["card"]}
    assert len(times) == 1
    heard = {row["key"]: row["revision"] for row in found["audience"]}
    revisions = {heard.get(f"person:{led.room}:{led.cast.people[name]}") for name in SEVEN}
    assert len(revisions) == 1, "nobody's own audience has been told more than another's"


def test_one_who_has_not_answered_looks_like_the_others(observe, database):
    seen = observe("moralsk_resonnering", "standpunkt")
    before = tables(database)
    answer_all(seen, SEVEN[:6])
    after = tables(database)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed == {"card", "audience"}
    moved = {row["key"] for row in after["audience"] if row not in before["audience"]}
    assert {key.split(":")[0] for key in moved} == {"room", "lead"}


def test_no_screen_but_one_s_own_gets_an_answer(answered):
    answered.listen()
    for name in SEVEN:
        others = [other for other in SEVEN if other != name]
        for place, page in answered.pages(*others).items():
            assert WORDS[name] not in page, place
        for who, frames in answered.frames.items():
            assert WORDS[name] not in "".join(frames), who


def test_no_frame_tells_how_the_answers_fall_before_they_are_shown(answered):
    answered.led.press("pause")
    answered.led.press("resume")
    answered.listen()
    everything = "".join("".join(frames) for frames in answered.frames.values())
    assert "har svart" in everything
    assert "u-a" not in everything


def test_afterwards_nothing_is_left_but_the_counts(answered, database):
    led = answered.led
    key = secret(led)
    led.advance_to("overfor")
    led.end()
    for name in SEVEN:
        assert rows_with(database, WORDS[name]) == []
    assert rows_with(database, key) == []
    [fallen] = tables(database)["distribution"]
    assert json.loads(fallen["counts"]) == {"Ja": 6, "Nei": 1}
    left = file_bytes(database)
    for word in (*WORDS.values(), key):
        assert word.encode() not in left
    for name in SEVEN:
        said = f"{led.id}:standpunkt:{led.cast.people[name]}"
        digest = hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()
        assert digest.encode() not in left


def test_nor_in_any_page_or_note(answered):
    answered.led.advance_to("overfor")
    answered.led.end()
    for place, page in (answered.pages() | answered.notes()).items():
        assert not [word for word in WORDS.values() if word in page], place


def copy_of(settings: Settings, tmp_path: Path, clock: Any) -> bytes:
    target = tmp_path / "copy.zip"
    back_up(settings, target, clock())
    with zipfile.ZipFile(target) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_a_backup_taken_in_the_middle_holds_neither_answers_nor_key(
    answered, settings, tmp_path, clock
):
    key = secret(answered.led)
    held = copy_of(settings, tmp_path, clock)
    assert b"moralsk_resonnering" in held
    for word in (*WORDS.values(), key):
        assert word.encode() not in held
    assert secret(answered.led) == key, "the copy must change nothing in what it copies"


def test_an_error_in_the_database_repeats_no_answer(database):
    """What goes wrong is logged, and what somebody wrote must not be in the log."""
    with pytest.raises(OperationalError) as failed, database.transaction() as db:
        db.execute(text("INSERT INTO nowhere (fields) VALUES (:said)"), {"said": WORDS["ane"]})
    assert WORDS["ane"] not in str(failed.value)


# --- copies --------------------------------------------------------------------------------------


def share(seen: Observer, name: str) -> None:
    fields = {
        "0-belief": f"Tanken {WORDS[name]}",
        "0-new_belief": "Jeg kan spørre én om råd",
        "agreed": "1",
        "board_secret": f"telefonens-egen-{name}",
    }
    sent = seen.phones[name].post(f"/bidrag/{seen.led.id}/tavle", **fields)
    assert sent.status_code == 200


@pytest.fixture
def shared(observe, clock):
    """Six of seven have said yes, a minute apart."""
    seen = observe("disputing", "tavle")
    before = tables(seen.led.database)
    for name in SEVEN[:6]:
        clock.tick(minutes=1)
        share(seen, name)
        seen.listen()
    seen.before = before
    return seen


def test_a_copy_s_row_holds_nothing_of_its_author(shared, database):
    for name in SEVEN[:6]:
        [(table, row)] = rows_with(database, WORDS[name])
        assert table == "card"
        assert [row[column] for column in PERSONAL if column in row] == [None] * 3
        assert row["group_id"] is None
        assert name not in json.dumps(row, default=str)
        own = hashlib.sha256(f"telefonens-egen-{name}-0".encode()).hexdigest()
        assert row["withdraw_digest"] == own, "only the phone can make this anew"
    rows = tables(database)["card"]
    assert len({(row["created_at"], row["approved_at"], row["version"]) for row in rows}) == 1


def test_no_table_but_the_board_s_own_has_changed(shared, database):
    """Who pressed leaves no trace beside the copies: no draft, no mark, no moment."""
    after = tables(database)
    changed = {name for name, rows in after.items() if rows != shared.before[name]}
    assert changed <= {"card", "audience"}
    moved = {row["key"] for row in after["audience"] if row not in shared.before["audience"]}
    assert {key.split(":")[0] for key in moved} == {"board", "room", "lead"}


def test_the_secret_is_on_no_page_frame_or_disk(shared, database):
    shared.listen()
    everything = "".join(shared.pages().values())
    everything += "".join("".join(frames) for frames in shared.frames.values())
    assert "telefonens-egen" not in everything
    assert b"telefonens-egen" not in file_bytes(database)


def test_no_frame_brings_a_copy_alone(shared):
    """What comes to the board comes three at a time, to everybody at once."""
    frames = shared.frames["projector"]
    brought = [sum(word in frame for word in WORDS.values()) for frame in frames]
    assert {n for n in brought if n} <= {3, 6}
    assert sum(brought) >= 6
    assert not [frame for frame in frames if "owner" in frame or "author" in frame]


def test_no_phone_is_told_which_copy_is_its_own(shared):
    for name, page in shared.pages().items():
        mine = page.split('data-mine="')[1].split('"')[0] if 'data-mine="' in page else ""
        assert mine in ("", "[]"), name


def test_a_copy_in_a_note_stands_without_anybody(shared, cast):
    shared.led.end()
    for end, note in shared.notes().items():
        assert [word for word in WORDS.values() if word in note], end
        assert not [name for name in cast.names.values() if name in note], end


def test_the_backup_says_no_more_than_the_tables(shared, settings, tmp_path, clock):
    held = copy_of(settings, tmp_path, clock)
    assert WORDS["ane"].encode() in held
    assert b"telefonens-egen" not in held


def test_taken_back_its_words_are_nowhere(shared, database):
    ane = shared.phones["ane"]
    taken = ane.post(f"/kopi/{shared.led.id}/trekk", secret="telefonens-egen-ane-0")
    assert taken.status_code == 200
    shared.led.end()
    assert rows_with(database, WORDS["ane"]) == []
    for place, page in (shared.pages() | shared.notes()).items():
        assert WORDS["ane"] not in page, place
    assert WORDS["ane"].encode() not in file_bytes(database)
