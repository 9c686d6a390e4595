"""Sending the file: the list of its papers names those only that this case can have."""

from mediation.casework.papers import papers_possible
from mediation.model.case import Case
from mediation.procedure.events import Event
from mediation.web.forms import ActForm

SENDS = "submit_file"


def narrow(form: ActForm, case: Case, event: Event) -> ActForm:
    """Leave out of the form what could never lie in the file; any other form stays as it is."""
    if event.id == SENDS:
        field, possible = form._fields["checklist"], set(papers_possible(case))
        field.choices = [choice for choice in field.choices if choice.value in possible]
    return form
