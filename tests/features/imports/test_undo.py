"""A whole import can be taken back while nothing was built on it; the chain of events keeps what happened."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from mediation.casework import audit, registers
from mediation.casework.access import visible_to
from mediation.casework.actor import IMPORTER, OPERATOR
from mediation.casework.registers import RegisterAct
from mediation.casework.transition import fire
from mediation.features.imports.runner import Outcome, Source
from mediation.features.imports.undo import Undone, undo
from mediation.indicators.compute import figures
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_for
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Refused
from mediation.model.activity import Activity
from mediation.model.audit import AuditEvent
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.model.intake import ImportBatch, ImportRow
from mediation.model.place import Place
from mediation.model.report import FrozenReport
from mediation.procedure.records import RiskLevel
from tests.features.imports import books
from tests.features.imports.test_registers import LECTURE, publicity

D = date
WHOLE = (books.places(), books.mediators(), books.cases(books.case()), publicity(LECTURE))


def take_back(session: Any, outcome: Outcome) -> Undone:
    session.remove()
    begin_write(session())
    undone = undo(outcome.batch or 0, IMPORTER)
    session.commit()
    return undone


def refusals(session: Any, outcome: Outcome) -> set[str]:
    with pytest.raises(Refused) as caught:
        take_back(session, outcome)
    session.rollback()
    assert session.get_one(ImportBatch, outcome.batch).undone_at is None
    return {reason.code for reason in caught.value.reasons}


def values(session: Any) -> dict[str, Any]:
    """Every figure of the year that is not nothing."""
    if not session.scalars(select(Place)).all():
        return {}
    found = figures(OPERATOR, Period.year(2024), scope_for(OPERATOR))
    return {key: result.value for key, result in found.items() if result.value not in (0, None)}


def test_nothing_of_a_whole_import_counts_any_more(session):
    outcome = books.take(*WHOLE)
    assert values(session)["C03"] == 1
    undone = take_back(session, outcome)
    assert undone.cases == 1
    assert values(session) == {}
    assert session.scalars(visible_to(IMPORTER)).all() == []
    assert session.scalars(select(ImportRow)).all() == []
    assert session.scalars(select(Activity)).all() == []
    verdict = audit.verify()
    assert verdict.whole
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id.desc())).all()
    assert acts[:3] == ["undo_import", "undo_import", "take_import"]


def test_a_corrected_ledger_comes_in_again(session):
    """With the same numbers, and under names that were wrong the first time."""
    first = books.take(*WHOLE)
    before = values(session)
    take_back(session, first)
    second = books.take(books.places(), books.mediators(), books.cases(books.case(协议金额=900)), publicity(LECTURE))
    assert second.refusals == []
    assert values(session) == before | {"C13": 90_000}
    take_back(session, second)
    assert values(session) == {}
    third = books.take(*WHOLE)
    assert (third.refused, values(session)) == (0, before)


def test_the_next_number_follows_what_still_stands(imported, session):
    books.take(books.cases(books.case(案号="（2024）雪泉人调字第3号")))
    outcome = books.take(books.cases(books.case(案号="（2024）雪泉人调字第9号", 纠纷简要情况="又一件")))
    take_back(session, outcome)
    books.take(books.cases(books.case(案号=None, 纠纷简要情况="再一件")))
    assert sorted(session.scalars(select(Case.number_seq).where(Case.import_undone_at.is_(None)))) == [3, 4]


def test_a_register_goes_when_nobody_needs_it(session):
    outcome = books.take(books.places(), books.mediators())
    undone = take_back(session, outcome)
    assert undone.kept == 0
    assert session.scalars(select(Place)).all() == []


def test_twice(imported, session):
    outcome = books.take(books.cases(books.case()))
    take_back(session, outcome)
    with pytest.raises(Refused) as caught:
        take_back(session, outcome)
    assert [reason.code for reason in caught.value.reasons] == ["undone_already"]


def test_an_unknown_one(session):
    with pytest.raises(NotFound):
        undo(99, IMPORTER)


# --- what was built on it -----------------------------------------------------------------------


def test_a_case_that_went_on(imported, session):
    outcome = books.take(books.cases(books.case()))
    case = session.scalars(select(Case)).one()
    fire(case, "set_risk", OPERATOR, {"level": RiskLevel.WATCH, "reason": "又吵起来了"})
    session.commit()
    assert refusals(session, outcome) == {"cases_went_on"}


def test_a_look_is_nothing_built(imported, session):
    outcome = books.take(books.cases(books.case()))
    case = session.scalars(select(Case)).one()
    audit.append(OPERATOR, "view_case", case_id=case.id)
    session.commit()
    assert take_back(session, outcome).cases == 1


def test_later_imports_stand_on_earlier_ones(session):
    villages = books.take(books.places())
    roster = books.take(books.mediators())
    ledger = books.take(books.cases(books.case()))
    assert refusals(session, villages) == {"records_used"}
    assert refusals(session, roster) == {"records_used"}
    for outcome in (ledger, roster, villages):
        take_back(session, outcome)
    assert values(session) == {}


def test_a_record_that_was_changed_since(imported, session):
    outcome = books.take(publicity(LECTURE))
    activity = session.scalars(select(Activity)).one()
    audit.append(OPERATOR, RegisterAct.CHANGE_ACTIVITY, subject=registers.subject_of(activity))
    session.commit()
    assert refusals(session, outcome) == {"records_changed"}


def test_a_report_that_was_closed_since(imported, session):
    outcome = books.take(books.cases(books.case()))
    town = session.scalars(select(Place).where(Place.name == books.TOWN)).one()
    year = {"from_on": D(2024, 1, 1), "to_on": D(2024, 12, 31)}
    closed = {"frozen_at": clock.now(), "frozen_by": "office", "text": "", "sha256": "0" * 64}
    session.add(FrozenReport(place_id=town.id, **year, **closed))
    session.commit()
    assert refusals(session, outcome) == {"report_frozen"}


def test_a_batch_of_nothing_but_counts(imported, session):
    headings = ["村居", "法律明白人", "统计日期"]
    outcome = books.take(Source("a.xlsx", books.book([*headings, "普法宣传员"], [["东沟村", 3, D(2024, 12, 31), 2]])))
    undone = take_back(session, outcome)
    assert (undone.cases, undone.deleted, undone.kept) == (0, 2, 0)
    assert session.scalar(select(func.count()).select_from(ImportRow).where(ImportRow.kind == "stock")) == 0
