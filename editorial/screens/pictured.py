"""Screens of records with a picture: what is seen of it, where it appears, what it still lacks."""

from typing import Any

from django.contrib import admin, messages
from django.forms import Script
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.languages import Language, languages_of
from editorial.languages.punctuation import join_list
from editorial.pictures.fields import StoredPicture
from editorial.records.publication import Publication
from editorial.screens.translated import BESIDE, TranslatedAdmin


def link_to(address: str | None, words) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, words)


class PicturedAdmin(TranslatedAdmin):
    """A screen of records with a picture in ``picture_field``, which ``appears`` in some places."""

    picture_field = "picture"
    #: Where the public sees the picture, in words.
    appears: tuple[Any, ...] = ()

    class Media:
        js = [Script("js/focus.js", defer=True)]

    @classmethod
    def picture_fieldset(cls) -> tuple[Any, dict[str, Any]]:
        """All that a form has about the picture."""
        return (
            _("Picture"),
            {
                "classes": ["pictured", BESIDE],
                "fields": [
                    cls.picture_field,
                    "picture_seen",
                    "focus_x",
                    "focus_y",
                    "picture_credit",
                    "picture_licence",
                    "picture_licence_url",
                    "picture_used",
                ],
            },
        )

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "picture_seen", "picture_used"]

    def own_fieldsets(self, request: StaffRequest, obj):
        return [*super().own_fieldsets(request, obj), self.picture_fieldset()]

    def picture_of(self, obj) -> StoredPicture | None:
        """The picture that the record has in the storage; one that was refused is none."""
        picture = getattr(obj, self.picture_field)
        return picture if picture and picture.is_stored else None

    @admin.display(description=_("preview"))
    def picture_seen(self, obj) -> str:
        """The picture that the record has now, on which a click chooses the point in sight."""
        picture = self.picture_of(obj)
        if picture is None:
            return "–"
        return format_html(
            '<img class="seen" src="{}" alt="" width="{}" height="{}">',
            picture.smallest_url,
            *picture.sizes()[0],
        )

    @admin.display(description=_("appears on"))
    def picture_used(self, obj) -> str:
        """Where the picture is seen. It belongs to this record and stands nowhere else."""
        if self.picture_of(obj) is None:
            return "–"
        places = format_html_join("", "<li>{}</li>", [(place,) for place in self.places(obj)])
        return format_html('<ul class="places">{}</ul>', places)

    def places(self, obj) -> list[Any]:
        """The record's page and lists; while they are not public, its preview."""
        if not self.is_public(obj):
            return [link_to(self.page_of(obj), _("its preview, for staff alone"))]
        return [link_to(self.page_of(obj), _("its page")), *self.appears]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if silent := self.languages_without_words(obj):
            self.message_user(
                request,
                _("The picture has no alternative text yet in: %(languages)s.")
                % {"languages": join_list(language.own_name for language in silent)},
                messages.WARNING,
            )

    def languages_without_words(self, obj) -> list[Language]:
        """The languages in which a published record is read, but its picture says nothing."""
        is_read = obj.status == Publication.Status.PUBLISHED
        return self.languages_without_alternative(obj) if is_read else []

    def languages_without_alternative(self, obj) -> list[Language]:
        """The languages in which a record is called something, but its picture says nothing."""
        if self.picture_of(obj) is None:
            return []
        said = languages_of(obj, "picture_alt")
        return [language for language in languages_of(obj, self.naming) if language not in said]
