"""All annual figures as somebody would write them in SQL by hand, for one town: what the program is held against.

Nothing of the program's own definitions is used here. Each statement is plain SQL that both databases read, but for
the few words in `WORDS`; what is asked of cases again and again is put into temporary tables first.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.kernel.numerals import average, one_decimal
from mediation.model.base import db

STANDS = "{e}.id NOT IN (SELECT s.strikes_id FROM event s WHERE s.strikes_id IS NOT NULL)"
HERE = "f.state <> 'VOID' AND f.import_undone_at IS NULL AND f.town_id = :town"
PEOPLE = f"{HERE} AND f.kind = 'PEOPLE'"
ACCEPTED = f"{PEOPLE} AND f.accepted_on BETWEEN :start AND :end"
SETTLED = "d.kind = 'PEOPLE' AND d.act IN ('sign_agreement', 'agree_orally') AND d.\"on\" BETWEEN :start AND :end"
PLACES = "(SELECT p.id FROM place p WHERE p.code LIKE :prefix)"
CLOCK = "'accept', 'take_back', 'withdraw_termination', 'withdraw_effect', 'resume_clock', 'extend_term'"

# How each case stood concluded on a day: the first end after the last return; what was struck never was.
ENDED = f"""
    CREATE TEMPORARY TABLE {{name}} AS
    SELECT f.id, f.kind, f.accepted_on, f.studio_id, e.id AS act_id, e.act, e."on",
           CASE WHEN e.act = 'end_without_agreement' THEN {{reason}} END AS reason,
           CASE WHEN e.act = 'transfer_out' THEN {{organ}} END AS organ
    FROM (
        SELECT +e.case_id AS case_id, min(e.id) AS first
        FROM event e
        LEFT JOIN (
            SELECT t.case_id, max(t.id) AS last FROM event t
            WHERE t.act = 'take_back' AND t."on" <= {{day}} AND {STANDS.format(e="t")} GROUP BY t.case_id
        ) back ON back.case_id = e.case_id
        WHERE e.act IN ('sign_agreement', 'agree_orally', 'stop_by_party', 'end_without_agreement', 'transfer_out')
          AND e."on" <= {{day}} AND (back.last IS NULL OR e.id > back.last) AND {STANDS.format(e="e")}
        GROUP BY +e.case_id
    ) one
    JOIN event e ON e.id = one.first
    JOIN case_file f ON f.id = one.case_id
    WHERE {HERE} AND f.accepted_on <= {{day}}
"""
# By which act and on which day the deadline of a case is looked at.
JUDGED = f"""
    CREATE TEMPORARY TABLE judged AS
    SELECT f.id, coalesce(d.act_id, 9223372036854775807) AS act_id, coalesce(d."on", :now) AS "on"
    FROM case_file f LEFT JOIN ended d ON d.id = f.id
    WHERE {PEOPLE} AND f.accepted_on <= :now AND (d.id IS NULL OR d."on" BETWEEN :start AND :end)
