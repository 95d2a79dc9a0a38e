"""A staff user at work: what a browser would send back of the screens that it was shown."""

from io import BytesIO
from typing import Any

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import CheckboxInput, FileInput, MultiWidget
from django.test import Client
from openpyxl import Workbook, load_workbook

from editorial.history.sent_fields import SentField
from tests.upgrades.kinds import records, screen

NAMES_AT = 2  # the row of a sheet with the names of its columns
NOTHING: Any = {}


class Refused(Exception):
    """A screen that did not take what was sent, with what it says."""


def sent_of(bound) -> dict[str, Any]:
    """What a browser sends of one field that nobody touches, and the sign that it was shown."""
    return shown_value(bound) | ({bound.sign: "1"} if has_sign(bound) else {})


def has_sign(bound) -> bool:
    """Whether beside a field stands a sign that the form offered it."""
    return isinstance(bound, SentField) and bound.is_silent


def shown_value(bound) -> dict[str, Any]:
    """What stands in a field; nothing for a box that is not ticked."""
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, FileInput) or bound.field.disabled:
        return {}
    if isinstance(widget, CheckboxInput):
        return {bound.html_name: "on"} if value else {}
    if isinstance(widget, MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value)
        pairs = zip(widget.widgets, parts, strict=True)
        shown = (part.format_value(one) for part, one in pairs)
        return {f"{bound.html_name}_{at}": one for at, one in enumerate(shown) if one is not None}
    shown = value if isinstance(value, list) else widget.format_value(value)
    return {} if shown is None else {bound.html_name: shown}


def data_of(form) -> dict[str, Any]:
    return {name: value for bound in form for name, value in sent_of(bound).items()}


def form_data(response) -> dict[str, Any]:
    """What a browser would send back of a record's form and of the rows in it."""
    if not response.context or "adminform" not in response.context:
        raise Refused(response.status_code, getattr(response, "url", ""))
    data = data_of(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        for form in (inline.formset.management_form, *inline.formset.forms):
            data |= data_of(form)
    return data


def errors_in(response) -> list[Any]:
    """What a record's form has against what was sent, or what another page says of it."""
    if not response.context or "adminform" not in response.context:
        return list(map(str, get_messages(response.wsgi_request)))
    found = [response.context["adminform"].form.errors]
    for inline in response.context["inline_admin_formsets"]:
        found += [*inline.formset.errors, inline.formset.non_form_errors()]
    return [errors for errors in found if errors]


class Worker:
    """A user of the sample, signed in."""

    def __init__(self, user, password: str | None = None) -> None:
        self.user, self.client = user, Client()
        if password is None:
            self.client.force_login(user)
        else:
            given = {"login": user.username, "password": password}
            if self.client.post("/accounts/login/", given).status_code != 302:
                raise Refused("sign-in", user)

    def post(self, address: str, data: dict[str, Any]):
        """Send a page; raises Refused where it does not lead on."""
        response = self.client.post(address, data)
        if response.status_code != 302:
            raise Refused(address, response.status_code, errors_in(response))
        return response

    def save(self, kind: str, record, /, **values: Any) -> None:
        """Change fields, or fields of rows (``facts-0-value``), in the form of a record."""
        address = f"{screen(kind)}{record.pk}/change/"
        self.post(address, form_data(self.client.get(address)) | values)

    def add(self, kind: str, /, **values: Any):
        """Fill in an empty form; the new record."""
        address = f"{screen(kind)}add/"
        self.post(address, form_data(self.client.get(address)) | values)
        return records(kind).order_by("-pk")[0]

    def switch_off(self, user) -> None:
        """Untick that a user may sign in."""
        address = f"{screen('staff user')}{user.pk}/change/"
        data = form_data(self.client.get(address))
        data.pop("is_active")
        self.post(address, data)

    def delete(self, kind: str, record) -> None:
        self.post(f"{screen(kind)}{record.pk}/delete/", {"post": "yes"})

    def act(self, kind: str, action: str, chosen, **more: Any) -> None:
        """Tick records of a list and press an action."""
        keys = {"action": action, "_selected_action": [record.pk for record in chosen]}
        self.post(screen(kind), keys | more)

    # Sheets

    def exported(self, kind: str, query: str = "") -> Workbook:
        return load_workbook(BytesIO(self.exported_file(kind, query)))

    def exported_file(self, kind: str, query: str = "") -> bytes:
        """The list as a sheet."""
        return self.client.get(f"{screen(kind)}export/{query}").getvalue()

    def begin_export(self, kind: str) -> None:
        """Ask for the list as a sheet that a job makes."""
        if self.client.get(f"{screen(kind)}export/").status_code != 302:
            raise Refused("export", kind)

    def upload(self, kind: str, book: Workbook | bytes, name: str):
        """Hand a sheet in; the import that waits to be compared."""
        file = SimpleUploadedFile(name, book if isinstance(book, bytes) else content_of(book))
        self.post(f"{screen(kind)}import/", {"file": file})
        return records("import").order_by("-pk")[0]

    def preview(self, kind: str, book: Workbook | bytes, name: str):
        """Hand a sheet in and wait until it is compared."""
        made = self.upload(kind, book, name)
        while made.state == "read":
            self.client.get(f"{screen(kind)}import/{made.pk}/")
            made.refresh_from_db()
        return made

    def decide(
        self, kind: str, made, do: str, choices: dict[str, str], reasons: dict[str, str] = NOTHING
    ) -> None:
        """Decide on rows of an import by their keys, or say why, and press a button."""
        rows = {row.key: row.pk for row in made.rows.all()}
        data: dict[str, Any] = {f"choice-{rows[key]}": choice for key, choice in choices.items()}
        data |= {f"reason-{rows[key]}": reason for key, reason in reasons.items()}
        data["shown"] = [rows[key] for key in {**choices, **reasons}]
        self.post(f"{screen(kind)}import/{made.pk}/", data | {"do": do})
        made.refresh_from_db()

    def undo(self, kind: str, made) -> None:
        address = f"{screen(kind)}import/{made.pk}/undo/"
        self.post(address, {"seen": self.client.get(address).context["seen"]})
        made.refresh_from_db()


def write(book: Workbook, key: str, **values: Any) -> Workbook:
    """Change cells of the row of a sheet with this key, which stands in its first column."""
    sheet = book.active
    places = {cell.value: cell.column for cell in sheet[NAMES_AT]}
    rows = range(NAMES_AT + 1, sheet.max_row + 1)
    row = next((at for at in rows if sheet.cell(at, 1).value == key), sheet.max_row + 1)
    for name, value in ({next(iter(places)): key} | values).items():
        sheet.cell(row, places[name]).value = value
    return book


def content_of(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()
