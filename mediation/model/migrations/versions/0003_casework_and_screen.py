"""Casework and screen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_head",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("addressee", sa.String(length=120), nullable=True),
        sa.Column("copies", sa.String(length=200), nullable=True),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_report_head_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_head")),
        sa.UniqueConstraint("place_id", "year", name=op.f("uq_report_head_place_id_year")),
    )
    op.create_table(
        "report_outline",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("outline", sa.String(length=30), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("chosen_by", sa.String(length=60), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_report_outline_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_outline")),
        sa.UniqueConstraint("place_id", "year", name=op.f("uq_report_outline_place_id_year")),
    )
    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outside", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.drop_column("outside")

    op.drop_table("report_outline")
    op.drop_table("report_head")
