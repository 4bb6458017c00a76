"""Which passwords are taken, and how they are kept."""

import pytest
from argon2 import PasswordHasher

from facilitator.domain import accounts_passwords as passwords
from tests.support.accounts import PASSWORD, cheap_hashes

NAME, EMAIL = "Turid Vidsyn", "turid.vidsyn@smart.example"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("elleve tegn", passwords.TOO_SHORT),
        ("x" * 201, passwords.TOO_LONG),
        ("Passord12345", passwords.TOO_COMMON),
        ("passord 12345!", passwords.TOO_COMMON),
        ("123456789012", passwords.TOO_COMMON),
        ("aaaaaaaaaaaaaa", passwords.TOO_PLAIN),
        ("kari1kari1kari1", passwords.TOO_PLAIN),
        ("turid.vidsyn@smart.example", passwords.TOO_NEAR),
        ("TuridVidsyn2027", passwords.TOO_NEAR),
        (PASSWORD, ""),
        ("blåbær og honning", ""),
        ("Xq7!pLm2#vRt", ""),
    ],
)
def test_which_are_taken(password, said):
    assert passwords.fault(password, NAME, EMAIL) == said


def test_none_of_the_commonest_is_listed_in_vain():
    assert not [word for word in passwords.COMMON if len(word) < passwords.LEAST]
    assert not [word for word in passwords.COMMON if not passwords.fault(word, NAME, EMAIL)]


def test_it_is_kept_as_argon2id_with_its_own_salt():
    one, other = passwords.hashed(PASSWORD), passwords.hashed(PASSWORD)
    assert one.startswith("$argon2id$")
    assert one != other
    assert passwords.fits(one, PASSWORD)
    assert not passwords.fits(one, PASSWORD + " ")


def test_the_same_letters_from_another_keyboard_are_the_same_password():
    with cheap_hashes():
        kept = passwords.hashed("bl\u00e5b\u00e6r og honning")
        assert passwords.fits(kept, "bla\u030ab\u00e6r og honning")


def test_a_long_one_is_the_same_when_each_letter_is_written_in_two():
    """A Mac may send «å» as a and a ring: it counts as one sign when it is kept, and later."""
    long = "a\u030a" + "bcdefa\u030a" * 20 + "a\u030a" * 60
    assert len(long) > passwords.MOST
    assert passwords.fault(long, NAME, EMAIL) == ""
    with cheap_hashes():
        assert passwords.fits(passwords.hashed(long), long)


def test_an_address_nobody_has_costs_as_much_work(monkeypatch):
    looked_at: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, kept, word):
            looked_at.append(kept)
            return super().verify(kept, word)

    with cheap_hashes(), monkeypatch.context() as patch:
        patch.setattr(passwords, "_hasher", Counting(1, 8, 1))
        assert not passwords.fits("", PASSWORD)
        assert not passwords.fits(passwords.hashed("noe helt annet"), PASSWORD)
    assert len(looked_at) == 2
    assert all(kept.startswith("$argon2id$") for kept in looked_at)


def test_one_that_is_kept_with_other_costs_is_seen():
    with cheap_hashes():
        old = passwords.hashed(PASSWORD)
        assert not passwords.is_old(old)
    assert passwords.is_old(old)
    assert passwords.fits(old, PASSWORD)
