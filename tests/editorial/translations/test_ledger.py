import pytest
from django.core.management import call_command

from editorial.languages import BY_CODE, text_in
from editorial.records.scope import office_of
from editorial.translations.ledger import (
    Rendered,
    enter,
    entries,
    source_then,
    sources_then,
    statuses_of,
)
from editorial.translations.models import TranslationReview, TranslationStatus
from editorial.translations.translated import recompute, translated_models
from members.models import Fact, Member
from news.models import Article, Event
from secretariats.models import Area, Person, Secretariat
from tests.factories.members import FactFactory, MemberFactory
from tests.factories.news import ArticleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def state(obj, name: str) -> str:
    found = {entry.column: str(entry.state) for entry in entries(obj)}
    return found[name]


def stored(obj, code: str) -> TranslationStatus:
    return statuses_of(obj)[code]


def change(obj, **texts):
    """What a shell does: values, and a save."""
    for name, value in texts.items():
        setattr(obj, name, value)
    obj.save()
    return obj


def test_every_kind_with_texts_for_readers_is_in_the_ledger():
    assert {Area, Secretariat, Person, Member, Fact, Article, Event} <= {*translated_models()}


def test_text_that_is_not_there_is_missing():
    member = MemberFactory(name_en="Suwon", name_ko="수원")
    assert state(member, "name_ja") == "missing"
    assert stored(member, "ja").worst == "missing"
    assert stored(member, "ja").since is not None


def test_text_without_a_source_is_not_due():
    assert state(MemberFactory(), "summary_ja") == "not_due"


def test_text_that_has_no_source_at_all_is_current():
    assert state(MemberFactory(summary_ja="水原市"), "summary_ja") == "current"


def test_text_written_with_its_source_is_current():
    member = MemberFactory(name_en="Suwon", name_ja="水原")
    assert state(member, "name_ja") == "current"
    assert stored(member, "en").worst == "source"


def test_text_is_stale_once_its_source_changes():
    member = MemberFactory(summary_en="A city.", summary_ja="都市。")
    change(member, summary_en="A great city.")
    assert state(member, "summary_ja") == "stale"
    assert (stored(member, "ja").worst, stored(member, "ja").stale) == ("missing", 1)


def test_text_is_current_again_once_it_is_written_anew():
    member = MemberFactory(summary_en="A city.", summary_ja="都市。")
    change(member, summary_en="A great city.")
    change(member, summary_ja="大都市。")
    assert state(member, "summary_ja") == "current"


def test_text_is_current_again_once_its_source_is_changed_back():
    member = MemberFactory(summary_en="A city.", summary_ja="都市。")
    change(member, summary_en="A great city.")
    change(member, summary_en="A city.")
    assert state(member, "summary_ja") == "current"


def test_undone_translation_renders_what_it_rendered_then():
    member = MemberFactory(summary_en="A city.", summary_ja="都市。")
    change(member, summary_en="A great city.", summary_ja="大都市。")
    change(member, summary_ja="都市。")
    assert state(member, "summary_ja") == "stale"
    change(member, summary_en="A city.")
    assert state(member, "summary_ja") == "current"


def test_text_once_confirmed_for_a_source_is_current_whenever_that_comes_back():
    member = MemberFactory(summary_en="A city.", summary_ja="都市。")
    member.confirmed = frozenset({"summary_ja"})
    change(member, summary_en="The city.")
    change(member, summary_en="A city.")
    assert state(member, "summary_ja") == "current"


def test_text_that_is_confirmed_is_current_without_a_change():
    member = MemberFactory(summary_en="A city.", summary_ja="都市。")
    change(member, summary_en="The city.")
    member.confirmed = frozenset({"summary_ja"})
    member.save()
    assert state(member, "summary_ja") == "current"
    assert (
        TranslationReview.objects.get(language="ja", field="summary", is_latest=True).how
        == "confirmed"
    )


def test_confirming_one_language_leaves_the_others_stale():
    member = MemberFactory(summary_en="A city.", summary_ja="都市。", summary_ko="도시.")
    change(member, summary_en="The city.")
    member.confirmed = frozenset({"summary_ja"})
    member.save()
    assert state(member, "summary_ko") == "stale"


def test_text_left_behind_by_its_source_is_stale_though_both_changed():
    member = MemberFactory(summary_en="A city.", summary_ja="都市。")
    member.left_behind = frozenset({"summary_ja"})
    change(member, summary_en="A great city.", summary_ja="都市です。")
    assert state(member, "summary_ja") == "stale"


def test_mark_up_and_white_space_make_nothing_stale():
    member = MemberFactory(
        profile_en="<p>A <strong>green</strong> city.</p>",
        profile_ja="<p>緑の都市。</p>",
        summary_en="One line.",
        summary_ja="一行。",
    )
    change(member, profile_en="<p>A green\n city.</p>", summary_en=" One  line. ")
    assert (state(member, "profile_ja"), state(member, "summary_ja")) == ("current", "current")


def test_rich_text_and_alternative_text_go_stale():
    member = MemberFactory(
        profile_en="<p>Green.</p>",
        profile_ja="<p>緑。</p>",
        picture_alt_en="A hall",
        picture_alt_ja="庁舎",
    )
    change(member, profile_en="<p>Blue.</p>", picture_alt_en="A bridge")
    assert (state(member, "profile_ja"), state(member, "picture_alt_ja")) == ("stale", "stale")


def test_article_is_translated_from_its_own_language():
    article = ArticleFactory(source_language="ko", title_ko="공고", title_en="Notice")
    change(article, title_ko="새 공고")
    assert state(article, "title_en") == "stale"
    assert stored(article, "ko").worst == "source"


