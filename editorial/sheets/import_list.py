"""Lists of imports: of one kind on its screen, of every kind on a page of their own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from editorial.accounts.requests import StaffRequest
from editorial.history.page_sizes import PARAGRAPHS
from editorial.sheets.models import Import

State = Import.State


def imports_page(imports: QuerySet, request: StaffRequest) -> Any:
    """A page of imports, each with its address and what became of it."""
    page = Paginator(imports, PARAGRAPHS).get_page(request.GET.get("p"))
    page.object_list = [
        (made, import_address(made), import_summary(made)) for made in page.object_list
    ]
    return page


def import_address(made: Import) -> str:
    """The address of the page of an import."""
    opts = made.model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_imported", args=[made.pk])


def import_summary(made: Any) -> str:
    """What became of an import, in a few words."""
    if made.state in (State.APPLIED, State.UNDONE):
        words = ngettext("%(number)s record", "%(number)s records", made.stored)
        return words % {"number": made.stored}
    return ngettext("%(number)s row", "%(number)s rows", made.sent) % {"number": made.sent}


def visible_imports(user) -> QuerySet:
    """The imports that the user sees, the newest first, with their rows ``sent`` and ``stored``."""
    stored = Count("rows", filter=~Q(rows__done={}))
    seen = Import.objects.visible_to(user).select_related("user", "undone_by")
    return seen.annotate(stored=stored, sent=Count("rows")).order_by("-pk")


@require_safe
def imports(request: StaffRequest, shared: dict[str, Any]) -> TemplateResponse:
    """All imports in the user's scope, of every kind."""
    if not shared["available_apps"]:
        raise PermissionDenied
    page = imports_page(visible_imports(request.user), request)
    context = {"title": gettext("Imports"), "subtitle": None, "page": page, "with_kind": True}
    return TemplateResponse(request, "editorial/sheets/imports.html", shared | context)
