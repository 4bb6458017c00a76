"""Ane's year: from the first QR code to a kompetansebevis that anybody can check.

The server's clock is moved on; everything else is as it is: Turid makes the kull and takes in its
list, Ane finds her name, writes, is read, shares, and gets her bevis.
"""

import datetime as dt
import re

from playwright.sync_api import expect
from sqlalchemy import select

from facilitator.models import Cohort
from tests.support.browser_acts import all_sent, at
from tests.support.browser_screens import live
from tests.support.browser_year import FIRST, Year, day, year

__all__ = ["year"]

LIST = (
    "Navn;E-post;Stilling;Arbeidssted;Kommune\n"
    "Ane Havgløtt;ane@skole.example;kontaktlærer;Kråkesølvåsen skole;Tønsberg\n"
    "Hodan Svaleflukt;hodan@barnehage.example;pedagogisk leder;Blåveislykta barnehage;Larvik\n"
)
WORDS = " ".join(["Vi stoppet opp og så hva som allerede virket."] * 12)


def make_the_kull(year: Year) -> None:
    page = year.turid
    page.get_by_role("link", name="Lag et kull").click()
    page.get_by_label("Hva heter kullet?").fill("Kull 12")
    page.get_by_label("Periode").fill("2027/2028")
    page.get_by_label("Arrangør").fill("Vestfold læringssenter")
    page.get_by_label("Fokusspørsmål").fill("Hvordan kan vi sammen se hver unge?")
    page.get_by_label("Første samling").fill(FIRST.isoformat())
    page.get_by_label("Hvor mange samlinger?").fill("3")
    page.get_by_label("Hvor mange uker imellom?").fill("4")
    page.get_by_label(re.compile("^Den siste er")).check()
    page.get_by_role("button", name="Lag kullet").click()
    page = year.desk("/kull#dokumenter")
    documents = page.locator("#dokumenter")
    documents.get_by_label("Hvor mange skal det være?").fill("1")
    documents.get_by_role("button").click()
    expect(page.get_by_label("Hvor mange skal det være?")).to_have_value("1")


