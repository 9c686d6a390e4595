"""Leads: reported, routed, closed without a case, or turned into a registration."""

from mediation.kernel.labels import N_
from mediation.procedure import guards as g
from mediation.procedure.asks import Ask, Kind, When
from mediation.procedure.events.event import Analogy, Event, Group, House, Law
from mediation.procedure.events.fields import (
    CLAIMS,
    ON_APPLICATION,
    ON_OWN_MOTION,
    ON_REFERRAL,
    ON_REQUEST,
    application_asks,
    matter_asks,
    own_motion_asks,
    referral_asks,
)
from mediation.procedure.records import LeadChannel, LeadCloseReason, Registration, RiskLevel
from mediation.procedure.roles import Role
from mediation.procedure.states import State

LEAD_EVENTS = (
    Event(
        id="report_lead",
        label=N_("上报线索"),
        done=N_("上报了线索"),
        group=Group.LEAD,
        source=(),
        dest=State.LEAD,
        by=(
            Role.INFORMANT,
            Role.MEMBER,
            Role.MEDIATOR,
            Role.CHAIR,
            Role.CLERK,
            Role.OFFICE,
            Role.PEACE_OFFICE,
            Role.POLICE,
        ),
        asks=(
            Ask("village", N_("在哪个村（居）"), Kind.PLACE),
            Ask("text", N_("是什么事"), Kind.LONG),
            Ask("channel", N_("怎么知道的"), Kind.CHOICE, choices=LeadChannel),
            Ask("screening", N_("是哪一次排查"), Kind.SCREENING, required=False),
            Ask("persons", N_("牵涉哪些人（知道的写）"), Kind.LONG, required=False),
            Ask("risk_guess", N_("会不会闹大"), Kind.CHOICE, required=False, choices=RiskLevel),
            Ask("anonymous", N_("上报人不留名"), Kind.FLAG, required=False),
            Ask("reporter", N_("上报人"), Kind.TEXT, by_system=True),
        ),
        basis=Analogy(N_("参照《宁波市人民调解条例》第十二条、《深圳经济特区矛盾纠纷多元化解条例》第十二条")),
    ),
    Event(
        id="route_lead",
        label=N_("分流线索"),
        done=N_("分流了线索"),
        group=Group.LEAD,
        source=(State.LEAD,),
        dest=None,
        by=(Role.CLERK, Role.CHAIR, Role.OFFICE, Role.PEACE_OFFICE),
        asks=(
            Ask("committee", N_("交给哪个调委会"), Kind.UNIT),
            Ask("answer_by", N_("在哪天前答复"), Kind.DATE, when=When.TO_COME, required=False),
        ),
        basis=Analogy(N_("参照其他地方矛盾纠纷分流交办的做法")),
    ),
    Event(
        id="close_lead",
        label=N_("办结线索"),
        done=N_("办结了线索"),
        group=Group.LEAD,
        source=(State.LEAD,),
        dest=State.LEAD_CLOSED,
        by=(Role.MEMBER, Role.CHAIR, Role.CLERK, Role.OFFICE),
        guards=(g.RISK_CLOSED, g.SUPERVISION_DONE, g.LINK_IF_DUPLICATE),
        asks=(
            Ask("reason", N_("怎么了结的"), Kind.CHOICE, choices=LeadCloseReason),
            Ask("link", N_("和哪一件重复"), Kind.CASE, required_if=("reason", LeadCloseReason.DUPLICATE)),
            Ask(
                "organ",
                N_("转交给哪个机关"),
                Kind.TEXT,
                required_if=("reason", LeadCloseReason.HANDED_OVER),
                max_length=80,
            ),
            Ask(
                "handed_on",
                N_("转交日期"),
                Kind.DATE,
                when=When.PAST,
                required_if=("reason", LeadCloseReason.HANDED_OVER),
            ),
            Ask("persons", N_("牵涉几个人"), Kind.COUNT, required_if=("reason", LeadCloseReason.SOLVED)),
        ),
        basis=House(N_("线索要有下落，不成案的写明原因")),
    ),
    Event(
        id="register_lead",
        label=N_("线索转登记"),
        done=N_("将线索转为登记"),
        group=Group.LEAD,
        source=(State.LEAD,),
        dest=State.REGISTERED,
        by=(Role.MEMBER, Role.CHAIR, Role.CLERK),
        guards=(g.TRUE_NAMES, g.NOBODY_REFUSES),
        asks=(
            Ask("source", N_("按哪一种登记"), Kind.CHOICE, choices=Registration),
            *matter_asks(),
            Ask("claims", CLAIMS, Kind.LONG, required_if=ON_APPLICATION),
            *application_asks(ON_REQUEST),
            *own_motion_asks(ON_OWN_MOTION),
            *referral_asks(ON_REFERRAL),
        ),
        basis=Law(N_("《人民调解法》第十七条；《人民调解工作若干规定》第二十三条")),
    ),
)
