"""The way of a list into a sheet: at once, or, of a large one, as a job whose file is fetched."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages
from editorial.jobs.models import Job, is_worker_alive
from editorial.jobs.pages import progress_of
from editorial.jobs.private_files import DAYS_KEPT, private_folder
from editorial.sheets.long_work import make_export
from editorial.sheets.record_sheet import RecordSheet
from editorial.sheets.xlsx import CONTENT_TYPE, make_workbook

#: Records of which a sheet is made at once: a second of one of the server's few workers.
MOST_EXPORTED = 1_000


def begin_export(screen: ScreenPages, request: StaffRequest, records: Any) -> HttpResponse:
    """The sheet itself, or the page of the job that makes it. Without a worker all are at once."""
    if records.count() <= MOST_EXPORTED or not is_worker_alive():
        return export_at_once(screen, request, records)
    query = request.GET.urlencode()
    kind = screen.opts.label_lower
    result = make_export.enqueue(kind=kind, query=query, user_id=request.user.pk)
    return HttpResponseRedirect(screen.address("exported", int(result.id)))


def export_at_once(screen: ScreenPages, request: StaffRequest, records: Any) -> HttpResponse:
    sheet, title = RecordSheet(screen, request), str(screen.opts.verbose_name_plural)
    file = BytesIO()
    make_workbook(title, sheet.headings, sheet.export_rows(records)).save(file)
    disposition = content_disposition_header(True, file_name(screen)) or ""
    headers = {"Content-Type": CONTENT_TYPE, "Content-Disposition": disposition}
    return HttpResponse(file.getvalue(), headers=headers)


def file_name(screen: ScreenPages) -> str:
    return f"{screen.opts.verbose_name_plural}-{timezone.localdate():%Y-%m-%d}.xlsx"


def own_export(screen: ScreenPages, request: StaffRequest, number: int) -> Job:
    """An export of this list that the user started. Raises Http404 for any other."""
    jobs = Job.objects.filter(pk=number, user=request.user, task=make_export.module_path)
    job = jobs.first()
    if job is None or job.arguments["kwargs"].get("kind") != screen.opts.label_lower:
        raise Http404
    return job


def export_page(screen: ScreenPages, request: StaffRequest, job: Job) -> HttpResponse:
    """How far an export is; where its file is, or why there is none."""
    context = {
        "title": gettext("Export: %s") % capfirst(screen.opts.verbose_name_plural),
        "job": job,
        "state": progress_of(job),
        "has_file": path_of(job) is not None,
        "days": DAYS_KEPT,
        "file_address": screen.address("export_file", job.pk),
        "export_address": f"{screen.address('export')}?{job.arguments['kwargs']['query']}",
    }
    return screen.answer(request, "editorial/sheets/export.html", context)


def export_file(screen: ScreenPages, job: Job) -> Any:
    """The file of an export. Raises Http404 if there is none, or none any more."""
    path = path_of(job)
    if path is None:
        raise Http404
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=file_name(screen),
        headers={"Content-Type": CONTENT_TYPE},
    )


def path_of(job: Job) -> Path | None:
    if job.state != Job.State.DONE or not job.result:
        return None
    path = private_folder("exports") / Path(job.result["file"]).name
    return path if path.is_file() else None
