"""Who sits beside the mediators of a case: another committee, an office of the town, or another body by its name."""

from mediation.casework.act import Act
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_

KINDS = ("committee", "office", "outside")

_ONE_AT_A_TIME = N_("一次只加入一个单位：调委会、本镇的部门、别的单位，填一项就行。")
_THERE_ALREADY = N_("这个单位已经在一起调解了。")


def named(act: Act) -> list[str]:
    """Which of the three ways to name a partner were used."""
    return [kind for kind in KINDS if act.get(kind) is not None]


def why_not(act: Act) -> list[Reason]:
    """What the form itself gets wrong; nothing where only the partner's own state is in the way."""
    if len(named(act)) > 1:
        return [Reason("partner_ready", _ONE_AT_A_TIME, kind) for kind in named(act)[1:]]
    there = {kind: {getattr(row, kind) for row in act.file.joint_units} for kind in ("office", "outside")}
    there["committee"] = {row.unit_id for row in act.file.joint_units}
    return [
        Reason("partner_ready", _THERE_ALREADY, kind)
        for kind, known in there.items()
        if act.get(kind) is not None and act.get(kind) in known
    ]
