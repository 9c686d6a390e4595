"""Numbers that name people and organisations: checked, masked, never judged by their area code."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from mediation.kernel import clock
from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.labels import Choice, N_
from mediation.kernel.text import fold_digits

INVENTED_AREA = "540000"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_EARLIEST_BIRTH = date(1900, 1, 1)


class Sex(Choice):
    """As the seventeenth digit of an ID number says: odd male, even female."""

    FEMALE = "FEMALE", N_("女")
    MALE = "MALE", N_("男")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A valid resident ID number; printing it shows the masked form."""

    number: str = field(repr=False)
    birth: date = field(repr=False)
    sex: Sex = field(repr=False)

    def __str__(self) -> str:
        return mask_id_number(self.number)


def check_id_number(text: str) -> IdNumber:
    """The ID number in a text (GB 11643-1999), normalised; raises Unreadable with the fault.

    The area code is not compared with any list: it is the code at first registration, and places change theirs.
    """
    number = _normal(text)
    if len(number) != 18:
        raise _fault("id_length", N_("身份证号码应为18位，现在是{count}位。"), count=str(len(number)))
    if not re.fullmatch("[0-9]{17}[0-9X]", number):
        raise _fault("id_characters", N_("身份证号码前17位应为数字，最后一位应为数字或X。"))
    birth = _birth(number)
    if number != with_check_digit(number[:17]):
        raise _fault("id_check", N_("身份证号码的校验位不符，请逐位核对。"))
    return IdNumber(number, birth, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def with_check_digit(seventeen: str) -> str:
    """The eighteen characters of an ID number from its first seventeen digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _ID_WEIGHTS, strict=True))
    return seventeen + _ID_CHECKS[total % 11]


def invent_id_number(birth: date, sequence: int) -> str:
    """An ID number of nobody: the area code is that of no county. An odd sequence (0 to 999) makes a man."""
    return with_check_digit(f"{INVENTED_AREA}{birth:%Y%m%d}{sequence:03d}")


def check_credit_code(text: str) -> str:
    """The unified social credit code in a text (GB 32100-2015), normalised; raises Unreadable with the fault."""
    code = _normal(text)
    if len(code) != 18:
        raise _fault("credit_length", N_("统一社会信用代码应为18位，现在是{count}位。"), count=str(len(code)))
    if not re.fullmatch(f"[{_CREDIT_CHARACTERS}]{{2}}[0-9]{{6}}[{_CREDIT_CHARACTERS}]{{10}}", code):
        raise _fault("credit_characters", N_("统一社会信用代码只含数字和I、O、S、V、Z以外的大写字母，第3至8位为数字。"))
    total = sum(_CREDIT_CHARACTERS.index(character) * 3**place for place, character in enumerate(code[:17]))
    if code[17] != _CREDIT_CHARACTERS[-total % 31]:
        raise _fault("credit_check", N_("统一社会信用代码的校验位不符，请逐位核对。"))
    return code


def check_phone(text: str) -> str:
    """The digits of a mobile number, or of a land line with its area code; raises Unreadable for anything else."""
    typed = fold_digits(unicodedata.normalize("NFKC", text))
    number = re.sub("^(\\+86|0086|86(?=1[0-9]{10}$))", "", re.sub("[ ()\u2010-\u2015-]", "", typed))
    if not re.fullmatch("[0-9]+", number):
        raise _fault("phone_characters", N_("电话号码只能由数字组成。"))
    if not re.fullmatch("1[3-9][0-9]{9}|(010|02[0-9]|0[3-9][0-9]{2})[0-9]{7,8}", number):
        raise _fault("phone_form", N_("电话号码应为11位手机号码，或带区号的固定电话号码。"))
    return number


def mask_id_number(number: str) -> str:
    """Area code and last four: the birth date, which names a person in a village, is hidden."""
    return _masked(number, 6, 4)


def mask_phone(number: str) -> str:
    """The first three and the last four digits."""
    return _masked(number, 3, 4)


def _masked(text: str, first: int, last: int) -> str:
    hidden = len(text) - first - last
    if hidden < 4:
        return "*" * len(text)
    return text[:first] + "*" * hidden + text[-last:]


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()


def _birth(number: str) -> date:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise _fault("id_birth", N_("身份证号码第7至14位不是有效的出生日期。")) from None
    if birth < _EARLIEST_BIRTH:
        raise _fault("id_birth_early", N_("身份证号码中的出生日期早于1900年。"))
    if birth > clock.today():
        raise _fault("id_birth_future", N_("身份证号码中的出生日期晚于今天。"))
    return birth


def _fault(code: str, text: str, **values: str) -> Unreadable:
    return Unreadable(Reason(code, text, values=tuple(values.items())))
