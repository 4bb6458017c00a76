"""What the demo holds is what its file says, through the app's own verbs."""

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.demo import data
from facilitator.domain import (
    activities,
    boards,
    interviews,
    policies,
    practice,
    run_sheet_items,
    run_sheets,
)
from facilitator.domain import rooms as rooms_domain
from facilitator.domain.day_plan import planned_times
from facilitator.domain.festival_forms import role_word
from facilitator.models import (
    Activity,
    Attendance,
    Card,
    Draft,
    FestivalContribution,
    Gathering,
    Group,
    Participant,
    PracticeDocument,
    Presence,
    Ready,
    Room,
    RunSheetItem,
    SavedBoard,
    Summary,
)
from facilitator.processes.catalogue import load_catalogue

DATA = data.load()
NAMES = {person.id: person.name for person in DATA.participants}
TOLD = [story for story in DATA.stories if story.gathering < 8]


@pytest.fixture
def db(loaded: Database):
    with loaded.reading() as session:
        yield session


def person(db: Session, key: str) -> Participant:
    return db.scalars(select(Participant).where(Participant.name == NAMES[key])).one()


def card_of(db: Session, story: data.StoryData) -> Card:
    return db.scalars(select(Card).where(Card.client_id == f"demo-{story.id}")).one()


def test_every_description_of_a_strength_is_whole():
    """Unquoted commas once cut some of them; the catalogue is the source now."""
    strengths = load_catalogue("via24").strengths
    assert len(strengths) == 24
    assert all(s.description.endswith(".") and len(s.description) > 25 for s in strengths)
    known = {s.key for s in strengths}
    assert {key for story in DATA.stories for key in story.strengths} <= known


def test_the_people_and_their_places(db: Session):
    people = db.scalars(select(Participant)).all()
    assert {p.name for p in people} == set(NAMES.values())
    per_municipality = Counter(p.municipality for p in people)
    assert len(per_municipality) == 14
    assert per_municipality["Tønsberg"] == 5


def test_dates_keep_their_distance_to_samling_eight(db: Session):
    dates = {g.number: g.date for g in db.scalars(select(Gathering))}
    assert {n: (dates[n] - dates[8]).days for n in dates} == {
        g.number: (g.date - DATA.today).days for g in DATA.gatherings
    }


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.id)
def test_a_story_is_a_card_as_told(db: Session, story: data.StoryData):
    card = card_of(db, story)
    assert card.owner_id == person(db, story.teller).id
    assert card.written_by_id == (person(db, story.written_by).id if story.written_by else None)
    assert card.fields["title"] == story.title
    assert " ".join(card.fields["text"].split()) == " ".join(story.text.split())
    assert card.fields["strengths"] == story.strengths
    assert card.visibility == story.visibility
    activity = db.get_one(Activity, card.activity_id)
    assert activities.process_of(activity).key == story.process
    assert activity.room.gathering.number == story.gathering
    assert card.approved_at.date() == activity.room.gathering.date


def test_nothing_of_today_is_told_for_the_user(db: Session):
    assert db.scalar(select(func.count()).select_from(Card).where(Card.type == "story")) == 39
    assert not db.scalars(select(Draft)).all()
    today = db.scalars(select(Gathering).where(Gathering.number == 8)).one()
    room = db.scalars(select(Room).where(Room.gathering_id == today.id)).one()
    assert room.is_open
    assert not db.scalars(select(Presence).where(Presence.room_id == room.id)).all()
    assert not db.scalars(select(Attendance).where(Attendance.gathering_id == today.id)).all()
    assert not activities.in_room(db, room)
    sheet = run_sheets.of_gathering(db, today)
    assert not any(item.started_at for item in sheet.items)
    interview = next(item for item in sheet.items if item.process_key == "ai_intervju")
    assert interview.theme


@pytest.mark.parametrize("day", DATA.gatherings, ids=lambda day: str(day.number))
def test_every_samling_has_a_plan_with_the_processes_of_the_data(
    db: Session, day: data.GatheringData
):
    gathering = db.scalars(select(Gathering).where(Gathering.number == day.number)).one()
    sheet = run_sheets.of_gathering(db, gathering)
    assert {i.process_key for i in sheet.items if i.process_key} == set(day.processes)
    assert not [i.title for i in sheet.items if run_sheet_items.unfilled(i)]
    assert all((i.ended_at is not None) == (day.number < 8) for i in sheet.items)
    end = planned_times(sheet.begins, run_sheets.day_items(sheet))[-1][1]
    assert end <= 15 * 60 + 30
    lunch = next(i for i in sheet.items if i.title == "Lunsj")
    assert lunch.never_cut


