"""What is typed into a form and not saved: shown as its page would be, without writing anything."""

from functools import wraps
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.datastructures import MultiValueDict
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page, ScreenPages
from editorial.languages import BY_CODE, LANGUAGES, Language, active
from editorial.records.imagined import imagining
from editorial.records.namesakes import forget_namesakes
from editorial.screens.typed_checks import gaps_of, remarks_on
from editorial.screens.typed_rows import read_typed

#: The field by which a form says in which language it wants to be shown.
LANGUAGE = "_preview_language"


def framed(view: Any) -> Any:
    """An answer that a page of this site may show in a frame, and no other."""

    @wraps(view)
    def answer(*args, **kwargs):
        response = view(*args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(answer))


class TypedPages(ScreenPages):
    """The part of a screen that shows what is typed into its form."""

    #: The view that shows the page of a record before its time.
    preview: type[View]

    def pages(self):
        yield Page("add/typed/", self.typed_new_view, "typed_new")
        yield Page("<int:key>/typed/", self.typed_view, "typed")
        yield from super().pages()

    @method_decorator(csp_replace({"frame-src": [SELF]}))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form, beside which what is typed is shown in a frame."""
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_type = self.has_add_permission(request) if add else self.may_type(request, obj)
        if may_type and not context["is_popup"]:
            page = ("typed_new",) if obj is None else ("typed", obj.pk)
            context["typed_address"] = self.address(*page)
            context["typed_languages"] = LANGUAGES
            context["typed_language"] = active().code
        theirs: Any = super()
        return theirs.render_change_form(request, context, add, change, form_url, obj)

    def may_type(self, request: StaffRequest, obj: Any) -> bool:
        return self.has_view_permission(request, obj) and self.has_change_permission(request, obj)

    @method_decorator(framed)
    @method_decorator(require_POST)
    def typed_view(self, request: StaffRequest, key: int) -> HttpResponseBase:
        """The page of a record as its form has it, for whoever may have that form."""
        obj = self.get_object(request, str(key))
        if obj is None or not self.may_type(request, obj):
            raise Http404
        return self.show_typed(request, obj)

    @method_decorator(framed)
    @method_decorator(require_POST)
    def typed_new_view(self, request: StaffRequest) -> HttpResponseBase:
        """The page of a record that is only being written."""
        if not self.has_add_permission(request):
            raise Http404
        return self.show_typed(request, None)

    def show_typed(self, request: StaffRequest, obj: Any) -> HttpResponseBase:
        """Judged as a save would judge it; nothing is stored, and files are not even looked at."""
        language = language_of(request)
        request._files = MultiValueDict()  # type: ignore[attr-defined]
        typed = read_typed(self, request, obj)
        if typed.wanting:
            context = {"title": "", "preview": typed, "typed": typed}
            return render(request, "editorial/screens/typed_wanting.html", context)
        typed.remarks = list(remarks_on(typed, self.silent_languages(typed.record)))
        with imagining(typed.rows):
            forget_namesakes()
            typed.gaps = gaps_of(typed)
            return self.preview.as_view(typed=typed)(request, pk=typed.key, language=language)

    def silent_languages(self, record: Any) -> list[Language]:
        """The languages in which the picture of a record says nothing; a screen may know."""
        ask = getattr(self, "languages_without_alternative", None)
        return ask(record) if ask else []


def language_of(request: StaffRequest) -> Language:
    """The language in which the form wants to be shown; the user's, if it does not say."""
    return BY_CODE.get(request.POST.get(LANGUAGE, ""), active())
