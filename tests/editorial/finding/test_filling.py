import pytest
from django.core.management import call_command

from editorial.finding.filling import rebuild
from editorial.finding.models import Form, Role, SearchName, SearchText
from editorial.finding.searched import found_models
from editorial.finding.words import drop, place_of
from editorial.history.bringing_back import delete_with_rows
from editorial.history.writing import write
from members.models import Member
from news.models import Article
from tests.editorial.sheets.sheeting import apply, exported, previewed, signed_in, undo
from tests.editorial.sheets.sheeting import write as write_cell
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def names(record) -> set[str]:
    """What a record is found by as it is written."""
    rows = SearchName.objects.filter(kind=record._meta.label_lower, key=record.pk)
    return set(rows.filter(form=Form.WRITTEN).values_list("name", flat=True))


def test_member_has_its_names_official_name_and_readings():
    member = MemberFactory(
        name_en="Suwon",
        name_ko="수원",
        official_name="수원시",
        reading_kana="すいげん",
        reading_pinyin="shuǐ yuán",
        reading_zhuyin="ㄕㄨㄟˇ ㄩㄢˊ",
    )
    rows = SearchName.objects.filter(kind="members.member", key=member.pk)
    written = {(row.name, row.language, row.role) for row in rows}
    assert written == {
        ("Suwon", "en", Role.NAME),
        ("수원", "ko", Role.NAME),
        ("수원시", "", Role.OFFICIAL),
        ("すいげん", "ja", Role.READING),
        ("shuǐ yuán", "zh-Latn-pinyin", Role.READING),
        ("ㄕㄨㄟˇ ㄩㄢˊ", "zh-Bopo", Role.READING),
    }
    forms = {row.form for row in rows}
    assert forms == {*Form}


def test_saving_changes_names_and_words():
    member = MemberFactory(name_en="Suwon", summary_en="Walls.")
    member.name_en, member.summary_en = "Osan", "Rivers."
    member.save()
    assert names(member) == {"Osan"}
    assert not Member.objects.search("walls").exists()
    assert Member.objects.search("rivers").get() == member


def test_saving_again_writes_nothing(django_assert_num_queries):
    member = MemberFactory(name_en="Suwon", summary_en="Walls.")
    with django_assert_num_queries(3):
        assert member.keep_found() is False


def test_what_no_form_brings_is_kept_too():
    theme = ThemeFactory(name_en="Water")
    write(theme, {"name_ko": "물"}, "From a sheet")
    assert names(theme) == {"Water", "물"}


def test_deleted_record_leaves_nothing_and_comes_back_with_all():
    article = ArticleFactory(title_en="Forum", body_en="<p>Rivers.</p>")
    kind, key = "news.article", article.pk
    delete_with_rows(article)
    assert not SearchName.objects.filter(kind=kind, key=key).exists()
    assert not SearchText.objects.filter(kind=kind, key=key).exists()
    again = ArticleFactory(pk=key, title_en="Forum", body_en="<p>Rivers.</p>")
    assert Article.objects.search("rivers").get() == again


def test_rebuilding_brings_what_was_written_past_saving():
    member, gone = MemberFactory(name_en="Suwon"), MemberFactory(name_en="Osan")
    assert rebuild(Member) == 0
    Member.objects.filter(pk=member.pk).update(name_en="Anyang", summary_en="Rivers.")
    Member.objects.filter(pk=gone.pk)._raw_delete("default")
    call_command("recompute_search", verbosity=0)
    assert names(member) == {"Anyang"}
    assert Member.objects.search("rivers").get() == member
    assert not SearchName.objects.filter(key=gone.pk, kind="members.member").exists()
    assert rebuild(Member) == 0


def test_rebuilding_fills_an_index_that_was_lost():
    member = MemberFactory(summary_en="Rivers.")
    place = place_of("members.member", member.pk)
    drop([place])
    SearchText.objects.filter(pk=place).update(digest="")
    assert rebuild(Member) == 1
    assert Member.objects.search("rivers").get() == member


def test_no_two_kinds_share_a_place():
    kinds = {model._meta.label_lower for model in found_models()}
    assert len({place_of(kind, 7) for kind in kinds}) == len(kinds)


def test_names_follow_a_sheet_and_its_undoing(client):
    office = SecretariatFactory()
    member = MemberFactory(secretariat=office, slug="osan", name_en="Osan", name_ja="")
    signed_in(client, office)
    made = previewed(client, write_cell(exported(client), "osan", name_ja="烏山"))
    apply(client, made)
    assert names(member) == {"Osan", "烏山"}
    undo(client, made)
    assert names(member) == {"Osan"}
