"""Every file that leaves the app: its name is one name, and nobody asks for them all day."""

import threading

import pytest
from flask.testing import FlaskClient

from facilitator.domain import job_files, jobs
from facilitator.models import Cohort
from facilitator.web import files


@pytest.mark.parametrize(
    ("wanted", "plain"),
    [
        ("Oppmøte.xlsx", "Oppm_te.xlsx"),
        ('a"; filename="b.exe', "a ; filename= b.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("mappe\\", "mappe"),
        ("con.pdf", "_con.pdf"),
    ],
)
def test_a_name_stays_a_name(wanted, plain):
    said = files.disposition(wanted)
    assert f'filename="{plain}"; ' in said
    assert said.count('"') == 2
    assert not {"\r", "\n", "\\"} & set(said)


def test_who_fetches_over_and_over_is_asked_to_wait_and_others_are_not(linked):
    ane, hodan = linked("ane"), linked("hodan")
    assert [status(ane, "/mappe/alt-mitt.zip") for _ in range(7)] == [200] * 6 + [429]
    assert "Vent" in ane.get("/mappe/arbeidsmappe.zip").text
    assert status(ane, "/mappe/arbeidsmappe.md") == 200
    assert status(hodan, "/mappe/alt-mitt.zip") == 200


def status(client: FlaskClient, address: str) -> int:
    with client.get(address) as answer:
        return answer.status_code


def test_a_few_are_made_at_a_time_and_one_for_each_who_asks(app):
    begun, go_on = threading.Semaphore(0), threading.Event()

    def make():
        begun.release()
        go_on.wait(10)

    def ask(number):
        with app.test_request_context(environ_base={"REMOTE_ADDR": f"10.0.0.{number}"}):
            files.aside(make)

    def started(*numbers):
        threads = [threading.Thread(target=ask, args=(number,)) for number in numbers]
        for thread in threads:
            thread.start()
        return threads

    asking = started(1, 1)
    assert begun.acquire(timeout=10)
    assert not begun.acquire(timeout=0.1), "the same one waits for the first"
    asking += started(2, 3)
    assert begun.acquire(timeout=10)
    assert not begun.acquire(timeout=0.1), "the third has no place yet"
    go_on.set()
    for thread in asking:
        thread.join(10)
    assert all(begun.acquire(timeout=0) for _ in range(2))
    assert not files._turns


def test_what_was_made_of_a_kull_goes_with_the_kull(leader, database, cast, clock, tmp_path):
    with database.transaction() as db:
        kull = db.get_one(Cohort, cast.cohort)
        job = jobs.ask(db, cast.turid, kull, "portfolios", "", {}, client_id="a", now=clock())
        made = job_files.begin(tmp_path / jobs.FOLDER, job.token, 1).with_name(job.token)
        made.touch()
    leader.post("/kull/slett", data={"name": "Kull 10"})
    assert job_files.names(tmp_path / jobs.FOLDER) == set()
