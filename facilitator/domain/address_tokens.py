"""Secrets that are read by people: they stand on paper, in letters and in a copied address."""

import secrets

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"


def address_token(signs: int) -> str:
    """So many random signs, a little under six bits each.

    Only letters and digits, since programs for mail and paper leave out a sign at the end that
    looks like punctuation, and none that looks like another, since some type it from a card.
    """
    return "".join(secrets.choice(_SIGNS) for _ in range(signs))
