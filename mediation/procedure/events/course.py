"""The course of the work: the clock, other committees, difficulty, papers and advice."""

from mediation.kernel.labels import N_
from mediation.procedure import guards as g
from mediation.procedure.asks import Ask, Kind, When
from mediation.procedure.events.event import Analogy, Event, Group, House, Law, after
from mediation.procedure.events.fields import AGREED_BY, AGREED_ON, CONSENT_DAYS, REASON, TO_COMMITTEE, consents
from mediation.procedure.records import Difficulty, PaperKind, PauseReason
from mediation.procedure.roles import Role
from mediation.procedure.states import DUTY, TALK, WORK, State

CONSENTS = consents(N_("哪些当事人同意"))
CONSENTED_ON = Ask("consented_on", N_("哪天同意的（和办理日期不同才写）"), Kind.DATE, when=When.PAST, required=False)

COURSE_EVENTS = (
    Event(
        id="pause_clock",
        label=N_("中止计时"),
        done=N_("中止了计时"),
        group=Group.WORK,
        source=WORK,
        dest=None,
        by=(Role.MEDIATOR, Role.CHAIR),
        guards=(g.RUNNING,),
        asks=(Ask("reason", N_("为什么停"), Kind.CHOICE, choices=PauseReason),),
        basis=Analogy(N_("参照《医疗纠纷预防和处理条例》第三十八条")),
    ),
    Event(
        id="resume_clock",
        label=N_("恢复计时"),
        done=N_("恢复了计时"),
        group=Group.WORK,
        source=WORK,
        dest=None,
        by=(Role.MEDIATOR, Role.CHAIR),
        guards=(g.STOPPED,),
        asks=(REASON, Ask("deadline", N_("顺延后的期限"), Kind.DATE, by_system=True)),
        basis=House(N_("停了几天，期限就往后推几天")),
        since=after("pause_clock"),
    ),
    Event(
        id="extend_term",
        label=N_("延长期限"),
        done=N_("延长了期限"),
        group=Group.WORK,
        source=WORK,
        dest=None,
        by=(Role.MEDIATOR, Role.CHAIR),
        guards=(g.IN_TIME, g.RUNNING, g.ALL_AGREE, g.LATER_DATE),
        asks=(Ask("new_deadline", N_("延长到哪天"), Kind.DATE), CONSENTS, CONSENTED_ON, CONSENT_DAYS, REASON),
        basis=Analogy(N_("参照《宁波市人民调解条例》第二十七条、《深圳经济特区矛盾纠纷多元化解条例》第二十五条")),
    ),
    Event(
        id="continue_overdue",
        label=N_("逾期续调"),
        done=N_("登记了逾期续调"),
        group=Group.WORK,
        source=WORK,
        dest=None,
        by=(Role.MEDIATOR, Role.CHAIR),
        guards=(g.OUT_OF_TIME, g.RUNNING, g.ALL_AGREE, g.LATER_DATE),
        asks=(Ask("promised_on", N_("说好谈到哪天"), Kind.DATE), CONSENTS, CONSENTED_ON, CONSENT_DAYS, REASON),
        basis=Law(N_("《人民调解工作若干规定》第三十三条")),
    ),
    Event(
        id="join_committee",
        label=N_("联合调解"),
        done=N_("加入了联合调解单位"),
        group=Group.WORK,
        source=WORK,
        dest=None,
        by=(Role.CHAIR, Role.OFFICE),
        guards=(g.PARTNER_READY,),
        asks=(
            Ask("committee", N_("和哪个调委会一起调解"), Kind.UNIT, unless="outside"),
            Ask("outside", N_("本镇以外的单位"), Kind.TEXT, required=False, max_length=80),
            AGREED_BY,
            AGREED_ON,
        ),
        basis=Law(N_("《人民调解委员会组织条例》第七条")),
    ),
    Event(
        id="move_case",
        label=N_("移转承办"),
        done=N_("将案件移转其他调委会承办"),
        group=Group.WORK,
        source=(State.ACCEPTED, State.ASSIGNED, State.MEDIATING),
        dest=State.ACCEPTED,
        by=(Role.CHAIR, Role.OFFICE),
        guards=(g.RECEIVER_READY,),
        asks=(TO_COMMITTEE, AGREED_BY, AGREED_ON, REASON),
        basis=Law(N_("《人民调解工作若干规定》第二十一条")),
    ),
    Event(
        id="set_difficulty",
        label=N_("认定难易程度"),
        done=N_("认定了难易程度"),
        group=Group.WORK,
        source=(
            *WORK,
            *DUTY,
            State.PERFORMED,
            State.ANNULLED,
            State.TERMINATED,
            State.TRANSFERRED,
            State.ARCHIVED,
        ),
        dest=None,
        by=(Role.OFFICE,),
        guards=(g.CHECKER_IS_OTHER,),
        asks=(
            Ask("level", N_("难易程度"), Kind.CHOICE, choices=Difficulty),
            Ask("grounds", N_("依据"), Kind.LONG),
        ),
        basis=Analogy(N_("参照调解案件统计表的疑难复杂案件栏和其他地方以案定补的难易标准")),
    ),
    Event(
        id="attach_paper",
        label=N_("收存文书"),
        done=N_("收存了文书"),
        group=Group.WORK,
        source=(
            State.REGISTERED,
            *WORK,
            *DUTY,
            State.PERFORMED,
            State.ANNULLED,
            State.TERMINATED,
            State.TRANSFERRED,
        ),
        dest=None,
        by=(Role.MEMBER, Role.MEDIATOR, Role.CHAIR, Role.CLERK, Role.OFFICE),
        asks=(
            Ask("kind", N_("哪种文书"), Kind.CHOICE, choices=PaperKind),
            Ask("file", N_("照片或文件"), Kind.FILE),
            Ask("paper_on", N_("文书上的日期"), Kind.DATE, when=When.PAST),
            Ask("signatures", N_("谁签了名、盖了章"), Kind.TEXT, required=False, max_length=200),
        ),
        basis=Law(N_("《人民调解法》第二十七条")),
    ),
    Event(
        id="give_opinion",
        label=N_("出具法律意见"),
        done=N_("出具了法律意见"),
        group=Group.WORK,
        source=(*TALK, *DUTY),
        dest=None,
        by=(Role.ADVISER,),
        asks=(Ask("text", N_("法律意见"), Kind.LONG, max_length=20000),),
        basis=Law(N_("《人民调解法》第二十条")),
    ),
)
