"""Fields that several events ask in the same words."""

from typing import Any

from mediation.kernel.labels import N_
from mediation.procedure.asks import Ask, Given, Kind
from mediation.procedure.records import (
    ApplicationForm,
    AskAnswer,
    ContactWay,
    DutyKind,
    Language,
    MediationKind,
    NoticeWay,
    OrganKind,
    PartyRole,
    PersonKind,
    Registration,
    Remedy,
    SessionResult,
    Sex,
    TextLanguage,
)

# ---------------------------------------------------------------- single fields

REASON = Ask("reason", N_("原因"), Kind.LONG)
CONTACT_WAY = Ask("way", N_("用什么方式"), Kind.CHOICE, choices=ContactWay)
CONTACT_WAY_IF_KNOWN = Ask("way", N_("用什么方式"), Kind.CHOICE, choices=ContactWay, ledger_optional=True)
AGREED_BY = Ask("agreed_by", N_("对方单位同意的人"), Kind.TEXT, max_length=60)
AGREED_ON = Ask("agreed_on", N_("对方单位同意的日期"), Kind.DATE)
TO_COMMITTEE = Ask("to_committee", N_("接收的调委会"), Kind.UNIT)
COURT = Ask("court", N_("法院"), Kind.TEXT, max_length=80)
RULING = Ask("ruling", N_("裁判文书的文号和内容"), Kind.LONG)
WAYS_TOLD = Ask("ways_told", N_("告知了哪些别的办法"), Kind.CHOICES, choices=Remedy, ledger_optional=True)


def consents(label: str, *, ledger_optional: bool = False) -> Ask:
    """The parties who consented; whoever is not chosen did not."""
    return Ask("consents", label, Kind.PARTIES, ledger_optional=ledger_optional)


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

PERSON_ROWS = (
    Ask("name", N_("姓名或名称"), Kind.TEXT, max_length=50),
    Ask("name_bo", N_("藏文名字"), Kind.TEXT, required=False, max_length=120),
    Ask("kind", N_("个人还是单位"), Kind.CHOICE, required=False, choices=PersonKind, default=PersonKind.NATURAL),
    Ask("id_number", N_("身份证号（单位写信用代码）"), Kind.SECRET, required=False, max_length=18),
    Ask("phone", N_("电话"), Kind.SECRET, required=False, max_length=40),
    Ask("sex", N_("性别"), Kind.CHOICE, required=False, choices=Sex),
    Ask("birth", N_("出生日期"), Kind.DATE, required=False),
    Ask("village", N_("住在哪个村（居）"), Kind.PLACE, required=False),
    Ask("address", N_("住址或草场"), Kind.TEXT, required=False, max_length=120),
    Ask("language", N_("说什么话"), Kind.CHOICE, required=False, choices=Language),
)
PARTY_ROWS = (
    *PERSON_ROWS,
    Ask("role", N_("当事人地位"), Kind.CHOICE, choices=PartyRole),
    Ask("answer", N_("问过愿不愿意调解"), Kind.CHOICE, required=False, choices=AskAnswer),
)
NOTICE_ROWS = (
    Ask("told_on", N_("告知日期"), Kind.DATE),
    Ask("way", N_("口头还是书面"), Kind.CHOICE, choices=NoticeWay, ledger_optional=True),
    Ask("language", N_("用什么话告知"), Kind.CHOICE, choices=Language, ledger_optional=True),
    Ask("interpreter", N_("翻译"), Kind.TEXT, required=False, max_length=60),
    Ask("accepts_mediator", N_("是否接受调解员"), Kind.ANSWER, ledger_optional=True),
    Ask("guardian", N_("监护人（需要时写）"), Kind.TEXT, required=False, max_length=60),
    Ask("agent", N_("代理人（有就写）"), Kind.TEXT, required=False, max_length=60),
    Ask("scope", N_("代理权限"), Kind.TEXT, along_with="agent", max_length=200),
    Ask("objects_open", N_("不愿意公开调解"), Kind.FLAG, required=False),
    Ask("incapable", N_("成年但不能辨认自己的行为"), Kind.FLAG, required=False),
    Ask("own_wages", N_("满十六岁，靠自己的收入生活"), Kind.FLAG, required=False),
)

