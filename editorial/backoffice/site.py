"""The back office: Django's admin, as one site of our own, with its pages about all kinds at once.

Loaded when the first screen registers itself, so that it may import whatever it shows;
``BackOfficeConfig``, which Django loads before there are models, only names it.
"""

from collections.abc import Callable
from typing import Any

from csp.constants import NONCE
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from editorial.accounts.requests import StaffRequest
from editorial.backoffice.activity import activity, latest_changes
from editorial.backoffice.board import board
from editorial.backoffice.calendar import calendar
from editorial.backoffice.notices import notices
from editorial.backoffice.proposals import proposal, proposals, proposed_picture, waiting_proposals
from editorial.backoffice.translating import translate
from editorial.backoffice.waiting import translation_figures, waiting_translations
from editorial.exchange import pages as exchange
from editorial.jobs.models import is_worker_alive
from editorial.records.portal import back_office_name
from editorial.screens.search import search
from editorial.screens.start_page import StartPageScreen, collect_blocks, collect_figures
from editorial.sheets.import_list import imports
from editorial.translations import converted_pages

#: The style element that the rich text editor adds to its page; its rules are in admin/texts.css.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

#: The pages about all kinds at once: address, view and name. A view is given the request, what all
#: pages show, and what the address says.
PAGES = (
    ("activity/", activity, "activity"),
    ("search/", search, "search"),
    ("translations/", board, "translations"),
    ("translations/<str:kind>/<int:key>/<str:language>/", translate, "translate"),
    ("imports/", imports, "imports"),
    ("calendar/", calendar, "calendar"),
    ("notices/", notices, "notices"),
    ("proposals/", proposals, "proposals"),
    ("proposals/<int:key>/", proposal, "proposal"),
    ("proposals/<int:key>/<int:change>/<slug:name>/", proposed_picture, "proposed_picture"),
    ("translations/po/", exchange.exchange, "translations_po"),
    ("translations/po/download/", exchange.download, "translations_po_download"),
    ("translations/po/<int:key>/", exchange.preview, "translations_po_file"),
    ("translations/drafts/", converted_pages.review, "translations_drafts"),
)

#: The rank of a screen that says nothing of its work.
LAST = StartPageScreen.start_page_rank


def lists_of(apps: list[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    """The address of each list and what it lists, by app."""
    return [
        [(found["admin_url"], found["name"]) for found in app["models"] if found["admin_url"]]
        for app in apps
    ]


class Words(JavaScriptCatalog):
    """Our own words for scripts, such as those of the editor, beside those of Django's admin."""

    packages = ["django.contrib.admin"]

    def get_paths(self, packages):
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]


class BackOffice(AdminSite):
    """What staff sign in to. Only here may a page carry a nonce, for the editor's import map."""

    site_title = _("Back office")
    index_title = _("Your work")
    site_url = "/"
    enable_nav_sidebar = True

    def each_context(self, request):
        return super().each_context(request) | {"site_header": back_office_name()}

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

    def get_app_list(self, request, app_label=None):
        """The lists in the order of the work: as what waits in them stands on the start page."""
        found = super().get_app_list(request, app_label)
        for app in found:
            app["models"].sort(key=lambda listed: self.rank_of(listed["model"]))
        return sorted(found, key=lambda app: self.rank_of(app["models"][0]["model"]))

    def rank_of(self, model: type[Model]) -> int:
        """Where the list of a kind stands; those of one rank stay in the order of their names."""
        return getattr(self._registry[model], "start_page_rank", LAST)

    def index(self, request, extra_context=None):
        """With what waits for the user, their offices in figures, and what happened last."""
        parts = self.start_page(request) if self.has_permission(request) else {}
        page: Any = super().index(request, parts | (extra_context or {}))
        page.context_data["lists"] = lists_of(page.context_data["app_list"])
        return page

    def start_page(self, request: StaffRequest) -> dict[str, Any]:
        """What the start page says: every screen is asked for what it knows."""
        others = (*waiting_proposals(request), *waiting_translations(request))
        return {
            "waiting": collect_blocks(self, request, others),
            "figures": collect_figures(self, request, translation_figures(request)),
            "recent": latest_changes(request.user),
            "is_worker_away": not is_worker_alive(),
        }

    def page(self, route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        """An address for ``view``, which is given what all pages of the site show."""

        def answer(request, **kwargs):
            return view(request, self.each_context(request), **kwargs)

        return path(route, self.admin_view(answer), name=name)

    def get_urls(self):
        """Without the shortcut that tells the public address of any record by its key."""
        theirs = super().get_urls()
        found = [url for url in theirs if getattr(url, "name", "") != "view_on_site"]
        return [*(self.page(*page) for page in PAGES), *found]
