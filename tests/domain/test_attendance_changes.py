"""What a prosessleder says of the oppmøte: saved, kept in the log, and taken back."""

import contextlib
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import attendance, attendance_log, attendance_terms, attendance_undo
from facilitator.domain.attendance import Tick
from facilitator.domain.attendance_log import Press
from facilitator.errors import Invalid, NotFound
from facilitator.models import (
    Attendance,
    AttendanceAgreement,
    AttendanceChange,
    Cohort,
    Gathering,
    Participant,
)
from tests.support.cast import TODAY, Cast
from tests.support.lead import oslo

NOON = oslo(12)


def press(name: str = "p1", by: str = "Turid") -> Press:
    return Press(name, by, NOON)


class Desk:
    """The kull as a prosessleder has it before them."""

    def __init__(self, db: Session, cast: Cast) -> None:
        self.db, self.cast = db, cast
        self.cohort = db.get_one(Cohort, cast.cohort)
        self.gathering = db.get_one(Gathering, cast.gathering)

    def tick(self, name: str, seen: str, there: bool, half: str = "forenoon") -> Tick:
        return Tick(self.cast.gathering, self.cast.people[name], half, seen, there)

    def save(self, *ticks: Tick, confirming=("forenoon",), name="p1") -> attendance.Saved:
        return attendance.save_ticks(self.db, self.cohort, ticks, confirming, TODAY, press(name))

    def propose(self, *names: str, half: str = "forenoon") -> None:
        ids = {self.cast.people[name] for name in names}
        attendance.propose_all(self.db, self.gathering, ids, half)

    def status(self, name: str, half: str = "forenoon") -> str:
        row = attendance.rows_of(
            self.db, [(self.cast.gathering, self.cast.people[name], half)]
        ).values()
        return next((one.status for one in row), "")

    def undo(self, name: str = "p1", change: int | None = None) -> int:
        return attendance_undo.take_back(
            self.db, self.cohort, press=name, change_id=change, by="Aslak", now=NOON
        )

    def person(self, name: str) -> Participant:
        return self.db.get_one(Participant, self.cast.people[name])

    def log(self) -> list[AttendanceChange]:
        return attendance_log.of_cohort(self.db, self.cohort.id)


@pytest.fixture
def desk(db: Session, cast: Cast) -> Desk:
    return Desk(db, cast)


def test_a_page_confirms_what_is_proposed_and_adds_who_has_no_phone(desk: Desk):
    desk.propose("ane", "hodan", "helge")
    saved = desk.save(
        desk.tick("ane", "proposed", there=True),
        desk.tick("hodan", "proposed", there=False),
        desk.tick("kasper", "", there=True),
        desk.tick("amina", "", there=False),
    )
    assert (saved.changed, saved.others) == (3, 0)
    said = {name: desk.status(name) for name in ("ane", "hodan", "helge", "kasper", "amina")}
    assert said == {
        "ane": "present",
        "hodan": "absent",
        "helge": "proposed",
        "kasper": "present",
        "amina": "",
    }
    assert {(row.before, row.after) for row in desk.log()} == {
        ("proposed", "present"),
        ("proposed", "absent"),
        ("", "present"),
    }
    assert {row.by for row in desk.log()} == {"Turid"}


def test_an_older_page_writes_over_nobody(desk: Desk):
    desk.propose("ane")
    late = desk.tick("ane", "", there=False)
    assert desk.save(late).changed == 0
    assert desk.status("ane") == "proposed"
    desk.save(desk.tick("ane", "proposed", there=False), name="p2")
    saved = desk.save(desk.tick("ane", "proposed", there=True), name="p3")
    assert (saved.changed, saved.others, desk.status("ane")) == (0, 1, "absent")


def test_saving_the_same_page_twice_is_saving_it_once(desk: Desk):
    desk.propose("ane")
    tick = desk.tick("ane", "proposed", there=True)
    assert desk.save(tick).changed == 1
    again = desk.save(tick)
    assert (again.changed, again.others, len(desk.log())) == (0, 0, 1)


