"""What is asked about in a text, and what is left in peace."""

import pytest

from facilitator.demo.data import load
from facilitator.domain import nudge_words

KULL = nudge_words.words_of(
    *(f"{each.name} {each.workplace} {each.municipality}" for each in load().participants)
) - {"liv"}
"""Without the one of them whose name is a word."""

NAMED = {
    "Emma sto lenge ved døra før hun gikk inn.": ["Emma"],
    "Så kom Noah løpende med votten.": ["Noah"],
    "Vi fant Lukas' tegning bak radiatoren.": ["Lukas"],
    "Lukas sin tegning henger der ennå.": ["Lukas"],
    "Jeg satte meg ned ved siden av Aisha.": ["Aisha"],
    "Det var Mohammeds idé, og alle ville prøve.": ["Mohammed"],
    "«Jeg klarte det», sa Olivia.": ["Olivia"],
    "Iben og Theodor bygde broen sammen.": ["Iben", "Theodor"],
    "Da spurte Ella om Ella kunne få prøve.": ["Ella"],
    "Anne-Sofie leste høyt for første gang.": ["Anne-Sofie"],
    "I går turte Storm å hoppe.": ["Storm"],
    "Vi ventet på Dag i garderoben.": ["Dag"],
    "Så lo Liv så hun måtte sette seg.": ["Liv"],
    "Da fikk Stein lov til å velge.": ["Stein"],
    "Jeg så at Even trakk seg unna.": ["Even"],
    "Liv smilte hele veien hjem.": ["Liv"],
    "Sol ropte at hun hadde funnet den.": ["Sol"],
    "Det var Mai som tok ordet.": ["Mai"],
    "Etterpå gikk April bort til ham.": ["April"],
    "Jeg hørte at Bo sang.": ["Bo"],
    "Vi lot My bestemme.": ["My"],
    "Så la Ro hodet i fanget mitt.": ["Ro"],
    "Da kom Vår og tok hånda mi.": ["Vår"],
    "Jeg takket Love for hjelpen.": ["Love"],
    "Så fikk Kim ballen.": ["Kim"],
    "Vi så at Trygg var lei seg.": ["Trygg"],
    "Alle klappet for Bjørn.": ["Bjørn"],
    "Jeg ga lappen til Max.": ["Max"],
    "En gutt som heter Xaviero ble med.": ["Xaviero"],
    "Jenta Solvår ville ikke inn.": ["Solvår"],
    "«Jeg heter Tarek», sa han stille.": ["Tarek"],
    "Lille Birken holdt meg i hånda.": ["Birken"],
    "Broren Eliyas hentet henne.": ["Eliyas"],
    "Da gikk Torvald på 5 år helt opp.": ["Torvald"],
    "Der satt Wanja (7 år) alene.": ["Wanja"],
    "Eleven K. kom for sent igjen.": ["K"],
    "Barnet M gråt da mor gikk.": ["M"],
    "Zainab hadde med seg boka.": ["Zainab"],
    "Jeg skrev til mammaen til Yusuf.": ["Yusuf"],
    "Fortellingen handler om Kacper.": ["Kacper"],
    "HÅKON skrev navnet sitt selv.": ["HÅKON"],
    "Vi hadde samtale om Tuva på teamet.": ["Tuva"],
    "Jakob–Emil, det laget vant.": ["Jakob", "Emil"],
    "Det begynte med at Frøya ventet.": ["Frøya"],
    "Oliver.\nHan kom først.": ["Oliver"],
}  # fmt: skip

