"""Whether a text seems to name a child or an exact day. Pure: text in, words out.

It is a guess that leads to a question. So it is kept from asking where a name is a word as well
(«en dag», «hele livet»), and it is better that it asks once too little than once too often.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("first_names.toml")

Days = frozenset[tuple[int, int]]
"""Days of the year, as (day, month)."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:['’]s?(?!\w))?")
_BEGINS = re.compile(r"(?:^|[.!?:…\n«“\"(/•]|(?:^|\s)[-–—])[\s«“\"(–—-]*$")
"""What stands before the first word of a sentence, a line or something that is said."""

_CHILD = (
    r"(?:gutt(?:en)?|jent[ea]|jenten|elev(?:en)?|barn(?:et)?|unge?n?|ungdom(?:men)?|lille|vesle|"
    r"(?:små|lille)?(?:bror|søster|broren|søsteren|søstera)|venn(?:en)?|venninn[ae]n?|"
    r"(?:ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti)åring(?:en)?)"
)
_NAME = r"([A-ZÆØÅ][^\W\d_]+(?:-[^\W\d_]+)*)"
_CALLED = re.compile(
    rf"\b(?:{_CHILD}\s+(?:(?:som\s+)?het(?:er)?\s+|ved\s+navn\s+)?|"
    rf"(?:han|hun|jeg)\s+het(?:er)?\s+){_NAME}",
    re.IGNORECASE,
)
_AGED = re.compile(rf"{_NAME}(?:,\s+|\s+på\s+|\s+\()\d{{1,2}}\s?(?:år\b|\))")
_INITIAL = re.compile(rf"\b{_CHILD}\s+([D-WZÆØÅ])(?![\w-])\.?", re.IGNORECASE)

_SPEAKS = re.compile(
    r"\s+(?:sa|ropte|smilte|spurte|gråt|svarte|hvisket|fortalte|lekte|ville|turte|lo|satt)\b"
)
"""What a person does, and a day, a life or a stone does not."""

_NAMED_THINGS = frozenset(
    "avdeling avdelinga avdelingen barnehage barnehagen skole skolen klubb klubben gruppe gruppa "
    "gruppen base basen hus huset rommet laget båten boka boken filmen sangen prosjektet "
    "tjenesten senteret sankt st".split()
)
"""After these a word with a capital is what a place or a thing is called."""

_KNOWN_FIGURES = re.compile(
    r"\b(?:Ole Brumm|Astrid Lindgren|Emil i Lønneberg\w*|Ole Aleksander|Ronja Røverdatter|"
    r"Ola Nordmann|Kari Nordmann|Ola og Kari|Noahs ark|Per og Pål og Espen|Espen Askeladd\w*|"
    r"Anne Frank|Roald Dahl|Bjørnstjerne Bjørnson|Henrik Ibsen|Harry Potter)\b"
)

_MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)
_MONTH = "|".join(_MONTHS)
_WRITTEN_DATE = re.compile(
    rf"\b(?:den\s+)?(0?[1-9]|[12]\d|3[01])\.?\s?({_MONTH})\b(?:\s+((?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_NUMBER_DATE = re.compile(
    r"(?<![\d.])(0?[1-9]|[12]\d|3[01])[./-](0?[1-9]|1[0-2])[./-]((?:19|20)?\d\d)(?![\d.]\d|\d)"
)
_SHORT_DATE = re.compile(r"\bden\s+(0?[1-9]|[12]\d|3[01])[./](0?[1-9]|1[0-2])\b\.?", re.IGNORECASE)
_ISO_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")

COMMON_DAYS: Days = frozenset(
    {(1, 1), (6, 2), (14, 2), (8, 3), (1, 4), (1, 5), (8, 5), (17, 5), (23, 6), (24, 10),
     (31, 10), (13, 12), (24, 12), (25, 12), (26, 12), (31, 12)}
)  # fmt: skip
"""Days that everybody keeps say nothing of anybody."""


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    found = tomllib.loads(FILE.read_text("utf-8"))
    return frozenset(found["names"].split()), frozenset(found["also_words"].split())


