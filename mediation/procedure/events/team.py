"""Who mediates, recusal, and the notice of rights that opens the talks."""

from mediation.kernel.labels import N_
from mediation.procedure import guards as g
from mediation.procedure.asks import Ask, Given, Kind, When
from mediation.procedure.events.event import Event, Group, House, Law, after
from mediation.procedure.events.fields import CONSENT_DAYS, CONTACT_WAY, NOTICE_ROWS, REASON
from mediation.procedure.records import AssignmentWay, RecusalBy, RecusalReason, Relation, ReplaceReason
from mediation.procedure.roles import Role
from mediation.procedure.states import DUTY, TALK, State

RELATIONS = Ask(
    "relations",
    N_("调解员和当事人有没有亲属或利害关系"),
    Kind.CHOICE,
    choices=Relation,
    default=Relation.NONE,
    ledger_optional=True,
    unless="ties",
    hint=N_("同村、同名不算。几位调解员情况不一样的，在下面一位一位写。"),
)
WAIVERS = Ask("waivers", N_("有关系的，哪些当事人书面同意"), Kind.PARTIES, required=False)


def ties(kind: Kind) -> Ask:
    """One answer for each mediator, with the written consents and their day; it goes before the answer for all."""
    rows = (
        Ask("mediator", N_("哪位调解员"), kind, required=False, along_with="relation"),
        Ask("relation", N_("和当事人是什么关系"), Kind.CHOICE, choices=Relation, along_with="mediator"),
        Ask("waived_by", N_("哪些当事人书面同意由这位调解"), Kind.PARTIES, required=False),
        Ask(
            "waived_on", N_("书面同意的日期"), Kind.DATE, when=When.PAST, required=False, hint=N_("空着就是办理日期。")
        ),
    )
    return Ask("ties", N_("一位一位写关系"), Kind.ROWS, required=False, rows=rows, hint=N_("没有关系的不用写。"))


TIES, TIES_OF_TEAM = ties(Kind.MEDIATOR), ties(Kind.TEAM)
CONSENTS_TO_NEW = Ask("consents", N_("哪些当事人接受新来的调解员"), Kind.PARTIES, required=False)
RECUSAL_ASKS = (
    Ask("by_whom", N_("谁提出的"), Kind.CHOICE, choices=RecusalBy),
    Ask("party", N_("是哪位当事人"), Kind.PARTY, required_if=("by_whom", RecusalBy.PARTY)),
)
CLOSED_STATES = (*DUTY, State.PERFORMED, State.ANNULLED, State.TERMINATED)

