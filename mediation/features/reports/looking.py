"""A look at the rows behind a figure is an act too."""

from flask import request

from mediation.casework import audit
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.web.access import current_actor

LOOK, EXPORT, PUBLISHED = "look_figure", "export_report", "publish_report"


def remember(act: str, subject: str, **data: int) -> None:
    """It stands in the chain before the rows leave the house."""
    db.session.rollback()
    begin_write(db.session())
    audit.append(current_actor(), act, subject=subject, data=data, address=request.remote_addr)
    db.session.commit()
