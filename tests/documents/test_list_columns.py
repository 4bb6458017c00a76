"""A wide list on paper: what most rows say is one line, and no heading runs into the next."""

from facilitator.documents import breaking

LYING = 739.0
HEADS = ["Navn", *(f"Samling {n} ({n}.11.)" for n in range(1, 10)), "Med på", "av", "Status"]


def rows(count=36, odd=3):
    common = ["Kari-Anne Vinterglimt"[:17], *["hele dagen"] * 9, "14", "16", "På god vei"]
    rare = [*common[:5], "før lunsj: foreslått, etter lunsj: ikke bekreftet ennå", *common[6:]]
    return [HEADS, *[rare] * odd, *[common] * (count - odd)]


def test_what_most_rows_say_is_one_line_and_a_rare_text_takes_several():
    found = breaking.columns(rows(), LYING)
    assert found.size == breaking.SIZES[1]
    assert min(found.rooms[1:10]) >= len("hele dagen")
    assert found.rooms[-1] >= len("På god vei")
    assert found.rooms[5] < 30


def test_every_heading_has_room_for_its_words_and_a_gap_to_the_next():
    found = breaking.columns(rows(), LYING)
    for head, room, width in zip(HEADS, found.rooms, found.widths, strict=True):
        assert room >= max(len(word) for word in head.split())
        assert width > room
