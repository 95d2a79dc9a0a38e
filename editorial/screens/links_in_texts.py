"""Links in the texts of a record that lead to a page of this site which readers do not find."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.urls import Resolver404, resolve
from django.utils import translation
from django.views.generic.detail import SingleObjectMixin

from editorial.languages import language_of_path
from editorial.records.wording import texts_of

HREF = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
#: So many links of a record are tried, at the most.
MOST_TRIED = 50


def dead_links(record: Any) -> list[str]:
    """The addresses in its texts that lead nowhere on this site, each once. A query for each."""
    found = dict.fromkeys(path for text in texts_of(record) for path in own_paths(text.value))
    return [path for path in list(found)[:MOST_TRIED] if not leads_somewhere(path)]


def own_paths(html: str) -> Iterator[str]:
    """The paths on this site that links in a text lead to."""
    for address in HREF.findall(html):
        parts = urlsplit(unescape(address).strip())
        is_own = parts.netloc in ("", settings.SITE.netloc)
        if is_own and parts.scheme in ("", "http", "https") and parts.path.startswith("/"):
            yield parts.path


def leads_somewhere(path: str) -> bool:
    """Whether readers find a page there, by its own address or by one that it had before."""
    if Redirect.objects.filter(old_path=path).exists():
        return True
    language = language_of_path(path)
    with translation.override(language.code if language else translation.get_language()):
        try:
            match = resolve(path)
        except Resolver404:
            return False
    view: Any = getattr(match.func, "view_class", None)
    slug = match.kwargs.get("slug")
    if view is None or slug is None or not issubclass(view, SingleObjectMixin):
        return True
    shown = view()
    shown.kwargs, shown.request = match.kwargs, None
    return shown.get_queryset().filter(slug=slug).exists()
