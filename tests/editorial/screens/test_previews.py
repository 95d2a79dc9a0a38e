import pytest

from editorial.records.publication import Publication
from secretariats.models import Posting
from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

DRAFT = {"status": Publication.Status.DRAFT, "publish_at": None}


def preview_of(record, code: str = "en") -> str:
    opts = record._meta
    return f"/admin/{opts.app_label}/{opts.model_name}/{record.pk}/preview/{code}/"


def sign_in(client, office, role=Posting.Role.EDITOR):
    user = PostingFactory(secretariat=office, role=role, user__interface_language="ko").user
    client.force_login(user)


@pytest.fixture(params=[MemberFactory, ArticleFactory, EventFactory])
def draft(request):
    names = ("name_en", "name_ko") if request.param is MemberFactory else ("title_en", "title_ko")
    return request.param(**dict(zip(names, ("Yeosu in spring", "봄의 여수"), strict=True)), **DRAFT)


@pytest.mark.parametrize("role", Posting.Role.values)
def test_preview_shows_a_draft_to_staff_of_its_office(client, draft, role):
    sign_in(client, draft.secretariat, role)
    assert "Yeosu in spring" in client.get(preview_of(draft)).content.decode()


def test_preview_speaks_the_language_asked_for_and_leads_to_the_others(client, draft):
    sign_in(client, draft.secretariat)
    page = client.get(preview_of(draft, "ja")).content.decode()
    assert '<html lang="ja">' in page
    assert 'href="../zh-hans/"' in page


def test_preview_is_for_no_cache_and_no_search_engine(client, draft):
    sign_in(client, draft.secretariat)
    response = client.get(preview_of(draft))
    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "canonical" not in response.content.decode()


def test_preview_is_closed_to_the_public(client, draft):
    response = client.get(preview_of(draft))
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


def test_preview_is_closed_to_another_office(client, draft):
    sign_in(client, MemberFactory().secretariat)
    assert client.get(preview_of(draft)).status_code == 404


@pytest.mark.parametrize("code", ["fr", "zh", "KO"])
def test_preview_in_an_unknown_language_is_not_found(client, draft, code):
    sign_in(client, draft.secretariat)
    assert client.get(preview_of(draft, code)).status_code == 404


def test_preview_of_a_member_brings_its_map_along(client):
    member = MemberFactory(latitude=34.76, longitude=127.66, **DRAFT)
    sign_in(client, member.secretariat)
    assert 'src="data:image/svg+xml;base64,' in client.get(preview_of(member)).content.decode()


def view_on_site(client, record) -> str | None:
    opts = record._meta
    form = client.get(f"/admin/{opts.app_label}/{opts.model_name}/{record.pk}/change/")
    return form.context["absolute_url"]


def test_form_of_a_draft_leads_to_its_preview(client, draft):
    sign_in(client, draft.secretariat)
    assert view_on_site(client, draft) == preview_of(draft, "ko")


def test_form_of_a_public_record_leads_to_its_page_in_the_users_language(client):
    member = ListedMemberFactory(slug="yeosu")
    sign_in(client, member.secretariat)
    assert view_on_site(client, member) == "/ko/members/yeosu/"


def test_form_of_a_published_member_without_a_term_leads_to_its_preview(client):
    member = MemberFactory()
    sign_in(client, member.secretariat)
    assert view_on_site(client, member) == preview_of(member, "ko")


def test_form_of_a_closed_office_leads_nowhere(client):
    office = MemberFactory(secretariat__closed=2020).secretariat
    sign_in(client, office)
    assert view_on_site(client, office) is None


def test_preview_leads_whoever_may_to_the_translation_of_its_language(client, draft):
    user = PostingFactory(
        secretariat=draft.secretariat, role=Posting.Role.TRANSLATOR, languages=["ja"]
    ).user
    client.force_login(user)
    where = f"/admin/translations/{draft._meta.label_lower}/{draft.pk}/ja/"
    assert f'href="{where}"' in client.get(preview_of(draft, "ja")).content.decode()
    for code in ("en", "ko"):
        assert "/admin/translations/" not in client.get(preview_of(draft, code)).content.decode()


def test_public_page_leads_nobody_to_a_translation(client):
    member = ListedMemberFactory()
    sign_in(client, member.secretariat)
    assert "/admin/translations/" not in client.get(f"/ja/members/{member.slug}/").content.decode()
