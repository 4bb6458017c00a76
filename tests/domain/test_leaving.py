"""One who has left as prosessleder: nothing leads to them, and what they did for others stays."""

import datetime as dt
import json

import pytest
from sqlalchemy import JSON, select, update

from facilitator.db import Base
from facilitator.domain import (
    accounts,
    audit_reading,
    erased_list,
    erasures,
    leaving,
    running,
)
from facilitator.domain import leaving_rules as rules
from facilitator.domain.facts import TakenBack
from facilitator.domain.leaving_names import FORMER
from facilitator.domain.policies import Actor
from facilitator.models import (
    Account,
    Activity,
    AuditEntry,
    Claim,
    CohortLeader,
    Device,
    DocumentEvent,
    Erasure,
    Facilitator,
    Identity,
    Job,
    Method,
    MethodVersion,
    Participant,
    PersonalLink,
    PortfolioCopy,
    PracticeDocument,
    RecoveryCode,
    RunSheet,
    RunSheetItem,
    Setting,
)
from tests.presentation.test_all_mine import World

NAME = "Gunnvald Testnes"
OWNER = Actor("Turid", facilitator_id=1)
STAYS = {"audit_entry.by", "audit_entry.details", "certificate.content", "certificate.ended_by",
         "certificate.issued_by", "cohort.certificate_signers"}  # fmt: skip


# --- every column has been thought of ----------------------------------------------------------


def test_every_column_that_points_at_a_prosessleder_has_a_rule() -> None:
    found = leaving.references()
    assert set(rules.RULES) == set(found)
    for name, rule in rules.RULES.items():
        assert found[name].nullable or rule in (rules.DELETE, rules.MORE), name


def test_every_column_that_may_hold_a_name_has_a_rule() -> None:
    """Whoever did something stands under `by`, and anything may stand in what is not one value."""
    wanted = set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            by = column.name == "by" or column.name.endswith(("_by", "editor"))
            if by or isinstance(column.type, JSON):
                wanted.add(f"{table.name}.{column.name}")
    assert wanted == set(rules.NAMES) | rules.FOREIGN
    assert not set(rules.NAMES) & rules.FOREIGN
    assert {name for name, rule in rules.NAMES.items() if rule == rules.KEEP} == STAYS


# --- and it is done ----------------------------------------------------------------------------


@pytest.fixture
def world(database, cast, clock, start):
    """Aslak, here by another name, has put it wherever the app puts one. He is closed out."""
    led = start(present=["hodan", "helge"])
    with database.transaction() as db:
        made = World(db, db.get_one(Activity, led.id), cast.room, clock())
        made.live(cast.ane, "Anes")
        leader = db.get_one(Facilitator, cast.aslak)
        leader.name, leader.closed_at = NAME, clock()
        _ways_in(db, cast, clock())
        _methods(db, cast, clock())
        _names(db, led.id)
    return led.id


def _ways_in(db, cast, now) -> None:
    me = cast.aslak
    device = Device(digest="aslaks", created_at=now, facilitator_id=me, signed_in_how="link")
    db.add_all([
        device, Account(facilitator_id=me, password="x"),
        Identity(facilitator_id=me, issuer="https://id.example", subject="7", linked_at=now),
        RecoveryCode(facilitator_id=me, digest="x"),
        PersonalLink(digest="aslaks", facilitator_id=me, issued_at=now),
        Job(token="aslaks-token", kind="portfolios", arguments={}, title="x", facilitator_id=me,
            cohort_id=cast.cohort, status="done", asked_at=now),
        AuditEntry(at=now, by="Gunnvald", facilitator_id=me, verb="opened"),
    ])  # fmt: skip
    db.execute(update(Claim).values(confirmed_by_id=me))


