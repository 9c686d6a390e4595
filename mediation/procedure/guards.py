"""The guards: one question each over the facts, and the sentence that a refusal shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.procedure.facts import Facts
from mediation.procedure.records import (
    AgreementForm,
    Ban,
    Confirmation,
    CourtResult,
    EndReason,
    MediationKind,
    SubsidyStatus,
    VoidReason,
)
from mediation.procedure.states import LINKABLE, State


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition of an event; `predicate` answers True when the act may go on."""

    id: str
    predicate: Callable[[Facts], bool]
    refusal: str

    @property
    def reason(self) -> Reason:
        """The refusal as pages, API and tests show it."""
        return Reason(self.id, self.refusal)


class Act(Protocol):
    """What the general guards need to know of an event."""

    @property
    def id(self) -> str: ...

    @property
    def moves(self) -> bool: ...

    @property
    def has_cause(self) -> bool: ...


# ---------------------------------------------------------------- general guards

NOT_IN_FUTURE = Guard("not_in_future", lambda f: f.on <= f.today, N_("办理日期不能晚于今天。"))
IN_ORDER = Guard(
    "in_order",
    lambda f: f.last_state_on is None or f.on >= f.last_state_on,
    N_("日期早于上一环节的日期，请核对。"),
)
AFTER_CAUSE = Guard(
    "after_cause",
    lambda f: f.cause_on is None or f.on >= f.cause_on,
    N_("日期早于所依据事项的日期，请核对。"),
)
NOT_OWN_CASE = Guard(
    "not_own_case", lambda f: not f.actor_is_party, N_("您是本案当事人、监护人或代理人，不能办理本案。")
)

OPEN_TO_PARTIES = frozenset({"report_lead", "report_risk"})  # a warning is welcome from anybody


def general_guards(act: Act) -> tuple[Guard, ...]:
    """The guards that every event has, before its own ones."""
    guards = [NOT_IN_FUTURE]
    if act.moves:
        guards.append(IN_ORDER)
    if act.has_cause or not act.moves:
        guards.append(AFTER_CAUSE)
    if act.id not in OPEN_TO_PARTIES:
        guards.append(NOT_OWN_CASE)
    return tuple(guards)


# ---------------------------------------------------------------- registration and acceptance

TRUE_NAMES = Guard("true_names", lambda f: f.parties_named, N_("当事人应当登记真实姓名或名称。"))
TWO_SIDES = Guard("two_sides", lambda f: f.sides >= 2, N_("至少应有两方当事人。"))
NOBODY_REFUSES = Guard("nobody_refuses", lambda f: not f.refused, N_("有当事人明确拒绝调解，不得调解。"))
SOMEBODY_LEFT = Guard(
    "somebody_left", lambda f: f.refused or f.applicant_withdrew, N_("没有当事人拒绝或撤回，不能以此结束登记。")
)
EVERYONE_ASKED = Guard("everyone_asked", lambda f: not f.unasked, N_("尚有当事人未征询意愿。"))
NO_BAN = Guard(
    "no_ban",
    lambda f: not f.bans or (f.bans == {Ban.ELSEWHERE} and f.entrusted),
    N_("属于不得受理的事项，或其他机关已受理且未委托。"),
)
GROUND_TRUE = Guard(
    "ground_true",
    lambda f: f.ban_named is None or f.ban_named in f.bans,
    N_("所选理由与登记内容不符，请先在登记中标明。"),
)
NOT_ENTRUSTED = Guard(
    "not_entrusted",
    lambda f: not (f.ban_named == Ban.ELSEWHERE and f.entrusted),
    N_("该机关已委托调解，不能以已受理为由不予受理。"),
)
COMMITTEE_IN_OFFICE = Guard(
    "committee_in_office", lambda f: f.committee_active, N_("承办调委会在该日期不在任期内或已撤销。")
)
COMMITTEE_NOT_PARTY = Guard(
    "committee_not_party", lambda f: not f.committee_is_party, N_("村（居）委会是当事人的，应由镇调委会办理。")
)
SERIES_SET = Guard("series_set", lambda f: f.series_known, N_("该调委会尚未设置案号字头。"))
SIDES_REMAIN = Guard("sides_remain", lambda f: f.sides_left >= 2, N_("退出后不足两方当事人，请改为终止调解。"))
EARLIER_CASE_FITS = Guard(
    "earlier_case_fits",
    lambda f: f.earlier_state in LINKABLE,
    N_("前案尚未结束或已作废，不能据此登记关联案件。"),
)
LINK_IF_DUPLICATE = Guard(
    "link_if_duplicate",
    lambda f: not f.needs_link or f.link_known,
    N_("重复或并入的，应当写明对应的案件或线索。"),
)
NO_SESSION_OR_MERGED = Guard(
    "no_session_or_merged",
    lambda f: f.sessions == 0 or f.void_reason == VoidReason.MERGED,
    N_("已开展调解，不能作废；确属同一纠纷的，请选择并案。"),
)
RECEIVER_READY = Guard(
    "receiver_ready", lambda f: f.receiver_ok, N_("接收调委会不在任期内、是当事人单位、未同意接收或就是本会。")
)
PARTNER_READY = Guard(
    "partner_ready", lambda f: f.receiver_ok, N_("参加联合调解的调委会不在任期内、是当事人单位或未同意。")
)