# ---------------------------------------------------------------- registration


def matter_asks() -> tuple[Ask, ...]:
    """Which body, which kind, where, and what it is about."""
    return (
        Ask("committee", N_("由哪个调委会办"), Kind.UNIT),
        Ask("kind", N_("调解种类"), Kind.CHOICE, choices=MediationKind, default=MediationKind.PEOPLE),
        Ask("village", N_("纠纷发生的村（居）"), Kind.PLACE),
        Ask("matter", N_("是什么事"), Kind.LONG, hint=N_("写当事人自己的话，不用写得像公文。")),
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
        Ask("paper_on", N_("申请书上的日期"), Kind.DATE, required=False),
    )


def referral_asks(only_if: Any = None) -> tuple[Ask, ...]:
    """The organ that referred the matter, and its letter."""
    needed: dict[str, Any] = {} if only_if is None else {"required_if": only_if}
    return (
        Ask("organ_kind", N_("委托移送单位的类别"), Kind.CHOICE, choices=OrganKind, **needed),
        Ask("organ", N_("委托移送单位"), Kind.TEXT, max_length=80, **needed),
        Ask("letter_no", N_("来函文号"), Kind.TEXT, required=False, max_length=80),
        Ask("letter_on", N_("来函日期"), Kind.DATE, required=False),
        Ask("answer_by", N_("要求答复的日期"), Kind.DATE, required=False),
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


def session_asks() -> tuple[Ask, ...]:
    """What the mediator records of one session."""
    return (
        Ask("planned", N_("是哪一次安排的"), Kind.SESSION, required=False),
        Ask("time", N_("开始的时间"), Kind.INSTANT, ledger_optional=True),
        Ask("place", N_("地点"), Kind.TEXT, max_length=120),
        Ask("present", N_("到场的当事人"), Kind.PARTIES, ledger_optional=True),
        Ask("absent_why", N_("没到的人为什么没到"), Kind.LONG, required=False),
        Ask("open", N_("是否公开调解"), Kind.ANSWER, default=False, ledger_optional=True),
        Ask("text", N_("怎么谈的"), Kind.LONG, ledger_optional=True, max_length=20000),
        Ask(
            "read_out",
            N_("怎么念给双方听的"),
            Kind.TEXT,
            ledger_optional=True,
            hint=N_("例如：用藏语念过，两家都听明白了。"),
            max_length=120,
        ),
        Ask("result", N_("谈的结果"), Kind.CHOICE, choices=SessionResult),
        Ask("signatures", N_("谁签了名、按了指印"), Kind.TEXT, required=False, ledger_optional=True, max_length=200),
    )


ITEM_ROWS = (
    Ask("content", N_("做什么"), Kind.LONG),
    Ask("kind", N_("是哪一种"), Kind.CHOICE, choices=DutyKind),
    Ask("amount", N_("金额（付钱的要写）"), Kind.MONEY, required=False),
    Ask("quantity", N_("数量（牲畜、物品要写）"), Kind.NUMBER, required=False),
    Ask("unit", N_("单位（头、捆、天……）"), Kind.TEXT, required=False, max_length=20),
    Ask("debtor", N_("谁来做"), Kind.PARTY),
    Ask("creditor", N_("给谁"), Kind.PARTY),
    Ask("due_on", N_("在哪天前"), Kind.DATE, ledger_optional=True),
    Ask("manner", N_("怎么做"), Kind.TEXT, ledger_optional=True, max_length=200),
    Ask("place", N_("在哪里"), Kind.TEXT, required=False, max_length=120),
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
