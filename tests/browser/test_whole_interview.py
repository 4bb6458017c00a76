"""A whole AI-intervju in real browsers: from the code on the wall to arbeidsmappe and note."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from facilitator.presentation.qr import qr
from tests.support.browser_acts import at, choose, deliver, leads, saved, surface, write
from tests.support.browser_screens import Screens, live
from tests.support.browser_world import World

FOUR = ("ane", "hodan", "helge", "kasper")
LEVELS = {"ane": "cohort", "hodan": "room", "helge": "pair", "kasper": "me"}
PHASES = (
    "Inngang", "Tenk selv", "Første intervju", "Skriv ut", "Andre intervju", "Skriv ut",
    "Godkjenn", "Gjenfortell", "Rotårsaker til suksess", "Høsting",
)  # fmt: skip
CAUSES = ("Vi satte av tid", "Vi lot barna begynne", "Vi sa det høyt til hverandre")


def title(who: str) -> str:
    return f"Da {who} fikk det til"


def text(who: str) -> str:
    """Begins with a first name, as people write; the word at the end is found nowhere else."""
    return f"{who.title()} satte seg ned og ventet. Det ble stille. Kjennetegn-{who}."


class Room:
    """The screens of one room, and every frame that each has received."""

    def __init__(self, world: World, screens: Screens) -> None:
        self.world, self._screens = world, screens
        self.phones: dict[str, Page] = {}
        self.frames: dict[str, list[str]] = {}
        self.projector = self._hear("projector", screens.projector(world))
        self.remote = self._sign_in()

    def _hear(self, name: str, page: Page) -> Page:
        heard = self.frames.setdefault(name, [])
        page.on("websocket", lambda ws: ws.on("framereceived", lambda f: heard.append(str(f))))
        page.reload()
        return live(page)

    def _sign_in(self) -> Page:
        page = self._screens.stranger({"width": 390, "height": 844})
        page.goto(self.world.link("turid"))
        page.get_by_role("button", name="Ja, det er meg").click()
        page.wait_for_url("**/i-dag")
        page.goto(self.world.address("styring"))
        return self._hear("remote", live(page))

    def come(self, who: str, *, by_code: bool = False) -> Page:
        page = self._screens.stranger()
        if by_code:
            page.goto(self.world.server.url)
            page.get_by_label("Romkode").fill(self.world.code)
            page.get_by_role("button", name="Bli med").click()
        else:
            page.goto(self.world.address("hvem"))
        page.get_by_role("button", name=re.compile(f"^{self.world.names[who]}")).click()
        live(page)
        expect(page.get_by_role("heading", name=f"Fint at du kom, {who.title()}")).to_be_visible()
        self.phones[who] = self._hear(who, page)
        return page

    def start(self, theme: str) -> None:
        chosen = self.remote.locator("#library-ai_intervju")
        chosen.locator("summary").click()
        chosen.get_by_label("Tema").fill(theme)
        chosen.get_by_role("button", name=re.compile("^Sett i gang")).click()
        leads(self.remote, "Inngang")
        self.world.find_activity()

    def onward(self, phase: str) -> None:
        self.remote.get_by_role("button", name=re.compile("^Gå videre")).click()
        leads(self.remote, phase)
        for phone in self.phones.values():
            at(phone, phase)
            bar = phone.locator("[data-moved-on]:visible")
            if bar.count():  # The caret stands in a field, so the person is asked first.
                bar.get_by_role("button").click()

    def everywhere_but(self, *known: str) -> Iterator[tuple[str, str]]:
        """(name, all it has been sent) of the screens of everybody else."""
        pages = self.phones | {"projector": self.projector, "remote": self.remote}
        for name, page in pages.items():
            if name not in known:
                yield name, page.content() + "".join(self.frames[name])

    def seen_by_nobody_but(self, *known: str, mark: str) -> None:
        for name, received in self.everywhere_but(*known):
            assert mark not in received, f"{name} was sent {mark}"


@pytest.fixture
def room(world: World, screens: Screens) -> Room:
    return Room(world, screens)


def interview(room: Room, slot: int, *, delivers: Callable[[str], bool]) -> None:
    """One round of interviews in both pairs: talk with guide and notes, then writing."""
    pairs = [pair for pair in room.world.pairs() if pair[0] == slot]
    for _, teller, asker in pairs:
        dark = room.phones[teller]
        expect(dark.locator("html")).to_have_attribute("data-color-scheme", "dark")
        expect(dark.get_by_role("heading", name=re.compile("skjermen ned"))).to_be_visible()
        listen(room.phones[asker], teller)
    room.onward("Skriv ut")
    for _, teller, asker in pairs:
        page = room.phones[asker]
        page.get_by_text("Stikkordene dine").click()
        expect(page.get_by_text(f"Stikkord om {teller}")).to_be_visible()
        write(page, title(teller), text(teller))
        saved(page)
        room.seen_by_nobody_but(asker, mark=f"Kjennetegn-{teller}")
        if delivers(teller):
            deliver(page)


def listen(page: Page, teller: str) -> None:
    expect(page.locator("[data-guide-count]")).to_have_text("Spørsmål 1 av 6")
    page.get_by_role("button", name="Neste spørsmål").click()
    expect(page.locator("[data-guide-count]")).to_have_text("Spørsmål 2 av 6")
    page.locator("#note").fill(f"Stikkord om {teller}")
    saved(page)


def approve(room: Room, who: str) -> None:
    page = room.phones[who]
    expect(page.locator("#text")).to_have_value(text(who))
    assert page.locator("input[name=visibility]:checked").count() == 0
    hint = page.locator("[data-name-hint]")
    expect(hint).to_contain_text("Fornavnet ditt står i teksten")
    hint.get_by_role("button", name="Skriv «jeg»").click()
    expect(page.locator("#text")).to_have_value(re.compile("^Jeg satte seg"))
    page.locator("#text").fill(text(who).replace(f"{who.title()} satte seg", "Jeg satte meg"))
    if who == "ane":
        page.get_by_text("Navnet mitt kan stå sammen med fortellingen").click()
        page.get_by_label(re.compile("Vil du si takk")).fill("Takk for at du ventet på meg")
    choose(page, LEVELS[who])
    page.get_by_role("button", name=re.compile("^Godkjenn")).click()
    expect(surface(page).get_by_text(re.compile("^Godkjent"))).to_be_visible()


def check_release(room: Room) -> None:
    """Released stories are on the projector the moment they are approved; others nowhere."""
    cards = room.projector.locator(".card")
    for number, who in enumerate(("ane", "hodan"), start=1):
        approve(room, who)
        expect(cards).to_have_count(number)
        expect(room.projector.locator(".card-title").last).to_have_text(title(who))
    for who in ("helge", "kasper"):
        approve(room, who)
    expect(room.projector.locator("#counts")).to_contain_text("4 av 4")
    expect(cards).to_have_count(2)
    # Beside another card there is no room for it; it is read with the card in the light.
    expect(room.projector.locator(".card-teller")).to_contain_text("Fortalt av Ane")
    assert "Fortalt av Hodan" not in room.projector.content()


def check_nothing_narrower_travels(room: Room) -> None:
    for who in ("helge", "kasper"):
        _, _, writer = room.world.interview(teller=who)
        room.seen_by_nobody_but(who, writer, mark=f"Kjennetegn-{who}")


def retell(room: Room) -> None:
    for who, page in room.phones.items():
        expect(page.locator("[data-turn-label]")).to_have_text("Tur 1 av 4")
        _, teller, _ = room.world.interview(writer=who)
        if LEVELS[teller] in ("cohort", "room"):
            page.get_by_text(title(teller)).first.click()
            expect(page.get_by_text(f"Kjennetegn-{teller}")).to_be_visible()
        else:
            expect(page.get_by_text("Denne fortellingen blir hos dere to")).to_be_visible()
        page.get_by_label("Hva gjorde det mulig?").fill(f"Det {who} hørte")
        page.get_by_role("button", name="Legg til").click()
        expect(page.locator(".own-lines")).to_contain_text(f"Det {who} hørte")


def find_causes(room: Room) -> None:
    """One pen; the others read along; «Ferdig» lays the cards on the board."""
    pen, *others = room.phones.values()
    for page in room.phones.values():
        expect(page.get_by_text("Det hodan hørte")).to_be_visible()
    pen.get_by_role("button", name="Ta pennen").click()
    for number, cause in enumerate(CAUSES):
        pen.locator(f"#line_{number}").fill(cause)
    for page in others:
        expect(page.get_by_text("Ane har pennen")).to_be_visible()
        expect(page.get_by_text(CAUSES[2])).to_be_visible()
    pen.get_by_role("button", name="Ferdig").click()
    for page in others:
        expect(page.get_by_text("Kortene deres ligger på tavla.")).to_be_visible()
    expect(room.projector.locator("#counts")).to_have_text("Gruppa er ferdig")


def end(room: Room) -> None:
    for phone in room.phones.values():
        expect(phone.locator("#surface .card")).to_have_count(5)
    expect(room.projector.locator(".card[data-type=root_cause]")).to_have_count(3)
    room.remote.get_by_role("button", name=re.compile("^Avslutt")).last.click()
    room.remote.get_by_role("dialog").get_by_role("button", name="Avslutt").click()
    for who, phone in room.phones.items():
        expect(phone.get_by_role("heading", name=f"Takk, {who.title()}")).to_be_visible()


def check_arbeidsmappe(room: Room) -> Page:
    """Ane's: story, credit, causes; the listener's takk; and the saved board as arranged."""
    ane = room.phones["ane"]
    ane.get_by_role("link", name="Åpne arbeidsmappa").click()
    _, _, writer = room.world.interview(teller="ane")
    expect(ane.get_by_role("heading", name=title("ane"))).to_be_visible()
    expect(ane.locator("article.story").first).to_contain_text(writer.title())
    for cause in CAUSES:
        expect(ane.get_by_text(cause)).to_be_visible()
    listener = room.phones[writer]
    listener.get_by_role("link", name="Åpne arbeidsmappa").click()
    expect(listener.get_by_text("Du lyttet og skrev for Ane")).to_be_visible()
    expect(listener.get_by_text("Takk for at du ventet på meg")).to_be_visible()
    listener.locator(".board-link").click()
    expect(listener.locator(".card")).to_have_count(4)
    expect(listener.get_by_text(title("ane"))).to_be_visible()
    expect(listener.get_by_text(re.compile("bare i dag"))).to_be_visible()
    assert title("hodan") not in listener.content()
    return listener


def check_note(room: Room) -> None:
    note = room.remote
    note.goto(f"{room.world.server.url}/notat/8?kull={room.world.key}")
    expect(note.get_by_text("4 til stede")).to_be_visible()
    expect(note.get_by_text(re.compile("2 fortellinger på tavla"))).to_be_visible()
    expect(note.locator(".note-quote")).to_have_count(2)
    expect(note.get_by_text("Fortalt av Ane")).to_be_visible()
    assert "Fortalt av Hodan" not in note.content()
    for cause in CAUSES:
        expect(note.get_by_text(cause)).to_be_visible()
    for who in ("helge", "kasper"):
        assert f"Kjennetegn-{who}" not in note.content()
        assert title(who) not in note.content()


def check_withdrawal(room: Room, board: Page) -> None:
    ane = room.phones["ane"]
    ane.locator("article.story summary").first.click()
    ane.get_by_role("button", name="Trekk tilbake").click()
    expect(ane.get_by_text("Trukket tilbake, bare du ser den")).to_be_visible()
    expect(room.projector.get_by_text(title("ane"))).to_have_count(0)
    board.reload()
    expect(board.locator(".card")).to_have_count(3)
    assert "Kjennetegn-ane" not in board.content()
    room.remote.reload()
    expect(room.remote.locator(".note-quote")).to_have_count(1)
    assert title("ane") not in room.remote.content()


def test_from_the_code_to_the_arbeidsmappe(room: Room) -> None:
    world = room.world
    path = room.projector.locator(".qr-ink").get_attribute("d")
    assert path == qr(world.address("hvem")).path, "the QR code leads somewhere else"
    for who in FOUR:
        room.come(who, by_code=who == "ane")
    expect(room.projector.locator("#here b")).to_have_text("4")
    room.start("Når samarbeidet bar")
    expect(room.projector.get_by_text("Når samarbeidet bar")).to_be_visible()
    room.onward("Tenk selv")
    for phone in room.phones.values():
        expect(phone.get_by_text(re.compile("Du sitter sammen med"))).to_be_visible()
    room.onward("Første intervju")
    interview(room, 1, delivers=lambda _: True)
    room.onward("Andre intervju")
    interview(room, 2, delivers=lambda teller: teller in ("ane", "kasper"))
    room.onward("Godkjenn")
    check_release(room)
    check_nothing_narrower_travels(room)
    room.onward("Gjenfortell")
    retell(room)
    room.onward("Rotårsaker til suksess")
    find_causes(room)
    room.onward("Høsting")
    end(room)
    check_nothing_narrower_travels(room)
    board = check_arbeidsmappe(room)
    check_note(room)
    check_withdrawal(room, board)
