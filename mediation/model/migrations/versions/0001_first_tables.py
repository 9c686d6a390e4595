"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("files", sa.String(length=400), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "login_attempt",
        sa.Column("username_key", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    with op.batch_alter_table("login_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_login_attempt_address_at", ["address", "at"], unique=False)
        batch_op.create_index("ix_login_attempt_username_key_at", ["username_key", "at"], unique=False)

    op.create_table(
        "place",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_bo", sa.String(length=120), nullable=True),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("village_kind", sa.String(length=24), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(code) = 12", name=op.f("ck_place_code_length")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_place_dates")),
        sa.ForeignKeyConstraint(["parent_id"], ["place.id"], name=op.f("fk_place_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("ref", name=op.f("uq_place_ref")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index("uq_place_code_valid_from", ["code", "valid_from"], unique=True)

    op.create_table(
        "series",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("short_name", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("kind", "short_name", name=op.f("uq_series_kind_short_name")),
    )
    op.create_table(
        "activity",
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("venue", sa.String(length=120), nullable=True),
        sa.Column("form", sa.String(length=60), nullable=True),
        sa.Column("target_group", sa.String(length=60), nullable=True),
        sa.Column("occasion", sa.String(length=60), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("channel", sa.String(length=60), nullable=True),
        sa.Column("materials", sa.Integer(), nullable=True),
        sa.Column("banners", sa.Integer(), nullable=True),
        sa.Column("consultations", sa.Integer(), nullable=True),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("attendees", sa.Integer(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=True),
        sa.Column("fixed", sa.Integer(), nullable=True),
        sa.Column("resolved", sa.Integer(), nullable=True),
        sa.Column("items", sa.Integer(), nullable=True),
        sa.Column("legality_reviewed", sa.Boolean(), nullable=True),
        sa.Column("adviser_took_part", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("attendees IS NULL OR attendees >= 0", name=op.f("ck_activity_attendees")),
        sa.CheckConstraint("audience IS NULL OR audience >= 0", name=op.f("ck_activity_audience")),
        sa.CheckConstraint("banners IS NULL OR banners >= 0", name=op.f("ck_activity_banners")),
        sa.CheckConstraint("consultations IS NULL OR consultations >= 0", name=op.f("ck_activity_consultations")),
        sa.CheckConstraint("fixed IS NULL OR fixed >= 0", name=op.f("ck_activity_fixed")),
        sa.CheckConstraint("found IS NULL OR found >= 0", name=op.f("ck_activity_found")),
        sa.CheckConstraint("items IS NULL OR items >= 0", name=op.f("ck_activity_items")),
        sa.CheckConstraint("materials IS NULL OR materials >= 0", name=op.f("ck_activity_materials")),
        sa.CheckConstraint("resolved IS NULL OR resolved >= 0", name=op.f("ck_activity_resolved")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_activity_import_id")),
        sa.ForeignKeyConstraint(["town_id"], ["place.id"], name=op.f("fk_activity_town_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_activity_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("ref", name=op.f("uq_activity_ref")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_activity_on"), ["on"], unique=False)
        batch_op.create_index(batch_op.f("ix_activity_town_id"), ["town_id"], unique=False)

    op.create_table(
        "adviser_term",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("firm", sa.String(length=120), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_adviser_term_dates")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_adviser_term_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adviser_term")),
    )
    with op.batch_alter_table("adviser_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adviser_term_place_id"), ["place_id"], unique=False)

    op.create_table(
        "frozen_report",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_frozen_report_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_report")),
        sa.UniqueConstraint(
            "place_id", "from_on", "to_on", "edition", name=op.f("uq_frozen_report_place_id_from_on_to_on_edition")
        ),
    )
    op.create_table(
        "import_row",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_row_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_import_row_kind_key")),
    )
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_row_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("name_bo", sa.String(length=120), nullable=True),
        sa.Column("id_number", sa.Text(), nullable=True),
        sa.Column("id_key", sa.String(length=64), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_key", sa.String(length=64), nullable=True),
        sa.Column("sex", sa.String(length=24), nullable=True),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("ethnic", sa.String(length=20), nullable=True),
        sa.Column("politics", sa.String(length=20), nullable=True),
        sa.Column("education", sa.String(length=20), nullable=True),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind = 'NATURAL' OR (sex IS NULL AND birth IS NULL AND ethnic IS NULL)",
            name=op.f("ck_person_organisation"),
        ),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_person_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_ref")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_id_key"), ["id_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_phone_key"), ["phone_key"], unique=False)
        batch_op.create_index("ix_person_search", ["search"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_village_id"), ["village_id"], unique=False)

    op.create_table(
        "series_year",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_series_year_last")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_year_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_year")),
        sa.UniqueConstraint("series_id", "year", name=op.f("uq_series_year_series_id_year")),
    )
    op.create_table(
        "stock",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_stock_count")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_stock_import_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_stock_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock")),
        sa.UniqueConstraint("place_id", "kind", "counted_on", name=op.f("uq_stock_place_id_kind_counted_on")),
    )
    with op.batch_alter_table("stock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stock_import_id"), ["import_id"], unique=False)

    op.create_table(
        "unit",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("active_to IS NULL OR active_to >= active_from", name=op.f("ck_unit_dates")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_unit_place_id")),
        sa.ForeignKeyConstraint(["town_id"], ["place.id"], name=op.f("fk_unit_town_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("ref", name=op.f("uq_unit_ref")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_town_id"), ["town_id"], unique=False)

    op.create_table(
        "frozen_figure",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(length=12), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["frozen_report.id"], name=op.f("fk_frozen_figure_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_figure")),
        sa.UniqueConstraint("report_id", "figure", name=op.f("uq_frozen_figure_report_id_figure")),
    )
    op.create_table(
        "frozen_file",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["frozen_report.id"], name=op.f("fk_frozen_file_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_file")),
        sa.UniqueConstraint("report_id", "format", name=op.f("uq_frozen_file_report_id_format")),
    )
    op.create_table(
        "mediator",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mediator_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediator")),
        sa.UniqueConstraint("person_id", name=op.f("uq_mediator_person_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_mediator_ref")),
    )
    op.create_table(
        "series_unit",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_unit_series_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_series_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_unit")),
    )
    with op.batch_alter_table("series_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "studio",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_bo", sa.String(length=120), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_studio_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio")),
        sa.UniqueConstraint("ref", name=op.f("uq_studio_ref")),
    )
    with op.batch_alter_table("studio", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_studio_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "user",
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=24), nullable=False),
        sa.Column("theme", sa.String(length=24), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("username = lower(username)", name=op.f("ck_user_username_folded")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_user_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_user_id_kind")),
        sa.UniqueConstraint("ref", name=op.f("uq_user_ref")),
        sa.UniqueConstraint("username", name=op.f("uq_user_username")),
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index(
            "uq_user_person_active",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("active"),
            postgresql_where=sa.text("active"),
        )

    op.create_table(
        "case_file",
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=True),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("form", sa.String(length=24), nullable=True),
        sa.Column("organ_kind", sa.String(length=24), nullable=True),
        sa.Column("organ", sa.String(length=80), nullable=True),
        sa.Column("letter_no", sa.String(length=80), nullable=True),
        sa.Column("letter_on", sa.Date(), nullable=True),
        sa.Column("bans", sa.JSON(), nullable=False),
        sa.Column("applicant_withdrew", sa.Boolean(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=24), nullable=True),
        sa.Column("dispute_type", sa.String(length=24), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("number_year", sa.Integer(), nullable=True),
        sa.Column("number_seq", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("deadline_rule", sa.String(length=60), nullable=True),
        sa.Column("deadline_calendar", sa.String(length=60), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("ownership_disputed", sa.Boolean(), nullable=False),
        sa.Column("status_matter", sa.Boolean(), nullable=False),
        sa.Column("minor_flag", sa.Boolean(), nullable=False),
        sa.Column("violence_flag", sa.Boolean(), nullable=False),
        sa.Column("difficulty", sa.String(length=24), nullable=True),
        sa.Column("studio_id", sa.Integer(), nullable=True),
        sa.Column("risk_level", sa.String(length=24), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("file_sent_on", sa.Date(), nullable=True),
        sa.Column("file_sent_by", sa.Integer(), nullable=True),
        sa.Column("retention", sa.String(length=24), nullable=True),
        sa.Column("file_place", sa.String(length=120), nullable=True),
        sa.Column("subsidy", sa.String(length=24), nullable=False),
        sa.Column("ledger", sa.Boolean(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("import_undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adviser_asked_on", sa.Date(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('LEAD_CLOSED', 'NOT_ACCEPTED', 'ARCHIVED', 'VOID')) = (closed_on IS NOT NULL)",
            name=op.f("ck_case_file_closed"),
        ),
        sa.CheckConstraint(
            "paused_on IS NULL OR state IN ('ACCEPTED','ASSIGNED','MEDIATING','AGREED_UNSIGNED')",
            name=op.f("ck_case_file_paused"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('ACCEPTED', 'ASSIGNED', 'MEDIATING', 'AGREED_UNSIGNED', 'IN_FORCE', 'BREACHED', 'PERFORMED', 'ANNULLED', 'TERMINATED', 'TRANSFERRED', 'ARCHIVED') OR number_seq IS NOT NULL",
            name=op.f("ck_case_file_numbered"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('LEAD', 'LEAD_CLOSED', 'REGISTERED', 'NOT_ACCEPTED') OR number_seq IS NULL",
            name=op.f("ck_case_file_not_numbered"),
        ),
        sa.CheckConstraint(
            "subsidy = 'NONE' OR (state = 'ARCHIVED' AND kind = 'PEOPLE')", name=op.f("ck_case_file_subsidy")
        ),
        sa.CheckConstraint(
            "(series_id IS NULL) = (number_seq IS NULL) AND (number_year IS NULL) = (number_seq IS NULL) AND (number IS NULL) = (number_seq IS NULL)",
            name=op.f("ck_case_file_whole_number"),
        ),
        sa.ForeignKeyConstraint(["file_sent_by"], ["user.id"], name=op.f("fk_case_file_file_sent_by")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_case_file_import_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["user.id"], name=op.f("fk_case_file_reporter_id")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_case_file_series_id")),
        sa.ForeignKeyConstraint(["studio_id"], ["studio.id"], name=op.f("fk_case_file_studio_id")),
        sa.ForeignKeyConstraint(["town_id"], ["place.id"], name=op.f("fk_case_file_town_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_case_file_unit_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_case_file_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_file_ref")),
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.create_index("ix_case_file_accepted", ["kind", "accepted_on"], unique=False)
        batch_op.create_index("ix_case_file_concluded", ["kind", "concluded_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_reporter_id"), ["reporter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_studio_id"), ["studio_id"], unique=False)
        batch_op.create_index("ix_case_file_town_state", ["town_id", "state", "id"], unique=False)
        batch_op.create_index("ix_case_file_unit_state", ["unit_id", "state", "id"], unique=False)
        batch_op.create_index("ix_case_file_village", ["village_id", "id"], unique=False)
        batch_op.create_index(
            "uq_case_file_series_id_number_year_number_seq",
            ["series_id", "number_year", "number_seq"],
            unique=True,
            sqlite_where=sa.text("import_undone_at IS NULL"),
            postgresql_where=sa.text("import_undone_at IS NULL"),
        )

    op.create_table(
        "first_use_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_first_use_link_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_use_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_first_use_link_token_hash")),
    )
    with op.batch_alter_table("first_use_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_first_use_link_user_id"), ["user_id"], unique=False)

    op.create_table(
        "form_token",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_form_token_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_form_token_token_hash")),
    )
    with op.batch_alter_table("form_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_token_user_id"), ["user_id"], unique=False)

    op.create_table(
        "login_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_login_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "old_password",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_old_password_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_password")),
    )
    with op.batch_alter_table("old_password", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_old_password_user_id"), ["user_id"], unique=False)

    op.create_table(
        "room",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("studio_id", sa.Integer(), nullable=True),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_room_place_id")),
        sa.ForeignKeyConstraint(["studio_id"], ["studio.id"], name=op.f("fk_room_studio_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("ref", name=op.f("uq_room_ref")),
    )
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_room_studio_id"), ["studio_id"], unique=False)

    op.create_table(
        "studio_member",
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_studio_member_mediator_id")),
        sa.ForeignKeyConstraint(["studio_id"], ["studio.id"], name=op.f("fk_studio_member_studio_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_member")),
        sa.UniqueConstraint(
            "studio_id", "mediator_id", "from_on", name=op.f("uq_studio_member_studio_id_mediator_id_from_on")
        ),
    )
    with op.batch_alter_table("studio_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_studio_member_mediator_id"), ["mediator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_studio_member_studio_id"), ["studio_id"], unique=False)

    op.create_table(
        "term",
        sa.Column("mediator_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=24), nullable=False),
        sa.Column("employment", sa.String(length=24), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=24), nullable=True),
        sa.Column("public_employee", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_term_dates")),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_term_mediator_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_term_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("mediator_id", "unit_id", "from_on", name=op.f("uq_term_mediator_id_unit_id_from_on")),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_mediator_id"), ["mediator_id"], unique=False)
        batch_op.create_index("ix_term_unit_span", ["unit_id", "from_on", "to_on"], unique=False)

    op.create_table(
        "user_role",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'work' AND role NOT IN ('sysadmin', 'secadmin', 'auditor')) OR (kind <> 'work' AND role = kind)",
            name=op.f("ck_user_role_separated"),
        ),
        sa.CheckConstraint(
            "kind = 'work' OR (place_id IS NULL AND unit_id IS NULL)", name=op.f("ck_user_role_no_relation")
        ),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_user_role_dates")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_user_role_place_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_user_role_unit_id")),
        sa.ForeignKeyConstraint(["user_id", "kind"], ["user.id", "user.kind"], name="fk_user_role_user_kind"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_role")),
    )
    with op.batch_alter_table("user_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_role_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_user_role_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index("ix_user_role_user_id", ["user_id"], unique=False)

    op.create_table(
        "agreement_version",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=24), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("open_claims", sa.Text(), nullable=True),
        sa.Column("ways_told", sa.Text(), nullable=True),
        sa.Column("writing_unnecessary", sa.Boolean(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("sealed_on", sa.Date(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("confirm_until", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("confirmation", sa.String(length=24), nullable=False),
        sa.Column("confirmation_court", sa.String(length=80), nullable=True),
        sa.Column("confirmation_on", sa.Date(), nullable=True),
        sa.Column("ruling_no", sa.String(length=80), nullable=True),
        sa.Column("ledger", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'IN_FORCE' OR in_force_from IS NOT NULL", name=op.f("ck_agreement_version_effective")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_agreement_version_case_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["agreement_version.id"], name=op.f("fk_agreement_version_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_version")),
        sa.UniqueConstraint("case_id", "no", name=op.f("uq_agreement_version_case_id_no")),
    )
    with op.batch_alter_table("agreement_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_version_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "uq_agreement_version_draft",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("status = 'DRAFT'"),
            postgresql_where=sa.text("status = 'DRAFT'"),
        )
        batch_op.create_index(
            "uq_agreement_version_in_force",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("status = 'IN_FORCE'"),
            postgresql_where=sa.text("status = 'IN_FORCE'"),
        )

    op.create_table(
        "assignment",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("way", sa.String(length=24), nullable=True),
        sa.Column("relation", sa.String(length=24), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("challenged", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_assignment_dates")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_assignment_case_id")),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_assignment_mediator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_mediator_id"), ["mediator_id"], unique=False)
        batch_op.create_index(
            "uq_assignment_active",
            ["case_id", "mediator_id"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        )
        batch_op.create_index(
            "uq_assignment_active_lead",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("lead AND to_on IS NULL"),
            postgresql_where=sa.text("lead AND to_on IS NULL"),
        )

    op.create_table(
        "case_link",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("case_id <> earlier_id", name=op.f("ck_case_link_other")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_link_case_id")),
        sa.ForeignKeyConstraint(["earlier_id"], ["case_file.id"], name=op.f("fk_case_link_earlier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
        sa.UniqueConstraint("case_id", "earlier_id", name=op.f("uq_case_link_case_id_earlier_id")),
    )
    with op.batch_alter_table("case_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_link_earlier_id"), ["earlier_id"], unique=False)

    op.create_table(
        "court_act",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("court", sa.String(length=80), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("result", sa.String(length=24), nullable=True),
        sa.Column("ruling", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_court_act_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_act")),
    )
    with op.batch_alter_table("court_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_court_act_case_id"), ["case_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=True),
        sa.Column("from_state", sa.String(length=20), nullable=True),
        sa.Column("to_state", sa.String(length=20), nullable=True),
        sa.Column("subject", sa.String(length=80), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("ledger", sa.Boolean(), nullable=False),
        sa.Column("strikes_id", sa.Integer(), nullable=True),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_event_actor_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_event_case_id")),
        sa.ForeignKeyConstraint(["strikes_id"], ["event.id"], name=op.f("fk_event_strikes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_event_hash")),
        sa.UniqueConstraint("strikes_id", name=op.f("uq_event_strikes_id")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_act_on", ["act", "on"], unique=False)
        batch_op.create_index("ix_event_case", ["case_id", "id"], unique=False)
        batch_op.create_index("ix_event_subject", ["subject"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("visitor", sa.Text(), nullable=True),
        sa.Column("performance", sa.String(length=24), nullable=True),
        sa.Column("satisfied", sa.String(length=24), nullable=True),
        sa.Column("lawsuit", sa.Text(), nullable=True),
        sa.Column("danger", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("excused_on", sa.Date(), nullable=True),
        sa.Column("excuse", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("visited_on IS NULL OR excused_on IS NULL", name=op.f("ck_follow_up_one_end")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_follow_up_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_case_id"), ["case_id"], unique=False)

    op.create_table(
        "joint_unit",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("outside", sa.String(length=80), nullable=True),
        sa.Column("agreed_by", sa.String(length=60), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(unit_id IS NULL) <> (outside IS NULL)", name=op.f("ck_joint_unit_one_partner")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_joint_unit_case_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_joint_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_unit")),
    )
    with op.batch_alter_table("joint_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joint_unit_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_joint_unit_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index("uq_joint_unit_case_unit", ["case_id", "unit_id"], unique=True)

    op.create_table(
        "mediation_session",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("mode", sa.String(length=24), nullable=False),
        sa.Column("persons", sa.Text(), nullable=True),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("absent_why", sa.Text(), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("read_out", sa.String(length=120), nullable=True),
        sa.Column("result", sa.String(length=24), nullable=True),
        sa.Column("ledger", sa.Boolean(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name=op.f("ck_mediation_session_hours")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_mediation_session_case_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_mediation_session_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_session")),
        sa.UniqueConstraint("ref", name=op.f("uq_mediation_session_ref")),
    )
    with op.batch_alter_table("mediation_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mediation_session_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_mediation_session_room", ["room_id", "starts_at"], unique=False)

    op.create_table(
        "paper",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("paper_on", sa.Date(), nullable=False),
        sa.Column("handed_in_by", sa.String(length=60), nullable=True),
        sa.Column("original", sa.Boolean(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("supplement", sa.Boolean(), nullable=False),
        sa.Column("ledger", sa.Boolean(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_paper_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("ref", name=op.f("uq_paper_ref")),
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_case_id"), ["case_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_how", sa.Text(), nullable=True),
        sa.Column("heir_of_id", sa.Integer(), nullable=True),
        sa.Column("representative", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(length=24), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_way", sa.String(length=24), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("interpreter", sa.String(length=60), nullable=True),
        sa.Column("accepts_mediator", sa.Boolean(), nullable=True),
        sa.Column("wants_paper", sa.Boolean(), nullable=False),
        sa.Column("objects_open", sa.Boolean(), nullable=False),
        sa.Column("incapable", sa.Boolean(), nullable=False),
        sa.Column("own_wages", sa.Boolean(), nullable=False),
        sa.Column("guardian", sa.String(length=60), nullable=True),
        sa.Column("guardian_person_id", sa.Integer(), nullable=True),
        sa.Column("guardian_opposed", sa.Boolean(), nullable=False),
        sa.Column("agent", sa.String(length=60), nullable=True),
        sa.Column("agent_person_id", sa.Integer(), nullable=True),
        sa.Column("agent_scope", sa.Text(), nullable=True),
        sa.Column("agent_until", sa.Date(), nullable=True),
        sa.Column("ledger", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("left_on IS NULL OR left_on >= joined_on", name=op.f("ck_party_dates")),
        sa.ForeignKeyConstraint(["agent_person_id"], ["person.id"], name=op.f("fk_party_agent_person_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_party_case_id")),
        sa.ForeignKeyConstraint(["guardian_person_id"], ["person.id"], name=op.f("fk_party_guardian_person_id")),
        sa.ForeignKeyConstraint(["heir_of_id"], ["party.id"], name=op.f("fk_party_heir_of_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_party_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_party_case_id_person_id")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_agent_person_id"), ["agent_person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_guardian_person_id"), ["guardian_person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_person_id"), ["person_id"], unique=False)

    op.create_table(
        "risk_report",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("recipient", sa.String(length=80), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_risk_report_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_report")),
    )
    with op.batch_alter_table("risk_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_report_case_id"), ["case_id"], unique=False)

    op.create_table(
        "subsidy",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("subsidy_class", sa.String(length=24), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("batch", sa.String(length=60), nullable=True),
        sa.Column("published_until", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("voucher", sa.String(length=80), nullable=True),
        sa.Column("rejected_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_subsidy_case_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_subsidy_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidy")),
    )
    with op.batch_alter_table("subsidy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subsidy_case_id"), ["case_id"], unique=False)

    op.create_table(
        "supervision_order",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_supervision_order_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_order")),
    )
    with op.batch_alter_table("supervision_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_order_case_id"), ["case_id"], unique=False)

    op.create_table(
        "transfer",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("organ_kind", sa.String(length=24), nullable=False),
        sa.Column("organ", sa.String(length=80), nullable=False),
        sa.Column("letter", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("receipt_on", sa.Date(), nullable=True),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=True),
        sa.Column("taken_back_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_transfer_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
    )
    with op.batch_alter_table("transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfer_case_id"), ["case_id"], unique=False)

    op.create_table(
        "bound_party",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_bound_party_party_id")),
        sa.ForeignKeyConstraint(["version_id"], ["agreement_version.id"], name=op.f("fk_bound_party_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bound_party")),
        sa.UniqueConstraint("version_id", "party_id", name=op.f("uq_bound_party_version_id_party_id")),
    )
    op.create_table(
        "duty",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("creditor_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("repudiated_on", sa.Date(), nullable=True),
        sa.Column("grace_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_fen IS NULL OR amount_fen > 0", name=op.f("ck_duty_amount")),
        sa.CheckConstraint("quantity IS NULL OR unit IS NOT NULL", name=op.f("ck_duty_unit")),
        sa.ForeignKeyConstraint(["creditor_id"], ["party.id"], name=op.f("fk_duty_creditor_id")),
        sa.ForeignKeyConstraint(["debtor_id"], ["party.id"], name=op.f("fk_duty_debtor_id")),
        sa.ForeignKeyConstraint(["version_id"], ["agreement_version.id"], name=op.f("fk_duty_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("version_id", "no", name=op.f("uq_duty_version_id_no")),
    )
    op.create_table(
        "recusal",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_party_id", sa.Integer(), nullable=True),
        sa.Column("against_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["against_id"], ["mediator.id"], name=op.f("fk_recusal_against_id")),
        sa.ForeignKeyConstraint(["by_party_id"], ["party.id"], name=op.f("fk_recusal_by_party_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_recusal_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
    )
    with op.batch_alter_table("recusal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recusal_case_id"), ["case_id"], unique=False)

    op.create_table(
        "signature",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("signer", sa.String(length=24), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("mediator_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("ledger", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("signer <> 'PARTY' OR party_id IS NOT NULL", name=op.f("ck_signature_party")),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_signature_mediator_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_signature_party_id")),
        sa.ForeignKeyConstraint(["version_id"], ["agreement_version.id"], name=op.f("fk_signature_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
    )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.create_index(
            "uq_signature_version_party_signer", ["version_id", "signer", "party_id", "name"], unique=True
        )

    op.create_table(
        "slot",
        sa.Column("resource", sa.String(length=24), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["mediation_session.id"], name=op.f("fk_slot_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("resource", "starts_at", name=op.f("uq_slot_resource_starts_at")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_session_id"), ["session_id"], unique=False)

    op.create_table(
        "subsidy_share",
        sa.Column("subsidy_id", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("fen > 0", name=op.f("ck_subsidy_share_fen")),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_subsidy_share_mediator_id")),
        sa.ForeignKeyConstraint(["subsidy_id"], ["subsidy.id"], name=op.f("fk_subsidy_share_subsidy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidy_share")),
    )
    with op.batch_alter_table("subsidy_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subsidy_share_subsidy_id"), ["subsidy_id"], unique=False)

    op.create_table(
        "waiver",
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_waiver_mediator_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_waiver_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sa.UniqueConstraint("party_id", "mediator_id", "on", name=op.f("uq_waiver_party_id_mediator_id_on")),
    )
    with op.batch_alter_table("waiver", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiver_party_id"), ["party_id"], unique=False)

    op.create_table(
        "breach",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_breach_case_id")),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_breach_duty_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_breach_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
    )
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_case_id"), ["case_id"], unique=False)

    op.create_table(
        "performance",
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("proof", sa.String(length=24), nullable=False),
        sa.Column("struck_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_fen IS NULL OR amount_fen > 0", name=op.f("ck_performance_amount")),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_performance_duty_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance")),
    )
    with op.batch_alter_table("performance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_performance_duty_id"), ["duty_id"], unique=False)


def downgrade() -> None:
    op.drop_table("performance")
    op.drop_table("breach")
    op.drop_table("waiver")
    op.drop_table("subsidy_share")
    op.drop_table("slot")
    op.drop_table("signature")
    op.drop_table("recusal")
    op.drop_table("duty")
    op.drop_table("bound_party")
    op.drop_table("transfer")
    op.drop_table("supervision_order")
    op.drop_table("subsidy")
    op.drop_table("risk_report")
    op.drop_table("party")
    op.drop_table("paper")
    op.drop_table("mediation_session")
    op.drop_table("joint_unit")
    op.drop_table("follow_up")
    op.drop_table("event")
    op.drop_table("court_act")
    op.drop_table("case_link")
    op.drop_table("assignment")
    op.drop_table("agreement_version")
    op.drop_table("user_role")
    op.drop_table("term")
    op.drop_table("studio_member")
    op.drop_table("room")
    op.drop_table("old_password")
    op.drop_table("login_session")
    op.drop_table("form_token")
    op.drop_table("first_use_link")
    op.drop_table("case_file")
    op.drop_table("user")
    op.drop_table("studio")
    op.drop_table("series_unit")
    op.drop_table("mediator")
    op.drop_table("frozen_file")
    op.drop_table("frozen_figure")
    op.drop_table("unit")
    op.drop_table("stock")
    op.drop_table("series_year")
    op.drop_table("person")
    op.drop_table("import_row")
    op.drop_table("frozen_report")
    op.drop_table("adviser_term")
    op.drop_table("activity")
    op.drop_table("series")
    op.drop_table("place")
    op.drop_table("login_attempt")
    op.drop_table("import_batch")
