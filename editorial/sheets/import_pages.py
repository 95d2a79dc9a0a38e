"""The pages of one import, from the comparing of its rows to what it has changed."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext

from editorial.history.page_sizes import PARAGRAPHS
from editorial.records.doubts import LONGEST_REASON, reason_in
from editorial.records.keys import parse_key
from editorial.sheets.import_storing import ImportStoring
from editorial.sheets.importing import (
    MOST_STORED,
    compare_again,
    compare_some,
    held_rows,
    is_too_much,
    rows_to_store,
    undecided_rows,
)
from editorial.sheets.models import Import, ImportRow
from editorial.sheets.shown_rows import ORDER, rows_page

Outcome, Choice, State = ImportRow.Outcome, ImportRow.Choice, Import.State

#: More rows than these are stored by a worker: at 5 ms a row (ADR 16), a page would take longer
#: than the half second in which one of the server's two workers may be missing.
MOST_AT_ONCE = 100


class ImportPages(ImportStoring):
    """The pages of one import for one request: which of them answers depends on its state."""

    def answer(self) -> Any:
        """Compare, decide or store as the import stands, and show where it stands then."""
        made, is_post = self.made, self.request.method == "POST"
        if made.state == State.READ:
            compare_some(made, self.sheet)
        if made.state == State.PREVIEWED and is_post:
            return self.decide()
        if made.state == State.APPLYING:
            return self.wait_for_job(is_post)
        if made.state == State.READ:
            return self.progress_page()
        if made.state == State.PREVIEWED:
            return self.preview_page()
        return self.result_page()

    def progress_page(self) -> Any:
        """How far the comparing is. The page asks again by itself."""
        made, total = self.made, self.made.rows.count()
        context = {
            "title": made.file_name,
            "made": made,
            "total": total,
            "ready": total - made.rows.filter(outcome=Outcome.WAITING).count(),
        }
        response = self.screen.answer(self.request, "editorial/sheets/progress.html", context)
        response.headers["Refresh"] = f"1; url={self.address}"
        return response

    def preview_page(self) -> Any:
        """What the import would do, what needs a decision first."""
        made, request = self.made, self.request
        wanted = request.GET.get("show", "")
        rows = made.rows.filter(outcome__in=[wanted] if wanted in ORDER else ORDER)
        number = request.POST.get("go") or request.GET.get("p")
        counts = dict(made.rows.order_by().values_list("outcome").annotate(Count("pk")))
        context = {
            "title": gettext("Preview: %s") % made.file_name,
            "made": made,
            "page": rows_page(rows, number, made, self.sheet),
            "show": wanted,
            "choices": [pair for pair in Choice.choices if pair[0]],
            "counts": [(o, o.label, counts.get(o, 0)) for o in ORDER if counts.get(o)],
            "unchanged": counts.get(Outcome.UNCHANGED, 0),
            "open": undecided_rows(made).count(),
            "errors": undecided_rows(made).filter(outcome=Outcome.ERROR).count(),
            "storing": rows_to_store(made).count(),
            "held": held_rows(made).count(),
            "longest_reason": LONGEST_REASON,
            "doubted": made.rows.filter(outcome__in=ORDER).exclude(doubts=[]).count(),
        }
        return self.screen.answer(request, "editorial/sheets/preview.html", context)

    def decide(self) -> Any:
        """Keep what was decided on a page, and go on to another one or to the storing."""
        made, request = self.made, self.request
        if made.user_id != request.user.pk:
            raise Http404
        wish = request.POST.get("do", "")
        if wish == "discard":
            made.delete()
            messages.success(request, gettext("The import was discarded. Nothing has changed."))
            where = self.screen.address("import")
            return HttpResponseRedirect(self.screen.keeping(request, where))
        if keep_choices(made, request.POST) and self.meets_errors():
            compare_again(made)
            return HttpResponseRedirect(self.address)
        if wish == "leave_errors":
            made.rows.filter(outcome=Outcome.ERROR).update(choice=Choice.LEAVE)
        if wish == "answer_all":
            self.answer_all(reason_in(request.POST.get("reason_all", "")))
        if wish == "apply":
            return self.begin_storing()
        here = {"show": request.GET.get("show", ""), "p": request.POST.get("go", "")}
        query = urlencode({name: value for name, value in here.items() if value})
        where = f"{self.screen.address('imported', made.pk)}?{query}"
        return HttpResponseRedirect(self.screen.keeping(request, where))

    def meets_errors(self) -> bool:
        """Whether what is wrong may be right beside fewer rows."""
        wrong = undecided_rows(self.made).filter(outcome=Outcome.ERROR)
        return self.screen.rows_meet and wrong.exists()

    def answer_all(self, reason: str) -> None:
        """Give one reason for all rows that ask and have none; say so where it is none."""
        if reason:
            held_rows(self.made).update(reason=reason)
        else:
            messages.error(self.request, gettext("A reason is needed."))

    def begin_storing(self) -> Any:
        """Store the import, unless something is undecided or it is too much at once."""
        made = self.made
        if undecided_rows(made).exists() or not rows_to_store(made).exists():
            words = gettext("Nothing was stored: decide on the marked rows first.")
            messages.error(self.request, words)
            return self.preview_page()
        if is_too_much(made):
            words = gettext("Nothing was stored: leave rows out until %(most)s or fewer remain.")
            messages.error(self.request, words % {"most": MOST_STORED})
            return self.preview_page()
        if rows_to_store(made).count() > MOST_AT_ONCE:
            self.enqueue()
            return HttpResponseRedirect(self.address)
        Import.objects.filter(pk=made.pk, state=State.PREVIEWED).update(state=State.APPLYING)
        made.refresh_from_db()
        return self.store_all()

    def result_page(self) -> Any:
        """What an import has changed."""
        made, rows = self.made, self.made.rows.exclude(done={})
        where = self.screen.address("undo_import", made.pk)
        context = {
            "title": made.file_name,
            "made": made,
            "page": rows_page(rows, self.request.GET.get("p"), made, self.sheet),
            "stored": rows.count(),
            "held": held_rows(made).count(),
            "left": made.rows.filter(choice=Choice.LEAVE).count(),
            "undo_address": self.screen.keeping(self.request, where),
        }
        return self.screen.answer(self.request, "editorial/sheets/result.html", context)


def keep_choices(made: Import, sent: Any) -> bool:
    """The decisions on the rows that a page showed; whether others are left out than before."""
    keys = [key for text in sent.getlist("shown") if (key := parse_key(text)) is not None]
    rows = list(made.rows.filter(pk__in=keys[:PARAGRAPHS]))
    left = {row.pk for row in rows if row.choice == Choice.LEAVE}
    for row in rows:
        choice = sent.get(f"choice-{row.pk}", "")
        is_conflict = row.outcome == Outcome.CONFLICT
        allowed = Choice.values if is_conflict else [Choice.LEAVE]
        row.choice = choice if choice in allowed else Choice.OPEN
        if row.questions:
            row.reason = reason_in(sent.get(f"reason-{row.pk}", row.reason))
    with transaction.atomic():
        ImportRow.objects.bulk_update(rows, ["choice", "reason"])
    return left != {row.pk for row in rows if row.choice == Choice.LEAVE}
