"""Fields that several events ask in the same words."""

from typing import Any

from mediation.kernel.labels import N_
from mediation.procedure.asks import Ask, Given, Kind, When
from mediation.procedure.records import (
    AbsenceReason,
    ApplicationForm,
    AskAnswer,
    ContactWay,
    DocumentKind,
    DutyKind,
    GuestCapacity,
    Harm,
    Interval,
    Language,
    MediationKind,
    NoticeWay,
    OrganKind,
    Outside,
    PartyRole,
    PersonKind,
    Reading,
    Registration,
    Remedy,
    SessionPlace,
    SessionResult,
    Sex,
    SignatureKind,
    TextLanguage,
)

# ---------------------------------------------------------------- single fields

REASON = Ask("reason", N_("原因"), Kind.LONG)
CONTACT_WAY = Ask("way", N_("用什么方式"), Kind.CHOICE, choices=ContactWay)
CONTACT_WAY_IF_KNOWN = Ask("way", N_("用什么方式"), Kind.CHOICE, choices=ContactWay, ledger_optional=True)
AGREED_BY = Ask("agreed_by", N_("对方单位同意的人"), Kind.TEXT, max_length=60)
AGREED_ON = Ask("agreed_on", N_("对方单位同意的日期"), Kind.DATE, when=When.PAST)
TO_COMMITTEE = Ask("to_committee", N_("接收的调委会"), Kind.UNIT)
COURT = Ask("court", N_("法院"), Kind.TEXT, max_length=80)
RULING = Ask("ruling", N_("裁判文书的文号和内容"), Kind.LONG)
WAYS_TOLD = Ask("ways_told", N_("告知了哪些别的办法"), Kind.CHOICES, choices=Remedy, ledger_optional=True)


def consents(label: str, *, ledger_optional: bool = False) -> Ask:
    """The parties who consented; whoever is not chosen did not."""
    return Ask("consents", label, Kind.PARTIES, ledger_optional=ledger_optional)


CONSENT_DAYS = Ask(
    "consent_days",
    N_("每一位是哪天同意的"),
    Kind.ROWS,
    required=False,
    each="party",
    rows=(Ask("agreed_on", N_("同意的日期"), Kind.DATE, required=False, when=When.PAST),),
    hint=N_("不是同一天同意的才写；空着的，用上面的日期。"),
    rarely=True,
)


def answer_letter() -> Ask:
    """The letter to the organ that referred the case."""
    return Ask(
        "letter",
        N_("给委托单位的反馈函"),
        Kind.TEXT,
        required_if=(Given.REFERRED, True),
        ledger_optional=True,
        hint=N_("写文号或怎么送的。"),
        max_length=120,
    )


# ---------------------------------------------------------------- persons


def person_rows(*, named: bool = True) -> tuple[Ask, ...]:
    """Who somebody is and where to find them; `named` says whether a name must be given."""
    return (
        Ask("name", N_("姓名或名称"), Kind.TEXT, required=named, max_length=50),
        Ask("name_bo", N_("藏文名字"), Kind.TEXT, required=False, max_length=120),
        Ask("kind", N_("个人还是单位"), Kind.CHOICE, required=False, choices=PersonKind, default=PersonKind.NATURAL),
        Ask("id_number", N_("身份证号（单位写信用代码）"), Kind.SECRET, required=False, max_length=18),
        Ask("phone", N_("电话"), Kind.SECRET, required=False, max_length=40),
        Ask("village", N_("户籍在哪个村（居）"), Kind.PLACE, required=False),
        Ask("sex", N_("性别"), Kind.CHOICE, required=False, choices=Sex, rarely=True),
        Ask("birth", N_("出生日期"), Kind.DATE, required=False, rarely=True),
        Ask("ethnic", N_("民族"), Kind.TEXT, required=False, max_length=20, rarely=True),
        Ask(
            "document",
            N_("没有身份证号的，看了什么证件"),
            Kind.CHOICE,
            required=False,
            choices=DocumentKind,
            rarely=True,
        ),
        Ask(
            "document_number",
            N_("这个证件的号码"),
            Kind.SECRET,
            required_if=("document", frozenset(DocumentKind) - {DocumentKind.NONE}),
            max_length=40,
            rarely=True,
        ),
        Ask(
            "no_document_why",
            N_("没有提供证件的原因"),
            Kind.TEXT,
            required_if=("document", DocumentKind.NONE),
            max_length=120,
            rarely=True,
        ),
        Ask("address", N_("住址（没有固定住处就空着）"), Kind.TEXT, required=False, max_length=120, rarely=True),
        Ask("pasture", N_("现在在哪片草场"), Kind.TEXT, required=False, max_length=120, rarely=True),
        Ask("contact", N_("找不到本人时找谁"), Kind.TEXT, required=False, max_length=60, rarely=True),
        Ask("contact_phone", N_("这个人的电话"), Kind.SECRET, required=False, max_length=40, rarely=True),
        Ask(
            "deliver_to",
            N_("材料由谁转交"),
            Kind.TEXT,
            required=False,
            hint=N_("例如村委会、联户长。"),
            max_length=120,
            rarely=True,
        ),
        Ask("legal_representative", N_("单位的法定代表人"), Kind.TEXT, required=False, max_length=60, rarely=True),
        Ask("language", N_("说什么话"), Kind.CHOICE, required=False, choices=Language, rarely=True),
        Ask("reads", N_("看得懂哪种文字"), Kind.CHOICE, required=False, choices=Reading, rarely=True),
    )