"""
STATEMENTS = {
    "ends": """
        SELECT d.kind, d.act, d.reason, d.organ, d.accepted_on >= :start, count(*) FROM ended d
        WHERE d."on" BETWEEN :start AND :end GROUP BY 1, 2, 3, 4, 5""",
    "ends_studio": f"""
        SELECT t.name, count(*) FROM ended d JOIN studio t ON t.id = d.studio_id WHERE {SETTLED} GROUP BY 1""",
    "days": """
        SELECT {days}, count(*) FROM ended d
        WHERE d.kind = 'PEOPLE' AND d.act <> 'transfer_out' AND d."on" BETWEEN :start AND :end GROUP BY 1 ORDER BY 1""",
    "open": f"""
        SELECT count(*) FROM case_file f LEFT JOIN ended d ON d.id = f.id
        WHERE {PEOPLE} AND f.accepted_on <= :end AND d.id IS NULL""",
    "carried": f"""
        SELECT count(*) FROM case_file f LEFT JOIN ended_before d ON d.id = f.id
        WHERE {PEOPLE} AND f.accepted_on <= :eve AND d.id IS NULL""",
    "source": f"SELECT f.source, count(*) FROM case_file f WHERE {ACCEPTED} GROUP BY 1",
    "type": f"SELECT f.dispute_type, count(*) FROM case_file f WHERE {ACCEPTED} GROUP BY 1",
    "hard": f"SELECT f.difficulty, count(*) FROM case_file f WHERE {ACCEPTED} GROUP BY 1",
    "village": f"""
        SELECT p.name, count(*) FROM case_file f JOIN place p ON p.id = f.village_id WHERE {ACCEPTED} GROUP BY 1""",
    "studio": f"""
        SELECT t.name, count(*) FROM case_file f JOIN studio t ON t.id = f.studio_id WHERE {ACCEPTED} GROUP BY 1""",
    "unit": f"""
        SELECT u.kind, count(*) FROM case_file f
        LEFT JOIN (
            SELECT m.case_id, min(m.id) AS first FROM event m
            WHERE m.act = 'move_case' AND m."on" > :end AND {STANDS.format(e="m")} GROUP BY m.case_id
        ) later ON later.case_id = f.id
        LEFT JOIN event e ON e.id = later.first
        LEFT JOIN unit u ON u.id = CASE WHEN e.id IS NULL THEN f.unit_id ELSE {{moved_from}} END
        WHERE {ACCEPTED} GROUP BY 1""",
    "outcome": f"""
        SELECT d.act, count(*) FROM case_file f LEFT JOIN ended d ON d.id = f.id WHERE {ACCEPTED} GROUP BY 1""",
    "parties": f"""
        SELECT n, count(*) FROM (
            SELECT p.case_id, count(DISTINCT coalesce(w.same_as_id, p.person_id)) AS n
            FROM case_file f JOIN party p ON f.id = p.case_id LEFT JOIN ended d ON d.id = f.id
            LEFT JOIN person w ON w.id = p.person_id AND w.same_as_id IS NOT NULL
            WHERE {ACCEPTED} AND p.joined_on <= coalesce(d."on", :end)
              AND (p.left_on IS NULL OR p.left_on > coalesce(d."on", :end))
            GROUP BY p.case_id
        ) seated GROUP BY 1""",
    "late": f"""
        SELECT count(*) FROM (
            SELECT +k.case_id AS case_id, max(CASE WHEN k.act = 'pause_clock' THEN k.id END) AS paused,
                   max(CASE WHEN k.act NOT IN ('pause_clock', 'extend_term') THEN k.id END) AS resumed,
                   max(CASE WHEN k.act <> 'pause_clock' THEN k.id END) AS told
            FROM event k JOIN judged j ON j.id = +k.case_id
            WHERE k.act IN ({CLOCK}, 'pause_clock') AND k.id < j.act_id AND k."on" <= j."on" AND {STANDS.format(e="k")}
            GROUP BY +k.case_id
        ) c JOIN event e ON e.id = c.told JOIN judged j ON j.id = c.case_id
        WHERE (c.paused IS NULL OR c.paused < c.resumed) AND {{deadline}} < j."on\"""",
    "money": f"""
        SELECT sum(m.fen), count(m.fen) FROM ended d JOIN (
            SELECT v.case_id, sum(u.amount_fen) AS fen FROM agreement_version v JOIN duty u ON u.version_id = v.id
            WHERE v.in_force_from IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM agreement_version w
                WHERE w.case_id = v.case_id AND w.no < v.no AND w.in_force_from IS NOT NULL)
            GROUP BY v.case_id
        ) m ON m.case_id = d.id WHERE {SETTLED}""",
    "performed": f"""
        SELECT count(DISTINCT d.id) FROM ended d JOIN event e ON e.case_id = d.id
        WHERE {SETTLED} AND e.act = 'confirm_performed' AND e."on" <= :end AND {STANDS.format(e="e")}""",
    "due": f"""
        SELECT p.case_id IS NOT NULL, count(*) FROM (
            SELECT v.id, v.case_id FROM case_file f
            JOIN agreement_version v ON v.case_id = f.id JOIN duty u ON u.version_id = v.id
            WHERE {PEOPLE} AND v.in_force_from <= :end AND (v.in_force_to IS NULL OR v.in_force_to > :end)
            GROUP BY v.id, v.case_id HAVING max(coalesce(u.grace_until, u.due_on)) BETWEEN :start AND :end
        ) a LEFT JOIN (
            SELECT DISTINCT e.case_id FROM event e
            WHERE e.act = 'confirm_performed' AND e."on" <= :end AND {STANDS.format(e="e")}
        ) p ON p.case_id = a.case_id GROUP BY 1""",
    "moments": f"""
        SELECT f.kind, e.act, CASE WHEN e.act IN ('decline', 'drop_registration', 'close_lead') THEN {{reason}} END,
               CASE WHEN e.act = 'record_confirmation' THEN {{result}} END,
               count(*), sum(CASE WHEN e.act = 'close_lead' THEN {{persons}} END)
        FROM event e JOIN case_file f ON f.id = e.case_id
        WHERE {HERE} AND e.act IN ('decline', 'drop_registration', 'take_back', 'apply_confirmation',
            'record_confirmation', 'close_lead') AND e."on" BETWEEN :start AND :end AND {STANDS.format(e="e")}
        GROUP BY 1, 2, 3, 4""",
    "courts": f"""
        SELECT e.case_id, e.act, {{result}} FROM event e JOIN case_file f ON f.id = e.case_id
        WHERE {PEOPLE} AND e.act IN ('record_court_result', 'annul_agreement', 'record_lawsuit')
          AND e."on" BETWEEN :start AND :end AND {STANDS.format(e="e")} ORDER BY e."on", e.id""",
    "visited": f"""
        SELECT u.satisfied, count(*) FROM follow_up u JOIN case_file f ON f.id = u.case_id
        WHERE {PEOPLE} AND u.visited_on BETWEEN :start AND :end GROUP BY 1""",
    "planned": f"""
        SELECT count(*), count(CASE WHEN u.visited_on <= :end THEN 1 END),
               count(CASE WHEN u.visited_on <= u.due_on THEN 1 END)
        FROM follow_up u JOIN case_file f ON f.id = u.case_id
        WHERE {PEOPLE} AND u.due_on BETWEEN :start AND :end AND u.withdrawn_on IS NULL AND u.excused_on IS NULL
          AND NOT EXISTS (
            SELECT 1 FROM follow_up w WHERE w.case_id = u.case_id AND w.due_on IS NOT NULL AND w.withdrawn_on IS NULL
              AND (w.due_on < u.due_on OR w.due_on = u.due_on AND w.id < u.id))
          AND EXISTS (SELECT 1 FROM agreement_version v WHERE v.case_id = f.id AND v.in_force_from <= :end)""",
    "risks": f"""
        SELECT r.kind, r.outcome, count(DISTINCT r.case_id), sum(coalesce(r.persons, 0))
        FROM risk_report r JOIN case_file f ON f.id = r.case_id
        WHERE {HERE} AND r.closed_on BETWEEN :start AND :end GROUP BY 1, 2""",
    "crimes": f"""
        SELECT count(*) FROM (
            SELECT r.case_id FROM risk_report r JOIN case_file f ON f.id = r.case_id
            WHERE {HERE} AND r.closed_on BETWEEN :start AND :end AND r.kind = 'CRIME' AND r.outcome = 'OCCURRED'
            UNION
            SELECT e.case_id FROM event e JOIN case_file f ON f.id = e.case_id
            WHERE {HERE} AND e.act = 'record_incident' AND e."on" BETWEEN :start AND :end AND {{risk}} = 'CRIME'
              AND {STANDS.format(e="e")}
        ) c""",
    "subsidies": f"""
        SELECT s.subsidy_class, count(DISTINCT s.id), sum(h.fen)
        FROM subsidy s JOIN case_file f ON f.id = s.case_id JOIN subsidy_share h ON h.subsidy_id = s.id
        WHERE {HERE} AND s.paid_on BETWEEN :start AND :end GROUP BY 1""",
    "leads": f"""
        SELECT count(*) FROM case_file f
        WHERE {HERE} AND f.screening_id IS NOT NULL AND f.born_on BETWEEN :start AND :end""",
    "sessions": f"""
        SELECT r.name, count(*) FROM mediation_session m JOIN case_file f ON f.id = m.case_id
        LEFT JOIN room r ON r.id = m.room_id
        WHERE {PEOPLE} AND m.status = 'HELD' AND m."on" BETWEEN :start AND :end GROUP BY 1""",
    "work": f"""
        SELECT a.mediator_id, count(DISTINCT a.case_id) FROM assignment a JOIN case_file f ON f.id = a.case_id
        WHERE {ACCEPTED} GROUP BY 1""",
    # registers
    "terms": f"""
        SELECT t.mediator_id, coalesce(p.id_key, p.name || coalesce({{birth}}, '') || t.unit_id), p.sex, p.ethnic,
               p.politics, p.education, t.post, t.employment, t.unit_id
        FROM term t JOIN mediator m ON m.id = t.mediator_id JOIN person p ON p.id = m.person_id
        JOIN unit u ON u.id = t.unit_id
        WHERE u.place_id IN {PLACES} AND u.kind <> 'ORGAN' AND t.from_on <= :end
          AND (t.to_on IS NULL OR t.to_on >= :end) ORDER BY u.id, t.id""",
    "changes": f"""
        SELECT count(CASE WHEN t.from_on BETWEEN :start AND :end THEN 1 END),
               count(CASE WHEN t.to_on BETWEEN :start AND :end AND NOT EXISTS (
                   SELECT 1 FROM term n WHERE n.mediator_id = t.mediator_id AND n.unit_id = t.unit_id
                     AND n.from_on = {{next_day}}) THEN 1 END)
        FROM term t JOIN unit u ON u.id = t.unit_id WHERE u.place_id IN {PLACES} AND u.kind <> 'ORGAN'""",
    "trainings": f"""
        SELECT count(DISTINCT t.id), count(*), sum(t.half_days), count(DISTINCT p.id)
        FROM attendance a JOIN training t ON t.id = a.training_id JOIN mediator m ON m.id = a.mediator_id
        JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = a.unit_id
        WHERE u.place_id IN {PLACES} AND t."on" BETWEEN :start AND :end""",
    "committees": f"""
        SELECT u.kind, u.id FROM unit u WHERE u.place_id IN {PLACES} AND u.kind <> 'ORGAN' AND u.active_from <= :end
          AND (u.active_to IS NULL OR u.active_to >= :end)""",
    "studios": f"""
        SELECT t.kind, count(*) FROM studio t JOIN unit u ON u.id = t.unit_id
        WHERE u.place_id IN {PLACES} AND t.active_from <= :end AND (t.active_to IS NULL OR t.active_to >= :end)
        GROUP BY 1""",
    "villages": f"""
        SELECT EXISTS (SELECT 1 FROM adviser_term a WHERE a.place_id = p.id AND a.from_on <= :end
                       AND (a.to_on IS NULL OR a.to_on >= :end)), count(*)
        FROM place p WHERE p.id IN {PLACES} AND p.level = 'VILLAGE' AND p.valid_from <= :end
          AND (p.valid_to IS NULL OR p.valid_to >= :end) GROUP BY 1""",
    "stocks": f"""
        SELECT k.kind, sum(k.count) FROM stock k WHERE k.place_id IN {PLACES} AND k.counted_on <= :end AND NOT EXISTS (
            SELECT 1 FROM stock n WHERE n.place_id = k.place_id AND n.kind = k.kind AND n.counted_on > k.counted_on
              AND n.counted_on <= :end)
          AND NOT EXISTS (SELECT 1 FROM helper_post h WHERE h.place_id = k.place_id AND h.kind = k.kind
              AND h.from_on <= :end) GROUP BY 1""",
    "helpers": f"""
        SELECT h.kind, count(DISTINCT coalesce(p.id_key, p.name || p.phone_key, 'h' || h.id))
        FROM helper_post h JOIN helper w ON w.id = h.helper_id JOIN person p ON p.id = w.person_id
        WHERE h.place_id IN {PLACES} AND h.from_on <= :end AND (h.to_on IS NULL OR h.to_on >= :end) GROUP BY 1""",
    "screenings": f"""
        SELECT s.kind, count(*), sum(s.found) FROM screening s
        WHERE s.town_id IN {PLACES} AND s."on" BETWEEN :start AND :end GROUP BY 1""",
    "activities": f"""
        SELECT a.kind, a.form, count(*), sum(a.materials), sum(a.banners), sum(a.consultations), sum(a.audience),
               sum(a.found), sum(a.fixed), sum(a.resolved), sum(a.items), sum(coalesce(a.items, 1)), sum(a.attendees),
               sum(a.heads), sum(a.expected), sum(a.takers), sum(a.passed), sum(a.posters), sum(a.boards),
               sum(a.pushes), count(a.venue_class), count(nullif(a.occasion, '')), count(DISTINCT a.village_id),
               count(CASE WHEN a.legality_reviewed THEN 1 END)
        FROM activity a WHERE a.town_id IN {PLACES} AND a."on" BETWEEN :start AND :end GROUP BY 1, 2""",
    "activity_parts": f"""
        SELECT a.kind, a.venue_class, a.occasion, a.language, a.target_group, count(*), sum(a.materials)
        FROM activity a WHERE a.town_id IN {PLACES} AND a."on" BETWEEN :start AND :end GROUP BY 1, 2, 3, 4, 5""",
    "typed": f"""
        SELECT t.figure, sum(t.value) FROM typed_figure t
        WHERE t.place_id IN {PLACES} AND t.from_on >= :start AND t.to_on <= :end GROUP BY 1""",
    "typed_stock": f"""
        SELECT t.figure, sum(t.value) FROM typed_figure t JOIN (
            SELECT n.figure, n.place_id, max(n.to_on) AS last FROM typed_figure n WHERE n.to_on <= :end GROUP BY 1, 2
        ) l ON l.figure = t.figure AND l.place_id = t.place_id AND l.last = t.to_on
        WHERE t.place_id IN {PLACES} AND t.figure IN ('X06', 'X15', 'X16', 'X18') GROUP BY 1""",
}
WORDS = {
    "sqlite": {
        **{name: f"json_extract(e.data, '$.{name}')" for name in ("reason", "result")},
        "organ": "json_extract(e.data, '$.organ_kind')",
        "risk": "json_extract(e.data, '$.kind')",
        "persons": "json_extract(e.data, '$.persons')",
        "moved_from": "json_extract(e.data, '$.from_committee')",
        "deadline": "coalesce(json_extract(e.data, '$.new_deadline'), json_extract(e.data, '$.deadline'))",
        "days": 'CAST(julianday(d."on") - julianday(d.accepted_on) AS INTEGER)',
        "birth": "p.birth",
        "next_day": "date(t.to_on, '+1 day')",
    },
    "postgresql": {
        **{name: f"e.data ->> '{name}'" for name in ("reason", "result")},
        "organ": "e.data ->> 'organ_kind'",
        "risk": "e.data ->> 'kind'",
        "persons": "(e.data ->> 'persons')\\:\\:integer",
        "moved_from": "(e.data ->> 'from_committee')\\:\\:integer",
        "deadline": "coalesce(e.data ->> 'new_deadline', e.data ->> 'deadline')\\:\\:date",
        "days": 'd."on" - d.accepted_on',
        "birth": "p.birth\\:\\:text",
        "next_day": "t.to_on + 1",
    },
}
FAILED, AGREED = ("NO_PROSPECT", "TIME_OVER", "IMPOSSIBLE"), ("sign_agreement", "agree_orally")
COURTS = ("CHANGED", "REVOKED", "VOIDED")
Found = dict[str, list[Any]]


