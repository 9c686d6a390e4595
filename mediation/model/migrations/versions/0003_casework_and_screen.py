"""Casework and screen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clock_awaits", sa.String(length=24), nullable=True))

    with op.batch_alter_table("term_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counted_from", sa.String(length=24), server_default="ACCEPTED", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("term_rule", schema=None) as batch_op:
        batch_op.drop_column("counted_from")

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_column("clock_awaits")
