"""The forms of signing in and of keeping accounts."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp

from mediation.features.accounts.policy import LONGEST
from mediation.kernel.errors import Refused
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.model.user import Theme
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from mediation.web.errors import sentence
from mediation.web.fields import Day, LongText, NameLine, Pick, Unsaid, codes

MISSING = _l("还没有写。")


class Form(FlaskForm):
    """A form whose forgery token is checked for every route at once, so that it needs none of its own."""

    class Meta:
        csrf = False

    def show(self, refused: Refused) -> None:
        """Put each reason beside its field, the others above the form."""
        for reason in refused.reasons:
            field = self._fields.get(reason.field or "")
            if field is None:
                self.form_errors.append(sentence(reason))
            else:
                field.errors = [*field.errors, sentence(reason)]


def _password(label: str, complete: str, hint: str = "") -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(MISSING), Length(max=LONGEST, message=_l("口令最多%(max)d个字。"))],
        description=hint,
        render_kw={"autocomplete": complete},
    )


class SignInForm(Form):
    username = StringField(
        _l("登录名"),
        [InputRequired(MISSING), Length(max=100, message=_l("登录名没有这么长。"))],
        description=_l("一般是名字的拼音，比如 zhuoma"),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = _password(_l("口令"), "current-password")


class PasswordForm(Form):
    """A new password, with the present one."""

    current = _password(_l("现在的口令"), "current-password")
    password = _password(_l("新口令"), "new-password")
    again = _password(_l("新口令再写一遍"), "new-password")

    def validate_again(self, field: PasswordField) -> None:
        _must_equal(self.password, field)


class FirstPasswordForm(Form):
    password = _password(_l("新口令"), "new-password")
    again = _password(_l("新口令再写一遍"), "new-password")

    def validate_again(self, field: PasswordField) -> None:
        _must_equal(self.password, field)


class ThemeForm(Form):
    theme = Pick(_l("颜色"), [InputRequired(MISSING)], choices=(), read=Theme)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theme.choices = codes(Theme)


class AccountForm(Form):
    """A new account; who of the roster it is for decides which cases it will see."""

    username = StringField(
        _l("登录名"),
        [
            InputRequired(MISSING),
            Regexp("^[a-zA-Z][a-zA-Z0-9._-]{1,39}$", message=_l("用2到40个字母、数字，字母开头。")),
        ],
        description=_l("用名字的拼音，比如 zhuoma；大小写不分"),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    name = NameLine(
        _l("名字"),
        [InputRequired(MISSING)],
        description=_l("页面上、记录里都显示这个名字"),
        render_kw={"autocomplete": "off"},
    )
    person = Pick(
        _l("花名册上的人"),
        [Optional()],
        choices=(),
        read=str,
        description=_l("调解员一定要选，案件按花名册给他看"),
    )

    def offer(self, persons: list[tuple[Person, str]]) -> None:
        people = [SelectChoice(person.ref, f"{person.name} {village}".strip()) for person, village in persons]
        self.person.choices = [SelectChoice("", _("不在花名册上")), *people]


class SecurityStopForm(Form):
    """Why an account is stopped at once."""

    why = LongText(_l("为什么要马上停用"), [InputRequired(MISSING)], max_length=400)


class RoleForm(Form):
    role = Pick(_l("角色"), [InputRequired(MISSING)], choices=(), read=Role)
    place = Pick(_l("在哪里"), [Optional()], choices=(), read=str, description=_l("村里的角色选村，镇上的角色选镇"))
    from_on = Day(_l("从哪天起"), [InputRequired(MISSING)])
    to_on = Day(_l("到哪天为止"), [Unsaid()], description=_l("一直有效就空着"))

    def offer(self, places: list[Place]) -> None:
        self.role.choices = [
            SelectChoice("", _("请选择")),
            *(SelectChoice(role.value, _(role.label)) for role in ACCOUNT_ROLES),
        ]
        found = [SelectChoice(place.ref, place.name) for place in places]
        self.place.choices = [SelectChoice("", _("不用选")), *found]


def _must_equal(first: PasswordField, second: PasswordField) -> None:
    if first.data != second.data:
        second.errors = [*second.errors, _("两遍写得不一样。")]
