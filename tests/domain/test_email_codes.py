"""A code by e-mail is good once, for a while, and on the device that asked for it."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import devices, email_codes
from facilitator.models import Device, EmailCode, Participant
from tests.conftest import Clock
from tests.support.cast import Cast

KEY = "en-nøkkel-som-bare-testene-bruker"


@pytest.fixture
def device(db: Session, clock: Clock) -> Device:
    return devices.new_device(db, clock())[0]


@pytest.fixture
def code(db: Session, device: Device, cast: Cast, clock: Clock) -> str:
    return email_codes.issue(db, KEY, device, db.get_one(Participant, cast.ane), clock())


@pytest.fixture
def row(db: Session, code: str) -> EmailCode:
    return db.scalars(select(EmailCode)).one()


def test_it_is_good_once(db: Session, device: Device, row: EmailCode, code: str, clock: Clock):
    """Also for a second press that was begun before the first one had used it."""
    typed = f"{code[:3]} {code[3:]}"
    assert email_codes.check(db, KEY, device, row, typed, clock()) == email_codes.RIGHT
    assert email_codes.check(db, KEY, device, row, typed, clock()) == email_codes.OVER


def test_it_is_good_for_ten_minutes(
    db: Session, device: Device, row: EmailCode, code: str, clock: Clock
):
    last = clock() + email_codes.LASTS - dt.timedelta(seconds=1)
    over = email_codes.check(db, KEY, device, row, code, clock() + email_codes.LASTS)
    assert over == email_codes.OVER
    assert email_codes.check(db, KEY, device, row, code, last) == email_codes.RIGHT


def test_no_other_device_can_use_it(db: Session, row: EmailCode, code: str, clock: Clock):
    other = devices.new_device(db, clock())[0]
    for _ in range(email_codes.TRIES - 1):
        assert email_codes.check(db, KEY, other, row, code, clock()) == email_codes.WRONG
    assert email_codes.check(db, KEY, other, row, code, clock()) == email_codes.OVER
    assert row.used_at is None


def test_another_key_opens_nothing(
    db: Session, device: Device, row: EmailCode, code: str, clock: Clock
):
    assert email_codes.check(db, "en annen", device, row, code, clock()) == email_codes.WRONG