def by_hand(scope: Scope, period: Period) -> dict[str, Any]:
    """The value of every figure, and by `id parts` the numbers of its breakdown, the largest first."""
    dialect = db.engine.dialect.name
    now = min(period.end, clock.today())
    days: dict[str, Any] = {"start": period.start, "end": period.end, "eve": period.eve, "now": now}
    if dialect == "sqlite":
        days = {name: day.isoformat() for name, day in days.items()}
    given = days | {"town": scope.place_id, "prefix": f"{scope.prefix}%"}

    def ask(sql: str, **words: str) -> Any:
        return db.session.execute(text(sql.format(**WORDS[dialect], **words)), given)

    ask(ENDED, name="ended", day=":end")
    ask(ENDED, name="ended_before", day=":eve")
    ask("CREATE INDEX ended_id ON ended (id)")
    ask(JUDGED)
    ask("CREATE INDEX judged_id ON judged (id)")
    if dialect == "postgresql":
        ask("ANALYZE ended, ended_before, judged")
    found = {name: list(ask(sql)) for name, sql in STATEMENTS.items()}
    for name in ("ended", "ended_before", "judged"):
        ask(f"DROP TABLE {name}")
    return {**_of_cases(found), **_of_agreements(found), **_of_others(found), **_of_registers(found)}