def test_the_plan_of_samling_three_runs_from_nine_to_half_past_three(db: Session):
    gathering = db.scalars(select(Gathering).where(Gathering.number == 3)).one()
    sheet = run_sheets.of_gathering(db, gathering)
    times = planned_times(sheet.begins, run_sheets.day_items(sheet))
    begins = [f"{at // 60:02}.{at % 60:02}" for at, _ in times]
    assert (
        begins
        == (
            "09.00 09.15 10.20 10.35 10.55 11.15 11.30 12.15 13.45 14.00 14.52 14.55 15.10 15.22"
        ).split()
    )
    assert times[-1][1] == 15 * 60 + 30


def test_only_todays_room_is_open(db: Session):
    rooms = db.scalars(select(Room)).all()
    assert [r.gathering.number for r in rooms if r.is_open] == [8]
    assert len({r.join_code for r in rooms}) == 8


@pytest.mark.parametrize("story", [s for s in TOLD if s.written_by], ids=lambda story: story.id)
def test_who_wrote_had_interviewed_the_teller_in_a_pair(db: Session, story: data.StoryData):
    assert story.written_by
    activity = db.get_one(Activity, card_of(db, story).activity_id)
    held = interviews.with_person(db, activity, person(db, story.teller).id)
    own = next(i for i in held if i.teller_id == person(db, story.teller).id)
    assert own.interviewer_id == person(db, story.written_by).id
    assert len(db.get_one(Group, own.group_id).members) == 2


def test_every_root_cause_lies_on_the_board_of_the_tellers_table(db: Session):
    for story in TOLD:
        activity = db.get_one(Activity, card_of(db, story).activity_id)
        table = [
            card
            for card in boards.lying(db, activity)
            if card.type == "root_cause"
            and card.group
            and person(db, story.teller).id in {m.participant_id for m in card.group.members}
        ]
        assert set(story.root_causes) <= {card.fields["text"] for card in table}
    causes = db.scalar(select(func.count()).select_from(Card).where(Card.type == "root_cause"))
    assert causes == sum(len(story.root_causes) for story in TOLD)


def test_words_come_to_the_samling_they_were_written_at_and_are_nobodys(db: Session):
    found = nameless_cards(db, "word")
    for card in found:
        process = activities.process_of(card.activity).key
        samples = DATA.checkin_samples if process == "innsjekk" else DATA.checkout_samples
        number = card.activity.room.gathering.number
        assert data.WordData(number, card.fields["text"]) in samples
    assert len(found) == len(DATA.checkin_samples) + len(DATA.checkout_samples) == 24


def test_turned_thoughts_lie_where_disputing_was_led_and_tell_only_before_and_now(db: Session):
    found = nameless_cards(db, "reframe")
    assert {(c.fields["belief"], c.fields["new_belief"]) for c in found} == {
        (item.defensive, item.offensive) for item in DATA.reframes
    }
    assert {len(card.fields) for card in found} == {2}
    [activity] = {card.activity for card in found}
    assert activity.room.gathering.number == 5
    assert {card.created_at for card in found} == {activity.started_at}
    assert not db.scalars(select(Ready).where(Ready.activity_id == activity.id)).all()


def nameless_cards(db: Session, type: str) -> list[Card]:
    """The cards of a type; nothing in them leads to a person."""
    found = list(db.scalars(select(Card).where(Card.type == type)))
    assert all(c.owner_id is c.author_id is c.written_by_id is c.group_id is None for c in found)
    assert all(boards.lying(db, card.activity, card.board) for card in found)
    return found


def test_what_was_led_stands_in_the_plan_at_its_time(db: Session):
    led = db.scalars(select(Activity).where(Activity.status == "ended")).all()
    items = {item.activity_id: item for item in db.scalars(select(RunSheetItem))}
    for activity in led:
        item = items[activity.id]
        assert activities.process_of(activity).key == item.process_key
        assert (activity.started_at, activity.theme) == (item.started_at, item.theme)
        assert activity.ended_at
        assert item.ended_at
        assert abs(activity.ended_at - item.ended_at) < dt.timedelta(minutes=10)


