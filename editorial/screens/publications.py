"""Screens of what is published: who may publish, and what is told about it."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views import View

from editorial.history.screen import Page
from editorial.languages import BY_CODE, active
from editorial.records.publication import Publication
from editorial.screens.desk import PublicationDesk
from editorial.screens.translated import TranslatedAdmin

PUBLICATION_FIELDS = ("status", "publish_at", "unpublish_at")


LIVE = (Publication.Status.PUBLISHED, Publication.Status.WITHDRAWN)


class PublicationAdmin(PublicationDesk, TranslatedAdmin):
    """A screen of records on their way to the public: who may not publish hands in for review."""

    #: The view that shows the page of a record before its time.
    preview: type[View]

    publication_fieldset = (
        _("Publication"),
        {"fields": [*PUBLICATION_FIELDS]},
    )

    def pages(self):
        yield Page("<int:key>/preview/<str:code>/", self.preview_view, "preview")
        yield from super().pages()

    def preview_view(self, request, key: int, code: str) -> HttpResponseBase:
        """The page of a record in one language, for whoever may see the record here."""
        if code not in BY_CODE or not self.has_view_permission(request):
            raise Http404
        return self.preview.as_view()(request, pk=key, language=BY_CODE[code])

    def page_of(self, obj) -> str | None:
        if self.is_public(obj):
            return super().page_of(obj)
        return self.address("preview", obj.pk, active().code)

    def closed_fields(self, request, obj):
        yield from super().closed_fields(request, obj)
        if obj.status in LIVE and not self.powers(request, obj).publish:
            yield from PUBLICATION_FIELDS

    def restorable(self, request, obj, names):
        """What was public once is made public again only by whoever may publish."""
        closed = () if self.powers(request, obj).publish else PUBLICATION_FIELDS
        return [name for name in names if name not in closed]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status" and not self.powers(request).publish:
            kwargs["choices"] = [
                choice for choice in Publication.Status.choices if choice[0] not in LIVE
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)
