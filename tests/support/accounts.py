"""Prosessledere with a password, and with a code from a phone, without the costs of real hashes."""

import contextlib
from collections.abc import Callable, Iterator

import pyotp
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.domain import accounts_changes, accounts_codes, accounts_passwords
from facilitator.models import Facilitator
from tests.conftest import SECRET, Clock

PASSWORD = "tre runde steiner ved vannet"


@contextlib.contextmanager
def cheap_hashes() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(accounts_passwords, "_hasher", cheap)
        accounts_passwords._nobodys.cache_clear()
        yield
    accounts_passwords._nobodys.cache_clear()


def give_password(database: Database, now: Callable, leader: int) -> None:
    with database.transaction() as db:
        kept = accounts_passwords.hashed(PASSWORD)
        accounts_changes.set_password(db, db.get_one(Facilitator, leader), kept, now())


def give_factor(database: Database, now: Callable, leader: int) -> tuple[pyotp.TOTP, list[str]]:
    """The app on the phone, and the recovery codes. The first code is used up."""
    with database.transaction() as db:
        person = db.get_one(Facilitator, leader)
        account = accounts_changes.require(db, leader)
        app = pyotp.TOTP(accounts_codes.begin(db, account, SECRET))
        code = app.at(now())
        return app, accounts_changes.confirm_factor(db, person, code, (SECRET,), now())


def signed_in_before(app: Flask, database: Database, clock: Clock, leader: int) -> FlaskClient:
    """In with a password, and that for so long that what matters is asked for again."""
    give_password(database, clock, leader)
    with database.reading() as db:
        email = db.get_one(Facilitator, leader).email
    client = app.test_client()
    client.post("/logg-inn", data={"email": email, "password": PASSWORD, "own": "1"})
    clock.tick(minutes=15)
    return client
