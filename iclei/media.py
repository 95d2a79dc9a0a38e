"""Pictures that staff have uploaded, from wherever they are stored."""

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from editorial.pictures.fields import KINDS

A_YEAR = 365 * 24 * 3600  # seconds; a new picture has a new name
#: What a picture comes with; where nginx hands it out, deploy/nginx.conf says the same.
HEADERS = {
    "Cache-Control": f"public, max-age={A_YEAR}, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@require_safe
def picture(request: HttpRequest, path: str) -> FileResponse:
    """A stored picture. Raises Http404 for what is none, and for what is not there."""
    kind = path.rpartition(".")[2]
    if kind not in KINDS:
        raise Http404(path)
    try:
        file = default_storage.open(path)
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Http404(path) from error
    # Not every system knows these types by their endings.
    return FileResponse(file, content_type=f"image/{kind}", headers=HEADERS)
