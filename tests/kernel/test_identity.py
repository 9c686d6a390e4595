"""ID numbers, credit codes and phones: right ones pass, each fault has its sentence, all are masked."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mediation.kernel import clock
from mediation.kernel.errors import Unreadable
from mediation.kernel.identity import (
    Sex,
    check_credit_code,
    check_id_number,
    check_phone,
    invent_id_number,
    mask_id_number,
    mask_phone,
    with_check_digit,
)

TODAY = date(2026, 11, 23)
INVENTED = "540000197609190623"
BIRTHS = st.dates(date(1900, 1, 1), TODAY)


@pytest.fixture(autouse=True, scope="module")
def _today():
    with clock.frozen(TODAY):
        yield


def code_of(check, text):
    with pytest.raises(Unreadable) as refusal:
        check(text)
    assert str(refusal.value) == str(refusal.value.reason)
    return refusal.value.reason.code


def reference_is_valid(number):
    """Another way to the same answer: ISO 7064 as a recursion, the calendar as a table."""
    if len(number) != 18 or any(mark not in "0123456789" for mark in number[:17]) or number[17] not in "0123456789X":
        return False
    product = 0
    for mark in number[:17]:
        product = (product + int(mark)) * 2 % 11
    if (product + (10 if number[17] == "X" else int(number[17]))) % 11 != 1:
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1 <= month <= 12 and 1 <= day <= lengths[month - 1]):
        return False
    return 19000101 <= year * 10000 + month * 100 + day <= 20261123


def is_accepted(text):
    try:
        check_id_number(text)
    except Unreadable:
        return False
    return True


# The two examples of the standard itself.
@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_examples_of_the_standard_have_the_right_check_digit(number):
    assert with_check_digit(number[:17]) == number


def test_an_id_number_tells_birth_and_sex():
    known = check_id_number("11010519491231002x")
    assert (known.number, known.birth, known.sex) == ("11010519491231002X", date(1949, 12, 31), Sex.FEMALE)
    assert check_id_number(invent_id_number(date(1985, 2, 28), 7)).sex is Sex.MALE


@pytest.mark.parametrize("typed", ["  540000197609190623\n", "５４００００１９７６０９１９０６２３", INVENTED])
def test_an_id_number_is_normalised(typed):
    assert check_id_number(typed).number == INVENTED


# Districts made since 2014, an abolished code, Hong Kong and Taiwan residence permits.
@pytest.mark.parametrize("area", ["540103", "540602", "542424", "540623", "810000", "830000", "510106", "000000"])
def test_the_area_code_is_never_a_reason(area):
    number = with_check_digit(f"{area}19850101002")
    assert check_id_number(number).number == number


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "id_length"),
        ("54000019760919062", "id_length"),
        ("540000760919062", "id_length"),
        (INVENTED + "0", "id_length"),
        ("5400001976O9190623", "id_characters"),
        ("X40000197609190623", "id_characters"),
        ("༥༤༠༠༠༠༡༩༧༦༠༩༡༩༠༦༢༣", "id_characters"),
        (with_check_digit("54000019230229001"), "id_birth"),
        (with_check_digit("54000019851301001"), "id_birth"),
        (with_check_digit("54000000001301001"), "id_birth"),
        (with_check_digit("54000018991231001"), "id_birth_early"),
        ("440524188001010014", "id_birth_early"),
        (with_check_digit("54000020261124001"), "id_birth_future"),
        ("540000197609190624", "id_check"),
        ("54000019760919062X", "id_check"),
    ],
)
def test_each_fault_has_its_reason(typed, fault):
    assert code_of(check_id_number, typed) == fault


def test_somebody_may_be_born_on_the_first_day():
    assert check_id_number(invent_id_number(date(1900, 1, 1), 2)).birth == date(1900, 1, 1)


def test_somebody_may_be_born_today():
    assert check_id_number(invent_id_number(TODAY, 1)).birth == TODAY
    with clock.frozen(TODAY - timedelta(days=1)):
        assert code_of(check_id_number, invent_id_number(TODAY, 1)) == "id_birth_future"


@given(BIRTHS, st.integers(0, 999), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_c11_any_single_slip_is_found(birth, sequence, place, mark):
    number = invent_id_number(birth, sequence)
    assert reference_is_valid(number)
    assert check_id_number(number).birth == birth
    assume(number[place] != mark)
    assert not is_accepted(number[:place] + mark + number[place + 1 :])


@given(BIRTHS, st.integers(0, 999), st.integers(0, 16))
def test_c11_swapped_neighbours_are_found(birth, sequence, place):
    number = invent_id_number(birth, sequence)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert is_accepted(swapped) == (swapped == number)


@given(
    st.text("0123456789X", min_size=17, max_size=19) | st.from_regex("[0-9]{6}(18|19|20)[0-9]{9}[0-9X]", fullmatch=True)
)
def test_c11_agrees_with_the_reference(number):
    assert is_accepted(number) == reference_is_valid(number)


def test_an_id_number_does_not_show_itself():
    known = check_id_number(INVENTED)
    for shown in (str(known), repr(known), f"{known}"):
        assert INVENTED not in shown
        assert "19760919" not in shown
        assert "1976, 9" not in shown


@pytest.mark.parametrize(
    ("mask", "full", "masked"),
    [
        (mask_id_number, INVENTED, "540000********0623"),
        (mask_id_number, "E12345678", "*********"),
        (mask_id_number, "", ""),
        (mask_phone, "13912345678", "139****5678"),
        (mask_phone, "08961234567", "089****4567"),
        (mask_phone, "1234567", "*******"),
        (mask_phone, "12345678", "********"),
    ],
)
def test_masks(mask, full, masked):
    assert mask(full) == masked


def reference_credit_digit(code):
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    total = sum(weight * alphabet.index(mark) for weight, mark in zip(weights, code, strict=True))
    return next(mark for value, mark in enumerate(alphabet) if (total + value) % 31 == 0)


@given(st.from_regex("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True))
def test_credit_codes_agree_with_the_weights_of_the_standard(code):
    right = reference_credit_digit(code)
    assert check_credit_code(f" {(code + right).lower()} ") == code + right
    for wrong in "0123456789ABCDEFGHJKLMNPQRTUWXY".replace(right, ""):
        assert code_of(check_credit_code, code + wrong) == "credit_check"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("54540623", "credit_length"),
        ("54540623MEA00000I0", "credit_characters"),
        ("5454A623MEA0000000", "credit_characters"),
    ],
)
def test_faults_of_credit_codes(typed, fault):
    assert code_of(check_credit_code, typed) == fault


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13912345678", "13912345678"),
        (" 139-1234-5678", "13912345678"),
        ("139 1234 5678", "13912345678"),
        ("+86 13912345678", "13912345678"),
        ("008613912345678", "13912345678"),
        ("8613912345678", "13912345678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("༡༣༩༡༢༣༤༥༦༧༨", "13912345678"),
        ("0896-1234567", "08961234567"),
        ("（0896）1234567", "08961234567"),
        ("010-12345678", "01012345678"),
    ],
)
def test_phones_are_kept_as_digits(typed, kept):
    assert check_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "phone_characters"),
        ("1391234567a", "phone_characters"),
        ("0896-1234567转8", "phone_characters"),
        ("12912345678", "phone_form"),
        ("1391234567", "phone_form"),
        ("139123456789", "phone_form"),
        ("1234567", "phone_form"),
        ("0896123456", "phone_form"),
        ("110", "phone_form"),
    ],
)
def test_faults_of_phones(typed, fault):
    assert code_of(check_phone, typed) == fault
