"""How long a sheet of all members takes, and how much memory: export, preview, storing, undoing.

Every row of the sheet changes a name, a figure and a text.
"""

import re
import resource
import sys
import time
from collections.abc import Callable
from io import BytesIO

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from editorial.accounts.models import User
from editorial.sheets.models import Import
from members.models import Member
from tests.bench import network

LIST = "/admin/members/member/"
PREVIEW_SECONDS, PREVIEW_MEGABYTES = 10, 300  # what is promised for 2,500 rows


def main() -> None:
    for command in ("migrate", "createcachetable", "compile_catalogues"):
        call_command(command, verbosity=0)
    network.ARTICLES = 0
    network.build()
    seconds, most = run()
    promised = f"{PREVIEW_SECONDS} s and {PREVIEW_MEGABYTES} MB"
    if seconds > PREVIEW_SECONDS or most > PREVIEW_MEGABYTES:
        sys.exit(f"The preview took {seconds:.1f} s and {most:.0f} MB: more than {promised}.")


def run() -> tuple[float, float]:
    """The seconds of a processor and the megabytes that a preview takes."""
    user = User.objects.create(username="bench", is_staff=True, is_superuser=True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    print(f"\nA sheet of {Member.objects.count():,} members, each of them changed.")
    file = measured("export", lambda: client.get(f"{LIST}export/").getvalue())
    changed = edited(file)
    before = time.process_time()
    measured("preview", lambda: preview(client, changed))
    seconds = time.process_time() - before
    made = Import.objects.get()
    most = megabytes()
    measured("store", lambda: press(client, made))
    measured("undo", lambda: undo(client, made))
    return seconds, most


def measured(title: str, work: Callable):
    """What the work returns; how long it took is printed."""
    started = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - started
    print(f"{title:24}{seconds:8.1f} s{megabytes():10.0f} MB at most so far", flush=True)
    return result


def megabytes() -> float:
    """The most that this process has ever held in memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def edited(file: bytes) -> bytes:
    book = load_workbook(BytesIO(file))
    sheet = book.active
    places = {cell.value: cell.column for cell in sheet[2]}
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, places["name_ko"]).value = f"도시 {row}"
        sheet.cell(row, places["population"]).value = row
        sheet.cell(row, places["summary_en"]).value = f"Changed in row {row} of a long sheet."
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()


def preview(client: Client, file: bytes) -> None:
    """Until the whole file is compared, and its first page shown."""
    response = client.post(f"{LIST}import/", {"file": SimpleUploadedFile("bench.xlsx", file)})
    made = Import.objects.get()
    while made.state == Import.State.READ:
        assert client.get(response.url).status_code == 200
        made.refresh_from_db()


def press(client: Client, made: Import) -> None:
    url = f"{LIST}import/{made.pk}/"
    client.post(url, {"do": "apply"})
    client.get(url)
    made.refresh_from_db()
    assert made.state == Import.State.APPLIED


def undo(client: Client, made: Import) -> None:
    url = f"{LIST}import/{made.pk}/undo/"
    page = client.get(url).content.decode()
    client.post(url, {"seen": re.search(r'name="seen" value="(\w+)"', page)[1]})
    made.refresh_from_db()
    assert made.state == Import.State.UNDONE


if __name__ == "__main__":
    main()
