"""Casework and screen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("keys", sa.Text(), nullable=True))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone_end", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("keys", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_phone_end"), ["phone_end"], unique=False)

    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shortcuts_off", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("lists", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_column("lists")
        batch_op.drop_column("shortcuts_off")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_phone_end"))
        batch_op.drop_column("keys")
        batch_op.drop_column("phone_end")

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_column("keys")
