"""The type of requests in the back office."""

from django.http import HttpRequest

from editorial.accounts.models import User


class StaffRequest(HttpRequest):
    """A request whose user has signed in as staff: no page of the back office sees another.

    Django makes plain HttpRequests; this says what ``BackOffice.admin_view`` has seen to.
    """

    user: User
    #: Asked for once the page carries a script that no file holds, by django-csp.
    csp_nonce: str
    #: The site whose addresses the templates of the page name.
    current_app: str
