"""The chosen material, answers before and after from five who answered, and turned sentences."""

from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation.board_bars import WORDS, labels_of, question_of
from facilitator.presentation.cards import turned
from facilitator.presentation.content import Block, Paragraph, Subheading, Table


def blocks(harvest: Harvest) -> list[Block]:
    """What this harvest has of it; most have nothing."""
    return [*_materials(harvest), *_fallen(harvest), *_turned(harvest)]


def _materials(harvest: Harvest) -> list[Block]:
    """«Dilemma: Bildet i foreldregruppa». What it says to the prosessleder stays with them."""
    labels = {setting.key: setting.label for setting in harvest.process.settings}
    return [
        Paragraph(f"{labels.get(key, 'Valgt')}: {material.get('title', '')}")
        for key, material in harvest.activity.materials.items()
        if material.get("title")
    ]


def _fallen(harvest: Harvest) -> list[Block]:
    """Only counts that were frozen, and those are from five or more."""
    found: list[Block] = []
    for key, frozen in harvest.fallen.items():
        if not frozen:
            continue
        question = question_of(harvest.activity, harvest.process, key)
        heads = [WORDS.get(series, series).capitalize() or "Antall" for series in frozen]
        rows = tuple(
            (label, *(str(counts.get(label, 0)) for counts in frozen.values()))
            for label in labels_of(harvest.activity, harvest.process, key, frozen)
        )
        found.append(Subheading(question or harvest.process.boards[key].name))
        found.append(Table("Antall svar, uten navn", ("Svar", *heads), rows))
    return found


def _turned(harvest: Harvest) -> list[Block]:
    """The pairs that their owners gave to the board, as one saw them there."""
    pairs = tuple(pair for card in harvest.cards if (pair := pair_of(harvest, card)))
    if not pairs:
        return []
    return [Subheading("Setninger som ble snudd"), Table("Gitt uten navn", ("Før", "Nå"), pairs)]


def pair_of(harvest: Harvest, card: Card) -> tuple[str, str] | None:
    """«Før» and «nå» of an anonymous copy, where the note may have it."""
    return turned(card) if harvest.note_of(card) == "all" else None
