"""`mediation report check`: a report written elsewhere, held against the ledgers."""

import json
from pathlib import Path
from typing import Any

from mediation.casework.actor import Actor
from mediation.features.reports.checking.draft import ledger_of
from mediation.features.reports.checking.finder import Looked, look
from mediation.features.reports.checking.findings import Finding
from mediation.features.reports.checking.ledger import Ledger, agrees
from mediation.features.reports.checking.paper import read_paper
from mediation.features.reports.checking.reading import Said
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope


def check_file(actor: Actor, scope: Scope, period: Period, path: Path) -> tuple[Ledger, Looked]:
    """Look at a .docx; raises Unreadable."""
    paper = read_paper(path)
    ledger = ledger_of(actor, scope, period)
    return ledger, look(paper, ledger)


def as_json(path: Path, scope: Scope, ledger: Ledger, looked: Looked) -> str:
    document = {
        "file": path.name,
        "place": scope.code,
        "period": ledger.period.code,
        "ok": not looked.findings,
        "findings": [_finding_json(one) for one in looked.findings],
        "numbers": [_number_json(ledger, one) for one in looked.said],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _finding_json(one: Finding) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "label": one.kind.label,
        "blocks": one.blocks,
        "paragraph": one.line,
        "where": one.where,
        "quote": one.quote,
        "reason": str(one.reason),
        "figure": one.figure or None,
        "expected": one.expected or None,
        "said": one.said or None,
    }


def _number_json(ledger: Ledger, one: Said) -> dict[str, Any]:
    true = ledger.value(one.named) if one.named else None
    return {
        "paragraph": one.line.number,
        "text": one.number.text,
        "figure": one.key or None,
        "label": INDICATORS[one.named.figure].label if one.named else None,
        "ledger": f"{true:f}" if true is not None else None,
        "agrees": agrees(one.number, true) if true is not None else None,
    }


def as_words(looked: Looked) -> list[str]:
    """What a person reads: which numbers were taken for which figures, then what is wrong."""
    taken = [f"第{one.line.number}段 “{one.number.text}” → {_label(one)}" for one in looked.taken]
    unknown = len(looked.said) - len(taken)
    head = f"认出{len(taken)}个数字" + (f"，还有{unknown}个认不出说的是什么。" if unknown else "。")
    if not looked.findings:
        return [head, *taken, "没有发现矛盾。"]
    wrong = [
        f"{'✗' if one.blocks else '？'} {one.kind.label}：{one.quote}——{one.reason}" + _place(one)
        for one in looked.findings
    ]
    return [head, *taken, f"发现{len(wrong)}处：", *wrong]


def _place(one: Finding) -> str:
    return f"（第{one.line}段：{one.where}）" if one.where else ""


def _label(one: Said) -> str:
    assert one.named is not None
    part = f"：{one.named.part}" if one.named.part else ""
    return f"{INDICATORS[one.named.figure].label}{part}（{one.named.figure}）"
