"""Sheets for tests: as staff get them, change them, and hand them in again."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from editorial.sheets.models import Import
from secretariats.models import Posting
from tests.factories.secretariats import PostingFactory

MEMBERS = "/admin/members/member/"
NAMES_AT = 2  # the row with the names of the columns


def signed_in(client, office, role=Posting.Role.PUBLISHER, **kwargs):
    user = PostingFactory(secretariat=office, role=role, **kwargs).user
    client.force_login(user)
    return user


def exported(client, query: str = "", where: str = MEMBERS) -> Workbook:
    response = client.get(f"{where}export/{query}")
    assert response.status_code == 200
    return load_workbook(BytesIO(response.getvalue()))


def columns_of(book: Workbook) -> dict[str, int]:
    return {cell.value: cell.column for cell in book.active[NAMES_AT]}


def rows_of(book: Workbook) -> list[dict[str, Any]]:
    """The records of a sheet, by the names of its columns."""
    names = [cell.value for cell in book.active[NAMES_AT]]
    rows = book.active.iter_rows(min_row=NAMES_AT + 1, values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def write(book: Workbook, key: str, **values: Any) -> Workbook:
    """Change cells of the record with this key (the first column)."""
    places = columns_of(book)
    row = next(
        r for r in range(3, book.active.max_row + 1) if str(book.active.cell(r, 1).value) == key
    )
    for name, value in values.items():
        book.active.cell(row, places[name]).value = value
    return book


def add(book: Workbook, **values: Any) -> Workbook:
    """Write a row below the others."""
    places, row = columns_of(book), book.active.max_row + 1
    for name, value in values.items():
        book.active.cell(row, places[name]).value = value
    return book


def table(names: Iterable[str], *rows: Iterable[Any]) -> Workbook:
    """A sheet that somebody made by hand: no captions above the names."""
    book = Workbook()
    book.active.append(list(names))
    for row in rows:
        book.active.append(list(row))
    return book


def content(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def hand_in(client, file: Workbook | bytes, name: str = "cities.xlsx", where: str = MEMBERS):
    """Upload a sheet; the page that answers."""
    data = file if isinstance(file, bytes) else content(file)
    return client.post(f"{where}import/", {"file": SimpleUploadedFile(name, data)})


def previewed(client, book: Workbook, where: str = MEMBERS) -> Import:
    """An import that has been uploaded and compared."""
    response = hand_in(client, book, where=where)
    assert response.status_code == 302, response.context["form"].errors
    made = Import.objects.first()
    while made.state == Import.State.READ:
        client.get(response.url)
        made.refresh_from_db()
    return made


def address(made: Import, where: str = MEMBERS) -> str:
    return f"{where}import/{made.pk}/"


def outcomes(made: Import) -> dict[str, str]:
    """What was found of each row, by its key."""
    return {row.key: str(row.outcome) for row in made.rows.all()}


def row_of(made: Import, key: str):
    return made.rows.get(key=key)


def errors(made: Import) -> list[str]:
    """All errors of an import, in words."""
    return [words for row in made.rows.all() for name, words in row.errors]


def choose(client, made: Import, choices: dict[str, str], do: str = "save", where: str = MEMBERS):
    """Decide on rows by their keys, and press a button."""
    rows = {row.key: row.pk for row in made.rows.all()}
    data: dict[str, Any] = {f"choice-{rows[key]}": choice for key, choice in choices.items()}
    return client.post(address(made, where), data | {"shown": list(rows.values()), "do": do})


def apply(client, made: Import, choices: dict[str, str] | None = None, where: str = MEMBERS):
    """Store an import, to the end."""
    response = choose(client, made, choices or {}, "apply", where)
    made.refresh_from_db()
    while made.state == Import.State.APPLYING:
        response = client.get(address(made, where))
        made.refresh_from_db()
    return response


def undo(client, made: Import, where: str = MEMBERS, **data: str):
    url = f"{address(made, where)}undo/"
    response = client.post(url, {"seen": client.get(url).context["seen"]} | data)
    made.refresh_from_db()
    return response


Change = Callable[[Workbook], Workbook]