# ---------------------------------------------------------------- team

LEAD_ON_ROSTER = Guard("lead_on_roster", lambda f: f.lead_on_roster, N_("主持调解员当日不在本镇调解员名册内。"))
TEAM_ON_ROSTER = Guard("team_on_roster", lambda f: f.team_on_roster, N_("协助调解员当日不在本镇调解员名册内。"))
LEAD_STAYS = Guard("lead_stays", lambda f: not f.removes_lead, N_("主持调解员不能移出，请使用“更换调解员”。"))
TEAM_UNRELATED = Guard(
    "team_unrelated",
    lambda f: f.team_unrelated or f.conflict_waived,
    N_("调解员与当事人有利害关系，须经全体当事人书面同意，否则应另行指派。"),
)
TEAM_NOT_PARTY = Guard("team_not_party", lambda f: not f.team_has_party, N_("当事人或其代理人不能担任本案调解员。"))
NOT_AGAIN = Guard("not_again", lambda f: not f.brings_challenged, N_("被申请回避的调解员不能再次担任。"))
RECUSAL_CLOSED = Guard("recusal_closed", lambda f: not f.recusal_open, N_("有当事人申请回避，请先更换调解员。"))
RECUSAL_ASKED = Guard("recusal_asked", lambda f: f.recusal_open, N_("没有未处理的回避申请。"))

# ---------------------------------------------------------------- notice, talks and term

ALL_TOLD = Guard("all_told", lambda f: not f.untold, N_("尚有当事人未告知权利义务。"))
CAPACITY_OK = Guard(
    "capacity_ok",
    lambda f: not f.lacks_guardian,
    N_("未成年人或者无、限制民事行为能力的当事人，应有监护人代理或同意。"),
)
AGENTS_OK = Guard("agents_ok", lambda f: f.agents_ok, N_("代理人的授权委托手续不全。"))
MEDIATOR_ACCEPTED = Guard(
    "mediator_accepted", lambda f: not f.mediator_rejected, N_("有当事人不接受该调解员，请先更换调解员。")
)
RUNNING = Guard("running", lambda f: not f.paused, N_("已中止计时，请先恢复。"))
STOPPED = Guard("stopped", lambda f: f.paused, N_("计时未中止。"))
IN_TIME = Guard(
    "in_time",
    lambda f: f.deadline is not None and f.on <= f.deadline,
    N_("期限已过，不能再延长；双方同意继续的，请使用“逾期续调”。"),
)
OUT_OF_TIME = Guard("out_of_time", lambda f: f.deadline is not None and f.on > f.deadline, N_("期限未满。"))
ALL_AGREE = Guard("all_agree", lambda f: f.all_agree, N_("须经全体当事人同意。"))
LATER_DATE = Guard(
    "later_date",
    lambda f: f.new_deadline is None or f.deadline is None or f.new_deadline > max(f.deadline, f.on),
    N_("新的期限应晚于原期限和办理日期。"),
)
SESSION_HELD = Guard("session_held", lambda f: f.sessions >= 1, N_("尚无调解记录。"))
TERM_NEEDS = Guard(
    "term_needs",
    lambda f: f.end_reason != EndReason.TIME_OVER or (f.deadline is not None and f.on > f.deadline),
    N_("期限未满，不能以期满为由终止。"),
)
PROSPECT_NEEDS = Guard(
    "prospect_needs",
    lambda f: f.end_reason != EndReason.NO_PROSPECT or f.sessions >= 1,
    N_("尚未调解，不能以调解不成为由终止。"),
)
OPEN_ALLOWED = Guard(
    "open_allowed",
    lambda f: not f.open_session or not f.objects_open,
    N_("有当事人反对或者涉及隐私，不能公开调解。"),
)
INVITE_AGREED = Guard("invite_agreed", lambda f: f.invite_agreed, N_("邀请他人参加须经各方当事人同意。"))
ROOM_FREE = Guard("room_free", lambda f: f.room_free, N_("该调解室在此时段已被预约。"))
PAST_SESSION_DATE = Guard(
    "past_session_date", lambda f: f.session_on_fits, N_("补录的调解日期应在告知之后、结束之前。")
)

