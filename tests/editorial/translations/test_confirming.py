"""What forms show and hear of translations. See test_merging for how a browser's form is made."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.records.history import versions_of
from editorial.translations.concluding import questions
from editorial.translations.ledger import entries, statuses_of
from editorial.translations.models import TranslationReview
from members.models import Member
from news.models import Article
from secretariats.models import Posting
from tests.editorial.history.test_merging import colleague, errors_of, opened, save, stored, told
from tests.factories.members import FactFactory, MemberFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import LIST, change_url, form_data

pytestmark = pytest.mark.django_db

Role = Posting.Role


@pytest.fixture
def member():
    """Its summary was changed after it was translated."""
    member = MemberFactory(
        name_en="Suwon",
        summary_en="A city with walls.",
        summary_ja="城壁のある都市。",
        summary_ko="성벽이 있는 도시.",
    )
    return change(member, summary_en="A city with old walls.")


@pytest.fixture
def minsu(client_of, member):
    return client_of(colleague(member, "Minsu"))


@pytest.fixture
def yuki(client_of, member):
    return client_of(colleague(member, "Yuki"))


@pytest.fixture
def translator(client_of, member):
    posting = PostingFactory(secretariat=member.secretariat, role=Role.TRANSLATOR, languages=["ja"])
    return client_of(posting.user)


def change(obj, **texts):
    for name, value in texts.items():
        setattr(obj, name, value)
    obj.save()
    return obj


def state(obj, name: str) -> str:
    """The state of a text as it is stored."""
    found = type(obj).objects.get(pk=obj.pk)
    return next(str(entry.state) for entry in entries(found) if entry.column == name)


def page_of(client, obj) -> str:
    return client.get(change_url(obj)).content.decode()


def asked(response) -> dict[str, str]:
    """What a form that came back asks: by language, of which texts."""
    return {found.language.code: found.texts for found in response.context["questions"]}


def test_tab_says_how_its_language_stands(minsu, member):
    fieldsets = minsu.get(change_url(member)).context["adminform"]
    tabs = (one for one in fieldsets if "language" in one.classes.split())
    headings = [tab.name.__html__() for tab in tabs]
    words = [" ".join(heading.split("tab-states")[1].split()) for heading in headings]
    assert "source" in words[0]
    assert "2 missing" in words[1]
    assert "1 missing" in words[3]
    assert "1 stale" in words[3]


def test_tab_of_a_language_in_which_all_is_said_is_current(client_of):
    member = MemberFactory(name_en="Suwon", name_ja="水原")
    page = page_of(client_of(colleague(member, "Minsu")), member)
    assert '<span aria-hidden="true">✓</span> current' in page


def test_stale_text_shows_what_changed_and_who_confirmed_it_last(minsu, member):
    word = TranslationReview.objects.filter(field="summary", language="ja").get()
    word.by = Posting.objects.get(user__display_name="Minsu").user
    word.save()
    page = page_of(minsu, member)
    assert "<ins>" in page
    assert "old </ins>" in page
    assert "Last confirmed by Minsu, " in page


def test_stale_text_whose_source_is_kept_nowhere_says_so(minsu, member):
    versions_of(Member).filter(version=1).delete()
    assert "What the source said then is not kept." in page_of(minsu, member)


def test_text_written_past_the_ledger_was_confirmed_by_nobody(minsu, member):
    TranslationReview.objects.filter(language="ja").delete()
    assert "Nobody has confirmed this text yet." in page_of(minsu, member)


def test_rich_text_is_compared_by_its_words(client_of):
    member = MemberFactory(profile_en="<p>Old <b>walls</b></p>", profile_ja="<p>城壁</p>")
    change(member, profile_en="<p>New <b>walls</b></p>")
    page = page_of(client_of(colleague(member, "Minsu")), member)
    assert "Old</del>" in page
    assert "New</ins>" in page


def stale_fact(member: Member, number: int) -> None:
    fact = FactFactory(member=member, wording_en=f"Parks {number}", wording_ja=f"公園 {number}")
    change(fact, wording_en=f"Gardens {number}")


def test_form_asks_no_more_often_for_more_texts(minsu, member):
    stale_fact(member, 1)
    few = queries_of(minsu, change_url(member))
    for number in (2, 3):
        stale_fact(member, number)
    change(member, name_ja="水原")
    change(member, name_en="Suwon City")
    assert queries_of(minsu, change_url(member)) == few


def test_box_of_a_language_confirms_all_its_doubtful_texts(minsu, member):
    change(member, name_ja="水原")
    change(member, name_en="Suwon City")
    response = save(minsu, member, opened(minsu, member), **{"confirm-ja": "1"})
    assert response.status_code == 302
    assert [state(member, f"{name}_ja") for name in ("name", "summary")] == ["current"] * 2
    assert state(member, "summary_ko") == "stale"
    assert "日本語 (Name, Summary)" in told(response)


def test_boxes_confirm_several_languages_at_once(minsu, member):
    save(minsu, member, opened(minsu, member), **{"confirm-ja": "1", "confirm-ko": "1"})
    assert state(member, "summary_ja") == state(member, "summary_ko") == "current"


def test_box_of_a_field_confirms_that_text_alone(minsu, member):
    change(member, name_ja="水原")
    change(member, name_en="Suwon City")
    save(minsu, member, opened(minsu, member), **{"summary_ja-confirm": "1"})
    assert (state(member, "summary_ja"), state(member, "name_ja")) == ("current", "stale")


def test_confirmation_alone_makes_no_version_and_names_who_gave_it(minsu, member):
    before = stored(member).version
    save(minsu, member, opened(minsu, member), **{"confirm-ja": "1"})
    word = TranslationReview.objects.get(field="summary", language="ja", is_latest=True)
    assert (stored(member).version, word.version) == (before, before)
    assert (word.how, str(word.by)) == ("confirmed", "Minsu")


def test_confirmation_beside_another_change_is_stored_too(minsu, member):
    save(minsu, member, opened(minsu, member), population=1_190_000, **{"confirm-ja": "1"})
    assert (stored(member).population, state(member, "summary_ja")) == (1_190_000, "current")


def test_confirmation_of_what_the_sender_changes_in_the_source_asks_nothing(minsu, member):
    data = opened(minsu, member) | {"summary_en": "Walls.", "summary_ja": "城壁。"}
    assert save(minsu, member, data, **{"confirm-ja": "1"}).status_code == 302
    assert (state(member, "summary_ja"), state(member, "summary_ko")) == ("current", "stale")


def test_emptied_text_is_not_told_as_confirmed(minsu, member):
    data = opened(minsu, member) | {"summary_ja": ""}
    response = save(minsu, member, data, **{"confirm-ja": "1"})
    assert state(member, "summary_ja") == "missing"
    assert "Confirmed" not in told(response)


def test_converted_text_is_reviewed_by_confirming_it(client_of):
    member = MemberFactory(
        secretariat__shows_converted=True, summary_en="A city.", summary_zh_hans="城市。"
    )
    member.freshly_converted = frozenset({"summary_zh_hant"})
    change(member, summary_zh_hant="城市。")
    minsu = client_of(colleague(member, "Minsu"))
    assert "Converted from Simplified Chinese, not yet reviewed" in page_of(minsu, member)
    save(minsu, member, opened(minsu, member), **{"confirm-zh-hant": "1"})
    assert state(member, "summary_zh_hant") == "current"
    assert stored(member).converted == []


def test_current_text_has_no_box_and_takes_no_confirmation(client_of):
    member = MemberFactory(name_en="Suwon", name_ja="水原")
    minsu = client_of(colleague(member, "Minsu"))
    data = opened(minsu, member)
    assert "-confirm" not in page_of(minsu, member)
    save(minsu, member, data, **{"name_ja-confirm": "1", "confirm-ja": "1"})
    assert not TranslationReview.objects.filter(how="confirmed").exists()


def test_forged_post_of_a_translator_confirms_nothing_but_their_language(translator, member):
    page = page_of(translator, member)
    assert 'name="confirm-ja"' in page
    assert 'name="confirm-ko"' not in page
    assert 'name="summary_ko-confirm"' not in page
    forged = {"confirm-ko": "1", "summary_ko-confirm": "1", "confirm-ja": "1"}
    data = form_data(translator.get(change_url(member)))
    assert translator.post(change_url(member), data | forged).status_code == 302
    assert (state(member, "summary_ko"), state(member, "summary_ja")) == ("stale", "current")


def test_forged_post_to_another_office_confirms_nothing(client_of, member):
    stranger = client_of(colleague(MemberFactory(), "Stranger"))
    stranger.post(change_url(member), {"confirm-ja": "1", "seen_version": "2"})
    assert state(member, "summary_ja") == "stale"


def test_confirmation_of_a_source_that_others_changed_since_is_not_taken(minsu, yuki, member):
    ours = opened(minsu, member)
    save(yuki, member, opened(yuki, member), summary_en="A city without walls.")
    response = save(minsu, member, ours, **{"confirm-ja": "1"})
    assert state(member, "summary_ja") == "stale"
    assert "Not confirmed" in told(response)
    assert "日本語 (Summary)" in told(response)


def test_confirmation_from_a_form_that_does_not_say_what_it_showed_is_not_taken(minsu, member):
    data = opened(minsu, member)
    del data["seen_version"]
    save(minsu, member, data, **{"confirm-ja": "1"})
    assert state(member, "summary_ja") == "stale"


def test_translation_of_a_source_that_others_changed_meanwhile_is_stale(minsu, yuki, member):
    ours = opened(minsu, member)
    save(yuki, member, opened(yuki, member), summary_en="A city without walls.", name_en="Suweon")
    response = save(minsu, member, ours, summary_ja="古い城壁のある都市。", name_ja="水原")
    assert response.status_code == 302
    assert (state(member, "summary_ja"), state(member, "name_ja")) == ("stale", "stale")
    assert "while you were translating" in told(response)
    page = page_of(minsu, member)
    assert "with old</del>" in page


@pytest.fixture
def both(minsu, member) -> dict:
    """A form in which the English summary was changed, and its translations with it."""
    return opened(minsu, member) | {
        "summary_en": "Walls.",
        "summary_ja": "城壁。",
        "summary_ko": "성벽.",
    }


def test_source_and_translations_changed_in_one_save_are_asked_for_once(minsu, member, both):
    response = save(minsu, member, both)
    assert response.status_code == 200
    assert asked(response) == {"ko": "Summary", "ja": "Summary"}
    assert set(errors_of(response)) == {"__all__"}
    page = response.content.decode()
    assert page.count('name="meaning-ja"') == 2
    assert "城壁。" in page
    assert stored(member).summary_en == "A city with old walls."
    answers = {"meaning-ja": "new", "meaning-ko": "old"}
    assert save(minsu, member, both, **answers).status_code == 302
    assert (state(member, "summary_ja"), state(member, "summary_ko")) == ("current", "stale")


def test_answer_for_one_language_only_asks_again_and_keeps_it(minsu, member, both):
    response = save(minsu, member, both, **{"meaning-ko": "old"})
    assert asked(response) == {"ko": "Summary", "ja": "Summary"}
    assert [found.is_old for found in response.context["questions"]] == [True, False]


def test_answer_that_is_no_choice_is_none(minsu, member, both):
    assert save(minsu, member, both, **{"meaning-ko": "x", "meaning-ja": "new"}).status_code == 200


def test_answer_is_kept_while_something_else_is_wrong(minsu, member, both):
    answers = {"meaning-ja": "new", "meaning-ko": "old"}
    response = save(minsu, member, both | {"slug": ""}, **answers)
    assert set(errors_of(response)) == {"slug"}
    assert [found.is_old for found in response.context["questions"]] == [True, False]


def test_translation_that_was_missing_is_not_asked_for(minsu, member):
    data = opened(minsu, member) | {"name_en": "Suwon City", "name_ja": "水原市"}
    assert save(minsu, member, data).status_code == 302
    assert state(member, "name_ja") == "current"


def test_mark_up_alone_is_not_asked_for(client_of):
    member = MemberFactory(profile_en="<p>Green city</p>", profile_ja="<p>緑の都市</p>")
    minsu = client_of(colleague(member, "Minsu"))
    data = opened(minsu, member)
    data |= {"profile_en": "<p><b>Green</b> city</p>", "profile_ja": "<p>緑の大都市</p>"}
    assert save(minsu, member, data).status_code == 302
    data = opened(minsu, member)
    data |= {"profile_en": "<p>Blue city</p>", "profile_ja": "<p><b>緑</b>の大都市</p>"}
    assert save(minsu, member, data).status_code == 302
    assert state(member, "profile_ja") == "stale"


def test_new_source_language_is_no_question(client_of):
    article = ArticleFactory(title_en="Notice", title_ko="공고", source_language="en")
    user = PostingFactory(secretariat=article.secretariat, role=Role.PUBLISHER).user
    client = client_of(user)
    address = f"/admin/news/article/{article.pk}/change/"
    data = form_data(client.get(address))
    data |= {"source_language": "ko", "title_en": "News", "title_ko": "소식"}
    assert client.post(address, data).status_code == 302
    assert Article.objects.get().title_ko == "소식"


def test_article_asks_from_its_own_language(client_of):
    article = ArticleFactory(title_en="Notice", title_ko="공고", source_language="ko")
    user = PostingFactory(secretariat=article.secretariat, role=Role.PUBLISHER).user
    client = client_of(user)
    address = f"/admin/news/article/{article.pk}/change/"
    data = form_data(client.get(address)) | {"title_en": "News", "title_ko": "소식"}
    assert asked(client.post(address, data)) == {"en": "Title"}
    assert client.post(address, data | {"meaning-en": "old"}).status_code == 302
    assert state(article, "title_en") == "stale"


def test_restored_version_is_not_asked_for_and_renders_what_it_rendered(minsu, member):
    change(member, summary_en="Walls.", summary_ja="城壁。")
    version = versions_of(Member).get(id=member.pk, version=1)
    address = f"{LIST}{member.pk}/history/member/{version.pk}/"
    assert minsu.post(address, {"seen_version": stored(member).version}).status_code == 302
    assert stored(member).summary_ja == "城壁のある都市。"
    assert state(member, "summary_ja") == "current"
    version = versions_of(Member).get(id=member.pk, version=2)
    address = f"{LIST}{member.pk}/history/member/{version.pk}/"
    minsu.post(address, {"seen_version": stored(member).version})
    assert state(member, "summary_ja") == "stale"


def test_record_that_is_brought_back_stands_as_it_stood(client_of):
    article = ArticleFactory(title_en="Notice", title_ko="공고")
    change(article, title_en="News")
    user = PostingFactory(secretariat=article.secretariat, role=Role.MANAGER).user
    article.delete()
    deletion = versions_of(Article).get(history_type="-")
    response = client_of(user).post(f"/admin/news/article/deleted/{deletion.pk}/")
    assert response.status_code == 302
    back = Article.objects.get()
    assert state(back, "title_ko") == "stale"
    assert statuses_of(back)["ko"].stale == 1


def test_texts_stored_as_a_sheet_does_are_taken_for_each_others_rendering(member):
    change(Member.objects.get(), summary_en="Walls.", summary_ja="城壁。")
    assert (state(member, "summary_ja"), state(member, "summary_ko")) == ("current", "stale")


@pytest.fixture
def fact(member):
    fact = FactFactory(member=member, wording_en="Parks", wording_ja="公園")
    return change(fact, wording_en="Public parks")


def test_row_shows_what_changed_and_is_confirmed(minsu, member, fact):
    page = page_of(minsu, member)
    assert 'name="facts-0-wording_ja-confirm"' in page
    assert "Public" in page
    response = save(minsu, member, opened(minsu, member), **{"facts-0-wording_ja-confirm": "1"})
    assert response.status_code == 302
    assert state(fact, "wording_ja") == "current"
    assert "日本語 (Value in words)" in told(response)


def test_box_of_a_language_leaves_the_rows_alone(minsu, member, fact):
    save(minsu, member, opened(minsu, member), **{"confirm-ja": "1"})
    assert state(fact, "wording_ja") == "stale"


def test_row_is_asked_for_with_its_record_in_one_question(minsu, member, fact):
    data = opened(minsu, member) | {"summary_en": "Walls.", "summary_ja": "城壁。"}
    data |= {"facts-0-wording_en": "Gardens", "facts-0-wording_ja": "庭園"}
    assert asked(save(minsu, member, data)) == {"ja": "Summary, Value in words"}
    assert save(minsu, member, data, **{"meaning-ja": "old"}).status_code == 302
    assert state(member, "summary_ja") == state(fact, "wording_ja") == "stale"


def test_row_that_is_deleted_is_neither_asked_for_nor_confirmed(minsu, member, fact):
    data = opened(minsu, member) | {"facts-0-DELETE": "on"}
    data |= {"facts-0-wording_en": "Gardens", "facts-0-wording_ja": "庭園"}
    response = save(minsu, member, data, **{"facts-0-wording_ja-confirm": "1"})
    assert response.status_code == 302
    assert "Confirmed" not in told(response)


def test_forged_post_of_a_translator_confirms_no_other_row(translator, member, fact):
    change(fact, wording_ko="공원")
    change(fact, wording_en="Gardens")
    data = opened(translator, member)
    forged = {"facts-0-wording_ko-confirm": "1", "facts-0-wording_ja-confirm": "1"}
    translator.post(change_url(member), data | forged)
    assert (state(fact, "wording_ko"), state(fact, "wording_ja")) == ("stale", "current")


def test_new_record_is_asked_nothing_and_says_what_it_lacks(minsu, member):
    data = form_data(minsu.get(f"{LIST}add/"))
    data |= {"name_en": "Osan", "name_ko": "오산", "slug": "osan", "level": "city"}
    data |= {"area": member.area_id, "secretariat": member.secretariat_id, "status": "draft"}
    response = minsu.post(f"{LIST}add/", data)
    assert response.status_code == 302
    assert "Texts are still missing in: 繁體中文, 日本語, 简体中文." in told(response)


def test_form_of_a_new_record_says_what_becomes_of_empty_languages(minsu):
    page = minsu.get(f"{LIST}add/").content.decode()
    assert "If you leave a language empty" in page


def test_list_shows_how_each_language_stands(minsu, member):
    page = minsu.get(LIST).content.decode()
    assert "Japanese: 1 missing, 1 stale" in page
    assert "English: source" in page


def queries_of(client, address: str) -> int:
    client.get(address)  # what is asked once for all is known by then
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def test_list_asks_once_for_a_page_of_records(minsu, member):
    few = queries_of(minsu, LIST)
    for _ in range(3):
        MemberFactory(secretariat=member.secretariat, area=member.area)
    assert queries_of(minsu, LIST) == few


def test_no_form_asks_nothing():
    assert questions([]) == []


def test_office_shows_converted_texts_if_its_manager_says_so(client_of):
    manager = PostingFactory(role=Role.MANAGER)
    address = f"/admin/secretariats/secretariat/{manager.secretariat_id}/change/"
    client = client_of(manager.user)
    data = form_data(client.get(address))
    assert client.post(address, data | {"shows_converted": "on"}).status_code == 302
    manager.secretariat.refresh_from_db()
    assert manager.secretariat.shows_converted


def test_office_hears_nobody_else_on_converted_texts(client_of):
    editor = PostingFactory(role=Role.PUBLISHER)
    address = f"/admin/secretariats/secretariat/{editor.secretariat_id}/change/"
    client = client_of(editor.user)
    data = form_data(client.get(address))
    assert "shows_converted" not in data
    assert client.post(address, data | {"shows_converted": "on"}).status_code == 302
    editor.secretariat.refresh_from_db()
    assert not editor.secretariat.shows_converted
