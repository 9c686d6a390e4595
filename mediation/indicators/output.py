"""Figures as other programs read them: whole numbers, rates as text, money in fen, parts by their Chinese names."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import HEADINGS, Cell, Result, Row
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.kernel.labels import Choice


def figure_json(id_: str, result: Result) -> dict[str, Any]:
    """One figure: value, unit, label, definition, and the further fields it has."""
    about = INDICATORS[id_]
    return {
        "value": result.value,
        "unit": about.measure.label,
        "label": about.label,
        "definition": about.definition,
        **result.fields,
    }


def figures_json(figures: Mapping[str, Result], period: Period, scope: Scope) -> dict[str, Any]:
    """The document that `mediation figures --json` prints."""
    return {
        "period": period_json(period),
        "place": scope.code,
        "place_name": scope.name,
        "figures": {id_: figure_json(id_, result) for id_, result in figures.items()},
    }


def with_previous(document: dict[str, Any], previous: Mapping[str, Result], period: Period) -> dict[str, Any]:
    """The same document with what each figure was in the period that it is held against."""
    figures = {id_: {**one, "previous": previous[id_].value} for id_, one in document["figures"].items()}
    return {**document, "previous_period": period_json(period), "figures": figures}


def period_json(period: Period) -> dict[str, str]:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def row_json(row: Row) -> dict[str, Any]:
    """A row as it is kept with a frozen figure: what it was called then, and where it leads."""
    return {
        "kind": row.kind.value,
        "id": row.id,
        "ref": row.ref,
        "label": row.label,
        "part": row.part,
        "role": row.role,
        "amount": row.amount,
        "cells": [words(cell) for cell in row.cells],
        "numbers": dict(row.numbers),
    }


def headings(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The words above the columns of a figure's rows."""
    return HEADINGS[rows[0].kind] if rows else ()


def words(cell: Cell) -> str:
    """A cell in the source language; empty when there is nothing."""
    if isinstance(cell, Choice):
        return cell.label
    if isinstance(cell, date):
        return cell.isoformat()
    return cell or ""