def _methods(db, cast, now) -> None:
    for key, scope in (("hans-egen", "own"), ("hans-delte", "all")):
        process = {"key": key, "name": f"Navnet {key}", "credit": NAME}
        method = Method(key=key, name=f"Navnet {key}", facilitator_id=cast.aslak, scope=scope,
                        written=process, version=1, created_at=now, changed_at=now)  # fmt: skip
        method.versions = [MethodVersion(number=1, process=process, saved_at=now, saved_by=NAME)]
        db.add(method)
    grown = {
        "key": "annens",
        "credit": "Turid Vidsyn",
        "grew_from": f"«Navnet hans-delte» av {NAME}",
    }
    db.add(Method(key="annens", name="Annens", facilitator_id=cast.turid, written=grown,
                  created_at=now, changed_at=now))  # fmt: skip
    sheet = RunSheet(gathering_id=cast.gathering, begins=540)
    db.add(sheet)
    db.flush()
    process = {"key": "hans-delte", "credit": NAME}
    db.add(RunSheetItem(sheet_id=sheet.id, position=1, kind="process", title="x", minutes=5,
                        process=process))  # fmt: skip


def _names(db, activity: int) -> None:
    process = {"key": "hans-delte", "credit": NAME}
    db.execute(update(Activity).where(Activity.id == activity).values(
        process=process, last_action={"verb": "next", "by": "Gunnvald"},
    ))  # fmt: skip
    db.add(Setting(key="x", value=1, changed_at=dt.datetime.now(dt.UTC), changed_by="Gunnvald"))
    db.flush()
    for name, rule in rules.NAMES.items():
        table, _, field = name.partition(".")
        column = Base.metadata.tables[table].c[field]
        value = [{"name": NAME}] if field == "certificate_signers" else {"events": [{"by": NAME}]}
        said = value if isinstance(column.type, JSON) else NAME
        if rule != rules.NOBODY and table not in ("activity", "method", "run_sheet_item", "setting",
                                                  "method_version"):  # fmt: skip
            assert db.execute(update(column.table).values({field: said})).rowcount, name
    db.expire_all()


def where(db, word: str) -> set[str]:
    """The columns in which a word stands."""
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for (value,) in db.execute(select(column))
        if word in (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False,
                                                                    default=str))
    }  # fmt: skip


def test_the_name_is_left_on_what_was_issued_and_in_the_log_alone(database, cast, clock, world):
    with database.transaction() as db:
        address = db.get_one(Facilitator, cast.aslak).email
        assert "method_version.process" in where(db, NAME)
        # Elsewhere the log has the first name, and the key of the rest.
        db.execute(update(AuditEntry).where(AuditEntry.verb == "opened").values(by="Gunnvald"))
        files = leaving.forget(db, OWNER, db.get_one(Facilitator, cast.aslak), clock())
        assert files.exports == ("aslaks-token",)
    with database.reading() as db:
        assert where(db, "Gunnvald") == STAYS
        assert where(db, address) == set()
        replaced = where(db, FORMER)
        changed = (rules.REPLACE, rules.MIXED, rules.OWN, rules.MORE)
        assert {name for name, rule in rules.NAMES.items() if rule in changed} <= replaced
        said = db.scalars(select(AuditEntry.by).where(AuditEntry.verb == "opened")).all()
        assert set(said) == {NAME}
        commands = audit_reading.Asked(who=audit_reading.COMMANDS)
        assert NAME not in {each.by for each in audit_reading.entries(db, None, commands)}
        noted = db.scalars(select(AuditEntry).where(AuditEntry.verb == "deleted")).all()
        assert [each.what for each in noted][-1] == leaving.CARRIED_OUT
        assert NAME not in noted[-1].by


def test_nothing_leads_to_them_and_what_others_use_stays(database, cast, clock, world, facts):
    facts.clear()
    with database.transaction() as db:
        leaving.forget(db, OWNER, db.get_one(Facilitator, cast.aslak), clock())
    assert TakenBack() in facts
    with database.reading() as db:
        left = {
            name
            for name, column in leaving.references().items()
            if db.scalar(select(column).where(column == cast.aslak).limit(1))
        }
        assert left == {"method.facilitator_id"}
        assert set(db.scalars(select(Method.key))) >= {"hans-delte", "annens"}
        assert "hans-egen" not in db.scalars(select(Method.key)).all()
        row = db.get_one(Facilitator, cast.aslak)
        assert (row.name, row.title, row.owns_installation) == (FORMER, "", False)
        assert accounts.by_email(db, row.email) is None
        led = db.get_one(Activity, world)
        assert led.process_digest == running.digest(led.process)
        assert db.query(Device).filter_by(digest="aslaks").one().facilitator_id is None


