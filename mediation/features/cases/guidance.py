"""What helps at a form: the field a refusal belongs to, and the words that must be said aloud."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from mediation.casework import subsidies
from mediation.casework.seats import seats_of
from mediation.casework.signing import missing_signatures
from mediation.features.cases.agreement_advice import advice
from mediation.kernel import clock
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.procedure.events import Event

# A guard knows no form; these are the fields where its question is answered.
FIELD_OF = {
    "not_in_future": "on",
    "in_order": "on",
    "after_cause": "on",
    "effective_is_last_act": "on",
    "within_30_days": "on",
    "past_session_date": "on",
    "room_free": "starts",
    "lead_on_roster": "lead",
    "team_on_roster": "others",
    "team_unrelated": "relations",
    "tie": "relations",
    "all_agree": "consents",
    "joint_request": "consents",
    "invite_agreed": "consents",
    "later_date": "new_deadline",
    "open_allowed": "open",
    "items_clear": "items",
    "binds_two": "bound",
    "somebody_left": "who",
    "link_if_duplicate": "link",
}

# 《人民调解法》第三条、第四条、第二十三条、第二十四条、第三十一条、第三十二条, in words that can be read out.
RIGHTS = (
    N_("调解不收一分钱，愿意才谈，谁都可以随时不谈。"),
    N_("谈不谈得成，都不影响您去仲裁、找政府或者打官司。"),
    N_("您可以自己选调解员，也可以不要这位调解员；可以要求关起门来谈，也可以要求公开谈。"),
    N_("您怎么想就怎么说，愿意怎么定由您自己定，别人不能逼。"),
    N_("请照实说，守这里的规矩，听对方把话说完，也尊重对方的权利。"),
    N_("谈成了写成协议，双方都要照着做；不做或者有争议，可以到法院起诉。"),
)


def beside_fields(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """The same reasons, each with the field it is answered in, where there is one."""
    for reason in reasons:
        yield replace(reason, field=reason.field or FIELD_OF.get(reason.code))


def hints_for(event: Event) -> list[dict[str, Any]]:
    """What the form unfolds on request: the rights and duties, where they are to be told."""
    if event.id not in ("give_notice", "notify_party"):
        return []
    return [{"summary": _("念给双方听的权利和义务"), "sentences": [_(line) for line in RIGHTS]}]


def unsigned_words(case: Case) -> str:
    """Which act of signing whose is missing, after the sentence that says something is."""
    if case.draft is None:
        return ""
    missing = missing_signatures(case.draft, seats_of(case), clock.today())
    return "".join(_("%(name)s%(lack)s。", name=one.name, lack=_(one.lack.label)) for one in missing)


SIGNING = ("record_signature", "put_seal", "sign_agreement", "replace_agreement")


def signing_hints(case: Case, event: Event) -> list[dict[str, Any]]:
    """What is said of the draft on the page of the case is said again where it is signed."""
    if event.id not in SIGNING or case.draft is None or not (sentences := advice(case, case.draft)):
        return []
    return [{"summary": _("签字以前再看一看（%(number)s）", number=len(sentences)), "sentences": sentences}]


_MARKS = {True: ("ring-tick", "live"), False: ("triangle", "call"), None: ("ring-dashed", "wait")}


def checklist_for(case: Case, event: Event) -> list[dict[str, str]]:
    """The conditions of the subsidy and what the records say of each, where somebody proposes, confirms or pays it."""
    if event.id not in ("propose_subsidy", "confirm_subsidy", "pay_subsidy") or case.state not in event.source:
        return []
    words = {True: _("符合"), False: _("不符合"), None: _("没有抽到或者还没有问到")}
    return [
        {
            "text": _(line.condition.label),
            "word": words[line.met],
            "shape": _MARKS[line.met][0],
            "tone": _MARKS[line.met][1],
        }
        for line in subsidies.checklist(case)
    ]
