"""How a form is asked of those who come once in three years: in which questions, and what may be said aloud."""

from collections.abc import Mapping

from mediation.casework.actor import Actor
from mediation.kernel.labels import N_
from mediation.procedure.roles import Role
from mediation.web.forms import ActForm
from mediation.web.questions import Question, Walk, walk

# Whoever works with the program every day fills in a form as a whole, without being told what to say.
DAILY = frozenset({Role.CLERK, Role.OFFICE, Role.PEACE_OFFICE, Role.POLICE, Role.ADVISER})

INTAKE = (
    Question(("applicants",), N_("是谁来说的？"), N_("“您请坐。我先把您的名字和电话记下来，以后好找您。”")),
    Question(("respondents",), N_("是和谁的事？"), N_("“这件事是和哪一家？那家主事的人叫什么名字？”")),
    Question(("matter", "claims"), N_("是什么事？"), N_("“您从头说，出了什么事？您觉得怎么办才公道？”")),
    Question(("village",), N_("事情出在哪里？"), N_("“这件事出在哪个村？在谁家的草场上？”")),
    Question(
        ("harm", "danger", "acknowledged"),
        N_("有没有人会出事？"),
        N_("“有没有人动过手，或者说过要动手？我把您说的念一遍，您听听对不对。”"),
    ),
)

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "report_lead": (
        Question(("village", "text", "channel"), "", N_("“您看见了什么、听见了什么，照原样说给我就行。”")),
    ),
    "ask_party": (
        Question(("party", "way"), N_("问的是谁？"), N_("“有一家来说了一件和您家有关的事，想请您也来听听。”")),
        Question(
            ("answer", "asked_by"), N_("他愿不愿意谈？"), N_("“愿意谈，不愿意谈，都由您自己定。您愿意坐下来谈吗？”")
        ),
    ),
    "give_notice": (
        Question(
            ("parties",), N_("每一位都听明白了吗？"), N_("“我先把两边都有的权利念一遍，哪一句没听清，您就叫我停。”")
        ),
        Question(
            ("ties",),
            N_("调解员和哪一家沾亲吗？"),
            N_("“我和哪一家是亲戚、有来往，先说在前头。不愿意由我来谈的，现在就说。”"),
        ),
    ),
    "plan_session": (
        Question(("room", "place", "mode"), N_("在哪里谈？"), N_("“到调解室来谈，还是我们到你们那边去？”")),
        Question(("starts", "ends"), N_("什么时候谈？"), N_("“哪一天两家都走得开？牛羊有没有人看？”")),
        Question(("persons",), N_("还要叫谁来？"), N_("“还有谁在场，您心里会踏实一些？”")),
    ),
    "hold_session": (
        Question(
            ("planned", "time", "place"), N_("什么时候、在哪里谈的？"), N_("“今天是几号、在哪里谈的，我先记下。”")
        ),
        Question(("present", "open"), N_("谁来了？"), N_("“人都到齐了吗？有没有还要等的人？”")),
        Question(("text",), N_("怎么谈的？"), N_("“一个一个说，说完一个再说一个，我都记着。”")),
        Question(("read_out", "result"), N_("谈成了没有？"), N_("“我把今天记的念给两边听，有记错的，现在就告诉我。”")),
    ),
    "settle_content": (
        Question(("bound",), N_("这份协议管到谁？"), N_("“在座的各位，都愿意照今天谈定的做吗？”")),
        Question(("items",), N_("谁要做什么？"), N_("“一件一件来：谁，给谁，给什么，哪天以前，送到哪里？”")),
        Question(("facts", "language"), N_("事情是怎么一回事？"), N_("“这件事的来龙去脉，我念给两边听，对不对？”")),
    ),
    "agree_orally": (
        Question(("bound",), N_("说定的事管到谁？"), N_("“在座的各位，都愿意照今天说定的做吗？”")),
        Question(("items",), N_("谁要做什么？"), N_("“一件一件来：谁，给谁，给什么，哪天以前，在哪里？”")),
        Question(("facts",), N_("事情是怎么一回事？"), N_("“这件事的来龙去脉，我念给两边听，对不对？”")),
        Question(
            ("writing_unnecessary", "wants_paper", "why_oral"),
            N_("要不要写成书面的？"),
            N_("“口头说定也算数。有哪一位想要一份写在纸上的？”"),
        ),
    ),
    "record_signature": (
        Question(("who", "for_whom", "mediator"), N_("谁签的？"), N_("“协议我先念一遍。听明白了、愿意，再签。”")),
        Question(("name", "kind"), N_("怎么签的？"), N_("“会写字的签名，再按上指印；不会写的，按指印也行。”")),
        Question(("represents", "place", "read_out"), N_("在哪里签的？"), N_("“刚才念的，您都听懂了吗？”")),
    ),
    "record_performance": (
        Question(("item", "amount", "quantity"), N_("做到了哪一项？"), N_("“约好的那一项，做到了吗？做到多少？”")),
        Question(("proof",), N_("凭什么知道？"), N_("“收到的那一方，您点过了吗？数目对不对？”")),
    ),
    "record_followup": (
        Question(("planned", "visited"), N_("见了谁？"), N_("“我来看看，上回谈定的事，后来怎么样了。”")),
        Question(("performance", "satisfied"), N_("做到了没有？"), N_("“约好的都做到了吗？您心里过得去吗？”")),
        Question(("danger", "lawsuit"), N_("还太平吗？"), N_("“两家现在见了面还说话吗？有没有又起争执？”")),
    ),
    "stop_by_party": (
        Question(("who", "how"), N_("是谁不谈了？"), N_("“不想谈就不谈，这是您的权利，不用觉得为难。”")),
        Question(
            ("way", "ways_told", "ways_told_on"),
            N_("告诉他们别的办法了吗？"),
            N_("“不谈了，还可以找政府、仲裁或者打官司，我一样一样说给您听。”"),
        ),
    ),
    "end_without_agreement": (
        Question(("reason",), N_("为什么谈不下去？"), N_("“这一回没有谈拢，两边都尽力了，我照实记下。”")),
        Question(
            ("ways_told", "ways_told_on", "note_delivered"),
            N_("告诉他们别的办法了吗？"),
            N_("“谈不成，还可以找政府、仲裁或者打官司，我一样一样说给您听。”"),
        ),
        Question(
            ("undisputed_facts", "consents"),
            N_("有没有两边都认的事？"),
            N_("“有哪些事两边都认？写下来，两边都愿意吗？”"),
        ),
    ),
}

