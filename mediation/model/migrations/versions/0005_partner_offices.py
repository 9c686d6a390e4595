"""Partner offices."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("joint_unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("office", sa.String(length=24), nullable=True))
        batch_op.create_index("uq_joint_unit_case_office", ["case_id", "office"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("joint_unit", schema=None) as batch_op:
        batch_op.drop_index("uq_joint_unit_case_office")
        batch_op.drop_column("office")
