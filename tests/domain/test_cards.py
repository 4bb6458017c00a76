"""Cards: what each change raises, who is told, and what a repeated POST does."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from facilitator.db import Database
from facilitator.domain import (
    activities,
    approval,
    audiences,
    boards,
    cards,
    groups,
    policies,
    relations,
)
from facilitator.domain.facts import CardOffBoard, CardOnBoard, PhaseMoved
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Activity, Audience, Card, Interview
from tests.conftest import Clock
from tests.support.lead import STRENGTHS, Led
from tests.test_text import KINDS

PRESENT = ["ane", "hodan", "helge", "kasper"]
BOARD, ROOM, LEAD = "board:1", "room:1", "lead:1"


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    """Godkjenn is on, and every story has been written."""
    led = start(present=PRESENT)
    led.advance_to("skriv_2")
    for name in PRESENT:
        led.write_story(led.cast.people[name])
    led.advance_to("godkjenn")
    return led


def revisions(database: Database) -> dict[str, int]:
    with database.reading() as db:
        return {row.key: row.revision for row in db.scalars(select(Audience))}


def raised(database: Database, work: Callable[[], Any]) -> dict[str, int]:
    """By how much each audience's revision grew."""
    before = revisions(database)
    work()
    after = revisions(database)
    return {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key)}


def agree(told: list[Any], grown: dict[str, int], database: Database) -> None:
    """Every raised revision was told in a fact, each number once, the last being the present."""
    by_audience: dict[str, list[int]] = {}
    for fact in told:
        by_audience.setdefault(fact.audience, []).append(fact.revision)
    assert {key: len(numbers) for key, numbers in by_audience.items()} == grown
    now = revisions(database)
    for key, numbers in by_audience.items():
        assert numbers == list(range(now[key] - len(numbers) + 1, now[key] + 1))


def person(led: Led, name: str) -> str:
    return audiences.person(led.cast.room, led.cast.people[name])


def partner(led: Led, name: str) -> str:
    writer = led.told_by(led.cast.people[name])[1]
    return audiences.person(led.cast.room, writer)


@pytest.mark.parametrize("level", policies.LEVELS[:5])
def test_approval_is_told_to_those_concerned_and_to_the_board_only_at_room(
    led: Led, database: Database, facts: list[Any], level: str
) -> None:
    facts.clear()
    grown = raised(database, lambda: led.approve(led.cast.ane, level))
    told = {person(led, "ane"), partner(led, "ane"), ROOM, LEAD}
    on_board = {BOARD} if policies.on_board(level) else set()
    assert set(grown) == told | on_board
    agree(facts, grown, database)


CHANGES = [(a, b) for a in policies.LEVELS[:5] for b in policies.LEVELS[:5]]


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_every_change_of_visibility_raises_the_right_revisions_and_facts(
    led: Led, database: Database, clock: Clock, facts: list[Any], before: str, after: str
) -> None:
    card = led.approve(led.cast.ane, before)
    facts.clear()
    grown = raised(database, lambda: led.change(card, cards.set_visibility, after, clock()))
    agree(facts, grown, database)
    assert {person(led, "ane"), partner(led, "ane"), LEAD} <= set(grown)
    board = [fact for fact in facts if fact.audience == BOARD]
    if policies.on_board(after):
        assert [type(fact) for fact in board] == [CardOnBoard]
    elif policies.on_board(before):
        assert [type(fact) for fact in board] == [CardOffBoard]
    else:
        assert board == []


def the_card(database: Database, card_id: int) -> Card:
    with database.reading() as db:
        return db.get_one(Card, card_id)