def test_only_a_held_half_of_the_kulls_own_samling_can_be_set(desk: Desk, cast: Cast):
    with pytest.raises(NotFound):
        desk.save(Tick(999, cast.ane, "forenoon", "", there=True))
    with pytest.raises(NotFound):
        desk.save(Tick(cast.gathering, 9999, "forenoon", "", there=True))
    desk.gathering.halves = "afternoon"
    with pytest.raises(NotFound):
        desk.save(desk.tick("ane", "", there=True))
    desk.gathering.cancelled = True
    with pytest.raises(Invalid, match="avlyst"):
        desk.save(desk.tick("ane", "", there=True, half="afternoon"))
    desk.gathering.cancelled, desk.gathering.date = False, TODAY + dt.timedelta(days=1)
    with pytest.raises(Invalid, match="ikke holdt ennå"):
        desk.save(desk.tick("ane", "", there=True, half="afternoon"))


def test_a_cancelled_samling_proposes_nobody_and_half_a_day_only_that_half(desk: Desk):
    desk.gathering.halves = "afternoon"
    desk.propose("ane", half="forenoon")
    assert (desk.status("ane"), desk.status("ane", "afternoon")) == ("", "proposed")
    desk.gathering.cancelled = True
    desk.propose("hodan", half="afternoon")
    assert desk.status("hodan", "afternoon") == ""


def test_a_guest_is_on_no_list(desk: Desk, cast: Cast):
    guest = Participant(cohort_id=cast.cohort, name="Gry Gjestad", guest_of=cast.room)
    desk.db.add(guest)
    desk.db.flush()
    attendance.propose_all(desk.db, desk.gathering, {guest.id, cast.ane}, "forenoon")
    by_one = attendance.confirm_proposed(
        desk.db, desk.gathering, "forenoon", by="Turid", now=NOON, press="p1"
    )
    assert by_one == 1
    with pytest.raises(NotFound):
        attendance.find_person(desk.db, desk.cohort, guest.id)


def test_a_whole_tap_is_taken_back_and_twice_is_once(desk: Desk):
    desk.propose("ane", "hodan")
    attendance.confirm_proposed(
        desk.db, desk.gathering, "forenoon", by="Turid", now=NOON, press="p1"
    )
    assert [desk.undo(), desk.undo()] == [2, 0]
    assert (desk.status("ane"), desk.status("hodan")) == ("proposed", "proposed")
    assert {(row.taken_back_by, row.taken_back_at) for row in desk.log()} == {("Aslak", NOON)}


def test_one_line_of_a_tap_is_taken_back(desk: Desk, cast: Cast):
    desk.save(desk.tick("ane", "", there=True), desk.tick("hodan", "", there=True))
    line = next(row for row in desk.log() if row.participant_id == cast.ane)
    assert desk.undo(change=line.id) == 1
    assert (desk.status("ane"), desk.status("hodan")) == ("", "present")
    assert desk.undo() == 1, "the rest of the tap"
    assert desk.status("hodan") == ""


def test_what_was_changed_since_is_not_taken_back(desk: Desk):
    desk.save(desk.tick("ane", "", there=True), desk.tick("hodan", "", there=True))
    desk.save(desk.tick("ane", "present", there=False), name="p2")
    with pytest.raises(Invalid, match="Oppmøtet til Ane er endret siden"):
        desk.undo("p1")
    assert desk.status("hodan") == "present", "nothing of it was taken back"
    desk.save(desk.tick("ane", "absent", there=True), name="p3")
    with pytest.raises(Invalid):
        desk.undo("p1")
    for name in ("p3", "p2", "p1"):
        desk.undo(name)
    assert desk.status("ane") == ""


def test_who_had_confirmed_it_stands_there_again(desk: Desk, cast: Cast):
    desk.save(desk.tick("ane", "", there=True))
    attendance.save_ticks(
        desk.db,
        desk.cohort,
        [desk.tick("ane", "present", there=False)],
        (),
        TODAY,
        press("p2", by="Noor"),
    )
    desk.undo("p2")
    row = desk.db.scalars(select(Attendance).where(Attendance.participant_id == cast.ane)).one()
    assert (row.status, row.confirmed_by) == ("present", "Turid")


