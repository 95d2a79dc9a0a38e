import pytest
from django.contrib.messages import get_messages

from editorial.history.left_out import agreement
from editorial.records.history import versions_of
from editorial.texts.prose import losses
from editorial.translations.ledger import entries, statuses_of
from editorial.translations.models import (
    ConvertedText,
    GlossaryEntry,
    TranslationReview,
    TranslationStatus,
)
from members.models import Fact, Member
from news.models import Article
from secretariats.models import Posting
from tests.factories.members import FactFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import AreaFactory, PostingFactory, SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Role = Posting.Role
NEW = "Suwon, a walled city, is the seat of Gyeonggi Province."


@pytest.fixture
def member():
    """A member whose Japanese and Korean summaries render an older source."""
    member = MemberFactory(
        name_en="Suwon", name_ko="수원", name_ja="水原", summary_en="A city.", profile_en="<p>P</p>"
    )
    change(member, summary_ja="都市。", summary_ko="도시.", profile_ja="<p>プ</p>")
    change(member, summary_en=NEW)
    return member


@pytest.fixture
def translator(client, member):
    """A translator of the member's office for Japanese, signed in."""
    return sign_in(client, member.secretariat, Role.TRANSLATOR, ["ja"])


def change(obj, **texts):
    for name, value in texts.items():
        setattr(obj, name, value)
    obj.save()


def sign_in(client, office, role=Role.EDITOR, languages=(), name="Aya"):
    posting = PostingFactory(
        secretariat=office, role=role, languages=list(languages), user__display_name=name
    )
    client.force_login(posting.user)
    return posting.user


def view_of(obj, code: str = "ja", query: str = "") -> str:
    return f"/admin/translations/{obj._meta.label_lower}/{obj.pk}/{code}/{query}"


def opened(client, obj, code: str = "ja") -> dict:
    """What a browser would send back of the view as it is."""
    form = client.get(view_of(obj, code)).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def save(client, obj, data: dict, code: str = "ja", query: str = "", **changed):
    return client.post(view_of(obj, code, query), data | changed)


def confirming(name: str) -> dict[str, str]:
    return {f"{name}-confirm": "on"}


def stored(obj):
    return type(obj)._base_manager.get(pk=obj.pk)


def state(obj, name: str) -> str:
    return next(str(entry.state) for entry in entries(stored(obj)) if entry.column == name)


def told(response) -> str:
    return " ".join(map(str, get_messages(response.wsgi_request)))


def errors_of(response) -> set[str]:
    return set(response.context["form"].errors)


def test_view_shows_source_translation_and_what_changed(client, member, translator):
    page = client.get(view_of(member)).content.decode()
    assert NEW in page
    assert '<textarea name="summary_ja"' in page
    assert "<ins>" in page
    assert "<del>" in page
    assert "도시." in page


def test_view_has_the_fields_of_one_language_alone(client, member):
    sign_in(client, member.secretariat)
    form = client.get(view_of(member)).context["form"]
    assert {*form.fields} == {
        *("name_ja", "summary_ja", "profile_ja"),
        "seen_version",
    }


def test_view_names_texts_that_are_not_due(client, member, translator):
    context = client.get(view_of(member)).context
    assert [entry.field.name for entry in context["idle"]] == [
        *("leader_name", "leader_title", "picture_alt")
    ]


def test_new_text_is_stored_as_a_version_of_its_author(client, member, translator):
    response = save(client, member, opened(client, member), summary_ja="城壁都市。")
    assert response.url == view_of(member)
    assert told(response) == "“Suwon” was saved in 日本語."
    assert stored(member).summary_ja == "城壁都市。"
    assert state(member, "summary_ja") == "current"
    newest = versions_of(Member)[0]
    assert (newest.history_user, newest.summary_ja) == (translator, "城壁都市。")


def test_text_is_confirmed_without_a_change_or_a_version(client, member, translator):
    before = stored(member)
    response = save(client, member, opened(client, member), **confirming("summary_ja"))
    said = "Confirmed that these texts say what their source says: 日本語 (Summary)."
    assert told(response) == said
    assert state(member, "summary_ja") == "current"
    after = stored(member)
    assert (after.version, after.updated_at) == (before.version, before.updated_at)
    word = TranslationReview.objects.get(field="summary", language="ja", is_latest=True)
    assert (word.how, word.by) == ("confirmed", translator)
    assert statuses_of(member)["ja"].worst == "current"


