"""Two records of one person become one, and everything of both is kept."""

import datetime as dt

import pytest
from sqlalchemy import select

from facilitator.domain import links, merging
from facilitator.domain.roster_fields import Person
from facilitator.errors import Invalid
from facilitator.models import (
    Activity,
    ApartPair,
    Attendance,
    AttendanceAgreement,
    AttendanceChange,
    Card,
    Claim,
    Cohort,
    Device,
    Draft,
    FestivalContribution,
    FestivalGreeting,
    Gathering,
    Group,
    GroupMember,
    LedProcess,
    Participant,
    PortfolioEvent,
    PortfolioReview,
    PracticeDocument,
    Presence,
    SavedBoard,
    SavedBoardHolder,
    Summary,
)

NAME = Person("Ane Havgløtt", "ane@vert.example", "lærer", "skole", "Lia skole", "Skien")


@pytest.fixture
def two(db, cast) -> tuple[Participant, Participant]:
    """Ane, and Ane once more under another spelling."""
    other = Participant(cohort_id=cast.cohort, name="Anne Havgløtt")
    db.add(other)
    db.flush()
    return db.get_one(Participant, cast.ane), other


@pytest.fixture
def merged(db, cast, clock, two):
    def merge(written: Person = NAME) -> Participant:
        keep, gone = two
        cohort = db.get_one(Cohort, cast.cohort)
        merging.merge(db, cohort, keep, gone, written, by="Turid", now=clock())
        db.expire_all()
        return keep

    return merge


def all_of(db, table, **where):
    return db.scalars(select(table).filter_by(**where)).all()


def test_every_column_that_points_at_a_person_has_a_rule() -> None:
    assert set(merging.RULES) == set(merging.references())


def test_the_one_that_goes_is_gone_and_the_chosen_fields_stand(db, two, merged) -> None:
    gone = two[1].id
    keep = merged()
    assert db.get(Participant, gone) is None
    assert (keep.name, keep.email, keep.role_group) == ("Ane Havgløtt", "ane@vert.example", "skole")
    assert (keep.workplace_name, keep.municipality) == ("Lia skole", "Skien")


def test_nobody_is_merged_with_themselves(db, cast, clock, two) -> None:
    keep = two[0]
    with pytest.raises(Invalid):
        merging.merge(db, keep.cohort, keep, keep, NAME, by="Turid", now=clock())


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        ("absent", "present", "present"),
        ("present", "absent", "present"),
        ("proposed", "present", "present"),
        ("absent", "proposed", "proposed"),
        (None, "present", "present"),
        ("absent", None, "absent"),
    ],
)
def test_who_was_there_under_one_name_was_there(db, cast, two, merged, one, other, after) -> None:
    for person, status in zip(two, (one, other), strict=True):
        if status:
            db.add(Attendance(gathering_id=cast.gathering, participant_id=person.id,
                              half="forenoon", status=status))  # fmt: skip
    keep = merged()
    rows = all_of(db, Attendance)
    assert [(row.participant_id, row.status) for row in rows] == [(keep.id, after)]
    changes = [(c.before, c.after, c.by) for c in all_of(db, AttendanceChange)]
    assert changes == ([(one, after, "Turid")] if one and one != after else [])


def a_card(activity: int, person: int, client_id: str, now: dt.datetime) -> Card:
    return Card(
        activity_id=activity, phase_key="ord", type="word", fields={"text": "Mot"},
        owner_id=person, author_id=person, written_by_id=person, client_id=client_id,
        visibility="room", created_at=now, approved_at=now,
    )  # fmt: skip


def an_activity(db, cast, now) -> Activity:
    made = Activity(room_id=cast.room, process={}, process_digest="x", created_at=now,
                    seatings={"par": {"gave_way": [{"rule": "met", "ids": []}]}})  # fmt: skip
    db.add(made)
    db.flush()
    return made