def test_the_log_of_another_kull_is_out_of_reach(desk: Desk, cast: Cast):
    desk.save(desk.tick("ane", "", there=True))
    other = Cohort(
        key="k",
        name="Kull 11",
        period="",
        organiser="",
        focus_question="",
        seats=1,
        attendance_threshold=80,
        attendance_unit="day",
        min_approved_documents=1,
    )
    desk.db.add(other)
    desk.db.flush()
    for what in ({"press": "p1"}, {"change_id": desk.log()[0].id}):
        with pytest.raises(NotFound):
            attendance_undo.take_back(desk.db, other, by="Aslak", now=NOON, **what)


def test_late_entry_is_set_logged_and_taken_back(desk: Desk, cast: Cast):
    third = Gathering(
        cohort_id=cast.cohort, number=9, date=TODAY + dt.timedelta(days=30), theme="", place=""
    )
    desk.db.add(third)
    desk.db.flush()
    desk.db.refresh(desk.cohort, ["gatherings"])
    ane = desk.person("ane")
    enter = attendance_terms.set_entry
    assert enter(desk.db, desk.cohort, ane, third.id, press())
    assert not enter(desk.db, desk.cohort, ane, third.id, press()), "the same tap again"
    assert ane.entry_id == third.id
    assert enter(desk.db, desk.cohort, ane, cast.gathering, press("p2"))
    assert ane.entry_id is None, "the first samling is the beginning"
    with pytest.raises(Invalid):
        enter(desk.db, desk.cohort, ane, 999, press("p3"))
    with pytest.raises(Invalid):
        desk.undo("p1")
    assert [desk.undo("p2"), ane.entry_id] == [1, third.id]
    assert [desk.undo("p1"), ane.entry_id] == [1, None]
    assert not enter(desk.db, desk.cohort, ane, third.id, press()), "sent again after the undo"


def test_an_agreement_has_a_date_and_who_made_it(desk: Desk, cast: Cast):
    ane, agree = desk.person("ane"), attendance_terms.agree
    assert agree(desk.db, desk.cohort, ane, TODAY, TODAY, press())
    row = desk.db.get_one(AttendanceAgreement, cast.ane)
    assert (row.agreed_on, row.by) == (TODAY, "Turid")
    assert agree(desk.db, desk.cohort, ane, None, TODAY, press("p2", by="Noor"))
    assert desk.db.get(AttendanceAgreement, cast.ane) is None
    assert desk.undo("p2") == 1
    assert desk.db.get_one(AttendanceAgreement, cast.ane).by == "Turid"
    assert desk.undo("p1") == 1
    assert desk.db.get(AttendanceAgreement, cast.ane) is None
    for day in (TODAY + dt.timedelta(days=1), dt.date(2001, 1, 1)):
        with pytest.raises(Invalid):
            agree(desk.db, desk.cohort, ane, day, TODAY, press("p3"))


def test_no_table_of_oppmote_has_room_for_a_reason():
    words = {"reason", "why", "note", "comment", "text", "cause"}
    for table in (Attendance, AttendanceAgreement, AttendanceChange):
        assert not words & set(table.__table__.columns.keys())


NAMES = st.sampled_from(["ane", "hodan", "helge"])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.lists(st.tuples(NAMES, st.booleans()), min_size=1)),
        st.tuples(st.just("undo"), st.integers(0, 8)),
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_is_done_in_whatever_order_the_log_leads_back_to_the_beginning(
    desk: Desk, acts: list[tuple[str, object]]
):
    with desk.db.begin_nested() as savepoint:
        for number, (what, argument) in enumerate(acts):
            if what == "set":
                ticks = [desk.tick(n, desk.status(n), there=t) for n, t in dict(argument).items()]
                desk.save(*ticks, name=f"act{number}")
            else:
                try_undo(desk, f"act{argument}")
        for number in reversed(range(len(acts))):
            try_undo(desk, f"act{number}")
        assert {desk.status(name) for name in ("ane", "hodan", "helge")} == {""}
        assert all(row.taken_back_at for row in desk.log())
        savepoint.rollback()
    desk.db.expire_all()


def try_undo(desk: Desk, name: str) -> None:
    with contextlib.suppress(NotFound, Invalid):
        desk.undo(name)
