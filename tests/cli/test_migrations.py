"""The steps lead to the form the models have, and a step that fails changes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import facilitator.models  # noqa: F401 - fills the metadata
from facilitator import migrations
from facilitator.db import Base, Database, sqlite_url


@pytest.fixture
def fresh(tmp_path: Path):
    database = Database(sqlite_url(tmp_path / "fresh.sqlite3"))
    yield database
    database.dispose()


def test_models_and_migrations_agree(fresh: Database):
    migrations.upgrade(fresh)
    with fresh.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == [], (
            'run: python -m facilitator.migrations.make "what and why"'
        )


def test_twice_is_as_once(fresh: Database):
    migrations.upgrade(fresh)
    migrations.upgrade(fresh)
    with fresh.engine.connect() as connection:
        assert migrations.revision_of(connection) == migrations.head() != ""


def test_a_database_from_a_newer_release_is_left_alone(fresh: Database, tmp_path: Path):
    migrations.upgrade(fresh)
    with closing(sqlite3.connect(tmp_path / "fresh.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(migrations.TooNew, match="nyere utgave"):
        migrations.upgrade(fresh)


def test_a_step_that_fails_is_undone(fresh: Database, monkeypatch: pytest.MonkeyPatch):
    def trip(_: object) -> None:
        raise RuntimeError("broken references")

    monkeypatch.setattr(migrations, "_check_references", trip)
    with pytest.raises(RuntimeError):
        migrations.upgrade(fresh)
    with fresh.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM sqlite_master").all() == []
