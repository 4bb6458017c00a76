"""Rules about cards: who writes, whose it is, what it continues, who may read it and when."""

from collections.abc import Iterator

from facilitator.processes.cards import card_types
from facilitator.processes.faults import Fault
from facilitator.processes.parts import CardSpec, FieldSpec
from facilitator.processes.rules_shape import Check, numbered
from facilitator.processes.schema import Phase, Process


def pens(process: Process) -> Iterator[Fault]:
    for path, phase in numbered(process):
        if phase.card is None and phase.writes != "none":
            yield Fault(f"{path}.writes", "Fasen har ikke noe kort å skrive på.")
        if phase.card and phase.visibility is None:
            yield Fault(f"{path}.visibility", "Si hvem som kan lese kortet.")
        if phase.writes == "interviewer" and phase.whose != "teller":
            yield Fault(f"{path}.whose", "Det intervjueren skriver, er fortellerens.")
        if phase.writes == "interviewer" and phase.interview is None:
            yield Fault(f"{path}.interview", "Si hvilket intervju intervjueren skriver i.")
        if phase.continues and phase.card is None:
            yield Fault(f"{path}.continues", "Fasen har ikke noe kort å gå videre med.")


def choosing(process: Process) -> Iterator[Fault]:
    for path, phase in numbered(process):
        if phase.visibility == "choose" and not phase.choices:
            yield Fault(f"{path}.choices", "Si hvilke lesere eieren kan velge mellom.")
        if phase.choices and phase.visibility != "choose":
            yield Fault(f"{path}.choices", "Valg av lesere hører til synligheten «choose».")
        if phase.visibility == "choose" and not _owner_writes(phase):
            yield Fault(f"{path}.writes", "Bare den som eier kortet, kan velge hvem som leser.")


def _owner_writes(phase: Phase) -> bool:
    """The pen is in the owner's hand: a person's own, the teller's, or the group's that made it."""
    together = phase.writes == "group" and phase.whose == "group"
    return together or phase.writes in {"each", "teller"}


def approving(process: Process) -> Iterator[Fault]:
    approved: set[str] = set()
    for path, phase in numbered(process):
        if phase.kind != "approve":
            continue
        approved.update(phase.continues)
        if phase.card is None or not phase.continues:
            yield Fault(f"{path}.continues", "Si hvilket kort som skal godkjennes.")
        if phase.writes != "teller":
            yield Fault(f"{path}.writes", "Bare fortelleren godkjenner.")
    for path, phase in numbered(process):
        if _delivers(phase) and phase.key not in approved:
            yield Fault(path, "Fortellingen blir aldri lagt fram for den som fortalte.")


def _delivers(phase: Phase) -> bool:
    """The listener writes here something that is more than private notes."""
    fields = phase.card.fields if phase.card else ()
    return phase.writes == "interviewer" and not all(field.private for field in fields)


def earlier_cards(process: Process) -> Iterator[Fault]:
    before: dict[str, Phase] = {}
    for path, phase in numbered(process):
        for index, key in enumerate(phase.continues):
            yield from _earlier(f"{path}.continues[{index}]", phase, before.get(key), key)
        for index, hand in enumerate(phase.hand):
            if hand.phase and (hand.phase not in before or before[hand.phase].card is None):
                yield Fault(f"{path}.hand[{index}].phase", f"Ingen tidligere «{hand.phase}».")
            if bool(hand.phase) == bool(hand.card):
                yield Fault(f"{path}.hand[{index}]", "Skriv enten phase eller card.")
            if hand.card and hand.card not in card_types():
                yield Fault(f"{path}.hand[{index}].card", f"Korttypen «{hand.card}» finnes ikke.")
        if phase.guide_from and phase.guide_from not in before:
            yield Fault(f"{path}.guide_from", f"Ingen tidligere fase «{phase.guide_from}».")
        before[phase.key] = phase


def _earlier(path: str, phase: Phase, other: Phase | None, key: str) -> Iterator[Fault]:
    if other is None or other.card is None:
        yield Fault(path, f"Ingen tidligere fase med kort heter «{key}».")
    elif phase.card and phase.continues_as != "copied" and phase.card.type != other.card.type:
        yield Fault(path, "Kortet må ha samme type, eller så må det kopieres.")


def reveals(process: Process) -> Iterator[Fault]:
    keys = [phase.key for phase in process.phases]
    for index, phase in enumerate(process.phases):
        if phase.reveal not in {"now", "end", *keys[index + 1 :]}:
            message = "Skriv now, end eller nøkkelen til en senere fase."
            yield Fault(f"phases[{index}].reveal", message)


def fields(process: Process) -> Iterator[Fault]:
    for path, phase in numbered(process):
        if phase.card:
            yield from _card_fields(process, f"{path}.card", phase.card)


def _card_fields(process: Process, path: str, card: CardSpec) -> Iterator[Fault]:
    if card.type not in card_types():
        yield Fault(f"{path}.type", f"Korttypen «{card.type}» finnes ikke.")
        return
    if not card.fields:
        yield Fault(f"{path}.fields", "Kortet må ha minst ett felt.")
    names = [field.name for field in card.fields]
    for index, field in enumerate(card.fields):
        where = f"{path}.fields[{index}]"
        if field.name in names[:index]:
            yield Fault(f"{where}.name", f"Feltet «{field.name}» står to ganger.")
        yield from _one_field(process, where, field)
    for name in card.preset:
        if name not in card_types()[card.type].meta:
            yield Fault(f"{path}.preset.{name}", "Dette kan ikke settes for denne korttypen.")


def _one_field(process: Process, path: str, field: FieldSpec) -> Iterator[Fault]:
    materials = {setting.key for setting in process.settings if setting.kind == "material"}
    if field.kind == "choice" and not field.options and not field.options_from:
        yield Fault(f"{path}.options", "Et valg må ha noe å velge mellom.")
    if field.options_from and field.options_from not in materials:
        yield Fault(f"{path}.options_from", f"Ingen innstilling «{field.options_from}».")
    if field.kind == "links" and field.links not in card_types():
        yield Fault(f"{path}.links", "Si hvilken korttype feltet peker på.")
    if field.max_items and field.max_items < field.min_items:
        yield Fault(f"{path}.max_items", "Det meste kan ikke være mindre enn det minste.")


def deadlines(process: Process) -> Iterator[Fault]:
    dates = {setting.key for setting in process.settings if setting.kind == "date"}
    for path, phase in numbered(process):
        if phase.open_until and phase.open_until not in dates:
            yield Fault(f"{path}.open_until", f"Ingen dato «{phase.open_until}».")


CHECKS: tuple[Check, ...] = (
    pens,
    choosing,
    approving,
    earlier_cards,
    reveals,
    fields,
    deadlines,
)
