"""The chosen material, answers before and after from five who answered, and turned sentences."""

from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation import figures
from facilitator.presentation.board_bars import (
    WORDS,
    BarView,
    OptionView,
    labels_of,
    question_of,
)
from facilitator.presentation.cards import turned
from facilitator.presentation.content import Block, Figure, Paragraph, Subheading, Table


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
        labels = labels_of(harvest.activity, harvest.process, key, frozen)
        rows = tuple(
            (label, *(str(counts.get(label, 0)) for counts in frozen.values())) for label in labels
        )
        found.append(Subheading(question or harvest.process.boards[key].name))
        found.append(_drawn(labels, frozen))
        found.append(Table("Antall svar, uten navn", ("Svar", *heads), rows))
    return found


def _drawn(labels: tuple[str, ...], frozen: dict[str, dict[str, int]]) -> Figure:
    *_, last = frozen
    options = [
        OptionView(
            label,
            tuple(
                BarView(_word(series, frozen), counts.get(label, 0), (), filled=series == last)
                for series, counts in frozen.items()
            ),
        )
        for label in labels
    ]
    said = "; ".join(f"{option.label}: {_counts(option)}" for option in options)
    return Figure(figures.distribution(options), f"Svarene, med én prikk for hvert. {said}.")


def _word(series: str, frozen: dict[str, dict[str, int]]) -> str:
    return WORDS.get(series, series) if len(frozen) > 1 else ""


def _counts(option: OptionView) -> str:
    """«19 før, 27 nå»."""
    return ", ".join(f"{bar.count} {bar.word}".strip() for bar in option.bars)


def _turned(harvest: Harvest) -> list[Block]:
    """The pairs that their owners gave to the board, as one saw them there."""
    pairs = tuple(pair for card in harvest.cards if (pair := pair_of(harvest, card)))
    if not pairs:
        return []
    return [Subheading("Setninger som ble snudd"), Table("Gitt uten navn", ("Før", "Nå"), pairs)]


def pair_of(harvest: Harvest, card: Card) -> tuple[str, str] | None:
    """«Før» and «nå» of an anonymous copy, where the note may have it."""
    return turned(card) if harvest.note_of(card) == "all" else None
