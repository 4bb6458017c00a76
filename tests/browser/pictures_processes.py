"""The screen of each process that no other process has, played by the whole demo kull."""

import itertools
from collections.abc import Callable

from PIL import Image, ImageDraw
from playwright.sync_api import Page

from facilitator.demo import data
from tests.browser import pictures_day as day
from tests.browser import pictures_words as words
from tests.browser.pictures_playing import Playing
from tests.support.pictures import as_bytes


def told(process: str) -> list[data.StoryData]:
    return [story for story in data.load().stories if story.process == process]


# --- words and sentences ------------------------------------------------------------------------


def check_in(play: Playing) -> None:
    play.begin("innsjekk")
    for who, word in zip(play.names, words.morning(), strict=False):
        play.own(who, "ord", {"0-text": word})
    play.projector("prosess-innsjekk")


def grow(play: Playing) -> None:
    play.begin("en_to_fire_alle", settings={"question": words.QUESTION})
    play.to("fire")
    for table, sentence in zip(play.tables("firere")[:6], words.SENTENCES, strict=False):
        play.group(table, "fire", {"0-text": sentence})
    play.projector("prosess-1-2-4-alle")


def rings(play: Playing) -> None:
    play.begin("erfaringsdeling")
    play.to("runde")
    ring = play.tables("ringer")[0]
    play.post(ring[1][0], f"ring/{ring[0]}/runde/klokke")
    play.on_phone(ring[1][0], "prosess-erfaringsdeling-ring")
    play.to("kort")
    stories = told("erfaringsdeling")[:7]
    tellers = play.names[: len(stories)]
    for who, story in zip(tellers, stories, strict=True):
        fields = {"0-title": story.title, "0-text": story.text}
        play.own(who, "kort", fields | {"0-strengths": story.strengths[0], "visibility": "cohort"})
    cards = play.cards("kort")[-len(stories) :]
    play.post(tellers[1], f"/minner/{cards[0]}", own=str(cards[1]))
    play.post(tellers[4], f"/minner/{cards[1]}", own=str(cards[4]))
    play.to("monster")
    for table, text in zip(play.tables("ringer"), words.PATTERNS, strict=False):
        play.group(table, "monster", {"0-text": text})
    play.to("hosting")
    play.projector("prosess-erfaringsdeling")
    day.curation(play)


# --- strengths ----------------------------------------------------------------------------------


def strengths(play: Playing) -> None:
    play.begin("styrkeidentifisering")
    play.to("jakt")
    seen = itertools.cycle(words.STEPS_SEEN)
    trios = play.tables("trioer")
    for number, members in trios:
        for giver, receiver in itertools.permutations(members, 2):
            when, strength = next(seen)
            play.post(
                giver, f"gruppe/{number}/jakt/gi", receiver=str(play.world.people[receiver]),
                strength=strength, saw="", when=when,
            )  # fmt: skip
    group, members = next(trio for trio in trios if "ane" in trio[1])
    play.post("ane", f"gruppe/{group}/jakt/ta-imot")
    play.on_phone("ane", "prosess-styrkejakt-motta")
    play.to("kart")
    play.projector("prosess-styrkejakt")


# --- without names ------------------------------------------------------------------------------


def reasoning(play: Playing) -> None:
    play.begin("moralsk_resonnering", settings={"dilemma": "bildet_i_foreldregruppa"})
    play.to("standpunkt")
    answer(play, "standpunkt", ("Ja", "Nei", "Usikker", "Nei", "Ja", "Usikker"))
    play.to("perspektiv")
    play.on_phone("hodan", "prosess-moralsk-resonnering-rolle")
    play.to("nytt")
    answer(play, "nytt", ("Ja", "Ja", "Usikker", "Nei", "Ja", "Ja"))
    play.to("overfor")
    play.projector("prosess-moralsk-resonnering")


def answer(play: Playing, phase: str, options: tuple[str, ...]) -> None:
    for who, option in zip(play.names, itertools.cycle(options), strict=False):
        play.own(who, phase, {"0-option": option, "0-reason": ""})


def turned(play: Playing) -> None:
    play.begin("disputing")
    play.to("tavle")
    shortest = sorted(words.reframes(), key=lambda card: len(card["offensive"]))
    for who, card in zip(play.names, shortest[:4], strict=False):
        pair = {"0-belief": card["defensive"], "0-new_belief": card["offensive"]}
        play.own(who, "tavle", pair | {"agreed": "1", "board_secret": f"bilde-{who}"})
    play.projector("prosess-disputing")


# --- roads, columns, steps ----------------------------------------------------------------------


def road(play: Playing) -> None:
    play.begin("veikart")
    gather(play)
    play.to("drom")
    for phase, fields in words.ROAD.items():
        play.to(phase)
        drawn = {"skritt": 6, "sekken": 12, "naa": 14}
        for table in play.tables("lag")[: drawn.get(phase)]:
            if phase != "skritt" or "ane" not in table[1]:
                play.group(table, phase, fields)
    phone = play.phone("ane")
    play.camera.take(phone, "prosess-veikart-stasjon")
    photo(play, phone)
    play.projector("prosess-veikart")


