"""Nothing about a person is forgotten in «Last ned alt mitt»: each column has been thought of."""

from facilitator.db import Base
from facilitator.domain import all_mine_rules as rules


def test_every_column_that_leads_to_a_person_has_a_rule() -> None:
    assert set(rules.RULES) == set(rules.about_people())


def test_every_table_with_rows_about_a_person_is_given_out() -> None:
    given = {name.partition(".")[0] for name, rule in rules.RULES.items() if rule in rules.GIVING}
    assert given | {"participant"} == set(rules.KEPT)


def test_every_column_of_what_is_given_out_is_kept_or_left_out_for_a_reason() -> None:
    for table, kept in rules.KEPT.items():
        columns = {column.name for column in Base.metadata.tables[table].columns}
        assert set(kept.split()) | rules.left_out(table) == columns, table
        assert not set(kept.split()) & rules.left_out(table), table


def test_no_secret_is_kept() -> None:
    kept = {f"{table}.{name}" for table, names in rules.KEPT.items() for name in names.split()}
    assert not {name for name in kept if name.endswith(("token", "digest", "secret", "client_id"))}


def test_where_ids_could_stand_without_a_key_has_been_looked_at() -> None:
    assert set(rules.LOOSE) == set(rules.loose_columns())
