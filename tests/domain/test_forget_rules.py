"""Nothing that leads to a person is forgotten when all of theirs is deleted: each has a rule."""

from facilitator.db import Base
from facilitator.domain import all_mine_rules, merging
from facilitator.domain import forgetting_rules as rules


def test_every_column_that_points_at_a_person_has_a_rule() -> None:
    assert set(rules.RULES) == set(merging.references())


def test_what_stays_without_the_person_can_stand_without_one() -> None:
    for name, column in merging.references().items():
        if rules.RULES[name] != rules.DELETE:
            assert column.nullable, name


def test_what_hangs_on_a_row_that_goes_is_taken_along_or_let_go() -> None:
    """Deleting is the database's own: no row is left because nobody thought of it."""
    gone = {name.partition(".")[0] for name, rule in rules.RULES.items() if rule == rules.DELETE}
    gone |= {name.partition(".")[0] for name in rules.TAKEN_ALONG}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name not in gone:
                continue
            name = f"{table.name}.{key.parent.name}"
            want = "CASCADE" if name in rules.TAKEN_ALONG else "SET NULL"
            assert name in rules.TAKEN_ALONG | rules.LET_GO, name
            assert key.ondelete == want, name


def test_all_that_one_can_download_is_thought_of() -> None:
    named = {name.partition(".")[0] for name in {*rules.RULES, *rules.TAKEN_ALONG}}
    assert set(all_mine_rules.KEPT) <= named | {"participant"}
