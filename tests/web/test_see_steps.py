"""Those who watch tick what they see, for themselves, and the ticks go when the phase does."""

import re

import pytest
from sqlalchemy import select

from facilitator.models import Card, CardMark
from tests.support.phones import EIGHT, Phone, phone_of
from tests.support.remote import Remote

STEPS = ("Jeg ser på deg", "Jeg sier hei", "Jeg spør om jeg får være med")
NAME = "Å be om å få være med"


class Skill:
    """Ane's group has made a skill of three steps, and the room is where somebody shows it."""

    def __init__(self, led, phone, cast, database, visibility: str = "group") -> None:
        self.led, self.database = led, database
        led.advance_to("velg")
        self.group = led.group_of(cast.ane, "grupper")
        people = next(g for g in led.groups("grupper") if cast.ane in g)
        self.ane = Phone(phone("ane"), cast, cast.ane)
        self.mate = phone_of(phone, cast, next(p for p in people if p != cast.ane))
        self.ane.post(f"/gruppe/{self.group}/velg/bidrag", **{"0-name": NAME})
        led.advance_to("trinn")
        self.made = self.write(visibility)
        self.card = self.card_id()
        led.advance_to("vis")

    def write(self, visibility: str, steps: tuple[str, ...] = STEPS):
        fields = {f"0-steps-{n}": step for n, step in enumerate(steps)}
        return self.ane.post(
            f"/gruppe/{self.group}/trinn/bidrag",
            **fields, **{"0-name": NAME, "visibility": visibility},
        )  # fmt: skip

    def card_id(self) -> int:
        with self.database.reading() as db:
            return db.scalars(select(Card.id).where(Card.group_id == self.group)).one()

    def tick(self, phone: Phone, item: int, on: str = "1", phase: str = "vis"):
        path = f"/merke/{self.led.id}/{phase}/{self.card}"
        return phone.post(path, item=str(item), on=on)

    def ticks(self) -> list[tuple[int, int]]:
        with self.database.reading() as db:
            return [(m.person_id, m.item) for m in db.scalars(select(CardMark))]


@pytest.fixture
def skill(start, phone, cast, database) -> Skill:
    return Skill(start(process="sosiale_ferdigheter", present=EIGHT), phone, cast, database)


def pressed(phone: Phone) -> int:
    return phone.surface().count('aria-pressed="true"')


def test_the_skill_is_one_card_with_its_steps_in_order(skill):
    page = skill.mate.surface()
    places = [page.index(step) for step in STEPS]
    assert NAME in page
    assert places == sorted(places)
    assert page.count("Så trinnet") == 2 * len(STEPS)  # the button, and its name for those who hear


@pytest.mark.parametrize("count", [2, 6])
def test_there_are_three_to_five_steps(start, phone, cast, database, count):
    led = start(process="sosiale_ferdigheter", present=EIGHT)
    made = Skill(led, phone, cast, database)
    led.press("back")
    answer = made.write("group", tuple(f"Trinn {n}" for n in range(count)))
    if count == 2:
        assert answer.json["errors"] == {"0-steps": "Det trengs minst 3."}
    else:
        with database.reading() as db:
            assert len(db.get_one(Card, made.card).fields["steps"]) == 5


def test_nobody_reads_for_the_group_who_reads_its_skill(start, phone, cast, database):
    led = start(process="sosiale_ferdigheter", present=EIGHT)
    made = Skill(led, phone, cast, database)
    led.press("back")
    assert made.write("").json["errors"] == {"visibility": "Velg hvem som får lese det."}


def test_a_tick_is_ones_own_and_twice_is_once(skill):
    for _ in range(2):
        assert skill.tick(skill.mate, 1).status_code == 200
    assert skill.ticks() == [(skill.mate.id, 1)]
    assert pressed(skill.mate) == 1
    assert pressed(skill.ane) == 0


def test_somebody_else_shows_and_ones_ticks_begin_anew(skill):
    skill.tick(skill.mate, 0)
    skill.tick(skill.ane, 2)
    assert skill.mate.post(f"/merker/{skill.led.id}/vis/bort").status_code == 200
    assert skill.ticks() == [(skill.ane.id, 2)]


def test_the_ticks_go_with_the_phase_and_a_late_one_makes_none(skill):
    skill.tick(skill.mate, 0)
    skill.led.press("advance")
    assert skill.ticks() == []
    assert skill.tick(skill.mate, 1, phase="vis").status_code == 200
    assert skill.ticks() == []
    assert skill.tick(skill.mate, 1, phase="ov").status_code == 200
    assert skill.ticks() == [(skill.mate.id, 1)]
    skill.led.end()
    assert skill.ticks() == []


def test_a_step_that_is_not_there_and_a_card_of_another_group_are_refused(skill, phone, cast):
    assert skill.tick(skill.mate, 7).status_code == 404
    far = next(g for g in skill.led.groups("grupper") if cast.ane not in g)
    stranger = phone_of(phone, cast, far[0])
    assert skill.tick(stranger, 0).status_code == 403
    assert STEPS[0] not in stranger.surface()
    assert skill.ticks() == []


def test_the_room_sees_the_prompt_and_no_steps_of_a_group_that_keeps_them(
    skill, leader, database, cast
):
    skill.tick(skill.mate, 0)
    seen = Remote(leader, database, cast)
    assert "To viser ferdigheten" in seen.projector()
    assert STEPS[0] not in seen.projector() + seen.page()


def test_the_room_sees_the_steps_of_a_group_that_shows_them(start, phone, cast, database, leader):
    led = start(process="sosiale_ferdigheter", present=EIGHT)
    Skill(led, phone, cast, database, visibility="cohort")
    seen = Remote(leader, database, cast).projector()
    assert [seen.index(step) for step in STEPS] == sorted(seen.index(step) for step in STEPS)
    assert not re.search(r"\d+ av \d+", seen)
    led.end()
    assert STEPS[2] in leader.get("/notat/8").text


def test_the_mappe_has_the_skill_and_its_steps(skill, linked):
    skill.led.end()
    mine = linked("ane").get("/mappe")
    assert mine.status_code == 200
    assert NAME in mine.text
    assert STEPS[2] in mine.text
