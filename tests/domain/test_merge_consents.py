"""Two records of one person become one, and what they said last holds for all that was either's."""

import pytest

from facilitator.domain import consents, merging
from facilitator.domain.policies import Actor
from facilitator.domain.roster_fields import Person
from facilitator.models import Card, Cohort, Consent, Participant, Photo

NAME = Person("Ane Havgløtt", "ane@vert.example", "lærer", "skole", "Lia skole", "Skien")


@pytest.fixture
def two(db, cast):
    other = Participant(cohort_id=cast.cohort, name="Anne Havgløtt")
    db.add(other)
    db.flush()
    return db.get_one(Participant, cast.ane), other


@pytest.fixture
def say(db, clock):
    def it(person: Participant, answer: str, kind: str = "photo") -> None:
        clock.tick(hours=1)
        actor = Actor(person.name, person.id)
        consents.answer(db, actor, person, kind, clock(), yes=answer == "ja")

    return it


def merged(db, cast, clock, two) -> Participant:
    keep, gone = two
    cohort = db.get_one(Cohort, cast.cohort)
    merging.merge(db, cohort, keep, gone, NAME, by="Turid", now=clock())
    db.expire_all()
    return keep


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        (["keep ja", "gone nei"], False),
        (["gone ja", "keep nei"], False),
        (["keep ja", "gone ja", "keep nei"], False),  # the yes was written last
        (["keep nei", "gone ja"], True),
        (["keep ja", "gone nei", "keep nei", "keep ja"], True),
        (["gone nei"], False),
    ],
)
def test_what_was_said_last_counts_whichever_record_said_it(db, cast, clock, two, say, said, holds):
    people = dict(zip(("keep", "gone"), two, strict=True))
    for each in said:
        who, answer = each.split()
        say(people[who], answer)
    when, keep = clock(), merged(db, cast, clock, two)
    now = consents.of_person(db, keep.id)["photo"]
    assert (now.yes, now.since) == (holds, when)
    open_ones = db.query(Consent).filter(Consent.withdrawn_at.is_(None)).count()
    assert open_ones == (1 if holds else 0)
    say(keep, "nei" if holds else "ja")
    assert consents.of_person(db, keep.id)["photo"].yes is not holds, "and is changed in one go"


def test_a_no_holds_for_the_photos_of_the_other_too(database, cast, clock, start):
    led = start(present=["hodan", "helge"])
    with database.transaction() as db:
        keep, gone = db.get_one(Participant, cast.ane), db.get_one(Participant, cast.siv)
        card = Card(activity_id=led.id, phase_key="bord", type="cause", client_id="a",
                    fields={"photo": "sivs-bilde"}, owner_id=gone.id, author_id=gone.id,
                    visibility="room", created_at=clock(), approved_at=clock())  # fmt: skip
        db.add(card)
        db.flush()
        db.add(Photo(token="sivs-bilde", owner_id=gone.id, card_id=card.id, alt="Et bord",
                     width=1, height=1, client_id="p", uploaded_at=clock()))  # fmt: skip
        consents.answer(db, Actor("Ane", keep.id), keep, "photo", clock(), yes=False)
        assert "photo" in card.fields
        merged(db, cast, clock, (keep, gone))
        assert "photo" not in card.fields