def names(text: str, ours: frozenset[str] = frozenset()) -> list[str]:
    """The words that seem to name a child, in their order, each once and as it was written.

    `ours`: words in small letters that belong to the kull, as names and places of its grown-ups.
    """
    figures = [match.span() for match in _KNOWN_FIGURES.finditer(text)]
    found: dict[str, str] = {}
    for start, word in sorted({*_listed(text), *_called(text)}):
        inside = any(first <= start < last for first, last in figures)
        if not inside and word.casefold() not in ours:
            found.setdefault(word.casefold(), word)
    return list(found.values())


def words_of(*texts: str) -> frozenset[str]:
    """The words of names and places, as `names` compares them."""
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def _listed(text: str) -> Iterator[tuple[int, str]]:
    for match in _WORD.finditer(text):
        word = _name_in(match[0])
        if not word:
            continue
        if _as_listed(word) in _lists()[1] and not _is_used_as_name(text, match):
            continue
        if _word_before(text, match.start()).casefold() not in _NAMED_THINGS:
            yield match.start(), word


def _name_in(written: str) -> str:
    """The name that a word is, without the s of «Emmas»; empty when it is none."""
    if not written[0].isupper():
        return ""
    word = re.sub(r"['’]s?$", "", written)
    for form in (word, word[:-1] if word.endswith(("s", "S")) else ""):
        if form and _as_listed(form):
            return form
    return ""


def _as_listed(word: str) -> str:
    """As it stands in the list. Of «Anne-Sofie» one part is enough, if both are names in shape."""
    known, also_words = _lists()
    parts = word.split("-")
    if any(not part[:1].isupper() for part in parts):
        return ""  # «Emma-gjengen» is known by whoever is in it, and «Sol-avdelingen» is a place
    for part in parts:
        shape = part.capitalize() if part.isupper() and len(part) > 3 else part
        if shape in known or (shape in also_words and len(parts) == 1):
            return shape
    return ""


def _is_used_as_name(text: str, match: re.Match[str]) -> bool:
    """A word with a capital where a word has none, or that does what a person does."""
    if re.match(r"\s*\d", text[match.end() :]) or re.search(r"\d\.?\s*$", text[: match.start()]):
        return False  # «Dag 2», «17. Mai»
    if _SPEAKS.match(text, match.end()):
        return True
    return not _BEGINS.search(text[: match.start()])


def _word_before(text: str, at: int) -> str:
    before = _WORD.findall(text[max(0, at - 40) : at])
    return str(before[-1]) if before else ""


def _called(text: str) -> Iterator[tuple[int, str]]:
    """Names that are in no list, where the text itself says that a child is called so."""
    for match in _CALLED.finditer(text):
        if match[1][0].isupper() and not match[1].isupper():
            yield match.start(1), _without_s(match[1])
    for match in _INITIAL.finditer(text):
        if match[1].isupper():
            yield match.start(1), match[1]
    for match in _AGED.finditer(text):
        if not _BEGINS.search(text[: match.start()]):
            yield match.start(1), match[1]


def _without_s(word: str) -> str:
    return _name_in(word) or word


def dates(text: str, common: Days = COMMON_DAYS) -> list[str]:
    """The exact days that stand in the text, as they are written; not those that all keep."""
    found: list[tuple[int, str]] = []
    for match in _WRITTEN_DATE.finditer(text):
        day = (int(match[1]), _MONTHS.index(match[2].lower()) + 1)
        _add(found, match, day, common)
    for pattern in (_NUMBER_DATE, _SHORT_DATE):
        for match in pattern.finditer(text):
            _add(found, match, (int(match[1]), int(match[2])), common)
    for match in _ISO_DATE.finditer(text):
        _add(found, match, (int(match[2]), int(match[1])), common)
    return list(dict.fromkeys(word for _, word in sorted(found)))


def _add(
    found: list[tuple[int, str]], match: re.Match[str], day: tuple[int, int], common: Days
) -> None:
    word = re.sub(r"^den\s+", "", match[0], flags=re.IGNORECASE).rstrip(".")
    known = any(start <= match.start() < start + len(said) + 5 for start, said in found)
    if day not in common and not known:
        found.append((match.start(), word))
