"""When something is answered its owner is told by e-mail, where there is a server for it."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from facilitator.domain import practice
from facilitator.mail import Mailer
from facilitator.models import Letter, Participant
from tests.support.post import Post, post_office


@pytest.fixture(scope="module")
def office() -> Iterator[Post]:
    with post_office() as post:
        yield post


@pytest.fixture
def post(office, app) -> Post:
    office.letters.clear()
    office.refused.clear()
    app.config["MAIL"] = Mailer(office.server())
    return office


@pytest.fixture
def handed_in(database, cast, clock):
    with database.transaction() as db:
        siv = db.get_one(Participant, cast.siv)
        siv.email = "siv@vert.example"
        document = practice.write_document(
            db, siv, title="Suppedagen", date=dt.date(2027, 6, 3), kind="text", text="Gulrota."
        )
        practice.hand_in(db, document, clock())
        return document.id


def approve(leader, number):
    address = f"/arbeidsmapper/dokument/{number}"
    data = {"do": "approve", "seen": 1, "noticed": "Barna eier veien."}
    said = leader.get(address).text
    answer = leader.post(f"{address}/svar", data=data)
    assert answer.status_code == 303
    return said, leader.get(answer.location).text


def test_once_and_without_what_was_said(leader, post, handed_in, database):
    before, after = approve(leader, handed_in)
    assert "og på e-post" in before
    assert "og får beskjed på e-post" in after
    approve(leader, handed_in)
    assert post.to() == ["siv@vert.example"]
    body = post.letters[0].get_content()
    assert "Turid Vidsyn har lest «Suppedagen» og svart deg." in body
    assert "/mappe" in body
    assert "Barna eier veien" not in body
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Letter)) == 1


def test_the_answer_stands_also_when_the_letter_does_not_arrive(leader, post, handed_in):
    post.refused.add("siv@vert.example")
    _, after = approve(leader, handed_in)
    assert "«Suppedagen» er godkjent." in after
    assert "E-posten kom ikke fram" in after


def test_without_a_server_nothing_is_promised(leader, handed_in):
    before, after = approve(leader, handed_in)
    assert "e-post" not in before
    assert "e-post" not in after.lower()
