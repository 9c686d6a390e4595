"""Casework and screen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.add_column(sa.Column("represents", sa.JSON(), nullable=True))

    with op.batch_alter_table("subsidy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paid_despite", sa.Text(), nullable=True))

    with op.batch_alter_table("subsidy_tariff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_days", sa.Integer(), server_default="5", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("subsidy_tariff", schema=None) as batch_op:
        batch_op.drop_column("public_days")

    with op.batch_alter_table("subsidy", schema=None) as batch_op:
        batch_op.drop_column("paid_despite")

    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_column("represents")
