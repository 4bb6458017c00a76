"""methods, rehearsals and rooms outside the year."""

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _anew(table: str) -> AbstractContextManager[BatchOperations]:
    """On SQLite the table is made anew, so that the id of a deleted row is never given again."""
    if op.get_bind().dialect.name != "sqlite":
        return op.batch_alter_table(table)
    return op.batch_alter_table(
        table, recreate="always", table_kwargs={"sqlite_autoincrement": True}
    )


def upgrade() -> None:
    op.create_table(
        "rehearsal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("speed", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_rehearsal_cohort_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["gathering_id"],
            ["gathering.id"],
            name=op.f("fk_rehearsal_gathering_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_rehearsal_cohort_id")),
    )
    with op.batch_alter_table("rehearsal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rehearsal_gathering_id"), ["gathering_id"], unique=False
        )

    op.create_table(
        "apart_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["participant.id"],
            name=op.f("fk_apart_pair_first_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["gathering_id"],
            ["gathering.id"],
            name=op.f("fk_apart_pair_gathering_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["participant.id"],
            name=op.f("fk_apart_pair_second_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apart_pair")),
        sa.UniqueConstraint(
            "gathering_id",
            "first_id",
            "second_id",
            name=op.f("uq_apart_pair_gathering_id_first_id_second_id"),
        ),
    )
    with op.batch_alter_table("apart_pair", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_apart_pair_gathering_id"), ["gathering_id"], unique=False
        )

    op.create_table(
        "method",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("facilitator_id", sa.Integer(), nullable=True),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("written", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_method_cohort_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_method_facilitator_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_method_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_method")),
        sa.UniqueConstraint("key", name=op.f("uq_method_key")),
    )
    with op.batch_alter_table("method", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_method_facilitator_id"), ["facilitator_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_method_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "method_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("method_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("process", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["method_id"],
            ["method.id"],
            name=op.f("fk_method_version_method_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_method_version")),
        sa.UniqueConstraint("method_id", "number", name=op.f("uq_method_version_method_id_number")),
    )
    with op.batch_alter_table("method_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_method_version_method_id"), ["method_id"], unique=False
        )

    with _anew("activity") as batch_op:
        batch_op.add_column(sa.Column("seatings", sa.JSON(), server_default="{}", nullable=False))

    with _anew("cohort") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), server_default="year", nullable=False))
        batch_op.add_column(sa.Column("host_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("leader_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_cohort_kind"), ["kind"], unique=False)

    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("by_hand", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    for table in ("gathering", "group", "participant", "room"):
        with _anew(table):
            pass


def downgrade() -> None:
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_column("by_hand")

    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_kind"))
        batch_op.drop_column("leader_id")
        batch_op.drop_column("host_id")
        batch_op.drop_column("kind")

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_column("seatings")

    with op.batch_alter_table("method_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_method_version_method_id"))

    op.drop_table("method_version")
    with op.batch_alter_table("method", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_method_participant_id"))
        batch_op.drop_index(batch_op.f("ix_method_facilitator_id"))

    op.drop_table("method")
    with op.batch_alter_table("apart_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_apart_pair_gathering_id"))

    op.drop_table("apart_pair")
    with op.batch_alter_table("rehearsal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rehearsal_gathering_id"))

    op.drop_table("rehearsal")
