"""What happens in the two rooms, moment by moment, with a canary in all that is written."""

import datetime as dt

from facilitator.domain import (
    boards,
    cards,
    drafts,
    group_cards,
    notes,
    pens,
    policies,
    rooms,
    story_drafts,
)
from facilitator.models import (
    Activity,
    DocumentEdition,
    DocumentEvent,
    Gathering,
    Group,
    Interview,
    Participant,
    PracticeDocument,
    Room,
    Summary,
)
from tests.leak.world import IN_A, IN_B, Role, World
from tests.support.lead import Led, person_of

LEVELS = ("me", "pair", "group", "room", "cohort", "hidden", "withdrawn", "unapproved")
"""What becomes of the story of each of those in room A, in their order."""


def notes_and_drafts(world: World) -> None:
    """While the interviews go on: private notes, and stories that nobody has been given."""
    for led, names in ((world.led_a, IN_A), (world.led_b, IN_B)):
        led.advance_to("skriv_2")
        for name in names:
            _note(world, led, led.cast.people[name], name)
            _story(world, led, led.cast.people[name], name)
    _own_things(world)


def _note(world: World, led: Led, person: int, name: str) -> None:
    world.write(
        drafts.save_own,
        (Activity, led.id),
        person,
        "note:tenk",
        {"text": world.of(f"note of {name}", person)},
        version=0,
        editor="t",
        now=world.clock(),
    )


def _story(world: World, led: Led, teller: int, name: str) -> None:
    interview, writer = led.told_by(teller)

    def told(role: Role, _: bool) -> bool:
        person = world.participant(role)
        return person == writer or (person == teller and _handed_over(world, interview))

    words = [world.plant(f"draft of {name}'s story, {part}", told) for part in ("title", "text")]
    led.write_story(teller, words[0], f"{words[1]} kom. Slutt.")


def _handed_over(world: World, interview: int) -> bool:
    with world.database.reading() as db:
        draft = story_drafts.of_interview(db, db.get_one(Interview, interview))
        return draft is None or draft.delivered_at is not None


def _own_things(world: World) -> None:
    """Documents, a summary and an address of Aud's, whose whole mappe is open."""
    aud = world.a.aud
    with world.database.transaction() as db:
        db.add_all([_handed_in_once(world, aud), _kladd(world, aud)])
        db.add(
            Summary(
                participant_id=aud,
                type="a",
                title=world.of("summary's title", aud),
                text=world.of("summary's text", aud),
                status="kladd",
            )
        )
        address = world.plant(
            "e-mail address", lambda role, _: world.leads(role) or world.participant(role) == aud
        )
        person_of(db, aud).email = f"{address}@smart.example"


def _handed_in_once(world: World, aud: int) -> PracticeDocument:
    """Read as it was handed in, by those who lead the kull; what is written since is Aud's."""

    def read(role: Role, _: bool) -> bool:
        return world.leads(role) or world.participant(role) == aud

    document = PracticeDocument(
        participant_id=aud,
        title=world.of("document's title", aud),
        text=world.of("document's text", aud),
        date=dt.date(2027, 8, 1),
        kind="text",
        status="trenger_mer",
        handed_in_at=world.clock(),
    )
    handed_in = {
        "title": world.plant("document's title, handed in", read),
        "text": world.plant("document's text, handed in", read),
        "date": "2027-08-01",
        "kind": "text",
        "link": "",
        "process": None,
        "strengths": [],
        "goals": [],
        "files": [],
    }
    document.editions = [DocumentEdition(number=1, at=world.clock(), content=handed_in)]
    comment = world.plant("comment on a document", read)
    document.events = [
        DocumentEvent(at=world.clock(), by="Turid", status="trenger_mer", noticed=comment)
    ]
    return document


def _kladd(world: World, aud: int) -> PracticeDocument:
    return PracticeDocument(
        participant_id=aud,
        title=world.of("document's title", aud),
        text=world.of("document's text", aud),
        kind="text",
        status="kladd",
    )


def approvals(world: World) -> None:
    """Godkjenn and after: a story at every level, and one that its writer adds to too late."""
    for led, names in ((world.led_a, IN_A), (world.led_b, IN_B)):
        led.advance_to("godkjenn")
        for name, level in zip(names, LEVELS, strict=False):
            if level == "unapproved":
                _late_text(world, led, led.cast.people[name], name)
            else:
                _approve(world, led, led.cast.people[name], name, level)