def test_change_of_a_translation_makes_no_other_language_stale():
    member = MemberFactory(name_en="Suwon", name_ja="水原", name_ko="수원")
    change(member, name_ja="水原市")
    assert state(member, "name_ko") == "current"


def test_converted_text_is_unreviewed_until_somebody_writes_or_confirms_it():
    member = MemberFactory(
        secretariat__shows_converted=True, summary_en="A city.", summary_zh_hans="城市。"
    )
    member.freshly_converted = frozenset({"summary_zh_hant"})
    change(member, summary_zh_hant="城市。")
    assert state(member, "summary_zh_hant") == "converted"
    assert member.converted == Member.objects.get().converted == ["summary_zh_hant"]
    assert text_in(member, "summary", BY_CODE["zh-hant"]).is_converted
    change(member, summary_zh_hant="都市。")
    assert state(member, "summary_zh_hant") == "current"
    assert not text_in(Member.objects.get(), "summary", BY_CODE["zh-hant"]).is_converted


def test_converted_text_that_is_stale_is_still_unreviewed():
    member = MemberFactory(secretariat__shows_converted=True, summary_en="A city.")
    member.freshly_converted = frozenset({"summary_zh_hant"})
    change(member, summary_zh_hant="城市。")
    change(member, summary_en="A great city.")
    assert state(member, "summary_zh_hant") == "stale"
    assert member.converted == ["summary_zh_hant"]


def test_source_then_is_what_the_text_was_written_for():
    member = MemberFactory(summary_en="A city.", summary_ja="都市。")
    change(member, population=1)
    change(member, summary_en="A great city.")
    found = next(entry for entry in entries(member) if entry.column == "summary_ja")
    assert source_then(member, found) == "A city."


def test_work_waits_since_it_began_to():
    member = MemberFactory(name_en="Suwon")
    first = stored(member, "ja").since
    change(member, population=1)
    assert stored(member, "ja").since == first
    change(member, name_ja="水原")
    assert stored(member, "ja").since is None


def test_text_written_past_the_ledger_is_stale_until_it_is_recomputed():
    member = MemberFactory(name_en="Suwon", name_ja="水原")
    Member.objects.update(name_ja="水原市")
    member.refresh_from_db()
    assert state(member, "name_ja") == "stale"
    assert recompute(Member) == 0
    assert state(member, "name_ja") == "current"


def test_source_written_past_the_ledger_is_found_by_recomputing():
    member = MemberFactory(name_en="Suwon", name_ja="水原")
    Member.objects.update(name_en="Suwon City")
    assert stored(member, "ja").worst == "current"
    assert recompute(Member) == 1
    assert stored(member, "ja").worst == "stale"


def test_recomputing_gives_the_same_states():
    member = MemberFactory(name_en="Suwon", name_ja="水原", summary_en="A city.")
    change(member, name_en="Suwon City")
    before = list(TranslationStatus.objects.order_by("pk").values())
    words = TranslationReview.objects.count()
    assert recompute(Member) == 0
    assert list(TranslationStatus.objects.order_by("pk").values()) == before
    assert TranslationReview.objects.count() == words


def test_recomputing_takes_in_what_was_there_before_the_ledger(capsys):
    MemberFactory(name_en="Suwon", name_ja="水原")
    TranslationReview.objects.all().delete()
    TranslationStatus.objects.all().delete()
    call_command("recompute_ledger")
    assert "members: 1 stood otherwise" in capsys.readouterr().out
    assert stored(Member.objects.get(), "ja").worst == "current"


def test_recomputing_forgets_records_that_are_gone():
    member = MemberFactory()
    gone = {"kind": "members.member", "key": member.pk + 1}
    TranslationStatus.objects.create(**gone, language="ja", worst="stale")
    recompute(Member)
    assert not TranslationStatus.objects.filter(**gone).exists()


def test_confirmations_are_added_and_stay():
    member = MemberFactory(name_en="Suwon", name_ja="水原")
    change(member, name_ja="水原市")
    said = TranslationReview.objects.filter(language="ja", field="name").order_by("pk")
    assert [word.is_latest for word in said] == [False, True]


def test_a_save_that_changes_no_text_asks_twice(django_assert_num_queries):
    member = MemberFactory(name_en="Suwon", name_ja="水原")
    with django_assert_num_queries(2):
        enter(member)


def test_text_made_from_a_source_of_before_is_stale_until_that_comes_back():
    member = MemberFactory(summary_en="A city.")
    before = next(entry for entry in entries(member) if entry.column == "summary_ja")
    change(member, summary_en="A great city.")
    member.renders = {"summary_ja": Rendered(before.source_digest, 1)}
    change(member, summary_ja="都市。")
    assert state(member, "summary_ja") == "stale"
    change(member, summary_en="A city.")
    assert state(member, "summary_ja") == "current"


def test_sources_then_are_found_for_many_in_one_query(django_assert_num_queries):
    made = [MemberFactory(summary_en=f"City {at}.", summary_ja="都市。") for at in range(3)]
    for member in made:
        change(member, summary_en="Changed.")
    stale = [(obj.pk, e) for obj in made for e in entries(obj) if e.column == "summary_ja"]
    with django_assert_num_queries(1):
        found = sources_then(Member, stale)
    assert [found[obj.pk, "summary_ja"] for obj in made] == ["City 0.", "City 1.", "City 2."]


def test_office_of_a_record_is_the_one_that_it_belongs_to():
    member = MemberFactory()
    fact = FactFactory(member=member, wording_en="Parks")
    found = [office_of(obj) for obj in (member, fact, member.secretariat, member.area)]
    assert found == [member.secretariat, member.secretariat, member.secretariat, None]
