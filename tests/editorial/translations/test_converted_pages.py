import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.languages import BY_CODE
from editorial.translations.converted_texts import fill, nothing_closed
from editorial.translations.models import ConvertedText
from members.models import Member
from secretariats.models import Posting, Secretariat
from tests.factories.editorial import UserFactory
from tests.factories.members import FactFactory, ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import (
    ForbiddenVariantFactory,
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

LIST, PAGE = "/admin/members/member/", "/admin/translations/drafts/"
HANT = BY_CODE["zh-hant"]
#: Words that stand nowhere but in a draft.
CANARY = "軟體之城"


@pytest.fixture
def office():
    return SecretariatFactory()


@pytest.fixture
def member(office):
    return MemberFactory(
        secretariat=office, name_en="Suwon", summary_en="A city.", summary_zh_hans="软件之城。"
    )


@pytest.fixture
def translator(client, office):
    """A translator of the office into Traditional Chinese, signed in."""
    posting = PostingFactory(
        secretariat=office, role=Posting.Role.TRANSLATOR, languages=["zh-hant"]
    )
    client.force_login(posting.user)
    return posting.user


def filled(*records):
    for obj in records:
        fill(type(obj)._base_manager.filter(pk=obj.pk), HANT, closed=nothing_closed)


def chosen(client, *records, **more):
    keys = {"action": "convert_scripts", "_selected_action": [obj.pk for obj in records]}
    return client.post(LIST, keys | more, follow=True)


def offered(client, address: str = LIST) -> set[str]:
    form = client.get(address).context["action_form"]
    return {name for name, words in form.fields["action"].choices} if form else set()


def reviewed(client, draft: ConvertedText, **more):
    data = {"converted_text": draft.pk, "seen": draft.text, "text": draft.text}
    return client.post(PAGE, data | more, follow=True)


def test_list_offers_conversion_to_whoever_writes_in_one_of_the_scripts(
    client, translator, member, office
):
    assert "convert_scripts" in offered(client)
    korean = PostingFactory(secretariat=office, languages=["ko"]).user
    client.force_login(korean)
    assert "convert_scripts" not in offered(client)


def test_conversion_is_looked_at_before_it_is_made(client, translator, member):
    response = chosen(client, member)
    assert CANARY in response.content.decode()
    assert "waits for review" in response.content.decode()
    assert not ConvertedText.objects.exists()
    response = chosen(client, member, convert="1")
    assert "1 text was converted and waits for review" in response.content.decode()
    assert ConvertedText.objects.get().by == translator


def test_conversion_says_what_is_shown_at_once(client, translator, member, office):
    Secretariat.objects.update(shows_converted=True)
    assert "shown at once" in chosen(client, member).content.decode()
    chosen(client, member, convert="1")
    assert CANARY in Member.objects.get().summary_zh_hant


@pytest.mark.parametrize("number", [1, 3])
def test_names_are_read_once_for_all_conversions(client, translator, office, number):
    """What is in doubt is asked of each text that would be shown at once."""
    Secretariat.objects.update(shows_converted=True)
    ForbiddenVariantFactory(text="软件", level="doubt", language="")
    texts = {"summary_en": "A city.", "summary_zh_hans": "软件之城。"}
    members = MemberFactory.create_batch(number, secretariat=office, **texts)
    with CaptureQueriesContext(connection) as asked:
        chosen(client, *members)
    tables = ("secretariats_forbiddenvariant", "secretariats_propername")
    reading = [one["sql"] for one in asked if any(f'"{table}"' in one["sql"] for table in tables)]
    assert len(reading) == 2


def test_conversion_takes_the_rows_of_a_record_along(client, translator, member):
    FactFactory(member=member, wording_en="Parks", wording_zh_hans="公园网络")
    chosen(client, member, convert="1")
    assert {draft.kind for draft in ConvertedText.objects.all()} == {
        "members.member",
        "members.fact",
    }


def test_conversion_is_of_the_users_languages_alone(client, translator, member):
    member.profile_zh_hant = "<p>網路</p>"
    member.save()
    chosen(client, member, convert="1")
    assert [(draft.field, draft.language) for draft in ConvertedText.objects.all()] == [
        ("summary", "zh-hant")
    ]


def test_conversion_reaches_no_record_of_another_office(client, translator, member):
    stranger = MemberFactory(summary_zh_hans="软件之城。")
    chosen(client, stranger, convert="1")
    assert not ConvertedText.objects.exists()


def test_conversion_of_too_many_records_at_once_is_refused(client, translator, member, monkeypatch):
    monkeypatch.setattr("editorial.translations.converted_pages.AT_ONCE", 0)
    assert "at most 0" in chosen(client, member).content.decode()


def test_nothing_to_convert_says_so(client, translator, office):
    other = MemberFactory(secretariat=office)
    assert "nothing to convert" in chosen(client, other).content.decode()


def test_drafts_of_the_users_scope_wait_on_their_page(client, translator, member):
    stranger = MemberFactory(name_en="Gangneung", summary_zh_hans="邻居的软件。")
    theme = ThemeFactory(tagline_zh_hans="网络")
    filled(member, stranger, theme)
    response = client.get(PAGE)
    assert [one.obj for one in response.context["texts"]] == [member]
    assert "Gangneung" not in response.content.decode()
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 403


def test_draft_of_a_deleted_record_is_not_shown(client, office):
    client.force_login(PostingFactory(secretariat=office).user)
    article = ArticleFactory(secretariat=office, title_en="A", title_zh_hans="网络")
    filled(article)
    assert len(client.get(PAGE).context["texts"]) == 1
    article.delete()
    assert client.get(PAGE).context["texts"] == []


def test_stale_draft_says_so(client, translator, member):
    filled(member)
    assert "has changed since" not in client.get(PAGE).content.decode()
    member.summary_zh_hans = "网络。"
    member.save()
    assert "has changed since" in client.get(PAGE).content.decode()


def test_draft_is_accepted_on_the_page(client, translator, member):
    filled(member)
    reviewed(client, ConvertedText.objects.get())
    assert CANARY in Member.objects.get().summary_zh_hant


def test_draft_is_changed_on_the_page(client, translator, member):
    filled(member)
    reviewed(client, ConvertedText.objects.get(), text="軟體的城市。")
    assert Member.objects.get().summary_zh_hant == "軟體的城市。"


def test_emptied_draft_is_not_accepted(client, translator, member):
    filled(member)
    assert (
        "The text is empty"
        in reviewed(client, ConvertedText.objects.get(), text="").content.decode()
    )
    assert ConvertedText.objects.exists()


def test_draft_is_dropped_on_the_page(client, translator, member):
    filled(member)
    reviewed(client, ConvertedText.objects.get(), drop="1")
    assert not ConvertedText.objects.exists()
    assert not Member.objects.get().summary_zh_hant


def test_draft_that_changed_since_it_was_seen_is_not_accepted(client, translator, member):
    filled(member)
    response = reviewed(client, ConvertedText.objects.get(), seen="別的")
    assert "Look again" in response.content.decode()
    assert not Member.objects.get().summary_zh_hant


@pytest.mark.parametrize(
    "data", [{}, {"converted_text": "x", "seen": "y"}, {"converted_text": "9" * 30}]
)
def test_senseless_review_is_answered(client, translator, member, data):
    assert client.post(PAGE, data, follow=True).status_code == 200


def test_draft_of_another_office_or_language_is_not_the_users_to_decide(client, translator, member):
    stranger = MemberFactory(summary_zh_hans="软件之城。")
    filled(stranger)
    reviewed(client, ConvertedText.objects.get(), drop="1")
    assert ConvertedText.objects.exists()
    ConvertedText.objects.all().delete()
    Member.objects.filter(pk=member.pk).update(summary_zh_hans="", summary_zh_hant="軟體之城。")
    fill(Member.objects.filter(pk=member.pk), BY_CODE["zh-hans"], closed=nothing_closed)
    assert reviewed(client, ConvertedText.objects.get()).status_code == 403
    assert not Member.objects.get(pk=member.pk).summary_zh_hans


def test_manager_decides_what_the_office_shows(client, office, member):
    filled(member)
    manager = PostingFactory(secretariat=office, role=Posting.Role.MANAGER).user
    client.force_login(manager)
    address = f"/admin/secretariats/secretariat/{office.pk}/change/"
    form = client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    client.post(address, data | {"shows_converted": "on"})
    assert Secretariat.objects.get(pk=office.pk).shows_converted
    assert CANARY in Member.objects.get().summary_zh_hant


def test_editor_does_not_decide_what_the_office_shows(client, office):
    client.force_login(PostingFactory(secretariat=office).user)
    page = client.get(f"/admin/secretariats/secretariat/{office.pk}/change/")
    assert "shows_converted" not in page.context["adminform"].form.fields


def test_no_public_page_knows_a_draft(client):
    cache.clear()
    office = SecretariatFactory(introduction_zh_hans="<p>软件之城</p>", slug="desk")
    member = ListedMemberFactory(
        slug="suwon",
        secretariat=office,
        summary_zh_hans="软件之城",
        profile_zh_hans="<p>软件之城</p>",
    )
    FactFactory(member=member, wording_en="A", wording_zh_hans="软件之城")
    person = PersonFactory(secretariat=office, role_en="Desk", role_zh_hans="软件之城")
    theme = ThemeFactory(slug="resilient", tagline_zh_hans="软件之城")
    article = ArticleFactory(
        slug="prize", secretariat=office, title_zh_hans="软件之城", body_zh_hans="<p>软件之城</p>"
    )
    filled(office, member, *member.facts.all(), person, theme, article)
    assert ConvertedText.objects.count() == 8
    pages = [
        *("", "members/", "members/suwon/", "members/download.csv", "members/download.geojson"),
        *("members/?view=table", "members/compare/?city=suwon", "secretariats/", "themes/"),
        *("secretariats/desk/", "themes/resilient/", "news/", "news/prize/", "news/feed/"),
    ]
    assert [page for page in pages if CANARY in shown(client, page)] == []


@pytest.mark.parametrize("page", ["members/?q=", "members/suggest/?q=", "news/?q=", "search/?q="])
def test_no_search_finds_a_draft(client, page):
    cache.clear()
    office = SecretariatFactory()
    member = ListedMemberFactory(slug="suwon", secretariat=office, summary_zh_hans="软件之城")
    article = ArticleFactory(slug="prize", secretariat=office, body_zh_hans="<p>软件之城</p>")
    filled(member, article)
    found = shown(client, f"{page}{CANARY}")
    assert "/suwon/" not in found
    assert "/prize/" not in found
    for obj in (member, article):
        obj.refresh_from_db()
        column = "summary_zh_hant" if obj == member else "body_zh_hant"
        setattr(obj, column, CANARY)
        obj.save()
    cache.clear()
    found = shown(client, f"{page}{CANARY}")
    is_found = "/suwon/" in found or "/prize/" in found
    assert is_found or "suggest" in page


def shown(client, page: str) -> str:
    response = client.get(f"/zh-hant/{page}")
    assert response.status_code == 200, page
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def test_record_moved_to_an_office_that_hides_conversions_hides_its_own(client, member):
    Secretariat.objects.update(shows_converted=True)
    filled(member)
    other = SecretariatFactory()
    client.force_login(UserFactory(is_superuser=True))
    address = f"{LIST}{member.pk}/change/"
    member.refresh_from_db()
    assert member.summary_zh_hant
    client.post(address, form_data(client.get(address)) | {"secretariat": other.pk})
    member.refresh_from_db()
    assert member.secretariat == other
    assert not member.summary_zh_hant
    assert ConvertedText.objects.get().text == "軟體之城。"
