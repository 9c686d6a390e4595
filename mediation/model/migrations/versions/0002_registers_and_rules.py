"""Registers and rules."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_rule",
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("difficulty", sa.String(length=24), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_plan_rule_days")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_plan_rule_dates")),
        sa.ForeignKeyConstraint(["town_id"], ["place.id"], name=op.f("fk_plan_rule_town_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_rule")),
    )
    with op.batch_alter_table("plan_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_rule_town_id"), ["town_id"], unique=False)

    op.create_table(
        "promise",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_promise_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_table(
        "report_part",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=60), nullable=False),
        sa.Column("automatic", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("level IN (1, 2)", name=op.f("ck_report_part_level")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_report_part_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_part")),
    )
    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.create_index("ix_report_part_year", ["place_id", "year"], unique=False)

    op.create_table(
        "screening",
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("venue", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("persons", sa.String(length=200), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("found >= 0", name=op.f("ck_screening_found")),
        sa.ForeignKeyConstraint(["town_id"], ["place.id"], name=op.f("fk_screening_town_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_screening_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
        sa.UniqueConstraint("ref", name=op.f("uq_screening_ref")),
    )
    with op.batch_alter_table("screening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screening_on"), ["on"], unique=False)
        batch_op.create_index(batch_op.f("ix_screening_town_id"), ["town_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_screening_village_id"), ["village_id"], unique=False)

    op.create_table(
        "sourced_number",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("confirmed_by", sa.String(length=60), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_sourced_number_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sourced_number")),
        sa.UniqueConstraint("place_id", "year", "said", name=op.f("uq_sourced_number_place_id_year_said")),
    )
    op.create_table(
        "subsidy_tariff",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("subsidy_class", sa.String(length=24), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=120), nullable=True),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("fen > 0", name=op.f("ck_subsidy_tariff_fen")),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_subsidy_tariff_dates")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_subsidy_tariff_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidy_tariff")),
        sa.UniqueConstraint(
            "place_id", "subsidy_class", "from_on", name=op.f("uq_subsidy_tariff_place_id_subsidy_class_from_on")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_subsidy_tariff_ref")),
    )
    with op.batch_alter_table("subsidy_tariff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subsidy_tariff_place_id"), ["place_id"], unique=False)

    op.create_table(
        "training",
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("teacher", sa.String(length=60), nullable=True),
        sa.Column("venue", sa.String(length=120), nullable=True),
        sa.Column("half_days", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("half_days > 0", name=op.f("ck_training_half_days")),
        sa.ForeignKeyConstraint(["town_id"], ["place.id"], name=op.f("fk_training_town_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint("ref", name=op.f("uq_training_ref")),
    )
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_on"), ["on"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_town_id"), ["town_id"], unique=False)

    op.create_table(
        "typed_figure",
        sa.Column("figure", sa.String(length=12), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("told_by", sa.String(length=60), nullable=True),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("source <> ''", name=op.f("ck_typed_figure_source")),
        sa.CheckConstraint("(sha256 IS NULL) = (file_name IS NULL)", name=op.f("ck_typed_figure_attachment")),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_typed_figure_dates")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_typed_figure_value")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_typed_figure_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_figure")),
        sa.UniqueConstraint("ref", name=op.f("uq_typed_figure_ref")),
    )
    with op.batch_alter_table("typed_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_typed_figure_place_id"), ["place_id"], unique=False)
        batch_op.create_index("ix_typed_figure_span", ["figure", "from_on", "to_on"], unique=False)

    op.create_table(
        "helper",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_helper_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper")),
        sa.UniqueConstraint("person_id", name=op.f("uq_helper_person_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_helper_ref")),
    )
    op.create_table(
        "person_link",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("linked_on", sa.Date(), nullable=False),
        sa.Column("parted_on", sa.Date(), nullable=True),
        sa.Column("parted_why", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("parted_on IS NULL OR parted_on >= linked_on", name=op.f("ck_person_link_dates")),
        sa.CheckConstraint("person_id < other_id", name=op.f("ck_person_link_order")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_person_link_other_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_link")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_link_ref")),
    )
    with op.batch_alter_table("person_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_link_other_id"), ["other_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_link_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_person_link_person_id_other_id",
            ["person_id", "other_id"],
            unique=True,
            sqlite_where=sa.text("parted_on IS NULL"),
            postgresql_where=sa.text("parted_on IS NULL"),
        )

    op.create_table(
        "restatement",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(length=12), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ordered_by", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["frozen_report.id"], name=op.f("fk_restatement_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restatement")),
        sa.UniqueConstraint("report_id", "number", "figure", name=op.f("uq_restatement_report_id_number_figure")),
    )
    op.create_table(
        "term_rule",
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("dispute_type", sa.String(length=24), nullable=True),
        sa.Column("source", sa.String(length=24), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("unit_of_time", sa.String(length=24), nullable=False),
        sa.Column("basis", sa.String(length=24), nullable=False),
        sa.Column("ground", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_term_rule_count")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_term_rule_dates")),
        sa.ForeignKeyConstraint(["town_id"], ["place.id"], name=op.f("fk_term_rule_town_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_term_rule_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_rule")),
    )
    with op.batch_alter_table("term_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_rule_town_id"), ["town_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_attendance_mediator_id")),
        sa.ForeignKeyConstraint(["training_id"], ["training.id"], name=op.f("fk_attendance_training_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_attendance_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("training_id", "mediator_id", name=op.f("uq_attendance_training_id_mediator_id")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_mediator_id"), ["mediator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "calendar_day",
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["user.id"], name=op.f("fk_calendar_day_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
    )
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.create_index(
            "uq_calendar_day_place_on",
            ["place_code", "on"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "calendar_year",
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["user.id"], name=op.f("fk_calendar_year_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_year")),
    )
    with op.batch_alter_table("calendar_year", schema=None) as batch_op:
        batch_op.create_index(
            "uq_calendar_year_place_year",
            ["place_code", "year"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "draft",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=True),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_draft_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("user_id", "path", name=op.f("uq_draft_user_id_path")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_at"), ["at"], unique=False)

    op.create_table(
        "helper_post",
        sa.Column("helper_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_helper_post_dates")),
        sa.ForeignKeyConstraint(["helper_id"], ["helper.id"], name=op.f("fk_helper_post_helper_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_helper_post_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_post")),
        sa.UniqueConstraint(
            "helper_id", "place_id", "kind", "from_on", name=op.f("uq_helper_post_helper_id_place_id_kind_from_on")
        ),
    )
    with op.batch_alter_table("helper_post", schema=None) as batch_op:
        batch_op.create_index("ix_helper_post_place_kind", ["place_id", "kind", "from_on"], unique=False)

    op.create_table(
        "sign_off",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_sign_off_place_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_off_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    op.create_table(
        "spot_check_draw",
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("population", sa.JSON(), nullable=False),
        sa.Column("population_hash", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_spot_check_draw_size")),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_spot_check_draw_dates")),
        sa.ForeignKeyConstraint(["drawn_by"], ["user.id"], name=op.f("fk_spot_check_draw_drawn_by")),
        sa.ForeignKeyConstraint(["town_id"], ["place.id"], name=op.f("fk_spot_check_draw_town_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_check_draw")),
        sa.UniqueConstraint("ref", name=op.f("uq_spot_check_draw_ref")),
    )
    with op.batch_alter_table("spot_check_draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spot_check_draw_drawn_by"), ["drawn_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_spot_check_draw_town_id"), ["town_id"], unique=False)

    op.create_table(
        "file_access_request",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(length=24), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(until IS NOT NULL) = (decision IS NOT NULL AND decision = 'GRANTED')",
            name=op.f("ck_file_access_request_until"),
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_file_access_request_decided"),
        ),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> by_id", name=op.f("ck_file_access_request_other")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_file_access_request_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_file_access_request_case_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_file_access_request_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_access_request")),
        sa.UniqueConstraint("ref", name=op.f("uq_file_access_request_ref")),
    )
    with op.batch_alter_table("file_access_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_access_request_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_file_access_request_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_file_access_request_decided_by"), ["decided_by"], unique=False)

    op.create_table(
        "invitee",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("capacity", sa.String(length=24), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_invitee_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitee")),
    )
    with op.batch_alter_table("invitee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitee_case_id"), ["case_id"], unique=False)

    op.create_table(
        "spot_check",
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=True),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=24), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(result IS NULL) = (caller_id IS NULL) AND (result IS NULL) = (called_on IS NULL)",
            name=op.f("ck_spot_check_called"),
        ),
        sa.ForeignKeyConstraint(["caller_id"], ["user.id"], name=op.f("fk_spot_check_caller_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_spot_check_case_id")),
        sa.ForeignKeyConstraint(["draw_id"], ["spot_check_draw.id"], name=op.f("fk_spot_check_draw_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_check")),
        sa.UniqueConstraint("draw_id", "case_id", name=op.f("uq_spot_check_draw_id_case_id")),
    )
    with op.batch_alter_table("spot_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spot_check_caller_id"), ["caller_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_spot_check_case_id"), ["case_id"], unique=False)

    op.create_table(
        "term_change",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("pause", sa.String(length=24), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("measure", sa.String(length=24), nullable=True),
        sa.Column("basis", sa.String(length=24), nullable=True),
        sa.Column("ground", sa.String(length=120), nullable=True),
        sa.Column("calendar", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_term_change_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_change")),
    )
    with op.batch_alter_table("term_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_change_case_id"), ["case_id"], unique=False)

    op.create_table(
        "acceptance",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=True),
        sa.Column("invitee_id", sa.Integer(), nullable=True),
        sa.Column("accepts", sa.Boolean(), nullable=False),
        sa.Column("chose", sa.Boolean(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(mediator_id IS NULL) <> (invitee_id IS NULL)", name=op.f("ck_acceptance_one_of_two")),
        sa.CheckConstraint("accepts OR NOT chose", name=op.f("ck_acceptance_chose_whom_it_accepts")),
        sa.CheckConstraint("mediator_id IS NOT NULL OR NOT chose", name=op.f("ck_acceptance_chose_a_mediator")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_acceptance_case_id")),
        sa.ForeignKeyConstraint(["invitee_id"], ["invitee.id"], name=op.f("fk_acceptance_invitee_id")),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_acceptance_mediator_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_acceptance_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
    )
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acceptance_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_acceptance_invitee_id"), ["invitee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_acceptance_mediator_id"), ["mediator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_acceptance_party_id"), ["party_id"], unique=False)

    op.create_table(
        "private_note",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_private_note_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_private_note_case_id")),
        sa.ForeignKeyConstraint(["session_id"], ["mediation_session.id"], name=op.f("fk_private_note_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_note")),
        sa.UniqueConstraint("ref", name=op.f("uq_private_note_ref")),
    )
    with op.batch_alter_table("private_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_private_note_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_private_note_case_author", ["case_id", "author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_private_note_session_id"), ["session_id"], unique=False)

    op.create_table(
        "session_guest",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("capacity", sa.String(length=24), nullable=False),
        sa.Column("whose_id", sa.Integer(), nullable=True),
        sa.Column("signed", sa.String(length=24), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["mediation_session.id"], name=op.f("fk_session_guest_session_id")),
        sa.ForeignKeyConstraint(["whose_id"], ["party.id"], name=op.f("fk_session_guest_whose_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_guest")),
    )
    with op.batch_alter_table("session_guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_guest_session_id"), ["session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_guest_whose_id"), ["whose_id"], unique=False)

    op.create_table(
        "session_seat",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=24), nullable=True),
        sa.Column("informed", sa.Boolean(), nullable=True),
        sa.Column("signed", sa.String(length=24), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("NOT came OR (why IS NULL AND informed IS NULL)", name=op.f("ck_session_seat_absence")),
        sa.CheckConstraint("came OR signed IS NULL", name=op.f("ck_session_seat_signed")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_session_seat_party_id")),
        sa.ForeignKeyConstraint(["session_id"], ["mediation_session.id"], name=op.f("fk_session_seat_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_seat")),
        sa.UniqueConstraint("session_id", "party_id", name=op.f("uq_session_seat_session_id_party_id")),
    )
    with op.batch_alter_table("session_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_seat_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_seat_session_id"), ["session_id"], unique=False)

    op.create_table(
        "term_consent",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["term_change.id"], name=op.f("fk_term_consent_change_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_term_consent_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_consent")),
        sa.UniqueConstraint("change_id", "party_id", name=op.f("uq_term_consent_change_id_party_id")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("venue_class", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("posters", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("boards", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pushes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("heads", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("expected", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("takers", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("passed", sa.Integer(), nullable=True))

    with op.batch_alter_table("agreement_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("why_oral", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("confirm_calendar", sa.String(length=60), nullable=True))

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("screening_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("deadline_limit", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("deadline_basis", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("deadline_ground", sa.String(length=120), nullable=True))
        batch_op.create_index(batch_op.f("ix_case_file_screening_id"), ["screening_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_case_file_screening_id"), "screening", ["screening_id"], ["id"])

    with op.batch_alter_table("court_act", schema=None) as batch_op:
        batch_op.add_column(sa.Column("party_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_court_act_party_id"), "party", ["party_id"], ["id"])

    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.add_column(sa.Column("estimated_fen", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("instalment", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("instalments", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("due_by_rule", sa.Integer(), nullable=True))

    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.add_column(sa.Column("plan", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("plan_days", sa.Integer(), nullable=True))

    with op.batch_alter_table("mediation_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place_kind", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("called_off", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("agreed_facts", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("read_language", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("read_by", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("signatures", sa.String(length=200), nullable=True))

    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_name", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("representative_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("representative_paper", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("interpreter_relation", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("interpreter_told", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("guardian_relation", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("agent_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("agent_paper", sa.String(length=120), nullable=True))

    with op.batch_alter_table("performance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paper_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_performance_paper_id"), "paper", ["paper_id"], ["id"])

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reads", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("document", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("document_number", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("document_key", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("no_document_why", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("pasture", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("contact", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("contact_phone", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("deliver_to", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("legal_representative", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("same_as_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_person_birth", ["birth"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_document_key"), ["document_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_same_as_id"), ["same_as_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_person_same_as_id"), "person", ["same_as_id"], ["id"])

    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_out", sa.String(length=120), nullable=True))

    with op.batch_alter_table("studio", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=24), nullable=True))

    with op.batch_alter_table("subsidy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("despite", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("published_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("rejected_why", sa.Text(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_subsidy_confirmed_by"), "user", ["confirmed_by"], ["id"])

    with op.batch_alter_table("supervision_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=24), nullable=True))

    with op.batch_alter_table("waiver", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiver_mediator_id"), ["mediator_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("waiver", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiver_mediator_id"))

    with op.batch_alter_table("supervision_order", schema=None) as batch_op:
        batch_op.drop_column("kind")

    with op.batch_alter_table("subsidy", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_subsidy_confirmed_by"), type_="foreignkey")
        batch_op.drop_column("rejected_why")
        batch_op.drop_column("published_on")
        batch_op.drop_column("despite")
        batch_op.drop_column("confirmed_on")
        batch_op.drop_column("confirmed_by")

    with op.batch_alter_table("studio", schema=None) as batch_op:
        batch_op.drop_column("kind")

    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_column("read_out")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_person_same_as_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_person_same_as_id"))
        batch_op.drop_index(batch_op.f("ix_person_document_key"))
        batch_op.drop_index("ix_person_birth")
        batch_op.drop_column("same_as_id")
        batch_op.drop_column("legal_representative")
        batch_op.drop_column("deliver_to")
        batch_op.drop_column("contact_phone")
        batch_op.drop_column("contact")
        batch_op.drop_column("pasture")
        batch_op.drop_column("no_document_why")
        batch_op.drop_column("document_key")
        batch_op.drop_column("document_number")
        batch_op.drop_column("document")
        batch_op.drop_column("reads")

    with op.batch_alter_table("performance", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_performance_paper_id"), type_="foreignkey")
        batch_op.drop_column("paper_id")

    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_column("agent_paper")
        batch_op.drop_column("agent_from")
        batch_op.drop_column("guardian_relation")
        batch_op.drop_column("interpreter_told")
        batch_op.drop_column("interpreter_relation")
        batch_op.drop_column("representative_paper")
        batch_op.drop_column("representative_from")
        batch_op.drop_column("group_name")

    with op.batch_alter_table("mediation_session", schema=None) as batch_op:
        batch_op.drop_column("signatures")
        batch_op.drop_column("read_by")
        batch_op.drop_column("read_language")
        batch_op.drop_column("agreed_facts")
        batch_op.drop_column("language")
        batch_op.drop_column("called_off")
        batch_op.drop_column("place_kind")

    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_column("plan_days")
        batch_op.drop_column("plan")

    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_column("due_by_rule")
        batch_op.drop_column("instalments")
        batch_op.drop_column("instalment")
        batch_op.drop_column("estimated_fen")

    with op.batch_alter_table("court_act", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_court_act_party_id"), type_="foreignkey")
        batch_op.drop_column("party_id")

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_case_file_screening_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_case_file_screening_id"))
        batch_op.drop_column("deadline_ground")
        batch_op.drop_column("deadline_basis")
        batch_op.drop_column("deadline_limit")
        batch_op.drop_column("screening_id")

    with op.batch_alter_table("agreement_version", schema=None) as batch_op:
        batch_op.drop_column("confirm_calendar")
        batch_op.drop_column("why_oral")

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_column("passed")
        batch_op.drop_column("takers")
        batch_op.drop_column("expected")
        batch_op.drop_column("heads")
        batch_op.drop_column("pushes")
        batch_op.drop_column("boards")
        batch_op.drop_column("posters")
        batch_op.drop_column("venue_class")

    op.drop_table("term_consent")
    with op.batch_alter_table("session_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_seat_session_id"))
        batch_op.drop_index(batch_op.f("ix_session_seat_party_id"))

    op.drop_table("session_seat")
    with op.batch_alter_table("session_guest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_guest_whose_id"))
        batch_op.drop_index(batch_op.f("ix_session_guest_session_id"))

    op.drop_table("session_guest")
    with op.batch_alter_table("private_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_private_note_session_id"))
        batch_op.drop_index("ix_private_note_case_author")
        batch_op.drop_index(batch_op.f("ix_private_note_author_id"))

    op.drop_table("private_note")
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acceptance_party_id"))
        batch_op.drop_index(batch_op.f("ix_acceptance_mediator_id"))
        batch_op.drop_index(batch_op.f("ix_acceptance_invitee_id"))
        batch_op.drop_index(batch_op.f("ix_acceptance_case_id"))

    op.drop_table("acceptance")
    with op.batch_alter_table("term_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_change_case_id"))

    op.drop_table("term_change")
    with op.batch_alter_table("spot_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spot_check_case_id"))
        batch_op.drop_index(batch_op.f("ix_spot_check_caller_id"))

    op.drop_table("spot_check")
    with op.batch_alter_table("invitee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitee_case_id"))

    op.drop_table("invitee")
    with op.batch_alter_table("file_access_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_file_access_request_decided_by"))
        batch_op.drop_index(batch_op.f("ix_file_access_request_case_id"))
        batch_op.drop_index(batch_op.f("ix_file_access_request_by_id"))

    op.drop_table("file_access_request")
    with op.batch_alter_table("spot_check_draw", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spot_check_draw_town_id"))
        batch_op.drop_index(batch_op.f("ix_spot_check_draw_drawn_by"))

    op.drop_table("spot_check_draw")
    op.drop_table("sign_off")
    with op.batch_alter_table("helper_post", schema=None) as batch_op:
        batch_op.drop_index("ix_helper_post_place_kind")

    op.drop_table("helper_post")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_at"))

    op.drop_table("draft")
    with op.batch_alter_table("calendar_year", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_calendar_year_place_year",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.drop_table("calendar_year")
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_calendar_day_place_on",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.drop_table("calendar_day")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_unit_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_mediator_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("term_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_rule_town_id"))

    op.drop_table("term_rule")
    op.drop_table("restatement")
    with op.batch_alter_table("person_link", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_person_link_person_id_other_id",
            sqlite_where=sa.text("parted_on IS NULL"),
            postgresql_where=sa.text("parted_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_person_link_person_id"))
        batch_op.drop_index(batch_op.f("ix_person_link_other_id"))

    op.drop_table("person_link")
    op.drop_table("helper")
    with op.batch_alter_table("typed_figure", schema=None) as batch_op:
        batch_op.drop_index("ix_typed_figure_span")
        batch_op.drop_index(batch_op.f("ix_typed_figure_place_id"))

    op.drop_table("typed_figure")
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_town_id"))
        batch_op.drop_index(batch_op.f("ix_training_on"))

    op.drop_table("training")
    with op.batch_alter_table("subsidy_tariff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subsidy_tariff_place_id"))

    op.drop_table("subsidy_tariff")
    op.drop_table("sourced_number")
    with op.batch_alter_table("screening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_screening_village_id"))
        batch_op.drop_index(batch_op.f("ix_screening_town_id"))
        batch_op.drop_index(batch_op.f("ix_screening_on"))

    op.drop_table("screening")
    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.drop_index("ix_report_part_year")

    op.drop_table("report_part")
    op.drop_table("promise")
    with op.batch_alter_table("plan_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_rule_town_id"))

    op.drop_table("plan_rule")
