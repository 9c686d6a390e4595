"""The addresses of a personal calendar: making one, and the file that a calendar program fetches."""

from flask import Blueprint, Response, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mediation.casework.actor import actor_for
from mediation.features.calendars import feed, keeping
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.user import Language
from mediation.procedure.roles import TAKING_PART
from mediation.web import tokens
from mediation.web.access import current_actor, needs, public
from mediation.web.notices import PARAMETER, announce

blueprint = Blueprint("calendars", __name__)

announce({"calendar_closed": N_("停好了。原来的地址打不开了。")})


@blueprint.get("/me/calendar")
@needs(*TAKING_PART)
def index() -> ResponseReturnValue:
    return render_template("calendars/index.html", feed=keeping.feed_of(current_user), address="")


@blueprint.post("/me/calendar")
@needs(*TAKING_PART)
def renew() -> ResponseReturnValue:
    """The address is on this one page only; sent again, the form leads back to where it can be renewed."""
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    secret = keeping.renew(current_actor(), current_user)
    tokens.lead_to(url_for("calendars.index"))
    db.session.commit()
    address = url_for("calendars.file", secret=secret, _external=True)
    return render_template("calendars/index.html", feed=keeping.feed_of(current_user), address=address)


@blueprint.post("/me/calendar/close")
@needs(*TAKING_PART)
def close() -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    keeping.close(current_actor(), current_user)
    location = f"{url_for('calendars.index')}?{PARAMETER}=calendar_closed"
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)


@blueprint.get("/calendar/<secret>.ics")
@public
def file(secret: str) -> ResponseReturnValue:
    """Whoever knows the address reads it: a calendar program cannot sign in. What the account may see is asked anew."""
    user = keeping.owner_of(secret)
    g.language = Language(user.language)
    answer = Response(feed.calendar_of(actor_for(user)), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="mediation.ics"'
    return answer
