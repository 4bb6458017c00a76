"""Making a step: python -m facilitator.migrations.make "what and why" [--afresh]

Compares the models with the form that the steps so far give an empty SQLite database, and
writes the difference. Read it before you commit it. `--afresh` throws the steps away and
writes the first one again; only before the first release.
"""

import importlib
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from facilitator import migrations
from facilitator.db import Base, sqlite_url

VERSIONS = migrations.HERE / "versions"


def main(arguments: list[str]) -> None:
    words = [word for word in arguments if word != "--afresh"]
    if len(words) != 1:
        raise SystemExit(__doc__)
    if "--afresh" in arguments:
        for file in VERSIONS.glob("r*.py"):
            file.unlink()
    make(words[0])


def make(message: str) -> None:
    # By name, for this package lies below the models and only this tool needs them.
    importlib.import_module("facilitator.models")
    with tempfile.TemporaryDirectory() as folder:
        engine = migrations.migrating_engine(sqlite_url(Path(folder) / "empty.sqlite3"))
        with engine.begin() as connection:
            migrations.run_upgrade(connection)
            config = _config()
            config.attributes.update(connection=connection, metadata=Base.metadata)
            command.revision(config, message, autogenerate=True, rev_id=_next_number())
        engine.dispose()


def _config() -> Config:
    config = migrations.config()
    config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
    config.set_main_option("truncate_slug_length", "40")
    config.set_section_option("post_write_hooks", "hooks", "ruff_format, ruff_check")
    for name, options in (("format", "format --quiet"), ("check", "check --fix --quiet")):
        config.set_section_option("post_write_hooks", f"ruff_{name}.type", "module")
        config.set_section_option("post_write_hooks", f"ruff_{name}.module", "ruff")
        config.set_section_option(
            "post_write_hooks", f"ruff_{name}.options", f"{options} REVISION_SCRIPT_FILENAME"
        )
    return config


def _next_number() -> str:
    return f"{len(list(VERSIONS.glob('r*.py'))) + 1:04}"


if __name__ == "__main__":
    main(sys.argv[1:])