# ---------------------------------------------------------------- agreement

ITEMS_CLEAR = Guard(
    "items_clear",
    lambda f: f.items_clear,
    N_("协议事项应写明内容、数额或数量、履行方、相对方、期限和方式。"),
)
BINDS_TWO = Guard("binds_two", lambda f: f.sides_bound >= 2, N_("协议至少应约束两方当事人。"))
HAS_DRAFT = Guard("has_draft", lambda f: f.has_draft, N_("没有待签的协议文本。"))
WRITING_NOT_WANTED = Guard("writing_not_wanted", lambda f: not f.wants_paper, N_("有当事人要求书面协议。"))
ALL_SIGNED = Guard("all_signed", lambda f: not f.unsigned, N_("协议所列当事人尚未全部签名、盖章或按指印。"))
MEDIATOR_SIGNED = Guard("mediator_signed", lambda f: f.mediator_signed, N_("调解员尚未签名。"))
SEALED = Guard("sealed", lambda f: f.sealed, N_("尚未加盖调委会印章。"))
EFFECTIVE_IS_LAST_ACT = Guard(
    "effective_is_last_act",
    lambda f: f.last_act_on is None or f.on == f.last_act_on,
    N_("生效日期应为最后一次签名或盖章之日。"),
)
EFFECT_UNUSED = Guard(
    "effect_unused",
    lambda f: f.items_done == 0 and f.confirmation == Confirmation.NONE and f.effective_versions == 1,
    N_("已登记履行、司法确认或变更协议，不能撤销生效登记。"),
)

# ---------------------------------------------------------------- performance and court

ITEM_OPEN = Guard("item_open", lambda f: f.items_open >= 1, N_("没有未履行的事项。"))
ALL_DONE = Guard("all_done", lambda f: f.items_open == 0, N_("尚有事项未履行完毕。"))
OVERDUE_OR_REPUDIATED = Guard(
    "overdue_or_repudiated",
    lambda f: f.overdue or f.repudiated,
    N_("没有到期未履行的事项，也没有当事人反悔。"),
)
MENDED = Guard("mended", lambda f: f.mended, N_("违约事项尚未补正，相对方也未同意宽限。"))
PEOPLE_ONLY = Guard("people_only", lambda f: f.kind == MediationKind.PEOPLE, N_("仅适用于人民调解案件。"))
WRITTEN = Guard(
    "written", lambda f: f.form == AgreementForm.WRITTEN, N_("口头协议不能申请司法确认，请先补签书面协议。")
)
WITHIN_30_DAYS = Guard(
    "within_30_days",
    lambda f: f.confirm_until is not None and f.on <= f.confirm_until,
    N_("已超过协议生效之日起三十日，不能申请司法确认，可以依法起诉。"),
)
JOINT_REQUEST = Guard("joint_request", lambda f: f.all_agree, N_("司法确认须由双方当事人共同申请。"))
CONFIRMABLE = Guard(
    "confirmable",
    lambda f: not f.unconfirmable,
    N_("涉及身份关系或物权、知识产权确权的，法院不予受理司法确认。"),
)
CONFIRMATION_FREE = Guard(
    "confirmation_free",
    lambda f: f.confirmation in {Confirmation.NONE, Confirmation.NOT_TAKEN, Confirmation.WITHDRAWN},
    N_("司法确认已在办理或已有结果。"),
)
CONFIRMATION_OPEN = Guard(
    "confirmation_open",
    lambda f: f.confirmation in {Confirmation.APPLIED, Confirmation.TAKEN},
    N_("没有正在办理的司法确认。"),
)
CONFIRMATION_DONE = Guard(
    "confirmation_done",
    lambda f: f.confirmation not in {Confirmation.APPLIED, Confirmation.TAKEN},
    N_("司法确认尚未有结果。"),
)
ANNUL_BY_EVENT = Guard(
    "annul_by_event",
    lambda f: f.court_result not in {CourtResult.REVOKED, CourtResult.VOIDED} or f.state == State.ARCHIVED,
    N_("协议被撤销或确认无效的，请使用“登记协议失效”。"),
)

