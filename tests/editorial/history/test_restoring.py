import pytest

from editorial.records.history import versions_of
from members.models import Member
from secretariats.models import Posting
from tests.editorial.history.editing import edit, sign_in
from tests.factories.members import FactFactory, MemberFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Role = Posting.Role
LIST = "/admin/members/member/"


def version_url(member: Member, version, kind="member") -> str:
    return f"{LIST}{member.pk}/history/{kind}/{version.pk}/"


def restore(client, url: str):
    seen = client.get(url).context["restoring"].number
    return client.post(url, {"seen_version": seen})


def test_restore_brings_texts_and_links_back(client, member):
    user = sign_in(client, member.secretariat)
    themes = list(member.themes.all())
    before = edit(member, name_ko="틀린 이름", official_name="x", population=1)
    member.themes.clear()
    response = restore(client, version_url(member, before))
    assert response.url == f"{LIST}{member.pk}/history/"
    now = Member.objects.get(pk=member.pk)
    assert (now.name_ko, now.official_name, now.population) == ("수원", "", None)
    assert list(now.themes.all()) == themes
    newest = versions_of(Member).first()
    assert (newest.history_user, newest.version) == (user, now.version)


def test_restore_after_somebody_saved_asks_to_look_again(client, member):
    sign_in(client, member.secretariat)
    url = version_url(member, edit(member, name_ko="틀린 이름"))
    seen = client.get(url).context["restoring"].number
    edit(member, name_ja="水原市")
    response = client.post(url, {"seen_version": seen})
    assert "Look again" in response.content.decode()
    assert Member.objects.get(pk=member.pk).name_ko == "틀린 이름"


def test_translator_restores_their_languages_alone(client, member):
    sign_in(client, member.secretariat, Role.TRANSLATOR, languages=["ko"])
    before = edit(member, name_ko="틀린 이름", name_ja="水原市", population=1)
    restore(client, version_url(member, before))
    now = Member.objects.get(pk=member.pk)
    assert (now.name_ko, now.name_ja, now.population) == ("수원", "水原市", 1)


def test_editor_restores_no_state_of_publication(client):
    member = MemberFactory(name_ko="수원")
    before = edit(member, status="draft", name_ko="틀린 이름")
    sign_in(client, member.secretariat, Role.EDITOR)
    restore(client, version_url(member, before))
    now = Member.objects.get(pk=member.pk)
    assert (now.name_ko, now.status) == ("수원", "draft")


def test_publisher_restores_the_state_of_publication(client):
    member = MemberFactory()
    before = edit(member, status="draft")
    sign_in(client, member.secretariat)
    restore(client, version_url(member, before))
    assert Member.objects.get(pk=member.pk).status == "published"


def test_restore_leaves_an_office_that_is_not_the_users(client, member):
    before = edit(member, secretariat=MemberFactory().secretariat, name_ko="틀린 이름")
    sign_in(client, member.secretariat)
    url = version_url(member, before)
    assert "Serving secretariat" in client.get(url).context["restoring"].staying
    restore(client, url)
    now = Member.objects.get(pk=member.pk)
    assert (now.name_ko, now.secretariat) == ("수원", member.secretariat)


def test_row_is_restored_and_brought_back(client, member):
    sign_in(client, member.secretariat)
    fact = FactFactory(member=member, wording_en="Parks", year=2012)
    before = edit(fact, value="13")
    restore(client, version_url(member, before, "fact"))
    assert member.facts.get().year == 2012
    member.facts.get().delete()
    restore(client, version_url(member, before, "fact"))
    assert member.facts.get().year == 2012


def test_term_is_restored_by_publishers_alone(client, member):
    term = MembershipFactory(member=member)
    before = edit(term, category="associate")
    sign_in(client, member.secretariat, Role.EDITOR)
    assert client.post(version_url(member, before, "membership")).status_code == 403
    sign_in(client, member.secretariat)
    restore(client, version_url(member, before, "membership"))
    assert member.memberships.get().category == "full"
