"""What somebody works with, in the few words that groups are mixed by.

Only `ledelse` is a rule: a leader and one of their own are kept apart (domain/grouping.py).
"""

import unicodedata

LEADERS = "ledelse"

NAMES = {
    "skole": "Skole",
    "sfo": "SFO",
    "barnehage": "Barnehage",
    LEADERS: "Ledelse",
    "barnevern": "Barnevern",
    "helse": "Helse",
    "ppt": "PPT",
    "miljo": "Miljø og oppvekst",
    "frivillighet": "Frivillighet",
}

_LEADING = {
    "rektor",
    "assisterende rektor",
    "inspektør",
    "undervisningsinspektør",
    "styrer",
    "assisterende styrer",
    "avdelingsleder",
    "enhetsleder",
    "virksomhetsleder",
    "sfo-leder",
    "sfo leder",
    "kommunalsjef",
    "skolesjef",
    "barnehagesjef",
}


def known(word: str) -> str:
    """The key that a word of a list means, or nothing."""
    said = unicodedata.normalize("NFC", word).strip().casefold()
    return next((key for key, name in NAMES.items() if said in (key, name.casefold())), "")


def guess(role: str) -> str:
    """Whether the title is one that leads others; the rest is not guessed."""
    return LEADERS if " ".join(role.casefold().split()) in _LEADING else ""
