"""One-time form tokens: a form sent twice acts once, and the second sender arrives where the first did.

Every form that changes something carries `form_token` beside `csrf_token` (templates/components/tokens.html).
Its route reads:

    if earlier := tokens.spend():
        return redirect(earlier.location)
    … the act …
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location)

The claim is a row with a unique key in the act's own transaction: of two forms sent at once one waits
for the other, and a refused act leaves its token unspent. Issuing stores nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from mediation.kernel import clock
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.draft import Draft
from mediation.model.user import FormToken
from mediation.web.addresses import here
from mediation.web.sessions import current_seat, new_token, token_hash

FIELD = "form_token"
GOOD_FOR = timedelta(days=30)  # rows older than this may be swept
UNNUMBERED = Reason("form_token", N_("这张表缺了编号。请重新打开，再填一次。"))
OUTDATED = Reason("form_token", N_("这张表是别人打开的，或者放得太久了。请重新打开，再填一次。"))


class FormRefused(Refused):
    """A form without a token that is good for this account."""

    status = 400


@dataclass(frozen=True, slots=True)
class Spent:
    """What came of the form when it was first sent."""

    location: str


def init_app(app: Flask) -> None:
    app.jinja_env.globals["form_token"] = issue


def issue() -> str:
    """A token for one form of the account that is signed in; signed, bound to the account, not stored."""
    seat = current_seat()
    return _signer().dumps([seat.user_id if seat else 0, int(clock.now().timestamp()), new_token()[:22]])


def spend(token: str | None = None, leads_to: str | None = None) -> Spent | None:
    """Claim the token of the form that was sent, for the transaction under way.

    None: it is claimed, the act may go on. Spent: the act was done before; redirect there.
    `leads_to`: where the form most likely leads, so that it need not be written a second time.
    Raises FormRefused when it is missing, forged, too old or another account's.
    """
    g.form_claim = None
    token = request.form.get(FIELD, "") if token is None else token
    user_id, issued_at = _read(token)
    key = token_hash(token)
    claim = FormToken(
        token_hash=key,
        user_id=user_id,
        issued_at=issued_at,
        used_at=clock.now(),
        location=leads_to or request.path,
    )
    try:
        with db.session.begin_nested():
            db.session.add(claim)
    except IntegrityError:
        earlier = select(FormToken.location).where(FormToken.token_hash == key)
        return Spent(db.session.execute(earlier).scalar_one())
    g.form_claim = claim
    return None


def lead_to(location: str) -> None:
    """Keep with the claimed token where its form led, and let go of its draft; call it before the commit."""
    claim: FormToken = g.form_claim
    claim.location = location
    db.session.execute(delete(Draft).where(Draft.user_id == claim.user_id, Draft.path == here()))


def unspent_owner(token: str) -> int | None:
    """The account that a genuine token was given to and that did not use it yet; asked whoever is signed in."""
    try:
        user_id, issued, _random = _signer().loads(token)
    except BadSignature:
        return None
    if not user_id or clock.now() - datetime.fromtimestamp(issued, tz=clock.SHANGHAI) > GOOD_FOR:
        return None
    used = select(FormToken.id).where(FormToken.token_hash == token_hash(token))
    return None if db.session.scalar(used) is not None else int(user_id)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="form-token")


def _read(token: str) -> tuple[int, datetime]:
    seat = current_seat()
    try:
        user_id, issued, _random = _signer().loads(token)
    except BadSignature:
        raise FormRefused(UNNUMBERED) from None
    issued_at = datetime.fromtimestamp(issued, tz=clock.SHANGHAI)
    if seat is None or user_id != seat.user_id or clock.now() - issued_at > GOOD_FOR:
        raise FormRefused(OUTDATED)
    return user_id, issued_at
