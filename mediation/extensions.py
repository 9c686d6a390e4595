"""Flask's extensions, created unbound, so that importing a part of the house does not start it."""

from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect

babel = Babel()
csrf = CSRFProtect()
login = LoginManager()
migrate = Migrate()
