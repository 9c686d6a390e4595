"""Later columns."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("monastery_side", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("other_province", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("between_villages", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("pieces", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_column("pieces")
        batch_op.drop_column("between_villages")
        batch_op.drop_column("other_province")
        batch_op.drop_column("monastery_side")
