"""The table drawn and written out: diagram, permission matrix, JSON and pages, for people and other programs."""

from collections.abc import Iterable
from typing import Any

from mediation.procedure.asks import Ask
from mediation.procedure.events import EVENTS, Event, Group
from mediation.procedure.guards import GUARDS
from mediation.procedure.roles import Role
from mediation.procedure.soundness import ACTLESS_ROLES
from mediation.procedure.states import State

YES, NO, SAME, BIRTH = "●", "", "·", "–"
# The program's own actors: `importer` enters what a ledger tells, `operator` runs the commands of the house.
BUILT_IN = ("importer", "operator")


def mermaid() -> str:
    """State diagram of the events that move a case, one arrow from state to state for each."""
    lines = ["stateDiagram-v2", *(f"    {state} : {state.label}" for state in State)]
    for event in EVENTS.values():
        if event.dest is not None:
            lines += [f"    {start} --> {event.dest} : {event.label}" for start in event.source or ("[*]",)]
    lines += [f"    {state} --> [*]" for state in State if state.final]
    return "\n".join(lines) + "\n"


def matrix() -> str:
    """Event by role as a table of text; roles without any act are left out."""
    names = [*acting_roles(), *BUILT_IN]
    rows = [["event", *map(str, names)]]
    rows += [[event.id, *marks(event)] for event in EVENTS.values()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join(_line(row, widths) for row in rows) + "\n"


def acting_roles() -> tuple[Role, ...]:
    return tuple(role for role in Role if role not in ACTLESS_ROLES)


def marks(event: Event) -> list[str]:
    """One mark for each column of the matrix."""
    by_role = [role in event.by for role in acting_roles()]
    return [YES if allowed else NO for allowed in (*by_role, event.ledger, True)]


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {padded} |"


def permission_lines() -> list[str]:
    """One line an event: from where to where, and who; what a person reviews when it changes."""
    return [
        f"{event.id}: {_from(event)} → {event.dest or SAME} | {' '.join(event.by)}{' | ledger' if event.ledger else ''}"
        for event in EVENTS.values()
    ]


def _from(event: Event) -> str:
    return " ".join(event.source) or BIRTH


def as_json() -> dict[str, list[dict[str, Any]]]:
    """States and events as other programs read them."""
    return {
        "states": [{"id": state.value, "label": state.label, "final": state.final} for state in State],
        "events": [_event_json(event) for event in EVENTS.values()],
    }


def _event_json(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "label": event.label,
        "source": [state.value for state in event.source],
        "dest": event.dest.value if event.dest else None,
        "by": [role.value for role in event.by],
        "kinds": [kind.value for kind in event.kinds],
        "basis": {"kind": event.basis.kind.value, "text": event.basis.text},
    }


def permissions_markdown() -> str:
    """The page docs/permissions.md."""
    return "\n".join(
        [
            "# Who may do what",
            "",
            "Written by `mediation docs` from the table in `mediation/procedure/events`; do not edit.",
            "A mark means that the relation to the case allows the event; state and guards decide as well.",
            f"{', '.join(ACTLESS_ROLES)}: no event. `importer` enters ledgers and stands in for the committee;",
            "`operator` is whoever runs a command on the server itself and stands in for everybody.",
            "",
            matrix(),
            "## Roles",
            "",
            *(f"- `{role}` {role.label}" for role in Role),
            "",
            "## From where to where",
            "",
            "```text",
            *permission_lines(),
            "```",
            "",
        ]
    )


def events_markdown() -> str:
    """The page docs/procedure.md."""
    head = [
        "# The procedure",
        "",
        "Written by `mediation docs` from the table in `mediation/procedure/events`; do not edit.",
        "",
        "```mermaid",
        mermaid().rstrip(),
        "```",
        "",
        "## States",
        "",
        *(f"- `{state}` {state.label}{' (final)' if state.final else ''}" for state in State),
        "",
    ]
    groups = [line for group in Group for line in _group_section(group)]
    guards = ["## Guards", "", *(f"- `{guard.id}`: {guard.refusal}" for guard in GUARDS.values()), ""]
    return "\n".join([*head, *groups, *guards])


def _group_section(group: Group) -> list[str]:
    lines = [f"## {group.label}", ""]
    for event in EVENTS.values():
        if event.group is group:
            lines += _event_section(event)
    return lines


def _event_section(event: Event) -> list[str]:
    lines = [
        f"### `{event.id}` {event.label}",
        "",
        f"- {_from(event)} → {event.dest or SAME}",
        f"- by: {'、'.join(role.label for role in event.by)}",
        f"- guards: {' '.join(f'`{guard.id}`' for guard in event.guards) or BIRTH}",
        f"- records: {'; '.join(_ask_text(ask) for ask in event.asks) or BIRTH}",
        f"- {event.basis.kind}: {event.basis.text}",
    ]
    marks = _event_marks(event)
    return [*lines, *([f"- {'; '.join(marks)}"] if marks else []), ""]


def _event_marks(event: Event) -> list[str]:
    marks = [
        ("starts the clock", event.starts_clock),
        ("ends the clock", event.ends_clock),
        (f"strikes {', '.join(event.strikes)}", bool(event.strikes)),
        ("entered from ledgers", event.ledger),
        ("people's mediation only", len(event.kinds) == 1),
        (f"not before {', '.join(event.since.acts)}", bool(event.since.acts)),
    ]
    return [text for text, holds in marks if holds]


def _ask_text(ask: Ask) -> str:
    conditional = ask.required_if or ask.unless or ask.along_with
    mark = " (set)" if ask.by_system else "?" if conditional else "*" if ask.required else ""
    rows = f" ({', '.join(row.name for row in ask.rows)})" if ask.rows else ""
    return f"`{ask.name}`{mark} {ask.label}{rows}"
