import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from members.climate.files import COLUMNS, KINDS
from tests.factories.members import (
    InventoryFactory,
    ListedMemberFactory,
    MemberFactory,
    PledgeFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

FACTORIES = (InventoryFactory, TargetFactory, PledgeFactory)


def rows(client, language: str = "en") -> list[dict[str, str]]:
    response = client.get(f"/{language}/climate/download.csv")
    assert response.streaming
    return list(csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig"))))


def book(client, language: str = "en"):
    response = client.get(f"/{language}/climate/download.xlsx")
    return openpyxl.load_workbook(BytesIO(response.getvalue()))


def test_csv_holds_all_kinds_of_rows_with_their_numbers(client):
    city = ListedMemberFactory(slug="suwon", name_en="Suwon")
    source = SourceFactory(title_en="A source", licence="CC BY 4.0", citation="Cite so")
    InventoryFactory(member=city, source=source, basic_t=None, scope1_t=3, scope2_t=4)
    TargetFactory(member=city, source=source)
    PledgeFactory(member=city, source=source, has_plan=False)
    inventory, target, pledge = rows(client)
    assert [row["Kind of row"] for row in (inventory, target, pledge)] == [
        *map(str, KINDS.values())
    ]
    assert {row["Page address"] for row in (inventory, target, pledge)} == {"suwon"}
    assert {row["Cite as"] for row in (inventory, target, pledge)} == {"Cite so"}
    assert (inventory["Total (t CO₂e)"], inventory["Total is scopes 1 and 2 added up"]) == (
        "7",
        "yes",
    )
    assert (inventory["Accounting period from"], inventory["Kind"]) == ("2018-01-01", "")
    assert (target["Emissions in the target year (t CO₂e)"], target["Reduction (%)"]) == (
        "600000",
        "40.0",
    )
    assert (pledge["Kind"], pledge["Target year or end year"]) == ("Net zero", "2050")
    assert (pledge["With a published plan"], pledge["In the Race to Zero"]) == ("no", "")


def test_withdrawn_target_is_told_as_such(client):
    TargetFactory(status="withdrawn")
    (target,) = rows(client)
    assert target["Status"] == "Withdrawn by the city"


def test_workbook_has_a_sheet_for_each_kind(client):
    for factory in FACTORIES:
        factory()
    made = book(client)
    assert made.sheetnames == [*map(str, KINDS.values())]
    for kind, sheet in zip(KINDS, made.worksheets, strict=True):
        headings = [cell.value for cell in sheet[1]]
        assert headings == [str(one.heading) for one in COLUMNS if kind in one.kinds]
        assert sheet.max_row == 2


def test_a_report_that_was_replaced_is_marked(client):
    city = ListedMemberFactory()
    InventoryFactory(member=city, reported_year=2019)
    InventoryFactory(member=city, reported_year=2021)
    told = {row["Reported in"]: row["Reported again later"] for row in rows(client)}
    assert told == {"2019": "yes", "2021": "no"}


@pytest.mark.parametrize("factory", FACTORIES)
def test_doubtful_rows_and_those_of_hidden_members_are_in_no_file(client, factory):
    row = factory()
    factory(member=MemberFactory())
    assert len(rows(client)) == 1
    type(row).objects.update(is_doubtful=True, doubt="Another unit.")
    assert rows(client) == []
    assert [sheet.max_row for sheet in book(client).worksheets] == [1, 1, 1]


def test_words_of_others_are_no_formula(client):
    InventoryFactory(protocol="other", protocol_words="=1+1")
    (row,) = rows(client)
    assert row["Protocol in the city’s words"] == "'=1+1"
    cells = [cell for cell in book(client).worksheets[0][2] if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_texts_are_in_the_language_of_the_reader(client):
    TargetFactory(member__name_ko="수원")
    (row,) = rows(client, "ko")
    assert (row["이름"], row["행의 종류"]) == ("수원", "감축 목표")
    assert book(client, "ko").sheetnames == ["배출량 인벤토리", "감축 목표", "기후 공약"]


@pytest.mark.parametrize("count", [1, 3])
def test_file_asks_as_much_for_many_rows_as_for_one(client, count, django_assert_num_queries):
    for _ in range(count):
        for factory in FACTORIES:
            factory()
    with django_assert_num_queries(4):
        rows(client)
