"""Run by Alembic. The connection, and when making a step the tables, come from the caller."""

from typing import Any, Literal

from alembic import context

from facilitator.db import Utc


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration stands still, also when our own types move."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Utc) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    render_item=render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
