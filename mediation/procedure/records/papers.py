"""The papers of a file, in the order of its directory, and which of them are still missing."""

from collections.abc import Mapping

from mediation.kernel.labels import Choice, N_
from mediation.procedure.records.agreement import AgreementForm
from mediation.procedure.records.matter import MediationKind
from mediation.procedure.states import State


class PaperKind(Choice):
    """Every kind of paper; people's and administrative mediation have sets of their own that are never mixed."""

    COVER = "COVER", N_("卷宗封面")
    APPLICATION = "APPLICATION", N_("人民调解申请书")
    ACCEPTANCE_FORM = "ACCEPTANCE_FORM", N_("人民调解受理登记表")
    NOTICE = "NOTICE", N_("人民调解当事人权利义务告知书")
    IDENTITY = "IDENTITY", N_("当事人身份证明")
    AUTHORISATION = "AUTHORISATION", N_("授权委托书")
    INQUIRY = "INQUIRY", N_("人民调解调查记录")
    EVIDENCE = "EVIDENCE", N_("人民调解证据材料")
    RECORD = "RECORD", N_("人民调解记录")
    AGREEMENT = "AGREEMENT", N_("人民调解协议书")
    ORAL_AGREEMENT = "ORAL_AGREEMENT", N_("人民调解口头协议登记表")
    TERMINATION_NOTE = "TERMINATION_NOTE", N_("终止调解告知书")
    PERFORMANCE_PROOF = "PERFORMANCE_PROOF", N_("收条、汇款单等履行凭证")
    FOLLOWUP = "FOLLOWUP", N_("人民调解回访记录")
    CONFIRMATION = "CONFIRMATION", N_("司法确认有关材料")
    MEDIATION_NOTICE = "MEDIATION_NOTICE", N_("调解通知书")
    DECLINE_NOTICE = "DECLINE_NOTICE", N_("不予受理告知书")
    REFERRAL_LETTER = "REFERRAL_LETTER", N_("委托（移送）函")
    TRANSFER_LETTER = "TRANSFER_LETTER", N_("移送函")
    TRANSFER_REPLY = "TRANSFER_REPLY", N_("移送回执或反馈函")
    REFERRAL_REPLY = "REFERRAL_REPLY", N_("答复委托单位的反馈函")
    CLOSING_REPORT = "CLOSING_REPORT", N_("人民调解结案报告表")
    ADMIN_APPLICATION = "ADMIN_APPLICATION", N_("行政调解申请书")
    ADMIN_ACCEPTANCE = "ADMIN_ACCEPTANCE", N_("行政调解受理审批表")
    ADMIN_CONSENT = "ADMIN_CONSENT", N_("行政调解征求意见书")
    ADMIN_RECORD = "ADMIN_RECORD", N_("行政调解笔录")
    ADMIN_AGREEMENT = "ADMIN_AGREEMENT", N_("行政调解协议书")
    ADMIN_TERMINATION = "ADMIN_TERMINATION", N_("行政调解终止通知书")
    ADMIN_CLOSING = "ADMIN_CLOSING", N_("行政调解结案审批表")
    FILE_NOTE = "FILE_NOTE", N_("卷宗情况说明")
    BACK_COVER = "BACK_COVER", N_("封底")
    OTHER = "OTHER", N_("其他材料")


P = PaperKind
Alternatives = tuple[PaperKind, ...]  # one of them is enough

PRINTED_WHEN_BOUND = frozenset({P.COVER, P.BACK_COVER})  # the program prints them itself: never missing
# On which an ID number or a telephone usually stands: for those only who need the numbers.
WITH_NUMBERS = frozenset(
    {P.IDENTITY, P.AUTHORISATION, P.APPLICATION, P.ACCEPTANCE_FORM, P.ADMIN_APPLICATION, P.ADMIN_ACCEPTANCE}
)
SUCCESS = (State.IN_FORCE, State.BREACHED, State.PERFORMED, State.ANNULLED)