def test_what_was_written_under_both_names_is_all_there(db, cast, clock, two, merged) -> None:
    keep, gone = (person.id for person in two)
    activity = an_activity(db, cast, clock())
    activity.seatings = {"par": {"gave_way": [{"rule": "met", "ids": [gone, cast.siv]}]}}
    db.add_all([a_card(activity.id, keep, "c1", clock()), a_card(activity.id, gone, "c1", clock())])
    for person, text, later in ((keep, "Først", 0), (gone, "Sist", 5)):
        db.add(Draft(activity_id=activity.id, scope="note:ord", writer_id=person,
                     fields={"text": text},
                     updated_at=clock() + dt.timedelta(minutes=later)))  # fmt: skip
    group = Group(activity_id=activity.id, set_key="bord", number=1)
    board = SavedBoard(activity_id=activity.id, arrangement=[], today_only=0, saved_at=clock())
    db.add_all([group, board])
    db.flush()
    for position, person in enumerate((keep, gone)):
        db.add(GroupMember(group_id=group.id, participant_id=person, position=position))
        db.add(SavedBoardHolder(board_id=board.id, participant_id=person))
        db.add(LedProcess(participant_id=person, key="k", process="Veikart",
                          date=dt.date(2027, 1, 20), role="remote"))  # fmt: skip
    db.add(ApartPair(gathering_id=cast.gathering, first_id=keep, second_id=gone))
    db.add(ApartPair(gathering_id=cast.gathering, first_id=cast.siv, second_id=gone))
    db.flush()
    merged()
    cards = all_of(db, Card)
    assert {(c.owner_id, c.author_id, c.written_by_id) for c in cards} == {(keep, keep, keep)}
    assert len({c.client_id for c in cards}) == 2
    (draft,) = all_of(db, Draft)
    assert draft.fields == {"text": "Sist\n\nFørst"}
    assert [m.participant_id for m in all_of(db, GroupMember)] == [keep]
    assert [h.participant_id for h in all_of(db, SavedBoardHolder)] == [keep]
    assert len(all_of(db, LedProcess)) == 1
    pairs = [(p.first_id, p.second_id) for p in all_of(db, ApartPair)]
    assert pairs == [tuple(sorted((keep, cast.siv)))]
    told = db.get_one(Activity, activity.id).seatings["par"]["gave_way"]
    assert told == [{"rule": "met", "ids": [keep, cast.siv]}]


def test_a_phone_that_was_both_is_the_one_once(db, cast, clock, two, merged, facts) -> None:
    keep, gone = two
    device = Device(digest="d", created_at=clock())
    db.add(device)
    db.flush()
    found = [
        Claim(device_id=device.id, participant_id=person.id, how=how, claimed_at=clock())
        for person, how in ((keep, "code"), (gone, "link"))
    ]
    db.add_all(found)
    db.flush()
    device.active_claim_id = found[0].id
    token = links.issue(db, clock(), participant=gone)
    room = {"room_id": cast.room}
    early, late = clock() - dt.timedelta(hours=1), clock()
    db.add(Presence(**room, participant_id=keep.id, joined_at=late, gone_at=late))
    db.add(Presence(**room, participant_id=gone.id, joined_at=early, by_hand=True))
    merged()
    standing = [c for c in all_of(db, Claim) if c.withdrawn_at is None]
    assert [(c.how, c.participant_id) for c in standing] == [("link", keep.id)]
    assert device.active_claim_id == standing[0].id
    assert links.look_at(db, token, clock()).participant_id == keep.id
    (presence,) = all_of(db, Presence)
    assert (presence.joined_at, presence.gone_at, presence.by_hand) == (early, None, True)


def a_summary(person: int, status: str, title: str, text: str) -> Summary:
    return Summary(participant_id=person, status=status, title=title, text=text)


