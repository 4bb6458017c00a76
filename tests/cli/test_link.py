"""`link` issues a further sign-in link for one person."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select

from facilitator import starting
from facilitator.db import Database
from facilitator.domain import accounts_changes, accounts_codes, links
from facilitator.mail import NO_ANSWER, Mailer, Message
from facilitator.models import Account, AuditEntry, Facilitator

Program = Callable[..., Result]


@pytest.mark.parametrize(
    ("who", "name"),
    [("Turid@smart.example", "Turid Vidsyn"), ("ane havgløtt", "Ane Havgløtt"),
     ("Hodan", "Hodan Svaleflukt")],
)  # fmt: skip
def test_the_link_is_for_that_person(loaded: Database, program: Program, who: str, name: str):
    result = program("link", who)
    assert name in result.stdout
    token = result.stdout.strip().rpartition("/lenke/")[2]
    with loaded.reading() as db:
        link = links.look_at(db, token, dt.datetime.now(dt.UTC))
        person = link.facilitator or link.participant
        assert person is not None
        assert person.name == name


def test_the_address_is_the_one_the_server_was_started_on(
    loaded: Database, program: Program, data_dir: Path
):
    assert "http://127.0.0.1:8000/lenke/" in program("link", "Ane").stdout
    (data_dir / "address").write_text("http://10.0.0.7:8123\n")
    assert "http://10.0.0.7:8123/lenke/" in program("link", "Ane").stdout
    public = program("link", "Ane", PUBLIC_URL="https://smart.example").stdout
    assert "https://smart.example/lenke/" in public


@pytest.mark.parametrize("who", ["ingen@smart.example", "Ingen", "J"])
def test_nobody_or_several_is_told_in_one_line(loaded: Database, program: Program, who: str):
    result = program("link", who)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "http" not in result.stdout


def test_the_first_prosessleder_of_an_installation(program: Program, data_dir: Path):
    for _ in range(2):
        result = program("link", "kari@kommune.no", "--new", "Kari Lyngmo")
        assert "Lenke for Kari Lyngmo" in result.stdout
    database = Database(f"sqlite:///{data_dir / 'facilitator.sqlite3'}")
    with database.reading() as db:
        assert db.scalars(select(Facilitator.email)).all() == ["kari@kommune.no"]
    database.dispose()


def test_whoever_runs_the_machine_lets_an_owner_in_who_has_lost_the_phone(
    loaded: Database, program: Program
):
    """Nobody else can, when they are the only one."""
    with loaded.transaction() as db:
        turid = db.scalars(select(Facilitator).where(Facilitator.name == "Turid Vidsyn")).one()
        account = accounts_changes.require(db, turid.id)
        account.password = "x"
        accounts_codes.begin(db, account, "nøkkel")
        account.totp_since = dt.datetime.now(dt.UTC)
    assert program("link", "turid@smart.example").exit_code == 0
    with loaded.reading() as db:
        assert db.scalars(select(Account.totp_since)).one() is not None
    assert program("link", "turid@smart.example", "--lost-phone").exit_code == 0
    with loaded.reading() as db:
        account = db.scalars(select(Account)).one()
        assert (account.totp_since, account.totp_secret) == (None, "")
        noted = select(AuditEntry.what).where(AuditEntry.by == "facilitator link")
        assert "Turid Vidsyn: uten kode på telefonen" in db.scalars(noted).all()


def test_an_installation_that_nobody_owns_is_given_away(
    loaded: Database, program: Program, capsys: pytest.CaptureFixture[str]
):
    """As one is that was begun before there were owners."""
    with loaded.transaction() as db:
        for each in db.scalars(select(Facilitator)):
            each.owns_installation = False

    starting._say_if_nobody_owns(loaded)
    assert "Ingen eier installasjonen ennå" in capsys.readouterr().out

    def owners() -> set[str]:
        with loaded.reading() as db:
            return set(db.scalars(select(Facilitator.email).where(Facilitator.owns_installation)))

    program("link", "turid@smart.example")
    program("link", "aslak@smart.example")
    assert owners() == {"turid@smart.example"}
    program("link", "aslak@smart.example", "--owner")
    assert owners() == {"turid@smart.example", "aslak@smart.example"}
    result = program("link", "Ane", "--owner")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    starting._say_if_nobody_owns(loaded)
    assert capsys.readouterr().out == ""


def test_no_link_is_made_for_one_who_is_closed_out(loaded: Database, program: Program):
    with loaded.transaction() as db:
        aslak = select(Facilitator).where(Facilitator.email == "aslak@smart.example")
        db.scalars(aslak).one().closed_at = dt.datetime.now(dt.UTC)
    result = program("link", "aslak@smart.example", "--owner")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "stengt ute" in result.stderr


def test_a_new_one_needs_an_address(program: Program):
    result = program("link", "Kari", "--new", "Kari Lyngmo")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "Skriv en e-postadresse" in result.stderr


def test_the_database_is_its_owners_alone_in_a_folder_that_others_look_into(
    program: Program, data_dir: Path
):
    data_dir.mkdir(mode=0o755)
    assert program("link", "kari@kommune.no", "--new", "Kari Lyngmo").exit_code == 0
    kept = {file.name: file.stat().st_mode & 0o077 for file in data_dir.iterdir()}
    assert "facilitator.sqlite3" in kept
    assert set(kept.values()) == {0}


def test_whoever_it_is_done_to_is_told_by_letter_where_there_is_a_server(
    loaded: Database, program: Program, monkeypatch: pytest.MonkeyPatch
):
    """As from the owner's page, and without the link. What does not go is said, and no more."""
    sent: list[Message] = []
    answers = [["", ""], [NO_ANSWER]]

    def send(_self: Mailer, letters: Sequence[Message]) -> list[str]:
        sent.extend(letters)
        return answers.pop(0)

    monkeypatch.setattr(Mailer, "send", send)
    post = {"SMTP_URL": "smtp://127.0.0.1:2525", "MAIL_FROM": "smart@vert.example"}
    done = program("link", "aslak@smart.example", "--lost-phone", **post)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [(each.to, each.subject) for each in sent] == [
        ("aslak@smart.example", "Koden din er slått av"),
        ("aslak@smart.example", "Det er laget en lenke som logger inn som deg"),
    ]
    for letter in sent:
        assert letter.body.startswith("Hei Aslak\n\nDen som drifter appen, har ")
        assert "http" not in letter.body
    late = program("link", "aslak@smart.example", **post)
    assert (late.exit_code, len(sent), NO_ANSWER in late.stderr) == (0, 3, True)
    assert "/lenke/" in late.stdout
    program("link", "Ane", **post)
    program("link", "aslak@smart.example")
    assert len(sent) == 3
