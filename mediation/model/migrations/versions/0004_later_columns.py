"""Later columns."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pieces", sa.Text(), nullable=True))
        batch_op.create_index("ix_case_file_state", ["state", "id"], unique=False)
        batch_op.create_index("ix_case_file_type", ["dispute_type", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_index("ix_case_file_type")
        batch_op.drop_index("ix_case_file_state")
        batch_op.drop_column("pieces")
