"""Enumerations whose members know the words a person reads."""

from enum import StrEnum
from typing import Self


def N_(message: str) -> str:
    """Mark a message for translation where no request is at hand; the page translates it."""
    return message


class Choice(StrEnum):
    """A code list: each member is its stable key and carries a translatable label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        assert label, "each member has a label; the default is for type checkers, to which Sex(value) is a call"
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
