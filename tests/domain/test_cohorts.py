"""A kull is made, is like another, and is deleted: what comes along, what does not, what stays."""

import datetime as dt

import pytest
from sqlalchemy import select

from facilitator.db import Base
from facilitator.domain import access, cohort_removal, cohorts, devices, passing, rooms
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid, NotSignedIn
from facilitator.models import (
    Attendance,
    Cohort,
    CohortLeader,
    CompetenceGoal,
    DocumentFile,
    Facilitator,
    Gathering,
    Method,
    Participant,
    PracticeDocument,
    RunSheet,
    RunSheetItem,
    Workplace,
)
from facilitator.models.certificate import Certificate
from tests.support.cast import TODAY, other_room

FORM = {"name": "Kull 12", "period": "2028/2029", "extent": cohorts.WHOLE}
STRUCTURE = {
    "cohort", "cohort_leader", "competence_goal", "gathering", "run_sheet", "run_sheet_item",
}  # fmt: skip


def counts(db) -> dict[str, int]:
    return {
        table.name: len(db.execute(select(table)).all()) for table in Base.metadata.sorted_tables
    }


@pytest.fixture
def turid(cast):
    return Actor("Turid", facilitator_id=cast.turid, leads=frozenset({cast.cohort}))


@pytest.fixture
def kull10(db, cast, clock):
    """A kull in which something of most kinds has happened."""
    cohort = db.get_one(Cohort, cast.cohort)
    cohort.document_deadline = dt.date(2027, 9, 29)
    db.add(CompetenceGoal(cohort_id=cohort.id, position=0, text="Lede en ring"))
    gathering = db.get_one(Gathering, cast.gathering)
    gathering.between_task = "Gjør ett AI-intervju hjemme."
    sheet = RunSheet(gathering=gathering, begins=9 * 60, items=[])
    sheet.items = [
        RunSheetItem(
            position=0, kind="break", title="Lang lunsj", minutes=45, notes={"": "Husk Ane"}
        )
    ]
    db.add(sheet)
    return cohort


def test_what_every_setting_does_when_a_kull_is_copied() -> None:
    """A new column must be said to be copied, moved or each kull's own."""
    said = [*cohorts.COPIED, *cohorts.MOVED, *cohorts.OWN]
    assert sorted(said) == sorted(column.name for column in Cohort.__table__.columns)


def test_the_next_kull_has_the_structure_and_nobodys_data(db, cast, turid, kull10) -> None:
    db.flush()
    before = counts(db)
    made = cohorts.create(db, turid, FORM, kull10, TODAY)
    after = counts(db)
    assert {name for name in after if after[name] != before[name]} == STRUCTURE
    assert made.key == "kull-12"
    assert (made.focus_question, made.seats) == (kull10.focus_question, kull10.seats)
    assert made.certificate_prefix == ""
    (day,) = made.gatherings
    assert day.date == TODAY + dt.timedelta(days=364)
    assert day.date.weekday() == TODAY.weekday()
    assert (day.number, day.between_task) == (1, "Gjør ett AI-intervju hjemme.")
    assert made.document_deadline == dt.date(2028, 9, 27)
    item = db.scalars(
        select(RunSheetItem).join(RunSheet).where(RunSheet.gathering_id == day.id)
    ).one()
    assert (item.title, item.minutes, item.notes) == ("Lang lunsj", 45, {})
    assert [goal.text for goal in made.goals] == ["Lede en ring"]
    leaders = db.scalars(select(CohortLeader).where(CohortLeader.cohort_id == made.id)).all()
    assert [(each.facilitator_id, each.is_owner) for each in leaders] == [(cast.turid, True)]


def test_the_first_date_moves_the_whole_year(db, turid, kull10) -> None:
    made = cohorts.create(db, turid, {**FORM, "first_date": "2028-11-01"}, kull10, TODAY)
    assert [each.date for each in made.gatherings] == [dt.date(2028, 11, 1)]


def test_settings_alone_and_a_row_of_days(db, turid, kull10) -> None:
    form = {
        **FORM, "extent": cohorts.SETTINGS, "first_date": "2028-11-08", "count": "3", "weeks": "4",
        "halves": "both", "themes": "Å se\nStyrker", "last_is_festival": "1",
    }  # fmt: skip
    made = cohorts.create(db, turid, form, kull10, TODAY)
    assert [(g.number, g.date.isoformat(), g.theme, g.is_festival) for g in made.gatherings] == [
        (1, "2028-11-08", "Å se", False),
        (2, "2028-12-06", "Styrker", False),
        (3, "2029-01-03", "", True),
    ]
    assert len(made.goals) == 1


