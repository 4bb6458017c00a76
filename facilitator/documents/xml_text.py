"""Text on its way into a file that is XML inside, such as Word's and Excel's."""

import re

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")


def clean(text: str) -> str:
    """Characters that XML cannot hold would stop the whole file. A line break is one character."""
    return _BREAKS.sub("\n", _NOT_XML.sub("", text))


def on_one_line(text: str) -> str:
    return " ".join(clean(text).split())


def shortened(text: str, units: int) -> str:
    """No longer than Excel counts it: in UTF-16, where most emoji are two."""
    if _units(text) <= units:
        return text
    kept = text[: units - 1]
    while _units(kept) > units - 1:
        kept = kept[: -max(1, (_units(kept) - units) // 2)]
    return f"{kept}…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