def _approve(world: World, led: Led, teller: int, name: str, level: str) -> None:
    made: list[int] = [0]
    words = {
        part: world.on_card(f"{name}'s story ({level}), {part}", lambda: made[0])
        for part in ("title", "first", "last")
    }
    writer = led.told_by(teller)[1]
    made[0] = led.approve(
        teller,
        level if level in policies.LEVELS else "cohort",
        title=words["title"],
        text=f"{words['first']} kom. Så lo vi. Og {words['last']} ble igjen.",
        thanks=world.of(f"{name}'s thanks", teller, writer),
    )
    world.moment()
    if level == "hidden":
        led.change(made[0], cards.hide, world.clock())
    if level == "withdrawn":
        led.change(made[0], cards.withdraw, world.clock())


def _late_text(world: World, led: Led, teller: int, name: str) -> None:
    interview, writer = led.told_by(teller)
    for person, what in ((teller, "edit"), (writer, "late addition")):
        words = [world.of(f"{name}'s story, {what} {n}", teller, writer) for n in (1, 2)]
        world.write(
            story_drafts.save_story,
            (Interview, interview),
            person,
            {"title": words[0], "text": words[1], "strengths": []},
            version=1,
            editor=what,
            now=world.clock(),
        )


def retelling(world: World) -> None:
    """Gjenfortell: the partner's story at hand, and lines for one's table."""
    for led, names in ((world.led_a, IN_A), (world.led_b, IN_B)):
        led.advance_to("gjenfortell")
        _line(world, led, led.cast.people[names[0]])


def tables(world: World) -> None:
    """Rotårsaker: a text with one pen, cards of which one table says no to keeping, a heap."""
    for led in (world.led_a, world.led_b):
        led.advance_to("rotarsaker")
        for group, keep in zip(led.group_ids("bord"), (True, False), strict=False):
            _pen(world, led, group)
            _causes(world, led, group, keep)
    _gather(world)


def _line(world: World, led: Led, person: int) -> None:
    made: list[int] = [0]
    word = world.on_card("line for one's table", lambda: made[0])
    made[0] = world.write(
        group_cards.post_line,
        (Activity, led.id),
        person,
        phase_key="gjenfortell",
        type="insight",
        text=word,
        visibility="group",
        group=_group(world, led.group_of(person, "bord")),
        client_id=f"line-{person}",
        now=world.clock(),
    ).id


def _group(world: World, group: int) -> Group:
    with world.database.reading() as db:
        found = db.get_one(Group, group)
        db.expunge_all()
        return found


def _members(world: World, group: int) -> list[int]:
    with world.database.reading() as db:
        return [member.participant_id for member in db.get_one(Group, group).members]


def _pen(world: World, led: Led, group: int) -> None:
    """Whoever sits at the table reads along, also one who came after it was written."""

    def at_table(role: Role, _shown: bool) -> bool:
        return world.participant(role) in _members(world, group)

    world.write(
        pens.save_group,
        (Group, group),
        "rotarsaker",
        (Participant, _members(world, group)[0]),
        {"line_5": world.plant(f"unfinished line of table {group}", at_table)},
        version=0,
        editor="pen",
        now=world.clock(),
    )


def _causes(world: World, led: Led, group: int, keep: bool) -> None:
    made: list[int] = [0]
    word = world.on_card(f"root cause of table {group}, kept: {keep}", lambda: made[0])
    made[0] = led.causes(_members(world, group)[0], word, keep=keep)[0]


def _gather(world: World) -> None:
    in_a = {*world.a.people.values()}

    def may(role: Role, shown: bool) -> bool:
        return shown or world.leads(role) or world.participant(role) in in_a

    def at_guests(role: Role, shown: bool) -> bool:
        return may(role, shown) or role.name == "guest"

    with world.database.transaction() as db:
        activity = db.get_one(Activity, world.led_a.id)
        lying = [card.id for card in boards.lying(db, activity)][:2]
        boards.gather(db, activity, lying, world.plant("a heap's heading", at_guests))


def the_end(world: World) -> None:
    """Both processes end, the boards are saved, and a leader writes in the note."""
    for led in (world.led_a, world.led_b):
        led.end()
    with world.database.transaction() as db:
        notes.write(
            db,
            db.get_one(Gathering, world.a.gathering),
            world.plant("leaders' words in the note", lambda role, _: world.leads(role)),
            version=0,
            editor="t",
            seen=[],
            now=world.clock(),
        )


def closing(world: World) -> None:
    for cast in (world.a, world.b):
        world.write(rooms.close_room, (Room, cast.room), world.clock())


STAGES = {
    "notes and drafts": notes_and_drafts,
    "approvals": approvals,
    "retelling": retelling,
    "tables": tables,
    "the end": the_end,
    "closed": closing,
}