def gather(play: Playing) -> None:
    """People choose whom they draw with: the first of each three is joined by the next two."""
    whose = {members[0]: group for group, members in play.tables("lag") if members}
    for place in range(0, len(play.names), 3):
        first, *others = play.names[place : place + 3]
        for who in others:
            if who != "ane":  # she draws alone, on paper
                play.post(who, f"lag/{play.world.activity}", team=str(whose[first]))


def photo(play: Playing, phone: Page) -> None:
    """Drawn on paper: the photo is asked what it shows."""
    file = {"name": "IMG_0412.JPG", "mimeType": "image/jpeg", "buffer": as_bytes(drawing())}
    phone.locator("[data-photo-file]").set_input_files(file)
    phone.get_by_label("Hva viser bildet?").fill("Veien til et dekket bord")
    box = phone.locator("[data-photo]").first
    box.evaluate("box => box.scrollIntoView({ block: 'center' })")
    play.camera.last(phone, "fotokort")


def drawing() -> Image.Image:
    """A road in chalk on brown paper."""
    paper = Image.new("RGB", (1200, 900), "#c9a97a")
    pen = ImageDraw.Draw(paper)
    way = [(60, 820), (320, 700), (240, 500), (560, 430), (760, 520), (900, 300), (1120, 180)]
    pen.line(way, fill="#fdf8ee", width=26, joint="curve")
    for x, y in way[1::2]:
        pen.ellipse((x - 34, y - 34, x + 34, y + 34), fill="#2f5d50")
    pen.rectangle((1020, 60, 1160, 170), outline="#8b3a2b", width=12)
    return paper


def valuing(play: Playing) -> None:
    play.begin("valuering")
    play.to("hvorfor")
    tables = play.tables("bord")
    moments = itertools.cycle(words.WHY)
    for table in tables:
        fields: dict[str, str] = {}
        for row, (text, why) in enumerate(itertools.islice(moments, 2)):
            fields |= {f"{row}-text": text, f"{row}-why": why}
        play.group(table, "hvorfor", fields)
    play.to("sorter")
    columns = itertools.cycle(("keep", "deepen", "grow", "keep", "grow"))
    for number, members in tables:
        for card in play.cards("hvorfor", number):
            path = f"gruppe/{number}/sorter/kolonne/{card}"
            play.post(members[0], path, column=next(columns))
        play.post(members[0], f"gruppe/{number}/sorter/kolonne/ferdig", keep="1")
    play.to("vandring")
    play.projector("prosess-valuering")


def skills(play: Playing) -> None:
    play.begin("sosiale_ferdigheter")
    play.to("trinn")
    for table in play.tables("grupper"):
        play.group(table, "trinn", words.SKILL | {"visibility": "room"})
    play.to("vis")
    phone = play.phone("ane")
    for row in range(2):
        phone.get_by_role("button", name="Så trinnet").nth(row).click()
    play.camera.last(phone, "prosess-sosiale-ferdigheter")


# --- making and showing -------------------------------------------------------------------------


def ideas(play: Playing) -> None:
    play.begin("ideverksted")
    play.to("ideregn")
    tables = play.tables("lag")
    for (_, members), first in zip(tables, itertools.count(0, 5), strict=False):
        for who, idea in zip(itertools.cycle(members), rained(first), strict=False):
            play.own(who, "ideregn", {"0-headline": idea})
    play.to("velg")
    table = next(t for t in tables if "ane" in t[1])
    ideas_of = [card for who in table[1] for card in play.cards("ideregn", who=who)]
    for who in [name for name in table[1] if name != "ane"][:2]:
        play.post(who, f"gruppe/{table[0]}/velg/energi", card=str(ideas_of[0]))
    play.on_phone("ane", "prosess-ideverksted-energi")
    made = (tables[0], tables[1])
    play.to("prototype")
    for place, fields in zip(made, words.PROTOTYPES, strict=True):
        play.group(place, "prototype", fields)
    play.to("vis")
    for place, fields in zip(made, words.PROTOTYPES, strict=True):
        play.group(place, "vis", fields)
    play.post("turid", "styring/framvisning", number="1")
    play.projector("prosess-ideverksted")


def rained(first: int) -> list[str]:
    return [words.IDEAS[(first + number) % len(words.IDEAS)] for number in range(5)]


def festival(play: Playing) -> None:
    play.begin("festivalverksted", settings={"deadline": "2027-10-06"})
    play.to("pamelding")
    for table, fields in zip(play.tables("lag"), words.FESTIVAL, strict=False):
        play.group(table, "pamelding", fields)
    play.projector("prosess-festivalverksted")


def check_out(play: Playing) -> None:
    play.begin("utsjekk")
    for who, word in zip(play.names, words.evening(), strict=False):
        play.own(who, "ord", {"0-text": word})
    play.to("skritt")
    play.own("ane", "skritt", words.FAREWELL)
    play.world.press("end")
    day.farewell(play)


PLAYS: tuple[Callable[[Playing], None], ...] = (
    check_in, grow, rings, strengths, reasoning, turned, road, valuing, skills, ideas, festival,
    check_out,
)  # fmt: skip
