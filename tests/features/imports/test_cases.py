"""A row of the case ledger becomes the events it tells of; a row that cannot be true is refused and leaves nothing."""

import re
from datetime import date
from typing import Any

from sqlalchemy import func, select

from mediation.casework import audit
from mediation.features.imports.ledgers import Kind
from mediation.features.imports.runner import Source
from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.case import Case
from mediation.model.intake import ImportBatch, ImportRow
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.procedure.records import AgreementForm, Confirmation, PersonKind, SessionResult
from tests.features.imports import books

D = date
CREDIT_CODE = "91540000MA6T0000A0"  # of nobody
SHEET = "xl/worksheets/sheet1.xml"


def taken(session: Any, *rows: list[Any], **how: Any) -> Case:
    """The case of the last row; all rows must be taken."""
    outcome = books.take(books.cases(*rows), **how)
    assert books.told(outcome) == []
    return session.scalars(select(Case).order_by(Case.id.desc())).first()


def several(session: Any, rows: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Case]]:
    """Cases of one import, each with the cells that it differs by."""
    numbered = [
        {"案号": f"（2024）雪泉人调字第{no}号", "纠纷简要情况": f"第{no}件"} | cells for no, cells in enumerate(rows, 1)
    ]
    taken(session, *(books.case(**cells) for cells in numbered))
    return list(zip(rows, session.scalars(select(Case).order_by(Case.number_seq)), strict=True))


def history(session: Any, case: Case) -> list[tuple[str, date]]:
    events = session.scalars(select(AuditEvent).where(AuditEvent.case_id == case.id).order_by(AuditEvent.id))
    return [(event.act, event.on) for event in events]


# --- what rows become ---------------------------------------------------------------------------


def test_a_settled_case_step_by_step(imported, session):
    case = taken(session, books.case())
    assert history(session, case) == [
        ("register_application", D(2024, 3, 1)),
        ("ask_party", D(2024, 3, 2)),
        ("ask_party", D(2024, 3, 2)),
        ("accept", D(2024, 3, 2)),
        ("assign_mediator", D(2024, 3, 2)),
        ("give_notice", D(2024, 3, 4)),
        ("hold_session", D(2024, 3, 4)),
        ("hold_session", D(2024, 3, 6)),
        ("settle_content", D(2024, 3, 6)),
        ("record_signature", D(2024, 3, 6)),
        ("record_signature", D(2024, 3, 6)),
        ("record_signature", D(2024, 3, 6)),
        ("put_seal", D(2024, 3, 6)),
        ("sign_agreement", D(2024, 3, 6)),
        ("record_performance", D(2024, 3, 20)),
        ("confirm_performed", D(2024, 3, 20)),
        ("record_followup", D(2024, 4, 2)),
    ]
    events = session.scalars(select(AuditEvent).where(AuditEvent.case_id == case.id)).all()
    assert all(event.ledger and event.actor == "importer" for event in events)
    assert (case.state, case.number, case.ledger) == ("PERFORMED", "（2024）雪泉人调字第1号", True)
    assert case.agreement.amount_fen == 120_050
    assert [row.result for row in case.sessions] == [SessionResult.NOT_YET, SessionResult.AGREED]
    assert all(not row.slots and row.starts_at is None for row in case.sessions)
    assert case.parties[0].person.phone == "13900000001"
    assert audit.verify().whole


def test_an_oral_agreement_by_own_motion(imported, session):
    row = books.case(案件来源="主动调解", 协议形式="口头协议", 协议金额=None, 履行日期=D(2024, 3, 6), 回访日期=None)
    case = taken(session, row)
    acts = [act for act, _on in history(session, case)]
    assert acts[0] == "register_own_motion"
    assert acts[-3:] == ["agree_orally", "record_performance", "confirm_performed"]
    assert case.agreement.form is AgreementForm.ORAL
    assert case.agreement.amount_fen is None


REFERRALS = {
    "法院委托移送": "COURT",
    "检察院委托移送": "PROCURATORATE",
    "公安机关委托移送": "POLICE",
    "信访部门委托移送": "PETITION",
    "其他部门委托移送": "OTHER",
}


