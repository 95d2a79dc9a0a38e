import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modeltranslation.translator import translator as options_of

from editorial.languages import BY_CODE, text_in
from editorial.records.history import versions_of
from editorial.translations.converted_texts import (
    Overtaken,
    accept,
    column_of,
    conversions,
    converted_texts_by_record,
    converted_texts_of,
    drop,
    fill,
    is_stale,
    nothing_closed,
    record_of,
)
from editorial.translations.ledger import entries, statuses_of
from editorial.translations.models import ConvertedText
from members.models import Member
from news.models import Article
from tests.factories.members import FactFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import ForbiddenVariantFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

HANT, HANS = BY_CODE["zh-hant"], BY_CODE["zh-hans"]


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon", summary_en="A city.", summary_zh_hans="软件之城。")


@pytest.fixture
def open_member():
    """A member of an office that shows converted texts."""
    office = SecretariatFactory(shows_converted=True)
    return MemberFactory(
        secretariat=office, name_en="Suwon", summary_en="A city.", summary_zh_hans="软件之城。"
    )


def filled(obj, target=HANT):
    """What a command does."""
    done = fill(type(obj)._base_manager.filter(pk=obj.pk), target, closed=nothing_closed)
    obj.refresh_from_db()
    return done


def change(obj, **texts):
    for name, value in texts.items():
        setattr(obj, name, value)
    obj.save()
    return obj


def state_of(obj, name: str) -> str:
    return next(str(entry.state) for entry in entries(obj) if entry.column == name)


def texts_of(obj) -> dict[str, str]:
    return {name: draft.text for name, draft in converted_texts_of(obj).items()}


def test_converted_text_waits_as_a_draft(member):
    filled(member)
    assert texts_of(member) == {"summary_zh_hant": "軟體之城。"}
    assert not member.summary_zh_hant
    assert state_of(member, "summary_zh_hant") == "missing"
    assert statuses_of(member)["zh-hant"].worst == "missing"


def test_converted_text_is_public_and_labelled_where_its_office_shows_it(open_member):
    filled(open_member)
    assert open_member.summary_zh_hant == "軟體之城。"
    assert text_in(open_member, "summary", HANT).is_converted
    assert state_of(open_member, "summary_zh_hant") == "converted"
    assert converted_texts_of(open_member) == {}
    newest = versions_of(Member).filter(id=open_member.pk).first()
    assert newest.history_change_reason == "Converted from the other Chinese script"


def test_conversion_goes_the_other_way_too(member):
    change(member, summary_zh_hans="", summary_zh_hant="軟體之城。")
    filled(member, HANS)
    assert texts_of(member) == {"summary_zh_hans": "软件之城。"}


def test_rich_text_keeps_its_mark_up(member):
    change(member, profile_zh_hans='<p>网络<a href="https://例.cn/网络">链接</a></p>')
    filled(member)
    html = texts_of(member)["profile_zh_hant"]
    assert html.startswith("<p>網路")
    assert 'href="https://例.cn/网络"' in html


def test_names_of_people_are_never_converted(member, monkeypatch):
    options = options_of.get_options_for_model(Member)
    monkeypatch.setattr(options, "never_converted", ("leader_name",), raising=False)
    change(member, leader_name_zh_hans="李后", leader_title_zh_hans="市长")
    filled(member)
    assert {*texts_of(member)} == {"summary_zh_hant", "leader_title_zh_hant"}


def test_written_text_is_never_overwritten(member):
    change(member, summary_zh_hant="一座城市。")
    change(member, summary_zh_hans="科技之城。")
    assert filled(member) == []
    assert member.summary_zh_hant == "一座城市。"
    assert not ConvertedText.objects.exists()


def test_written_text_is_never_overwritten_though_it_is_stale(open_member):
    change(open_member, summary_zh_hant="一座城市。")
    change(open_member, summary_en="A great city.", summary_zh_hans="伟大的城市。")
    filled(open_member)
    assert open_member.summary_zh_hant == "一座城市。"


def test_confirmed_conversion_is_never_overwritten(open_member):
    filled(open_member)
    open_member.confirmed = frozenset({"summary_zh_hant"})
    open_member.save()
    change(open_member, summary_zh_hans="科技之城。")
    assert filled(open_member) == []
    assert open_member.summary_zh_hant == "軟體之城。"


def test_edited_conversion_is_never_overwritten(open_member):
    filled(open_member)
    change(open_member, summary_zh_hant="軟體的城市。")
    change(open_member, summary_zh_hans="科技之城。")
    assert filled(open_member) == []
    assert open_member.summary_zh_hant == "軟體的城市。"


def test_text_written_past_the_ledger_is_never_overwritten(open_member):
    filled(open_member)
    Member.objects.update(summary_zh_hant="別的。")
    open_member.refresh_from_db()
    change(open_member, summary_zh_hans="科技之城。")
    filled(open_member)
    assert open_member.summary_zh_hant == "別的。"


