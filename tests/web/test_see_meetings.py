"""`/deltakere` and `/deltakere/moter`: the kull's people, who has met whom, whom to invite."""

import re

import pytest

from facilitator.models import Participant
from tests.support.cast import other_room
from tests.support.queries import counted

FOUR = ("ane", "hodan", "helge", "kasper")


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def section(page: str, person: int) -> str:
    """What the list says of one person."""
    return shown(page.partition(f'id="met-{person}"')[2].partition("</details>")[0])


@pytest.fixture
def met(start, cast) -> list[set[str]]:
    """The pairs of an interview among four."""
    led = start(present=FOUR)
    led.advance_to("intervju_1")
    names = {number: key for key, number in cast.people.items()}
    return [{names[number] for number in pair} for pair in led.groups("par")]


@pytest.mark.parametrize("address", ["/deltakere", "/deltakere/moter"])
def test_it_is_for_prosessledere(leader, phone, linked, stranger, address):
    assert leader.get(address).status_code == 200
    for client in (phone("ane"), linked("ane"), stranger):
        assert client.get(address).status_code == 401


def test_before_anybody_has_sat_in_a_group_it_says_what_will_come(leader):
    page = leader.get("/deltakere/moter").text
    assert "Her kommer kartet når dere har sittet i grupper" in page
    assert "Vis som liste" not in page


def test_the_list_says_who_has_met_whom(leader, cast, met):
    page = leader.get("/deltakere/moter?vis=liste").text
    assert '<svg class="meet-dots meet-map' not in page
    for pair in met:
        for name in pair:
            said = section(page, cast.people[name])
            not_yet, once = said.split("Møtt på én samling")
            for other in pair - {name}:
                assert cast.names[other] in once
                assert cast.names[other] not in not_yet
    assert "har møtt 0 av 35" in section(page, cast.amina)


def test_one_person_at_a_time_is_in_the_light(leader, cast, met):
    first = shown(leader.get("/deltakere/moter").text)
    assert "Amina Kveldsmo Har ikke vært i gruppe med noen ennå." in first
    page = leader.get(f"/deltakere/moter?person={cast.ane}").text
    assert re.search(r"Ane Havgløtt Har vært i gruppe med [13] av 35", shown(page))
    assert f'<option value="{cast.ane}" selected>' in page
    assert "par har sittet sammen" in page
    assert leader.get("/deltakere/moter?person=4711").status_code == 404
    assert leader.get("/deltakere/moter?person=x").status_code == 200


def test_another_kull_has_its_own_year(leader, cast, database, clock, met):
    with database.transaction() as db:
        kull = other_room(db, cast, clock(), led_by=cast.turid).gathering.cohort_id
        db.add(Participant(cohort_id=kull, name="Bo Myrvang"))
    page = leader.get("/deltakere/moter?kull=kull11").text
    assert "Her kommer kartet" in page
    assert "Bo Myrvang" in leader.get("/deltakere?kull=kull11").text
    assert "Ane" not in shown(leader.get("/deltakere?kull=kull11").text)
    assert leader.get("/deltakere?kull=finnes-ikke").status_code == 404


def test_whom_to_invite_is_said_to_leaders_alone_and_few_at_a_time(
    leader, phone, start, cast, database
):
    assert "Her kommer navn å tenke på" in leader.get("/deltakere").text
    assert "invite-here" not in leader.get(f"/rom/{cast.public_id}/styring").text
    led = start(present=list(cast.people)[:12])
    led.advance_to("skriv_1")
    teller = led.interviews()[0][1]
    led.write_story(teller)
    led.advance_to("godkjenn")
    led.approve(teller)
    led.advance_to("gjenfortell")
    key = next(name for name, number in cast.people.items() if number == teller)
    for page, count in (("/deltakere", 35), ("/i-dag", 4)):
        names = leader.get(page).text.partition('id="invite"')[2].partition("</details>")[0]
        told = [full for full in cast.names.values() if full in names]
        assert len(told) == count
        assert cast.names[key] not in told
    remote = leader.get(f"/rom/{cast.public_id}/styring").text
    few = shown(remote.partition('id="invite-here"')[2].partition("</details>")[0])
    here = [cast.names[name].split()[0] for name in list(cast.people)[:12] if name != key]
    assert len([name for name in here if re.search(rf"\b{name}\b", few)]) == 4
    assert '<details class="invite-here" id="invite-here">' in remote, "folded"
    for page in ("", "/lerret", "/tavle"):
        assert "Inviter" not in phone("ane").get(f"/rom/{cast.public_id}{page}").text


def test_it_takes_the_same_few_questions_however_many_they_are(leader, database, met):
    with counted(database) as sent:
        assert leader.get("/deltakere/moter").status_code == 200
    assert len(sent) < 15, sent