def test_versions_only_grow_so_that_a_late_message_cannot_bring_a_card_back(
    led: Led, database: Database, clock: Clock, facts: list[Any]
) -> None:
    card = led.approve(led.cast.ane, "room")
    seen = [the_card(database, card).version]
    for verb, arguments in (
        (cards.hide, (clock(),)),
        (cards.unhide, ()),
        (cards.set_visibility, ("group", clock())),
        (cards.set_visibility, ("cohort", clock())),
        (cards.withdraw, (clock(),)),
        (cards.set_visibility, ("room", clock())),
        (approval.revise_story, ({"title": "Ny", "text": "Ny tekst."}, STRENGTHS)),
    ):
        led.change(card, verb, *arguments)
        seen.append(the_card(database, card).version)
    assert seen == sorted(set(seen))
    last = [fact for fact in facts if isinstance(fact, CardOffBoard)][-1]
    assert last.version < seen[-1]


def test_a_repeated_post_makes_one_card(led: Led, database: Database, facts: list[Any]) -> None:
    first = led.approve(led.cast.ane, client_id="same")
    facts.clear()
    assert led.approve(led.cast.ane, client_id="same") == first
    assert facts == []
    assert count(database) == 1


def test_approving_once_more_from_another_page_makes_one_card(led: Led, database: Database) -> None:
    first = led.approve(led.cast.ane, "room", client_id="one page")
    again = led.approve(led.cast.ane, "group", client_id="another page", title="Siste ord")
    assert again == first
    card = the_card(database, first)
    assert (card.fields["title"], card.visibility) == ("Siste ord", "group")
    assert count(database) == 1


def count(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Card)) or 0


def test_only_the_teller_says_yes(led: Led, database: Database) -> None:
    interview, writer = led.told_by(led.cast.ane)

    def as_writer() -> None:
        with database.transaction() as db:
            approval.approve_story(
                db,
                db.get_one(Interview, interview),
                writer,
                {"title": "Min", "text": "Min nå."},
                visibility="cohort",
                show_name=False,
                thanks="",
                phase_key="godkjenn",
                known_strengths=STRENGTHS,
                client_id="stolen",
                now=led.clock(),
            )

    with pytest.raises(NotAllowed):
        as_writer()
    assert count(database) == 0


@pytest.mark.parametrize("level", ["", "public", "alle", "Room"])
def test_nothing_is_preselected(led: Led, level: str) -> None:
    with pytest.raises(Invalid) as refused:
        led.approve(led.cast.ane, level)
    assert set(refused.value.errors) == {"visibility"}


def test_every_field_that_needs_something_is_named_at_once(led: Led) -> None:
    with pytest.raises(Invalid) as refused:
        led.approve(led.cast.ane, "", title=" ", text="x" * 1501)
    assert set(refused.value.errors) == {"title", "text", "visibility"}


