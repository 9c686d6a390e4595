"""Registers and rules."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "promise",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_promise_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_table(
        "report_part",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=60), nullable=False),
        sa.Column("automatic", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("level IN (1, 2)", name=op.f("ck_report_part_level")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_report_part_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_part")),
    )
    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.create_index("ix_report_part_year", ["place_id", "year"], unique=False)

    op.create_table(
        "sourced_number",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("confirmed_by", sa.String(length=60), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_sourced_number_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sourced_number")),
        sa.UniqueConstraint("place_id", "year", "said", name=op.f("uq_sourced_number_place_id_year_said")),
    )
    op.create_table(
        "restatement",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(length=12), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ordered_by", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["frozen_report.id"], name=op.f("fk_restatement_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restatement")),
        sa.UniqueConstraint("report_id", "number", "figure", name=op.f("uq_restatement_report_id_number_figure")),
    )
    op.create_table(
        "sign_off",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_sign_off_place_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_off_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )


def downgrade() -> None:
    op.drop_table("sign_off")
    op.drop_table("restatement")
    op.drop_table("sourced_number")
    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.drop_index("ix_report_part_year")

    op.drop_table("report_part")
    op.drop_table("promise")
