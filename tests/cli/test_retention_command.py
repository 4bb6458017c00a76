"""`retention` deletes what has had its time, and tells without names; `--dry-run` only tells."""

import datetime as dt
from collections.abc import Callable

import pytest
from click.testing import Result
from sqlalchemy import func, select

from facilitator import forewarning
from facilitator.db import Database
from facilitator.domain import erased_list, forgetting, retention, settings
from facilitator.domain.policies import Actor
from facilitator.mail import Mailer, Message
from facilitator.models import Facilitator, Gathering, Participant, WrongGuess


def test_a_dry_run_tells_and_the_command_does(
    loaded: Database, program: Callable[..., Result], data_dir
):
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=20)
    with loaded.transaction() as db:
        db.add(WrongGuess(at=long_ago))
        person = db.scalars(select(Participant).limit(1)).one()
        name, gone = person.name, person.id
        forgetting.ask(db, person, Actor(person.name, person.id), long_ago, by=person.name)
    for dry, kept in ((True, 1), (False, 0)):
        result = program("retention", *(["--dry-run"] if dry else []))
        assert result.exit_code == 0
        assert "Romkoder som var feil (1 dag): 1" in result.stdout
        assert "dager er gått: 1" in result.stdout
        assert "snart slettes: e-post er ikke satt opp." in result.stdout
        assert name not in result.stdout
        with loaded.reading() as db:
            assert db.scalar(select(func.count()).select_from(WrongGuess)) == kept
            assert (db.get(Participant, gone) is not None) is dry
    assert [each.id for each in erased_list.read(data_dir / erased_list.NAME)] == [gone]
    with loaded.reading() as db:
        assert settings.value(db, retention.LAST)["gone"]["guesses"] == 1


def test_what_could_not_be_deleted_is_not_said_to_be(
    loaded: Database, program: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    with loaded.transaction() as db:
        db.add(WrongGuess(at=dt.datetime.now(dt.UTC) - dt.timedelta(days=20)))
    monkeypatch.setattr(retention, "run", lambda *_: 1 / 0)
    result = program("retention")
    assert (result.exit_code, "lot seg ikke slette" in result.stderr) == (1, True)
    assert ": 1 slettet" not in result.stdout


def test_it_writes_to_those_whose_mapper_go_soon(
    loaded: Database, program: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    mail = {"SMTP_URL": "smtp://127.0.0.1:1", "MAIL_FROM": "kurs@smart.example"}
    long_ago = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=160)
    with loaded.transaction() as db:
        for gathering in db.scalars(select(Gathering)):
            gathering.date = long_ago
        leaders = db.scalar(select(func.count()).select_from(Facilitator))
    sent: list[str] = []

    def send(self: Mailer, messages: list[Message]) -> list[str]:
        sent.extend(each.body for each in messages)
        return [""] * len(messages)

    monkeypatch.setattr(Mailer, "send", send)
    monkeypatch.setattr(forewarning, "is_day", lambda now: False)
    program("retention")
    assert f"{leaders} venter til klokka er 7." in program("retention", **mail).stdout
    assert not sent
    monkeypatch.setattr(forewarning, "is_day", lambda now: True)
    said = program("retention", PUBLIC_URL="https://smart.example", **mail).stdout
    assert f"snart slettes: {leaders} sendt." in said
    assert all("https://smart.example/" in body for body in sent)
    assert "snart slettes: 0 ville blitt sendt." in program("retention", "--dry-run", **mail).stdout