@pytest.mark.parametrize("statuses", [("levert", "kladd"), ("kladd", "godkjent")])
def test_of_two_summaries_the_furthest_stays_and_the_other_becomes_a_kladd(
    db, two, merged, statuses
) -> None:
    for person, status in zip(two, statuses, strict=True):
        db.add(a_summary(person.id, status, f"Tittel {status}", f"Tekst {status}"))
    keep = merged()
    (stays,) = all_of(db, Summary)
    furthest = next(status for status in statuses if status != "kladd")
    assert (stays.participant_id, stays.status) == (keep.id, furthest)
    (kept,) = all_of(db, PracticeDocument)
    assert (kept.participant_id, kept.status, kept.text) == (keep.id, "kladd", "Tekst kladd")
    assert kept.title == "Den andre oppsummeringen: Tittel kladd"


def test_of_two_contributions_greetings_and_what_was_confirmed_go_along(
    db, cast, clock, two, merged
) -> None:
    keep, gone = two
    own = FestivalContribution(participant_id=keep.id, form="vert", title="Min", took_part_at=None,
                               place="Storsalen", begins="09.30")  # fmt: skip
    other = FestivalContribution(participant_id=gone.id, form="utstilling", title="Den andre",
                                 description="Bilder", needs="To bord",
                                 took_part_at=clock())  # fmt: skip
    db.add_all([own, other])
    db.flush()
    db.add(FestivalGreeting(cohort_id=cast.cohort, contribution_id=own.id, name="", text="Fint",
                            at=clock(), status="shown", client_id="g"))  # fmt: skip
    merged()
    (stays,) = all_of(db, FestivalContribution)
    assert (stays.participant_id, stays.title, stays.took_part_at) == (
        keep.id,
        "Den andre",
        clock(),
    )
    assert (stays.place, stays.begins) == ("Storsalen", "09.30")
    assert [g.contribution_id for g in all_of(db, FestivalGreeting)] == [stays.id]
    assert [d.title for d in all_of(db, PracticeDocument)] == ["Det andre festivalbidraget: Min"]


def test_an_approved_mappe_stays_approved_with_both_logs(db, clock, two, merged) -> None:
    for person, status in zip(two, ("klar", "godkjent"), strict=True):
        db.add(PortfolioReview(participant_id=person.id, status=status))
        db.flush()
        db.add(PortfolioEvent(participant_id=person.id, at=clock(), by="Turid", status=status))
    db.add(AttendanceAgreement(participant_id=two[1].id, agreed_on=dt.date(2027, 9, 1), by="Turid",
                               at=clock()))  # fmt: skip
    keep = merged()
    (review,) = all_of(db, PortfolioReview)
    assert (review.participant_id, review.status) == (keep.id, "godkjent")
    assert {event.status for event in review.events} == {"klar", "godkjent"}
    assert [a.participant_id for a in all_of(db, AttendanceAgreement)] == [keep.id]


def test_only_the_second_has_one_and_it_is_taken_over(db, clock, two, merged) -> None:
    gone = two[1].id
    db.add(a_summary(gone, "levert", "Tittel", "Tekst"))
    db.add(FestivalContribution(participant_id=gone, form="vert"))
    db.add(PortfolioReview(participant_id=gone, status="klar"))
    db.flush()
    db.add(PortfolioEvent(participant_id=gone, at=clock(), by="Turid", status="klar"))
    keep = merged()
    for table in (Summary, FestivalContribution, PortfolioReview, PortfolioEvent):
        assert [row.participant_id for row in all_of(db, table)] == [keep.id]
    assert all_of(db, PracticeDocument) == []


def test_a_seat_goes_before_having_left_and_the_earlier_entry_counts(db, cast, two, merged) -> None:
    keep, gone = two
    early = Gathering(
        cohort_id=cast.cohort, number=3, date=dt.date(2027, 1, 20), theme="", place=""
    )
    db.add(early)
    db.flush()
    keep.place, keep.entry_id, gone.entry_id = "left", cast.gathering, early.id
    merged()
    assert (keep.place, keep.entry_id) == ("seated", early.id)
