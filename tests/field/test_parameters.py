"""Whatever an address in the back office holds: a page, or a helpful no, never an error of ours."""

from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.test import Client

from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db

VALUES = [
    "x",
    "\0",
    "9" * 21,
    "-1",
    "1,x,2",
    "1e400",
    "²",
    "2026-13-45",
    "None",
    "[]",
    "",
    "a" * 3000,
]
PAGES = [
    *("activity/", "search/", "translations/", "imports/", "translations/po/"),
    *("translations/drafts/", "translations/po/download/", "autocomplete/", "jsi18n/", "login/"),
]
NAMES = [
    *("q", "p", "o", "e", "all", "after", "page", "next", "kind", "key", "user", "office", "state"),
    *("language", "field", "from", "to", "since", "until", "app_label", "model_name", "field_name"),
    *("term", "_popup", "_to_field", "_changelist_filters", "status__exact", "what", "who", "on"),
    *("secretariat", "secretariat__id__exact", "is_active__exact", "area", "variant", "when"),
]
SCREENS = {f"{m._meta.app_label}/{m._meta.model_name}": m for m in admin.site._registry}


#: Those that speak for their like.
SPEAKERS = ("news/article", "secretariats/staff", "activity/", "autocomplete/", "translations/")


def each_of(addresses) -> list:
    """Each address; those for which others speak with ``--all`` only."""
    return [
        pytest.param(one, marks=() if one in SPEAKERS else pytest.mark.thorough)
        for one in addresses
    ]


@pytest.fixture
def chief():
    reader = Client(raise_request_exception=False)
    reader.force_login(UserFactory(is_superuser=True, is_staff=True))
    return reader


def worst(client, address: str, names) -> dict[str, int]:
    """The addresses that answer with an error of ours."""
    asked = [f"{address}?{urlencode(dict.fromkeys(names, value))}" for value in VALUES]
    found = {one[:120]: client.get(one).status_code for one in asked}
    return {one: status for one, status in found.items() if status >= 500}


@pytest.mark.parametrize("screen", each_of(SCREENS))
def test_new_form_takes_what_its_fields_would(chief, screen):
    opts = next(
        m for m in admin.site._registry if f"{m._meta.app_label}/{m._meta.model_name}" == screen
    )
    names = [field.name for field in opts._meta.get_fields()]
    assert worst(chief, f"/admin/{screen}/add/", names) == {}


@pytest.mark.parametrize("screen", each_of(SCREENS))
def test_list_and_its_pages_answer(chief, screen):
    for page in ("", "deleted/"):
        assert worst(chief, f"/admin/{screen}/{page}", NAMES) == {}


@pytest.mark.parametrize("page", each_of(PAGES))
def test_page_of_all_kinds_answers(chief, page):
    assert worst(chief, f"/admin/{page}", NAMES) == {}


def test_form_and_history_answer(chief):
    record = MemberFactory()
    screen = f"{record._meta.app_label}/{record._meta.model_name}"
    for page in ("change/", "history/", "delete/"):
        assert worst(chief, f"/admin/{screen}/{record.pk}/{page}", NAMES) == {}


def test_values_that_fit_are_filled_in(chief):
    members = [MemberFactory(), MemberFactory()]
    sent = {
        "members": ",".join(str(member.pk) for member in members),
        "title_ko": "수원",
        "publish_at": "2027-05-20 10:00",
        "kind": "gossip",
    }
    form = chief.get("/admin/news/article/add/", sent).context["adminform"].form
    assert {*map(int, form.initial["members"])} == {member.pk for member in members}
    assert form.initial["title_ko"] == "수원"
    assert form.initial["publish_at"].year == 2027
    assert form.initial.get("kind") != "gossip"
