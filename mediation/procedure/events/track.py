"""Beside the states: risk of escalation and supervision from above."""

from mediation.kernel.labels import N_
from mediation.procedure import guards as g
from mediation.procedure.asks import Ask, Kind, When
from mediation.procedure.events.event import Analogy, Event, Group, House, Law, after
from mediation.procedure.events.fields import REASON
from mediation.procedure.records import OrderKind, RiskKind, RiskLevel, RiskOutcome, RiskRecipient
from mediation.procedure.roles import Role
from mediation.procedure.states import OPEN, State

REPORT = Ask("report", N_("是哪一份报告（不选就是最早的一份）"), Kind.RISK, required=False)
REPORTED = after("report_risk")
HANDED_DOWN = Analogy(N_("参照其他地方矛盾纠纷督办的做法"))

TRACK_EVENTS = (
    Event(
        id="set_risk",
        label=N_("评定风险"),
        done=N_("评定了风险等级"),
        group=Group.TRACK,
        source=OPEN,
        dest=None,
        by=(Role.MEMBER, Role.MEDIATOR, Role.CHAIR, Role.CLERK, Role.OFFICE, Role.PEACE_OFFICE),
        asks=(Ask("level", N_("风险等级"), Kind.CHOICE, choices=RiskLevel), REASON),
        basis=Law(N_("《人民调解工作若干规定》第三十二条")),
    ),
    Event(
        id="report_risk",
        label=N_("报告激化风险"),
        done=N_("报告了激化风险"),
        group=Group.TRACK,
        source=OPEN,
        dest=None,
        by=(
            Role.INFORMANT,
            Role.MEMBER,
            Role.MEDIATOR,
            Role.CHAIR,
            Role.CLERK,
            Role.OFFICE,
            Role.PEACE_OFFICE,
            Role.POLICE,
            Role.ADVISER,
        ),
        asks=(
            Ask("kind", N_("可能出什么事"), Kind.CHOICE, choices=RiskKind),
            Ask("found_on", N_("发现日期"), Kind.DATE, when=When.PAST),
            Ask("measures", N_("已经做了什么"), Kind.LONG),
            Ask("recipient", N_("报告给谁"), Kind.CHOICE, choices=RiskRecipient),
            Ask("sent_at", N_("报告的时间"), Kind.INSTANT, when=When.PAST),
        ),
        basis=Law(N_("《人民调解法》第二十五条；《反家庭暴力法》第十四条；《未成年人保护法》第十一条")),
    ),
    Event(
        id="acknowledge_risk",
        label=N_("签收风险报告"),
        done=N_("签收了风险报告"),
        group=Group.TRACK,
        source=OPEN,
        dest=None,
        by=(Role.POLICE, Role.PEACE_OFFICE, Role.OFFICE),
        guards=(g.REPORT_OPEN,),
        asks=(REPORT, Ask("received_at", N_("收到的时间"), Kind.INSTANT, when=When.PAST)),
        basis=Law(N_("《人民调解法》第二十五条")),
        since=REPORTED,
    ),
    Event(
        id="close_risk",
        label=N_("了结风险报告"),
        done=N_("了结了风险报告"),
        group=Group.TRACK,
        source=OPEN,
        dest=None,
        by=(Role.POLICE, Role.PEACE_OFFICE, Role.OFFICE),
        guards=(g.REPORT_OPEN,),
        asks=(
            REPORT,
            Ask("outcome", N_("后来怎么样"), Kind.CHOICE, choices=RiskOutcome),
            Ask("persons", N_("牵涉几个人"), Kind.COUNT),
        ),
        basis=Analogy(N_("参照各地人民调解统计中防止激化的件数和人数")),
        since=REPORTED,
    ),
    Event(
        id="record_incident",
        label=N_("登记后果"),
        done=N_("登记了已发生的后果"),
        group=Group.TRACK,
        source=(*OPEN, State.LEAD_CLOSED, State.NOT_ACCEPTED, State.ARCHIVED),
        dest=None,
        by=(Role.POLICE, Role.OFFICE),
        asks=(
            Ask("kind", N_("出了什么事"), Kind.CHOICE, choices=RiskKind),
            Ask("happened_on", N_("发生日期"), Kind.DATE, when=When.PAST),
            Ask("persons", N_("牵涉几个人"), Kind.COUNT, required=False),
        ),
        basis=House(N_("民间纠纷转为刑事案件的，如实计数")),
    ),
    Event(
        id="supervise",
        label=N_("督办"),
        done=N_("下达了督办"),
        group=Group.TRACK,
        source=OPEN,
        dest=None,
        by=(Role.OFFICE, Role.PEACE_OFFICE),
        asks=(
            Ask(
                "kind",
                N_("催一催还是督办"),
                Kind.CHOICE,
                required=False,
                choices=OrderKind,
                default=OrderKind.SUPERVISE,
            ),
            Ask("text", N_("要求办什么"), Kind.LONG),
            Ask("answer_by", N_("在哪天前答复"), Kind.DATE, when=When.TO_COME),
        ),
        basis=HANDED_DOWN,
    ),
    Event(
        id="answer_supervision",
        label=N_("答复督办"),
        done=N_("答复了督办"),
        group=Group.TRACK,
        source=OPEN,
        dest=None,
        by=(Role.MEMBER, Role.MEDIATOR, Role.CHAIR, Role.CLERK),
        guards=(g.SUPERVISION_OPEN,),
        asks=(
            Ask("order", N_("答复哪一份（不选就是最早的一份）"), Kind.ORDER, required=False),
            Ask("text", N_("答复"), Kind.LONG),
        ),
        basis=HANDED_DOWN,
        since=after("supervise"),
    ),
)
