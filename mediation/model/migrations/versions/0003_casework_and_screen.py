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
    op.create_table(
        "complaint",
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("conduct", sa.String(length=24), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.String(length=60), nullable=False),
        sa.Column("finding", sa.String(length=24), nullable=True),
        sa.Column("measure", sa.String(length=24), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(finding IS NULL) = (decided_on IS NULL) AND (measure IS NULL) = (decided_on IS NULL) AND (outcome IS NULL) = (decided_on IS NULL)",
            name=op.f("ck_complaint_decided"),
        ),
        sa.CheckConstraint("decided_on IS NULL OR decided_on >= received_on", name=op.f("ck_complaint_dates")),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_complaint_mediator_id")),
        sa.ForeignKeyConstraint(["town_id"], ["place.id"], name=op.f("fk_complaint_town_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("ref", name=op.f("uq_complaint_ref")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_mediator_id"), ["mediator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_town_id"), ["town_id"], unique=False)

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clock_awaits", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("keys", sa.Text(), nullable=True))

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_act_on"))
        batch_op.create_index("ix_event_act_on", ["act", "on", "case_id"], unique=False)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone_end", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("keys", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_phone_end"), ["phone_end"], unique=False)

    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outside", sa.Boolean(), nullable=True))

    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.add_column(sa.Column("represents", sa.JSON(), nullable=True))

    with op.batch_alter_table("subsidy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paid_despite", sa.Text(), nullable=True))

    with op.batch_alter_table("subsidy_tariff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_days", sa.Integer(), server_default="5", nullable=False))

    with op.batch_alter_table("term_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counted_from", sa.String(length=24), server_default="ACCEPTED", nullable=False))

    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shortcuts_off", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("lists", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_column("lists")
        batch_op.drop_column("shortcuts_off")

    with op.batch_alter_table("term_rule", schema=None) as batch_op:
        batch_op.drop_column("counted_from")

    with op.batch_alter_table("subsidy_tariff", schema=None) as batch_op:
        batch_op.drop_column("public_days")

    with op.batch_alter_table("subsidy", schema=None) as batch_op:
        batch_op.drop_column("paid_despite")

    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_column("represents")

    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.drop_column("outside")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_phone_end"))
        batch_op.drop_column("keys")
        batch_op.drop_column("phone_end")

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_act_on")
        batch_op.create_index(batch_op.f("ix_event_act_on"), ["act", "on"], unique=False)

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_column("keys")
        batch_op.drop_column("clock_awaits")

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_town_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_mediator_id"))

    op.drop_table("complaint")
    op.drop_table("calendar_feed")
    op.drop_table("report_outline")
    op.drop_table("report_head")
