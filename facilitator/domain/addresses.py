"""E-mail addresses as people write them: one, without blanks, and spelt so that it can be one."""

import re

from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid

ADDRESS_LIMIT = 120
NOT_AN_ADDRESS = "Dette ser ikke ut som en e-postadresse. Den skrives som navn@virksomhet.no."
_SHAPE = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")


def clean_email(value: str, field: str = "email") -> str:
    """The address, or nothing when nothing is written. Raises Invalid."""
    text = clean_line(value, field, most=ADDRESS_LIMIT)
    text = text.removeprefix("mailto:").strip("<>;, ")
    if text and not _SHAPE.fullmatch(text):
        raise Invalid({field: NOT_AN_ADDRESS})
    return text


def same(one: str | None, other: str | None) -> bool:
    return bool(one) and bool(other) and (one or "").casefold() == (other or "").casefold()