# One sentence for every question of an event that has none of its own.
SAYINGS: Mapping[str, str] = {
    "close_lead": N_("“您说的那件事，我们去看过了，是这样了结的。”"),
    "register_lead": N_("“有人告诉我们这里有件为难的事，想听您自己说一说。”"),
    "register_own_motion": N_("“听说两家有点过不去，我们来问问，愿不愿意坐下来谈。”"),
    "register_linked": N_("“上回谈定的事又有了变化，您从那以后说起。”"),
    "register_application": N_("“您请坐，慢慢说，我一样一样记下来。”"),
    "register_referral": N_("“您的事转到我们这里来了，我先和您对一对，有没有记错。”"),
    "amend_registration": N_("“上次记下的，有哪里不对，您告诉我，我改过来。”"),
    "decline": N_("“这件事我们这里办不了，我告诉您该去找谁、怎么找。”"),
    "drop_registration": N_("“不想谈了就到这里。以后想谈，随时再来。”"),
    "accept": N_("“这件事我们接下来办，两边都不用交一分钱。”"),
    "assign_mediator": N_("“两边都可以自己挑调解员。有没有信得过的人？”"),
    "change_team": N_("“想请一位一起来帮着谈，两边看行不行。”"),
    "request_recusal": N_("“觉得哪位不合适，您就说，不用说为什么。”"),
    "withdraw_recusal": N_("“上次说不合适的那位，现在您又愿意他来谈了，是吗？”"),
    "replace_mediator": N_("“换一位调解员来谈，两边听听这个人行不行。”"),
    "notify_party": N_("“您来得晚，我把您的权利再念一遍给您听。”"),
    "cancel_session": N_("“约好的那一次不谈了，我们再挑一个日子。”"),
    "invite_participant": N_("“想请这位也来坐一坐，两边都愿意，我才去请。”"),
    "add_inquiry": N_("“您看见的、听见的，照原样说，我照原样记。”"),
    "record_past_session": N_("“那一回是怎么谈的，我们一起把它记全。”"),
    "add_party": N_("“这件事和您也有关系，您愿不愿意一起来谈？”"),
    "change_party": N_("“您的情况有变化的，告诉我，我改过来。”"),
    "drop_party": N_("“您要退出，可以。别的办法，我说给您听。”"),
    "add_evidence": N_("“您带来的东西，我一样一样登记，用完了还给您。”"),
    "pause_clock": N_("“这段日子先放一放，日子给你们留着，不算在期限里。”"),
    "resume_clock": N_("“耽搁的事办完了，我们接着谈。”"),
    "extend_term": N_("“期限快到了，还没有谈完。多谈几天，两边愿意吗？”"),
    "continue_overdue": N_("“期限过了，两边还愿意谈，我们就接着谈。”"),
    "take_back": N_("“您的事又回到我们这里了，我们接着办。”"),
    "transfer_out": N_("“这件事该由那边管，我们把材料送过去，您也去找他们。”"),
    "reopen_talks": N_("“还没有签，有哪一句不愿意，我们再谈。”"),
    "draft_change": N_("“想改哪一条，两边都愿意，我们才改。”"),
    "put_seal": N_("“我把协议再念一遍，没有错，就盖章。”"),
    "sign_agreement": N_("“签了名，盖了章，从今天起两边都照着做。”"),
    "replace_agreement": N_("“从今天起，照改过的这一份做。”"),
    "confirm_performed": N_("“约好的都做到了，两边听一听，是不是这样？”"),
    "withdraw_performed": N_("“还有没做完的？是哪一项，您说，我改过来。”"),
    "record_breach": N_("“约好的日子过了，还没有做到，是碰上什么难处了？”"),
    "urge": N_("“上回约好的那件事，您打算哪天办？”"),
    "resume_performance": N_("“补上了就好，我们照原来约好的接着做。”"),
    "note_breach_outcome": N_("“后来这件事是怎么了的，您说，我记下。”"),
    "record_lawsuit": N_("“去打官司是您的权利，哪个法院，我记一下。”"),
    "record_court_result": N_("“法院是怎么判的，让我看看那张纸。”"),
    "annul_agreement": N_("“法院定了，原来那份协议不算了，我把别的办法说给您听。”"),
    "apply_confirmation": N_("“两边一起去，法院可以给协议再加一道保证。愿意去吗？”"),
    "record_confirmation": N_("“法院回话了，我念给两边听。”"),
    "plan_followup": N_("“过些日子我再来看看，哪天您在家？”"),
    "excuse_followup": N_("“这回就不上门了。有事您随时来说。”"),
    "set_risk": N_("“有没有人会动手、会想不开？您怎么想就怎么说。”"),
    "report_risk": N_("“有人可能受伤，我得马上告诉派出所，先护住人。”"),
}

# Desk work, with nobody of the parties there to whom anything could be said.
SILENT = frozenset(
    {
        "route_lead",
        "move_registration",
        "move_case",
        "join_committee",
        "attach_paper",
        "record_transfer_reply",
        "submit_file",
        "return_file",
        "add_supplement",
        "correct_record",
        "propose_subsidy",
        "answer_supervision",
    }
)


def asked_singly(actor: Actor) -> bool:
    """Whether the actor is asked one question a page."""
    return not actor.roles & DAILY


def questions_of(event_id: str) -> tuple[Question, ...]:
    return QUESTIONS.get(event_id, ())


def walk_through(form: ActForm, event_id: str, actor: Actor, wanted: tuple[Question, ...] | None = None) -> Walk | None:
    """The questions of an event's form for whoever is asked singly; None for everybody else."""
    if not asked_singly(actor):
        return None
    return walk(form, questions_of(event_id) if wanted is None else wanted)


def saying(event_id: str, asked: Question | None) -> str:
    """What may be said aloud with this question, else with the act; in the source language, empty where nobody is."""
    if asked is not None and asked.say:
        return asked.say
    if event_id in SAYINGS:
        return SAYINGS[event_id]
    own = questions_of(event_id)
    return own[0].say if own else ""
