"""Slugs: one ASCII name per object for all languages; a changed one leaves a permanent redirect."""

import re

from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import resolve
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.translation import gettext_lazy as _

from editorial.languages import LANGUAGES, Language, active

#: What lies under the page of an object or beside it: its map, its card, its entry in calendars.
PART = re.compile(r"(?P<page>/[\w-]+/[\w-]+/[\w-]+)(?P<part>/[a-z]+\.[a-z]+|\.ics)")

RESERVED = frozenset(
    (
        *("compare", "suggest", "download", "feed", "map", "calendar", "search", "new"),
        *("former", "correct", "files", "write", "preview"),
    )
)


def not_reserved(slug: str) -> None:
    """Raise ValidationError for a slug that is part of another address."""
    if slug in RESERVED:
        raise ValidationError(_("“%(slug)s” is part of another address."), params={"slug": slug})


class PageAddressField(models.SlugField):
    """A page address. Migrations know it as the SlugField that it is stored as."""

    default_error_messages = {
        "invalid": _("Latin letters, digits and hyphens only, such as “suwon-2027”."),
        "unique": _("This page address is taken already. Choose another."),
    }

    def formfield(self, **kwargs):
        said = {"invalid": self.error_messages["invalid"]}
        return super().formfield(**{"error_messages": said, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs


class Addressed(models.Model):
    """An object with a page of its own at ``slug_prefix`` + slug, in each language."""

    slug_prefix = ""
    #: The translated texts that its share card is made of.
    card_texts: tuple[str, ...] = ("name",)

    slug = PageAddressField(
        _("page address"),
        max_length=80,
        unique=True,
        validators=[not_reserved],
        help_text=_("Latin letters, digits and hyphens; the same in all languages."),
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            before = self._stored_slug()
            super().save(*args, **kwargs)
            if before and before != self.slug:
                self._leave_redirects(before)

    def get_absolute_url(self, language: Language | None = None) -> str:
        """The address of its page in a language (the reader's)."""
        return self.page_path(language or active(), self.slug)

    @classmethod
    def page_path(cls, language: Language, slug: str) -> str:
        """The address of the page of whatever record has that slug."""
        return f"/{language.code}/{cls.slug_prefix}/{slug}/"

    def _stored_slug(self) -> str | None:
        stored = type(self)._base_manager.filter(pk=self.pk)
        return stored.values_list("slug", flat=True).first() if self.pk else None

    def _leave_redirects(self, before: str) -> None:
        site = Site.objects.get_current()
        for language in LANGUAGES:
            old, new = self.page_path(language, before), self.page_path(language, self.slug)
            Redirect.objects.filter(site=site, old_path=new).delete()
            Redirect.objects.filter(site=site, new_path=old).update(new_path=new)
            Redirect.objects.update_or_create(site=site, old_path=old, defaults={"new_path": new})


class RedirectMiddleware:
    """Leads on from where nothing is found, if something stood there under another slug."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_lost = response.status_code == 404 and request.method in ("GET", "HEAD")
        return (is_lost and moved(request)) or response


def moved(request: HttpRequest) -> HttpResponse | None:
    """The way to the new address, if the public sees anything there."""
    new_path = moved_to(request, request.path)
    if new_path is None:
        return None
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    return HttpResponsePermanentRedirect(new_path + (f"?{query}" if query else ""))


def moved_to(request: HttpRequest, path: str) -> str | None:
    """The address that what stood at ``path`` has now, unless the public sees nothing there.

    To lead to what is hidden would tell that it exists, and its name.
    """
    new_path = left_for(escape_uri_path(path))
    return new_path if new_path is not None and is_seen(request, new_path) else None


def left_for(old_path: str) -> str | None:
    """The address that took the place of ``old_path``: of a page, or of a part of one."""
    found = PART.fullmatch(old_path)
    page, part = (found["page"] + "/", found["part"]) if found else (old_path, "")
    left = Redirect.objects.filter(site=Site.objects.get_current(), old_path=page).first()
    if left is None:
        return None
    return left.new_path.removesuffix("/") + part if part else left.new_path


def is_seen(request: HttpRequest, path: str) -> bool:
    """Whether the page at ``path`` answers this visitor. This asks the page itself."""
    try:
        view, args, kwargs = resolve(path)
        view(request, *args, **kwargs)
    except Http404:
        return False
    return True
