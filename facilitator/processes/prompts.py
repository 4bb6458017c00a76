"""Variables in prompts: `{theme}` is replaced by what the prosessleder wrote at the start.

Not `str.format`: a prompt is text from a file that anyone may have made, and must never reach
attributes or formatting of what is put in.
"""

import re
from collections.abc import Mapping

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def variables(text: str) -> tuple[str, ...]:
    """The names used in braces, in order of appearance."""
    return tuple(_VARIABLE.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in; a variable without a value becomes «…»."""
    return _VARIABLE.sub(lambda match: values.get(match[1]) or "…", text)
