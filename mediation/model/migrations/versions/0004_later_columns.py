"""Later columns."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_name",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("blanked", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_public_name_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_name")),
        sa.UniqueConstraint("place_id", "year", "name", name=op.f("uq_public_name_place_id_year_name")),
    )
    op.create_table(
        "report_outline_version",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outline", sa.String(length=30), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("chosen_by", sa.String(length=60), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_report_outline_version_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_outline_version")),
        sa.UniqueConstraint("place_id", "year", "number", name=op.f("uq_report_outline_version_place_id_year_number")),
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("monastery_side", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("other_province", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("between_villages", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("pieces", sa.Text(), nullable=True))

    with op.batch_alter_table("report_head", schema=None) as batch_op:
        batch_op.add_column(sa.Column("issuer", sa.String(length=120), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("report_head", schema=None) as batch_op:
        batch_op.drop_column("issuer")

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_column("pieces")
        batch_op.drop_column("between_villages")
        batch_op.drop_column("other_province")
        batch_op.drop_column("monastery_side")

    op.drop_table("report_outline_version")
    op.drop_table("public_name")
