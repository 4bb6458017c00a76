"""What stands on the paper, without a database."""

import dataclasses
import datetime as dt

import pytest

from facilitator.domain import certificate_numbers as numbers
from facilitator.domain import certificate_texts as texts
from facilitator.models.cohort import PRACTISED

FACTS = texts.Facts(
    name="Eirik Rimtåka",
    programme="SMART Trenerutdanning",
    cohort="Kull 10",
    organiser="SMART-senteret (demo)",
    period=texts.period_in_words(dt.date(2026, 11, 11), dt.date(2027, 10, 20), ""),
    whole_days=9,
    half_days=0,
    threshold=80,
    as_agreed=False,
    title="Å slippe taket i lysbildene",
    festival="SMART-festivalen",
    festival_on="2027-10-20",
    role=texts.role_in_words("vert"),
    practised=PRACTISED,
    place="Tønsberg",
    dated="2027-10-20",
)


def plain(text):
    return text.replace(texts.NBSP, " ")


def year(**changes):
    return plain(texts.body(dataclasses.replace(FACTS, **changes))[0])


def test_the_whole_paper_reads_as_the_handbook_has_it():
    assert plain(texts.lead(FACTS)) == (
        "har gjennomført SMART Trenerutdanning, kull 10, november 2026 til oktober 2027."
    )
    assert year() == (
        "Utdanningen har bestått av ni dagssamlinger og praksisutvikling i egen virksomhet mellom "
        "samlingene. Eirik har deltatt på minst 80 prosent av samlingene, fått godkjent en "
        "arbeidsmappe med daterte praksisdokumenter, skrevet den avsluttende oppsummeringen "
        "«Å slippe taket i lysbildene» og bidratt på SMART-festivalen 20. oktober 2027 som vert."
    )
    assert plain(texts.body(FACTS)[1]).startswith("Eirik har øvd på å lede styrkebaserte prosesser")
    assert plain(texts.place_line(FACTS)) == "Tønsberg, 20. oktober 2027"


@pytest.mark.parametrize(
    ("whole", "half", "said"),
    [
        (9, 0, "ni dagssamlinger og praksisutvikling"),
        (8, 1, "åtte dagssamlinger, én halvdagssamling og praksisutvikling"),
        (1, 0, "én dagssamling og praksisutvikling"),
        (0, 6, "seks halvdagssamlinger og praksisutvikling"),
        (14, 0, "14 dagssamlinger og praksisutvikling"),
        (0, 0, "samlinger og praksisutvikling"),
    ],
)
def test_the_days_are_the_kulls_own(whole, half, said):
    assert f"bestått av {said} i egen" in year(whole_days=whole, half_days=half)


def test_the_requirement_has_the_kulls_wording_and_never_a_share_that_was_not_met():
    assert "minst 75 prosent" in year(threshold=75)
    assert "deltatt på alle samlingene" in year(threshold=100)
    agreed = year(as_agreed=True)
    assert "prosent" not in agreed
    assert "Eirik har oppfylt kravet til oppmøte, fått" in agreed


@pytest.mark.parametrize(
    ("form", "end"),
    [
        ("vert", "som vert."),
        ("verkstedholder", "som verkstedholder."),
        ("framforing", "med en framføring."),
        ("Utstilling", "med en utstilling."),
        ("prosessledelse", "som prosessleder."),
        ("kor og «rare» lyder", "med «kor og ‘rare’ lyder»."),  # noqa: RUF001
        ("", "20. oktober 2027."),
    ],
)
def test_every_form_makes_a_sentence(form, end):
    assert year(role=texts.role_in_words(form)).endswith(end)


def test_a_title_with_quotes_and_no_title_at_all():
    assert "«Om ‘flyt’»" in year(title="Om «flyt»")  # noqa: RUF001
    assert "oppsummeringen og bidratt" in year(title="")


def test_it_never_says_what_it_is_not():
    said = " ".join([texts.lead(FACTS), *texts.body(FACTS)]).lower()
    assert not any(
        word in said for word in ("vitnemål", "studiepoeng", "bestått kurset", "karakter")
    )


def test_what_is_kept_comes_back_as_it_was():
    assert texts.from_kept(texts.kept(FACTS)) == FACTS


def test_codes_are_read_without_doubt_and_taken_as_they_are_typed():
    codes = {numbers.new_code() for _ in range(300)}
    assert len(codes) == 300
    assert not set("".join(codes)) & set("01OIL5S8B2Z")
    code = codes.pop()
    assert numbers.tidy_code(f" {numbers.grouped(code).lower()}. ") == code
    assert numbers.tidy_number("10 –016") == "10-016"
    assert numbers.running_number("10-016", "10") == 16
