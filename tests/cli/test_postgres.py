"""The same on PostgreSQL: migrations, the demo, a copy, and putting it back."""

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import Result
from sqlalchemy import MetaData, create_engine, insert, select, text, update

import facilitator.models  # noqa: F401 - fills the metadata
from facilitator.db import Base
from tests.support.demo import load_into

Program = Callable[..., Result]
Postgres = Callable[[str], str]


@pytest.fixture(scope="module")
def demo_url(postgres: Postgres) -> str:
    url = postgres("demo")
    load_into(url, dt.datetime.now(dt.UTC))
    return url


def count(url: str, table: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    engine.dispose()
    return found


def test_models_and_migrations_agree(demo_url: str):
    engine = create_engine(demo_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_a_copy_is_put_back_as_it_was(
    demo_url: str, postgres: Postgres, program: Program, tmp_path: Path
):
    copy, target = tmp_path / "copy.zip", postgres("target")
    assert program("backup", copy, DATABASE_URL=demo_url).exit_code == 0
    result = program("restore", copy, DATABASE_URL=target)
    assert result.exit_code == 0, result.output
    assert count(target, "card") == count(demo_url, "card") > 0
    again = program("restore", copy, DATABASE_URL=target)
    assert (again.exit_code, "--force" in again.stderr) == (1, True)
    assert program("restore", copy, "--force", DATABASE_URL=target).exit_code == 0
    assert count(target, "card") == count(demo_url, "card")


def test_without_the_tools_it_says_what_to_install(demo_url: str, program: Program, tmp_path: Path):
    result = program("backup", tmp_path / "copy.zip", DATABASE_URL=demo_url, PATH=str(tmp_path))
    assert (result.exit_code, "pg_dump mangler" in result.stderr) == (1, True)
    assert list(tmp_path.glob("*.zip")) == []


def test_an_answer_without_a_name_and_its_key_stay_behind(
    demo_url: str, postgres: Postgres, program: Program, tmp_path: Path
):
    copy, target, engine = tmp_path / "copy.zip", postgres("nameless"), create_engine(demo_url)
    nameless = {"client_id": "f" * 64, "owner_id": None, "author_id": None, "group_id": None}
    with engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection, only=["card", "activity"])
        cards, activities = tables.tables["card"], tables.tables["activity"]
        row = dict(connection.execute(select(cards).limit(1)).mappings().one())
        del row["id"]
        said = {"fields": {"reason": "navnløs\tsvar\n"}, "withdraw_digest": None}
        connection.execute(insert(cards).values(row | nameless | said))
        number = connection.scalar(select(activities.c.id).limit(1))
        connection.execute(
            update(activities).where(activities.c.id == number).values(secret="den-hemmelige")
        )
    engine.dispose()
    held = count(demo_url, "card")
    assert program("backup", copy, DATABASE_URL=demo_url).exit_code == 0
    with zipfile.ZipFile(copy) as opened:
        dump = opened.read("database.sql")
    assert b"den-hemmelige" not in dump
    assert "navnløs".encode() not in dump
    assert b"navnl\\" not in dump
    assert program("verify", copy).exit_code == 0
    assert program("restore", copy, DATABASE_URL=target).exit_code == 0
    assert count(target, "card") == held - 1
    assert count(target, "activity") == count(demo_url, "activity")


def test_what_is_damaged_leaves_the_database_as_it_was(
    demo_url: str, postgres: Postgres, program: Program, tmp_path: Path
):
    copy, target = tmp_path / "copy.zip", postgres("as_it_was")
    assert program("backup", copy, DATABASE_URL=demo_url).exit_code == 0
    assert program("restore", copy, DATABASE_URL=target).exit_code == 0
    cards = count(target, "card")
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 0xFF
    copy.write_bytes(content)
    assert program("restore", copy, "--force", DATABASE_URL=target).exit_code == 1
    assert count(target, "card") == cards
