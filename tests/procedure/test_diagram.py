"""The table written out says what the table says, and the pages in docs are up to date."""

import json
import re
from pathlib import Path

import pytest

from mediation.procedure import diagram
from mediation.procedure.events import EVENTS, TABLE
from mediation.procedure.states import State

DOCS = Path(__file__).parents[2] / "docs"


def test_json_is_as_promised():
    said = json.loads(json.dumps(diagram.as_json()))
    assert set(said) == {"states", "events"}
    assert [set(state) for state in said["states"]] == [{"id", "label", "final"}] * 16
    assert said["states"][1] == {"id": "LEAD_CLOSED", "label": "线索办结", "final": True}
    assert [event["id"] for event in said["events"]] == list(EVENTS)
    assert said["events"][4] == {
        "id": "register_application",
        "label": "登记申请",
        "source": [],
        "dest": "REGISTERED",
        "by": ["member", "chair", "clerk", "office", "peace_office"],
        "kinds": ["PEOPLE", "ADMIN"],
        "basis": {"kind": "law", "text": "《人民调解法》第十七条；《人民调解工作若干规定》第二十三条"},
    }
    assert {event["basis"]["kind"] for event in said["events"]} == {"law", "analogy", "house"}


def test_diagram_draws_every_move_once():
    lines = diagram.mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    arrows = [line for line in lines if "-->" in line and " : " in line]
    assert len(arrows) == sum(len(event.source) or 1 for event in TABLE if event.moves)
    assert "    AGREED_UNSIGNED --> IN_FORCE : 协议生效" in arrows
    assert "    [*] --> LEAD : 上报线索" in arrows
    ends = {match[1] for line in lines if (match := re.fullmatch(r"    (\w+) --> \[\*\]", line))}
    assert ends == {state.value for state in State if state.final}


@pytest.mark.parametrize(
    ("page", "text"),
    [("procedure.md", diagram.events_markdown), ("permissions.md", diagram.permissions_markdown)],
)
def test_pages_are_up_to_date(page, text):
    assert (DOCS / page).read_text(encoding="utf-8") == text()