# ---------------------------------------------------------------- tracks

REPORT_OPEN = Guard("report_open", lambda f: f.risk_open, N_("没有未了结的风险报告。"))
RISK_CLOSED = Guard("risk_closed", lambda f: not f.risk_open, N_("尚有风险报告未了结。"))
SUPERVISION_OPEN = Guard("supervision_open", lambda f: f.supervision_open, N_("没有待答复的督办。"))
SUPERVISION_DONE = Guard("supervision_done", lambda f: not f.supervision_open, N_("尚有督办未答复。"))
FOLLOWUP_PLANNED = Guard("followup_planned", lambda f: f.followup_open, N_("没有待办的回访。"))
FOLLOWUP_SETTLED = Guard("followup_settled", lambda f: not f.followup_open, N_("尚有回访未完成，也未免予回访。"))

# ---------------------------------------------------------------- file

PAPERS_COMPLETE = Guard("papers_complete", lambda f: not f.papers_missing, N_("卷内必备材料不齐。"))
BREACH_SETTLED = Guard(
    "breach_settled",
    lambda f: f.state != State.BREACHED or f.breach_outcome,
    N_("未履行的协议应先登记处理结果。"),
)
TRANSFER_ANSWERED = Guard(
    "transfer_answered",
    lambda f: f.state != State.TRANSFERRED or f.transfer_answered,
    N_("尚未收到接收机关的回执或反馈。"),
)
FILE_SENT = Guard("file_sent", lambda f: f.file_sent, N_("案卷尚未报送。"))
FILE_NOT_SENT = Guard("file_not_sent", lambda f: not f.file_sent, N_("案卷已报送，等待审查。"))
CHECKER_IS_OTHER = Guard(
    "checker_is_other",
    lambda f: not f.actor_was_mediator and not f.actor_sent_file,
    N_("本案调解员和报送人不能审查本案。"),
)

# ---------------------------------------------------------------- subsidy

SUBSIDY_UNPAID_CHAIN = Guard("subsidy_unpaid_chain", lambda f: not f.chain_paid, N_("同一纠纷已发放补贴，不再发放。"))
SUBSIDY_NONE = Guard(
    "subsidy_none", lambda f: f.subsidy in {SubsidyStatus.NONE, SubsidyStatus.REJECTED}, N_("补贴已申报。")
)
SUBSIDY_PROPOSED = Guard("subsidy_proposed", lambda f: f.subsidy == SubsidyStatus.PROPOSED, N_("补贴未申报或已审核。"))
SUBSIDY_CONFIRMED = Guard(
    "subsidy_confirmed", lambda f: f.subsidy == SubsidyStatus.CONFIRMED, N_("补贴未审核或已公示。")
)
SUBSIDY_PUBLISHED = Guard(
    "subsidy_published",
    lambda f: f.subsidy == SubsidyStatus.PUBLISHED and f.objection_over,
    N_("补贴未公示或公示期未满。"),
)
SUBSIDY_PENDING = Guard(
    "subsidy_pending",
    lambda f: f.subsidy in {SubsidyStatus.PROPOSED, SubsidyStatus.CONFIRMED, SubsidyStatus.PUBLISHED},
    N_("没有待处理的补贴。"),
)
CLASS_FITS = Guard("class_fits", lambda f: f.class_fits, N_("不符合该补贴档次的条件。"))
PAYEES_OK = Guard("payees_ok", lambda f: f.payees_ok, N_("领取人应为本案调解员、调解时在册且不属公职人员。"))
SHARES_FIT = Guard("shares_fit", lambda f: f.shares_fit, N_("分配金额之和应等于补贴金额。"))
CONFIRMER_IS_OTHER = Guard(
    "confirmer_is_other",
    lambda f: not f.actor_was_mediator and not f.actor_proposed_subsidy,
    N_("调解员和申报人不能审核本案补贴。"),
)

GENERAL = (NOT_IN_FUTURE, IN_ORDER, AFTER_CAUSE, NOT_OWN_CASE)
# Every constant above, in the order of this page.
GUARDS: Mapping[str, Guard] = {guard.id: guard for guard in list(globals().values()) if isinstance(guard, Guard)}
