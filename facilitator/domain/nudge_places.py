"""Whether a text tells of a place together with something rare, or has a number that leads to
somebody. Pure: text in, words out.

A place alone says little, and so does an accident alone; the two together may tell who it was, and
the more so the smaller the place is.
"""

import re
from collections.abc import Iterable, Iterator

from facilitator.domain import nudge_words
from facilitator.text import nearly_national_ids

_RARE = re.compile(
    r"\b(?:(?:hus)?brann(?:en)?|brant\s+ned|(?:\w+)?ulykke[nr]?|drukn\w+|dødsfall\w*|døde|"
    r"begravelse[nr]?|selvmord\w*|selvskading\w*|kreft\w*|leukemi|(?:\w+)?overgrep\w*|voldtekt\w*|"
    r"(?:\w+)?vold(?:en)?|mishandl\w+|politi(?:et)?|pågrep\w*|arrester\w+|fengs(?:el|let)\w*|"
    r"rettssak\w*|fosterhjem\w*|fosterbarn\w*|barnevernet|omsorgsovertak\w+|adopt\w+|adopsjon\w*|"
    r"krisesenter\w*|asylmottak\w*|flyktet|overdose\w*|rusmisbruk\w*|innlagt|ambulanse\w*|"
    r"trillinge\w*|i\s+avis(?:a|en)|"
    r"(?:den|det)\s+eneste\s+(?:gutten|jent[ae]n?|eleven|barnet|familien|ungdommen))\b",
    re.IGNORECASE,
)
_NAMED = r"[A-ZÆØÅ][a-zæøåáčđŋšŧžöäé]+(?:[- ][A-ZÆØÅ][a-zæøåáčđŋšŧžöäé]+)*"
_AT = re.compile(rf"\b(?:[Ii]|[Pp]å|[Vv]ed|[Uu]ten?for|[Uu]tafor|[Nn]ær)\s+({_NAMED})")
_HOUSE = re.compile(
    rf"\b(?!(?:I|På|Ved|Nær|Utenfor)\s)({_NAMED}\s"
    rf"(?:barne|ungdoms|videregående\s)?(?:skole|barnehage|bofellesskap))\b"
)
_LARGE = frozenset(
    "Norge Norden Skandinavia Europa Afrika Asia Amerika Sverige Danmark Finland Tyskland England "
    "Polen Litauen Ukraina Russland Syria Somalia Eritrea Afghanistan Irak Iran Tyrkia Oslo Bergen "
    "Trondheim Stavanger Facebook Instagram Snapchat Snap Teams Tiktok Google Youtube Bibelen "
    "Koranen".split()
)
"""Where one of many thousands is meant, or no place at all."""

_PHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)47\s?)?"
    r"(?:[2-9]\d{7}|[2-9]\d(?:\s\d\d){3}|[489]\d\d\s\d\d\s\d\d\d)(?!\s?\d)"
)


def is_rare(text: str) -> bool:
    return _RARE.search(text) is not None


def place_and_event(text: str, known: Iterable[str] = ()) -> tuple[str, str] | None:
    """The first place and the first rare thing that stand in the text, as they are written.

    `known`: the kull's own places, which are known again wherever they stand.
    """
    if not is_rare(text):
        return None
    found = sorted(_places(text, known), key=lambda one: (one[0], -len(one[1])))
    for event in _RARE.finditer(text):
        for start, place in found:
            if not start <= event.start() < start + len(place):
                return place, event[0]
    return None


def _places(text: str, known: Iterable[str]) -> Iterator[tuple[int, str]]:
    for pattern in (_AT, _HOUSE):
        for match in pattern.finditer(text):
            if match[1].title() not in _LARGE and not _is_somebody(match[1]):
                yield match.start(1), match[1]
    for place in known:
        if place and place.title() not in _LARGE:
            for found in re.finditer(rf"(?<!\w){re.escape(place)}(?!\w)", text):
                yield found.start(), place


def _is_somebody(named: str) -> bool:
    """«Vi så på Emma»: then it is asked about as a name."""
    return any(nudge_words.names(f"så {part}") for part in named.split())


def numbers(text: str) -> list[str]:
    """Telephone numbers, and what is a fødselsnummer but for a slip of the finger."""
    spans = [match.span() for match in _PHONE.finditer(text)]
    spans += list(nearly_national_ids(text))
    return list(dict.fromkeys(text[start:end] for start, end in sorted(spans)))
