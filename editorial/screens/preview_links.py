"""Preview links: a record as it is now, in five languages, for somebody without an account."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page, ScreenPages
from editorial.languages.addresses import absolute
from editorial.links.models import AccessLink, make_link
from editorial.records.keys import parse_key
from editorial.texts.letters import tidied_line

#: For how many days a preview link may last.
DAYS = (7, 14, 30, 90)
#: So many links of a record lead somewhere at once, at the most.
MOST_OPEN = 20
#: Under this name the session keeps the address of a new link until it is shown, once.
NEW_ADDRESS = "new_preview_link"
PREVIEW = AccessLink.Purpose.PREVIEW


def days_in_words(days: int) -> str:
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


class LinkForm(forms.Form):
    """What a new link asks: for whom it is, and how long it lasts."""

    for_whom = forms.CharField(
        label=_("For whom"),
        required=False,
        max_length=100,
        help_text=_("For your office alone, to tell links apart."),
    )
    days = forms.TypedChoiceField(label=_("Ends after"), coerce=int, initial=14)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        choices: Any = self.fields["days"]
        choices.choices = [(days, days_in_words(days)) for days in DAYS]

    def clean_for_whom(self) -> str:
        return tidied_line(self.cleaned_data["for_whom"])


class PreviewLinkPages(ScreenPages):
    """The part of a screen that gives out links to previews, and takes them back."""

    def pages(self):
        yield Page("<int:key>/links/", self.links_view, "links")
        yield from super().pages()

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def links_view(self, request: StaffRequest, key: int) -> HttpResponse:
        """The links of a record: those there are, and a form for another."""
        record: Any = self.get_object(request, str(key))
        if record is None or not self.has_view_permission(request, record):
            raise Http404
        may_make = self.has_change_permission(request, record)
        links = AccessLink.objects.of(record).filter(purpose=PREVIEW).select_related("made_by")
        form = LinkForm(request.POST if "make" in request.POST else None)
        if request.method == "POST":
            if not may_make:
                raise PermissionDenied
            if self.revoke(request, links) or self.make(request, record, links, form):
                return HttpResponseRedirect(self.address("links", record.pk))
        context = {
            "title": gettext("Preview links"),
            "object": record,
            "links": links.order_by("-made_at", "-pk"),
            "form": form,
            "may_make": may_make,
            "form_address": self.address("change", record.pk),
            "new_address": request.session.pop(NEW_ADDRESS, ""),
        }
        return self.answer(request, "editorial/screens/preview_links.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the way to the links."""
        if obj is not None:
            context["links_address"] = self.address("links", obj.pk)
        theirs: Any = super()
        return theirs.render_change_form(request, context, add, change, form_url, obj)

    def revoke(self, request: StaffRequest, links: Any) -> bool:
        """Close the link that was sent, if one was."""
        if "revoke" not in request.POST:
            return False
        link = links.filter(pk=parse_key(request.POST["revoke"]) or 0).first()
        if link is None:
            raise Http404
        link.revoke()
        messages.success(request, gettext("The link leads nowhere any more."))
        return True

    def make(self, request: StaffRequest, record: Any, links: Any, form: LinkForm) -> bool:
        """Make the link that was asked for; False, with the errors on the form, if it is not."""
        if not form.is_valid():
            return False
        if sum(link.is_open for link in links) >= MOST_OPEN:
            words = gettext("There are %(number)d open links already. Take one back first.")
            form.add_error(None, words % {"number": MOST_OPEN})
            return False
        lasts = timedelta(days=form.cleaned_data["days"])
        whom = form.cleaned_data["for_whom"]
        _link, token = make_link(record, PREVIEW, request.user, lasts, whom)
        request.session[NEW_ADDRESS] = absolute(reverse("preview_link", args=[token]))
        return True