# What is brought, written or signed while a case stands in a state; others come too, and are not refused.
LIKELY_PAPERS: Mapping[State, Alternatives] = {
    State.REGISTERED: (P.IDENTITY, P.APPLICATION, P.EVIDENCE, P.REFERRAL_LETTER),
    State.ACCEPTED: (P.ACCEPTANCE_FORM, P.IDENTITY, P.EVIDENCE, P.MEDIATION_NOTICE, P.REFERRAL_LETTER),
    State.ASSIGNED: (P.NOTICE, P.MEDIATION_NOTICE, P.AUTHORISATION, P.IDENTITY, P.EVIDENCE),
    State.MEDIATING: (P.RECORD, P.EVIDENCE, P.INQUIRY, P.AUTHORISATION, P.MEDIATION_NOTICE),
    State.AGREED_UNSIGNED: (P.AGREEMENT, P.ORAL_AGREEMENT, P.RECORD, P.EVIDENCE),
    State.IN_FORCE: (P.PERFORMANCE_PROOF, P.AGREEMENT, P.FOLLOWUP, P.CONFIRMATION, P.REFERRAL_REPLY),
    State.BREACHED: (P.PERFORMANCE_PROOF, P.CONFIRMATION, P.FOLLOWUP, P.REFERRAL_REPLY),
    State.PERFORMED: (P.PERFORMANCE_PROOF, P.FOLLOWUP, P.CLOSING_REPORT, P.REFERRAL_REPLY),
    State.ANNULLED: (P.CONFIRMATION, P.FOLLOWUP, P.CLOSING_REPORT, P.REFERRAL_REPLY),
    State.TERMINATED: (P.TERMINATION_NOTE, P.CLOSING_REPORT, P.REFERRAL_REPLY),
    State.TRANSFERRED: (P.TRANSFER_LETTER, P.TRANSFER_REPLY, P.REFERRAL_REPLY),
}


def papers_missing(
    state: State,
    kind: MediationKind,
    form: AgreementForm | None,
    present: frozenset[PaperKind],
    *,
    noticed: bool = True,
    sessions: int = 1,
) -> tuple[PaperKind, ...]:
    """Must-have papers that the file lacks, in the order of the directory.

    `form` is that of the agreement in force, if any. `noticed` and `sessions` say whether rights were
    told and how often the parties met: a paper of a step that was never taken cannot be asked for.
    """
    needed = (
        _admin_papers(state, sessions)
        if kind is MediationKind.ADMIN
        else _people_papers(state, form, noticed, sessions)
    )
    there = present | PRINTED_WHEN_BOUND
    return tuple(either[0] for either in needed if not there.intersection(either))


def _people_papers(state: State, form: AgreementForm | None, noticed: bool, sessions: int) -> tuple[Alternatives, ...]:
    papers: list[Alternatives] = [(P.APPLICATION, P.ACCEPTANCE_FORM)]
    if noticed:
        papers.append((P.NOTICE,))
    papers.append((P.IDENTITY,))
    if sessions and state is not State.TRANSFERRED:
        papers.append((P.RECORD,))
    if state in SUCCESS:
        papers.append((P.ORAL_AGREEMENT if form is AgreementForm.ORAL else P.AGREEMENT,))
    papers.extend(_end_papers(state, P.TERMINATION_NOTE))
    return (*papers, (P.BACK_COVER,))


def _admin_papers(state: State, sessions: int) -> tuple[Alternatives, ...]:
    papers: list[Alternatives] = [(P.ADMIN_APPLICATION, P.ADMIN_ACCEPTANCE), (P.IDENTITY,), (P.ADMIN_CONSENT,)]
    if sessions and state is not State.TRANSFERRED:
        papers.append((P.ADMIN_RECORD,))
    if state in SUCCESS:
        papers.append((P.ADMIN_AGREEMENT,))
    papers.extend(_end_papers(state, P.ADMIN_TERMINATION))
    return (*papers, (P.ADMIN_CLOSING,), (P.BACK_COVER,))


def _end_papers(state: State, note: PaperKind) -> tuple[Alternatives, ...]:
    if state is State.TERMINATED:
        return ((note,),)
    if state is State.TRANSFERRED:
        return ((P.TRANSFER_LETTER,), (P.TRANSFER_REPLY,))
    return ()