NOT_NAMED = (
    "En dag kom alle tidlig. Dag etter dag ble det bedre.",
    "Dag 2 gikk lettere enn dag 1.",
    "Dag og natt tenkte vi på det.",
    "Han har gått her hele sitt liv. Liv og lyst til å lære.",
    "Liv er mer enn skole.",
    "Stein for stein bygde vi muren. Even var jevnere enn før.",
    "Vi la en stein på kanten.",
    "Sol og vind hele uka. Vår i lufta.",
    "Mai er en fin måned, og april også. Juni ble varm.",
    "17. Mai gikk vi i tog.",
    "Storm utenfor, ro inne. Ro er noe vi øver på.",
    "Bjørn er et dyr som sover om vinteren.",
    "Bo i telt var drømmen deres.",
    "Love å være stille? Nei.",
    "Trygg voksen, trygt barn.",
    "Hans tur var over. Hans venner ventet.",
    "Per dag bruker vi ti minutter.",
    "Line og tau lå klart. Tone og takt øvde vi på.",
    "Vera modig, sa plakaten.",
    "Kai og båt. Lage mat var det beste.",
    "Max 5 elever om gangen.",
    "Barna på avdeling Sol tok imot. På basen Storm var det stille.",
    "Sol-avdelingen og Emma-gjengen møttes.",
    "Vi leste om Ole Brumm og Emil i Lønneberget.",
    "Ronja Røverdatter og Anne Frank er i biblioteket.",
    "Hva ville Ola Nordmann sagt?",
    "Gutten på 5 år smilte. Eleven Hadde ikke det.".replace("Hadde", "hadde"),
    "Elev A og elev B byttet plass.",
    "Jeg spurte Ane og Torkel på Kråkesølvåsen skole.",
    "Vi tok bussen til Tønsberg og Larvik.",
    "Klassen heter 5B, og rommet heter Stillerommet.",
    "Et prosjekt som heter Småting-uka.",
    "SFO, ART og AI er forkortelser vi bruker.",
    "Rektor sa at Udir hadde sendt brev.",
    "Iris i øyet, rose i vasen. Signe oss alle.",
    "«Vår dag», sto det på døra.",
    "– Mor, se her! ropte barnet.",
)


@pytest.mark.parametrize(("text", "words"), NAMED.items(), ids=lambda value: str(value)[:30])
def test_a_child_s_name_is_asked_about(text: str, words: list[str]) -> None:
    assert nudge_words.names(text, KULL) == words


def test_the_list_of_named_is_long_enough_to_say_something() -> None:
    assert len(NAMED) >= 40


@pytest.mark.parametrize("text", NOT_NAMED, ids=lambda value: str(value)[:30])
def test_an_ordinary_word_is_left_in_peace(text: str) -> None:
    assert nudge_words.names(text, KULL) == []


def test_at_most_two_false_alarms_on_the_forty_stories() -> None:
    stories = load().stories
    asked = {
        story.id: found
        for story in stories
        if (found := nudge_words.names(f"{story.title}\n{story.text}", KULL)
            + nudge_words.dates(f"{story.title}\n{story.text}"))
    }  # fmt: skip
    print(f"{len(asked)} of {len(stories)} stories are asked about: {asked}")
    assert len(stories) == 40
    assert sum(map(len, asked.values())) <= 2


def test_also_without_knowing_the_kull() -> None:
    found = [nudge_words.names(f"{story.title}\n{story.text}") for story in load().stories]
    assert sum(map(len, found)) <= 2


def test_the_kull_s_own_are_not_asked_about() -> None:
    assert nudge_words.names("Da sa Hodan det, og Nils-Jonas lo.", KULL) == []
    assert nudge_words.names("Da sa Hodan det.") == ["Hodan"]


@pytest.mark.parametrize(
    ("text", "words"),
    {
        "Det var 12. mars 2024, og alle var der.": ["12. mars 2024"],
        "Den 3. oktober lo vi.": ["3. oktober"],
        "Vi møttes 12.03.2024.": ["12.03.2024"],
        "Vi møttes 3/11-26.": ["3/11-26"],
        "Vi møttes den 12.3. på skolen.": ["12.3"],
        "Skrevet 2027-01-21.": ["2027-01-21"],
        "Den 4. Juni og den 4. Juni igjen.": ["4. Juni"],
        "Fra 4. til 9. september": ["9. september"],
        "17. mai gikk vi i tog, og 24. desember var det stille.": [],
        "Klokka 12.03 ringte det.": [],
        "Vi er på side 3.4.1 i planen.": [],
        "I mars var det bedre, og i 2024 også.": [],
        "5. trinn og 1. juninatt": [],
        "Versjon 1.2.2024.5": [],
    }.items(),
)  # fmt: skip
def test_an_exact_day_is_asked_about(text: str, words: list[str]) -> None:
    assert nudge_words.dates(text) == words


def test_the_kull_s_own_days_are_not_asked_about() -> None:
    common = nudge_words.COMMON_DAYS | {(20, 1)}
    assert nudge_words.dates("På samlingen 20. januar lo vi.", common) == []
    assert nudge_words.dates("På møtet 21. januar lo vi.", common) == ["21. januar"]


@pytest.mark.parametrize("text", ["", " ", "«", "-", "’", "A", "1.", "Å-", "Emma’"])
def test_no_text_makes_it_fall_over(text: str) -> None:
    assert isinstance(nudge_words.names(text) + nudge_words.dates(text), list)
