"""A method in words: who makes it, how people sit, what is written and who reads it."""

from facilitator.domain.policies import LEVEL_NAMES
from facilitator.presentation.templating import spelled_out
from facilitator.processes.cards import card_types
from facilitator.processes.parts import TurnStep
from facilitator.processes.prompts import fill, variables
from facilitator.processes.schema import Phase, Process

KINDS = {
    "intro": "Inngang",
    "solo": "Alene",
    "pair": "Par",
    "group": "Gruppe",
    "round": "Runde",
    "approve": "Godkjenn",
    "harvest": "Høsting",
    "gallery": "Vandring",
    "plenary": "Plenum",
}
_WRITES = {
    "each": "Hver skriver for seg.",
    "teller": "Den som forteller, skriver.",
    "interviewer": "Den som spør, skriver for den som forteller.",
    "listeners": "De som lytter, skriver.",
    "group": "Gruppa skriver sammen, med én penn.",
    "leader": "Prosesslederen skriver.",
}
_READS = {
    "me": "Bare den som eier teksten, leser den.",
    "pair": "De to i paret leser det.",
    "group": "Gruppa leser det.",
    "room": "Alle i rommet leser det.",
    "cohort": "Alle i rommet leser det, og det lagres i arbeidsmappene.",
    "public": "Det kan leses på festivalen.",
}
_COUNTED = {"2": "To og to", "3": "Tre og tre", "4": "Fire og fire"}


def made_by(credit: str) -> str:
    """«Laget av Pål Bekkesus.»; some credits name a source: «Etter Gibbs' samtaler.»"""
    if not credit:
        return ""
    said = credit if credit.lower().startswith("etter ") else f"Laget av {credit}"
    return said if said.endswith((".", "…")) else f"{said}."


def grew_from(process: Process) -> str:
    """What the method is made on the basis of, as its file says it."""
    return spelled_out(process.grew_from)


def together(phase: Phase) -> str:
    """«To og to», «4–6 sammen»; who sits together, where the kind does not say it."""
    if phase.kind == "solo" and phase.size == "1":
        return ""
    if phase.kind == "intro" or phase.span.everyone:
        return "Alle sammen"
    if phase.size == "1":
        return "Hver for seg"
    if phase.size in _COUNTED:
        return _COUNTED[phase.size]
    size = phase.span
    return f"{size.min} sammen" if size.min == size.max else f"{size.min}–{size.max} sammen"


def asked(text: str, process: Process) -> str:
    """A prompt as it is before anything is filled in, like in the pictures: «Tema: «Tema»»."""
    labels = {setting.key: setting.default or f"«{setting.label}»" for setting in process.settings}
    return fill(text, {name: labels[name] for name in variables(text) if name in labels})


def card(phase: Phase) -> str:
    """«Innsikt, opptil tre. Gruppa skriver sammen, med én penn.»"""
    if phase.card is None:
        return ""
    kind = card_types().get(phase.card.type)
    name = kind.name if kind else phase.card.type
    return f"{name}{_count(phase.card.count)}. {_WRITES.get(phase.writes, '')}".strip()


def _count(count: str) -> str:
    if count == "1":
        return ""
    if count.startswith(("0-", "1-")):
        return f", opptil {count[2:]} kort"
    return f", {count.replace('-', '–')} kort"


def fields(phase: Phase) -> tuple[str, ...]:
    """What stands on the card, by the labels that people see."""
    return tuple(field.label for field in phase.card.fields) if phase.card else ()


def reads(phase: Phase, process: Process) -> str:
    """Who reads what is written, and where it is shown."""
    if phase.card is None or phase.visibility is None:
        return ""
    board = process.boards.get(phase.release.board) if phase.release else None
    if phase.visibility == "choose":
        names = [f"«{LEVEL_NAMES[level]}»" for level in phase.choices]
        chooser = "Gruppa" if phase.whose == "group" else "Den som eier teksten,"
        return f"{chooser} velger hvem som leser: {_or(names)}."
    if board is not None and phase.release is not None:
        if phase.release.form == "count":
            return f"På «{board.name}» vises bare hvor mange, aldri teksten."
        if phase.release.form == "copy":
            return f"Det legges på «{board.name}» uten navn, i bunker."
        return f"{_READS[phase.visibility]} Det legges på «{board.name}»."
    return _READS[phase.visibility]


def _or(names: list[str]) -> str:
    return " eller ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def phases_text(count: int) -> str:
    return "1 fase" if count == 1 else f"{count} faser"


def step(turn: TurnStep) -> str:
    """«Fortell, 4 minutter»; a part of one person's turn."""
    minutes = f"{turn.minutes:g}".replace(".", ",")
    unit = "minutt" if turn.minutes == 1 else "minutter"
    return f"{turn.name or turn.key}, {minutes} {unit}"
