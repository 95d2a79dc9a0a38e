"""The screens of the climate record: whose rows they are, what they ask, what waits."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from editorial.records.doubts import LONGEST_REASON
from editorial.sheets.models import Import
from members.models import Inventory, Pledge, Target
from tests.factories.members import (
    InventoryFactory,
    ListedMemberFactory,
    PledgeFactory,
    SourceFactory,
    TargetFactory,
)
from tests.factories.secretariats import SecretariatFactory
from tests.members.admin.test_members import sign_in
from tests.upgrades.worker import form_data

pytestmark = pytest.mark.django_db

INVENTORIES, TARGETS, PLEDGES = (
    f"/admin/members/{kind}/" for kind in ("inventory", "target", "pledge")
)


@pytest.fixture
def office():
    return SecretariatFactory()


@pytest.fixture
def city(office):
    return ListedMemberFactory(secretariat=office, name_en="Suwon", population=1_200_000)


@pytest.fixture
def editor(client, office) -> Client:
    sign_in(client, office)
    return client


def given(city, **values) -> dict:
    """A target as its form sends it."""
    source = SourceFactory(secretariat=city.secretariat)
    kept = {"member": city.pk, "source": source.pk, "reported_year": 2021, "kind": "absolute"}
    return kept | {"status": "reported", "sector": "all", "boundary": "same"} | values


def test_target_is_entered(editor, city):
    sent = given(city, base_year=2005, base_t=5_843_189, reduction_percent="25")
    assert editor.post(f"{TARGETS}add/", sent).status_code == 302
    assert Target.objects.values_list("member", "base_t", "is_doubtful").get() == (
        *(city.pk, 5_843_189),
        False,
    )


def test_another_unit_is_asked_about_once(editor, city):
    sent = given(city, base_t=5_843)
    page = editor.post(f"{TARGETS}add/", sent)
    assert "5,843 t are 0.00487 t per head" in page.text and f'maxlength="{LONGEST_REASON}"' in (
        page.text
    )
    assert not Target.objects.exists()
    editor.post(f"{TARGETS}add/", sent | {"base_t-why": "The city confirmed it by letter."})
    assert not Target.objects.get().is_doubtful
    again = {"reported_year": 2020, "is_doubtful": "on"}
    assert "Say why it is doubtful." in editor.post(f"{TARGETS}add/", sent | again).text
    editor.post(f"{TARGETS}add/", sent | again | {"doubt": "Thousands of tonnes."})
    assert Target.objects.doubtful().get().doubt == "Thousands of tonnes."


def test_row_of_another_office_is_neither_seen_nor_given(editor, city):
    theirs = TargetFactory()
    assert editor.get(f"{TARGETS}{theirs.pk}/change/").status_code == 302
    page = editor.post(f"{TARGETS}add/", given(theirs.member))
    assert page.status_code == 200 and Target.objects.count() == 1


def test_list_is_filtered_by_office(client, office, city):
    below = SecretariatFactory(parent=office, name_en="Office in Jeju")
    sign_in(client, office)
    InventoryFactory(member=city)
    InventoryFactory(member__secretariat=below, member__name_en="Seogwipo")
    page = client.get(f"{INVENTORIES}?office={below.pk}").text
    assert "Office in Jeju" in page and "Seogwipo" in page and ">Suwon<" not in page
    assert ">Suwon<" in client.get(f"{INVENTORIES}?office=").text


def test_start_page_lists_what_is_doubtful_or_old(editor, city):
    InventoryFactory(member=city, is_doubtful=True, doubt="Perhaps swapped.")
    TargetFactory(member=city, target_year=2020)
    PledgeFactory(member=city, recorded_on=date(2021, 10, 20))
    fresh = ListedMemberFactory(secretariat=city.secretariat, name_en="Osan")
    PledgeFactory(member=fresh, recorded_on=timezone.localdate())
    TargetFactory(member=fresh, target_year=2100)
    PledgeFactory(member__name_en="Busan")
    page = editor.get("/admin/").text
    assert "Doubtful values" in page and "Perhaps swapped." in page
    assert "To look up again" in page and "recorded on" in page
    assert "Suwon: Less than in a base year, 2020" in page
    assert "Osan: " not in page and "Busan" not in page


def test_reason_of_ours_is_read_in_the_language_of_each_and_lost_by_none(client, office, city):
    """On the start page, in the list, in the form, in the history and in the sheet."""
    row = TargetFactory(member=city, base_t=5_725, is_doubtful=True)
    row.mark_oddities()
    row.save()
    sign_in(client, office, user__interface_language="ko")
    own = "단위가 다르거나 도시의 일부만 다룬 값입니다."
    change = f"{TARGETS}{row.pk}/change/"
    for address in ("/admin/", TARGETS, change, f"{TARGETS}{row.pk}/history/"):
        page = client.get(address).text
        assert own in page and "per head" not in page, address
    page = client.get(change)
    with override("ko"):
        sent = form_data(page)
    assert own in sent["doubt"]
    assert client.post(change, sent).status_code == 302
    kept = (row.doubt, row.version)
    row.refresh_from_db()
    assert (row.doubt, row.version) == kept
    sheet = client.get(f"{TARGETS}export/").getvalue()
    cells = [str(cell.value) for line in load_workbook(BytesIO(sheet)).active for cell in line]
    assert any(own in cell for cell in cells)
    file = SimpleUploadedFile("targets.xlsx", sheet)
    made = client.post(f"{TARGETS}import/", {"file": file})
    page = client.get(made["Location"])
    assert [one.outcome for one in Import.objects.get().rows.all()] == ["unchanged"], page.text


def test_filters_of_the_start_page_list_the_same(editor, city):
    old = PledgeFactory(member=city, recorded_on=date(2021, 10, 20))
    PledgeFactory(member=city, recorded_on=date(2020, 10, 20))
    lists = {
        f"{PLEDGES}?recorded=long_ago": [old],
        f"{TARGETS}?year=over": [TargetFactory(member=city, target_year=2020)],
        f"{INVENTORIES}?is_doubtful__exact=1": [
            InventoryFactory(member=city, is_doubtful=True, doubt="Odd.")
        ],
    }
    TargetFactory(member=city)
    InventoryFactory(member=city, reported_year=2019)
    for address, rows in lists.items():
        assert [*editor.get(address).context["cl"].queryset] == rows


@pytest.mark.parametrize(
    ("address", "factory"),
    [(INVENTORIES, InventoryFactory), (TARGETS, TargetFactory), (PLEDGES, PledgeFactory)],
)
def test_list_asks_as_much_for_one_row_as_for_three(
    editor, city, address, factory, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    factory(member=city)
    editor.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        editor.get(address)
    for _ in range(2):
        factory(member__secretariat=city.secretariat)
    with django_assert_num_queries(len(asked)):
        editor.get(address)


def sheet_of(editor, address: str):
    return load_workbook(BytesIO(editor.get(f"{address}export/").getvalue()))


def hand_in(editor, address: str, book, wish: str = "apply"):
    """Hand a sheet in, have it compared, and store it; the address of the import."""
    file = BytesIO()
    book.save(file)
    sent = {"file": SimpleUploadedFile("rows.xlsx", file.getvalue())}
    where = editor.post(f"{address}import/", sent).headers["Location"]
    editor.get(where)
    editor.post(where, {"do": wish})
    return where


def write_cell(book, name: str, value) -> None:
    sheet = book.active
    column = next(cell.column for cell in sheet[2] if cell.value == name)
    sheet.cell(3, column).value = value


def test_sheet_comes_back_is_merged_and_undone(editor, city):
    inventory = InventoryFactory(member=city, basic_t=5_000_000)
    book = sheet_of(editor, INVENTORIES)
    Inventory.objects.get().save()
    stored = Inventory.objects.get()
    stored.gases = "CO2"
    stored.save()
    write_cell(book, "basic_t", 5_100_000)
    where = hand_in(editor, INVENTORIES, book)
    inventory.refresh_from_db()
    assert (inventory.basic_t, inventory.gases) == (5_100_000, "CO2")
    seen = editor.get(f"{where}undo/").context["seen"]
    editor.post(f"{where}undo/", {"seen": seen})
    inventory.refresh_from_db()
    assert (inventory.basic_t, inventory.gases) == (5_000_000, "CO2")


def test_sheet_with_another_unit_waits_for_a_reason(editor, city):
    inventory = InventoryFactory(member=city, basic_t=5_000_000)
    book = sheet_of(editor, INVENTORIES)
    write_cell(book, "basic_t", 5_000)
    where = hand_in(editor, INVENTORIES, book)
    inventory.refresh_from_db()
    assert inventory.basic_t == 5_000_000
    assert "t per head: another unit" in editor.get(where).text


def test_new_rows_of_a_sheet_are_stored_once(editor, city):
    PledgeFactory(member=city, source=SourceFactory(secretariat=city.secretariat))
    for times in (1, 2):
        book = sheet_of(editor, PLEDGES)
        book.active.delete_rows(4, 9)
        for name, value in (("id", None), ("version", None), ("recorded_on", "2024-05-01")):
            write_cell(book, name, value)
        hand_in(editor, PLEDGES, book)
        assert Pledge.objects.count() == 2, times
