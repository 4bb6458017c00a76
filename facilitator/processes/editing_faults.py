"""Where a fault stands in the form, in words that somebody who writes a method understands.

Every fault finds a place: a field of a phase, a field of the method itself, or the line of what
comes along without a field (`REST`), where it can be taken away.
"""

import re
from dataclasses import dataclass

from facilitator.processes import editing_groups as groups
from facilitator.processes.editing_fields import listed, name_of
from facilitator.processes.editing_form import SETTING, head_values, phase_values
from facilitator.processes.editing_mend import every_fault
from facilitator.processes.editing_settle import total
from facilitator.processes.editing_shape import Raw, bounds, phases_of, tidy
from facilitator.processes.faults import Fault

REST = "rest"


@dataclass(frozen=True, slots=True)
class Spot:
    """`phase` is its place in the list; None: the method itself."""

    phase: int | None
    field: str
    said: str
    path: str = ""


def look(raw: Raw) -> tuple[Spot, ...]:
    """Everything that is wrong, each at its place; nothing when the method can be used."""
    made = tidy(raw)
    made["minutes"] = total(made) or 1  # nobody writes the sum, so it is never what is wrong
    return tuple(dict.fromkeys(spot_of(made, fault) for fault in every_fault(made)))


def spot_of(raw: Raw, fault: Fault) -> Spot:
    """`raw` is tidy."""
    if found := re.match(r"phases\[(\d+)\](.*)", fault.path):
        index = int(found[1])
        if index < len(phases_of(raw)):
            return _in_phase(raw, index, found[2], fault)
    if found := re.match(r"(groups|boards)\.([a-z0-9_]+)(.*)", fault.path):
        return _in_table(raw, found[1], found[2], found[3], fault)
    if fault.path.startswith("trio"):
        return _of_interviews(raw, fault)
    return _in_head(raw, fault)


def _in_phase(raw: Raw, index: int, inside: str, fault: Fault) -> Spot:
    shown = phase_values(raw, index)
    if fault.message.startswith(_CHOSEN):
        inside = ".visibility"
    said = _saying(inside, fault.message, phases_of(raw)[index])
    for name in _names(raw, index, inside):
        if name in shown:
            return Spot(index, name, said, fault.path)
    return Spot(index, REST, said, fault.path if inside else "")


def _names(raw: Raw, index: int, inside: str) -> list[str]:
    """Fields that the fault may be about, the likeliest first."""
    phase = phases_of(raw)[index]
    if found := re.match(r"\.card\.fields\[(\d+)\]\.?(\w*)", inside):
        items = listed(phase.get("card", {}))
        place = int(found[1])
        name = name_of(items[place]) if place < len(items) else ""
        part = {"name": "label", "min_items": "max_items"}.get(found[2], found[2] or "label")
        return [f"f-{name}-{part}", f"f-{name}-label", "card"]
    if found := re.match(r"\.hand\[(\d+)\]", inside):
        hands = phase.get("hand", ())
        key = hands[int(found[1])].get("phase", "") if int(found[1]) < len(hands) else ""
        return [f"hand-{key}"]
    for pattern, names in _PLACES:
        if found := re.match(pattern, inside):
            return [name.format(*found.groups()) for name in names]
    return []


_PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\.prompts\[(\d+)\]", ("prompt-{0}", "prompt-0")),
    (r"\.prompts", ("prompt-0",)),
    (r"\.turn\[(\d+)\]\.(\w+)", ("step-{0}-{1}", "step-{0}-name")),
    (r"\.turn", ("minutes",)),
    (r"\.size", ("size", "together", "kind")),
    (r"\.groups", ("together", "kind")),
    (r"\.card\.count", ("count",)),
    (r"\.card\.(?:type|fields)\Z", ("card",)),
    (r"\.(choices)", ("visibility",)),
    (r"\.continues", ("continues",)),
    (r"\.whose", ("writes",)),
    (r"\.release\.form", ("form", "board")),
    (r"\.release", ("board", "visibility", "card")),
    (r"\.projector\.lines", ("lines",)),
    (r"\.projector\.(?:board|show)", ("shows",)),
    (r"\.(\w+)\Z", ("{0}",)),
    (r"\Z", ("writes",)),
)


_CHOSEN = "Bare den som eier kortet, kan velge"


def _in_table(raw: Raw, table: str, key: str, inside: str, fault: Fault) -> Spot:
    """A group set is chosen in its home, a board where something is laid on it."""
    if table == "groups":
        index = groups.home_of(raw, key)
        names = ("size", "together") if inside.startswith(".size") else ("together", "size")
    else:
        fed = [i for i, p in enumerate(phases_of(raw)) if p.get("release", {}).get("board") == key]
        index = next(iter(fed), None)
        names = ("board_name", "board")
    if index is None:
        return Spot(None, REST, fault.message, f"{table}.{key}")
    shown = phase_values(raw, index)
    field = next((name for name in names if name in shown), REST)
    said = _saying(f".{table}{inside}", fault.message, phases_of(raw)[index])
    return Spot(index, field, said, fault.path if inside else "")