def _parts(rows: list[Any]) -> list[int]:
    return sorted((row[-1] for row in rows if row[-1]), reverse=True)


def _of_cases(found: Found) -> dict[str, Any]:
    def ends(keep: Callable[[Any], bool], kind: str = "PEOPLE") -> int:
        return sum(row[-1] for row in found["ends"] if row[0] == kind and keep(row))

    accepted = sum(row[-1] for row in found["source"])
    signed, oral = ends(lambda row: row[1] == "sign_agreement"), ends(lambda row: row[1] == "agree_orally")
    days, seats = [tuple(row) for row in found["days"]], [tuple(row) for row in found["parties"]]
    done, spent = sum(times for _days, times in days), sum(number * times for number, times in days)
    admin = ends(lambda row: row[1] in AGREED, "ADMIN")
    concluded = sum(times for act, times in found["outcome"] if act not in (None, "transfer_out"))
    moments = found["moments"]
    return {
        "C01": accepted,
        "C02": done,
        "C03": signed + oral,
        "C04": ends(lambda row: row[1] == "end_without_agreement" and row[2] in FAILED),
        "C05": ends(lambda row: row[1] == "stop_by_party"),
        "C05b": ends(lambda row: row[1] == "end_without_agreement" and row[2] not in FAILED),
        "C06": found["open"][0][0],
        "C07": ends(lambda row: row[1] == "transfer_out"),
        "C07b": sum(row[4] for row in moments if row[0] == "PEOPLE" and row[1] == "take_back"),
        "C08": sum(row[4] for row in moments if row[0] == "PEOPLE" and row[1] in ("decline", "drop_registration")),
        "C09": one_decimal(signed + oral, accepted),
        "C09b": one_decimal(signed + oral, done),
        "C10": one_decimal(concluded, accepted),
        "C11": sum(number * times for number, times in seats),
        "C12": sum(times for number, times in seats if number >= 3),
        "C14": sum(times for level, times in found["hard"] if level in ("HARD", "MAJOR")),
        "C15a": signed,
        "C15b": oral,
        "C21": accepted,
        "C21 parts": _parts(found["source"]),
        "C22": accepted,
        "C22 parts": _parts(found["type"]),
        "C23": sum(row[-1] for row in found["unit"]),
        "C23 parts": _parts(found["unit"]),
        "C24": sum(row[-1] for row in found["studio"]),
        "C25": sum(row[-1] for row in found["village"]),
        "C25 parts": _parts(found["village"]),
        "C26": found["late"][0][0],
        "C27": average(spent, done),
        "C30": found["carried"][0][0],
        "A01": admin,
        "A02": signed + oral + admin,
    }


