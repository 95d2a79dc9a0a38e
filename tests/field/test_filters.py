"""What a list is narrowed by: kept through what is done from it, and left out if it is unknown."""

from io import BytesIO

import pytest

from members.models import Member
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import content, table
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.members.admin.test_members import change_url, form_data, sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/members/member/"
FILTER = "level__exact=county&q=su&o=-1"


@pytest.fixture
def county():
    return MemberFactory(name_en="Suam County", level=Member.Level.COUNTY)


@pytest.fixture
def city(county):
    return MemberFactory(name_en="Suwon", secretariat=county.secretariat)


@pytest.fixture
def theme():
    return ThemeFactory()


def listed(answer) -> list[str]:
    return [str(record) for record in answer.context["cl"].result_list]


def told(answer) -> str:
    return " ".join(map(str, answer.context["messages"]))


@pytest.mark.parametrize(
    "query",
    [
        "nonsense=1",
        "notes__startswith=a",
        "level__exact=forgotten",
        "area__id__exact=many",
        "area__id__exact=99999999999999999999",
        "status__foo=1",
        "lacks=wings",
    ],
)
def test_unknown_filter_is_the_list_and_says_so(client, city, query):
    sign_in(client, city.secretariat)
    answer = client.get(f"{LIST}?{query}&q=suwon")
    assert answer.status_code == 200
    assert listed(answer) == ["Suwon"]
    assert "These filters are unknown" in told(answer)
    assert told(answer).endswith(query.partition("=")[0])  # not its value, which may be a guess


def test_what_is_known_beside_it_still_narrows_the_list(client, county, city):
    sign_in(client, city.secretariat)
    answer = client.get(f"{LIST}?colour=green&level__exact=county")
    assert listed(answer) == ["Suam County"]
    assert answer.context["cl"].get_query_string() == "?level__exact=county"


@pytest.mark.parametrize("query", ["", "level__exact=county&_facets=True", "q=&o=1.2&p=1", "e=1"])
def test_nothing_is_told_of_what_a_list_knows(client, city, query):
    sign_in(client, city.secretariat)
    assert told(client.get(f"{LIST}?{query}")) == ""


@pytest.mark.parametrize("page", ["99", "-3", "many"])
def test_page_that_is_not_there_is_one_that_is(client, city, page):
    sign_in(client, city.secretariat)
    answer = client.get(f"{LIST}?level__exact=city&p={page}")
    assert (answer.status_code, listed(answer)) == (200, ["Suwon"])


def test_sheet_of_an_unknown_filter_is_no_sheet_of_everything(client, city):
    sign_in(client, city.secretariat)
    answer = client.get(f"{LIST}export/?lacks=wings", follow=True)
    assert "These filters are unknown" in told(answer)


def test_filter_is_kept_after_a_change_of_many(client, county, theme):
    sign_in(client, county.secretariat)
    ticked = {"action": "change_many", "_selected_action": county.pk}
    page = client.post(f"{LIST}?{FILTER}", ticked)
    assert f"{LIST}?{FILTER}".replace("&", "&amp;") in page.text  # the way back
    wanted = {"seen": page.context["seen"], "whole": "on", "add_themes": theme.pk}
    refused = client.post(page.context["bulk_address"], wanted | {"add_themes": ""})
    assert f"{LIST}?{FILTER}".replace("&", "&amp;") in refused.text
    assert client.post(page.context["bulk_address"], wanted).url == f"{LIST}?{FILTER}"


def test_filter_is_kept_on_the_way_through_an_import(client, county):
    sign_in(client, county.secretariat)
    assert "import/?_changelist_filters=level" in client.get(f"{LIST}?{FILTER}").text
    query = "?_changelist_filters=level__exact%3Dcounty%26q%3Dsu%26o%3D-1"
    file = BytesIO(content(table(["slug", "website"], [county.slug, "https://suam.example"])))
    file.name = "counties.xlsx"
    where = client.post(f"{LIST}import/{query}", {"file": file}).url
    assert where.endswith(query)
    for address in (f"{LIST}import/{query}", where):
        assert f"{LIST}?{FILTER}".replace("&", "&amp;") in client.get(address).text


def test_filter_is_kept_when_a_record_is_deleted_and_brought_back(client):
    article = ArticleFactory(status="draft")
    sign_in(client, article.secretariat, Posting.Role.MANAGER)
    query, where = "_changelist_filters=status__exact%3Ddraft", "/admin/news/article/"
    answer = client.post(f"{where}{article.pk}/delete/?{query}", {"post": "yes"})
    assert answer.url == f"{where}?status__exact=draft"
    page = client.get(f"{where}deleted/?{query}")
    (change,) = page.context["page"]
    assert f"{change.where}?{query}" in page.text
    assert client.post(f"{change.where}?{query}").url.endswith(f"change/?{query}")


def test_filter_is_kept_from_the_history(client, county):
    sign_in(client, county.secretariat)
    query = "_changelist_filters=level__exact%3Dcounty"
    page = client.get(f"{LIST}{county.pk}/history/?{query}").text
    assert f"{LIST}?level__exact=county" in page
    assert f"{change_url(county)}?{query}" in page


def test_filter_is_kept_after_a_save(client, county):
    sign_in(client, county.secretariat)
    where = f"{change_url(county)}?_changelist_filters=level__exact%3Dcounty"
    assert client.post(where, form_data(client.get(where))).url == f"{LIST}?level__exact=county"
