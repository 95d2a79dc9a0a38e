"""Screens for many rows at once: a list as a sheet, and the way of a sheet back into the list."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page, ScreenPages
from editorial.jobs.models import Job
from editorial.languages.punctuation import label_text
from editorial.records.doubts import LONGEST_REASON, answering
from editorial.sheets.export_pages import begin_export, export_file, export_page, own_export
from editorial.sheets.import_list import imports_page, visible_imports
from editorial.sheets.import_pages import ImportPages
from editorial.sheets.importing import create_import
from editorial.sheets.models import Import
from editorial.sheets.record_sheet import RecordSheet
from editorial.sheets.undoing import plan_mark, plan_undoing, undo_import
from editorial.sheets.xlsx import read_sheet


class SheetUploadForm(forms.Form):
    """A sheet that comes back."""

    file = forms.FileField(
        label=_("XLSX file"),
        help_text=_("An export of this list that you have changed. At most 10 MB and 10,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class SheetPages(ScreenPages):
    """A list as a sheet, and sheets that come back."""

    #: Whether the records go into a sheet, and come back from one.
    has_sheet = False

    def pages(self):
        if self.has_sheet:
            yield Page("export/", self.export_view, "export")
            yield Page("export/<int:number>/", self.exported_view, "exported")
            yield Page("export/<int:number>/file/", self.export_file_view, "export_file")
            yield Page("import/", self.import_view, "import")
            yield Page("import/<int:number>/", self.imported_view, "imported")
            yield Page("import/<int:number>/undo/", self.undo_view, "undo_import")
        yield from super().pages()

    def changelist_view(self, request, extra_context=None):
        """With the ways to a sheet and back, for whom they are open."""
        ways = {
            "has_sheet": self.has_sheet and self.has_view_permission(request),
            "takes_sheets": self.has_sheet and self.has_change_permission(request),
        }
        return super().changelist_view(request, ways | (extra_context or {}))

    @method_decorator(require_safe)
    def export_view(self, request: StaffRequest):
        """The list as it is filtered, all of its pages."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if self.unknown_filters(request):
            where = self.address("changelist")
            return HttpResponseRedirect(f"{where}?{request.GET.urlencode()}")  # and says so there
        records = self.get_changelist_instance(request).queryset
        return begin_export(self, request, records)

    def export_at(self, request: StaffRequest, number: int) -> Job:
        """An export that the user started. Raises Http404 for any other."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return own_export(self, request, number)

    @method_decorator(require_safe)
    def exported_view(self, request: StaffRequest, number: int):
        """A large export on its way."""
        return export_page(self, request, self.export_at(request, number))

    @method_decorator(require_safe)
    def export_file_view(self, request: StaffRequest, number: int):
        return export_file(self, self.export_at(request, number))

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def import_view(self, request: StaffRequest):
        """Where a sheet is handed in, and what became of those before it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = SheetUploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            sheet, file = RecordSheet(self, request), form.cleaned_data["file"]
            try:
                made = create_import(sheet, read_sheet(file, sheet.names, sheet.key), file.name)
            except ValidationError as error:
                form.add_error("file", error)
            else:
                return HttpResponseRedirect(self.import_address(request, made))
        imports = visible_imports(request.user).filter(kind=self.opts.label_lower)
        context = {
            "title": gettext("Import: %s") % capfirst(self.opts.verbose_name_plural),
            "form": form,
            "page": imports_page(imports, request),
        }
        return self.answer(request, "editorial/sheets/import.html", context)

    def import_at(self, request: StaffRequest, number: int) -> Import:
        """The import of this kind that has the number. Raises Http404 if the user sees none."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        seen = Import.objects.filter(kind=self.opts.label_lower).visible_to(request.user)
        found = seen.select_related("user", "undone_by").filter(pk=number).first()
        if found is None:
            raise Http404
        return found

    def import_address(self, request: StaffRequest, made: Import) -> str:
        return self.keeping(request, self.address("imported", made.pk))

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def imported_view(self, request: StaffRequest, number: int):
        """An import on its way: compared, checked and decided, stored."""
        made = self.import_at(request, number)
        return ImportPages(self, request, made).answer()

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def undo_view(self, request: StaffRequest, number: int):
        """What undoing an import would do, and the doing of it."""
        made, sheet = self.import_at(request, number), RecordSheet(self, request)
        if made.state != Import.State.APPLIED:
            return HttpResponseRedirect(self.import_address(request, made))
        plan = list(plan_undoing(made, sheet))
        kept = [found for found in plan if found.kept]
        errors = [label_text(found.subject, found.problem) for found in plan if found.problem]
        if request.method == "POST" and kept and "keep" not in request.POST:
            errors.append(gettext("Confirm that what others have changed since may stay as it is."))
        elif request.method == "POST":
            with answering(request.POST.get("reason", "")):
                errors = undo_import(made, sheet, request.POST.get("seen", ""))
            if not errors:
                messages.success(request, gettext("The import was undone."))
                return HttpResponseRedirect(self.import_address(request, made))
        context = {
            "title": gettext("Undo: %s") % made.file_name,
            "made": made,
            "kept": kept,
            "back": sum(bool(found.back) for found in plan),
            "deleted": [found for found in plan if found.is_deleted],
            "errors": errors,
            "longest_reason": LONGEST_REASON,
            "seen": plan_mark(plan),
            "imported_address": self.import_address(request, made),
        }
        return self.answer(request, "editorial/sheets/undo.html", context)
