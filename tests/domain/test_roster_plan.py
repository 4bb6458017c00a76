"""What happens with each row of a list, worked out without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.roster_columns import understand
from facilitator.domain.roster_fields import Person
from facilitator.domain.roster_plan import Known, Outcome, key, plan
from facilitator.text import NATIONAL_ID

HEAD = ["Navn", "E-post", "Stilling", "Arbeidssted", "Kommune"]
ANE = Known(1, Person("Ane Bø", "ane@a.no", "lærer", "skole", "Lia skole", "Skien"), "seated")


def planned(
    *rows: str, known: tuple[Known, ...] = (ANE,), free: int = 30, **more: object
) -> tuple[Outcome, ...]:
    cells = [row.split("|") for row in rows]
    table = [HEAD, *(row + [""] * (len(HEAD) - len(row)) for row in cells)]
    return plan(understand([table]), known, free, **more)


def kinds(*rows: str, **more: object) -> list[str]:
    return [outcome.kind for outcome in planned(*rows, **more)]


@pytest.mark.parametrize(
    "row",
    [
        "Ane Bø|ane@a.no|lærer|Lia skole|Skien",
        "Ane Bø|ANE@A.NO",
        "ane  bø||lærer",
        "Bø, Ane||lærer|Lia skole",
        "Ane Bø||||Skien kommune",
    ],
)
def test_one_who_is_there_and_the_same_is_left_alone(row: str) -> None:
    (outcome,) = planned(row)
    assert (outcome.kind, outcome.participant_id) == ("same", 1)


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        ("Ane Bø Dal|ane@a.no", [("navn", "Ane Bø", "Ane Bø Dal")]),
        ("Ane Bø|ny@a.no||Lia skole", [("e-post", "ane@a.no", "ny@a.no")]),
        ("Ane Bø|ane@a.no|rektor", [("stilling", "lærer", "rektor")]),
        ("Ane Bø|ane@a.no||Ny skole|Bamble",
         [("arbeidssted", "Lia skole", "Ny skole"), ("kommune", "Skien", "Bamble")]),
        ("Ane Bø|||Lia barneskole", [("arbeidssted", "Lia skole", "Lia barneskole")]),
    ],
)  # fmt: skip
def test_what_changes_is_said(row: str, changes: list[tuple[str, str, str]]) -> None:
    (outcome,) = planned(row)
    assert outcome.kind == "changed"
    assert [(each.what, each.before, each.after) for each in outcome.changes] == changes


def test_who_comes_after_the_last_seat_waits() -> None:
    assert kinds("A", "Ane Bø", "B", "C", free=2) == ["new", "same", "new", "waiting"]
    assert kinds("A", free=-2) == ["waiting"]


def test_a_row_without_a_name_with_a_bad_address_or_a_number_is_refused() -> None:
    found = planned("|x@a.no", "Bo|bo(at)a.no", "Siv|13097248022", f"{'Navn' * 30}", "Per|per@a.no")
    assert [outcome.kind for outcome in found] == ["refused"] * 4 + ["new"]
    assert found[2].why == NATIONAL_ID
    assert all(outcome.why for outcome in found[:4])


def test_twice_in_the_file_is_taken_in_once() -> None:
    rows = (
        "Bo|bo@a.no",
        "Bo|BO@a.no|rektor",
        "Per||lærer|X",
        "Per||lærer|X",
        "Ane Bø",
        "Ane Bø|ane@a.no",
    )
    found = planned(*rows)
    assert [each.kind for each in found] == ["new", "refused", "new", "refused", "same", "refused"]
    assert "rad 2" in found[1].why


def test_a_shared_address_tells_nobody_apart() -> None:
    rows = ("Bo|post@skole.no", "Per|post@skole.no", "Siv|post@skole.no")
    assert kinds(*rows) == ["new"] * 3
    there = tuple(
        Known(n, Person(name, "post@skole.no"), "seated")
        for n, name in enumerate(["Bo", "Per", "Siv"])
    )
    assert kinds(*rows, known=there) == ["same"] * 3


TWO = (ANE, Known(2, Person("Ane Bø", "", "", "", "Havna sfo", ""), "seated"))


def test_it_asks_which_of_two_and_the_answer_settles_it() -> None:
    (asked,) = planned("Ane Bø||rektor", known=TWO)
    assert (asked.kind, [each.id for each in asked.choices]) == ("asks", [1, 2])
    (chosen,) = planned("Ane Bø||rektor", known=TWO, answers={2: "2"})
    assert (chosen.kind, chosen.participant_id) == ("changed", 2)
    assert kinds("Ane Bø||rektor", known=TWO, answers={2: "new"}) == ["new"]
    assert kinds("Ane Bø||rektor", known=TWO, answers={2: "9"}) == ["asks"]


@pytest.mark.parametrize("email", ["", "other@b.no"])
def test_same_name_at_another_place_is_asked_about(email: str) -> None:
    (asked,) = planned(f"Ane Bø|{email}||Fjord barnehage")
    assert asked.kind == "asks"
    assert kinds("Ane Bø|other@b.no||Fjord barnehage", answers={2: "new"}) == ["new"]


def test_a_known_address_with_another_name_is_asked_about() -> None:
    (asked,) = planned("Per Vik|ane@a.no")
    assert (asked.kind, [each.id for each in asked.choices]) == ("asks", [1])
    (renamed,) = planned("Per Vik|ane@a.no", answers={2: "1"})
    assert (renamed.kind, renamed.participant_id) == ("changed", 1)


def test_leading_titles_are_known_and_never_go_before_what_was_chosen() -> None:
    (new,) = planned("Bo||Rektor")
    assert new.person.role_group == "ledelse"
    (known,) = planned("Ane Bø||Rektor")
    assert known.person.role_group == "skole"


def test_municipalities_are_written_alike() -> None:
    found = planned("A||||TØNSBERG", "B||||Tønsberg kommune", "C||||Ås", "D||||Nore og Uvdal")
    places = [each.person.municipality for each in found]
    assert places == ["Tønsberg", "Tønsberg", "Ås", "Nore og Uvdal"]


_cell = st.sampled_from(
    ["", "Ane Bø", "Bo", "bo@a.no", "ane@a.no", "Skien", "Lia skole", "Bø, Ane", "lærer", "x@"]
)
_rows = st.lists(st.tuples(*[_cell] * len(HEAD)), max_size=8)


@given(_rows, st.integers(-1, 4))
def test_however_often_a_list_is_taken_in_nobody_stands_there_twice(
    rows: list[tuple[str, ...]], free: int
) -> None:
    sheet = understand([[HEAD, *map(list, rows)]])
    people = {ANE.id: ANE}
    for turn in range(3):
        outcomes = plan(sheet, list(people.values()), free)
        assert sum(outcome.kind == "new" for outcome in outcomes) <= max(free, 0)
        for number, outcome in enumerate(outcomes, 100 * (turn + 1)):
            if outcome.kind in ("new", "waiting"):
                people[number] = Known(number, outcome.person, "seated")
            elif outcome.kind == "changed":
                at = outcome.participant_id or 0
                people[at] = Known(at, outcome.person, "seated")
    who = [(key(each.person.name), key(each.person.workplace)) for each in people.values()]
    assert len(who) == len(set(who)), who
