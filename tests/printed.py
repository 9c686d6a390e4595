"""Papers as they come out of the printer and as Word files."""

from io import BytesIO
from typing import Any

from docx import Document

from mediation.model.case import Case


def printed(web: Any, who: str, case: Case, name: str) -> Any:
    return web(who).get(f"/cases/{case.ref}/print/{name}")


def text_of(response: Any) -> str:
    """Every word of a Word file, tables and all."""
    document = Document(BytesIO(response.data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
