"""Two who fill in the same form: what only one of them changed is kept, and the rest is asked.

The form carries a mark of each field as it was shown. What nobody else has changed since is taken
as it is typed, and what only others have changed stays theirs. Where both have changed the same
field nothing is saved: whoever saves last sees what it says now, and may save again.
"""

import hashlib
from collections.abc import Mapping

from facilitator.errors import Invalid

SEEN = "seen"
"""The form's hidden field with the marks. Without it nothing is compared."""


class ChangedMeanwhile(Invalid):
    """`theirs` is what the fields hold now; `form` what was typed, with what others saved."""

    def __init__(self, theirs: Mapping[str, str], form: Mapping[str, str]) -> None:
        super().__init__({name: said(text) for name, text in theirs.items()})
        self.theirs = dict(theirs)
        self.form = dict(form)


def said(text: str) -> str:
    """At the field. A choice is said in words by whoever knows them."""
    now = f"Nå står det «{text}»." if text else "Nå står det ingenting her."
    return (
        f"Noen har endret dette mens du skrev. {now} Lagrer du igjen, gjelder det du har skrevet."
    )


def marks(shown: Mapping[str, str]) -> str:
    """For the hidden field: `name:mark` for each, and nothing of what the fields hold."""
    return " ".join(f"{name}:{_mark(text)}" for name, text in shown.items())


def joined(form: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """The form as it is to be saved over `kept`. Raises ChangedMeanwhile."""
    seen = dict(part.partition(":")[::2] for part in form.get(SEEN, "").split())
    found, theirs = dict(form), {}
    for name, now in kept.items():
        if seen.get(name, _mark(now)) == _mark(now):
            continue
        typed = form.get(name, "")
        if seen[name] == _mark(typed):
            found[name] = now
        elif _mark(typed) != _mark(now):
            theirs[name] = now
    if theirs:
        raise ChangedMeanwhile(theirs, {**found, SEEN: marks(kept)})
    return found


def _mark(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]
