"""What is left of a page that readers have seen and that was withdrawn: 410, and why."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from editorial.languages import text_in


def withdrawn_page(request: HttpRequest, records: Any, slug: str, naming: str) -> HttpResponse:
    """The page in place of a withdrawn record, named by its text ``naming``.

    Raises Http404 where there is none, or where readers have never seen it.
    """
    record = records.withdrawn().filter(slug=slug).first()
    if record is None or not record.was_public():
        raise Http404(f"{slug} was not withdrawn")
    ended = record.unpublish_at
    context = {
        "record": record,
        "kind": record._meta.verbose_name,
        "heading_text": text_in(record, naming),
        "title": text_in(record, naming).value,
        "ended_on": timezone.localdate(ended) if ended and ended <= timezone.now() else None,
        "has_note": hasattr(record, "withdrawal_note"),
        "is_unlisted": True,
    }
    return render(request, "410.html", context, status=410)
