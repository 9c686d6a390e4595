"""Four invented people everyone remembers: the one who asks, the one next door, the Amma, and the office."""

from datetime import date
from typing import Any

from mediation.kernel.identity import invent_id_number

# 卓玛 asks: her neighbour's yaks came through the fence. She speaks Tibetan and signs with her finger.
ZHUOMA: dict[str, Any] = {
    "name": "卓玛",
    "name_bo": "སྒྲོལ་མ།",
    "id_number": invent_id_number(date(1978, 5, 2), 122),
    "phone": "13900000001",
}
# 扎西 lives next door and thinks that the fence was never any good.
ZHAXI: dict[str, Any] = {
    "name": "扎西",
    "name_bo": "བཀྲ་ཤིས།",
    "id_number": invent_id_number(date(1970, 11, 20), 331),
    "phone": "13900000002",
}
# 央金 sits in the Amma room and has settled more quarrels than she has counted.
YANGJIN: dict[str, Any] = {
    "name": "央金",
    "name_bo": "དབྱངས་ཅན།",
    "id_number": invent_id_number(date(1965, 2, 14), 442),
    "phone": "13900000003",
}
# 德吉 keeps the judicial office and wants every number to be right.
DEJI: dict[str, Any] = {
    "name": "德吉",
    "name_bo": "བདེ་སྐྱིད།",
    "id_number": invent_id_number(date(1988, 8, 8), 558),
    "phone": "13900000004",
}


def asking(person: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A row of a registration form that names the person."""
    return {**person, **more}