def test_other_languages_stay_stale(client, member, translator):
    save(client, member, opened(client, member), **confirming("summary_ja"))
    assert state(member, "summary_ko") == "stale"


def test_form_that_says_nothing_changes_nothing(client, member, translator):
    response = save(client, member, opened(client, member))
    assert told(response) == ""
    assert stored(member).version == member.version
    assert state(member, "summary_ja") == "stale"


def test_all_are_confirmed_by_one_button_but_what_was_changed_is_written(
    client, member, translator
):
    change(member, profile_en="<p>Another profile</p>")
    data = opened(client, member)
    save(client, member, data, _confirm_all="1", summary_ja="城壁都市。")
    assert state(member, "summary_ja") == state(member, "profile_ja") == "current"
    hows = TranslationReview.objects.filter(language="ja", is_latest=True)
    assert {word.field: word.how for word in hows} == {
        "name": "written",
        "summary": "written",
        "profile": "confirmed",
    }


def test_rich_text_is_cleaned(client, member, translator):
    dirty = '<p onclick="x()">プロ<script>x()</script></p>'
    page = save(client, member, opened(client, member), profile_ja=dirty)
    assert "a script" in page.content.decode()  # nothing goes without a word
    agreed = {"profile_ja-leave": agreement(losses(dirty))}
    save(client, member, opened(client, member), profile_ja=dirty, **agreed)
    assert stored(member).profile_ja == "<p>プロ</p>"


def test_text_that_is_too_long_is_refused_and_kept_on_the_page(client, member, translator):
    response = save(client, member, opened(client, member), name_ja="水" * 81)
    assert errors_of(response) == {"name_ja"}
    assert "水" * 81 in response.content.decode()
    assert stored(member).name_ja == "水原"


def test_texts_of_others_in_other_languages_are_kept(client, member, translator):
    data = opened(client, member)
    change(member, summary_ko="성곽 도시.")
    assert save(client, member, data, summary_ja="城壁都市。").status_code == 302
    assert (stored(member).summary_ja, stored(member).summary_ko) == ("城壁都市。", "성곽 도시.")


def test_same_text_changed_by_two_is_shown_side_by_side(client, member, translator):
    data = opened(client, member)
    change(member, summary_ja="大都市。")
    response = save(client, member, data, summary_ja="城壁都市。")
    assert errors_of(response) == {"summary_ja"}
    page = response.content.decode()
    assert '<dd lang="ja">大都市。</dd>' in page
    assert '<dd lang="ja">城壁都市。</dd>' in page
    assert stored(member).summary_ja == "大都市。"
    again = data | {"summary_ja-shown": str(stored(member).version)}
    assert save(client, member, again, summary_ja="城壁都市。").status_code == 302
    assert stored(member).summary_ja == "城壁都市。"


def test_text_that_somebody_changed_meanwhile_is_not_confirmed_unseen(client, member, translator):
    data = opened(client, member)
    change(member, summary_ja="大都市。")
    change(member, summary_en=f"{NEW} It is large.")
    response = save(client, member, data, **confirming("summary_ja"))
    assert response.status_code == 302
    assert stored(member).summary_ja == "大都市。"
    assert state(member, "summary_ja") == "stale"
    assert "Not confirmed, because somebody changed them" in told(response)


def test_source_that_changed_meanwhile_is_not_confirmed_unseen(client, member, translator):
    data = opened(client, member)
    change(member, summary_en="Suwon is a province.")
    response = save(client, member, data, **confirming("summary_ja"))
    assert "Not confirmed, because somebody changed them or their source" in told(response)
    assert state(member, "summary_ja") == "stale"


def test_text_written_for_a_source_that_changed_meanwhile_is_kept_and_stale(
    client, member, translator
):
    data = opened(client, member)
    change(member, summary_en="Suwon is a province.")
    response = save(client, member, data, summary_ja="城壁都市。")
    assert "count as stale: 日本語 (Summary)" in told(response)
    assert (stored(member).summary_ja, state(member, "summary_ja")) == ("城壁都市。", "stale")
    (side,) = [s for s in client.get(view_of(member)).context["sides"] if s.change]
    assert side.change.was == NEW


def test_source_whose_formatting_alone_changed_is_no_other(client, member, translator):
    data = opened(client, member)
    change(member, profile_en="<p><strong>P</strong></p>")
    save(client, member, data, profile_ja="<p>プロ</p>")
    assert state(member, "profile_ja") == "current"


