"""Conditional GET: 304 if unchanged since the client's copy (RFC 9110, section 13)."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag


def fresh_answer(
    request: HttpRequest,
    write: Callable[[], bytes],
    *,
    content_type: str,
    etag: str = "",
    changed: datetime | None = None,
    seconds: int,
) -> HttpResponse:
    """What ``write`` gives, or 304 for who has it; caches may keep it ``seconds``.

    Without an ``etag`` the content is its own. ``changed`` is the moment of its last change.
    """
    content = b"" if etag else write()
    tag = quote_etag(etag or sha256(content).hexdigest()[:32])
    moment = int(changed.timestamp()) if changed else None
    response = get_conditional_response(request, etag=tag, last_modified=moment)
    if response is None:
        response = HttpResponse(content or write(), content_type=content_type)
    response.headers["ETag"] = tag
    if moment is not None:
        response.headers["Last-Modified"] = http_date(moment)
    patch_cache_control(response, public=True, max_age=seconds)
    return response
