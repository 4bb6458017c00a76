"""A form at one's own address that names people, groups and things of another kull.

That an address of another's is refused is asked in test_routes.py; here the fields are another's.
"""

from collections.abc import Iterator

import pytest

from facilitator.models import Participant
from tests.leak.belonging import rows_of
from tests.leak.routes import ROLES, ROWS
from tests.leak.test_routes import Stage, living_stage
from tests.leak.world import World

PEOPLE = ("participant", "person", "who", "first", "second", "to", "til", "med")
THINGS = ("activity", "card", "item", "entry", "goal", "own", "pair", "source", "thread", "number")
NOT_THEIRS = ("401", "403")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with living_stage(tmp_path_factory.mktemp("others")) as made:
        made.form |= _of_the_other_kull(made.world)
        made.keep()
        yield made


def _of_the_other_kull(world: World) -> dict[str, str]:
    """What the fields are called, and somebody whose name no phone has taken, or their things."""
    with world.database.transaction() as db:
        person = Participant(cohort_id=world.b.cohort, name="Ny", role="lærer", role_group="skole")
        db.add(person)
        db.flush()
        free = str(person.id)
    group = world.led_b.group_of(world.b.people["bo"], "par")
    named = dict.fromkeys(PEOPLE, free) | dict.fromkeys(THINGS, str(world.led_b.id))
    return named | {"group": str(group), "team": free, "add": "1", "on": "1"}


@pytest.mark.parametrize("role", ["leader", "participant"])
def test_what_a_form_names_of_another_kull_is_never_touched(stage: Stage, role: str) -> None:
    world, wrong = stage.world, []
    with world.database.reading() as db:
        before = rows_of(db, world.b.cohort)
    for (method, rule), row in ROWS.items():
        if method != "POST" or row[ROLES.index(role)] in NOT_THEIRS:
            continue
        if stage.ask(role, method, rule, put_back=False) < 400:
            with world.database.reading() as db:
                wrong += [rule] if rows_of(db, world.b.cohort) != before else []
            stage.put_back()
    assert not wrong
