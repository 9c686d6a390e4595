"""Casework and screen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_calendar_feed_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_feed_secret_hash")),
        sa.UniqueConstraint("user_id", name=op.f("uq_calendar_feed_user_id")),
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clock_awaits", sa.String(length=24), nullable=True))

    with op.batch_alter_table("term_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counted_from", sa.String(length=24), server_default="ACCEPTED", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("term_rule", schema=None) as batch_op:
        batch_op.drop_column("counted_from")

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_column("clock_awaits")

    op.drop_table("calendar_feed")
