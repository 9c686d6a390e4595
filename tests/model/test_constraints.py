"""What must never be false is refused by the database itself, on both databases, whoever writes."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from mediation.model import triggers
from mediation.model.base import db
from mediation.model.sensitive import Encrypted
from mediation.procedure.states import State
from tests.model.rows import DAY, put
from tests.plugins.postgres import on_postgres, on_sqlite

BEFORE = date(2025, 12, 31)
NUMBER = {"number_year": 2026, "number_seq": 1, "number": "（2026）云上人调字第1号"}
TABLES = db.metadata.tables

NOON = datetime(2026, 1, 1, 4, tzinfo=UTC)
# Every check of the models: a row that it refuses.
REFUSED_BY_CHECK = {
    "ck_place_dates": ("place", {"valid_from": DAY, "valid_to": BEFORE}),
    "ck_place_code_length": ("place", {"code": "54242910100"}),
    "ck_activity_found": ("activity", {"found": -1}),
    "ck_activity_fixed": ("activity", {"fixed": -1}),
    "ck_activity_banners": ("activity", {"banners": -1}),
    "ck_activity_resolved": ("activity", {"resolved": -1}),
    "ck_activity_items": ("activity", {"items": -1}),
    "ck_activity_consultations": ("activity", {"consultations": -1}),
    "ck_activity_audience": ("activity", {"audience": -1}),
    "ck_activity_attendees": ("activity", {"attendees": -1}),
    "ck_activity_materials": ("activity", {"materials": -1}),
    "ck_adviser_term_dates": ("adviser_term", {"from_on": DAY, "to_on": BEFORE}),
    "ck_person_organisation": ("person", {"kind": "LEGAL", "birth": DAY}),
    "ck_person_link_order": ("person_link", {"person_id": 2, "other_id": 1}),
    "ck_person_link_dates": ("person_link", {"person_id": 1, "other_id": 2, "linked_on": DAY, "parted_on": BEFORE}),
    "ck_series_year_last": ("series_year", {"last": -1}),
    "ck_stock_count": ("stock", {"count": -1}),
    "ck_unit_dates": ("unit", {"active_from": DAY, "active_to": BEFORE}),
    "ck_user_username_folded": ("user", {"username": "Office"}),
    "ck_case_file_numbered": ("case_file", {"state": "ACCEPTED"}),
    "ck_case_file_not_numbered": ("case_file", {"state": "REGISTERED", **NUMBER}),
    "ck_case_file_whole_number": ("case_file", {"state": "VOID", "closed_on": DAY, "number_seq": 1}),
    "ck_case_file_closed": ("case_file", {"state": "NOT_ACCEPTED"}),
    "ck_case_file_paused": ("case_file", {"state": "REGISTERED", "paused_on": DAY}),
    "ck_case_file_subsidy": ("case_file", {"state": "LEAD", "subsidy": "PROPOSED"}),
    "ck_term_dates": ("term", {"from_on": DAY, "to_on": BEFORE}),
    "ck_user_role_separated": ("user_role", {"role": "auditor"}),
    "ck_user_role_dates": ("user_role", {"from_on": DAY, "to_on": BEFORE}),
    "ck_user_role_no_relation": ("user_role", {"kind": "auditor", "role": "auditor"}),
    "ck_agreement_version_effective": ("agreement_version", {"status": "IN_FORCE"}),
    "ck_assignment_dates": ("assignment", {"from_on": DAY, "to_on": BEFORE}),
    "ck_case_link_other": ("case_link", {}),
    "ck_follow_up_one_end": ("follow_up", {"visited_on": DAY, "excused_on": DAY}),
    "ck_joint_unit_one_partner": ("joint_unit", {"outside": None}),
    "ck_mediation_session_hours": (
        "mediation_session",
        {"starts_at": datetime(2026, 1, 1, 9, tzinfo=UTC), "ends_at": datetime(2026, 1, 1, 9, tzinfo=UTC)},
    ),
    "ck_party_dates": ("party", {"joined_on": DAY, "left_on": BEFORE}),
    "ck_duty_amount": ("duty", {"amount_fen": 0}),
    "ck_duty_unit": ("duty", {"quantity": 3}),
    "ck_signature_party": ("signature", {"signer": "PARTY"}),
    "ck_session_seat_absence": ("session_seat", {"came": True, "why": "ILL"}),
    "ck_session_seat_signed": ("session_seat", {"came": False, "signed": "SIGN"}),
    "ck_subsidy_share_fen": ("subsidy_share", {"fen": 0}),
    "ck_term_rule_count": ("term_rule", {"count": 0}),
    "ck_term_rule_dates": ("term_rule", {"valid_from": DAY, "valid_to": BEFORE}),
    "ck_plan_rule_days": ("plan_rule", {"days": 0}),
    "ck_plan_rule_dates": ("plan_rule", {"valid_from": DAY, "valid_to": BEFORE}),
    "ck_acceptance_chose_a_mediator": ("acceptance", {"mediator_id": None, "chose": True, "accepts": True}),
    "ck_acceptance_chose_whom_it_accepts": ("acceptance", {"chose": True, "accepts": False}),
    "ck_acceptance_one_of_two": ("acceptance", {}),
    "ck_file_access_request_decided": ("file_access_request", {"decided_at": NOON}),
    "ck_file_access_request_until": ("file_access_request", {"until": NOON}),
    "ck_file_access_request_other": ("file_access_request", {"decision": "REFUSED", "decided_at": NOON}),
    "ck_helper_post_dates": ("helper_post", {"from_on": DAY, "to_on": BEFORE}),
    "ck_report_part_level": ("report_part", {"level": 3}),
    "ck_screening_found": ("screening", {"found": -1}),
    "ck_spot_check_called": ("spot_check", {"called_on": DAY}),
    "ck_spot_check_draw_dates": ("spot_check_draw", {"from_on": DAY, "to_on": BEFORE}),
    "ck_spot_check_draw_size": ("spot_check_draw", {"size": 0}),
    "ck_subsidy_tariff_dates": ("subsidy_tariff", {"from_on": DAY, "to_on": BEFORE}),
    "ck_subsidy_tariff_fen": ("subsidy_tariff", {"fen": 0}),
    "ck_complaint_dates": (
        "complaint",
        {"received_on": DAY, "decided_on": BEFORE, "finding": "TRUE", "measure": "CORRECT", "outcome": "查过了。"},
    ),
    "ck_complaint_decided": ("complaint", {"finding": "TRUE"}),
    "ck_training_half_days": ("training", {"half_days": 0}),
    "ck_typed_figure_attachment": ("typed_figure", {"sha256": "0" * 64}),
    "ck_typed_figure_dates": ("typed_figure", {"from_on": DAY, "to_on": BEFORE}),
    "ck_typed_figure_source": ("typed_figure", {"source": ""}),
    "ck_typed_figure_value": ("typed_figure", {"value": -1}),
    "ck_performance_amount": ("performance", {"amount_fen": -1}),
}
# What else stands in a bad row so that only the one check speaks: columns filled although they may be empty.
FILLED = {
    "ck_case_file_not_numbered": ("series_id",),
    "ck_user_role_no_relation": ("place_id",),
    "ck_acceptance_chose_a_mediator": ("invitee_id",),
    "ck_acceptance_chose_whom_it_accepts": ("mediator_id",),
    "ck_file_access_request_other": ("decided_by",),
}
# Unique keys that hold under a condition: what makes a row fall under it, and what lets it out.
CONDITIONS = {
    "uq_assignment_active": ({}, {"to_on": DAY}),
    "uq_assignment_active_lead": ({"lead": True}, {"lead": False}),
    "uq_agreement_version_draft": ({"status": "DRAFT"}, {"status": "SET_ASIDE"}),
    "uq_agreement_version_in_force": ({"status": "IN_FORCE", "in_force_from": DAY}, {"status": "REPLACED"}),
    "uq_calendar_day_place_on": ({}, {"withdrawn_at": datetime(2026, 1, 1, tzinfo=UTC)}),
    "uq_calendar_year_place_year": ({}, {"withdrawn_at": datetime(2026, 1, 1, tzinfo=UTC)}),
    "uq_person_link_person_id_other_id": ({}, {"parted_on": DAY}),
    "uq_user_person_active": ({"active": True}, {"active": False}),
    "uq_case_file_series_id_number_year_number_seq": (
        {"state": "ACCEPTED", "number": "（2026）云上人调字第1号"},
        {"import_undone_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ),
}
# What else stands in the row so that only the one key speaks.
BESIDE = {
    "uq_joint_unit_case_unit": {"outside": None},
    "uq_agreement_version_case_id_no": {"status": "SET_ASIDE"},
}


@pytest.fixture
def connection(app):
    with app.app_context(), db.engine.connect().execution_options(write=True) as connection:
        yield connection


def checks():
    return {
        constraint.name
        for table in db.metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }


def unique_keys():
    """Name → table and columns; the key of rows that refer to (id, kind) is held by the primary key already."""
    found = {}
    for table in db.metadata.sorted_tables:
        keys = [row for row in table.constraints if isinstance(row, UniqueConstraint)]
        for key in [*keys, *(index for index in table.indexes if index.unique)]:
            found[key.name] = (table, [column.name for column in key.columns])
    del found["uq_user_id_kind"]
    return found


def conditional():
    return {
        index.name
        for table in db.metadata.sorted_tables
        for index in table.indexes
        if index.unique and index.dialect_options["sqlite"]["where"] is not None
    }


def refuses(connection, name, /, *filled, among_strangers=False, **columns):
    """The sentence with which the database refuses a row, and nothing is left of it."""
    with pytest.raises(IntegrityError) as refused, connection.begin_nested():
        put(connection, name, *filled, among_strangers=among_strangers, **columns)
    return str(refused.value.orig)


def test_every_check_and_condition_has_its_example():
    assert set(REFUSED_BY_CHECK) == checks()
    assert set(CONDITIONS) == conditional()


@pytest.mark.parametrize("name", sorted(REFUSED_BY_CHECK))
def test_a_check_bites(connection, name):
    table, columns = REFUSED_BY_CHECK[name]
    assert name in refuses(connection, table, *FILLED.get(name, ()), **columns)


@pytest.mark.parametrize("name", sorted(unique_keys()))
def test_a_key_is_unique(connection, name):
    table, columns = unique_keys()[name]
    inside, outside = CONDITIONS.get(name, ({}, {}))
    known = {**BESIDE.get(name, {}), **inside}
    number = put(connection, table.name, *columns, among_strangers=True, **known)
    row = connection.execute(select(table).where(table.c.id == number)).mappings().one()
    key = {column: row[column] for column in columns}
    said = refuses(connection, table.name, among_strangers=True, **{**known, **key})
    assert name in said or all(f"{table.name}.{column}" in said for column in columns)
    if outside:
        put(connection, table.name, among_strangers=True, **{**known, **key, **outside})


@pytest.mark.parametrize("state", list(State))
def test_a_number_is_given_exactly_with_acceptance(connection, state):
    closed = DAY if state.final else None
    numbered = {"state": state, "closed_on": closed, **NUMBER}
    if state.numbered is not True:
        with connection.begin_nested():
            put(connection, "case_file", state=state, closed_on=closed)
    else:
        assert "ck_case_file_numbered" in refuses(connection, "case_file", state=state, closed_on=closed)
    if state.numbered is not False:
        put(connection, "case_file", "series_id", **numbered)
    else:
        assert "ck_case_file_not_numbered" in refuses(connection, "case_file", "series_id", **numbered)


@pytest.mark.parametrize("state", list(State))
def test_closed_goes_with_the_closing_date(connection, state):
    number = NUMBER if state.numbered else {}
    filled = ("series_id",) if state.numbered else ()
    wrong = None if state.final else DAY
    assert "ck_case_file_closed" in refuses(connection, "case_file", *filled, state=state, closed_on=wrong, **number)


# --- rows that are never changed ----------------------------------------------------------------


CHANGES = {
    "update of all": "UPDATE {table} SET id = id",
    "update of one": "UPDATE {table} SET id = id + 1000 WHERE id = 1",
    "delete of all": "DELETE FROM {table}",
    "delete of one": "DELETE FROM {table} WHERE id = 1",
}


@pytest.mark.parametrize("table", triggers.ONLY_GROWING)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_rows_that_only_grow_are_never_changed(connection, table, change):
    put(connection, table, **({} if table != "event" else {"id": 1}))
    with pytest.raises(IntegrityError, match=f"{table} rows are never changed"), connection.begin_nested():
        connection.execute(text(change.format(table=table)))


@pytest.mark.parametrize("column", [column.name for column in TABLES["event"].columns])
def test_no_column_of_an_event_is_changed(connection, column):
    event = TABLES["event"]
    number = put(connection, "event", id=1)
    with pytest.raises(IntegrityError, match="never changed"), connection.begin_nested():
        connection.execute(update(event).where(event.c.id == number).values({column: event.c[column]}))


@on_sqlite
@pytest.mark.parametrize("road", ["INSERT OR REPLACE", "REPLACE"])
@pytest.mark.parametrize("clash", ["id", "hash"])
def test_replacing_is_no_way_around(connection, road, clash):
    event = TABLES["event"]
    put(connection, "event", id=1, hash="first")
    other = {"id": 1, "hash": "second"} if clash == "id" else {"id": 2, "hash": "first"}
    row = dict(connection.execute(select(event)).mappings().one()) | other
    with pytest.raises(IntegrityError, match="never changed"), connection.begin_nested():
        connection.execute(insert(event).prefix_with("OR REPLACE").values(row))
    columns = ", ".join(f'"{name}"' for name in row)
    first = connection.exec_driver_sql("SELECT * FROM event").mappings().one()
    marks = ", ".join("?" for _name in row)
    raw = tuple(({**first, **other})[name] for name in row)
    with pytest.raises(IntegrityError, match="never changed"), connection.begin_nested():
        connection.exec_driver_sql(f"{road} INTO event ({columns}) VALUES ({marks})", raw)
    assert connection.exec_driver_sql("SELECT hash FROM event").scalars().all() == ["first"]


@on_postgres
@pytest.mark.parametrize("table", triggers.ONLY_GROWING)
def test_emptying_is_no_way_around(connection, table):
    for change in (
        f"TRUNCATE {table} CASCADE",
        f"DELETE FROM {table} WHERE id = 404",
        f"UPDATE {table} SET id = 1 WHERE false",
    ):
        with pytest.raises(IntegrityError, match="never changed"), connection.begin_nested():
            connection.execute(text(change))


# --- secrets at rest ----------------------------------------------------------------------------


def test_what_is_encrypted_lies_encrypted(connection):
    person = TABLES["person"]
    secret = [column.name for column in person.columns if isinstance(column.type, Encrypted)]
    assert set(secret) == {"id_number", "phone", "contact_phone", "document_number"}
    put(connection, "person", **dict.fromkeys(secret, "13900000001"))
    stored = connection.execute(text(f"SELECT {', '.join(secret)} FROM person")).one()
    assert not any("13900000001" in value for value in stored)