def test_all_who_were_there_hold_the_board_without_what_was_for_today(db: Session):
    saved = db.scalars(select(SavedBoard)).all()
    ended = db.scalars(select(Activity).where(Activity.status == "ended")).all()
    assert {b.activity_id for b in saved} == {a.id for a in ended}
    kept = {c.id for b in saved for _, found in boards.saved_cards(db, b) for c in found}
    narrow = {card_of(db, s).id for s in TOLD if not policies.at_least(s.visibility, "cohort")}
    assert len(narrow) == 4
    assert not kept & narrow
    passing = set(db.scalars(select(Card.id).where(Card.withdraw_digest.is_not(None))))
    assert kept | narrow | passing == set(db.scalars(select(Card.id)))
    by_process = Counter(
        activities.process_of(board.activity).key for board in saved if board.today_only
    )
    assert by_process == {"innsjekk": 3, "utsjekk": 3, "disputing": 1}


def test_who_came_for_half_a_day_holds_the_boards_of_that_half(db: Session):
    """Bjørnar was there for the forenoon of samling 6 only."""
    held = boards.saved_for(db, person(db, "p02").id)
    sixth = [b for b in held if b.activity.room.gathering.number == 6]
    assert {activities.process_of(b.activity).key for b in sixth} == {"innsjekk", "erfaringsdeling"}


def test_attendance_is_confirmed_as_in_the_lists(db: Session):
    halves = {"H": 2, "F": 1, "E": 1, "0": 0}
    rows = db.scalars(select(Attendance)).all()
    for item in DATA.participants:
        expected = sum(halves[code] for code in item.attendance[:7])
        present = [r for r in rows if r.participant_id == person(db, item.id).id]
        assert sum(r.status == "present" for r in present) == expected, item.name
    assert len(rows) == 36 * 7 * 2
    assert {row.status for row in rows} == {"present", "absent"}
    ane = [r for r in rows if r.participant_id == person(db, "p02").id and r.gathering_id == 6]
    assert {r.half: r.status for r in ane} == {"forenoon": "present", "afternoon": "absent"}


def test_documents_are_as_many_as_the_overview_says(db: Session):
    for row in DATA.portfolio_overview:
        theirs = practice.documents_of(db, person(db, row.participant).id)
        assert Counter(document.status for document in theirs) == Counter(
            godkjent=row.approved,
            levert=row.submitted,
            trenger_mer=row.needs_more,
            kladd=row.draft,
        ), row.participant


def test_a_document_without_text_has_title_date_and_status_and_nothing_made_up(db: Session):
    untold = db.scalars(select(PracticeDocument).where(PracticeDocument.text.is_(None))).all()
    assert len(untold) == 219 - 12
    today = db.scalars(select(Gathering.date).where(Gathering.number == 8)).one()
    for document in untold:
        assert document.title.startswith("Praksisdokument etter samling ")
        assert document.date < today
        assert (document.strengths, document.process_key, document.events) == ([], None, [])


def test_a_reviewed_document_says_who_read_it_and_what_was_said(db: Session):
    query = select(PracticeDocument).where(PracticeDocument.key == "demo-d04")
    document = db.scalars(query).one()
    assert [event.status for event in document.events] == ["levert", "trenger_mer"]
    assert document.events[-1].by == "Aslak Rundebord"
    assert (document.events[-1].noticed or "").startswith("Dette er fint lest!")


def test_summaries_and_festival_roles(db: Session):
    assert Counter(db.scalars(select(Summary.status))) == Counter(
        row.summary_status for row in DATA.portfolio_overview if row.summary_status
    )
    with_text = db.scalars(select(Summary).where(Summary.text.is_not(None))).all()
    assert {s.type for s in with_text} == {"a", "c", "d"}
    forms = db.scalars(select(FestivalContribution.form)).all()
    assert Counter(role_word(form) for form in forms) == Counter(
        row.festival_role for row in DATA.portfolio_overview if row.festival_role
    )


def test_everybody_sat_in_one_group_of_each_kind(db: Session):
    """Nobody twice, and nobody who was away."""
    for activity in db.scalars(select(Activity).where(Activity.status == "ended")):
        present = set(
            db.scalars(select(Presence.participant_id).where(Presence.room_id == activity.room_id))
        )
        for set_key in {group.set_key for group in activity.groups}:
            seated = [m.participant_id for g in activity.groups if g.set_key == set_key
                      for m in g.members]  # fmt: skip
            assert len(seated) == len(set(seated))
            assert set(seated) <= present


def test_the_join_code_opens_todays_room(loaded: Database):
    from tests.support.demo import MORNING

    with loaded.transaction() as db:
        room = db.scalars(select(Room).where(Room.closed_at.is_(None))).one()
        typed = room.join_code.lower()
        assert rooms_domain.find_by_code(db, typed, MORNING, source="hall") is room
