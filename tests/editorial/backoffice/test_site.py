import json
import re

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.urls import reverse

from editorial.backoffice.site import PAGES, BackOffice
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db


def policy(response) -> str:
    return response.headers["Content-Security-Policy"]


def test_the_back_office_is_the_app_of_djangos_admin_with_our_site():
    assert apps.get_app_config("admin").name == "django.contrib.admin"
    assert isinstance(site, BackOffice)


@pytest.mark.parametrize(("route", "name"), [(route, name) for route, _view, name in PAGES])
def test_pages_about_all_kinds_have_their_addresses(route, name):
    given = {"kind": "members.member", "key": 1, "language": "ko", "change": 2, "name": "photo"}
    wanted = {key: given[key] for key in re.findall(r"<\w+:(\w+)>", route)}
    address = re.sub(r"<\w+:(\w+)>", lambda found: str(given[found[1]]), route)
    assert reverse(f"admin:{name}", kwargs=wanted) == f"/admin/{address}"


@pytest.mark.parametrize(
    "address", ["/admin/activity/", "/admin/translations/po/", "/admin/translations/drafts/"]
)
def test_pages_about_all_kinds_are_for_staff(client, address):
    assert client.get(address).url == f"/admin/login/?next={address}"


def test_index_sends_a_visitor_to_the_sign_in(client):
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"


def test_index_of_staff_without_a_posting_is_empty(client):
    MemberFactory()
    client.force_login(UserFactory())
    assert client.get("/admin/").context["app_list"] == []


def test_index_of_an_editor_lists_their_work(client):
    client.force_login(PostingFactory().user)
    names = {
        model["object_name"]
        for app in client.get("/admin/").context["app_list"]
        for model in app["models"]
    }
    assert {"Member", "Article", "Event", "Secretariat", "Person"} <= names


def test_lists_at_the_side_are_in_the_order_of_the_work_on_every_page(client):
    client.force_login(PostingFactory().user)
    for address in ("/admin/", "/admin/news/article/", "/admin/search/"):
        page = client.get(address)
        assert page.text.count('id="nav-sidebar"') == 1
        apps = page.context["available_apps"]
        labels = [app["app_label"] for app in apps]
        assert labels.index("members") < labels.index("news") < labels.index("secretariats")
        kinds = {app["app_label"]: [kind["object_name"] for kind in app["models"]] for app in apps}
        assert kinds["members"][:2] == ["Member", "Membership"]
        assert kinds["news"] == ["Article", "Event"]


def test_start_page_leads_to_all_lists_where_there_is_none_at_the_side(client):
    client.force_login(PostingFactory().user)
    page = client.get("/admin/")
    linked = {address for kinds in page.context["lists"] for address, _words in kinds}
    assert {"/admin/members/member/", "/admin/news/event/"} <= linked
    lists = page.text[page.text.index('class="start-lists"') :]
    assert all(f'href="{address}"' in lists for address in linked)


def test_list_carries_no_nonce(client):
    client.force_login(PostingFactory().user)
    assert "nonce" not in policy(client.get("/admin/members/member/"))


def test_editor_page_carries_its_nonce_in_header_and_import_map(client):
    member = MemberFactory()
    client.force_login(PostingFactory(secretariat=member.secretariat).user)
    response = client.get(f"/admin/members/member/{member.pk}/change/")
    nonce = policy(response).partition("'nonce-")[2].partition("'")[0]
    assert nonce
    assert f'nonce="{nonce}"' in response.content.decode()


def test_shortcut_to_public_addresses_is_gone(client):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/admin/r/1/1/").status_code == 404


def test_words_of_the_editor_are_in_the_users_language(client):
    user = PostingFactory(user__interface_language="ja").user
    client.force_login(user)
    words = client.get("/admin/jsi18n/").content.decode()
    assert '"Edit Link": "\\u30ea\\u30f3\\u30af\\u306e\\u7de8\\u96c6"' in words


@pytest.mark.parametrize(
    ("language", "begins"), [("ko", "참고: "), ("ja", "注意："), ("zh-hant", "注意：")]
)
def test_note_on_the_clock_is_told_in_the_language_of_its_reader(client, language, begins):
    client.force_login(UserFactory(is_superuser=True, interface_language=language))
    words = client.get("/admin/jsi18n/").text
    for way in ("ahead of", "behind"):
        key = f'"Note: You are %s hour {way} server time."'
        (told,) = re.findall(rf'{re.escape(key)}: \[\s*"([^"]*)"', words)
        assert json.loads(f'"{told}"').startswith(begins)