def test_referrals(imported, session):
    for source, case in several(session, [{"案件来源": source} for source in REFERRALS]):
        assert case.organ_kind == REFERRALS[source["案件来源"]]
        assert case.source.label == source["案件来源"]
        assert history(session, case)[0][0] == "register_referral"


def test_judicial_confirmation_in_the_order_of_days(imported, session):
    court = {
        "司法确认": "确认有效",
        "申请确认日期": D(2024, 3, 8),
        "确认法院": "雪泉县人民法院",
        "确认日期": D(2024, 3, 25),
    }
    case = taken(session, books.case(**court))
    assert [act for act, _on in history(session, case)][-5:] == [
        "apply_confirmation",
        "record_performance",
        "confirm_performed",
        "record_confirmation",
        "record_followup",
    ]
    assert case.agreement.confirmation is Confirmation.CONFIRMED
    assert case.agreement.confirmation_court == "雪泉县人民法院"


NO_END: dict[str, Any] = {
    "协议形式": None,
    "协议金额": None,
    "协议日期": None,
    "履行情况": None,
    "履行日期": None,
    "回访日期": None,
}


ENDS = {
    "调解不成": ("TERMINATED", ("end_without_agreement", D(2024, 3, 6))),
    "未果": ("TERMINATED", ("end_without_agreement", D(2024, 3, 6))),
    "撤回": ("TERMINATED", ("stop_by_party", D(2024, 3, 6))),
    "正在调解": ("MEDIATING", ("hold_session", D(2024, 3, 6))),
}


def test_ends_without_agreement(imported, session):
    for cells, case in several(session, [{"调解结果": result, **NO_END} for result in ENDS]):
        assert (case.state, history(session, case)[-1]) == ENDS[cells["调解结果"]]


def test_withdrawn_before_the_first_meeting(imported, session):
    case = taken(session, books.case(调解结果="撤回", 调解日期=None, **NO_END))
    assert history(session, case)[-1] == ("stop_by_party", D(2024, 3, 2))


def test_duties_that_are_still_open(imported, session):
    case = taken(session, books.case(履行情况="正在履行", 履行日期=None))
    assert case.state == "IN_FORCE"
    assert case.agreement.duties[0].done_on is None


def test_several_people_in_a_cell(imported, session):
    case = taken(session, books.case(被申请人="扎西、洛桑、西沟村合作社", 被申请人身份证号=f"{books.OTHER}、"))
    assert [(party.name, party.side) for party in case.parties] == [
        ("卓玛", "A"), ("扎西", "B"), ("洛桑", "B"), ("西沟村合作社", "B"),
    ]  # fmt: skip
    assert case.parties[3].person.kind is PersonKind.ORGANISATION
    assert [party.person.id_number for party in case.parties[1:]] == [books.OTHER, None, None]


def test_a_body_with_its_credit_code(imported, session):
    case = taken(session, books.case(被申请人="西沟村合作社", 被申请人身份证号=CREDIT_CODE))
    assert case.parties[1].person.id_number == CREDIT_CODE


def test_a_shared_name_makes_nobody_the_same(imported, session):
    second = books.case(案号="（2024）雪泉人调字第2号", 申请人身份证号=None, 被申请人="卓玛", 被申请人身份证号=None)
    taken(session, books.case(), second)
    assert session.scalar(select(func.count()).select_from(Person).where(Person.name == "卓玛")) == 3


def test_each_case_has_a_record_of_its_own_of_the_same_person(imported, session):
    second = books.case(案号="（2024）雪泉人调字第2号", 纠纷简要情况="又一件事")
    taken(session, books.case(), second)
    people = session.scalars(select(Person).join(Party, Party.person_id == Person.id)).all()
    assert (len(people), len({person.id_key for person in people})) == (4, 2)


# --- whom a mediator's name means ---------------------------------------------------------------


# committee of the row, place of the talks, name, and the committee on whose roster the mediator is
LOOKED_FOR = [
    (books.COMMITTEE, "村委会调解室", "普布", books.COMMITTEE),  # his own committee before his namesake's
    ("西沟村人民调解委员会", "村委会调解室", "普布", "西沟村人民调解委员会"),
    (books.TOWNSHIP, "阿玛调解室", "央金", "西沟村人民调解委员会"),  # a member of the studio
    (books.COMMITTEE, "村委会调解室", "央金", "西沟村人民调解委员会"),  # the only one in the town
]


