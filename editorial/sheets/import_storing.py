"""The storing of an import: at once, or by a worker while its page tells how far that is."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages
from editorial.jobs.pages import progress_of
from editorial.proposals.keeping import tell_proposed
from editorial.proposals.models import Proposal
from editorial.sheets.importing import reason_of, store_import
from editorial.sheets.long_work import store_rows
from editorial.sheets.models import Import
from editorial.sheets.record_sheet import RecordSheet

State = Import.State


class ImportStoring:
    """One import for one request, as far as it is being stored."""

    def __init__(self, screen: ScreenPages, request: StaffRequest, made: Import) -> None:
        self.screen, self.request, self.made = screen, request, made
        self.sheet = RecordSheet(screen, request)

    @property
    def address(self) -> str:
        return self.screen.keeping(self.request, self.screen.address("imported", self.made.pk))

    def wait_for_job(self, is_post: bool) -> Any:
        """How far the storing is; what is left over by an earlier portal has no job."""
        made = self.made
        state = None if made.job is None else progress_of(made.job)
        if state is None or (is_post and state.is_worker_away):
            return self.store_all()
        if state.has_failed:
            return self.go_back(state.why)
        if not state.is_open:  # done, and this page had read the import before
            return HttpResponseRedirect(self.address)
        context = {"title": made.file_name, "made": made, "state": state}
        return self.screen.answer(self.request, "editorial/sheets/storing.html", context)

    def go_back(self, why: str) -> Any:
        """Back to the preview, where the storing could not be done at all."""
        Import.objects.filter(pk=self.made.pk, state=State.APPLYING).update(state=State.PREVIEWED)
        messages.error(self.request, gettext("Nothing was stored. %s") % why)
        return HttpResponseRedirect(self.address)

    @transaction.atomic
    def enqueue(self) -> None:
        """Leave the storing to a worker, once, however often it is asked for."""
        waiting = Import.objects.filter(pk=self.made.pk, state=State.PREVIEWED)
        if waiting.update(state=State.APPLYING):
            result = store_rows.enqueue(number=self.made.pk, user_id=self.request.user.pk)
            Import.objects.filter(pk=self.made.pk).update(job=int(result.id))

    def store_all(self) -> Any:
        """Store the import as a whole, and show what became of it."""
        if self.made.user_id != self.request.user.pk:
            raise Http404
        if store_import(self.made, self.sheet):
            kept = list(Proposal.objects.filter(batch=reason_of(self.made)))
            if kept:
                tell_proposed(self.request, kept)
            else:
                messages.success(self.request, gettext("The import was stored, all of it."))
        else:
            words = gettext(
                "Nothing was stored: a record was changed meanwhile. This is the preview anew."
            )
            messages.warning(self.request, words)
        return HttpResponseRedirect(self.address)
