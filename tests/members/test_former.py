"""Members that have left keep their address, which says what became of them, and no more."""

from datetime import date

import pytest
from django.test import Client

from tests.factories.members import ListedMemberFactory, MemberFactory, MembershipFactory
from tests.reading import text_of, words_at

pytestmark = pytest.mark.django_db

LEFT = date(2014, 7, 1)


def former(slug: str, **term):
    made = MemberFactory(slug=slug, name_en=slug.title(), summary_en="A quiet county.")
    known = {"joined_on": date(2010, 1, 1), "joined_precision": "year", "left_on": LEFT}
    MembershipFactory(member=made, **known | term)
    return made


@pytest.fixture
def cheongju():
    return ListedMemberFactory(slug="cheongju", name_en="Cheongju")


@pytest.fixture
def cheongwon(cheongju):
    return former("cheongwon", ended_by="merger", successor=cheongju)


def test_page_names_years_and_successor_and_no_more(cheongwon):
    response = Client().get("/en/members/cheongwon/")
    html = response.content.decode()
    told = text_of(html)
    assert response.status_code == 200
    assert "Former member of ICLEI: from 2010 to 2014" in told
    assert "It is part of another member now: Cheongju" in told
    assert 'href="/en/members/cheongju/"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "A quiet county." not in html


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ko", "이클레이 이전 회원"),
        ("ja", "イクレイの元会員"),
        ("zh-hant", "ICLEI 前會員"),
        ("zh-hans", "宜可城前会员"),
    ],
)
def test_page_speaks_the_readers_language(cheongwon, code, said):
    assert said in words_at(f"/{code}/members/cheongwon/")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("resignation", "It left the network."),
        ("exclusion", "The network ended its membership."),
        ("dissolution", "It exists no more as a local government."),
        ("merger", "It merged into another local government."),
        ("", "until"),
    ],
)
def test_how_it_ended(how, said):
    former("somewhere", ended_by=how, joined_on=None, joined_precision="unknown")
    assert said in words_at("/en/members/somewhere/")


def test_chain_of_mergers_leads_to_the_last(cheongju):
    middle = former("middle", ended_by="merger", successor=cheongju)
    former("first", ended_by="merger", successor=middle)
    told = words_at("/en/members/first/")
    assert "part of another member now: Cheongju" in told and "Middle" not in told


def test_successor_may_have_left_too():
    last = former("last", ended_by="resignation")
    former("first", ended_by="merger", successor=last)
    assert "part of another member now: Last" in words_at("/en/members/first/")


def test_successor_that_nobody_sees():
    draft = MemberFactory(status="draft", name_en="Secretville")
    former("first", ended_by="merger", successor=draft)
    told = words_at("/en/members/first/")
    assert "It merged into another local government." in told and "Secretville" not in told


def test_mergers_in_a_circle_end():
    one, other = former("one"), former("other")
    one.memberships.update(ended_by="merger", successor=other)
    other.memberships.update(ended_by="merger", successor=one)
    assert "Former member" in words_at("/en/members/one/")


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("withdrawn", 410)])
def test_record_that_is_not_published_has_no_page(cheongwon, status, code):
    cheongwon.status = status
    cheongwon.save()
    assert Client().get("/en/members/cheongwon/").status_code == code


def test_record_without_a_term_has_no_page():
    MemberFactory(slug="never")
    assert Client().get("/en/members/never/").status_code == 404


def test_list_of_all_that_left(cheongwon):
    former("hidden").__class__.objects.filter(slug="hidden").update(status="draft")
    told = words_at("/en/members/former/")
    assert "Cheongwon" in told and "Hidden" not in told and "part of another member" in told


def test_list_without_any():
    assert "No member that we know of has left." in words_at("/en/members/former/")


def test_directory_leads_there(cheongwon):
    told = words_at("/en/members/?q=cheongwon")
    assert "Former member of ICLEI: from 2010 to 2014" in told and "Cheongju" in told


def test_former_member_is_in_no_list_of_today(cheongwon):
    assert "Cheongwon" not in words_at("/en/members/")
    assert "cheongwon" not in Client().get("/sitemap.xml").content.decode()


def test_suggestions_lead_there(cheongwon):
    found = Client().get("/en/members/suggest/?q=cheongwo").json()
    (only,) = found["suggestions"]
    assert only["url"] == "/en/members/cheongwon/"
    assert only["further"] == [{"text": "former member", "lang": "en"}]
    assert found["said"] == "1 member" and found["heading"] == ""


def test_site_search_leads_there(cheongwon):
    told = words_at("/en/search/?q=Cheongwon")
    assert "1 result" in told and "Former member of ICLEI: from 2010 to 2014" in told


def test_search_by_what_only_the_hidden_page_says(cheongwon):
    """A summary is not for the public any more: nothing is found by it."""
    assert "Former" not in words_at("/en/search/?q=quiet+county").split("Former members")[0]
