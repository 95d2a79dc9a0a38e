"""Words that pages put together have the signs of the reader's language between them."""

import re

import pytest

from tests.factories.members import ListedMemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import AreaFactory, SecretariatFactory

pytestmark = pytest.mark.django_db


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