def test_text_that_was_sent_is_not_lost_when_its_source_is_gone(client, member, translator):
    data = opened(client, member)
    change(member, profile_en="")
    assert save(client, member, data, profile_ja="<p>プロ</p>").status_code == 302
    assert stored(member).profile_ja == "<p>プロ</p>"


def test_translator_sees_other_languages_and_cannot_change_them(client, member, translator):
    response = client.get(view_of(member, "ko"))
    assert response.context["form"] is None
    assert "도시." in response.content.decode()
    forged = {"summary_ko": "x", "seen_version": member.version, **confirming("summary_ko")}
    assert client.post(view_of(member, "ko"), forged).status_code == 403
    assert (stored(member).summary_ko, state(member, "summary_ko")) == ("도시.", "stale")


def test_forged_fields_of_another_language_are_ignored(client, member, translator):
    data = opened(client, member) | {"summary_ko": "x", "summary_en": "x", "status": "draft"}
    save(client, member, data, **confirming("summary_ko"), summary_ja="城壁都市。")
    found = stored(member)
    assert (found.summary_ko, found.summary_en, found.status) == ("도시.", NEW, "published")
    assert state(member, "summary_ko") == "stale"


def test_records_of_other_offices_are_not_found(client, member):
    sign_in(client, SecretariatFactory())
    assert client.get(view_of(member)).status_code == 404
    assert client.post(view_of(member), {"summary_ja": "x"}).status_code == 404
    assert stored(member).summary_ja == "都市。"


@pytest.mark.parametrize(
    "where", ["members.member/0/ja/", "members.nothing/1/ja/", "editorial.user/1/ja/"]
)
def test_what_is_not_there_is_not_found(client, member, translator, where):
    assert client.get(f"/admin/translations/{where}").status_code == 404


def test_language_that_is_none_of_the_five_is_not_found(client, member, translator):
    assert client.get(view_of(member, "fr")).status_code == 404


def test_view_of_a_source_leads_to_the_form(client, member, translator):
    response = client.get(view_of(member, "en"))
    assert response.url == f"/admin/members/member/{member.pk}/change/"


def test_source_of_an_article_is_its_own_language(client, member):
    article = ArticleFactory(
        secretariat=member.secretariat, source_language="ko", title_ko="상", title_en=""
    )
    sign_in(client, member.secretariat)
    context = client.get(view_of(article, "en")).context
    assert [side.entry.source for side in context["sides"]] == ["상"]
    save(client, article, opened(client, article, "en"), "en", title_en="A prize")
    assert Article.objects.get().title_en == "A prize"
    assert client.get(view_of(article, "ko")).status_code == 302


def test_areas_are_the_regional_administrators_alone(client, member):
    area = AreaFactory(code="KR")
    sign_in(client, member.secretariat, Role.MANAGER)
    assert client.get(view_of(area)).context["form"] is None
    assert client.post(view_of(area), {"name_ja": "韓国"}).status_code == 403
    sign_in(client, member.secretariat, Role.REGIONAL)
    assert errors_of(save(client, area, opened(client, area), name_ja="韓国")) == {"reason"}
    save(client, area, opened(client, area), name_ja="韓国", reason="As ICLEI Japan writes it")
    assert stored(area).name_ja == "韓国"
    assert versions_of(type(area))[0].history_change_reason == "As ICLEI Japan writes it"


def test_rows_are_translated_under_the_powers_over_their_record(client, member, translator):
    fact = FactFactory(member=member, wording_en="Parks")
    before = stored(member).version
    response = client.get(view_of(fact))
    assert "Parks – Suwon" in response.content.decode()
    save(client, fact, opened(client, fact), wording_ja="公園")
    assert Fact.objects.get().wording_ja == "公園"
    assert stored(member).version == before + 1
    assert client.post(view_of(fact, "ko"), {"wording_ko": "x"}).status_code == 403
    sign_in(client, SecretariatFactory())
    assert client.get(view_of(fact)).status_code == 404


def test_row_is_confirmed(client, member, translator):
    fact = FactFactory(member=member, wording_en="Parks", wording_ja="公園")
    change(fact, wording_en="Parks and gardens")
    save(client, fact, opened(client, fact), **confirming("wording_ja"))
    assert state(fact, "wording_ja") == "current"


def test_themes_that_may_only_be_seen_have_no_form(client, member, translator):
    assert client.get(view_of(ThemeFactory())).context["form"] is None


