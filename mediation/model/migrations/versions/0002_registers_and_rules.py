"""Registers and rules."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
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


def downgrade() -> None:
    op.drop_table("restatement")
