"""«Filer»: asked for, looked at, fetched, cancelled; one's own alone, and for a day."""

import io
import threading
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from facilitator import backup, housekeeping
from facilitator.db import Database
from facilitator.documents import archive, makers
from facilitator.documents.making import CannotMake, Made, Work
from facilitator.domain import jobs
from facilitator.models import CohortLeader, Job
from facilitator.worker.doing import Ending
from tests.conftest import Clock
from tests.support.queries import counted
from tests.support.right_here import RightHere, three_parts

JSON = {"Accept": "application/json"}


@pytest.fixture
def worker(app: Flask, database: Database, tmp_path: Path, clock: Clock) -> RightHere:
    app.config["WORK"] = RightHere(database, tmp_path, clock)
    return app.config["WORK"]


def ask(client: FlaskClient, what: str = "portfolios", **form: str) -> str:
    """Give the address of its page."""
    answer = client.post("/filer", data={"what": what, **form})
    assert answer.status_code == 303
    return answer.location


def the_job(database: Database) -> Job:
    with database.reading() as db:
        return db.scalars(select(Job)).one()


def test_asked_for_and_fetched(leader, worker, database, clock):
    page = ask(leader)
    seen = leader.get(page).text
    assert "36 arbeidsmapper" in seen
    assert "Klar" in seen
    assert "Ligger her til i morgen kl.\N{NO-BREAK SPACE}09.00." in seen
    assert "data-look-again" not in seen
    answer = leader.get(f"{page}/fil")
    assert (answer.data, answer.mimetype) == (b"012", "application/zip")
    assert "Arbeidsmapper%2C%20Kull%2010.zip" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_length == 3
    assert "Hentet kl.\N{NO-BREAK SPACE}09.00." in leader.get("/filer").text


def test_its_page_says_how_far_it_has_come_and_can_be_left(leader, worker, database, clock):
    worker.waits = True
    page = ask(leader)
    assert "Begynner snart" in leader.get(page).text
    with database.transaction() as db:
        job = jobs.claim(db, worker.woken[0], clock())
        db.execute(jobs.saying(job.id, 1, 12, 36, clock()))
    looked = leader.get(page, headers={"X-Snapshot": "1"}).text
    assert looked.startswith("<main")
    assert '<progress max="36" value="12">' in looked
    assert "12 av 36" in looked
    whole = leader.get("/filer").text
    assert "12 av 36" in whole
    assert '<noscript><meta http-equiv="refresh"' in whole
    assert leader.get(f"{page}/fil").status_code == 404


def test_the_same_wish_twice_is_one_file(leader, worker):
    worker.waits = True
    assert ask(leader, client_id="ett") == ask(leader, client_id="ett") == ask(leader)
    answer = leader.post("/filer", data={"what": "portfolios"}, headers=JSON)
    assert answer.get_json()["next"] == ask(leader)


def test_a_fourth_waits_and_the_page_says_so(leader, worker, database, cast, clock):
    worker.waits = True
    with database.transaction() as db:
        for number in range(3):
            db.add(
                Job(
                    token=f"opptatt-{number}", kind="notes", title="Notater", status="queued",
                    cohort_id=cast.cohort, facilitator_id=cast.turid, asked_at=clock(),
                )
            )  # fmt: skip
    refused = leader.post("/filer", data={"what": "portfolios"})
    assert refused.status_code == 409
    assert jobs.TooMany.message in refused.text
    assert leader.post("/filer", data={"what": "noe annet"}).status_code == 404


def test_cancelled_leaves_no_trace_and_the_worker_stops(leader, worker, database):
    seen: list[str] = []

    def cancelled_midway(work: Work) -> Made:
        work.target.write_bytes(b"halvveis")
        seen.extend(worker.files)
        assert leader.post(f"{page}/bort").status_code == 303
        work.step(1, 3)
        raise AssertionError("nobody wants it any more")

    worker.waits, worker.makers = True, {"portfolios": cancelled_midway}
    page = ask(leader)
    worker.work(worker.woken[0])
    assert seen
    assert worker.files == []
    assert leader.get(page).status_code == 404
    assert leader.post(f"{page}/bort").status_code == 404
    assert page not in leader.get("/filer").text


def test_what_is_ready_can_be_deleted_too(leader, worker):
    page = ask(leader)
    assert worker.files == [page.rsplit("/", 1)[1]]
    leader.post(f"{page}/bort")
    assert worker.files == []
    assert leader.get(f"{page}/fil").status_code == 404


def test_why_not_is_said_and_it_can_be_tried_again(leader, worker, database, caplog):
    told = "en hemmelig fortelling"

    def broken(work: Work) -> Made:
        raise ValueError(told)

    worker.makers = {"portfolios": broken}
    page = ask(leader)
    assert "Noe gikk galt da fila ble laget." in leader.get(page).text
    assert worker.files == []
    assert told not in caplog.text
    assert "ValueError" in caplog.text
    worker.makers = {"portfolios": three_parts}
    leader.post(f"{page}/igjen")
    assert leader.get(f"{page}/fil").data == b"012"
    assert leader.post(f"{page}/igjen").status_code == 303
    assert the_job(database).attempts == 1


