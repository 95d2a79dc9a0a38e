"""Staff who sign in, by the form or with a session at hand."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from editorial.accounts.models import User
from secretariats.models import Secretariat
from tests.browser.databases import apart
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory

PASSWORD = "six plain words that nobody guesses"


def posted(role: str, office: str) -> User:
    """A new user with a posting at an office of the sample."""
    return apart(new_user, role, office)


def new_user(role: str, office: str) -> User:
    user = UserFactory(interface_language="en")
    user.set_password(PASSWORD)
    user.save()
    PostingFactory(user=user, role=role, secretariat=letting_through(office))
    return user


def letting_through(slug: str) -> Secretariat:
    """An office of the sample, where what translators write is public at once."""
    office = Secretariat.objects.get(slug=slug)
    if not office.lets_translations_through:
        office.lets_translations_through = True
        office.save()
    return office


def sign_in(page: Page, site: str, user: User) -> None:
    """Give the browser of ``page`` a session of the user's."""
    session = {"name": settings.SESSION_COOKIE_NAME, "value": apart(session_of, user)}
    page.context.add_cookies([session | {"url": site}])


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
