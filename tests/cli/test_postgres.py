"""The same on PostgreSQL: migrations, the demo, a copy, and putting it back."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import Result
from sqlalchemy import create_engine, text

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