def _of_agreements(found: Found) -> dict[str, Any]:
    moments = [row for row in found["moments"] if row[0] == "PEOPLE"]
    due = Counter({bool(done): times for done, times in found["due"]})
    last = {case: result for case, act, result in found["courts"] if act != "record_lawsuit" and result in COURTS}
    visits = {answer: times for answer, times in found["visited"]}  # noqa: C416 - rows are no pairs to mypy
    ((planned, made, in_time),) = found["planned"]
    content = visits.get("YES", 0)
    return {
        "C13": int(found["money"][0][0] or 0),
        "C16": found["performed"][0][0],
        "C17": one_decimal(due[True], due.total()),
        "C18": sum(row[4] for row in moments if row[1] == "apply_confirmation"),
        "C19": len(last),
        "C20": len({row[0] for row in found["courts"] if row[1] == "record_lawsuit"}),
        "C28a": sum(visits.values()),
        "C28b": one_decimal(made, planned),
        "C28c": one_decimal(in_time, planned),
        "C29": one_decimal(content, content + visits.get("NO", 0)),
        "S01": sum(row[1] for row in found["subsidies"]),
    }


def _of_others(found: Found) -> dict[str, Any]:
    averted = {row[0]: row[2] for row in found["risks"] if row[1] == "PREVENTED"}
    kinds = {"P04": "SUICIDE", "P05": "CRIME", "P06": "PETITION", "P07": "FIGHT"}
    solved = (row[4] for row in found["moments"] if row[1] == "close_lead" and row[2] == "SOLVED")
    return {
        **{id_: averted.get(kind, 0) for id_, kind in kinds.items()},
        "P01": sum(row[1] for row in found["screenings"]),
        "P02": found["leads"][0][0],
        "P03": sum(solved),
        "P08": found["crimes"][0][0],
        "W02": sum(row[-1] for row in found["sessions"]),
        "W02 parts": _parts(found["sessions"]),
    }