PERSON_ROWS = person_rows()
CHANGED_ROWS = person_rows(named=False)
PARTY_ROWS = (
    *PERSON_ROWS,
    Ask("role", N_("当事人地位"), Kind.CHOICE, choices=PartyRole),
    Ask("answer", N_("问过愿不愿意调解"), Kind.CHOICE, required=False, choices=AskAnswer),
)
NOTICE_ROWS = (
    Ask("way", N_("口头还是书面"), Kind.CHOICE, choices=NoticeWay, ledger_optional=True, brief=True),
    Ask("language", N_("用什么话告知"), Kind.CHOICE, choices=Language, ledger_optional=True, brief=True),
    Ask("accepts_mediator", N_("是否接受调解员"), Kind.ANSWER, ledger_optional=True, brief=True),
    Ask("told_on", N_("告知日期"), Kind.DATE, when=When.PAST, rarely=True),
    Ask("objects_open", N_("不愿意公开调解"), Kind.FLAG, required=False, rarely=True),
    Ask("reads", N_("看得懂哪种文字"), Kind.CHOICE, required=False, choices=Reading, rarely=True),
    Ask("interpreter", N_("翻译"), Kind.TEXT, required=False, max_length=60, rarely=True),
    Ask(
        "interpreter_relation",
        N_("翻译和当事人是什么关系（没有关系写“无”）"),
        Kind.TEXT,
        along_with="interpreter",
        ledger_optional=True,
        max_length=60,
        rarely=True,
    ),
    Ask("interpreter_told", N_("告诉过翻译要照实翻译"), Kind.FLAG, required=False, rarely=True),
    Ask("guardian", N_("监护人（需要时写）"), Kind.TEXT, required=False, max_length=60, rarely=True),
    Ask("guardian_relation", N_("监护人是他的什么人"), Kind.TEXT, required=False, max_length=60, rarely=True),
    Ask("agent", N_("代理人（有就写）"), Kind.TEXT, required=False, max_length=60, rarely=True),
    Ask("scope", N_("代理权限"), Kind.TEXT, along_with="agent", max_length=200, rarely=True),
    Ask("agent_from", N_("从哪天起代理（当天起的空着）"), Kind.DATE, required=False, rarely=True),
    Ask("agent_until", N_("代理到哪天（没有说就空着）"), Kind.DATE, required=False, rarely=True),
    Ask(
        "agent_paper",
        N_("授权委托书"),
        Kind.TEXT,
        along_with="agent",
        ledger_optional=True,
        hint=N_("写日期，谁签的名、按的指印。"),
        max_length=120,
        rarely=True,
    ),
    Ask("incapable", N_("成年但不能辨认自己的行为"), Kind.FLAG, required=False, rarely=True),
    Ask("own_wages", N_("满十六岁，靠自己的收入生活"), Kind.FLAG, required=False, rarely=True),
)

# ---------------------------------------------------------------- registration

HARM = Ask(
    "harm",
    N_("有没有下面的情形"),
    Kind.CHOICES,
    required=False,
    choices=Harm,
    hint=N_(
        "有就勾上：要马上报告公安机关，案卷只给办案的人看（《反家庭暴力法》第十四条、《未成年人保护法》第十一条）。"
    ),
)
OUTSIDE = Ask(
    "outside",
    N_("是不是要上报的事"),
    Kind.CHOICES,
    required=False,
    choices=Outside,
    hint=N_("有就勾上：不归村（居）调委会办，要报镇里。"),
    rarely=True,
)
NOT_OUTSIDE = Ask(
    "not_outside",
    N_("上面哪一样以前勾错了"),
    Kind.CHOICES,
    required=False,
    choices=Outside,
    hint=N_("勾上就收回；没有勾错的空着。"),
    rarely=True,
)


