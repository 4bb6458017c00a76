"""On PostgreSQL writers do not wait for one mutex: what is good once is good once there too."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from facilitator import housekeeping, migrations
from facilitator.db import Database
from facilitator.domain import (
    accounts,
    accounts_address,
    accounts_changes,
    accounts_codes,
    accounts_owner,
    consents,
    devices,
    email_codes,
    forgetting,
    hearing,
    links,
    settings,
)
from facilitator.domain.accounts_owner import LastOwner
from facilitator.domain.policies import NOBODY
from facilitator.errors import Expired, FacilitatorError, Invalid
from facilitator.models import (
    Account,
    Consent,
    Device,
    EmailCode,
    Facilitator,
    Participant,
    RecoveryCode,
)
from tests.conftest import Clock
from tests.support import cast as casting
from tests.support.cast import Cast
from tests.support.postgres import MakeDatabase
from tests.support.together import together

KEY = "en-nøkkel-som-bare-testene-bruker"
AT_ONCE = 4
Work = Callable[[Session, int], object]


@pytest.fixture(scope="module")
def database(postgres: MakeDatabase) -> Iterator[Database]:
    made = Database(postgres("tillit"))
    migrations.upgrade(made)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def cast(database: Database, clock: Clock) -> Cast:
    with database.transaction() as db:
        return casting.build(db, clock())


def at_once(database: Database, work: Work) -> list[FacilitatorError]:
    return together(database, work, AT_ONCE)


def test_a_code_and_a_recovery_code_are_good_once(
    database: Database, cast: Cast, clock: Clock
) -> None:
    def begin(db: Session, _: int) -> None:
        accounts_changes.require(db, cast.turid)

    assert at_once(database, begin) == []
    with database.transaction() as db:
        account = accounts_changes.require(db, cast.turid)
        app = pyotp.TOTP(accounts_codes.begin(db, account, KEY))
        spare = accounts_codes.renew_recovery(db, cast.turid)[0]

    def by_app(db: Session, _: int) -> None:
        account = accounts_changes.require(db, cast.turid)
        accounts_codes.take(account, app.at(clock()), (KEY,), clock())

    def by_paper(db: Session, _: int) -> None:
        accounts_codes.take_recovery(db, cast.turid, spare, clock())

    for way in (by_app, by_paper):
        assert [type(told) for told in at_once(database, way)] == [Invalid] * (AT_ONCE - 1)
    with database.reading() as db:
        assert db.scalar(select(func.count(RecoveryCode.used_at))) == 1
        assert db.scalar(select(func.count()).select_from(Account)) == 1


def test_a_sign_in_link_lets_one_device_in(database: Database, cast: Cast, clock: Clock) -> None:
    with database.transaction() as db:
        token = links.issue(db, clock(), facilitator=db.get_one(Facilitator, cast.aslak))

    def use(db: Session, _: int) -> None:
        device, _secret = devices.new_device(db, clock())
        links.spend(db, device, token, clock())

    assert [type(told) for told in at_once(database, use)] == [Expired] * (AT_ONCE - 1)


def test_guesses_at_a_letters_code_are_all_counted(
    database: Database, cast: Cast, clock: Clock
) -> None:
    with database.transaction() as db:
        device, _ = devices.new_device(db, clock())
        person = db.get_one(Participant, cast.ane)
        code = email_codes.issue(db, KEY, device, person, clock())
        device_id = device.id
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    def guess(db: Session, _: int) -> None:
        device = db.get_one(Device, device_id)
        row = db.scalars(select(EmailCode)).one()
        email_codes.check(db, KEY, device, row, wrong, clock())

    assert at_once(database, guess) == []
    with database.reading() as db:
        assert db.scalars(select(EmailCode.wrong)).all() == [AT_ONCE]


def test_the_same_is_set_answered_and_invited_once(
    database: Database, cast: Cast, clock: Clock
) -> None:
    def put(db: Session, number: int) -> None:
        settings.put(db, "accounts.own_days", number + 1, clock())

    def answer(db: Session, _: int) -> None:
        person = db.get_one(Participant, cast.ane)
        consents.answer(db, NOBODY, person, consents.PHOTO, clock(), yes=False)

    def invite(db: Session, _: int) -> None:
        form = {"name": "Ny Leder", "email": "ny@smart.example"}
        accounts_owner.invite(db, NOBODY, form, clock())

    for work in (put, answer, invite):
        assert at_once(database, work) == []
    with database.reading() as db:
        assert settings.value(db, "accounts.own_days") in range(1, AT_ONCE + 1)
        assert len(db.scalars(select(Consent)).all()) == 1


def test_somebody_goes_on_owning_the_installation(
    database: Database, cast: Cast, clock: Clock
) -> None:
    both = (cast.turid, cast.aslak)
    with database.transaction() as db:
        for leader in db.scalars(select(Facilitator)):
            leader.owns_installation = leader.id in both

    def leave(db: Session, number: int) -> None:
        leader = db.get_one(Facilitator, both[number % 2])
        if number < 2:
            accounts_owner.set_owner(db, NOBODY, leader, clock(), owns=False)

    assert [type(told) for told in at_once(database, leave)] == [LastOwner]


def test_two_processes_delete_somebody_once(
    database: Database, cast: Cast, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with database.transaction() as db:
        person = db.get_one(Participant, cast.ane)
        forgetting.ask(db, person, NOBODY, clock(), by="Ane")
    clock.tick(seconds=dt.timedelta(days=16).total_seconds())
    gone: list[int] = []
    work = [
        threading.Thread(
            target=lambda: gone.append(housekeeping.forget_due(database, tmp_path, clock()))
        )
        for _ in range(2)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert sorted(gone) == [0, 1]
    assert not caplog.records


def test_one_of_several_gets_an_address_and_the_others_are_told(
    database: Database, clock: Clock
) -> None:
    with database.transaction() as db:
        made = [Facilitator(name=f"Kari {n}", email=f"kari{n}@smart.example") for n in range(4)]
        db.add_all(made)
    form = {"name": "Kari", "email": "kari@smart.example"}

    def take(db: Session, number: int) -> None:
        leader = db.get_one(Facilitator, made[number].id)
        accounts_changes.set_own(db, leader, form, clock(), confirmed=False)

    told = at_once(database, take)
    assert [each.errors for each in told if isinstance(each, Invalid)] == [
        {"email": accounts_address.TAKEN}
    ] * (AT_ONCE - 1)


SOMEBODY_WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def test_an_address_is_confirmed_while_the_same_account_is_changed_elsewhere(
    database: Database, cast: Cast, clock: Clock
) -> None:
    """Both take the person first and the account then, or they would wait for one another."""
    new = "aslak@nytt.example"
    with database.transaction() as db:
        aslak = db.get_one(Facilitator, cast.aslak)
        form = {"name": aslak.name, "email": new}
        accounts_changes.set_own(db, aslak, form, clock(), confirmed=True)
        waits = accounts_address.waiting(accounts.of(db, cast.aslak))
        assert waits is not None
        sign = accounts_address.sign_of(KEY, cast.aslak, waits)

    def confirm() -> None:
        with database.transaction() as db:
            aslak = db.get_one(Facilitator, cast.aslak)
            accounts_address.confirm(db, aslak, sign, (KEY,), clock())

    pressed = threading.Thread(target=confirm)
    with database.transaction() as db:
        db.get_one(Facilitator, cast.aslak).name = "Aslak Nytt"
        db.flush()
        pressed.start()
        while pressed.is_alive() and not db.execute(text(SOMEBODY_WAITS)).scalar_one():
            time.sleep(0.01)
        accounts.of(db, cast.aslak, lock=True)
    pressed.join()
    with database.reading() as db:
        aslak = db.get_one(Facilitator, cast.aslak)
        assert (aslak.email, aslak.name) == (new, "Aslak Nytt")


def test_open_sockets_are_looked_over(database: Database, cast: Cast, clock: Clock) -> None:
    with database.transaction() as db:
        known = Device(digest="known", created_at=clock(), signed_in_at=clock())
        known.facilitator_id = cast.noor
        db.add(known)
    ears = {each: hearing.Ear(each, cast.room, "lead", None) for each in ("known", "unknown")}
    with database.reading() as db:
        assert hearing.lost(db, ears, clock()) == ["unknown"]