def test_mediators_are_looked_for_near_and_then_far(imported, session):
    rows = [{"承办调委会": unit, "调解地点": place, "调解员": name} for unit, place, name, _of in LOOKED_FOR]
    for (cells, case), (_unit, place, _name, of) in zip(several(session, rows), LOOKED_FOR, strict=True):
        (term,) = case.lead.mediator.terms
        assert term.unit.name == of, cells
        assert (case.studio.name if case.studio else "村委会调解室") == place


def test_an_organ_borrows_from_the_township(imported, session):
    row = books.case(案号="（2024）雪泉行调字第1号", 调解种类="行政调解", 承办调委会=books.ORGAN, 调解员="丹增")
    case = taken(session, row)
    assert (case.kind, case.unit.name) == ("ADMIN", books.ORGAN)


def test_an_organ_by_another_of_its_names(imported, session):
    row = books.case(
        案号="（2024）雪泉行调字第1号", 调解种类="行政调解", 承办调委会=f"{books.TOWN}司法所", 调解员="丹增"
    )
    assert taken(session, row).unit.name == books.ORGAN


def test_the_first_of_several_leads(imported, session):
    case = taken(session, books.case(调解员="强巴、普布"))
    assert [(row.mediator.person.name, row.lead) for row in case.team] == [("强巴", True), ("普布", False)]


# --- refused rows -------------------------------------------------------------------------------


COURT = {"司法确认": "确认有效", "申请确认日期": D(2024, 3, 8), "确认日期": D(2024, 3, 9)}
WRONG_CHECK = books.ASKING[:-1] + ("1" if books.ASKING[-1] != "1" else "2")


# cells, the column that is named, and words of the reason
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"受理日期": "2024-02-30"}, "受理日期", "没有这一天"),
    ({"受理日期": None}, "受理日期", "请填写受理日期。"),
    ({"申请人身份证号": WRONG_CHECK}, "申请人身份证号", "校验位"),
    ({"申请人身份证号": 540000197805021226.0}, "申请人身份证号", "存成了数字"),
    ({"调解员": "无此人"}, "调解员", "没有调解员"),
    ({"调解员": "普布", "承办调委会": books.TOWNSHIP, "调解地点": "镇上"}, "调解员", "有2位调解员"),
    ({"所属村居": "北沟村"}, "所属村居", "没有这个村"),
    ({"承办调委会": "北沟村人民调解委员会"}, "承办调委会", "没有这个调委会"),
    ({"登记日期": D(2024, 3, 3)}, "受理日期", "早于"),
    ({"调解日期": "2024-03-01；2024-03-06"}, "调解日期", "早于"),
    ({"协议日期": D(2024, 3, 5)}, "协议日期", "早于最后一次调解"),
    ({"履行日期": D(2024, 3, 5)}, "履行日期", "早于"),
    ({"回访日期": D(2024, 3, 1)}, "回访日期", "早于"),
    ({"回访日期": D(2099, 1, 1)}, "回访日期", "不能晚于今天"),
    ({"协议金额": -300}, "协议金额(元)", "负数"),
    ({"协议金额": "三百"}, "协议金额(元)", "看不懂"),
    ({"调解结果": "不知道"}, "调解结果", "不在可选的里面"),
    ({"纠纷类型": "邻居纠纷"}, "纠纷类型", "不在可选的里面"),
    ({"调解日期": None}, "调解日期", "请填写调解日期。"),
    ({"协议日期": None}, "协议日期", "请填写协议日期。"),
    ({"履行日期": None}, "履行日期", "履行日期"),
    ({"案号": "一号"}, "案号", "看不懂"),
    ({"案号": "（2023）雪泉人调字第1号"}, "案号", "年份"),
    ({"案号": "（2024）别镇人调字第1号"}, "案号", "雪泉人调字"),
    ({"案号": "（2024）雪泉行调字第1号"}, "案号", "雪泉人调字"),
    ({"调解种类": "行政调解"}, "调解种类", "不符"),
    ({"被申请人": "不详"}, "申请人", "真实姓名"),
    ({"被申请人身份证号": books.ASKING, "被申请人": "卓玛"}, "被申请人", "不能站在两边"),
    ({"协议形式": "口头协议", **COURT}, "协议形式", "口头协议不能"),
    ({**COURT, "申请确认日期": D(2024, 5, 8), "确认日期": D(2024, 5, 9)}, "申请确认日期", "三十日"),
]


