"""Casework and screen."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_act_on"))
        batch_op.create_index("ix_event_act_on", ["act", "on", "case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_act_on")
        batch_op.create_index(batch_op.f("ix_event_act_on"), ["act", "on"], unique=False)
