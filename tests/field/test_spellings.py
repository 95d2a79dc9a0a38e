"""A text is found under any spelling that its readers take for the same: field inputs, letter A."""

import pytest
from django.http import QueryDict

from iclei.search import Found
from members.models import Member
from members.search import suggested
from news.filters import ArticleFilter
from news.models import Article
from secretariats.models import Posting
from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

#: Two spellings that readers take for one: each finds a text in the other.
SPELLINGS = [
    ("Talks in Xi’an", "Xi'an"),
    ("Talks in Xian", "Xi’an"),
    ("Talks in Kyōto", "Kyoto"),
    ("Talks in Kyoto", "Kyōto"),
    ("髙島市が加盟", "高島市"),
    ("高島市が加盟", "髙島市"),
    ("淸州의 물길", "清州"),
    ("清州의 물길", "淸州"),
    ("渡邉市長の話", "渡辺"),
    ("宮﨑県の森", "宮崎県"),
    ("臺灣的河川", "台湾"),
    ("탄소 중립 도시", "탄소중립"),
    ("탄소중립 도시", "탄소 중립"),
    ("Lüliang opens", "Lvliang"),
    ("Visit to Suwon-si", "Suwonsi"),
    ("サーバーの省エネ", "サーバ"),
    ("第３０回総会", "第30回總會"),
    ("수\u200b원의 물길", "수원"),
    ("Trams of Las Palmas", "LasPalmas"),
    ("Trams of LasPalmas", "las palmas"),
    ("Gulls over Cox’s Bazar", "coxsbazar"),
    ("Ports of Dar Es Salaam", "DarEsSalaam"),
    ("Ports of DarEsSalaam", "dar es salaam"),
    ("Улан Батор в мае", "Уланбатор"),
]
#: What looks alike and is another: neither finds the other.
OTHERS = [
    ("최대 만족", "대만"),
    ("Talks in Seoul", "Osan"),
    ("ガス", "カス"),
    ("東京と京都", "東京都"),
    ("The me of old", "theme"),
    ("Las, Palmas", "laspalmas"),
]


@pytest.fixture
def client(client_of):
    office = SecretariatFactory(name_en="Korea Office")
    return client_of(PostingFactory(secretariat=office, role=Posting.Role.REGIONAL).user)


@pytest.mark.parametrize(("title", "typed"), SPELLINGS)
def test_text_is_found_under_any_spelling(title, typed):
    article = ArticleFactory(title_en="One", body_en=f"<p>{title}.</p>")
    (result,) = Found.by(typed).articles.results
    assert result.object == article
    assert "<mark>" in result.reason.value
    assert list(news(typed)) == [article]


def test_staff_find_texts_under_any_spelling(client):
    office = Posting.objects.get().secretariat
    for title, typed in SPELLINGS[1:8:2]:
        article = ArticleFactory(body_en=f"<p>{title}.</p>", secretariat=office)
        staff = client.get("/admin/news/article/", {"q": typed}).context["cl"]
        assert list(staff.result_list) == [article]
        article.delete()


@pytest.mark.parametrize(("title", "typed"), OTHERS)
def test_text_is_not_found_by_what_only_looks_alike(title, typed):
    ArticleFactory(body_en=f"<p>{title}.</p>")
    assert not news(typed).exists()


def news(text: str):
    """What the list of news shows under a question."""
    data = QueryDict(mutable=True)
    data["q"] = text
    return ArticleFilter(data, Article.objects.public()).qs


def test_directory_says_that_nobody_has_the_name(client):
    for name in ("Kobe", "Himeji"):
        ListedMemberFactory(name_en=name, summary_en="Near Ōsaka, by the sea")
    page = client.get("/en/members/", {"q": "Osaka"}).text
    assert "No member of this name; 2 texts mention it" in page
    assert page.count("Near <mark>Ōsaka</mark>, by the sea") == 2
    ListedMemberFactory(name_en="Osaka")
    page = client.get("/en/members/", {"q": "Osaka"}).text
    assert "No member of this name" not in page
    assert page.index(">Osaka<") < page.index("<mark>Ōsaka</mark>")


@pytest.mark.parametrize("typed", ["Hidden", "ㅅㄱ", "石家", "shijia"])
def test_nothing_of_a_hidden_member_is_told(client_of, typed):
    ListedMemberFactory(name_en="Open", summary_en="A city.")
    before = answers(client_of, typed)
    names = {"name_ko": "서고", "name_zh_hans": "石家庄", "reading_pinyin": "shí jiā zhuāng"}
    MemberFactory(name_en="Hidden", **names)
    ListedMemberFactory(name_en="Hidden", status="draft", **names)
    assert answers(client_of, typed) == before


def answers(client_of, typed: str) -> list:
    """What the public is told under what is typed."""
    suggestions = suggested(Member.objects.listed(), typed)
    return [suggestions, Found.by(typed).total, Member.objects.listed().search(typed).count()]


def test_staff_find_no_names_of_other_offices(client_of):
    own = SecretariatFactory()
    MemberFactory(name_en="Kobe")
    client = client_of(PostingFactory(secretariat=own, role=Posting.Role.EDITOR).user)
    shown = client.get("/admin/members/member/", {"q": "Kōbe"}).context["cl"]
    assert shown.result_count == 0
