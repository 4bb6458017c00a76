"""How much there was: «31 fortellinger på tavla. 24 er lagret i mappene, 7 ble vist bare i dag.»"""

from facilitator.domain import harvests
from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation.saved_board import shown_only


def count_line(harvest: Harvest) -> str:
    """All counts of a process in one line; empty where there was nothing to count."""
    stories = [card for card in harvest.cards if card.type == "story"]
    others = [card for card in harvest.cards if card.type != "story"]
    lines = [_pairs(harvest), _stories_line(stories), _others_line(others, bool(stories))]
    return " ".join(line for line in lines if line)


def _pairs(harvest: Harvest) -> str:
    parts = []
    if harvest.pairs:
        parts.append("Ett par" if harvest.pairs == 1 else f"{harvest.pairs} par")
    if harvest.trios:
        parts.append("én trio" if harvest.trios == 1 else f"{harvest.trios} trioer")
    text = " og ".join(parts)
    return f"{text[0].upper()}{text[1:]} intervjuet hverandre." if text else ""


def _stories_line(stories: list[Card]) -> str:
    if not stories:
        return ""
    count = harvests.tally(stories)
    told = "1 fortelling" if count.shown == 1 else f"{count.shown} fortellinger"
    if not count.saved:
        return f"{told} på tavla, vist bare i dag."
    if not count.today_only:
        return f"{told} på tavla. {'Den' if count.shown == 1 else 'Alle'} er lagret i mappene."
    saved = f"{count.saved} er lagret i mappene"
    return f"{told} på tavla. {saved}, {count.today_only} ble vist bare i dag."


def _others_line(others: list[Card], more: bool) -> str:
    if not others:
        return ""
    count = harvests.tally(others)
    made_together = all(c.owner_id is None and not c.withdraw_digest for c in others)
    where = "fra gruppene" if made_together else "til" if more else "på tavla"
    if not count.saved:
        return f"{count.shown} kort {where}, vist bare i dag."
    only = shown_only(harvests.Tally(), count, "i dag")
    return " ".join(filter(None, (f"{count.shown} kort {where}.", only)))
