"""Screens for many rows at once: a list as a sheet, and the way of a sheet back into the list."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header, urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from editorial.history.chronicle import Difference, replaced
from editorial.history.restoring import HistoryScreens
from editorial.records.history import author_of, versions_of
from editorial.records.keys import parse_key
from editorial.sheets.cells import Column, is_prose
from editorial.sheets.desk import Desk, Outcome
from editorial.sheets.importing import (
    MOST_STORED,
    Choice,
    State,
    compare_some,
    is_too_much,
    received,
    store,
    to_store,
    undecided,
)
from editorial.sheets.models import Import, ImportRow
from editorial.sheets.undoing import mark_of, undo, undoings
from editorial.sheets.xlsx import CONTENT_TYPE, read, workbook
from editorial.texts.differences import pieces, shortened

ROWS_PER_PAGE = 25
IMPORTS_PER_PAGE = 25
#: More rows than these take long enough to say so before they are stored.
AT_ONCE = 100
#: What needs a decision comes first.
ORDER = (Outcome.CONFLICT, Outcome.ERROR, Outcome.NEW, Outcome.CHANGED)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("XLSX file"),
        help_text=_("An export of this list that you have changed. At most 10 MB and 10,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


@dataclass(frozen=True)
class Doubled:
    """A cell that was changed on both sides."""

    caption: str
    tag: str
    theirs: str
    mine: str
    pieces: list[Any]


class ShownRow:
    """A row of an import, in words."""

    def __init__(self, row: ImportRow, made: Import, desk: Desk) -> None:
        self.row, self.made, self.desk = row, made, desk

    @property
    def kind(self) -> str:
        return str(self.row.get_outcome_display())

    @property
    def subject(self) -> str:
        """The key as it is in the file, or the name of what has none yet."""
        naming = getattr(self.desk.screen, "naming", "")
        texts = [self.desk.raw_key(self.row), self.row.cells.get(f"{naming}_en")]
        return next((str(text) for text in texts if text), "–")

    @property
    def differences(self) -> list[Difference]:
        return [self.difference(name, *texts) for name, texts in self.row.changes.items()]

    @property
    def done(self) -> list[Difference]:
        return [self.difference(name, *texts) for name, texts in self.row.done.items()]

    def difference(self, name: str, old: Any, new: Any) -> Difference:
        column = self.column(name)
        if column is None:
            return Difference(name, "", replaced(str(old), str(new)))
        words = column.words(old), column.words(new)
        return Difference(
            self.caption(name),
            column.language.tag if column.language else "",
            shortened(pieces(*words)) if column.is_text else replaced(*words),
            is_formatting=is_prose(column) and words[0] == words[1],
        )

    @property
    def last(self) -> Any:
        """The version that is stored now."""
        return versions_of(self.desk.model).filter(id=self.row.record).first()

    @property
    def who(self) -> str:
        return author_of(self.last)

    @property
    def has_version(self) -> bool:
        """Whether the row says from which version it was written."""
        return self.desk.version_in(self.row) is not None

    @property
    def conflicts(self) -> list[Doubled]:
        return [self.doubled(name, *texts) for name, texts in self.row.conflicts.items()]

    def doubled(self, name: str, old: Any, new: Any) -> Doubled:
        found, column = self.difference(name, old, new), self.column(name)
        words = (column.words(old), column.words(new)) if column else (str(old), str(new))
        return Doubled(found.caption, found.tag, *words, found.pieces)

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [(self.where(name), words) for name, words in self.row.errors]

    @property
    def doubts(self) -> list[tuple[str, str]]:
        return [(self.where(name), words) for name, words in self.row.doubts]

    def column(self, name: str) -> Column | None:
        return self.desk.columns.get(name)

    def caption(self, name: str) -> str:
        """What people call a column, and where it stands in the file."""
        column, letter = self.column(name), self.made.letters.get(name)
        text = column.caption if column else name
        return f"{text} · {letter}" if letter else text

    def where(self, name: str) -> str:
        """The place of a cell: sheet, row, letter and name of the column."""
        place = {"sheet": self.made.sheet, "row": self.row.number}
        if name not in self.made.letters:
            return gettext("Sheet “%(sheet)s”, row %(row)s") % place
        place |= {"letter": self.made.letters[name], "name": name}
        words = gettext("Sheet “%(sheet)s”, row %(row)s, column %(letter)s (%(name)s)")
        return words % place


class SheetScreens(HistoryScreens):
    """A list as a sheet, and sheets that come back."""

    #: Whether the records go into a sheet, and come back from one.
    has_sheet = False

    def get_urls(self):
        def page(route: str, view, name: str):
            name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
            return path(route, self.admin_site.admin_view(view), name=name)

        own = [
            page("export/", self.export_view, "export"),
            page("import/", self.import_view, "import"),
            page("import/<int:number>/", self.imported_view, "imported"),
            page("import/<int:number>/undo/", self.undo_view, "undo_import"),
        ]
        return [*(own if self.has_sheet else ()), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """With the ways to a sheet and back, for whom they are open."""
        ways = {
            "has_sheet": self.has_sheet and self.has_view_permission(request),
            "takes_sheets": self.has_sheet and self.has_change_permission(request),
        }
        return super().changelist_view(request, ways | (extra_context or {}))

    @method_decorator(require_safe)
    def export_view(self, request):
        """The list as it is filtered, all of its pages."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            records = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self.address("changelist"))
        desk, title = Desk(self, request), str(self.opts.verbose_name_plural)
        file = BytesIO()
        workbook(title, desk.headings, desk.exported(records)).save(file)
        name = f"{title}-{timezone.localdate():%Y-%m-%d}.xlsx"
        disposition = content_disposition_header(True, name) or ""
        headers = {"Content-Type": CONTENT_TYPE, "Content-Disposition": disposition}
        return HttpResponse(file.getvalue(), headers=headers)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def import_view(self, request):
        """Where a sheet is handed in, and what became of those before it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            desk, file = Desk(self, request), form.cleaned_data["file"]
            try:
                made = received(desk, read(file, desk.names, desk.key), file.name)
            except ValidationError as error:
                form.add_error("file", error)
            else:
                return HttpResponseRedirect(self.address("imported", made.pk))
        imports = seen_imports(request.user).filter(kind=self.opts.label_lower)
        context = {
            "title": gettext("Import: %s") % capfirst(self.opts.verbose_name_plural),
            "form": form,
            "page": page_of(imports, request),
        }
        return self.answer(request, "editorial/sheets/import.html", context)

    def made(self, request, number: int) -> Import:
        """An import of this kind that the user may see."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        seen = Import.objects.filter(kind=self.opts.label_lower).visible_to(request.user)
        found = seen.select_related("user", "undone_by").filter(pk=number).first()
        if found is None:
            raise Http404
        return found

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def imported_view(self, request, number: int):
        """An import on its way: compared, checked and decided, stored."""
        made, desk = self.made(request, number), Desk(self, request)
        if made.state == State.READ:
            compare_some(made, desk)
        if made.state == State.PREVIEWED and request.method == "POST":
            return self.decide(request, made, desk)
        if made.state == State.APPLYING:
            return self.store_all(request, made, desk)
        if made.state == State.READ:
            return self.progress(request, made)
        if made.state == State.PREVIEWED:
            return self.preview_page(request, made, desk)
        return self.result_page(request, made, desk)

    def progress(self, request, made: Import):
        """How far the comparing or storing is. The page asks again by itself."""
        total = made.rows.count()
        context = {
            "title": made.file_name,
            "made": made,
            "total": total,
            "ready": total - made.rows.filter(outcome=Outcome.WAITING).count(),
            "storing": to_store(made).count() if made.state == State.APPLYING else 0,
        }
        response = self.answer(request, "editorial/sheets/progress.html", context)
        response.headers["Refresh"] = f"1; url={self.address('imported', made.pk)}"
        return response

    def preview_page(self, request, made: Import, desk: Desk, status: int = 200):
        """What the import would do, what needs a decision first."""
        wanted = request.GET.get("show", "")
        rows = made.rows.filter(outcome__in=[wanted] if wanted in ORDER else ORDER)
        page = rows_page(rows, request.POST.get("go") or request.GET.get("p"), made, desk)
        counts = dict(made.rows.order_by().values_list("outcome").annotate(Count("pk")))
        context = {
            "title": gettext("Preview: %s") % made.file_name,
            "made": made,
            "page": page,
            "show": wanted,
            "choices": [pair for pair in Choice.choices if pair[0]],
            "counts": [(o, o.label, counts.get(o, 0)) for o in ORDER if counts.get(o)],
            "unchanged": counts.get(Outcome.UNCHANGED, 0),
            "open": undecided(made).count(),
            "errors": undecided(made).filter(outcome=Outcome.ERROR).count(),
            "storing": to_store(made).count(),
            "doubted": made.rows.filter(outcome__in=ORDER).exclude(doubts=[]).count(),
        }
        return self.answer(request, "editorial/sheets/preview.html", context, status=status)

    def decide(self, request, made: Import, desk: Desk):
        """Keep what was decided on a page, and go on to another one or to the storing."""
        if made.user_id != request.user.pk:
            raise Http404
        wish = request.POST.get("do", "")
        if wish == "discard":
            made.delete()
            messages.success(request, gettext("The import was discarded. Nothing has changed."))
            return HttpResponseRedirect(self.address("import"))
        keep_choices(made, request.POST)
        if wish == "leave_errors":
            made.rows.filter(outcome=Outcome.ERROR).update(choice=Choice.LEAVE)
        if wish != "apply":
            here = {"show": request.GET.get("show", ""), "p": request.POST.get("go", "")}
            query = urlencode({name: value for name, value in here.items() if value})
            return HttpResponseRedirect(f"{self.address('imported', made.pk)}?{query}")
        if undecided(made).exists() or not to_store(made).exists():
            messages.error(request, gettext("Nothing was stored: decide on the marked rows first."))
            return self.preview_page(request, made, desk)
        if is_too_much(made):
            words = gettext("Nothing was stored: leave rows out until %(most)s or fewer remain.")
            messages.error(request, words % {"most": MOST_STORED})
            return self.preview_page(request, made, desk)
        Import.objects.filter(pk=made.pk, state=State.PREVIEWED).update(state=State.APPLYING)
        made.refresh_from_db()
        if to_store(made).count() > AT_ONCE:
            return self.progress(request, made)
        return self.store_all(request, made, desk)

    def store_all(self, request, made: Import, desk: Desk):
        if made.user_id != request.user.pk:
            raise Http404
        if store(made, desk):
            messages.success(request, gettext("The import was stored, all of it."))
        else:
            words = gettext(
                "Nothing was stored: a record was changed meanwhile. This is the preview anew."
            )
            messages.warning(request, words)
        return HttpResponseRedirect(self.address("imported", made.pk))

    def result_page(self, request, made: Import, desk: Desk):
        """What an import has changed."""
        rows = made.rows.exclude(done={})
        context = {
            "title": made.file_name,
            "made": made,
            "page": rows_page(rows, request.GET.get("p"), made, desk),
            "stored": rows.count(),
            "left": made.rows.filter(choice=Choice.LEAVE).count(),
            "undo_address": self.address("undo_import", made.pk),
        }
        return self.answer(request, "editorial/sheets/result.html", context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def undo_view(self, request, number: int):
        """What undoing an import would do, and the doing of it."""
        made, desk = self.made(request, number), Desk(self, request)
        if made.state != State.APPLIED:
            return HttpResponseRedirect(self.address("imported", made.pk))
        plan = list(undoings(made, desk))
        kept = [found for found in plan if found.kept]
        errors = [f"{found.row.key}: {found.problem}" for found in plan if found.problem]
        if request.method == "POST" and kept and "keep" not in request.POST:
            errors.append(gettext("Say that what others changed since may stay as it is."))
        elif request.method == "POST":
            errors = undo(made, desk, request.POST.get("seen", ""))
            if not errors:
                messages.success(request, gettext("The import was undone."))
                return HttpResponseRedirect(self.address("imported", made.pk))
        context = {
            "title": gettext("Undo: %s") % made.file_name,
            "made": made,
            "kept": kept,
            "back": sum(bool(found.back) for found in plan),
            "deleted": [found for found in plan if found.is_deleted],
            "errors": errors,
            "seen": mark_of(plan),
            "imported_address": self.address("imported", made.pk),
        }
        return self.answer(request, "editorial/sheets/undo.html", context)


def keep_choices(made: Import, sent: Any) -> None:
    """The decisions on the rows that a page showed."""
    keys = [key for text in sent.getlist("shown") if (key := parse_key(text)) is not None]
    rows = list(made.rows.filter(pk__in=keys[:ROWS_PER_PAGE]))
    for row in rows:
        choice = sent.get(f"choice-{row.pk}", "")
        is_conflict = row.outcome == Outcome.CONFLICT
        allowed = Choice.values if is_conflict else [Choice.LEAVE]
        row.choice = choice if choice in allowed else Choice.OPEN
    with transaction.atomic():
        ImportRow.objects.bulk_update(rows, ["choice"])


def rows_page(rows: QuerySet, number: Any, made: Import, desk: Desk) -> Any:
    """A page of rows, what needs a decision first."""
    order = Case(
        *(When(outcome=outcome, then=Value(at)) for at, outcome in enumerate(ORDER)),
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )
    page = Paginator(rows.order_by(order, "number"), ROWS_PER_PAGE).get_page(number)
    page.object_list = [ShownRow(row, made, desk) for row in page.object_list]
    return page


def page_of(imports: QuerySet, request) -> Any:
    page = Paginator(imports, IMPORTS_PER_PAGE).get_page(request.GET.get("p"))
    page.object_list = [(made, address_of(made), said_of(made)) for made in page.object_list]
    return page


def address_of(made: Import) -> str:
    opts = made.model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_imported", args=[made.pk])


def said_of(made: Any) -> str:
    """What became of an import, in a few words."""
    if made.state in (State.APPLIED, State.UNDONE):
        words = ngettext("%(number)s record", "%(number)s records", made.stored)
        return words % {"number": made.stored}
    return ngettext("%(number)s row", "%(number)s rows", made.sent) % {"number": made.sent}


def seen_imports(user) -> QuerySet:
    stored = Count("rows", filter=~Q(rows__done={}))
    seen = Import.objects.visible_to(user).select_related("user", "undone_by")
    return seen.annotate(stored=stored, sent=Count("rows")).order_by("-pk")


@require_safe
def imports(request, shared: dict[str, Any]) -> TemplateResponse:
    """All imports in the user's scope, of every kind."""
    if not shared["available_apps"]:
        raise PermissionDenied
    page = page_of(seen_imports(request.user), request)
    context = {"title": gettext("Imports"), "subtitle": None, "page": page, "with_kind": True}
    return TemplateResponse(request, "editorial/sheets/imports.html", shared | context)