@pytest.fixture
def second(member):
    """Another member of the office that waits in Japanese, since later."""
    second = MemberFactory(secretariat=member.secretariat, name_en="Yeosu", name_ko="여수")
    since = TranslationStatus.objects.filter(since__isnull=False)
    since.update(since="2024-01-01T00:00Z")
    since.filter(key=second.pk, kind="members.member").update(since="2025-01-01T00:00Z")
    return second


KIND = "?kind=members.member"


def test_save_and_go_on_leads_to_the_next_under_the_filter(client, member, second, translator):
    data = opened(client, member)
    response = save(client, member, data, query=KIND, _on="1", summary_ja="城壁都市。")
    assert response.url == view_of(second, query=KIND)


def test_last_one_leads_back_to_the_board(client, member, translator):
    data = opened(client, member) | confirming("summary_ja")
    response = save(client, member, data, query=KIND, _on="1")
    assert response.url == f"/admin/translations/{KIND}"
    assert "That was the last" in told(response)


def test_next_after_the_last_is_the_first_that_still_waits(client, member, second, translator):
    assert client.get(view_of(second, query=KIND)).context["next_address"] == view_of(
        member, query=KIND
    )


def test_next_is_what_the_user_may_change(client, member, second):
    user = sign_in(client, member.secretariat, Role.TRANSLATOR, ["ja"])
    other = MemberFactory(name_en="Other")
    PostingFactory(user=user, secretariat=other.secretariat, languages=["ko"])
    ThemeFactory(name_en="Theme")
    assert client.get(view_of(second)).context["remaining"] == 2  # with the office itself
    assert client.get(view_of(second, query=KIND)).context["remaining"] == 1


def test_next_heeds_the_state_of_the_filter(client, member, second, translator):
    query = f"{KIND}&state=missing"
    assert client.get(view_of(second, query=query)).context["next_address"] is None


def test_stale_text_whose_source_is_not_kept_says_so(client, member, translator):
    versions_of(Member).all().delete()
    page = client.get(view_of(member)).content.decode()
    assert "cannot be compared" in page


def test_glossary_and_hints_stand_beside_the_text(client, member, translator):
    GlossaryEntry.objects.create(wording_en="walled city", wording_ja="城塞都市")
    change(member, summary_en=f"{NEW} It counts 1,190,000 people; see https://www.suwon.go.kr/.")
    page = client.get(view_of(member)).content.decode()
    assert '<b lang="ja">城塞都市</b>' in page
    assert "Links of the source that are not here: https://www.suwon.go.kr/" in page
    assert "Numbers of the source that are not here: 1190000" in page
    assert "The glossary has “城塞都市” for “walled city”." in page


def test_source_cannot_break_out_of_the_page(client, member, translator):
    change(member, summary_en="<script>x()</script>", profile_en="<p>a<script>x()</script></p>")
    page = client.get(view_of(member)).content.decode()
    assert "<script>x()" not in page


def test_view_for_a_record_without_a_standing_answers(client, member, translator):
    TranslationStatus.objects.all().delete()
    assert client.get(view_of(member)).status_code == 200
    save(client, member, opened(client, member), summary_ja="城壁都市。")
    assert statuses_of(member)["ja"].worst == "current"


def test_browser_forgets_what_it_kept_once_it_is_saved(client, member, translator):
    response = save(client, member, opened(client, member), summary_ja="城壁都市。")
    kept = response.cookies["draft_saved"].value
    assert kept == f"draft%3Amembers.member%3A{member.pk}%3Aja%3A{translator.pk}"


def test_converted_draft_is_shown_and_becomes_the_text_once_it_is_saved(client):
    office = SecretariatFactory()
    member = MemberFactory(
        secretariat=office, name_en="Suwon", summary_en="A city.", summary_zh_hans="城市信息。"
    )
    place = {"kind": "members.member", "key": member.pk, "field": "summary"}
    ConvertedText.objects.create(**place, language="zh-hant", text="城市資訊。", origin="zh-hans")
    sign_in(client, office)
    page = client.get(view_of(member, "zh-hant")).content.decode()
    assert 'data-text="城市資訊。"' in page
    assert stored(member).summary_zh_hant in ("", None)
    data = opened(client, member, "zh-hant")
    save(client, member, data, "zh-hant", summary_zh_hant="城市資訊。")
    assert state(member, "summary_zh_hant") == "current"
    (side,) = [s for s in client.get(view_of(member, "zh-hant")).context["sides"] if s.text]
    assert side.converted is None
