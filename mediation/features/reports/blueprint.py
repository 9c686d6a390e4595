"""The blueprint that the pages of reports, periods and statistics share."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__)
