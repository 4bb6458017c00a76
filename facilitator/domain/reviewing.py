"""The way of a document and a summary: written, handed in, read, answered. Pure.

    kladd ──hand_in──▶ levert ──approve──▶ godkjent ──reopen──▶ trenger_mer
      ▲                 │ │ └──answer───▶ besvart ──hand_in──▶ levert
      └────withdraw─────┘ └──ask_more──▶ trenger_mer ──hand_in──▶ levert

Where a kull approves each document, the reader approves; where it does not, the reader answers
and the arbeidsmappe is approved as a whole. Nobody is ever told that they failed.
"""

from dataclasses import dataclass

DRAFT = "kladd"
HANDED_IN = "levert"
NEEDS_MORE = "trenger_mer"
ANSWERED = "besvart"
APPROVED = "godkjent"
STATUSES = (DRAFT, HANDED_IN, NEEDS_MORE, ANSWERED, APPROVED)

OWNERS = frozenset({"hand_in", "withdraw"})
READERS = frozenset({"approve", "answer", "ask_more", "reopen"})

_STEPS = {
    (DRAFT, "hand_in"): HANDED_IN,
    (NEEDS_MORE, "hand_in"): HANDED_IN,
    (ANSWERED, "hand_in"): HANDED_IN,
    (HANDED_IN, "withdraw"): DRAFT,
    (HANDED_IN, "approve"): APPROVED,
    (HANDED_IN, "answer"): ANSWERED,
    (HANDED_IN, "ask_more"): NEEDS_MORE,
    (APPROVED, "reopen"): NEEDS_MORE,
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader says: the two parts of an answer, and why something is opened again."""

    noticed: str = ""
    wonders: str = ""
    reason: str = ""


def step(status: str, action: str, *, approves: bool = True) -> str | None:
    """The status after an action; None when it is not open, which two tabs make a normal thing.

    `approves`: whether each is approved (a kull's setting; a summary always is). Without it the
    reader answers instead.
    """
    if action == ("answer" if approves else "approve"):
        return None
    return _STEPS.get((status, action))


def is_open(status: str) -> bool:
    """Whether its owner may write in it."""
    return status in (DRAFT, NEEDS_MORE, ANSWERED)


def counts(status: str, *, approves: bool) -> bool:
    """Whether it counts towards what the kull asks for."""
    return status == APPROVED or (not approves and status == ANSWERED)


def lacks(action: str, words: Words) -> dict[str, str]:
    """Field → what to write, for an answer that says too little. Empty when it is enough."""
    errors = {}
    if action in ("ask_more", "reopen"):
        if not words.noticed.strip():
            errors["noticed"] = "Begynn med noe du la merke til."
        if not words.wonders.strip():
            errors["wonders"] = "Skriv hva du gjerne vil vite mer om."
    if action == "reopen" and not words.reason.strip():
        errors["reason"] = "Skriv hvorfor den åpnes igjen."
    return errors
