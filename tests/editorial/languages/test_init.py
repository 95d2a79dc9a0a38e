import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from editorial.languages import (
    BY_CODE,
    LANGUAGES,
    fallback_label,
    languages_of,
    text_in,
    translated_columns,
)
from members.models import Member
from secretariats.models import Posting
from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory

CODES = [language.code for language in LANGUAGES]


def test_text_in_own_language():
    member = MemberFactory.build(name_en="Suwon", name_ko="수원")
    text = text_in(member, "name", BY_CODE["ko"])
    assert (text.value, text.tag, text.is_fallback) == ("수원", "ko", False)


@pytest.mark.parametrize(
    ("wanted", "shown"), [("zh-hans", "水原"), ("ja", "Suwon"), ("ko", "Suwon")]
)
def test_text_in_falls_back_to_the_nearest_language(wanted, shown):
    member = MemberFactory.build(name_en="Suwon", name_zh_hant="水原")
    text = text_in(member, "name", BY_CODE[wanted])
    assert text.value == shown
    assert text.is_fallback


def test_text_in_falls_back_to_the_source_language():
    article = ArticleFactory.build(title_en="", title_ko="공지", source_language="ko")
    assert text_in(article, "title", BY_CODE["ja"]).tag == "ko"


def test_text_in_uses_the_active_language():
    member = MemberFactory.build(name_en="Suwon", name_ja="水原")
    with translation.override("ja"):
        assert text_in(member, "name").value == "水原"


def test_fallback_label_names_both_languages():
    member = MemberFactory.build(name_en="Suwon")
    assert fallback_label(text_in(member, "name", BY_CODE["ko"])) == (
        "In English – no Korean version yet"
    )


def test_label_of_a_converted_text_names_where_it_came_from():
    member = MemberFactory.build(name_zh_hans="水原", converted=["name_zh_hans"])
    text = text_in(member, "name", BY_CODE["zh-hans"])
    assert text.has_note
    assert fallback_label(text) == "Converted from Traditional Chinese, not yet reviewed"


def test_label_of_a_fallback_that_is_converted_says_both():
    member = MemberFactory.build(name_zh_hans="水原", converted=["name_zh_hans"])
    assert fallback_label(text_in(member, "name", BY_CODE["zh-hant"])) == (
        "In Simplified Chinese, converted from Traditional Chinese and not yet reviewed – no "
        "Traditional Chinese version yet"
    )


def test_text_in_own_language_that_is_reviewed_has_no_note():
    member = MemberFactory.build(name_en="Suwon", name_zh_hans="水原", converted=["name_zh_hans"])
    assert not text_in(member, "name", BY_CODE["en"]).has_note


def test_languages_of_lists_own_versions_only():
    member = MemberFactory.build(name_en="Suwon", name_ko="수원", name_ja="")
    assert [language.code for language in languages_of(member, "name")] == ["en", "ko"]


def test_translated_columns_are_grouped_by_language():
    codes = list(translated_columns(Member).values())
    assert codes == sorted(codes, key=["en", "zh-hant", "ko", "ja", "zh-hans"].index)
    assert len(codes) == 30


def test_translated_columns_of_a_model_without_texts_are_none():
    assert translated_columns(Posting) == {}


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("missing", [None, ""])
def test_english_name_is_required_past_the_form(language, missing):
    with translation.override(language), pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(name_en=missing, name_ko="수원")


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize("language", CODES)
def test_article_needs_the_title_of_its_source_language_past_the_form(language):
    with translation.override(language), pytest.raises(IntegrityError), transaction.atomic():
        ArticleFactory(source_language="ko", title_en="Notice", title_ko="")


@pytest.mark.each_database
@pytest.mark.django_db
def test_article_needs_no_english_title():
    assert ArticleFactory(source_language="ko", title_en="", title_ko="공지").pk
