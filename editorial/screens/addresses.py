"""Page addresses of new records: proposed while somebody writes, and where they leave it empty."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from editorial.accounts.requests import StaffRequest
from editorial.history.merging import MergeForm
from editorial.history.screen import Page, ScreenPages, page_address
from editorial.languages import BY_CODE, ENGLISH, SOURCE_REQUIRED, column, columns
from editorial.records.new_slugs import proposed_slug
from editorial.records.slugs import Addressed

SLUG = "slug"
LONGEST_NAME = 1_000  # characters of a name that are read


def proposal_for(model: Any, data: Mapping[str, Any]) -> str:
    """The page address that a new record gets by what is written of it; empty without a name."""
    names = columns(model.named_in)
    texts = {name: str(data.get(name) or "")[:LONGEST_NAME] for name in names}
    source = BY_CODE.get(str(data.get("source_language")), ENGLISH)
    return proposed_slug(model, texts, source)


class AddressForm(MergeForm):
    """A form that gives a new record a page address where its sender leaves that empty."""

    #: The address that was proposed and taken; empty where somebody wrote one.
    proposed = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self._is_proposing:
            self.fields[SLUG].required = False
            self.fields[SLUG].help_text = _(
                "Latin letters, digits and hyphens; the same in all languages. If you "
                "leave it empty, it is made from the English name or title, or from "
                "that in another language."
            )
            self.fields[SLUG].widget.attrs |= {
                "data-propose": page_address(self._meta.model, "propose"),
                "data-names": " ".join(columns(self._meta.model.named_in)),
                "data-words": gettext("Suggest one"),
            }

    @property
    def _is_proposing(self) -> bool:
        model = self._meta.model
        is_new = self.instance.pk is None and SLUG in self.fields
        return is_new and issubclass(model, Addressed)

    def clean(self):
        data = super().clean()
        self._ask_for_the_source()
        if self._is_proposing and SLUG not in self.errors and not self.cleaned_data.get(SLUG):
            self._propose()
        return data

    def _ask_for_the_source(self) -> None:
        """Say at its field that a name in the language it is written in is lacking.

        The constraint of the model would say so of the record as a whole, which leads nowhere.
        """
        source = BY_CODE.get(str(self.cleaned_data.get("source_language")))
        naming = getattr(self._meta.model, "named_in", "")
        name = column(naming, source) if source and naming else ""
        if name in self.fields and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, SOURCE_REQUIRED)

    def _propose(self) -> None:
        """Take an address, and show it where the form comes back for another reason."""
        self.proposed = proposal_for(self._meta.model, self.cleaned_data)
        if not self.proposed:
            return
        self.cleaned_data[SLUG] = self.proposed
        sent: Any = self.data
        shown = sent.copy()
        shown[self.add_prefix(SLUG)] = self.proposed
        self.data = shown

    def _post_clean(self):
        """Without a name there is no address: that the name is missing says enough."""
        super()._post_clean()
        is_missing = self._is_proposing and not self.cleaned_data.get(SLUG)
        told = {SLUG, *columns(self._meta.model.named_in)} if is_missing else set()
        if is_missing and not told & self.errors.keys():
            self.add_error(SLUG, forms.Field.default_error_messages["required"])


class AddressPages(ScreenPages):
    """A screen that proposes page addresses, and says which one a record was given."""

    class Media:
        js = [forms.Script("js/addresses.js", defer=True)]
        css = {"all": ["css/admin/addresses.css"]}

    def pages(self):
        if issubclass(self.model, Addressed):
            yield Page("propose/", self.propose_view, "propose")
        yield from super().pages()

    @method_decorator(require_POST)
    def propose_view(self, request: StaffRequest) -> JsonResponse:
        """The address for the names that are sent. Nothing is stored, nothing is kept free."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return JsonResponse({SLUG: proposal_for(self.model, request.POST.dict())})

    def save_model(self, request: HttpRequest, obj, form, change):
        super().save_model(request, obj, form, change)
        if getattr(form, "proposed", ""):
            words = gettext("Its page address is “%(slug)s”. You can still change it.")
            messages.info(request, words % {"slug": obj.slug})
