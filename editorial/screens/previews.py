"""Previews: a public page shown to staff before its time, in any of the five languages."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.generic import DetailView

from editorial.history.screen import page_address
from editorial.languages import LANGUAGES, Language, active, source_of
from editorial.languages.addresses import LanguageLink
from editorial.links.models import AccessLink
from editorial.translations.doors import Door
from editorial.translations.ledger import kind_of
from editorial.translations.translated import Translated


class RenderedNow(TemplateResponse):
    """Rendered as soon as it is made: the language of the page ends with its view."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.render()


class Preview(DetailView):
    """The page of a record whoever may see it in the back office, with a word about its state.

    Goes before the public page's view, which asks ``gate`` for the records it shows.
    """

    response_class = RenderedNow
    #: The link by which somebody without an account sees it.
    link: AccessLink | None = None
    #: What somebody typed into its form, of whom it is known that they may.
    typed: Any = None

    def gate(self):
        if self.link is not None or self.typed is not None:
            return self.model._default_manager.all()
        return self.model._default_manager.visible_to(self.request.user)

    def dispatch(self, request: HttpRequest, *args, language: Language, **kwargs):
        with translation.override(language.code):
            if self.typed is not None and request.method == "POST":
                return self.get(request, *args, **kwargs)
            return super().dispatch(request, *args, **kwargs)

    def form_url(self) -> str:
        return page_address(type(self.object), "change", self.object.pk)

    def translate_url(self) -> str:
        """Where the record is translated into the language of the page, for whoever may do that."""
        language = active()
        if language == source_of(self.object) or not isinstance(self.object, Translated):
            return ""
        door = Door(type(self.object), self.request)
        is_theirs = language.code in door.languages_of(self.object)
        where = [kind_of(self.object), self.object.pk, language.code]
        return reverse("admin:translate", args=where) if is_theirs else ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"preview": self.object}
        if self.link is not None:
            return context | {"preview_link": self.link}
        if self.typed is not None:
            return context | {"typed": self.typed}
        return context | {
            "form_url": self.form_url(),
            "translate_url": self.translate_url(),
            "language_links": [
                LanguageLink(language, f"../{language.code}/", language == active(), False)
                for language in LANGUAGES
            ],
        }
