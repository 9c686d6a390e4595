"""Refusals: every one carries the sentences that button, page, API and test show."""

from dataclasses import dataclass

Values = tuple[tuple[str, str | tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a refusal.

    `text` is a translatable message with {named} gaps, `values` fills them (values that are
    labels are translated too, several are listed), `field` names the form field it belongs to, if any.
    """

    code: str
    text: str
    field: str | None = None
    values: Values = ()

    def __str__(self) -> str:
        return self.text.format(**{name: _in_one(value) for name, value in self.values})


def _in_one(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "、".join(value)


class Refused(Exception):
    """An act that the procedure does not allow now; nothing was changed."""

    status = 409

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__("；".join(str(reason) for reason in reasons))


class WrongState(Refused):
    """The act does not start from the state the case is in."""


class NotAllowed(Refused):
    """The actor sees the case but may not do this."""

    status = 403


class Incomplete(Refused):
    """Required fields are missing or what was typed cannot be read."""

    status = 422


class NotFound(LookupError):
    """Unknown, or not for this person to see: the same answer for both."""


class Unreadable(ValueError):
    """What was typed or read from a file cannot be right; `reason` is the sentence to show beside the field."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(str(reason))
