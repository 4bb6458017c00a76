"""Wrong passwords: the wait grows, says nothing of who is here, and ends."""

import datetime as dt
import hashlib

import pytest
from sqlalchemy import select

from facilitator.domain import accounts, accounts_attempts, accounts_changes, accounts_machines
from facilitator.domain.accounts_attempts import TooManyTries, wait_after
from facilitator.models import AuditEntry, Device, Facilitator
from tests.support.queries import counted

KEY = "en hemmelighet som bare installasjonen har"


@pytest.fixture
def turids(db, cast):
    return db.get_one(Facilitator, cast.turid).email


def test_the_wait_grows_and_has_an_end():
    waits = [wait_after(wrong).total_seconds() for wrong in range(1, 14)]
    assert waits[:9] == [0, 0, 0, 0, 15, 30, 60, 120, 240]
    assert waits == sorted(waits)
    assert wait_after(10_000) == accounts_attempts.LONGEST_WAIT


def tries(db, email: str, clock, times: int = 30) -> list[float]:
    """How long it is said to wait, before each of so many tries that are all wrong."""
    said = []
    for _ in range(times):
        try:
            accounts_attempts.begin(db, KEY, email, clock())
            said.append(0)
            clock.tick(seconds=2)
        except TooManyTries as many:
            said.append(many.retry_after)
            clock.tick(seconds=many.retry_after)
    return said


def test_an_address_nobody_has_waits_as_long(db, turids, clock):
    begun = clock.now
    known = tries(db, turids, clock)
    clock.now = begun + dt.timedelta(days=2)
    assert tries(db, "ingen@smart.example", clock) == known
    assert max(known) > 890


def test_an_address_that_can_be_nobodys_is_asked_of_no_database(db, database):
    """PostgreSQL refuses such a text; SQLite does not, so the question itself is looked for."""
    with counted(database) as statements:
        assert accounts.by_email(db, "a\x00b@smart.example") is None
    assert not statements


def test_whoever_has_the_log_alone_cannot_guess_which_address_was_tried(db, clock):
    """The same address is known again by the key, and by no other."""
    marks = []
    for key in (KEY, KEY, "en annen"):
        attempt = accounts_attempts.begin(db, key, " Per@Smart.example", clock())
        marks.append(db.get_one(AuditEntry, attempt).details["address"])
    assert marks[0] == marks[1] != marks[2]
    plain = hashlib.sha256(b"per@smart.example").hexdigest()
    assert not plain.startswith(marks[0])


def test_a_right_one_begins_anew_and_leaves_no_trace_of_the_try(db, cast, turids, clock):
    for _ in range(4):
        accounts_attempts.begin(db, KEY, turids, clock())
        clock.tick(seconds=1)
    attempt = accounts_attempts.begin(db, KEY, turids, clock())
    accounts_attempts.was_right(db, attempt)
    device = Device(digest="x", created_at=clock())
    db.add(device)
    db.flush()
    accounts.signed_in(db, device, db.get_one(Facilitator, cast.turid), "password", clock())
    clock.tick(seconds=1)
    assert tries(db, turids, clock, 4) == [0, 0, 0, 0]
    refused = db.scalars(select(AuditEntry).where(AuditEntry.verb == "refused")).all()
    assert len(refused) == 8
    assert turids not in str([each.details for each in refused])


def test_what_strangers_type_keeps_nobody_from_a_browser_that_is_known(db, cast, turids, clock):
    own = {str(cast.turid): "nettleseren", str(cast.aslak): "en annen"}
    for _ in range(accounts_attempts.FREE + 1):
        accounts_attempts.begin(db, KEY, turids, clock())
    for browser in ({}, {str(cast.aslak): "en annen"}):
        with pytest.raises(TooManyTries, match="Det ble feil"):
            accounts_attempts.begin(db, KEY, turids, clock(), browser)
    for _ in range(accounts_attempts.FREE + 1):
        accounts_attempts.begin(db, KEY, turids, clock(), own)
    # Who has that browser is as slow as anybody.
    with pytest.raises(TooManyTries, match="15 sekunder"):
        accounts_attempts.begin(db, KEY, turids, clock(), own)
    accounts_attempts.begin(db, KEY, turids, clock(), {str(cast.turid): "hjemme"})


def test_all_together_have_a_limit(db, cast, turids, clock, monkeypatch):
    monkeypatch.setattr(accounts_attempts, "EVERYBODY", 5)
    for number in range(accounts_attempts.EVERYBODY):
        accounts_attempts.begin(db, KEY, f"noen{number}@smart.example", clock())
    with pytest.raises(TooManyTries, match="prøvd mye"):
        accounts_attempts.begin(db, KEY, "en-til@smart.example", clock())
    accounts_attempts.begin(db, KEY, turids, clock(), {str(cast.turid): "nettleseren"})
    # A link and a code let one in meanwhile, so that guessing keeps nobody out.
    accounts_attempts.require_code(accounts_changes.require(db, cast.turid), clock())
    clock.tick(seconds=61)
    accounts_attempts.begin(db, KEY, "en-til@smart.example", clock())


def test_codes_wait_too_and_are_forgotten_in_a_day(db, cast, clock):
    leader = db.get_one(Facilitator, cast.turid)
    account = accounts_changes.require(db, leader.id)
    for _ in range(5):
        accounts_attempts.require_code(account, clock())
        accounts_attempts.wrong_code(db, account, leader, clock())
    with pytest.raises(TooManyTries, match="15 sekunder"):
        accounts_attempts.require_code(account, clock())
    clock.tick(hours=25)
    accounts_attempts.wrong_code(db, account, leader, clock())
    accounts_attempts.require_code(account, clock())
    assert account.wrong == 1


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
         "Chrome på Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
         "Safari på iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
         "Firefox på Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge på Windows"),
        ("", "En nettleser"),
        ("<script>", "En nettleser"),
    ],
)  # fmt: skip
def test_what_a_device_is_called(says, kind):
    assert accounts_machines.kind_of(says) == kind
