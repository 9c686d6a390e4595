"""For every guard a case with real records in which just this guard fails, and the act that meets it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from mediation.model.base import db
from mediation.model.committee import SeriesUnit
from mediation.model.mediator import Term
from mediation.procedure.records import MediationKind, Source
from mediation.procedure.states import State
from tests.answers import answers
from tests.factories import stranger
from tests.people import ZHUOMA
from tests.town import (
    TODAY,
    TOMORROW,
    Road,
    Town,
    assigned,
    doer,
    march,
    mediating,
    registered,
)

LATER = date(2026, 4, 10)  # after the limit of a case accepted early in March
LATE = {"late_reason": "下乡去了"}
A_CASE = {"matter": "两家的事"}


@dataclass
class Try:
    """An act that will be refused: by whom, on which day, and what is said otherwise than usual."""

    road: Road
    event: str
    said: dict[str, Any] = field(default_factory=dict)
    by: str = ""
    on: date = TODAY
    today: date = TODAY

    @property
    def who(self) -> str:
        return self.by or doer(self.event)

    @property
    def data(self) -> dict[str, Any]:
        return answers(self.event, self.road, self.on) | self.said


Refusal = Callable[[Town], Try]


# --- every act --------------------------------------------------------------------------------------


def not_in_future(town: Town) -> Try:
    return Try(town.road(State.REGISTERED), "ask_party", on=TOMORROW)


def in_order(town: Town) -> Try:
    return Try(town.road(State.REGISTERED), "accept", LATE, on=march(1))


def after_cause(town: Town) -> Try:
    return Try(town.road(State.REGISTERED), "ask_party", LATE, on=march(1))


def not_own_case(town: Town) -> Try:
    return Try(against(town, "chair"), "ask_party", by="chair")


def against(town: Town, username: str) -> Road:
    """Registered against somebody who works here."""
    person = town.user(username).person
    road = Road(town)
    row = {"name": person.name, "id_number": person.id_number}
    given = answers("register_application", road, march(2)) | {"respondents": [row]}
    return road.fire("register_application", march(2), by="clerk", **given)


# --- registration and acceptance --------------------------------------------------------------------


def true_names(town: Town) -> Try:
    return Try(Road(town), "register_application", {"respondents": [{"name": "匿名"}]})


def two_sides(town: Town) -> Try:
    parties = [row | {"role": "APPLICANT", "answer": "AGREES"} for row in (ZHUOMA, stranger())]
    given = answers("register_own_motion", Road(town), march(2)) | {"parties": parties}
    return Try(Road(town).fire("register_own_motion", march(2), **given), "accept")


def nobody_refuses(town: Town) -> Try:
    road = town.road(State.REGISTERED)
    return Try(road.fire("ask_party", TODAY, party=road.b, way="PHONE", answer="REFUSES"), "accept")


def somebody_left(town: Town) -> Try:
    return Try(town.road(State.REGISTERED), "drop_registration", {"reason": "REFUSED"})


def everyone_asked(town: Town) -> Try:
    return Try(Road(town).register(march(2)), "accept")


def no_ban(town: Town) -> Try:
    return Try(banned(town.road(State.REGISTERED), "NOT_CIVIL"), "accept")


def banned(road: Road, ban: str) -> Road:
    return road.fire("amend_registration", TODAY, bans=[ban])


def ground_true(town: Town) -> Try:
    return Try(town.road(State.REGISTERED), "decline", {"reason": "RESERVED"})


def not_entrusted(town: Town) -> Try:
    road = banned(registered(Road(town), A_CASE | {"source": Source.POLICE}), "ELSEWHERE")
    return Try(road, "decline", {"reason": "ELSEWHERE", "letter": "复1号"})


def committee_in_office(town: Town) -> Try:
    road = of_the_township(town)
    db.session.query(Term).filter_by(unit_id=road.world.township.id).update({"to_on": march(10)})
    return Try(road, "accept", by="office")


def of_the_township(town: Town, way: Any = registered, **how: Any) -> Road:
    """A case of the township committee, all done by the office as far as it may."""
    return way(Road(town, by="office"), A_CASE | {"unit": town.world.township} | how)


def committee_not_party(town: Town) -> Try:
    village = town.world.villages[0].name
    body = {"name": f"{village}村民委员会", "kind": "ORGANISATION"}
    road = Road(town)
    road.fire(
        "register_application", march(2), **answers("register_application", road, march(2)) | {"respondents": [body]}
    )
    return Try(road.fire("ask_party", march(2), party=road.b, way="PHONE", answer="AGREES"), "accept")


def series_set(town: Town) -> Try:
    road = town.road(State.REGISTERED)
    db.session.query(SeriesUnit).filter_by(unit_id=road.case.unit_id).update({"to_on": march(10)})
    return Try(road, "accept")


def sides_remain(town: Town) -> Try:
    return Try(town.road(State.MEDIATING), "drop_party")


def earlier_case_fits(town: Town) -> Try:
    return Try(Road(town), "register_linked", {"earlier_case": town.case(State.MEDIATING).id})


def no_session_or_merged(town: Town) -> Try:
    return Try(town.road(State.MEDIATING), "void")


def receiver_ready(town: Town) -> Try:
    return Try(town.road(State.ACCEPTED), "move_case", {"to_committee": town.world.committees[0].id})


def partner_ready(town: Town) -> Try:
    road = town.road(State.ACCEPTED)
    road.fire("join_committee", TODAY, **answers("join_committee", road, TODAY))
    return Try(road, "join_committee")


# --- team -------------------------------------------------------------------------------------------


def lead_on_roster(town: Town) -> Try:
    return Try(town.road(State.ACCEPTED), "assign_mediator", {"lead": town.mediator("chair_far").id})


def team_on_roster(town: Town) -> Try:
    return Try(town.road(State.ACCEPTED), "assign_mediator", {"others": [town.mediator("chair_far").id]})


def team_not_party(town: Town) -> Try:
    road = against(town, "helper").accept(march(3))
    return Try(road, "assign_mediator", {"lead": town.mediator("helper").id})


def team_unrelated(town: Town) -> Try:
    road = town.road(State.ACCEPTED)
    return Try(road, "assign_mediator", {"relations": "KIN", "waivers": [road.a]})


def not_again(town: Town) -> Try:
    road = challenged(town.road(State.MEDIATING))
    road.fire("replace_mediator", TODAY, **answers("replace_mediator", road, TODAY))
    return Try(road, "replace_mediator", {"in": town.mediator("mediator").id})


def challenged(road: Road) -> Road:
    return road.fire("request_recusal", TODAY, **answers("request_recusal", road, TODAY))


def lead_stays(town: Town) -> Try:
    road = town.road(State.MEDIATING)
    return Try(road, "change_team", {"remove": [road.case.lead.mediator_id]})


def recusal_closed(town: Town) -> Try:
    return Try(challenged(town.road(State.MEDIATING)), "hold_session")


def recusal_asked(town: Town) -> Try:
    return Try(town.road(State.MEDIATING), "withdraw_recusal")


def all_told(town: Town) -> Try:
    road = town.road(State.MEDIATING)
    return Try(road.fire("add_party", TODAY, **answers("add_party", road, TODAY)), "hold_session")


def capacity_ok(town: Town) -> Try:
    return Try(with_minor(town), "give_notice")


def with_minor(town: Town, birth: date = date(2009, 5, 1), way: str = "assign") -> Road:
    """卓玛 against a boy; assigned."""
    road = Road(town)
    boy = stranger("少年") | {"id_number": None, "birth": birth}
    given = answers("register_application", road, march(2)) | {"respondents": [boy]}
    road.fire("register_application", march(2), **given).accept(march(3))
    return road.assign(march(4))


def agents_ok(town: Town) -> Try:
    road = town.road(State.MEDIATING)
    authority = {"scope": "代为和解", "until": march(12), "paper": "委托书"}
    road.fire("change_party", march(10), party=road.b, change="AGENT", new=[stranger("代理人")], **authority)
    return Try(road, "settle_content")


def mediator_accepted(town: Town) -> Try:
    road = town.road(State.ASSIGNED)
    rows = answers("give_notice", road, TODAY)["parties"]
    return Try(road, "give_notice", {"parties": [rows[0], rows[1] | {"accepts_mediator": False}]})


# --- term and sessions ------------------------------------------------------------------------------


def running(town: Town) -> Try:
    return Try(town.road(State.MEDIATING).fire("pause_clock", march(16), reason="AWAY"), "hold_session")


def stopped(town: Town) -> Try:
    return Try(town.road(State.MEDIATING), "resume_clock")


def in_time(town: Town) -> Try:
    said = {"new_deadline": LATER + timedelta(days=5)}
    return Try(town.road(State.MEDIATING), "extend_term", said, on=LATER, today=LATER)


def out_of_time(town: Town) -> Try:
    return Try(town.road(State.MEDIATING), "continue_overdue")


def all_agree(town: Town) -> Try:
    road = town.road(State.MEDIATING)
    return Try(road, "extend_term", {"consents": [road.a]})


def later_date(town: Town) -> Try:
    road = town.road(State.MEDIATING)
    return Try(road, "extend_term", {"new_deadline": road.case.deadline})


def session_held(town: Town) -> Try:
    return Try(assigned(Road(town), A_CASE).tell(march(5)), "settle_content")


def term_needs(town: Town) -> Try:
    return Try(town.road(State.MEDIATING), "end_without_agreement", {"reason": "TIME_OVER"})


def prospect_needs(town: Town) -> Try:
    return Try(town.road(State.ASSIGNED), "end_without_agreement", {"reason": "NO_PROSPECT"})


def open_allowed(town: Town) -> Try:
    road = town.road(State.MEDIATING)
    row = answers("notify_party", road, TODAY)["parties"][0]
    road.fire("notify_party", TODAY, parties=[row | {"objects_open": True}])
    return Try(road, "hold_session", {"open": True})


def invite_agreed(town: Town) -> Try:
    road = town.road(State.MEDIATING)
    return Try(road, "invite_participant", {"consents": [road.b]})


def room_free(town: Town) -> Try:
    other = town.road(State.ASSIGNED)
    other.fire("plan_session", TODAY, **answers("plan_session", other, TODAY))
    return Try(town.road(State.MEDIATING), "plan_session")


def past_session_date(town: Town) -> Try:
    return Try(town.road(State.TERMINATED), "record_past_session", on=march(4))


# --- agreement --------------------------------------------------------------------------------------


def items_clear(town: Town) -> Try:
    road = town.road(State.MEDIATING)
    items = road.duties(TODAY, None)
    return Try(road, "settle_content", {"items": [items[0] | {"kind": "MONEY"}]})


def binds_two(town: Town) -> Try:
    road = town.road(State.MEDIATING)
    rest = {"open_claims": "另一家的事", "ways_told": ["COURT"]}
    return Try(road, "settle_content", {"bound": [road.a]} | rest)


def has_draft(town: Town) -> Try:
    return Try(town.road(State.IN_FORCE), "put_seal")


def writing_not_wanted(town: Town) -> Try:
    return Try(town.road(State.MEDIATING), "agree_orally", {"wants_paper": True})


def all_signed(town: Town) -> Try:
    road = town.road(State.AGREED_UNSIGNED)
    sign(road, "PARTY", "MEDIATOR").fire("put_seal", TODAY, copies=3)
    return Try(road, "sign_agreement")


def sign(road: Road, *who: str) -> Road:
    """The first party, then the mediator, as far as they are named."""
    mediator = {"mediator": road.world.yangjin.id}
    for signer in who:
        more = mediator if signer == "MEDIATOR" else {"for_whom": road.a}
        road.fire("record_signature", TODAY, who=signer, kind="BOTH", **more)
    return road


def mediator_signed(town: Town) -> Try:
    road = sign(town.road(State.AGREED_UNSIGNED), "PARTY").fire("put_seal", TODAY, copies=3)
    return Try(road.fire("record_signature", TODAY, who="PARTY", for_whom=road.b, kind="BOTH"), "sign_agreement")


def sealed(town: Town) -> Try:
    road = sign(town.road(State.AGREED_UNSIGNED), "PARTY", "MEDIATOR")
    return Try(road.fire("record_signature", TODAY, who="PARTY", for_whom=road.b, kind="BOTH"), "sign_agreement")


def effective_is_last_act(town: Town) -> Try:
    return Try(town.road(State.AGREED_UNSIGNED).sign(march(19)), "sign_agreement")


def effect_unused(town: Town) -> Try:
    road = town.road(State.IN_FORCE)
    item = road.case.agreement.duties[0].id
    return Try(road.fire("record_performance", TODAY, item=item, amount=100, proof="SEEN"), "withdraw_effect")


# --- performance and court --------------------------------------------------------------------------


def item_open(town: Town) -> Try:
    road = town.road(State.IN_FORCE)
    return Try(road.fire("record_performance", TODAY, **answers("record_performance", road, TODAY)), "urge")


def all_done(town: Town) -> Try:
    return Try(town.road(State.IN_FORCE), "confirm_performed")


def overdue_or_repudiated(town: Town) -> Try:
    return Try(town.road(State.IN_FORCE), "record_breach", {"reason": "OVERDUE"})


def mended(town: Town) -> Try:
    return Try(town.road(State.BREACHED), "resume_performance", {"how": "PAID"})


def people_only(town: Town) -> Try:
    return Try(administrative(town), "apply_confirmation", by="office")


def administrative(town: Town) -> Road:
    """An administrative case, settled; the office heads the organ, 央金 mediates."""
    road = Road(town, by="office")
    road.register(march(2), **A_CASE, kind=MediationKind.ADMIN).accept(march(3)).assign(march(4))
    road.always = None
    road.tell(march(5)).meet(march(6))
    items = {"bound": road.everybody, "items": road.duties(march(9), 500), "facts": "吃了草"}
    road.fire("settle_content", march(9), **items)
    for party in road.everybody:
        road.fire("record_signature", march(9), who="PARTY", for_whom=party, kind="BOTH")
    road.fire("record_signature", march(9), who="MEDIATOR", mediator=road.world.yangjin.id, kind="SIGN")
    return road.fire("put_seal", march(9), by="office", copies=3).fire("sign_agreement", march(9))


def written(town: Town) -> Try:
    return Try(mediating(Road(town), A_CASE).agree_orally(march(9), fen=500), "apply_confirmation")


def within_30_days(town: Town) -> Try:
    return Try(town.road(State.IN_FORCE), "apply_confirmation", on=LATER, today=LATER)


def joint_request(town: Town) -> Try:
    road = town.road(State.IN_FORCE)
    return Try(road, "apply_confirmation", {"consents": [road.a]})


def confirmable(town: Town) -> Try:
    road = registered(Road(town), A_CASE)
    given = answers("accept", road, march(3)) | {"ownership_disputed": True}
    road.fire("accept", march(3), **given).assign(march(4)).tell(march(5)).meet(march(6)).agree(march(9), fen=500)
    return Try(road, "apply_confirmation")


def confirmation_free(town: Town) -> Try:
    return Try(applied(town.road(State.IN_FORCE)), "apply_confirmation")


def applied(road: Road) -> Road:
    return road.fire("apply_confirmation", TODAY, **answers("apply_confirmation", road, TODAY))


def confirmation_open(town: Town) -> Try:
    return Try(town.road(State.IN_FORCE), "record_confirmation")


def annul_by_event(town: Town) -> Try:
    return Try(town.road(State.IN_FORCE), "record_court_result", {"result": "VOIDED"})
