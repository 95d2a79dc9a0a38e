"""Words that pages put together have the signs of the reader's language between them."""

import re
from html import unescape

import pytest

from tests.factories.members import ListedMemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import AreaFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

#: A sign of English beside a character of Chinese, with a space between at most.
ENGLISH_SIGN = re.compile(r"[一-鿿]\s?[.,;:!?()]|[.,;:!?()]\s?[一-鿿]")


def words_of(client, address: str) -> str:
    return re.sub(r"<[^>]+>", "", client.get(address).content.decode())


@pytest.mark.parametrize(
    ("address", "sought"),
    [
        ("/ja/members/?q=浜松", "「浜松」"),
        ("/zh-hant/members/?q=花蓮", "「花蓮」"),
        ("/zh-hans/members/?q=长沙", "“长沙”"),
        ("/ko/members/?q=제천", "“제천”"),
        ("/zh-hant/news/?q=淡水", "「淡水」"),
        ("/ja/news/?q=函館", "「函館」"),
    ],
)
def test_searched_word_stands_in_the_marks_of_the_language(client, address, sought):
    assert sought in words_of(client, address)


@pytest.mark.parametrize(
    ("code", "label", "several"),
    [("zh-hans", "新闻：Laos", "Laos、Nepal"), ("ja", "ニュース：Laos", "Laos、Nepal")],
)
def test_labels_and_lists_have_the_signs_of_the_language(client, code, label, several):
    laos, nepal = (
        AreaFactory(code=area, name_en=name) for area, name in (("LA", "Laos"), ("NP", "Nepal"))
    )
    SecretariatFactory(slug="mekong").areas.add(laos)
    ArticleFactory(slug="rivers").areas.add(laos, nepal)
    assert label in words_of(client, f"/{code}/secretariats/mekong/")
    assert several in words_of(client, f"/{code}/news/rivers/")


@pytest.mark.parametrize(("code", "shared"), [("ja", "（共通）"), ("zh-hant", "（多個會員共有）")])
def test_note_stands_in_the_brackets_of_the_language(client, code, shared):
    theme = ThemeFactory()
    for slug in ("hualien", "jiayi"):
        ListedMemberFactory(slug=slug).themes.add(theme)
    assert shared in words_of(client, f"/{code}/members/compare/?city=hualien&city=jiayi")


@pytest.fixture(params=["zh-hant", "zh-hans"])
def chinese_client(request, admin_client, admin_user):
    """Of somebody who works in the back office in Chinese, and has a Chinese name."""
    admin_user.display_name, admin_user.interface_language = "文清", request.param
    admin_user.save()
    return admin_client


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/news/article/",
        "/admin/news/article/?q=nowhere",
        "/admin/news/article/{key}/change/",
        "/admin/news/article/{key}/delete/",
        "/admin/news/article/{key}/history/",
        "/admin/activity/",
    ],
)
def test_package_templates_put_no_english_signs_between_chinese(chinese_client, address):
    article = ArticleFactory(title_en="", title_zh_hant="淡水", source_language="zh-hant")
    answer = chinese_client.get(address.format(key=article.pk))
    assert answer.status_code == 200
    assert "文清" in answer.content.decode()
    words = unescape(words_of(chinese_client, address.format(key=article.pk)))
    assert ENGLISH_SIGN.findall(words) == []


def test_list_counts_records_by_a_measure_word(chinese_client):
    ArticleFactory()
    assert re.search("1 [筆条][資记][料录]", words_of(chinese_client, "/admin/news/article/"))