def matter_asks() -> tuple[Ask, ...]:
    """Which body, which kind, where, and what it is about."""
    return (
        Ask("committee", N_("由哪个调委会办"), Kind.UNIT),
        Ask("kind", N_("调解种类"), Kind.CHOICE, choices=MediationKind, default=MediationKind.PEOPLE),
        Ask("village", N_("纠纷发生的村（居）"), Kind.PLACE),
        Ask("matter", N_("是什么事"), Kind.LONG, hint=N_("写当事人自己的话，不用写得像公文。")),
        HARM,
        OUTSIDE,
    )


CLAIMS = N_("要求什么")


def application_asks(only_if: Any = None) -> tuple[Ask, ...]:
    """The two sides and how they applied; `only_if` limits the need to some ways of registering."""
    needed: dict[str, Any] = {} if only_if is None else {"required_if": only_if}
    return (
        Ask("applicants", N_("申请人"), Kind.ROWS, rows=PERSON_ROWS, **needed),
        Ask("respondents", N_("对方"), Kind.ROWS, rows=PERSON_ROWS, **needed),
        Ask("form", N_("书面还是口头申请"), Kind.CHOICE, choices=ApplicationForm, ledger_optional=True, **needed),
        Ask(
            "acknowledged",
            N_("口头说的已写下来，本人认可"),
            Kind.FLAG,
            required_if=("form", ApplicationForm.ORAL),
            ledger_optional=True,
        ),
        Ask("paper_on", N_("申请书上的日期"), Kind.DATE, when=When.PAST, required=False),
    )


def referral_asks(only_if: Any = None) -> tuple[Ask, ...]:
    """The organ that referred the matter, and its letter."""
    needed: dict[str, Any] = {} if only_if is None else {"required_if": only_if}
    return (
        Ask("organ_kind", N_("委托移送单位的类别"), Kind.CHOICE, choices=OrganKind, **needed),
        Ask("organ", N_("委托移送单位"), Kind.TEXT, max_length=80, **needed),
        Ask("letter_no", N_("来函文号"), Kind.TEXT, required=False, max_length=80),
        Ask("letter_on", N_("来函日期"), Kind.DATE, when=When.PAST, required=False),
        Ask(
            "answer_by",
            N_("要求答复的日期"),
            Kind.DATE,
            required=False,
            hint=N_("来函写了的照写。公安机关转来的，别处多是二十四小时内先回一声，复杂的五天内。"),
        ),
    )


def own_motion_asks(only_if: Any = None) -> tuple[Ask, ...]:
    """Who quarrels, and how the committee came to know; answers of those already asked stand in the rows."""
    needed: dict[str, Any] = {} if only_if is None else {"required_if": only_if}
    return (
        Ask("parties", N_("当事人"), Kind.ROWS, rows=PARTY_ROWS, **needed),
        Ask("how_found", N_("怎么发现的"), Kind.LONG, ledger_optional=True, **needed),
    )


ON_REQUEST = ("source", frozenset({Registration.APPLICATION, Registration.REFERRAL}))
ON_APPLICATION = ("source", Registration.APPLICATION)
ON_OWN_MOTION = ("source", Registration.OWN_MOTION)
ON_REFERRAL = ("source", Registration.REFERRAL)

# ---------------------------------------------------------------- talks and agreement


SEAT_ROWS = (
    Ask("why", N_("没来的，为什么"), Kind.CHOICE, required=False, choices=AbsenceReason),
    Ask("informed", N_("没来的，事先通知到了吗"), Kind.ANSWER, required=False),
    Ask("signed", N_("怎么签的"), Kind.CHOICE, required=False, choices=SignatureKind),
)
MISSING_ROWS = (
    Ask("missed", N_("没有来"), Kind.FLAG, required=False),
    *(ask for ask in SEAT_ROWS if ask.name != "signed"),
)
GUEST_ROWS = (
    Ask("name", N_("姓名"), Kind.TEXT, max_length=60),
    Ask("capacity", N_("是什么人"), Kind.CHOICE, choices=GuestCapacity),
    Ask("whose", N_("是谁的监护人或代理人"), Kind.PARTY, required=False),
    Ask("signed", N_("怎么签的"), Kind.CHOICE, required=False, choices=SignatureKind),
)


