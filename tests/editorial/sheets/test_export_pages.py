from contextlib import closing
from io import BytesIO

import pytest
from openpyxl import load_workbook

from editorial.jobs.models import Job, Worker
from editorial.jobs.private_files import private_folder
from editorial.jobs.running import JobLane
from editorial.sheets import export_pages
from tests.editorial.sheets.sheeting import MEMBERS, signed_in
from tests.factories.members import MemberFactory
from tests.factories.secretariats import SecretariatFactory
from tests.outbox import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def all_are_large(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(export_pages, "MOST_EXPORTED", 0)
    settings.VAR_DIR = tmp_path
    Worker.objects.create(name="here")


@pytest.fixture
def office():
    office = SecretariatFactory(slug="korea-office")
    suwon = MemberFactory(slug="suwon", name_en="Suwon", secretariat=office)
    MemberFactory(slug="busan", secretariat=office, area=suwon.area)
    MemberFactory(slug="elsewhere", area=suwon.area)
    return office


def begun(client, query: str = "") -> str:
    """The address of the page of an export."""
    response = client.get(f"{MEMBERS}export/{query}")
    assert response.status_code == 302
    return str(response.url)


def slugs(content: bytes) -> set[str]:
    rows = load_workbook(BytesIO(content)).active.iter_rows(min_row=3, values_only=True)
    return {str(row[0]) for row in rows}


@pytest.mark.parametrize(("query", "found"), [("", {"suwon", "busan"}), ("?q=suwon", {"suwon"})])
def test_sheet_is_made_by_a_worker_and_fetched(client, office, query, found):
    signed_in(client, office)
    page = begun(client, query)
    assert "It waits for its turn." in client.get(page).text
    assert client.get(f"{page}file/").status_code == 404
    assert JobLane(Desk()).step()
    assert f"The sheet is ready: {len(found)} row" in client.get(page).text
    with closing(client.get(f"{page}file/")) as file:
        assert slugs(file.getvalue()) == found
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in file.headers["Cache-Control"]


def test_nobody_else_fetches_it(client, client_of, office):
    signed_in(client, office)
    page = begun(client)
    JobLane(Desk()).step()
    colleague = signed_in(client, office)
    assert client_of(colleague).get(page).status_code == 404
    assert client_of(colleague).get(f"{page}file/").status_code == 404


def test_it_is_no_export_of_another_list(client, office):
    signed_in(client, office)
    page = begun(client)
    JobLane(Desk()).step()
    other = page.replace("/members/member/", "/news/article/")
    assert client.get(other).status_code == client.get(f"{other}file/").status_code == 404


def test_sheet_holds_what_its_user_sees_when_it_is_made(client, office):
    user = signed_in(client, office)
    begun(client)
    user.postings.update(secretariat=SecretariatFactory())
    JobLane(Desk()).step()
    assert Job.objects.get().result["rows"] == 0


def test_who_was_switched_off_gets_no_sheet(client, office):
    user = signed_in(client, office)
    begun(client)
    user.is_active = False
    user.save()
    JobLane(Desk()).step()
    assert Job.objects.get().state == Job.State.FAILED
    assert not list(private_folder("exports").iterdir())


def test_file_that_was_deleted_is_made_again(client, office):
    signed_in(client, office)
    page = begun(client, "?q=suwon")
    JobLane(Desk()).step()
    for path in private_folder("exports").iterdir():
        path.unlink()
    text = client.get(page).text
    assert "deleted meanwhile" in text
    assert f"{MEMBERS}export/?q=suwon" in text


def test_without_a_worker_a_large_sheet_is_made_at_once(client, office):
    signed_in(client, office)
    Worker.objects.all().delete()
    assert slugs(client.get(f"{MEMBERS}export/").getvalue()) == {"suwon", "busan"}


def test_small_sheet_is_made_at_once(client, office, monkeypatch):
    signed_in(client, office)
    monkeypatch.setattr(export_pages, "MOST_EXPORTED", 2)
    assert slugs(client.get(f"{MEMBERS}export/").getvalue()) == {"suwon", "busan"}
    assert not Job.objects.exists()
