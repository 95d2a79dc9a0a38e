"""What is to be looked at before a record goes out is said on the page of the step."""

import pytest
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site

from editorial.screens.links_in_texts import dead_links
from editorial.screens.readiness import LONGEST_TITLE, readiness
from secretariats.models import Posting
from tests.editorial.pictures.files import photo, upload
from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db


def linking(*addresses, **values):
    body = "".join(f'<p><a href="{address}">There</a></p>' for address in addresses)
    return ArticleFactory(body_en=body, status="draft", publish_at=None, **values)


def test_links_to_pages_that_readers_find_are_none_of_the_dead():
    ListedMemberFactory(slug="suwon")
    seen = ArticleFactory(slug="seen")
    Redirect.objects.create(
        site=Site.objects.get_current(), old_path="/en/news/before/", new_path="/en/news/seen/"
    )
    live = ("/en/members/suwon/", f"/ko/news/{seen.slug}/", "/en/news/before/", "/en/climate/")
    assert dead_links(linking(*live, "/en/members/?area=KR", "https://other.example/x/")) == []


@pytest.mark.parametrize(
    "path",
    ["/en/members/atlantis/", "/en/nowhere/", "/fr/news/", "/en/news/draft/", "/en/members/left/"],
)
def test_link_to_a_page_that_readers_do_not_find_is_dead(path):
    ArticleFactory(slug="draft", status="draft")
    MemberFactory(slug="left", status="draft")
    assert dead_links(linking(path, path)) == [path]
    assert dead_links(linking(f"http://127.0.0.1:8000{path}?x=1#y")) == [path]


def test_texts_languages_pictures_and_titles_are_told():
    article = linking(
        "/en/nowhere/",
        title_en="A" * (LONGEST_TITLE + 1),
        title_ko="가" * (LONGEST_TITLE // 2 + 1),
        title_ja="題" * (LONGEST_TITLE // 2),
        picture=upload(photo()),
        picture_alt_en="A wall",
    )
    told = "\n".join(readiness(article, "title"))
    assert "This link leads nowhere: /en/nowhere/" in told
    assert "others cut it, in: English, 한국어." in told
    assert "no alternative text yet in: 繁體中文, 한국어, 日本語, 简体中文." in told
    assert "日本語: " in told and "missing" in told


def test_nothing_to_look_at_is_said_in_no_words():
    texts = {f"title_{code}": "Call" for code in ("en", "zh_hant", "ko", "ja", "zh_hans")}
    assert readiness(ArticleFactory(status="draft", **texts), "title") == []


@pytest.mark.parametrize(("code", "is_told"), [("publish", True), ("hand-in", False)])
def test_page_of_a_step_that_leads_out_tells_it_and_lets_it_pass(client_of, code, is_told):
    article = linking("/en/nowhere/")
    user = PostingFactory(secretariat=article.secretariat, role=Posting.Role.PUBLISHER).user
    address = f"/admin/news/article/{article.pk}/step/{code}/"
    client = client_of(user)
    assert ("This link leads nowhere: /en/nowhere/" in client.get(address).text) is is_told
    client.post(address, {"seen": article.version})
    article.refresh_from_db()
    assert article.status != "draft"