# --- whose name it is --------------------------------------------------------------------------


def events(db, cast, person: str, *by: str) -> list[str]:
    document = PracticeDocument(participant_id=cast.people[person], title="x", kind="tekst",
                                status="levert", strengths=[], goals=[])  # fmt: skip
    db.add(document)
    db.flush()
    at = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
    db.add_all(
        DocumentEvent(document_id=document.id, at=at, by=each, status="levert") for each in by
    )
    db.add(PortfolioCopy(participant_id=cast.people[person], at=at, by="x",
                         content={"events": [{"by": each} for each in by]}))  # fmt: skip
    db.flush()
    return document.id


def said(db, document: int) -> tuple[list[str], list[str]]:
    person = db.get_one(PracticeDocument, document).participant_id
    db.expire_all()
    copied = [each["by"] for each in db.get_one(PortfolioCopy, person).content["events"]]
    asked = select(DocumentEvent.by).where(DocumentEvent.document_id == document)
    return list(db.scalars(asked.order_by(DocumentEvent.id))), copied


def test_a_participant_of_the_same_name_keeps_it_in_their_own(db, cast, clock):
    leader = db.get_one(Facilitator, cast.aslak)
    leader.closed_at = clock()
    db.get_one(Participant, cast.ane).name = leader.name
    own, other = events(db, cast, "ane", leader.name), events(db, cast, "siv", "Siv", leader.name)
    name = leader.name
    leaving.forget(db, OWNER, leader, clock())
    assert said(db, own) == ([name], [name])
    assert said(db, other) == (["Siv", FORMER], ["Siv", FORMER])


def test_where_two_prosessledere_have_one_name_nobody_knows_whose_it_was(db, cast, clock):
    leader, other = db.get_one(Facilitator, cast.aslak), db.get_one(Facilitator, cast.noor)
    leader.closed_at, other.name = clock(), f"{leader.first_name} Nyland"
    document = events(db, cast, "siv", leader.name)
    for key, by in (("x", leader.first_name), ("y", leader.name)):
        db.add(Setting(key=key, value=1, changed_at=clock(), changed_by=by))
    first, other.name = leader.first_name, f"{leader.first_name} Nyland"
    db.flush()
    assert not leaving.preview(db, leader).namesake
    leaving.forget(db, OWNER, leader, clock())
    assert said(db, document)[0] == [FORMER]
    by = select(Setting.changed_by).where(Setting.key.in_(("x", "y"))).order_by(Setting.key)
    assert db.scalars(by).all() == [first, FORMER]
    third = Facilitator(name=other.name, email="tredje@example.org", closed_at=clock())
    db.add(third)
    document = events(db, cast, "hodan", third.name)
    assert leaving.preview(db, third).namesake
    leaving.forget(db, OWNER, third, clock())
    assert said(db, document) == ([other.name], [other.name])


# --- after an older copy -----------------------------------------------------------------------


def test_it_is_done_again_after_an_older_copy_and_the_number_is_nobody_elses(
    database, cast, clock, tmp_path
):
    unknown = cast.noor + 40
    entries = [erased_list.Entry("facilitator", each, clock()) for each in (cast.aslak, unknown)]
    assert erasures.replay(database, tmp_path, entries, clock()) == 1
    assert erasures.replay(database, tmp_path, entries, clock()) == 0
    with database.transaction() as db:
        aslak = db.get_one(Facilitator, cast.aslak)
        assert (aslak.name, aslak.closed_at) == (FORMER, clock())
        assert db.query(CohortLeader).filter_by(facilitator_id=cast.aslak).count() == 0
        assert db.query(Erasure).filter_by(kind="facilitator").count() == 2
        new = Facilitator(name="Ny", email="ny@example.org")
        db.add(new)
        db.flush()
        assert new.id > unknown
    found = {(each.kind, each.id) for each in erased_list.read(tmp_path / erased_list.NAME)}
    assert {("facilitator", cast.aslak), ("facilitator", unknown)} <= found
