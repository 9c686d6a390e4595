"""What a person would fill in for every event of the table: full answers for a case as it stands, on a day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from mediation.kernel import clock
from mediation.model.agreement import Duty
from mediation.model.base import db
from mediation.model.mediation_session import SessionStatus
from mediation.model.team import Recusal
from mediation.procedure.records import ReviewPoint
from tests.factories import Upload, stranger
from tests.people import ZHAXI, ZHUOMA
from tests.town import TODAY, Road

Answers = dict[str, Any]
Answer = Callable[[Road, date], Answers]


def answers(event_id: str, road: Road, on: date) -> Answers:
    """Full answers; where the case has nothing that fits (no open duty, no plan), an id that is none of its own."""
    return ANSWERS[event_id](road, on)


def act(road: Road, event_id: str, on: date = TODAY, **said: Any) -> Road:
    """One event with full answers, some of them said otherwise."""
    return road.fire(event_id, on, **answers(event_id, road, on) | said)


def _matter(road: Road) -> Answers:
    place = {"committee": road.world.committees[0].id, "village": road.world.villages[0].id}
    return place | {"kind": "PEOPLE", "matter": "牦牛又越过围栏", "claims": "修好围栏"}


def _sides() -> Answers:
    return {"applicants": [ZHUOMA], "respondents": [ZHAXI], "form": "ORAL", "acknowledged": True}


def _referral(on: date) -> Answers:
    return {"organ_kind": "POLICE", "organ": "镇派出所", "letter_no": "函1号", "letter_on": on}


def _parties(_road: Road, _on: date) -> Answers:
    return {
        "parties": [ZHUOMA | {"role": "APPLICANT", "answer": "AGREES"}, ZHAXI | {"role": "RESPONDENT"}],
        "how_found": "入户时听说",
    }


def _draft(road: Road, on: date) -> Answers:
    items = road.duties(on, 50_000, on + timedelta(days=5)) if len(road.everybody) > 1 else []
    return {"bound": road.everybody, "items": items, "facts": "牦牛吃了草"}


def _told(on: date) -> Answers:
    return {"told_on": on, "way": "ORAL", "language": "TIBETAN", "accepts_mediator": True}


def _session(road: Road, on: date) -> Answers:
    words = {"text": "各说了各的道理", "read_out": "用藏语念过", "result": "NOT_YET", "open": False}
    guests = [{"name": "旺姆", "capacity": "INTERPRETER", "signed": "FINGER"}]
    return {"time": clock.at(on, 8), "place": "阿玛调解室", "present": road.everybody, "guests": guests} | words


def _signature(road: Road, _on: date) -> Answers:
    """Whoever is still missing signs: the parties first, then the mediator."""
    draft = road.case.draft
    signed = {row.party_id for row in draft.signatures} if draft else set()
    waiting = [party for party in road.everybody if party not in signed]
    if waiting:
        return {"who": "PARTY", "for_whom": waiting[0], "kind": "BOTH"}
    return {"who": "MEDIATOR", "mediator": lead_of(road), "kind": "SIGN"}


def lead_of(road: Road) -> int:
    return road.case.lead.mediator_id if road.case.lead else road.world.yangjin.id


def _open_duty(road: Road) -> int:
    return _duty(road, done=False)


def _duty(road: Road, *, done: bool) -> int:
    duties: list[Duty] = road.case.agreement.duties if road.case.agreement else []
    return next((duty.id for duty in duties if (duty.done_on is not None) is done), 0)


def _planned(road: Road) -> int:
    return next((row.id for row in road.case.sessions if row.status is SessionStatus.PLANNED), 0)


def _recused(road: Road) -> Answers:
    """By the party who asked, else by the mediator."""
    query = select(Recusal).where(Recusal.case_id == road.case.id, Recusal.closed_on.is_(None))
    row = db.session.scalars(query).first()
    if row is not None and row.by_party_id is None:
        return {"by_whom": "MEDIATOR", "way": "MEETING"}
    return {"by_whom": "PARTY", "party": row.by_party_id if row else road.a, "way": "MEETING"}


def _new_mediator(road: Road) -> int:
    """Somebody of the township who is not in the team."""
    team = {row.mediator_id for row in road.case.team}
    wanted = [road.town.mediator(name) for name in ("helper", "member", "mediator")]
    return next((one.id for one in wanted if one.id not in team), 0)


def _another_committee(road: Road) -> int:
    township = road.world.township.id
    return township if road.case.unit_id != township else road.world.committees[1].id


def _ways(on: date) -> Answers:
    return {"ways_told": ["COURT"], "ways_told_on": on}


def _court(result: str) -> Answers:
    return {"result": result, "court": "某县人民法院", "ruling": "（2026）民初1号"}


def _risk(on: date) -> Answers:
    return {
        "kind": "FIGHT",
        "found_on": on,
        "measures": "劝住了，派人守着",
        "recipient": "POLICE",
        "sent_at": clock.at(on, 8),
    }


REASON = {"reason": "当事人这样说"}

ANSWERS: dict[str, Answer] = {
    # leads
    "report_lead": lambda road, on: {
        "village": road.world.villages[0].id,
        "text": "两家为水源争吵",
        "channel": "ROUND",
    },
    "route_lead": lambda road, on: {"committee": road.world.committees[0].id},
    "close_lead": lambda road, on: {"reason": "NO_DISPUTE"},
    "register_lead": lambda road, on: _matter(road) | _sides() | {"source": "APPLICATION"},
    # registration
    "register_application": lambda road, on: _matter(road) | _sides(),
    "register_own_motion": lambda road, on: _matter(road) | _parties(road, on),
    "register_referral": lambda road, on: _matter(road) | _sides() | _referral(on),
    "register_linked": lambda road, on: (
        _matter(road) | _sides() | {"earlier_case": road.earlier.id, "link_kind": "AGAIN"}
    ),
    "ask_party": lambda road, on: {"party": road.b, "way": "PHONE", "answer": "AGREES"},
    "amend_registration": lambda road, on: {"claims": "修好围栏，以后看好牦牛"},
    "move_registration": lambda road, on: {"to_committee": road.world.township.id, "agreed_by": "央金"} | REASON,
    "decline": lambda road, on: {"reason": "NO_NAME", "advice": "去派出所", "told_to": "卓玛", "told_on": on},
    "drop_registration": lambda road, on: {
        "reason": "WITHDRAWN",
        "who": road.a,
        "way": "PHONE",
        "ways_told": ["COURT"],
    },
    "accept": lambda road, on: {"dispute_type": "NEIGHBOUR", "source": "APPLIED"},
    # team
    "assign_mediator": lambda road, on: {
        "lead": road.world.yangjin.id,
        "way": "APPOINTED",
        "relations": "NONE",
        "studio": road.world.amma.id,
    },
    "change_team": lambda road, on: (
        {"add": [_new_mediator(road)], "consents": road.everybody, "relations": "NONE"} | REASON
    ),
    "request_recusal": lambda road, on: {"by_whom": "PARTY", "party": road.a, "against": lead_of(road)},
    "withdraw_recusal": lambda road, on: _recused(road),
    "replace_mediator": lambda road, on: {
        "out": lead_of(road),
        "in": _new_mediator(road),
        "reason": "ABSENT",
        "parties_told_on": on,
        "relations": "NONE",
    },
    "give_notice": lambda road, on: {"parties": [{"party": party} | _told(on) for party in road.everybody]},
    "notify_party": lambda road, on: {"parties": [{"party": road.last} | _told(on)]},
    # talks
    "plan_session": lambda road, on: {
        "room": road.world.room.id,
        "starts": clock.at(clock.today() + timedelta(days=1), 10),
        "ends": clock.at(clock.today() + timedelta(days=1), 11),
        "mode": "SITE",
    },
    "cancel_session": lambda road, on: {"planned": _planned(road)} | REASON,
    "invite_participant": lambda road, on: {"name": "律师", "capacity": "ADVISER", "consents": road.everybody},
    "add_inquiry": lambda road, on: {
        "asked": "邻居",
        "time": clock.at(on, 9),
        "place": "草场",
        "text": "看见牦牛过沟",
    },
    "hold_session": _session,
    "record_past_session": lambda road, on: _session(road, on) | {"late_reason": "当时没有带本子"},
    "add_party": lambda road, on: (
        {
            "person": [stranger()],
            "side": "C",
            "role": "THIRD",
            "consent": True,
        }
        | REASON
    ),
    "change_party": lambda road, on: {
        "party": road.b,
        "change": "DATA",
        "new": [{"name": "扎西", "address": "冬草场"}],
    },
    "drop_party": lambda road, on: {"party": road.last, "how": "WITHDREW", "ways_told": ["COURT"]},
    "add_evidence": lambda road, on: {"name": "照片", "from": "卓玛", "original": "ORIGINAL", "received_on": on},
    # course
    "pause_clock": lambda road, on: {"reason": "AWAY"},
    "resume_clock": lambda road, on: REASON,
    "extend_term": lambda road, on: (
        {
            "new_deadline": (road.case.deadline or on) + timedelta(days=10),
            "consents": road.everybody,
        }
        | REASON
    ),
    "continue_overdue": lambda road, on: (
        {
            "promised_on": max(road.case.deadline or on, on) + timedelta(days=10),
            "consents": road.everybody,
        }
        | REASON
    ),
    "join_committee": lambda road, on: {
        "committee": road.world.committees[1].id,
        "agreed_by": "格桑",
        "agreed_on": on,
    },
    "move_case": lambda road, on: (
        {
            "to_committee": _another_committee(road),
            "agreed_by": "央金",
            "agreed_on": on,
        }
        | REASON
    ),
    "set_difficulty": lambda road, on: {"level": "HARD", "grounds": "三家多年的争议"},
    "attach_paper": lambda road, on: {"kind": "OTHER", "file": Upload(), "paper_on": on},
    "give_opinion": lambda road, on: {"text": "围栏归两家共有"},
    # ends
    "stop_by_party": lambda road, on: {"who": road.a, "how": "WITHDREW", "way": "PHONE"} | _ways(on),
    "end_without_agreement": lambda road, on: {"reason": "IMPOSSIBLE"} | _ways(on),
    "transfer_out": lambda road, on: (
        {
            "organ_kind": "COURT",
            "organ": "某县人民法院",
            "letter": "移1号",
            "parties_told_on": on,
        }
        | REASON
    ),
    "record_transfer_reply": lambda road, on: {"kind": "RECEIPT", "letter": "收1号"},
    "take_back": lambda road, on: {"letter": "退1号"} | REASON,
    "withdraw_termination": lambda road, on: REASON,
    "void": lambda road, on: {"reason": "ERROR"},
    # agreement
    "settle_content": _draft,
    "reopen_talks": lambda road, on: REASON,
    "draft_change": lambda road, on: _draft(road, on) | {"consents": road.everybody} | REASON,
    "record_signature": _signature,
    "put_seal": lambda road, on: {"copies": len(road.everybody) + 1},
    "sign_agreement": lambda road, on: {},
    "agree_orally": lambda road, on: _draft(road, on) | {"writing_unnecessary": True},
    "replace_agreement": lambda road, on: {},
    "withdraw_effect": lambda road, on: REASON,
    # performance
    "record_performance": lambda road, on: {"item": _open_duty(road), "proof": "BOTH_SAY"},
    "confirm_performed": lambda road, on: {},
    "withdraw_performed": lambda road, on: {"item": _duty(road, done=True)} | REASON,
    "record_breach": lambda road, on: {"item": _open_duty(road), "reason": "REPUDIATED", "who": road.b},
    "urge": lambda road, on: {"way": "PHONE", "whom": road.b, "answer": "月底给"},
    "resume_performance": lambda road, on: {"how": "GRACE", "new_due_on": on + timedelta(days=10)},
    "note_breach_outcome": lambda road, on: {"outcome": "SUED", "ways_told": ["COURT"]},
    "record_lawsuit": lambda road, on: {"court": "某县人民法院", "who": road.a, "claim": "付清草钱"},
    "record_court_result": lambda road, on: _court("UPHELD"),
    "annul_agreement": lambda road, on: _court("REVOKED") | {"ways_told": ["COURT"]},
    "apply_confirmation": lambda road, on: {"court": "某县人民法院", "consents": road.everybody},
    "record_confirmation": lambda road, on: {"result": "CONFIRMED", "ruling_no": "（2026）司确1号"},
    # visits
    "plan_followup": lambda road, on: {"due_on": on + timedelta(days=30)},
    "record_followup": lambda road, on: {"visited": road.everybody, "performance": "ALL", "satisfied": "YES"},
    "excuse_followup": lambda road, on: {"reason": "人已外出采集"},
    # risk and supervision
    "set_risk": lambda road, on: {"level": "WATCH"} | REASON,
    "report_risk": lambda road, on: _risk(on),
    "acknowledge_risk": lambda road, on: {"received_at": clock.at(on, 9)},
    "close_risk": lambda road, on: {"outcome": "PREVENTED", "persons": 4},
    "record_incident": lambda road, on: {"kind": "FIGHT", "happened_on": on, "persons": 2},
    "supervise": lambda road, on: {"text": "三天内谈一次", "answer_by": on + timedelta(days=3)},
    "answer_supervision": lambda road, on: {"text": "已经约好"},
    # file
    "submit_file": lambda road, on: {"retention": "Y30", "checklist": ["RECORD", "AGREEMENT"]},
    "return_file": lambda road, on: {"defects": "缺身份证明"},
    "archive": lambda road, on: {"place": "二号柜", "checked": list(ReviewPoint)},
    "add_supplement": lambda road, on: {"kind": "OTHER", "file": Upload()} | REASON,
    "correct_record": lambda road, on: {"field": "CLAIMS", "new": "修好围栏，补上草钱"} | REASON,
    # subsidy
    "propose_subsidy": lambda road, on: {
        "class": "NORMAL",
        "grounds": "谈了三次",
        "shares": [{"mediator": lead_of(road), "fen": 20_000}],
    },
    "confirm_subsidy": lambda road, on: {"class": "NORMAL"},
    "reject_subsidy": lambda road, on: REASON,
    "publish_subsidy": lambda road, on: {"batch": f"{on}公示", "until": on + timedelta(days=14)},
    "pay_subsidy": lambda road, on: {"voucher": "凭证1号"},
}