def test_what_cannot_be_made_says_so_in_its_own_words(leader, worker):
    def nothing(work: Work) -> Made:
        raise CannotMake("Ingen samlinger har vært ennå.")

    worker.makers = {"portfolios": nothing}
    assert "Ingen samlinger har vært ennå." in leader.get(ask(leader)).text


def test_a_worker_that_is_told_to_end_puts_it_down_for_the_next(leader, worker, database):
    worker.waits = True
    page, ending = ask(leader), threading.Event()
    ending.set()
    worker.work(worker.woken[0], ending)
    assert (the_job(database).status, the_job(database).attempts) == ("queued", 0)
    assert worker.files == []
    worker.work(worker.woken[0])
    assert leader.get(f"{page}/fil").data == b"012"
    assert issubclass(Ending, Exception)


def test_nobody_elses(leader, leader2, stranger, phone, worker):
    page = ask(leader)
    for address in (page, f"{page}/fil"):
        assert leader2.get(address).status_code == 404
        for client in (stranger, phone("ane")):
            assert client.get(address).status_code == 401
    assert leader2.post(f"{page}/bort").status_code == 404
    assert page not in leader2.get("/filer").text
    assert leader.get(f"{page}/fil").status_code == 200


def test_whoever_no_longer_leads_the_kull_gets_nothing(leader, worker, database, cast):
    def takes_away() -> None:
        with database.transaction() as db:
            db.execute(delete(CohortLeader).where(CohortLeader.facilitator_id == cast.turid))

    page = ask(leader)
    worker.waits = True
    ask(leader)
    takes_away()
    assert leader.get(f"{page}/fil").status_code == 403
    worker.work(worker.woken[-1])
    with database.reading() as db:
        late = db.get_one(Job, worker.woken[-1])
        assert (late.status, late.message) == ("failed", jobs.NOT_LEADER)
    assert len(worker.files) == 1


def test_after_a_day_it_is_tidied_away(leader, worker, database, clock, tmp_path):
    page = ask(leader)
    (tmp_path / jobs.FOLDER / "rest.1.part").write_bytes(b"x")
    assert housekeeping.tidy_exports(database, tmp_path / jobs.FOLDER, clock()) == 1
    clock.tick(hours=24)
    gone = leader.get(f"{page}/fil")
    assert gone.status_code == 410
    assert "ett døgn" in gone.text
    assert leader.get(page).status_code == 410
    assert page not in leader.get("/filer").text
    assert housekeeping.tidy_exports(database, tmp_path / jobs.FOLDER, clock()) == 1
    assert worker.files == []


def test_no_backup_holds_it_and_a_row_that_was_put_back_says_that_it_has_gone(
    leader, worker, settings, tmp_path
):
    page = ask(leader)
    made = backup.back_up(settings, tmp_path / "kopi.zip", worker.clock())
    assert not [name for name in made.sha256 if "exports" in name or "work" in name]
    (tmp_path / jobs.FOLDER / worker.files[0]).unlink()
    assert leader.get(page).status_code == leader.get(f"{page}/fil").status_code == 410
    assert page not in leader.get("/filer").text


def test_the_page_asks_no_more_for_many_files(leader, worker, database, clock, cast):
    def add(count: int) -> None:
        with database.transaction() as db:
            for _ in range(count):
                db.add(
                    Job(
                        token=f"fil-{clock().timestamp()}", kind="notes", title="Notater",
                        status="failed", cohort_id=cast.cohort, facilitator_id=cast.turid,
                        asked_at=clock(),
                    )
                )  # fmt: skip
                clock.tick(seconds=1)

    add(1)
    with counted(database) as few:
        leader.get("/filer")
    add(20)
    with counted(database) as many:
        leader.get("/filer")
    assert len(many) == len(few)


def test_everybodys_arbeidsmappe_lies_in_a_folder_of_its_own(
    leader, worker, monkeypatch, cast, tmp_path
):
    """One that fails is named, and the rest is there."""

    def submitted(_session, person, _now):
        if person.id == cast.amina:
            raise ValueError(person.name)
        return person.name, ()

    def write(into, folder, document, _originals, made, *_rest):
        if document == cast.names["kasper"]:
            raise ValueError(document)
        archive.add(into, f"{folder}/mappe.txt", document.encode(), made)

    monkeypatch.setattr(makers.portfolio_submission, "document", submitted)
    monkeypatch.setattr(archive, "write", write)
    worker.makers = dict(makers.MAKERS)
    page = ask(leader)
    assert "2 av 36 lot seg ikke lage." in leader.get(page).text
    with zipfile.ZipFile(io.BytesIO(leader.get(f"{page}/fil").data)) as packed:
        names = packed.namelist()
        left_out = packed.read(makers.LEFT_OUT).decode()
    gone = {cast.names["amina"], cast.names["kasper"]}
    assert all(name in left_out for name in gone)
    everybody = {cast.names[key] for key in cast.people}
    assert {name.split("/")[0] for name in names} == everybody - gone | {makers.LEFT_OUT}


def test_the_notes_of_the_samlinger_that_have_been(leader, worker):
    worker.makers = dict(makers.MAKERS)
    page = ask(leader, "notes")
    with zipfile.ZipFile(io.BytesIO(leader.get(f"{page}/fil").data)) as packed:
        names = packed.namelist()
    assert [name for name in names if name.endswith(".docx")] == [
        "Samling 8/samlingsnotat-samling-8-2027-09-15.docx"
    ]
