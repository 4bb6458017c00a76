"""Codes from the phone, recovery codes, and the secret as it is kept."""

import datetime as dt

import pyotp
import pytest
from sqlalchemy import select

from facilitator.domain import accounts_changes, accounts_codes, secrets_at_rest
from facilitator.errors import Invalid
from facilitator.models import Account, Facilitator, RecoveryCode

KEY = "en-nøkkel-som-bare-testene-bruker"


@pytest.fixture
def account(db, cast):
    return accounts_changes.require(db, cast.turid)


def test_a_code_is_good_for_its_half_minute_and_those_beside_it(clock):
    secret = pyotp.random_base32()
    step = int(clock().timestamp()) // 30
    for beside in (-1, 0, 1):
        code = pyotp.TOTP(secret).generate_otp(step + beside)
        assert accounts_codes.matching_step(secret, code, clock()) == step + beside
        assert accounts_codes.matching_step(secret, f"{code[:3]} {code[3:]}", clock()) is not None
    for far in (-2, 2):
        code = pyotp.TOTP(secret).generate_otp(step + far)
        assert accounts_codes.matching_step(secret, code, clock()) is None
    for nothing in ("", "12345", "abcdef", "١٢٣٤٥٦"):
        assert accounts_codes.matching_step(secret, nothing, clock()) is None


def test_each_code_is_good_once_and_no_earlier_one_after_it(db, account, clock):
    app = pyotp.TOTP(accounts_codes.begin(db, account, KEY))
    now = app.at(clock())
    accounts_codes.take(account, now, (KEY,), clock())
    with pytest.raises(Invalid, match="brukt"):
        accounts_codes.take(account, now, (KEY,), clock())
    with pytest.raises(Invalid, match="brukt"):
        accounts_codes.take(account, app.at(clock() - dt.timedelta(seconds=30)), (KEY,), clock())
    clock.tick(seconds=30)
    accounts_codes.take(account, app.at(clock()), (KEY,), clock())


def test_it_counts_from_the_first_code(db, cast, account, clock):
    turid = db.get_one(Facilitator, cast.turid)
    app = pyotp.TOTP(accounts_codes.begin(db, account, KEY))
    wrong = f"{(int(app.at(clock())) + 1) % 1_000_000:06}"
    with pytest.raises(Invalid):
        accounts_changes.confirm_factor(db, turid, wrong, (KEY,), clock())
    assert account.totp_since is None
    codes = accounts_changes.confirm_factor(db, turid, app.at(clock()), (KEY,), clock())
    assert account.totp_since == clock()
    assert len(set(codes)) == 10
    with pytest.raises(Invalid):
        accounts_changes.confirm_factor(db, turid, app.at(clock()), (KEY,), clock())


def test_a_recovery_code_is_good_once_and_for_its_owner_alone(db, cast, clock):
    mine = accounts_codes.renew_recovery(db, cast.turid)
    assert not set(mine) & {row.digest for row in db.scalars(select(RecoveryCode))}
    with pytest.raises(Invalid):
        accounts_codes.take_recovery(db, cast.aslak, mine[0], clock())
    typed = mine[0].replace("-", " ").upper()
    assert accounts_codes.is_recovery(typed)
    assert accounts_codes.take_recovery(db, cast.turid, typed, clock()) == 9
    with pytest.raises(Invalid):
        accounts_codes.take_recovery(db, cast.turid, mine[0], clock())
    accounts_codes.renew_recovery(db, cast.turid)
    with pytest.raises(Invalid):
        accounts_codes.take_recovery(db, cast.turid, mine[1], clock())
    assert accounts_codes.left(db, cast.turid) == 10


def test_the_secret_is_not_in_the_database(db, account):
    secret = accounts_codes.begin(db, account, KEY)
    kept = db.scalar(select(Account.totp_secret))
    assert secret not in kept
    assert accounts_codes.waiting(account, ("a newer key", KEY)) == secret
    assert accounts_codes.waiting(account, ("another key",)) is None


def test_a_secret_in_somebody_elses_row_opens_nothing(db, cast, account, clock):
    app = pyotp.TOTP(accounts_codes.begin(db, account, KEY))
    other = accounts_changes.require(db, cast.aslak)
    other.totp_secret = account.totp_secret
    with pytest.raises(secrets_at_rest.CannotOpen):
        accounts_codes.take(other, app.at(clock()), (KEY,), clock())


def test_a_sealed_secret_is_bound_to_what_it_is_for():
    kept = secrets_at_rest.sealed(KEY, "hemmelig", "totp:1")
    assert secrets_at_rest.sealed(KEY, "hemmelig", "totp:1") != kept
    assert secrets_at_rest.opened((KEY,), kept, "totp:1") == "hemmelig"
    for keys, text, about in (
        ((KEY,), kept, "totp:2"),
        (("en annen nøkkel",), kept, "totp:1"),
        ((KEY,), kept[:-6] + "AAAAAA", "totp:1"),
        ((KEY,), "v1.ikke base64", "totp:1"),
        ((KEY,), "", "totp:1"),
    ):
        with pytest.raises(secrets_at_rest.CannotOpen):
            secrets_at_rest.opened(keys, text, about)


def test_a_code_that_an_earlier_key_opens_is_kept_with_the_one_in_use(db, account, clock):
    """Otherwise nobody could ever take the earlier one out."""
    app = pyotp.TOTP(accounts_codes.begin(db, account, KEY))
    accounts_codes.take(account, app.at(clock()), ("den-nye", KEY), clock())
    clock.tick(seconds=30)
    accounts_codes.take(account, app.at(clock()), ("den-nye",), clock())