def test_rows_that_cannot_be_are_refused_alone(imported, session):
    """Each is named with row, column and reason; nothing of any is stored."""
    events = session.scalar(select(func.count()).select_from(AuditEvent))
    rows = [books.case(纠纷简要情况=f"第{no}件", **cells) for no, (cells, _column, _words) in enumerate(REFUSED)]
    outcome = books.take(books.cases(*rows, books.case(案号="（2024）雪泉人调字第8号")))
    assert (outcome.taken, outcome.refused) == (1, len(REFUSED))
    found = {row: (column, text) for row, column, text in reversed(books.told(outcome))}
    for number, (cells, column, words) in enumerate(REFUSED, start=3):
        assert found[number][0] == column, cells
        assert words in found[number][1], cells
    case = session.scalars(select(Case)).one()
    assert case.number_seq == 8
    assert session.scalar(select(func.count(Party.id))) == len(case.parties)
    acts = len(history(session, case))
    assert session.scalar(select(func.count()).select_from(AuditEvent)) == events + acts + 1


def test_a_mediator_off_the_roster_that_day(imported, session):
    late = {
        "登记日期": D(2026, 3, 1),
        "受理日期": D(2026, 3, 2),
        "案号": "（2026）雪泉人调字第1号",
        "调解日期": "2026-03-04",
        **NO_END,
    }
    outcome = books.take(books.cases(books.case(调解结果="正在调解", **late)))
    assert [(column, "没有调解员" in text) for _row, column, text in books.told(outcome)] == [("调解员", True)]


def test_a_mediator_in_his_own_case(imported, session):
    number = books.case()[5]
    roster = [
        9,
        books.COMMITTEE,
        "次仁",
        "男",
        "藏族",
        D(1978, 5, 1),
        "兼职",
        "委员",
        D(2023, 3, 1),
        D(2026, 2, 28),
        "否",
    ]
    books.take(books.mediators(roster))
    person = session.scalars(select(Person).where(Person.name == "次仁")).one()
    person.id_number = number
    session.commit()
    outcome = books.take(books.cases(books.case(申请人="次仁", 调解员="次仁")))
    assert [(column, text) for _row, column, text in books.told(outcome)] == [
        ("调解员", "当事人或其代理人不能担任本案调解员：次仁就是次仁本人，或者是其监护人、代理人。")
    ]


def test_a_formula_is_only_text(imported, session):
    """One whose result the file does not hold is taken as it stands, or refused where a number is wanted."""
    content = books.cases(books.case()).content
    amount, matter = re.compile(rb'<c r="(U3)"[^>]*>.*?</c>'), re.compile(rb'<c r="(N3)"[^>]*>.*?</c>')
    formula = rb'<c r="\1"><f>HYPERLINK("x")</f></c>'
    wrong = books.changed(content, {SHEET: lambda xml: amount.sub(formula, xml)})
    assert [column for _row, column, _text in books.told(books.take(Source("一.xlsx", wrong)))] == ["协议金额(元)"]
    right = books.changed(content, {SHEET: lambda xml: matter.sub(formula, xml)})
    assert books.take(Source("二.xlsx", right)).taken == 1
    assert session.scalars(select(Case.matter)).one() == '=HYPERLINK("x")'


# --- taken before -------------------------------------------------------------------------------


def test_twice_changes_nothing(imported, session):
    books.take(books.cases(books.case()))
    before = session.scalar(select(func.count()).select_from(AuditEvent))
    outcome = books.take(books.cases(books.case()))
    assert (outcome.taken, outcome.already, outcome.refused, outcome.batch) == (0, 1, 0, None)
    assert session.scalar(select(func.count()).select_from(AuditEvent)) == before
    assert session.scalar(select(func.count()).select_from(ImportBatch)) == 2


SAME = [
    ({"协议金额": 900}, True),  # same number, same dispute: corrected, not new
    ({"案号": "（2024）雪泉人调字第5号"}, True),  # same day, parties, subject
    ({"案号": None}, True),
    ({"案号": "（2024）雪泉人调字第5号", "纠纷简要情况": "另一件事"}, False),
]


