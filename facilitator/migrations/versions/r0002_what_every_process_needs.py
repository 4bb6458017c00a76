"""What every process needs beyond the interview: kjøreplan, threads, marks, photos, counts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "run_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gathering_id"],
            ["gathering.id"],
            name=op.f("fk_run_sheet_gathering_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_sheet")),
        sa.UniqueConstraint("gathering_id", name=op.f("uq_run_sheet_gathering_id")),
    )
    op.create_table(
        "copy",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("phase_key", sa.String(), nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("withdraw_digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_copy_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy")),
        sa.UniqueConstraint("withdraw_digest", name=op.f("uq_copy_withdraw_digest")),
    )
    with op.batch_alter_table("copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "distribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_distribution_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distribution")),
        sa.UniqueConstraint(
            "activity_id", "board", "series", name=op.f("uq_distribution_activity_id_board_series")
        ),
    )
    with op.batch_alter_table("distribution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_distribution_activity_id"), ["activity_id"], unique=False
        )

    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("led", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_handover_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_handover_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_handover_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "leader_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_leader_note_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"],
            ["participant.id"],
            name=op.f("fk_leader_note_sender_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leader_note")),
        sa.UniqueConstraint("client_id", name=op.f("uq_leader_note_client_id")),
    )
    with op.batch_alter_table("leader_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_leader_note_activity_id"), ["activity_id"], unique=False
        )

    op.create_table(
        "run_sheet_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("process_key", sa.String(), nullable=False),
        sa.Column("process", sa.JSON(), nullable=True),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("shrink_to", sa.Integer(), nullable=True),
        sa.Column("never_cut", sa.Boolean(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_run_sheet_item_activity_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["run_sheet.id"],
            name=op.f("fk_run_sheet_item_sheet_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_sheet_item")),
    )
    with op.batch_alter_table("run_sheet_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_sheet_item_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "card_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("phase_key", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_card_mark_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["card_id"], ["card.id"], name=op.f("fk_card_mark_card_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["participant.id"],
            name=op.f("fk_card_mark_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_mark")),
        sa.UniqueConstraint(
            "activity_id",
            "phase_key",
            "person_id",
            "card_id",
            "item",
            name=op.f("uq_card_mark_activity_id_phase_key_person_id_card_id_item"),
        ),
    )
    with op.batch_alter_table("card_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_card_mark_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "card_thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_card_id", sa.Integer(), nullable=False),
        sa.Column("to_card_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["participant.id"], name=op.f("fk_card_thread_by_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_card_id"],
            ["card.id"],
            name=op.f("fk_card_thread_from_card_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_card_id"], ["card.id"], name=op.f("fk_card_thread_to_card_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_thread")),
        sa.UniqueConstraint(
            "from_card_id", "to_card_id", name=op.f("uq_card_thread_from_card_id_to_card_id")
        ),
    )
    with op.batch_alter_table("card_thread", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_card_thread_from_card_id"), ["from_card_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_card_thread_to_card_id"), ["to_card_id"], unique=False)

    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("no_people", sa.Boolean(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_photo_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["card_id"], ["card.id"], name=op.f("fk_photo_card_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_photo_group_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["participant.id"], name=op.f("fk_photo_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint("client_id", name=op.f("uq_photo_client_id")),
        sa.UniqueConstraint("token", name=op.f("uq_photo_token")),
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_photo_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_photo_card_id"), ["card_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_photo_owner_id"), ["owner_id"], unique=False)

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("settings", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        )
        batch_op.add_column(
            sa.Column("materials", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        )
        batch_op.add_column(
            sa.Column("picked", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        )
        batch_op.add_column(
            sa.Column("leader_notes", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        )
        batch_op.add_column(sa.Column("secret", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("board_filter", sa.JSON(), nullable=True))

    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("board", sa.String(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("place", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdraw_digest", sa.String(), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_card_withdraw_digest"), ["withdraw_digest"]
        )

    with op.batch_alter_table("festival_contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("card_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("place", sa.String(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column("begins", sa.String(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_festival_contribution_card_id"),
            "card",
            ["card_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("called_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_column("called_at")
        batch_op.drop_column("item_id")

    with op.batch_alter_table("festival_contribution", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_festival_contribution_card_id"), type_="foreignkey")
        batch_op.drop_column("begins")
        batch_op.drop_column("place")
        batch_op.drop_column("card_id")

    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_card_withdraw_digest"), type_="unique")
        batch_op.drop_column("withdraw_digest")
        batch_op.drop_column("opened_at")
        batch_op.drop_column("place")
        batch_op.drop_column("board")

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_column("board_filter")
        batch_op.drop_column("secret")
        batch_op.drop_column("leader_notes")
        batch_op.drop_column("picked")
        batch_op.drop_column("materials")
        batch_op.drop_column("settings")

    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_photo_owner_id"))
        batch_op.drop_index(batch_op.f("ix_photo_card_id"))
        batch_op.drop_index(batch_op.f("ix_photo_activity_id"))

    op.drop_table("photo")
    with op.batch_alter_table("card_thread", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_thread_to_card_id"))
        batch_op.drop_index(batch_op.f("ix_card_thread_from_card_id"))

    op.drop_table("card_thread")
    with op.batch_alter_table("card_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_mark_activity_id"))

    op.drop_table("card_mark")
    with op.batch_alter_table("run_sheet_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_sheet_item_sheet_id"))

    op.drop_table("run_sheet_item")
    with op.batch_alter_table("leader_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leader_note_activity_id"))

    op.drop_table("leader_note")
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handover_participant_id"))
        batch_op.drop_index(batch_op.f("ix_handover_activity_id"))

    op.drop_table("handover")
    with op.batch_alter_table("distribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_distribution_activity_id"))

    op.drop_table("distribution")
    with op.batch_alter_table("copy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_activity_id"))

    op.drop_table("copy")
    op.drop_table("run_sheet")
