"""The back office: Django's admin, as one site of our own."""

from csp.constants import NONCE
from csp.decorators import csp_update
from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite, site
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

#: The style element that the rich text editor adds to its page; its rules are in admin/texts.css.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


class Words(JavaScriptCatalog):
    """Our own words for scripts, such as those of the editor, beside those of Django's admin."""

    packages = ["django.contrib.admin"]

    def get_paths(self, packages):
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]


class BackOffice(AdminSite):
    """What staff sign in to. Only here may a page carry a nonce, for the editor's import map."""

    site_header = _("ICLEI East Asia – back office")
    site_title = _("Back office")
    index_title = _("Your work")
    site_url = "/"
    enable_nav_sidebar = True

    def admin_view(self, view, cacheable=False):
        """Every page is for its reader alone: none may be cached, not even a form of Django's."""
        policy = csp_update({"script-src": [NONCE], "style-src": [EDITOR_STYLE]})
        return policy(super().admin_view(view))

    def i18n_javascript(self, request, extra_context=None):
        return Words.as_view()(request)

    def login(self, request, extra_context=None):
        """Leads to the one sign-in of the portal, with its second factor and limit on guesses."""
        wanted = request.GET.get("next", reverse("admin:index"))
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")

    def index(self, request, extra_context=None):
        """With what waits for the user, their offices in figures, and what happened last."""
        desk = self.desk(request) if self.has_permission(request) else {}
        return super().index(request, desk | (extra_context or {}))

    def desk(self, request):
        """What the start page says: every screen is asked for what it knows."""
        from editorial.backoffice.activity import (
            latest,  # it asks the screens, which are not there yet
        )
        from editorial.backoffice.board import figures, waiting_translations  # and so do these
        from editorial.screens.desk import in_figures, what_waits

        return {
            "waiting": what_waits(self, request, waiting_translations(request)),
            "figures": in_figures(self, request, figures(request)),
            "recent": latest(request.user),
        }

    def search(self, request):
        from editorial.screens.desk import search  # it asks the screens, which are not there yet

        return search(request, self.each_context(request), self)

    def activity(self, request):
        from editorial.backoffice.activity import (
            activity,  # it asks the screens, which are not there yet
        )

        return activity(request, self.each_context(request))

    def translations(self, request):
        from editorial.backoffice.board import board  # it asks the screens, which are not there yet

        return board(request, self.each_context(request))

    def translate(self, request, kind: str, key: int, language: str):
        from editorial.backoffice.translating import translate  # it asks the screens, as above

        return translate(request, kind, key, language, self.each_context(request))

    def imports(self, request):
        from editorial.sheets.import_list import (
            imports,  # it asks the screens, which are not there yet
        )

        return imports(request, self.each_context(request))

    def exchange_urls(self):
        """The pages of files for translators, and of converted drafts."""
        from editorial.exchange import pages  # they ask the screens, as above
        from editorial.translations import converted_pages

        def page(route: str, view, name: str):
            def answer(request, **kwargs):
                return view(request, self.each_context(request), **kwargs)

            return path(f"translations/{route}", self.admin_view(answer), name=name)

        return [
            page("po/", pages.exchange, "translations_po"),
            page("po/download/", pages.download, "translations_po_download"),
            page("po/<int:key>/", pages.preview, "translations_po_file"),
            page("drafts/", converted_pages.review, "translations_drafts"),
        ]

    def get_urls(self):
        """Without the shortcut that tells the public address of any record by its key."""
        own = [
            path("activity/", self.admin_view(self.activity), name="activity"),
            path("search/", self.admin_view(self.search), name="search"),
            path("translations/", self.admin_view(self.translations), name="translations"),
            path(
                "translations/<str:kind>/<int:key>/<str:language>/",
                self.admin_view(self.translate),
                name="translate",
            ),
            path("imports/", self.admin_view(self.imports), name="imports"),
        ]
        theirs = super().get_urls()
        found = [url for url in theirs if getattr(url, "name", "") != "view_on_site"]
        return [*own, *self.exchange_urls(), *found]


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