def test_source_is_never_overwritten_by_a_conversion():
    article = ArticleFactory(
        source_language="zh-hant", title_en="", title_zh_hant="公告", title_zh_hans="别的"
    )
    assert filled(article) == []
    filled(article, HANS)
    article.refresh_from_db()
    assert (article.title_zh_hant, article.title_zh_hans) == ("公告", "别的")


def test_conversion_is_not_converted_back(open_member):
    filled(open_member)
    change(open_member, summary_zh_hans="")
    assert filled(open_member, HANS) == []


def test_unreviewed_conversion_follows_its_origin(open_member):
    filled(open_member)
    change(open_member, summary_zh_hans="网络之城。")
    filled(open_member)
    assert open_member.summary_zh_hant == "網路之城。"
    assert state_of(open_member, "summary_zh_hant") == "converted"


def test_conversion_of_an_articles_own_text_is_stale_right_after_that_changes():
    office = SecretariatFactory(shows_converted=True)
    article = ArticleFactory(
        source_language="zh-hans", title_en="", title_zh_hans="网络", secretariat=office
    )
    filled(article)
    assert state_of(article, "title_zh_hant") == "converted"
    change(article, title_zh_hans="软件")
    assert state_of(article, "title_zh_hant") == "stale"
    filled(article)
    assert (article.title_zh_hant, state_of(article, "title_zh_hant")) == ("軟體", "converted")


def test_conversion_of_a_stale_text_is_stale(open_member):
    change(open_member, summary_en="A great city.")
    filled(open_member)
    assert state_of(open_member, "summary_zh_hant") == "stale"
    assert open_member.converted == ["summary_zh_hant"]


def test_draft_is_stale_right_after_its_origin_changes(member):
    filled(member)
    assert not is_stale(converted_texts_of(member)["summary_zh_hant"], member)
    change(member, summary_zh_hans="网络之城。")
    assert is_stale(converted_texts_of(member)["summary_zh_hant"], member)
    filled(member)
    draft = converted_texts_of(member)["summary_zh_hant"]
    assert (draft.text, is_stale(draft, member)) == ("網路之城。", False)


def test_filling_twice_changes_nothing(open_member, member):
    filled(open_member)
    filled(member)
    before = (open_member.version, ConvertedText.objects.get().at)
    assert filled(open_member) == filled(member) == []
    assert (open_member.version, ConvertedText.objects.get().at) == before


def test_looking_stores_nothing(open_member):
    assert len(conversions([open_member], HANT)) == 1
    open_member.refresh_from_db()
    assert not open_member.summary_zh_hant
    assert not ConvertedText.objects.exists()


def test_closed_column_is_left_alone(member):
    fill(Member.objects.all(), HANT, closed=lambda obj: {"summary_zh_hant"})
    assert not ConvertedText.objects.exists()


def test_vocabulary_that_no_office_owns_is_never_public_by_itself():
    theme = ThemeFactory(name_en="Resilient", name_zh_hans="韧性网络")
    filled(theme)
    assert not theme.name_zh_hant
    assert {*texts_of(theme)} == {"name_zh_hant"}


def test_conversion_is_withheld_however_it_came_into_its_column(member):
    member.freshly_converted = frozenset({"summary_zh_hant"})
    change(member, summary_zh_hant="軟體之城。")
    stored = Member.objects.get(pk=member.pk)
    assert (stored.summary_zh_hant or "", stored.converted) == ("", [])
    assert texts_of(member) == {"summary_zh_hant": "軟體之城。"}


def test_version_of_before_brings_no_conversion_back_to_an_office_that_hides_them(open_member):
    filled(open_member)
    then = open_member.summary_zh_hant
    open_member.secretariat.shows_converted = False
    open_member.secretariat.save()
    open_member.refresh_from_db()
    change(open_member, population=1)
    assert not Member.objects.get(pk=open_member.pk).summary_zh_hant
    change(open_member, summary_zh_hant=then)
    assert not Member.objects.get(pk=open_member.pk).summary_zh_hant
    assert {*texts_of(open_member)} == {"summary_zh_hant"}


def test_reviewed_text_is_not_withheld(open_member):
    filled(open_member)
    open_member.confirmed = frozenset({"summary_zh_hant"})
    open_member.save()
    open_member.secretariat.shows_converted = False
    open_member.secretariat.save()
    change(open_member, population=1)
    assert Member.objects.get(pk=open_member.pk).summary_zh_hant == "軟體之城。"


def test_rows_follow_the_office_of_their_record(open_member):
    fact = FactFactory(member=open_member, wording_en="Parks", wording_zh_hans="公园网络")
    filled(fact)
    assert fact.wording_zh_hant == "公園網路"


def test_draft_whose_text_was_written_waits_no_more(member):
    filled(member)
    change(member, summary_zh_hant="一座城市。")
    assert converted_texts_of(member) == {}


def test_draft_of_a_deleted_record_is_not_found_and_comes_back_with_it(member):
    article = ArticleFactory(title_en="A", title_zh_hans="网络")
    filled(article)
    draft, key = ConvertedText.objects.get(), article.pk
    article.delete()
    assert record_of(draft) is None
    with pytest.raises(Overtaken):
        accept(draft)
    assert converted_texts_of(Article(pk=key)) == {"title_zh_hant": draft}