def take_in_the_list(year: Year) -> None:
    page = year.desk("/deltakere/hent-inn")
    page.locator("#file").set_input_files(
        {"name": "deltakere.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}
    )
    page.get_by_role("button", name="Se på lista").click()
    expect(page.get_by_role("rowheader", name="Ane Havgløtt")).to_be_visible()
    page.get_by_role("button", name="Hent inn 2").click()
    page.get_by_role("link", name="Gå til lista").click()
    expect(page.get_by_role("rowheader", name="Hodan Svaleflukt")).to_be_visible()


def the_first_samling(year: Year) -> None:
    year.on(day(1))
    year.desk("/i-dag").get_by_role("button", name="Start dagen").click()
    year.turid.wait_for_url("**/styring")
    world = year.room()
    phone = year.ane
    phone.goto(year.server.url)
    phone.get_by_label(re.compile("kode", re.IGNORECASE)).fill(world.code)
    phone.get_by_role("button", name="Bli med").click()
    phone.get_by_role("button", name=re.compile("^Ane Havgløtt")).click()
    phone.wait_for_url(re.compile(r"/rom/[\w-]+$"))
    live(phone)
    world.begin(process="utsjekk")
    at(phone, "Det jeg tar med")
    world.press("advance")
    at(phone, "Neste skritt")
    phone.get_by_label("Hva?").fill("Spør elevene hva som var best")
    phone.locator("#surface form .main-btn, #surface form button").last.click()
    all_sent(phone)
    world.press("end")


def confirm(year: Year, number: int) -> None:
    """The oppmøte of a day: what the room proposes, and all on paper after lunch."""
    page = year.desk(f"/oppmote/{year.gathering(number)}")
    page.get_by_role("button", name=re.compile("^Bekreft")).first.click()
    year.on(day(number), "14:00")
    page = year.desk(f"/oppmote/{year.gathering(number)}")
    page.get_by_role("button", name="Alle var her etter lunsj").click()
    expect(page.get_by_role("button", name="Alle var her etter lunsj")).to_have_count(0)


def open_the_mappe(year: Year) -> None:
    """The personal link, shown by Turid and opened on Ane's phone."""
    page = year.desk("/deltakere/liste")
    page.get_by_role("link", name="Ane Havgløtt").click()
    page.get_by_role("button", name="Vis lenke og kode").click()
    address = page.locator(".link-address").inner_text().strip()
    year.ane.goto(address)
    year.ane.get_by_role("button", name=re.compile("^Ja")).click()


def a_document(year: Year) -> None:
    phone = year.mappe("/dokument/ny")
    phone.get_by_label("Tittel").fill("Det beste i uka")
    phone.get_by_text("Tekst", exact=True).click()
    phone.locator("#date").fill((day(1) + dt.timedelta(days=9)).isoformat())
    phone.locator("textarea[name=text]").fill(WORDS)
    phone.get_by_label("Arbeidsform").select_option(index=1)
    phone.get_by_role("button", name="Lever").click()
    expect(phone.get_by_text("Takk for at du deler")).to_be_visible()


def read(year: Year, what: str, press: str = "Godkjenn") -> None:
    page = year.desk("/arbeidsmapper")
    page.get_by_role("link", name=re.compile(what)).first.click()
    page.get_by_label("Det jeg la merke til").fill("At elevene fikk svare først.")
    if press != "Godkjenn":
        page.get_by_label("Det jeg gjerne vil vite mer om").fill("Hva sa de?")
    page.get_by_role("button", name=press, exact=True).click()
    expect(page.get_by_text("Alt er lest")).to_be_visible()


def more_is_wished_for_and_given(year: Year) -> None:
    read(year, "Det beste i uka", "Be om litt mer")
    phone = year.mappe()
    phone.get_by_role("link", name=re.compile("Det beste i uka")).first.click()
    expect(phone.get_by_text("Hva sa de?").first).to_be_visible()
    phone.locator("textarea[name=text]").fill(f"{WORDS} En sa: «Da du ventet på meg.»")
    phone.get_by_role("button", name=re.compile("^Lever")).click()
    expect(phone.get_by_text("Takk for at du deler")).to_be_visible()
    read(year, "Det beste i uka")


def a_summary(year: Year) -> None:
    phone = year.mappe("/oppsummering")
    phone.locator("[name=type]").first.check()
    phone.locator("#title").fill("Å se det som lever")
    phone.locator("#text").fill(WORDS)
    phone.get_by_role("button", name="Lever").click()
    expect(phone.get_by_role("button", name="Trekk tilbake")).to_be_visible()
    read(year, "Å se det som lever")


def the_whole_mappe(year: Year) -> None:
    phone = year.mappe()
    phone.get_by_role("button", name="Mappa mi er klar").click()
    expect(phone.get_by_role("button", name="Den er ikke klar likevel")).to_be_visible()
    page = year.desk("/arbeidsmapper")
    page.get_by_role("link", name=re.compile("Ane Havgløtt")).first.click()
    page.get_by_role("button", name="Godkjenn arbeidsmappa").click()
    expect(page.get_by_text("Alt er lest")).to_be_visible()


def a_part_in_the_festival(year: Year) -> None:
    phone = year.mappe("/festival")
    phone.get_by_text("Verksted", exact=True).click()
    phone.get_by_label("Tittel").fill("Styrkekassa")
    phone.get_by_role("button", name="Lagre bidraget").click()
    phone.get_by_role("button", name=re.compile("^Slipp bidraget")).click()
    expect(phone.get_by_role("button", name="Ta det tilbake")).to_be_visible()
    with year.server.database.reading() as db:
        key = db.scalars(select(Cohort.key)).one()
    year.visitor.goto(f"{year.server.url}/festivalen/{key}")
    expect(year.visitor.get_by_role("heading", name="Styrkekassa")).to_be_visible()


def not_yet(year: Year) -> None:
    page = year.desk("/bevis")
    expect(page.get_by_role("button", name=re.compile("^Utsted"))).to_have_count(0)
    assert year.mappe("/bevis").get_by_text("Kompetansebevis").count() >= 1


def another_day(year: Year, number: int) -> None:
    year.on(day(number))
    year.desk("/i-dag").get_by_role("button", name="Start dagen").click()
    year.turid.wait_for_url("**/styring")
    year.ane.goto(f"{year.server.url}/rom/{year.room().public_id}/hvem")
    mine = year.ane.get_by_role("button", name=re.compile("Ane"))
    if mine.count():
        mine.first.click()
    live(year.ane)
    confirm(year, number)


def the_bevis(year: Year) -> None:
    page = year.desk("/festival")
    page.get_by_role("button", name="Ane Havgløtt deltok").click()
    expect(page.get_by_text("Ane Havgløtt deltok")).to_be_visible()
    page = year.desk("/bevis")
    page.get_by_role("button", name=re.compile("^Utsted")).click()
    expect(page.get_by_text("1 har gyldig bevis.")).to_be_visible()


def anybody_may_check_it(year: Year) -> None:
    phone = year.mappe("/bevis")
    text = phone.locator("main").inner_text()
    number = re.search(r"Bevis nr\. ([\w-]+)", text)
    code = re.search(r"Kontrollkode ([A-Z0-9 ]+)", text)
    assert number, text
    assert code, text
    with phone.expect_download() as download:
        phone.locator("a[href$='.pdf']").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    year.visitor.goto(f"{year.server.url}/kontroll")
    year.visitor.get_by_label("Bevis nr.").fill(number[1])
    year.visitor.get_by_label("Kontrollkode").fill(code[1].strip().lower())
    year.visitor.get_by_role("button", name="Bekreft").click()
    expect(year.visitor.get_by_text("Ane Havgløtt")).to_be_visible()
    expect(year.visitor.get_by_text("Kull 12")).to_be_visible()


def test_from_the_first_code_to_the_bevis(year: Year) -> None:
    make_the_kull(year)
    take_in_the_list(year)
    the_first_samling(year)
    confirm(year, 1)
    year.on(day(1) + dt.timedelta(days=10))
    open_the_mappe(year)
    a_document(year)
    more_is_wished_for_and_given(year)
    another_day(year, 2)
    year.on(day(2) + dt.timedelta(days=10))
    a_summary(year)
    the_whole_mappe(year)
    a_part_in_the_festival(year)
    not_yet(year)
    another_day(year, 3)
    the_bevis(year)
    anybody_may_check_it(year)
