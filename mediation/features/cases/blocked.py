"""Why a step cannot be taken yet: what is missing, who can mend it, and where; never "no" alone."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from mediation.casework.papers import papers_missing
from mediation.features.cases.guidance import unsigned_words
from mediation.features.cases.naming import act_url
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.procedure.events import EVENTS
from mediation.procedure.guards import ALL_SIGNED, PAPERS_COMPLETE
from mediation.procedure.remedies import REMEDIES
from mediation.web.errors import sentence
from mediation.web.words import listed

# Where no act of the case mends it: who else helps, or that it solves itself with time.
WHO_ELSE: Mapping[str, str] = {
    "not_own_case": N_("请调委会里别的人办。"),
    "checker_is_other": N_("请司法所里没有参加调解的人办。"),
    "confirmer_is_other": N_("请司法所里没有参加调解、也没有申报的人办。"),
    "series_set": N_("请司法所在“人和村”里给这个调委会设字头。"),
    "receiver_ready": N_("请司法所看看那个调委会设好了没有。"),
    "out_of_time": N_("期限到了以后，还没有谈完，才用得着。"),
    "in_time": N_("请本案调解员或者主任问双方，再办“逾期续调”。"),
    "subsidy_published": N_("公示期满以后，请司法所来办。"),
    "people_only": N_("行政调解的案件没有这一步。"),
}
ASK_THE_OFFICE = N_("拿不准怎么补的，问镇司法所。")


def blocked_reason(case: Case, reason: Reason) -> dict[str, Any]:
    """One line of components/blocked.html."""
    what = sentence(reason)
    if reason.code == PAPERS_COMPLETE.id:
        what += _("还缺：%(papers)s。", papers=listed(_(kind.label) for kind in papers_missing(case)))
    if reason.code == ALL_SIGNED.id:
        what += unsigned_words(case)
    ways = [EVENTS[one] for one in REMEDIES.get(reason.code, ()) if case.state in EVENTS[one].source]
    if ways:
        who = listed(dict.fromkeys(_(role.label) for event in ways[:2] for role in event.by))
        links = [{"url": act_url(case, event), "text": _(event.label)} for event in ways]
        found = {"what": what, "who": _("%(who)s可以办。", who=who)}
        return found | dict(zip(("link", "or_link"), links, strict=False))
    return {"what": what, "who": _(WHO_ELSE.get(reason.code, ASK_THE_OFFICE))}
