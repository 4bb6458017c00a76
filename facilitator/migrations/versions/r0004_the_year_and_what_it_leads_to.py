"""the year: oppmøte, arbeidsmapper, kompetansebevis and festival."""

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PRACTISED = (
    "anerkjennende intervju (AI), styrkeidentifisering, moralsk resonnering, disputing, veikart, "
    "valuering og trening av positive sosiale ferdigheter"
)


def _anew(table: str) -> AbstractContextManager[BatchOperations]:
    """A table that SQLite makes anew goes on never giving the id of a deleted row again."""
    if op.get_bind().dialect.name != "sqlite":
        return op.batch_alter_table(table)
    return op.batch_alter_table(
        table, recreate="always", table_kwargs={"sqlite_autoincrement": True}
    )


def upgrade() -> None:
    op.create_table(
        "cohort_leader",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=False),
        sa.Column("is_owner", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohort.id"],
            name=op.f("fk_cohort_leader_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_cohort_leader_facilitator_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("cohort_id", "facilitator_id", name=op.f("pk_cohort_leader")),
    )
    with op.batch_alter_table("cohort_leader", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cohort_leader_facilitator_id"), ["facilitator_id"], unique=False
        )

    op.create_table(
        "competence_goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohort.id"],
            name=op.f("fk_competence_goal_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competence_goal")),
    )
    with op.batch_alter_table("competence_goal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_competence_goal_cohort_id"), ["cohort_id"], unique=False
        )

    op.create_table(
        "attendance_agreement",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_attendance_agreement_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_attendance_agreement")),
    )
    op.create_table(
        "attendance_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=True),
        sa.Column("half", sa.String(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("press", sa.String(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohort.id"],
            name=op.f("fk_attendance_change_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["gathering_id"],
            ["gathering.id"],
            name=op.f("fk_attendance_change_gathering_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_attendance_change_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_change")),
    )
    with op.batch_alter_table("attendance_change", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attendance_change_cohort_press", ["cohort_id", "press"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attendance_change_gathering_id"), ["gathering_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attendance_change_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("cohort_name", sa.String(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_certificate_cohort_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_certificate_participant_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["certificate.id"],
            name=op.f("fk_certificate_replaces_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_certificate_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "led_process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_led_process_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_led_process")),
        sa.UniqueConstraint(
            "participant_id", "key", name=op.f("uq_led_process_participant_id_key")
        ),
    )
    with op.batch_alter_table("led_process", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_led_process_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), server_default="", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_letter_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_letter_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "portfolio_review",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_portfolio_review_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_portfolio_review")),
    )
    op.create_table(
        "portfolio_event",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("noticed", sa.String(), nullable=True),
        sa.Column("wonders", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["portfolio_review.participant_id"],
            name=op.f("fk_portfolio_event_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_event")),
    )
    with op.batch_alter_table("portfolio_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_portfolio_event_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "summary_edition",
        sa.Column("summary_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["summary_id"],
            ["summary.id"],
            name=op.f("fk_summary_edition_summary_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_edition")),
        sa.UniqueConstraint(
            "summary_id", "number", name=op.f("uq_summary_edition_summary_id_number")
        ),
    )
    op.create_table(
        "summary_event",
        sa.Column("summary_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("noticed", sa.String(), nullable=True),
        sa.Column("wonders", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["summary_id"],
            ["summary.id"],
            name=op.f("fk_summary_event_summary_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_event")),
    )
    with op.batch_alter_table("summary_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_summary_event_summary_id"), ["summary_id"], unique=False
        )

    op.create_table(
        "document_edition",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["practice_document.id"],
            name=op.f("fk_document_edition_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_edition")),
        sa.UniqueConstraint(
            "document_id", "number", name=op.f("uq_document_edition_document_id_number")
        ),
    )
    op.create_table(
        "document_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("alt", sa.String(), server_default="", nullable=False),
        sa.Column("no_faces", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("client_id", sa.String(), server_default="", nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["practice_document.id"],
            name=op.f("fk_document_file_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_file")),
        sa.UniqueConstraint("token", name=op.f("uq_document_file_token")),
    )
    with op.batch_alter_table("document_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_file_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "festival_greeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by", sa.String(), nullable=True),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohort.id"],
            name=op.f("fk_festival_greeting_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["festival_contribution.id"],
            name=op.f("fk_festival_greeting_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_festival_greeting")),
        sa.UniqueConstraint(
            "cohort_id", "client_id", name=op.f("uq_festival_greeting_cohort_id_client_id")
        ),
    )
    with op.batch_alter_table("festival_greeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_festival_greeting_cohort_id"), ["cohort_id"], unique=False
        )

    with _anew("cohort") as batch_op:
        batch_op.add_column(
            sa.Column(
                "programme", sa.String(), server_default="SMART Trenerutdanning", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column(
                "festival_name", sa.String(), server_default="SMART-festivalen", nullable=False
            )
        )
        batch_op.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "attendance_includes_festival",
                sa.Boolean(),
                server_default=sa.true(),
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("late_entry", sa.String(), server_default="whole_year", nullable=False)
        )
        batch_op.add_column(
            sa.Column("approve_documents", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("answer_days", sa.Integer(), server_default="14", nullable=False)
        )
        batch_op.add_column(
            sa.Column("summary_least", sa.Integer(), server_default="800", nullable=False)
        )
        batch_op.add_column(
            sa.Column("summary_most", sa.Integer(), server_default="1600", nullable=False)
        )
        batch_op.add_column(
            sa.Column("certificate_prefix", sa.String(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("certificate_place", sa.String(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "certificate_practised",
                sa.String(),
                server_default=PRACTISED,
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("certificate_signers", sa.JSON(), server_default="[]", nullable=False)
        )
        batch_op.add_column(sa.Column("logo", sa.String(), nullable=True))

    with op.batch_alter_table("document_event", schema=None) as batch_op:
        batch_op.alter_column("comment", new_column_name="noticed")
        batch_op.add_column(sa.Column("wonders", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))

    with op.batch_alter_table("festival_contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("description", sa.String(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("needs", sa.String(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("show_name", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("took_part_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("took_part_by", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="0", nullable=False))

    with _anew("gathering") as batch_op:
        batch_op.add_column(sa.Column("halves", sa.String(), server_default="both", nullable=False))

    with _anew("participant") as batch_op:
        batch_op.add_column(
            sa.Column("place", sa.String(), server_default="seated", nullable=False)
        )
        batch_op.add_column(sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("entry_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_participant_entry_id"),
            "gathering",
            ["entry_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("practice_document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("goals", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("link", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("source_card_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("created_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("editor", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("date", existing_type=sa.DATE(), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_practice_document_replaces_id"),
            "practice_document",
            ["replaces_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_practice_document_source_card_id"),
            "card",
            ["source_card_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("summary", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("editor", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True))

    # Until now every prosessleder led every kull, with every right.
    op.execute(
        "INSERT INTO cohort_leader (cohort_id, facilitator_id, is_owner) "
        "SELECT cohort.id, facilitator.id, true FROM cohort, facilitator "
        "WHERE cohort.kind = 'year'"
    )
    op.execute(
        "UPDATE practice_document SET handed_in_at = (SELECT max(e.at) FROM document_event e "
        "WHERE e.document_id = practice_document.id AND e.status = 'levert')"
    )


def downgrade() -> None:
    with op.batch_alter_table("summary", schema=None) as batch_op:
        batch_op.drop_column("handed_in_at")
        batch_op.drop_column("saved_at")
        batch_op.drop_column("editor")
        batch_op.drop_column("version")

    with op.batch_alter_table("practice_document", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_practice_document_source_card_id"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_practice_document_replaces_id"), type_="foreignkey")
        batch_op.alter_column("date", existing_type=sa.DATE(), nullable=False)
        batch_op.drop_column("handed_in_at")
        batch_op.drop_column("saved_at")
        batch_op.drop_column("editor")
        batch_op.drop_column("version")
        batch_op.drop_column("created_at")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("source_card_id")
        batch_op.drop_column("link")
        batch_op.drop_column("goals")

    with _anew("participant") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_participant_entry_id"), type_="foreignkey")
        batch_op.drop_column("entry_id")
        batch_op.drop_column("waiting_since")
        batch_op.drop_column("place")

    with _anew("gathering") as batch_op:
        batch_op.drop_column("halves")

    with op.batch_alter_table("festival_contribution", schema=None) as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("took_part_by")
        batch_op.drop_column("took_part_at")
        batch_op.drop_column("released_at")
        batch_op.drop_column("show_name")
        batch_op.drop_column("needs")
        batch_op.drop_column("description")
        batch_op.drop_column("title")

    with op.batch_alter_table("document_event", schema=None) as batch_op:
        batch_op.alter_column("noticed", new_column_name="comment")
        batch_op.drop_column("reason")
        batch_op.drop_column("wonders")

    with _anew("cohort") as batch_op:
        batch_op.drop_column("logo")
        batch_op.drop_column("certificate_signers")
        batch_op.drop_column("certificate_practised")
        batch_op.drop_column("certificate_place")
        batch_op.drop_column("certificate_prefix")
        batch_op.drop_column("summary_most")
        batch_op.drop_column("summary_least")
        batch_op.drop_column("answer_days")
        batch_op.drop_column("approve_documents")
        batch_op.drop_column("late_entry")
        batch_op.drop_column("attendance_includes_festival")
        batch_op.drop_column("ends_on")
        batch_op.drop_column("starts_on")
        batch_op.drop_column("festival_name")
        batch_op.drop_column("programme")

    with op.batch_alter_table("festival_greeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_festival_greeting_cohort_id"))

    op.drop_table("festival_greeting")
    with op.batch_alter_table("document_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_file_document_id"))

    op.drop_table("document_file")
    op.drop_table("document_edition")
    with op.batch_alter_table("summary_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_summary_event_summary_id"))

    op.drop_table("summary_event")
    op.drop_table("summary_edition")
    with op.batch_alter_table("portfolio_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_portfolio_event_participant_id"))

    op.drop_table("portfolio_event")
    op.drop_table("portfolio_review")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_participant_id"))

    op.drop_table("letter")
    with op.batch_alter_table("led_process", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_led_process_participant_id"))

    op.drop_table("led_process")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificate_participant_id"))
        batch_op.drop_index(batch_op.f("ix_certificate_cohort_id"))

    op.drop_table("certificate")
    with op.batch_alter_table("attendance_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_change_participant_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_change_gathering_id"))
        batch_op.drop_index("ix_attendance_change_cohort_press")

    op.drop_table("attendance_change")
    op.drop_table("attendance_agreement")
    with op.batch_alter_table("competence_goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_competence_goal_cohort_id"))

    op.drop_table("competence_goal")
    with op.batch_alter_table("cohort_leader", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_leader_facilitator_id"))

    op.drop_table("cohort_leader")