def test_an_empty_kull_asks_for_what_it_must_know(db, turid) -> None:
    with pytest.raises(Invalid) as refused:
        cohorts.create(db, turid, {"name": " ", "period": ""}, None, TODAY)
    assert set(refused.value.errors) == {"name", "period", "organiser"}
    with pytest.raises(NotSignedIn):
        cohorts.create(db, Actor("Ane", participant_id=1), FORM, None, TODAY)


def test_a_key_is_made_of_the_name_and_is_nobody_elses() -> None:
    assert cohorts.key_from("Kull 11", frozenset()) == "kull-11"
    assert cohorts.key_from("Æ Ø Å!", frozenset()) == "ae-o-a"
    assert cohorts.key_from("…", frozenset({"kull"})) == "kull-2"


# --- deleting ------------------------------------------------------------------------------------


def test_all_of_a_kull_goes_and_nothing_of_anybody_else(db, cast, clock, turid) -> None:
    """The tables are as they were before it was there, but for the register."""
    other_room(db, cast, clock())
    db.flush()
    keep = db.get_one(Cohort, cast.cohort)
    before = {table.name: db.execute(select(table)).all() for table in Base.metadata.sorted_tables}
    made = cohorts.create(db, turid, {**FORM, "organiser": "Senteret"}, None, TODAY)
    made.logo = "en-logo-som-er-lang-nok"
    files = _live(db, made, clock)
    assert cohort_removal.holding(db, made).documents == 1
    gone = cohort_removal.remove(db, made)
    after = {table.name: db.execute(select(table)).all() for table in Base.metadata.sorted_tables}
    changed = {name for name in after if after[name] != before[name]}
    # A prosessleder's own method stays theirs, and so does who may sign in.
    assert changed <= {"certificate", "facilitator", "method", "audience"}
    method = db.scalars(select(Method)).one()
    assert (method.scope, method.cohort_id) == ("own", None)
    (certificate,) = db.scalars(select(Certificate)).all()
    assert (certificate.cohort_id, certificate.participant_id) == (None, None)
    assert certificate.name == "Bo Myrvang"
    assert gone.documents == files
    assert gone.logo == "en-logo-som-er-lang-nok"
    assert db.get(Cohort, keep.id) is keep


def _live(db, cohort, clock) -> tuple[str, ...]:
    """A day with a room, a guest, a phone, a document with a file and a kompetansebevis."""
    place = Workplace(name="Fjelltoppen skole", municipality="Notodden")
    day = Gathering(cohort_id=cohort.id, number=1, date=TODAY, theme="Å se", place="Skien")
    db.add_all([place, day])
    db.flush()
    bo = Participant(cohort_id=cohort.id, name="Bo Myrvang", workplace_id=place.id)
    db.add(bo)
    db.flush()
    room = rooms.open_room(db, day, clock())
    db.add(Participant(cohort_id=cohort.id, name="Gjest", guest_of=room.id))
    db.add(Attendance(gathering_id=day.id, participant_id=bo.id, half="forenoon", status="present"))
    document = PracticeDocument(participant_id=bo.id, title="En ring", kind="text", status="levert")
    document.files = [
        DocumentFile(
            token="et-dokument-i-mappa", kind="pdf", name="ring.pdf", size=9, position=0,
            added_at=clock(),
        )
    ]  # fmt: skip
    kari = Facilitator(name="Kari Ny", email="kari@example.org")
    phone, _ = devices.new_device(db, clock())
    access.claim_by_code(db, phone, room, bo, clock())
    db.add_all([document, kari])
    db.flush()
    db.add(CohortLeader(cohort_id=cohort.id, facilitator_id=kari.id))
    shared = Method(
        key="ringen", name="Ringen", facilitator_id=kari.id, cohort_id=cohort.id, scope="cohort",
        written={}, version=1, created_at=clock(), changed_at=clock(),
    )  # fmt: skip
    bevis = Certificate(
        cohort_id=cohort.id, participant_id=bo.id, number="12-001", code="ABCDEFGHJK",
        name="Bo Myrvang", programme="SMART", cohort_name=cohort.name, dated=TODAY,
        status="valid", content={}, issued_at=clock(), issued_by="Turid",
    )  # fmt: skip
    borrowed = passing.make(db, cohort, "borrowed", clock(), theme="Ring", host_id=bo.id)
    db.add_all([shared, bevis])
    db.flush()
    assert borrowed.gathering.cohort.passes
    return ("et-dokument-i-mappa.pdf",)


def test_the_name_is_written_before_a_kull_goes(kull10) -> None:
    for typed in ("", "Kull 1", "kull10"):
        with pytest.raises(Invalid):
            cohort_removal.require_name(kull10, typed)
    cohort_removal.require_name(kull10, " kull  10 ")
