"""Another order of the day, by a place in the list or one step up or down."""

import pytest

from tests.support.plans import Plan


@pytest.fixture
def plan(leader, database, cast) -> Plan:
    return Plan.of(leader, database, cast)


@pytest.mark.parametrize(
    ("to", "order"),
    [
        ("up", ["Pause", "Innsjekk", "Utsjekk"]),
        ("down", ["Innsjekk", "Utsjekk", "Pause"]),
        ("0", ["Pause", "Innsjekk", "Utsjekk"]),
        ("2", ["Innsjekk", "Utsjekk", "Pause"]),
        ("99", ["Innsjekk", "Utsjekk", "Pause"]),
    ],
)
def test_a_point_is_moved(plan: Plan, to, order):
    _, pause, _ = plan.fill("innsjekk", ("Pause", 15), "utsjekk")
    assert plan.post(f"punkt/{pause}/flytt", {"to": to}).status_code == 200
    assert plan.titles == order


def test_a_plain_form_moves_and_comes_back_to_the_point(plan: Plan):
    _, pause = plan.fill("innsjekk", ("Pause", 15))
    answer = plan.post(f"punkt/{pause}/flytt", {"to": "up"}, script=False)
    assert answer.location.endswith(f"{plan.address}?punkt={pause}")
    assert plan.titles == ["Pause", "Innsjekk"]


def test_the_first_has_no_way_up_and_the_last_none_down(plan: Plan):
    first, last = plan.fill("innsjekk", ("Pause", 15))
    assert 'value="up"' not in plan.page(f"?punkt={first}")
    assert 'value="down"' not in plan.page(f"?punkt={last}")
    plan.post(f"punkt/{first}/flytt", {"to": "up"})
    assert plan.titles == ["Innsjekk", "Pause"]


def test_nothing_is_moved_before_what_has_begun(plan: Plan, clock):
    first, _, last = plan.fill("innsjekk", ("Pause", 15), "utsjekk")
    plan.begin(first, at=clock())
    plan.post(f"punkt/{last}/flytt", {"to": "0"})
    assert plan.titles == ["Innsjekk", "Utsjekk", "Pause"]
    assert plan.post(f"punkt/{first}/flytt", {"to": "2"}).status_code == 409
    assert plan.titles == ["Innsjekk", "Utsjekk", "Pause"]


@pytest.mark.parametrize("to", ["", "-1", "øverst"])
def test_a_place_that_is_none_is_refused(plan: Plan, to):
    first, _ = plan.fill("innsjekk", ("Pause", 15))
    assert plan.post(f"punkt/{first}/flytt", {"to": to}).status_code == 422


def test_the_same_move_sent_twice_moves_once(plan: Plan):
    _, _, last = plan.fill("innsjekk", ("Pause", 15), "utsjekk")
    seen = plan.version
    plan.post(f"punkt/{last}/flytt", {"to": "up"}, version=seen)
    plan.post(f"punkt/{last}/flytt", {"to": "up"}, version=seen)
    assert plan.titles == ["Innsjekk", "Utsjekk", "Pause"]
