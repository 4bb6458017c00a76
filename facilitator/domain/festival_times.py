"""When something begins at the festival, as a prosessleder types it. Pure."""

import re

from facilitator.errors import Invalid

NO_CLOCK = "Skriv klokka slik: 10.30."

_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:]?(\d{2}))?", re.IGNORECASE)


def tidy(begins: str) -> str:
    """«09.30» for «9:30», «kl. 9.30» and «930»; other words («etter lunsj») stay. Raises Invalid.

    So the programme writes all times alike, and two of them can be told to be the same.
    """
    found = _CLOCK.fullmatch(begins.strip())
    if found is None:
        return begins.strip()
    if not _is_clock(found):
        raise Invalid({"begins": NO_CLOCK})
    return _written(found)


def order(begins: str) -> tuple[int, str]:
    """Half past nine comes before eleven, words come after the clock, and nothing comes last."""
    found = _CLOCK.match(begins.strip())
    if found is not None and _is_clock(found):
        return (0, _written(found))
    return (1, begins.strip().lower()) if begins.strip() else (2, "")


def _is_clock(found: re.Match[str]) -> bool:
    return int(found[1]) < 24 and int(found[2] or 0) < 60


def _written(found: re.Match[str]) -> str:
    return f"{int(found[1]):02}.{int(found[2] or 0):02}"