def test_accepted_draft_is_a_confirmed_text(member):
    filled(member)
    accept(converted_texts_of(member)["summary_zh_hant"])
    member.refresh_from_db()
    assert member.summary_zh_hant == "軟體之城。"
    assert state_of(member, "summary_zh_hant") == "current"
    assert member.converted == []
    assert not ConvertedText.objects.exists()
    entry = next(e for e in entries(member) if e.column == "summary_zh_hant")
    assert entry.valid_review.how == "confirmed"


def test_changed_draft_is_a_written_text(member):
    filled(member)
    accept(converted_texts_of(member)["summary_zh_hant"], "軟體的城市。")
    member.refresh_from_db()
    entry = next(e for e in entries(member) if e.column == "summary_zh_hant")
    assert (entry.text, entry.valid_review.how) == ("軟體的城市。", "written")


def test_draft_that_was_public_once_is_confirmed_when_accepted(open_member):
    filled(open_member)
    change(open_member, summary_zh_hant="")
    open_member.secretariat.shows_converted = False
    open_member.secretariat.save()
    open_member.refresh_from_db()
    filled(open_member)
    accept(converted_texts_of(open_member)["summary_zh_hant"], " 軟體之城。")
    open_member.refresh_from_db()
    assert state_of(open_member, "summary_zh_hant") == "current"
    assert open_member.converted == []


def test_draft_is_accepted_once(member):
    filled(member)
    draft = converted_texts_of(member)["summary_zh_hant"]
    accept(draft)
    with pytest.raises(Overtaken):
        accept(draft)


def test_draft_overwrites_nothing_that_was_written_meanwhile(member):
    filled(member)
    draft = converted_texts_of(member)["summary_zh_hant"]
    change(member, summary_zh_hant="一座城市。")
    with pytest.raises(Overtaken):
        accept(draft)
    assert Member.objects.get(pk=member.pk).summary_zh_hant == "一座城市。"


def test_draft_that_was_made_anew_is_not_accepted_unseen(member):
    filled(member)
    seen = converted_texts_of(member)["summary_zh_hant"]
    change(member, summary_zh_hans="网络之城。")
    filled(member)
    with pytest.raises(Overtaken):
        accept(seen)


def test_draft_accepted_as_nothing_or_too_long_is_refused(member):
    change(member, leader_title_zh_hans="市长")
    filled(member)
    draft = converted_texts_of(member)["leader_title_zh_hant"]
    for text in ("", " ", "長" * 121):
        with pytest.raises(ValidationError):
            accept(draft, text)
    assert ConvertedText.objects.filter(pk=draft.pk).exists()


def test_accepted_rich_text_is_cleaned(member):
    change(member, profile_zh_hans="<p>网络</p>")
    filled(member)
    accept(converted_texts_of(member)["profile_zh_hant"], "<p>網路<script>x</script></p>")
    assert Member.objects.get(pk=member.pk).profile_zh_hant == "<p>網路</p>"


def test_dropped_draft_is_gone(member):
    filled(member)
    drop(converted_texts_of(member)["summary_zh_hant"])
    assert converted_texts_of(member) == {}


def test_there_is_one_draft_of_a_text(member):
    filled(member)
    change(member, summary_zh_hans="网络之城。")
    filled(member)
    assert [column_of(draft) for draft in ConvertedText.objects.all()] == ["summary_zh_hant"]


def test_drafts_are_looked_up_in_one_query_for_many(member, django_assert_num_queries):
    others = [MemberFactory(summary_zh_hans="网络") for _ in range(3)]
    for obj in others:
        filled(obj)
    with django_assert_num_queries(1):
        found = converted_texts_by_record([member, *others])
    assert [len(found[obj.pk]) for obj in (member, *others)] == [0, 1, 1, 1]


def test_looking_asks_as_much_for_many_records_as_for_few(member, django_assert_num_queries):
    records = Member.objects.select_related("secretariat")
    with CaptureQueriesContext(connection) as asked:
        assert len(conversions(records.all(), HANT)) == 1
    MemberFactory(summary_zh_hans="网络")
    MemberFactory(summary_zh_hans="网络")
    with django_assert_num_queries(len(asked)):
        assert len(conversions(records.all(), HANT)) == 3


def test_name_that_is_not_to_be_used_is_published_by_no_conversion(open_member):
    ForbiddenVariantFactory(text="軟體", language="zh-hant")
    with pytest.raises(ValidationError, match="軟體"):
        filled(open_member)
    open_member.refresh_from_db()
    assert not open_member.summary_zh_hant


def test_draft_that_holds_a_name_not_to_be_used_is_not_accepted(member):
    filled(member)
    ForbiddenVariantFactory(text="軟體", language="zh-hant")
    (draft,) = converted_texts_of(member).values()
    with pytest.raises(ValidationError, match="軟體"):
        accept(draft)
    member.refresh_from_db()
    assert not member.summary_zh_hant
