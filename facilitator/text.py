"""Rules for text that people write: length, tidy spaces, and what may not be stored."""

import re
from collections.abc import Iterator, Mapping

from stdnum.no import fodselsnummer

NATIONAL_ID = (
    "Dette ser ut som et fødselsnummer. Det kan vi ikke lagre. "
    "Ta det bort, så går det fint å sende."
)
_BETWEEN = "[\\s./_\\-\u2011–]"
_ACCOUNT = r"\d{4}\.\d\d\.\d{5}(?!\d)"
_ELEVEN = re.compile(
    rf"(?<!\d)(?!{_ACCOUNT})(?=("
    rf"\d\d{_BETWEEN}?\d\d{_BETWEEN}?\d\d"
    rf"(?:(?:{_BETWEEN}|,){{0,3}}\d{{3}}{_BETWEEN}?\d\d"
    rf"|(?:{_BETWEEN}|,){{1,3}}\d\d{_BETWEEN}\d{{3}})"
    rf"|\d{{3}}(?:{_BETWEEN}\d{{3}}){{2}}{_BETWEEN}\d\d"
    rf"|\d(?:{_BETWEEN}\d){{10}}"
    rf")(?!\d))"
)
"""Eleven digits, as they are read aloud («13.09.72 480 22»), told one by one, or in a file's name.

Looked for from every digit that begins a number, so that one beside it hides nothing. An account
in a bank has the same control digit, and is told by its dots.
"""
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_WEIGHTS_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_WEIGHTS_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Also what turns the direction of the text around it: a name could then be read as another's."""


def tidy(text: str) -> str:
    """Ordinary line breaks, no control characters, no blanks at the ends."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def paragraphs(text: str) -> tuple[str, ...]:
    """Its parts between blank lines, without any that says nothing."""
    return tuple(part.strip("\n") for part in _BLANK_LINES.split(text) if part.strip())


def national_ids(text: str) -> Iterator[tuple[int, int]]:
    """Where something that is a fødselsnummer, D-, H- or test number stands in the text.

    From 2032 new numbers use a relaxed first check digit, so the first sum may be 0 to 3.
    Shifted days and months mark D-, H- and synthetic numbers.
    """
    for match in _ELEVEN.finditer(text):
        if _is_national_id(_digits(match)):
            yield match.span(1)


def nearly_national_ids(text: str) -> Iterator[tuple[int, int]]:
    """Where eleven digits begin with a birthday, and only the control digits do not fit."""
    for match in _ELEVEN.finditer(text):
        if _begins_with_a_day(_digits(match)) and not _is_national_id(_digits(match)):
            yield match.span(1)


def _digits(match: re.Match[str]) -> str:
    return "".join(each for each in match[1] if each.isdigit())


def _begins_with_a_day(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    day -= 40 if day > 40 else 0
    month -= 80 if month > 80 else 65 if month > 65 else 40 if month > 40 else 0
    return 1 <= day <= 31 and 1 <= month <= 12


def _is_national_id(digits: str) -> bool:
    if fodselsnummer.is_valid(digits):
        return True
    if not _begins_with_a_day(digits):
        return False
    first = sum(int(c) * w for c, w in zip(digits, _WEIGHTS_1, strict=False)) % 11
    second = sum(int(c) * w for c, w in zip(digits, _WEIGHTS_2, strict=True)) % 11
    return first in (0, 1, 2, 3) and second == 0


def holds_national_id(value: object) -> bool:
    """Whether a field's value, also a nested one, holds a fødselsnummer."""
    if isinstance(value, str):
        return any(True for _ in national_ids(_UNSEEN.sub("", value)))
    if isinstance(value, Mapping):
        return any(holds_national_id(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return any(holds_national_id(inner) for inner in value)
    return False


def names_in(text: str, names: list[str]) -> list[str]:
    """Which of the first names stand in the text as whole words, in the order of `names`."""
    return [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def first_sentence(text: str, limit: int = 220) -> str:
    """The first sentence, cut at a word when it is longer than `limit` characters."""
    sentence = re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]
    if len(sentence) <= limit:
        return sentence
    return sentence[:limit].rsplit(" ", 1)[0].rstrip(",;:– ") + " …"