def _of_registers(found: Found) -> dict[str, Any]:
    people = {row[1]: row for row in reversed(found["terms"])}
    seats: dict[int, dict[int, str | None]] = {}
    for row in found["terms"]:
        if row[6] != "HIRED":
            seats.setdefault(row[8], {})[row[0]] = row[2]
    right = [id_ for _kind, id_ in found["committees"] if _complete(seats.get(id_, {}))]
    groups = sum(
        (row[2] == "FEMALE")
        + bool(row[3] and row[3] != "汉族")
        + (row[4] in ("中共党员", "党员", "中共预备党员", "预备党员"))
        for row in people.values()
    )
    villages = {bool(covered): number for covered, number in found["villages"]}
    typed = {**dict(map(tuple, found["typed"])), **dict(map(tuple, found["typed_stock"]))}
    return {
        **{id_: len(people) for id_ in ("M01", "M02", "M03", "M05", "W01")},
        "M04": groups,
        "M06": sum(found["changes"][0]),
        "M07": found["trainings"][0][0],
        "M08": len(right),
        "O01": len(found["committees"]),
        "O02": sum(row[-1] for row in found["studios"]),
        "G01": villages.get(True, 0),
        "G14": one_decimal(villages.get(True, 0), sum(villages.values())),
        "G02": sum(row[1] for row in (*found["stocks"], *found["helpers"])),
        "A03": typed.get("A03"),
        **{f"X{number:02}": typed.get(f"X{number:02}") for number in range(1, 23)},
        "X09b": one_decimal(int(typed.get("X09", 0)), int(typed.get("X08", 0))),
        **_of_activities(found["activities"]),
    }


