"""What may not be stored: numbers are made here by the rule, so that no real one stands here."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.text import (
    first_sentence,
    holds_national_id,
    names_in,
    national_ids,
    tidy,
)

W1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
W2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def control(digits: str, first_sum: int = 0) -> str | None:
    """The two control digits after nine; `first_sum` is 0 today and up to 3 from 2032."""
    for one, two in itertools.product("0123456789", repeat=2):
        whole = digits + one + two
        sums = [
            sum(int(c) * w for c, w in zip(whole, weights, strict=False)) % 11
            for weights in (W1, W2)
        ]
        if sums == [first_sum, 0]:
            return whole
    return None


def number(day: int, month: int, year: int = 80, first_sum: int = 0) -> str:
    """The first valid number of that birthday, in the shape the kind shifts it to."""
    for individual in range(100, 500):
        if whole := control(f"{day:02d}{month:02d}{year:02d}{individual:03d}", first_sum):
            return whole
    raise AssertionError("no number")


KINDS = {
    "fødselsnummer": number(15, 9),
    "D-nummer": number(55, 9),
    "H-nummer": number(15, 49),
    "Tenor, måned + 80": number(15, 89),
    "Dolly, måned + 65": number(15, 74),
    "D-nummer, måned + 80": number(55, 89),
    "fra 2032, rest 1": number(15, 9, 33, first_sum=1),
    "fra 2032, rest 2": number(15, 9, 33, first_sum=2),
    "fra 2032, rest 3": number(15, 9, 33, first_sum=3),
}


ACCOUNT = KINDS["fødselsnummer"]
"""An account may have the same digits; only the way it is written tells."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "form", ["{0}{1}", "{0} {1}", "{0}-{1}", "{0}.{1}", "Hun ({0}{1}) kom.", "nr.{0} {1}."]
)
def test_every_kind_is_seen_in_every_form(kind: str, form: str) -> None:
    text = form.format(KINDS[kind][:6], KINDS[kind][6:])
    assert holds_national_id(text)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_seen_as_it_is_read_aloud_and_with_signs_that_are_not_seen(kind: str) -> None:
    n = KINDS[kind]
    for text in (
        f"{n[:2]}.{n[2:4]}.{n[4:6]} {n[6:]}",
        f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:9]} {n[9:]}",
        f"{n[:6]} – {n[6:]}".replace(" – ", "– "),
        f"{n[:6]}\u00a0{n[6:]}",
        f"{n[:4]}\u200b{n[4:]}",
        f"{n[:6]} {n[6:8]} {n[8:]}",
        f"{n[:2]}/{n[2:4]}/{n[4:6]} - {n[6:]}",
        f"{n[:6]}, {n[6:]}",
        f"{n[:6]}\u2011{n[6:]}",
        f"skjema_{n[:6]}_{n[6:]}_ferdig",
        f"{n[:3]} {n[3:6]} {n[6:9]} {n[9:]}",
        " ".join(n),
        f"12 {n[:6]} {n[6:]}",
    ):
        assert holds_national_id(text), text


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_last_digit_is_no_number(kind: str) -> None:
    wrong = KINDS[kind][:-1] + str((int(KINDS[kind][-1]) + 1) % 10)
    assert not holds_national_id(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "Ring meg på 33 12 34 56 eller 91234567.",
        "+47 91 23 45 67",
        "Vi møttes 15.09.2027 klokka 09.00 og 20.01.2027.",
        "Kull 10, 2026/2027, rom TUN 473",
        "Referanse 202709151234567",
        "12345678901234",
        "",
        "Sak 00000000000",
        "99999999999",
        "Telefon 412 34 567, 90 12 34 56 og org.nr. 912 345 678",
        "Fra 12.03.2026 til 15.03.2026, klokka 10.30-11.45",
        "IMG_20260312_103005.jpg",
        "1 2 3 4 5 6 7 8 9 10 11",
        f"Notat {ACCOUNT[:8]} {ACCOUNT[8:]}",
        f"Konto {ACCOUNT[:4]}.{ACCOUNT[4:6]}.{ACCOUNT[6:]}",
        "320980 12345",
    ],
)
def test_ordinary_numbers_are_left_alone(text: str) -> None:
    assert not holds_national_id(text)


def test_the_place_is_told_so_that_it_can_be_marked() -> None:
    text = f"Gutten ({KINDS['fødselsnummer']}) lo"
    [(start, end)] = national_ids(text)
    assert text[start:end] == KINDS["fødselsnummer"]


def test_it_is_found_however_deep_it_lies() -> None:
    found = KINDS["D-nummer"]
    assert holds_national_id({"steps": [{"text": f"ring {found}"}]})
    assert not holds_national_id({"steps": [{"text": "ring oss"}], "count": 11, "none": None})


@given(st.text(max_size=200))
def test_no_text_makes_the_detector_fall_over(text: str) -> None:
    assert isinstance(holds_national_id(text), bool)


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert "\x00" not in once
    assert "\r" not in once


def test_names_are_found_as_whole_words_only() -> None:
    names = ["Ane", "Jo", "Kari-Anne", "Pål"]
    assert names_in("Ane spurte Jo.", names) == ["Ane", "Jo"]
    assert names_in("Banen var tom, og Johan lo. Påle sto.", names) == []
    assert names_in("«Kari-Anne!» ropte Pål, Anes venn.", names) == ["Kari-Anne", "Pål"]


def test_the_first_sentence_is_whole_or_cut_at_a_word() -> None:
    assert first_sentence("Vi ventet. Så kom ordene.") == "Vi ventet."
    assert first_sentence("  Vi ventet  ") == "Vi ventet"
    long = "Vi gikk " * 60
    cut = first_sentence(long, 50)
    assert len(cut) <= 52
    assert cut.endswith(" …")
    assert first_sentence("") == ""
