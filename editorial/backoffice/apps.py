"""How Django loads the back office: in place of ``django.contrib.admin``, with a site of ours.

The package has two configurations, because Django knows two apps in it. ``editorial`` holds the
models and their migrations. This one *is* Django's own app ``admin`` (its name, its models, its
templates), only with another site; so it stands in INSTALLED_APPS where ``django.contrib.admin``
would, after the apps whose templates go before Django's.
"""

from django.apps import apps
from django.contrib.admin import site
from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    default_site = "editorial.backoffice.site.BackOffice"

    #: Screens that packages bring along. Rights come from postings, redirects from changed slugs,
    #: and second factors and sessions are their owner's alone.
    unwanted = (
        *("auth.Group", "sites.Site", "redirects.Redirect"),
        *("account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession"),
    )

    def ready(self) -> None:
        super().ready()
        site.unregister([apps.get_model(label) for label in self.unwanted])
