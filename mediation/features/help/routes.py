"""The addresses of help; anybody may read them, they hold nothing of a case."""

from functools import cache
from pathlib import Path

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from mediation.features.help.manuals import MANUALS, TOUR
from mediation.features.help.words import WORDS
from mediation.kernel.errors import NotFound
from mediation.web.access import public

blueprint = Blueprint("help", __name__, url_prefix="/help")


@blueprint.get("")
@public
def index() -> ResponseReturnValue:
    return render_template("help/index.html", manuals=MANUALS.values())


@blueprint.get("/manual/<key>")
@public
def manual(key: str) -> ResponseReturnValue:
    if key not in MANUALS:
        raise NotFound("manual")
    return render_template("help/manual.html", manual=MANUALS[key], picture=picture)


@blueprint.get("/tour/<int(max=99):page>")
@public
def tour(page: int) -> ResponseReturnValue:
    if not 1 <= page <= len(TOUR):
        raise NotFound("page of the tour")
    return render_template("help/tour.html", chapter=TOUR[page - 1], page=page, pages=len(TOUR), picture=picture)


@blueprint.get("/words")
@public
def words() -> ResponseReturnValue:
    return render_template("help/words.html", words=WORDS)


def picture(name: str) -> str:
    """The address of a picture; nothing where none was made, as in a house without `static/help`."""
    file = f"help/{name}.png"
    return url_for("static", filename=file) if name and _is_there(current_app.static_folder, file) else ""


@cache
def _is_there(folder: str | None, file: str) -> bool:
    """Looked for once; pictures come with the program."""
    return folder is not None and (Path(folder) / file).is_file()
