"""The working text of an own method: made, kept within bounds, and given a key of its own.

Pure, but for the keys that are taken, which the caller knows.
"""

import datetime as dt
import json
import math
import re
from collections.abc import Container, Mapping
from typing import Any

from facilitator.errors import Invalid
from facilitator.processes.faults import Fault
from facilitator.processes.schema import Process
from facilitator.processes.words import FORMAT, MAX_BYTES, MAX_PHASES
from facilitator.processes.writer import to_written
from facilitator.text import NATIONAL_ID, holds_national_id

KEY_LENGTH = 40
NAME_LIMIT = 80
CREDIT_LIMIT = 200
HEAD = ("format", "key", "name", "minutes", "purpose", "credit", "based_on", "grew_from")
_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TOO_MUCH = f"Metoden er blitt for stor. Den kan være {MAX_BYTES // 1000} kB."


def key_from(name: str, taken: Container[str]) -> str:
    """«En fin kamp» → `en_fin_kamp`, or `en_fin_kamp_2` where that is taken."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower().translate(_ASCII)).strip("_")
    start = (plain if plain[:1].isalpha() else f"metode_{plain}".strip("_"))[:KEY_LENGTH]
    start = start.rstrip("_")
    key, number = start, 1
    while key in taken:
        number += 1
        end = f"_{number}"
        key = start[: KEY_LENGTH - len(end)].rstrip("_") + end
    return key


def empty(name: str, credit: str) -> dict[str, Any]:
    """A method to begin from: short, and sound already."""
    phase = {
        "key": "inngang",
        "name": "Inngang",
        "kind": "intro",
        "minutes": 5,
        "prompts": ["Velkommen. I dag skal vi prøve noe sammen."],
    }
    head = {"format": FORMAT, "name": name, "minutes": 5, "purpose": "", "credit": credit}
    return {**head, "phases": [phase]}


def copied(like: Process, name: str, credit: str) -> dict[str, Any]:
    """A copy that says what it grew from, and has a name and a maker of its own."""
    return {
        **to_written(like),
        "name": name,
        "credit": credit,
        "based_on": like.key,
        "grew_from": origin(like),
    }


def origin(process: Process) -> str:
    """«Finkampen» av Pål Bekkesus, som bygger på «Erfaringsdeling i ring»."""
    said = f"«{process.name}»{_by(process.credit)}"
    further = f"{said}, som bygger på {process.grew_from}" if process.grew_from else said
    if len(further) <= CREDIT_LIMIT:
        return further
    return said if len(said) <= CREDIT_LIMIT else f"{said[: CREDIT_LIMIT - 2].rstrip()} …"


def _by(credit: str) -> str:
    """Some credits name a source and not a person: «Etter 1-2-4-All …»."""
    if credit.lower().startswith("etter "):
        return f", etter {credit[6:]}"
    return f" av {credit}" if credit else ""


def plain(value: Any) -> Any:
    """What a file held as what a database can hold: dates as text, no control characters."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def ordered(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Tidied, in the order a file has, under the method's own key; editions are numbered when
    they are saved, and not by the text."""
    found = {**plain(raw), "key": key}
    found.pop("version", None)
    head = {name: found.pop(name) for name in HEAD if name in found}
    return {**head, **found}


def require_room(raw: Mapping[str, Any]) -> None:
    """Raises Invalid, by path, for what may not be kept: too much, or a fødselsnummer."""
    if len(json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace")) > MAX_BYTES:
        raise Invalid({"": TOO_MUCH})
    phases = raw.get("phases")
    if isinstance(phases, list) and len(phases) > MAX_PHASES:
        raise Invalid(
            {"phases": f"{len(phases)} faser er for mange. Det er plass til {MAX_PHASES}."}
        )
    if faults := national_ids(raw):
        raise Invalid({fault.path: fault.message for fault in faults})


def national_ids(raw: Mapping[str, Any]) -> list[Fault]:
    """Each place that holds what looks like a fødselsnummer. The value is in no message."""
    return [Fault(path, NATIONAL_ID) for path in _places(raw, "") if path]


def _places(value: Any, path: str) -> list[str]:
    if not holds_national_id(value):
        keys = value if isinstance(value, Mapping) else ()
        return [path or "."] if any(holds_national_id(str(key)) for key in keys) else []
    if isinstance(value, Mapping):
        inner = [(f"{path}.{key}".removeprefix("."), each) for key, each in value.items()]
    elif isinstance(value, list | tuple):
        inner = [(f"{path}[{place}]", each) for place, each in enumerate(value)]
    else:
        return [path]
    return [found for where, each in inner for found in _places(each, where)]