def session_asks() -> tuple[Ask, ...]:
    """What the mediator records of one session: who came, what was said, what was read out, where it led."""
    return (
        Ask("planned", N_("是哪一次安排的"), Kind.SESSION, required=False),
        Ask("time", N_("开始的时间"), Kind.INSTANT, when=When.THAT_DAY, ledger_optional=True),
        Ask("place", N_("地点"), Kind.TEXT, max_length=120),
        Ask("place_kind", N_("是什么地方"), Kind.CHOICE, required=False, choices=SessionPlace, rarely=True),
        Ask("present", N_("到场的当事人"), Kind.PARTIES, ledger_optional=True),
        Ask("seats", N_("每一位当事人"), Kind.ROWS, required=False, rows=SEAT_ROWS, each="party", rarely=True),
        Ask("guests", N_("还有谁在场"), Kind.ROWS, required=False, rows=GUEST_ROWS, rarely=True),
        Ask("absent_why", N_("没到的人为什么没到"), Kind.LONG, required=False, rarely=True),
        Ask("open", N_("是否公开调解"), Kind.ANSWER, default=False, ledger_optional=True),
        Ask("language", N_("用什么话谈的"), Kind.CHOICE, required=False, choices=Language, rarely=True),
        Ask("text", N_("怎么谈的"), Kind.LONG, ledger_optional=True, max_length=20000),
        Ask(
            "agreed_facts",
            N_("双方都认可的事实"),
            Kind.LONG,
            required=False,
            hint=N_("以后可以交给法院。谈的时候各自让的步不写在这里。"),
            max_length=20000,
            rarely=True,
        ),
        Ask("facts_consent", N_("双方同意把这些事实写下来"), Kind.FLAG, along_with="agreed_facts", rarely=True),
        Ask(
            "read_out",
            N_("怎么念给双方听的"),
            Kind.TEXT,
            ledger_optional=True,
            hint=N_("例如：用藏语念过，两家都听明白了。"),
            max_length=120,
        ),
        Ask("read_language", N_("用什么话念的"), Kind.CHOICE, required=False, choices=Language, rarely=True),
        Ask("read_by", N_("谁念的"), Kind.TEXT, required=False, max_length=60, rarely=True),
        Ask("result", N_("谈的结果"), Kind.CHOICE, choices=SessionResult),
        Ask(
            "signatures",
            N_("谁签了名、按了指印"),
            Kind.TEXT,
            required=False,
            ledger_optional=True,
            max_length=200,
            rarely=True,
        ),
    )


COUNTED_KINDS = ("kind", ("LIVESTOCK", "GOODS", "WORK", "OTHER"))
ITEM_ROWS = (
    Ask("content", N_("做什么"), Kind.LONG),
    Ask("kind", N_("是哪一种"), Kind.CHOICE, choices=DutyKind),
    Ask(
        "amount",
        N_("金额（付钱的要写）"),
        Kind.MONEY,
        required=False,
        hint=N_("分期付的，写每一期多少。"),
        shown_with=("kind", ("MONEY", "OTHER")),
    ),
    Ask("quantity", N_("数量（牲畜、物品要写）"), Kind.NUMBER, required=False, shown_with=COUNTED_KINDS),
    Ask("unit", N_("单位（头、捆、天……）"), Kind.TEXT, required=False, max_length=20, shown_with=COUNTED_KINDS),
    Ask(
        "estimate",
        N_("估计值多少钱"),
        Kind.MONEY,
        required=False,
        hint=N_("不付钱的可以估个价，不算协议金额。"),
        rarely=True,
    ),
    Ask("debtor", N_("谁来做"), Kind.PARTY),
    Ask("creditor", N_("给谁"), Kind.PARTY),
    Ask("due_on", N_("在哪天前"), Kind.DATE, ledger_optional=True, hint=N_("分期的，写第一期的日子。")),
    Ask(
        "times", N_("分几期"), Kind.COUNT, required=False, hint=N_("一次做完的空着；存下后每期自成一项。"), rarely=True
    ),
    Ask("every", N_("隔多久一期"), Kind.CHOICE, required=False, choices=Interval, rarely=True),
    Ask("manner", N_("怎么做"), Kind.TEXT, ledger_optional=True, max_length=200),
    Ask("place", N_("在哪里"), Kind.TEXT, ledger_optional=True, hint=N_("转账的写“转账”。"), max_length=120),
)


def draft_asks() -> tuple[Ask, ...]:
    """The text of an agreement: whom it binds, the duties, the facts."""
    return (
        Ask("bound", N_("协议约束的当事人"), Kind.PARTIES),
        Ask("items", N_("约定的事项"), Kind.ROWS, rows=ITEM_ROWS),
        Ask("facts", N_("主要事实和争议"), Kind.LONG, max_length=20000),
        Ask("language", N_("以哪种文字为准"), Kind.CHOICE, required=False, choices=TextLanguage),
        *open_claim_asks(),
    )


def open_claim_asks() -> tuple[Ask, ...]:
    """What stays open for parties whom the agreement does not bind."""
    left_out = (Given.LEFT_OUT, True)
    return (
        Ask("open_claims", N_("没有谈成的部分"), Kind.LONG, required_if=left_out),
        Ask("ways_told", N_("告知了哪些别的办法"), Kind.CHOICES, choices=Remedy, required_if=left_out),
    )
