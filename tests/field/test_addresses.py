"""Page addresses that are proposed from any script: romanised, free, and never a word of ours."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError

from editorial.languages import BY_CODE, LANGUAGES
from editorial.records.new_slugs import proposed_slug, slug_from
from editorial.records.slugs import RESERVED
from members.models import Member, Theme
from news.models import Article, Event
from secretariats.models import Secretariat
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory
from tests.upgrades.worker import form_data

pytestmark = pytest.mark.django_db

TITLES = [
    # As it is heard: consonants meet across syllables.
    ("ko", "강릉·속초 물 포럼 2028", "gangneung-sokcho-mul-poreom-2028"),
    ("ko", "전라북도, 왕십리에서 논의", "jeollabukdo-wangsimnieseo-nonui"),
    ("ko", "탄소중립 🌱 선언", "tansojungnip-seoneon"),
    # By the word: one character, two readings; particles, doubled consonants, long vowels.
    ("ja", "札幌の学校へ行こう", "sapporo-no-gakko-e-iko"),
    ("ja", "北九州市、コーヒーを配る", "kitakyushu-shi-kohi-o-kubaru"),
    ("ja", "ｶﾞｲﾄﾞﾌﾞｯｸ第３回", "gaidobukku-dai-3-kai"),
    # 重 and 長 are read otherwise in these names, also in traditional characters.
    ("zh-hans", "重庆：绿色出行", "chong-qing-lu-se-chu-xing"),
    ("zh-hant", "長春與重慶", "chang-chun-yu-chong-qing"),
    ("en", "Zürich’s “Łódź” – São Tomé & Co.", "zurichs-lodz-sao-tome-co"),
    ("en", "Улаанбаатар 2030", "ulaanbaatar-2030"),
]


@pytest.mark.parametrize(("code", "title", "slug"), TITLES)
def test_title_in_any_script_becomes_an_address(code, title, slug):
    assert slug_from(title, BY_CODE[code]) == slug


def test_long_title_is_cut_between_words():
    slug = slug_from("소중한 물길을 " * 20, BY_CODE["ko"], longest=76)
    assert len(slug) <= 76
    assert {*slug.split("-")} == {"sojunghan", "mulgireul"}


@pytest.mark.parametrize("title", ["🌱🌍", "——", "“…”"])
def test_title_without_letters_has_an_address_too(title):
    ArticleFactory(slug="article")
    assert proposed_slug(Article, {"title_ko": title}, BY_CODE["ko"]) == "article-2"


def test_english_name_comes_first_then_the_source():
    texts = {"title_ja": "東京", "title_ko": "서울", "title_en": " "}
    assert proposed_slug(Event, texts, BY_CODE["ko"]) == "seoul"
    assert proposed_slug(Event, texts | {"title_en": "Seoul Week"}, BY_CODE["ko"]) == "seoul-week"
    assert proposed_slug(Event, {}, BY_CODE["ko"]) == ""


@pytest.mark.parametrize("word", sorted(RESERVED)[:2])
def test_reserved_word_is_never_proposed(word):
    assert proposed_slug(Member, {"name_en": word.title()}, BY_CODE["en"]) == f"{word}-2"


@pytest.mark.each_database
def test_next_free_number_is_taken():
    office = PostingFactory().secretariat
    member = MemberFactory(slug="suwon", secretariat=office)
    MemberFactory(slug="suwon-2", status="draft")
    MemberFactory(slug="suwonsi")
    assert proposed_slug(Member, {"name_ko": "수원"}, BY_CODE["ko"]) == "suwon-3"
    # An address that was left leads on from there: nothing else is put in its place.
    member.slug = "suwon-city"
    member.save()
    assert proposed_slug(Member, {"name_ko": "수원"}, BY_CODE["ko"]) == "suwon-3"
    assert proposed_slug(Theme, {"name_ko": "수원"}, BY_CODE["ko"]) == "suwon"


ADDED = [
    (
        "news/article",
        Article,
        {"title_ja": "水俣市が加盟", "source_language": "ja"},
        "minamata-shi",
    ),
    (
        "news/event",
        Event,
        {"title_zh_hant": "高雄市氣候週", "source_language": "zh-hant"},
        "gao-xiong",
    ),
]


@pytest.mark.parametrize(("kind", "model", "texts", "start"), ADDED)
def test_empty_address_is_filled_in_and_told(client, kind, model, texts, start):
    user = PostingFactory(role="publisher").user
    client.force_login(user)
    add = f"/admin/{kind}/add/"
    when = {"starts_at_0": "2027-06-03", "starts_at_1": "09:00"}
    when |= {"ends_at_0": "2027-06-03", "ends_at_1": "17:00"}
    response = client.post(add, form_data(client.get(add)) | when | texts)
    assert response.status_code == 302
    slug = model.objects.get().slug
    assert slug.startswith(start)
    assert f"“{slug}”" in " ".join(map(str, get_messages(response.wsgi_request)))


def test_form_that_comes_back_shows_the_proposal(client):
    client.force_login(PostingFactory(role="publisher").user)
    add = "/admin/news/event/add/"
    sent = form_data(client.get(add)) | {"title_ko": "부산 물 주간", "source_language": "ko"}
    page = client.post(add, sent)  # it does not say when it is
    assert page.context["adminform"].form["slug"].value() == "busan-mul-jugan"
    assert 'value="busan-mul-jugan"' in page.text


def test_form_without_any_title_asks_for_that_alone(client):
    """The address follows from it."""
    client.force_login(PostingFactory(role="publisher").user)
    add = "/admin/news/article/add/"
    page = client.post(add, form_data(client.get(add)))
    assert [*page.context["adminform"].form.errors] == ["title_en"]


def test_address_that_stands_is_not_made_anew(client):
    article = ArticleFactory(slug="old")
    client.force_login(PostingFactory(secretariat=article.secretariat, role="publisher").user)
    change = f"/admin/news/article/{article.pk}/change/"
    page = client.post(change, form_data(client.get(change)) | {"slug": ""})
    assert "slug" in page.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("members/member", Member),
        ("members/theme", Theme),
        ("secretariats/secretariat", Secretariat),
        ("news/article", Article),
        ("news/event", Event),
    ],
)
def test_each_kind_with_pages_proposes_one(client, path, model):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    sent = {f"{model.named_in}_{language.column}": "" for language in LANGUAGES}
    sent |= {f"{model.named_in}_ko": "속리산", "source_language": "ko"}
    answer = client.post(f"/admin/{path}/propose/", sent)
    assert answer.json() == {"slug": "songnisan"}
    slug = client.get(f"/admin/{path}/add/").context["adminform"].form.fields["slug"]
    assert slug.widget.attrs["data-propose"] == f"/admin/{path}/propose/"


def test_who_may_not_add_is_proposed_nothing(client):
    client.force_login(PostingFactory(role="translator").user)
    assert client.post("/admin/news/article/propose/", {"title_en": "A"}).status_code == 403


@pytest.mark.parametrize(
    ("language", "slug", "words"),
    [
        ("en", "한글-주소", "Latin letters, digits and hyphens only"),
        ("ko", "Suwon 2027", "영문자와 숫자, 하이픈(-)만 쓸 수 있습니다."),
        ("en", "taken", "This page address is taken already."),
        ("ko", "taken", "이미 쓰이고 있는 페이지 주소입니다."),
    ],
)
def test_address_that_cannot_be_is_told_in_plain_words(client, language, slug, words):
    ArticleFactory(slug="taken")
    client.force_login(UserFactory(is_superuser=True, interface_language=language))
    sent = {"title_en": "Water", "source_language": "en", "slug": slug}
    where = "/admin/news/article/add/"
    answer = client.post(where, form_data(client.get(where)) | sent)
    assert "slug" in answer.context["adminform"].form.errors
    assert words in answer.text
    assert Article.objects.count() == 1


@pytest.mark.parametrize("slug", ["수원", "a.b"])
def test_shell_says_the_same_of_an_address(slug):
    with pytest.raises(ValidationError, match="hyphens only"):
        Article(slug=slug).clean_fields(exclude={f.name for f in Article._meta.fields} - {"slug"})
