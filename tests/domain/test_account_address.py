"""A new address waits: until when, what confirms it, and what puts an end to it."""

import datetime as dt

import pytest

from facilitator.domain import (
    accounts,
    accounts_address,
    accounts_changes,
    accounts_owner,
    retention_kinds,
)
from facilitator.domain.accounts_address import LIVES, Waiting, sign_of
from facilitator.domain.policies import NOBODY
from facilitator.errors import Expired, Invalid
from facilitator.models import Facilitator

KEY, EARLIER = "en lang nøkkel for i dag", "en lang nøkkel fra før"
NEW = "turid@nytt.example"


@pytest.fixture
def turid(db, cast) -> Facilitator:
    return db.get_one(Facilitator, cast.turid)


@pytest.fixture
def ask(db, turid, clock):
    """Ask for an address; gives what stands in the link."""

    def asked(email: str = NEW, key: str = KEY) -> str:
        form = {"name": turid.name, "email": email}
        changed = accounts_changes.set_own(db, turid, form, clock(), confirmed=True)
        assert changed.waits
        return sign_of(key, turid.id, waits(db, turid))

    return asked


def waits(db, leader: Facilitator) -> Waiting | None:
    return accounts_address.waiting(accounts.of(db, leader.id))


def confirm(db, leader: Facilitator, sign: str, now: dt.datetime):
    return accounts_address.confirm(db, leader, sign, (KEY, EARLIER), now)


def test_the_address_before_counts_until_the_new_one_is_confirmed_once(db, turid, ask, clock):
    before, sign = turid.email, ask()
    assert turid.email == before
    clock.tick(hours=23, minutes=59)
    changed = confirm(db, turid, sign.upper(), clock())
    assert (changed.before, changed.after, turid.email) == (before, NEW, NEW)
    assert waits(db, turid) is None
    with pytest.raises(Expired):
        confirm(db, turid, sign, clock())


def test_a_link_is_too_old_after_a_day(db, turid, ask, clock):
    sign, before = ask(), turid.email
    clock.now += LIVES
    with pytest.raises(Expired):
        confirm(db, turid, sign, clock())
    assert turid.email == before


def test_a_link_is_good_for_one_account_one_address_and_one_letter(db, cast, turid, ask, clock):
    first = ask()
    aslak = db.get_one(Facilitator, cast.aslak)
    accounts_changes.set_own(db, aslak, {"name": aslak.name, "email": NEW}, clock(), confirmed=True)
    second = ask("turid@annet.example")
    clock.tick(minutes=2)
    assert accounts_address.ask_again(db, turid, clock()) == (waits(db, turid), True)
    for whose, sign in ((aslak, first), (turid, first), (turid, second), (turid, "")):
        with pytest.raises(Expired):
            confirm(db, whose, sign, clock())
    assert waits(db, turid).email == "turid@annet.example"


def test_a_key_from_before_still_confirms_and_a_strangers_does_not(db, turid, ask, clock):
    with pytest.raises(Expired):
        confirm(db, turid, ask(key="en fremmed nøkkel"), clock())
    assert confirm(db, turid, ask(key=EARLIER), clock()).after == NEW


def test_the_same_press_twice_is_one_letter_and_a_minute_later_another(db, turid, ask, clock):
    form = {"name": turid.name, "email": NEW}

    def letter() -> bool:
        return accounts_changes.set_own(db, turid, form, clock(), confirmed=True).letter

    assert [letter(), letter()] == [True, False]
    assert accounts_address.ask_again(db, turid, clock())[1] is False
    clock.tick(minutes=1)
    assert letter()


def test_a_letter_that_did_not_go_may_go_at_once_and_ends_no_other(db, turid, ask, clock):
    sign = ask()
    accounts_address.not_sent(db, turid, "en-annen@nytt.example", clock())
    assert accounts_address.ask_again(db, turid, clock())[1] is False
    assert accounts_address.look_at(db, turid, sign, (KEY,), clock()) == NEW
    accounts_address.not_sent(db, turid, NEW, clock())
    assert accounts_address.ask_again(db, turid, clock())[1] is True


def test_an_address_that_another_has_taken_meanwhile_is_refused(db, turid, ask, clock):
    sign, before = ask(), turid.email
    db.add(Facilitator(name="Kari", email=NEW.upper()))
    db.flush()
    with pytest.raises(Invalid):
        confirm(db, turid, sign, clock())
    assert turid.email == before


def test_nothing_is_confirmed_that_was_let_be(db, turid, ask, clock):
    sign = ask()
    accounts_address.let_be(db, turid, clock())
    with pytest.raises(Expired):
        confirm(db, turid, sign, clock())
    assert accounts_address.ask_again(db, turid, clock()) == (None, False)


@pytest.mark.parametrize("what", ["password", "lost phone", "closed"])
def test_what_ends_other_ways_in_ends_this_too(db, turid, ask, clock, what):
    ask()
    if what == "password":
        accounts_changes.set_password(db, turid, "en hash", clock())
    elif what == "lost phone":
        accounts_owner.lost_phone(db, NOBODY, turid, clock())
    else:
        turid.owns_installation = False
        accounts_owner.close(db, NOBODY, turid, clock())
    assert waits(db, turid) is None


def test_what_nobody_confirmed_is_forgotten_at_night(db, turid, ask, clock):
    ask()
    retention_kinds.email_codes(db, clock(), do=True)
    assert waits(db, turid) is not None
    later = clock() + dt.timedelta(seconds=1)
    retention_kinds.email_codes(db, later, do=False)
    assert waits(db, turid) is not None
    retention_kinds.email_codes(db, later, do=True)
    assert waits(db, turid) is None


def test_without_a_server_for_letters_it_counts_at_once(db, turid, clock):
    before, form = turid.email, {"name": turid.name, "email": NEW}
    changed = accounts_changes.set_own(db, turid, form, clock(), confirmed=False)
    assert (changed.before, changed.waits, turid.email) == (before, False, NEW)