def _complete(members: dict[int, str | None]) -> bool:
    return 3 <= len(members) <= 9 and "FEMALE" in members.values()


def _of_activities(rows: list[Any]) -> dict[str, Any]:
    def sums(kind: str, column: int = 2, *forms: str) -> int:
        return sum(row[column] or 0 for row in rows if row[0] == kind and (not forms or row[1] in forms))

    expected, takers, passed = (sums("EXAM", column) for column in (14, 15, 16))
    whole = {"G03": "PUBLICITY", "T01": "STUDY", "T02": "CAMPAIGN", "T03": "MEETING", "T04": "DECISION"}
    whole |= {"T06": "TRAINING", "T07": "EXAM", "T08": "INSPECTION"}
    columns = {"G04": 20, "G05": 21, "G06": 22, "G07": 3, "G08": 17, "G09": 18, "G10": 19}
    return {
        **{id_: sums(kind) for id_, kind in whole.items()},
        **{id_: sums("PUBLICITY", column) for id_, column in columns.items()},
        "G11": sums("ADVICE", 11, "坐班", "进村"),
        "G12": sums("ADVICE", 11, "法律意见书"),
        "G13": sums("ADVICE", 11, "合同审查"),
        "T05": sums("DISCLOSURE", 10),
        "T07b": one_decimal(takers, expected),
        "T07c": one_decimal(passed, takers),
        "T09": sums("REPORTING", 13),
        "T10": sums("DOCUMENT", 2, "制度文件"),
        "T11": sums("DOCUMENT", 2, "规范性文件"),
        "T12": sums("DECISION", 23) + sums("DOCUMENT", 23),
    }
