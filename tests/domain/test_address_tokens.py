"""A secret in an address survives being copied from a letter and typed from a card."""

from facilitator.domain.address_tokens import address_token


def test_it_is_letters_and_digits_alone_and_none_that_looks_like_another():
    written = "".join(address_token(32) for _ in range(200))
    assert written.isascii()
    assert written.isalnum()
    assert not set(written) & set("0O1Il")


def test_it_is_as_long_as_asked_and_never_the_same():
    made = {address_token(16) for _ in range(200)}
    assert {len(token) for token in made} == {16}
    assert len(made) == 200
