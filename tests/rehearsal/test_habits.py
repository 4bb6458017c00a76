"""When somebody who plays does what a form asks for."""

import random

import pytest

from facilitator.rehearsal.crowd import Crowd
from facilitator.rehearsal.habits import habit_for
from facilitator.rehearsal.reading import Form
from facilitator.rehearsal.wire import Answer, Wire


def named(form_id: str, **more: str) -> Form:
    return Form(form_id, more.get("action", "/send"), draft_url=more.get("draft_url", ""))


def test_what_takes_something_back_is_never_done() -> None:
    for form_id in ("take-7", "late", "leader-post", "new-1-0", "back-form-3"):
        assert not habit_for(named(form_id)).does
    unknown = habit_for(named("regret-7"))
    assert unknown.does
    assert unknown.main


def test_the_pen_is_taken_only_when_the_page_says_so() -> None:
    assert habit_for(named("take-pen")).main
    assert habit_for(named("take-pen-plan")).does


def test_what_saves_itself_is_written_in_without_a_button() -> None:
    jot = habit_for(named("intervju_1", action="/kladd", draft_url="/kladd"))
    assert jot.does
    assert not jot.main


def test_one_waits_within_what_is_left_and_never_less_than_it_takes() -> None:
    habit = habit_for(named("ready-tenk"))
    waits = [habit.wait(180.0, random.Random(n).random(), 1.0) for n in range(50)]
    assert 180 * 0.3 <= min(waits) <= max(waits) <= 180 * 0.9
    assert habit.wait(0.0, 0.9, 1.0) == habit.least


def test_people_differ_and_one_in_many_never_writes() -> None:
    crowd = Crowd(Wire("http://127.0.0.1:9"), "oving-a", "k", 36)
    tempers = {round(person.temper, 2) for person in crowd.everybody}
    assert len(tempers) > 20
    assert 0 < sum(not person.writes for person in crowd.everybody) <= 2


class Ring(Wire):
    """A ring in which somebody still tells, so that the form lies folded."""

    sent = 0

    def _ask(self, method: str, *_asked: object) -> Answer:
        self.sent += method == "POST"
        return Answer(200, FOLDED)


FOLDED = """<main id="surface" data-step="1:2:give"><details><form id="give-g1-jakt" action="/gi">
<button>Gi kortet</button></form></details></main>"""


@pytest.mark.parametrize(("speed", "given"), [(1, False), (10, True)])
def test_those_in_a_hurry_give_before_the_clock_of_the_ring_says_so(
    speed: int, given: bool
) -> None:
    ring = Ring("")
    crowd = Crowd(ring, "oving-a", "k", 1, speed=speed)
    crowd.everybody[0].joined = True
    for _ in range(200):
        crowd.now += 5
        crowd.act()
    assert bool(ring.sent) is given