@pytest.mark.parametrize("field", ["title", "text", "thanks"])
def test_a_fodselsnummer_is_refused_in_every_field(
    led: Led, database: Database, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        led.approve(led.cast.ane, "cohort", **{field: f"nr {KINDS['fødselsnummer']}"})
    assert set(refused.value.errors) == {field}
    assert KINDS["fødselsnummer"] not in str(refused.value.errors)
    assert count(database) == 0


@pytest.mark.parametrize(("length", "fits"), [(80, True), (81, False)])
def test_a_title_has_eighty_characters(led: Led, length: int, fits: bool) -> None:
    if fits:
        assert led.approve(led.cast.ane, title="å" * length)
        return
    with pytest.raises(Invalid, match="81 tegn"):
        led.approve(led.cast.ane, title="å" * length)


def test_the_order_is_that_of_arrival_and_survives_leaving(
    led: Led, database: Database, clock: Clock
) -> None:
    ids = [led.approve(led.cast.people[name], "room") for name in PRESENT]
    led.change(ids[0], cards.set_visibility, "me", clock())
    led.change(ids[0], cards.set_visibility, "room", clock())
    with database.reading() as db:
        lying = boards.lying(db, db.get_one(Activity, led.id))
        assert [card.id for card in lying] == ids


def test_hiding_is_not_losing(led: Led, database: Database, clock: Clock) -> None:
    card = led.approve(led.cast.ane, "cohort", show_name=True)
    led.change(card, cards.hide, clock())
    with database.reading() as db:
        activity = db.get_one(Activity, led.id)
        assert boards.lying(db, activity) == []
        assert [hidden.id for hidden in boards.hidden(db, activity)] == [card]
    led.change(card, cards.unhide)
    found = the_card(database, card)
    assert (found.owner_id, found.show_name, found.hidden_at) == (led.cast.ane, True, None)


def test_a_card_that_is_not_on_the_board_cannot_be_hidden(
    led: Led, database: Database, clock: Clock, facts: list[Any]
) -> None:
    card = led.approve(led.cast.ane, "group")
    facts.clear()
    led.change(card, cards.hide, clock())
    assert the_card(database, card).hidden_at is None
    assert facts == []


def test_a_card_that_leaves_takes_its_light_with_it(
    led: Led, database: Database, clock: Clock
) -> None:
    card = led.approve(led.cast.ane, "room")
    with database.transaction() as db:
        boards.put_in_light(db, db.get_one(Activity, led.id), card)
    led.change(card, cards.set_visibility, "group", clock())
    with database.reading() as db:
        assert db.get_one(Activity, led.id).spotlight_id is None


def can_read(led: Led, card_id: int, name: str) -> bool:
    with led.database.reading() as db:
        actor = Actor(participant_id=led.cast.people[name])
        reader = relations.reader_for(db, actor)
        return relations.can_read(db, reader, db.get_one(Card, card_id))


@pytest.mark.parametrize(
    ("level", "teller", "listener", "table", "elsewhere"),
    [
        ("me", True, False, False, False),
        ("pair", True, True, False, False),
        ("group", True, True, True, False),
        ("room", True, True, True, False),
        ("cohort", True, True, True, True),
    ],
)
def test_who_reads_a_story_at_each_level(
    led: Led, level: str, teller: bool, listener: bool, table: bool, elsewhere: bool
) -> None:
    """`elsewhere`: a member of the kull who is not in the room today."""
    led.advance_to("gjenfortell")
    pair = next(group for group in led.groups() if led.cast.ane in group)
    names = {number: name for name, number in led.cast.people.items()}
    partner = next(names[n] for n in pair if n != led.cast.ane)
    other = next(name for name in PRESENT if led.cast.people[name] not in pair)
    card = led.approve(led.cast.ane, level)
    reads = [can_read(led, card, name) for name in ("ane", partner, other, "aud")]
    assert reads == [teller, listener, table, elsewhere]


def test_what_is_withdrawn_its_teller_alone_still_has(led: Led, clock: Clock) -> None:
    card = led.approve(led.cast.ane, "cohort")
    led.change(card, cards.withdraw, clock())
    assert [name for name in PRESENT if can_read(led, card, name)] == ["ane"]


def test_the_listener_reads_the_story_also_after_having_been_moved(led: Led) -> None:
    """«Vi to» is the teller and the one who listened and wrote."""
    card = led.approve(led.cast.ane, "pair")
    writer = led.told_by(led.cast.ane)[1]
    names = {number: name for name, number in led.cast.people.items()}
    other = next(g for g in led.group_ids() if g != led.group_of(led.cast.ane))
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        process = activities.process_of(activity)
        groups.move(db, activity, process, "par", writer, other)
    assert can_read(led, card, names[writer])


def test_facts_carry_ids_and_nothing_that_was_written(led: Led, facts: list[Any]) -> None:
    led.approve(led.cast.ane, "cohort", title="Hemmelig tittel", text="Hemmelig tekst.")
    assert facts
    assert "Hemmelig" not in repr(facts)


def test_the_facts_module_holds_only_small_things() -> None:
    for fact in (CardOnBoard("board:1", 1, 2), PhaseMoved("room:1", 1, 1)):
        assert all(isinstance(getattr(fact, name), int) for name in fact.__slots__)