def test_what_is_the_same_row(imported, session):
    books.take(books.cases(books.case()))
    for cells, there in SAME:
        outcome = books.take(books.cases(books.case(**cells), name="另一个.xlsx"))
        assert (outcome.already, outcome.taken, outcome.refused) == (int(there), int(not there), 0), cells


def test_a_number_that_another_dispute_has(imported, session):
    other = books.case(登记日期=D(2024, 3, 2), 申请人="白玛", 申请人身份证号=None)
    outcome = books.take(books.cases(books.case(), other))
    assert [(row, column) for row, column, _text in books.told(outcome)] == [(4, "案号")]
    assert outcome.taken == 1


def test_a_row_without_a_number_gets_the_next_one(imported, session):
    nameless = books.case(案号=None, 纠纷简要情况="没有案号的")
    outcome = books.take(books.cases(nameless, books.case(案号="（2024）雪泉人调字第7号")))
    assert outcome.taken == 2
    assert sorted(session.scalars(select(Case.number_seq))) == [7, 8]


def test_a_dry_run_stores_nothing(imported, session):
    before = session.scalar(select(func.count()).select_from(AuditEvent))
    outcome = books.take(books.cases(books.case(), books.case(调解员="无此人", 案号=None)), dry_run=True)
    assert (outcome.taken, outcome.refused, outcome.batch) == (1, 1, None)
    assert session.scalars(select(Case)).all() == []
    assert session.scalar(select(func.count()).select_from(AuditEvent)) == before
    assert session.scalars(select(ImportRow).where(ImportRow.kind == "case")).all() == []


def test_giving_way_commits_on_the_way_and_counts_right(imported, session, monkeypatch):
    monkeypatch.setattr("mediation.features.imports.runner.ROWS_A_TIME", 2)
    rows = [books.case(案号=f"（2024）雪泉人调字第{no}号", 纠纷简要情况=f"第{no}件") for no in range(1, 6)]
    outcome = books.take(books.cases(*rows, books.case(调解员="无此人", 案号=None)), gives_way=True)
    assert (outcome.taken, outcome.refused) == (5, 1)
    batch = session.get_one(ImportBatch, outcome.batch)
    assert (batch.taken, batch.refused) == (5, 1)
    assert session.scalar(select(func.count()).select_from(Case).where(Case.import_id == batch.id)) == 5


def test_only_the_kind_that_was_asked_for(imported, session):
    outcome = books.take(books.cases(books.case()), books.mediators(), kind=Kind.MEDIATORS)
    assert [sheet.kind for sheet in outcome.sheets] == [Kind.MEDIATORS]
    assert [(left.file, left.reason.code) for left in outcome.left] == [("案件台账.xlsx", "other_ledger")]


def test_the_clock_may_stand_years_later(imported, session):
    with clock.frozen(D(2031, 5, 5)):
        case = taken(session, books.case())
        assert case.deadline is not None
        assert case.deadline < D(2024, 5, 1)


def test_a_mediator_written_twice_is_one(imported, session):
    case = taken(session, books.case(调解员="强巴；强巴"))
    assert [row.mediator.person.name for row in case.assignments] == ["强巴"]


def test_cells_that_would_lose_something(imported, session):
    """An amount that was never worked out, number nought, a number beyond counting, a telephone that is none."""
    wrong = [
        ("案号", "（2024）雪泉人调字第0号"),
        ("案号", f"（2024）雪泉人调字第{'9' * 30}号"),
        ("申请人电话", "123"),
        ("承办调委会", f"东沟村\u200b{books.COMMITTEE[3:]}"),
    ]
    outcome = books.take(books.cases(*(books.case(**{heading: cell}) for heading, cell in wrong)))
    assert [column for _row, column, _why in books.told(outcome)] == [heading for heading, _cell in wrong]
    bare = books.cases(books.case(协议金额=7654))
    content = books.changed(bare.content, {SHEET: lambda xml: xml.replace(b"<v>7654</v>", b"<f>1+1</f><v></v>")})
    [(_row, column, why)] = books.told(books.take(Source(bare.name, content)))
    assert (column, why) == ("协议金额(元)", "金额“=1+1”看不懂。")
