"""What is too long for a page: storing many rows, and sheets of many records, as jobs."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.admin.options import IncorrectLookupParameters
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_noop

from editorial.accounts.acting import NobodyThere, acting_as
from editorial.accounts.requests import StaffRequest
from editorial.history.screen import screen_of
from editorial.jobs.private_files import private_folder
from editorial.jobs.progress import Progress, tell_progress
from editorial.jobs.running import GiveUp
from editorial.jobs.tasks import task
from editorial.sheets.importing import store_import
from editorial.sheets.models import Import
from editorial.sheets.record_sheet import BATCH, RecordSheet
from editorial.sheets.xlsx import make_workbook

NOT_YOURS = gettext_noop("You are no longer allowed to do this.")
NO_SUCH_LIST = gettext_noop("The list cannot be filtered in this way.")


@contextmanager
def at_the_screen(model: Any, user_id: int, query: str = "") -> Iterator[tuple[Any, StaffRequest]]:
    """The screen of a model, and a request of the user. Raises GiveUp if they have no rights."""
    try:
        with acting_as(user_id, query) as request:
            screen: Any = screen_of(model)
            if not screen.has_view_permission(request):
                raise GiveUp(NOT_YOURS)
            yield screen, request
    except NobodyThere as error:
        raise GiveUp(NOT_YOURS) from error


@task
def store_rows(number: int, user_id: int) -> None:
    """Store an import of the user's, with the rights that they have then, or begin it anew."""
    made = Import.objects.filter(pk=number, user=user_id, state=Import.State.APPLYING).first()
    if made is None:  # stored already, or by hand
        return
    with at_the_screen(made.model, user_id) as (screen, request):
        is_seen = Import.objects.visible_to(request.user).filter(pk=made.pk).exists()
        if not (is_seen and screen.has_change_permission(request)):
            raise GiveUp(NOT_YOURS)
        store_import(made, RecordSheet(screen, request))


@task
def make_export(kind: str, query: str, user_id: int) -> dict[str, Any]:
    """Write the list of a kind as the user filtered it into a file; its name, and how many rows."""
    with at_the_screen(apps.get_model(kind), user_id, query) as (screen, request):
        try:
            records = screen.get_changelist_instance(request).queryset
        except IncorrectLookupParameters as error:
            raise GiveUp(NO_SUCH_LIST) from error
        sheet, total = RecordSheet(screen, request), records.count()
        rows = told(sheet.export_rows(records), total)
        book = make_workbook(str(screen.opts.verbose_name_plural), sheet.headings, rows)
        name = f"{get_random_string(24)}.xlsx"
        book.save(private_folder("exports") / name)
    return {"file": name, "rows": total}


def told(rows: Iterable[Any], total: int) -> Iterator[Any]:
    """The rows, with word of how many have gone by."""
    for number, row in enumerate(rows):
        if number % BATCH == 0:
            tell_progress(Progress(number, total))
        yield row