def _of_interviews(raw: Raw, fault: Fault) -> Spot:
    """Three share the time of two: said at the first of the phases in which they do."""
    for index, phase in enumerate(phases_of(raw)):
        if "interview" in phase:
            if fault.path == "trio" and "trio" in raw:
                return Spot(index, "minutes", fault.message, fault.path)
            return Spot(index, REST, fault.message, f"phases[{index}].interview")
    return Spot(None, REST, fault.message, "trio")


def _in_head(raw: Raw, fault: Fault) -> Spot:
    shown = head_values(raw)
    name = fault.path.partition(".")[0]
    if found := re.match(r"settings\[(\d+)\]\.?(\w*)", fault.path):
        start = f"{SETTING}{found[1]}-"
        name = next((n for n in (start + found[2], f"{start}label") if n in shown), REST)
    if name in shown:
        return Spot(None, name, _saying(f"head.{name}", fault.message, {}), fault.path)
    # All the phases are nothing that one takes away with a tap.
    return Spot(None, REST, fault.message, "" if fault.path == "phases" else fault.path)


_SAYINGS: tuple[tuple[str, str, str], ...] = (
    (r"\.minutes|\.shrink_to|.*\.max(_items)?", r"(Ventet|Mangler).*", "Skriv et helt tall."),
    (r"\.turn\[\d+\]\.minutes", r"(Ventet|Mangler).*", "Skriv minutter, for eksempel 2 eller 2,5."),
    (r"\.card\.count|\.groups\.size|\.size", r".*(riktig form|ikke et antall).*",
     "Skriv et tall, eller to med strek imellom, som 4–6."),
    (r"\.prompts\[\d+\]", r"Spørsmålet er tomt.*", "Skriv det du spør om."),
    (r"\.prompts(\[\d+\])?|\.helper|\.projector.*", r"Variabelen «(.*)» er ikke .*",
     "«{{{0}}}» står ikke blant det prosesslederen fyller ut. Se «Om metoden»."),
    (r"\.name|\.boards\.name|head\.name|.*\.label", r"(Teksten kan ikke være tom|Mangler).*",
     "Dette må ha et navn."),
    (r"\.card\.fields.*\.options", r"Et valg må ha .*", "Skriv svarene, ett på hver linje."),
    (r"\.boards\.accepts.*", r".*", "Velg et kort som kan ligge på tavla."),
    (r"\.groups\.from", r"Gruppeinndelingen .*",
     "Disse gruppene er ikke brukt før denne fasen. Velg noen andre, eller flytt fasen."),
    (r"\.continues.*", r"Ingen tidligere fase.*",
     "Det finnes ikke noe slikt kort før denne fasen. Velg et annet, eller flytt fasen."),
    (r"\.hand.*", r"Ingen tidligere .*",
     "Dette kortet finnes ikke før denne fasen. Ta det bort, eller flytt fasen."),
    (r"\.shrink_to", r"Krympetiden må .*", "Dette må være kortere enn fasen selv."),
    (r"\.prompts", r"Det er (\d+) spørsmål, men skulle vært (\d+)\.",
     "Her trengs {1} spørsmål, og det er {0}."),
    (r"\.release", r"Kortet er ikke synlig for rommet.*",
     "Rommet får ikke lese dette kortet. Velg ingen tavle, eller «uten navn, i bunker»."),
)  # fmt: skip


def _saying(inside: str, message: str, phase: Raw) -> str:
    if inside == ".minutes" and (told := _of_minutes(phase)):
        return told
    if inside == ".turn" and "får ikke plass" in message:
        return _turns_need(phase)
    for where, what, saying in _SAYINGS:
        if re.fullmatch(where, inside) and (found := re.fullmatch(what, message)):
            return saying.format(*found.groups())
    return message


def _of_minutes(phase: Raw) -> str:
    """What to write where there is nothing, or a number that no phase can last."""
    typed = phase.get("minutes", "")
    if typed == "":
        return "Skriv hvor mange minutter."
    is_number = isinstance(typed, int) or re.fullmatch(r"[-−–]?\d+", str(typed))
    return "Skriv et helt tall mellom 1 og 480." if is_number else ""


def _turns_need(phase: Raw) -> str:
    found = bounds(phase.get("size"))
    steps = [step.get("minutes") for step in phase.get("turn", ())]
    each = sum(value for value in steps if isinstance(value, int | float))
    least = (found[1] if found else 1) * each
    shown = f"{least:g}".replace(".", ",")
    return f"Turene trenger {shown} minutter når gruppa er full, like lang tid til hver."
