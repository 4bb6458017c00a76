"""A place with something rare beside it, and numbers that lead to somebody."""

import pytest

from facilitator.demo.data import load
from facilitator.domain import nudge_places

KNOWN = ("Horten", "Tusenbeinåsen barnehage", "Barneverntjenesten Nordlysgruppa")


@pytest.mark.parametrize(
    ("text", "found"),
    {
        "I Valle var det brann den høsten.": ("Valle", "brann"),
        "Etter ulykken på Nesodden snakket alle.": ("Nesodden", "ulykken"),
        "Hun ble innlagt da de bodde ved Lille Vik.": ("Lille Vik", "innlagt"),
        "Politiet kom til Tusenbeinåsen barnehage.": ("Tusenbeinåsen barnehage", "Politiet"),
        "Familien i Horten fikk trillinger.": ("Horten", "trillinger"),
        "Han var den eneste gutten i Vang.": ("Vang", "den eneste gutten"),
        "På Solvang barnehage døde faren til et barn.": ("Solvang barnehage", "døde"),
        "Det sto i avisa, for hele Horten visste det.": ("Horten", "i avisa"),
    }.items(),
)
def test_the_two_together_are_asked_about(text: str, found: tuple[str, str]) -> None:
    assert nudge_places.place_and_event(text, KNOWN) == found


@pytest.mark.parametrize(
    "text",
    [
        "Vi dro på tur til Valle og badet i Horten.",
        "Det var brann i en søppelkasse, og alle gikk rolig ut.",
        "I Norge har politiet god tid, og i Oslo var det ulykker.",
        "På Facebook sto det om en ulykke.",
        "Barneverntjenesten Nordlysgruppa hadde møte.",
        "På SFO øvde vi på hva vi gjør ved brann.",
        "Vi så på Emma da politiet kom.",
        "",
    ],
)
def test_the_one_alone_and_the_large_are_left_in_peace(text: str) -> None:
    assert nudge_places.place_and_event(text, KNOWN) is None


@pytest.mark.parametrize(
    ("text", "found"),
    {
        "Ring mor på 412 34 567.": ["412 34 567"],
        "Nummeret er 91234567, eller +47 33 12 34 56": ["91234567", "+47 33 12 34 56"],
        "Eleven har 150980 12345.": ["150980 12345"],
        "Vi var 36, og klokka var 10.30. Side 12, 13 og 14.": [],
        "I 2026 2027 leste vi 1 000 000 sider, rom 473.": [],
        "Sak 20267123456789": [],
    }.items(),
)
def test_numbers_that_lead_to_somebody(text: str, found: list[str]) -> None:
    assert nudge_places.numbers(text) == found


def test_none_of_the_forty_stories_is_asked_about() -> None:
    kull = load()
    known = [place for each in kull.participants for place in (each.workplace, each.municipality)]
    texts = [f"{story.title}\n{story.text}" for story in kull.stories]
    assert [text for text in texts if nudge_places.place_and_event(text, known)] == []
    assert [text for text in texts if nudge_places.numbers(text)] == []