TEAM_EVENTS = (
    Event(
        id="assign_mediator",
        label=N_("指派调解员"),
        done=N_("指派了调解员"),
        group=Group.WORK,
        source=(State.ACCEPTED,),
        dest=State.ASSIGNED,
        by=(Role.CHAIR,),
        guards=(g.LEAD_ON_ROSTER, g.TEAM_ON_ROSTER, g.TEAM_NOT_PARTY, g.TEAM_UNRELATED, g.NOT_AGAIN),
        asks=(
            Ask("lead", N_("主持调解员"), Kind.MEDIATOR),
            Ask("others", N_("协助调解员"), Kind.MEDIATORS, required=False),
            Ask("way", N_("怎么定的"), Kind.CHOICE, choices=AssignmentWay, ledger_optional=True),
            Ask("chosen_by", N_("是哪些当事人选的"), Kind.PARTIES, required=False),
            RELATIONS,
            WAIVERS,
            TIES,
            Ask("studio", N_("在哪个调解工作室办"), Kind.STUDIO, required=False),
        ),
        basis=Law(N_("《人民调解法》第十三条、第十九条、第二十三条")),
        ledger=True,
    ),
    Event(
        id="change_team",
        label=N_("调整协助调解员"),
        done=N_("调整了协助调解员"),
        group=Group.WORK,
        source=(*TALK, *CLOSED_STATES),
        dest=None,
        by=(Role.CHAIR,),
        guards=(g.LEAD_STAYS, g.TEAM_ON_ROSTER, g.TEAM_NOT_PARTY, g.TEAM_UNRELATED, g.NOT_AGAIN),
        asks=(
            Ask("add", N_("加上谁"), Kind.MEDIATORS, required=False),
            Ask("remove", N_("移出谁"), Kind.TEAM_MEMBERS, required=False),
            REASON,
            CONSENTS_TO_NEW,
            CONSENT_DAYS,
            RELATIONS,
            WAIVERS,
            TIES,
        ),
        basis=Law(N_("《人民调解法》第十九条")),
    ),
    Event(
        id="request_recusal",
        label=N_("申请回避"),
        done=N_("登记了回避申请"),
        group=Group.WORK,
        source=TALK,
        dest=None,
        by=(Role.MEDIATOR, Role.CHAIR, Role.CLERK, Role.OFFICE),
        asks=(
            *RECUSAL_ASKS,
            Ask("against", N_("要求谁回避"), Kind.TEAM),
            Ask("reason", N_("原因（可以不说）"), Kind.CHOICE, required=False, choices=RecusalReason),
        ),
        basis=Law(N_("《人民调解工作若干规定》第二十五条；参照《最高人民法院关于人民法院特邀调解的规定》第十五条")),
    ),
    Event(
        id="withdraw_recusal",
        label=N_("撤回回避申请"),
        done=N_("登记了撤回回避申请"),
        group=Group.WORK,
        source=TALK,
        dest=None,
        by=(Role.CHAIR, Role.CLERK, Role.OFFICE),
        guards=(g.RECUSAL_ASKED,),
        asks=(*RECUSAL_ASKS, CONTACT_WAY),
        basis=House(N_("谁申请的回避，谁可以撤回")),
        since=after("request_recusal"),
    ),
    Event(
        id="replace_mediator",
        label=N_("更换调解员"),
        done=N_("更换了调解员"),
        group=Group.WORK,
        source=(*TALK, *CLOSED_STATES, State.TRANSFERRED),
        dest=None,
        by=(Role.CHAIR,),
        guards=(g.LEAD_ON_ROSTER, g.TEAM_NOT_PARTY, g.TEAM_UNRELATED, g.NOT_AGAIN),
        asks=(
            Ask("out", N_("换下谁"), Kind.TEAM),
            Ask("in", N_("换上谁"), Kind.MEDIATOR),
            Ask("reason", N_("为什么换"), Kind.CHOICE, choices=ReplaceReason),
            Ask("parties_told_on", N_("告诉当事人的日期"), Kind.DATE, when=When.PAST, required_if=(Given.TOLD, True)),
            CONSENTS_TO_NEW,
            CONSENT_DAYS,
            RELATIONS,
            WAIVERS,
            TIES,
        ),
        basis=Law(N_("《人民调解工作若干规定》第二十五条；《人民调解法》第二十三条")),
    ),
    Event(
        id="give_notice",
        label=N_("告知权利义务"),
        done=N_("告知了权利义务"),
        group=Group.WORK,
        source=(State.ASSIGNED,),
        dest=State.MEDIATING,
        by=(Role.MEDIATOR,),
        guards=(
            g.ALL_TOLD,
            g.MEDIATOR_ACCEPTED,
            g.CAPACITY_OK,
            g.AGENTS_OK,
            g.RECUSAL_CLOSED,
            g.RUNNING,
            g.NOBODY_REFUSES,
        ),
        asks=(Ask("parties", N_("每位当事人的告知"), Kind.ROWS, rows=NOTICE_ROWS, each="party"), TIES_OF_TEAM),
        basis=Law(
            N_(
                "《人民调解工作若干规定》第三十条；《民法典》第十七条至第二十三条、第一百六十五条；"
                "《人民调解法》第二十三条"
            )
        ),
        ledger=True,
    ),
    Event(
        id="notify_party",
        label=N_("补充告知"),
        done=N_("补充告知了权利义务"),
        group=Group.WORK,
        source=(State.MEDIATING, State.AGREED_UNSIGNED),
        dest=None,
        by=(Role.MEDIATOR,),
        asks=(
            Ask(
                "parties",
                N_("后来加入的当事人的告知"),
                Kind.ROWS,
                rows=(Ask("party", N_("告知的是谁"), Kind.PARTY), *NOTICE_ROWS),
            ),
            TIES_OF_TEAM,
        ),
        basis=Law(N_("《人民调解工作若干规定》第三十条")),
        since=after("give_notice"),
    ),
)
