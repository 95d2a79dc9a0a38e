"""The page of the report for the board, and the same as a workbook."""

from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.styles import Font

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page, ScreenPages, page_address
from editorial.languages.punctuation import label_text
from editorial.records.scope import visible
from editorial.screens.day_fields import DayField
from editorial.sheets.xlsx import CONTENT_TYPE, make_cell
from members.as_of import day_in
from members.board import Lists, Table
from members.board_tables import Board
from members.models import Member, Membership
from members.models.standings import FIRST_DAY


class BoardForm(forms.Form):
    """The day and the year that the report is about."""

    on = DayField(label=_("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=FIRST_DAY.year, max_value=2100
    )

    def clean_on(self) -> date | None:
        day = self.cleaned_data["on"]
        if day is not None and day_in(day.isoformat()) is None:
            words = _("Choose a day from %(first)s to today.")
            raise forms.ValidationError(words, params={"first": date_format(FIRST_DAY)})
        return day


class BoardPages(ScreenPages):
    """The report, for whoever sees memberships: of what they see."""

    def pages(self):
        yield Page("board/", self.board_view, "board")
        yield Page("board/xlsx/", self.board_file_view, "board_xlsx")
        yield from super().pages()

    def board_of(self, request: StaffRequest) -> tuple[Board, BoardForm]:
        """The report that an address asks for. What is no day or year is left out, with a word."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = BoardForm(request.GET or None)
        asked = form.cleaned_data if form.is_bound and (form.is_valid() or True) else {}
        members, terms = visible(Member, request.user), visible(Membership, request.user)
        lists = Lists(
            lambda **filters: narrowed(page_address(Member, "changelist"), filters),
            lambda **filters: narrowed(self.address("changelist"), filters),
            lambda **filters: narrowed(reverse("admin:translations"), filters),
        )
        return Board(members, terms, lists, asked.get("on"), asked.get("year")), form

    @method_decorator(require_safe)
    def board_view(self, request: StaffRequest):
        board, form = self.board_of(request)
        for errors in form.errors.values() if form.is_bound else ():
            for words in errors:
                messages.warning(request, str(words))
        asked = {"on": board.day.isoformat(), "year": board.year}
        context = {
            "title": gettext("Report for the board"),
            "form": BoardForm(initial=asked),
            "tables": board.tables(),
            "about": self.about(request, board),
            "file": narrowed(self.address("board_xlsx"), asked),
        }
        return self.answer(request, "members/admin/board.html", context)

    @method_decorator(require_safe)
    def board_file_view(self, request: StaffRequest):
        """A sheet for each table."""
        board, _form = self.board_of(request)
        file = BytesIO()
        workbook(board.tables(), self.about(request, board)).save(file)
        name = f"{gettext('Report for the board')}-{board.day:%Y-%m-%d}.xlsx"
        disposition = content_disposition_header(True, name) or ""
        headers = {"Content-Type": CONTENT_TYPE, "Content-Disposition": disposition}
        return HttpResponse(file.getvalue(), headers=headers)

    def about(self, request: StaffRequest, board: Board) -> list[str]:
        """The day and the year that it is about, when it was made, and for whom."""
        made = date_format(timezone.localtime(), "DATETIME_FORMAT")
        return [
            label_text(gettext("As of"), date_format(board.day)),
            label_text(gettext("Year"), board.year),
            label_text(gettext("Made on"), made),
            label_text(gettext("As seen by"), request.user),
        ]


def narrowed(address: str, filters: dict[str, Any]) -> str:
    return f"{address}?{urlencode(filters)}"


def workbook(tables: list[Table], about: list[str]) -> Workbook:
    made = Workbook(write_only=True)
    for number, table in enumerate(tables, start=1):
        sheet = made.create_sheet(str(number))
        sheet.column_dimensions["A"].width = 32
        for words in (table.heading, *about, table.note):
            if words:
                sheet.append([make_cell(sheet, words)])
        sheet.append([])
        heads = [make_cell(sheet, words) for words in (table.first, *table.headings)]
        for cell in heads:
            cell.font = Font(bold=True)
        sheet.append(heads)
        for line in table.lines:
            numbers = [make_cell(sheet, number.value) for number in line.numbers]
            sheet.append([make_cell(sheet, line.words), *numbers])
    return made
