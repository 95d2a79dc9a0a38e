import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.records.history import versions_of
from members.models import KeyFact, Member, Theme
from news.models import Article
from secretariats.models import Person, Posting
from tests.factories.members import MemberFactory, MembershipFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import AreaFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db

Role = Posting.Role
LIST = "/admin/members/member/"


@pytest.fixture
def member():
    member = MemberFactory(name_en="Suwon", name_ko="수원", summary_ko="성이 있는 도시")
    member.themes.add(ThemeFactory(name_en="Resilient"))
    return member


def sign_in(client, office, role=Role.PUBLISHER, **kwargs):
    user = PostingFactory(secretariat=office, role=role, **kwargs).user
    client.force_login(user)
    return user


def edit(obj, **values):
    """A save of the record by somebody else, and the version before it."""
    before = versions_of(type(obj)).filter(id=obj.pk).first()
    for name, value in values.items():
        setattr(obj, name, value)
    obj.save()
    return before


def history_url(member: Member) -> str:
    return f"{LIST}{member.pk}/history/"


def version_url(member: Member, version, kind="member") -> str:
    return f"{history_url(member)}{kind}/{version.pk}/"


def restore(client, url: str):
    seen = client.get(url).context["restoring"].number
    return client.post(url, {"seen_version": seen})


def test_history_shows_each_change_by_word_and_language(client, member):
    user = sign_in(client, member.secretariat)
    edit(member, summary_ko="성이 많은 도시", name_ko="수원시", _history_user=user)
    page = client.get(history_url(member)).content.decode()
    assert '<dd lang="ko">' in page
    assert "있는</del>" in page
    assert "많은</ins>" in page
    assert "Summary (한국어)" in page
    assert str(user) in page


def test_history_counts_a_save_and_its_links_as_one(client, member):
    sign_in(client, member.secretariat)
    assert [change.done for change in client.get(history_url(member)).context["page"]] == [
        "created"
    ]


def test_history_has_the_rows_of_the_record(client, member):
    sign_in(client, member.secretariat)
    fact = KeyFact.objects.create(member=member, label_en="Parks", value="12")
    edit(fact, value="13")
    fact.delete()
    page = client.get(history_url(member)).context["page"]
    found = [(change.kind, change.done) for change in page][:3]
    assert found == [("key fact", "deleted"), ("key fact", "changed"), ("key fact", "created")]


def test_history_of_another_office_is_not_found(client, member):
    version = versions_of(Member).first()
    sign_in(client, MemberFactory().secretariat)
    assert client.get(history_url(member)).status_code == 302
    assert client.get(version_url(member, version)).status_code == 404
    assert client.post(version_url(member, version)).status_code == 404


def test_history_does_not_name_what_the_reader_cannot_see(client):
    article = ArticleFactory()
    hidden = MemberFactory(name_en="Hidden City")
    article.members.add(hidden)
    article.save()
    article.members.remove(hidden)
    article.save()
    sign_in(client, article.secretariat)
    page = client.get(f"/admin/news/article/{article.pk}/history/").content.decode()
    assert "a record that you do not see" in page
    assert "Hidden City" not in page


def test_history_asks_as_much_for_many_changes_as_for_few(
    client, member, django_assert_num_queries
):
    sign_in(client, member.secretariat)
    edit(member, name_ko="1")
    client.get(history_url(member))
    with CaptureQueriesContext(connection) as asked:
        client.get(history_url(member))
    for turn in range(5):
        edit(member, name_ko=f"2{turn}", level="town" if turn % 2 else "city")
    with django_assert_num_queries(len(asked)):
        client.get(history_url(member))


def test_restore_brings_texts_and_links_back(client, member):
    user = sign_in(client, member.secretariat)
    themes = list(member.themes.all())
    before = edit(member, name_ko="틀린 이름", official_name="x", population=1)
    member.themes.clear()
    response = restore(client, version_url(member, before))
    assert response.url == history_url(member)
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
    fact = KeyFact.objects.create(member=member, label_en="Parks", value="12")
    before = edit(fact, value="13")
    restore(client, version_url(member, before, "keyfact"))
    assert member.key_facts.get().value == "12"
    member.key_facts.get().delete()
    restore(client, version_url(member, before, "keyfact"))
    assert member.key_facts.get().value == "12"


def test_term_is_restored_by_publishers_alone(client, member):
    term = MembershipFactory(member=member)
    before = edit(term, category="associate")
    sign_in(client, member.secretariat, Role.EDITOR)
    assert client.post(version_url(member, before, "membership")).status_code == 403
    sign_in(client, member.secretariat)
    restore(client, version_url(member, before, "membership"))
    assert member.memberships.get().category == "full"


def test_deleted_article_is_listed_and_brought_back_with_its_links(client, member):
    article = ArticleFactory(
        secretariat=member.secretariat, title_en="A prize", body_ko="<p>상</p>"
    )
    article.members.add(member)
    number = article.version
    article.delete()
    user = sign_in(client, member.secretariat, Role.MANAGER)
    listed = client.get("/admin/news/article/deleted/").context["page"]
    assert [change.subject for change in listed] == ["A prize"]
    assert "Deleted" in client.get("/admin/news/article/").content.decode()
    url = listed[0].where
    assert "A prize" in client.get(url).content.decode()
    client.post(url)
    back = Article.objects.get()
    assert (back.title_en, back.body_ko, list(back.members.all())) == (
        "A prize",
        "<p>상</p>",
        [member],
    )
    assert back.version == number + 1
    assert versions_of(Article).first().history_user == user
    assert not client.get("/admin/news/article/deleted/").context["page"]
    done = [
        change.done
        for change in client.get(f"/admin/news/article/{back.pk}/history/").context["page"]
    ]
    assert done == ["brought back", "deleted", "created"]


def test_deleted_records_of_another_office_are_not_listed(client):
    person = PersonFactory()
    Person.objects.get().delete()
    gone = versions_of(Person).first()
    sign_in(client, MemberFactory().secretariat, Role.MANAGER)
    assert not client.get("/admin/secretariats/person/deleted/").context["page"]
    url = f"/admin/secretariats/person/deleted/{gone.pk}/"
    assert client.get(url).status_code == 404
    sign_in(client, person.secretariat, Role.EDITOR)
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 403


def test_deleted_theme_comes_back_to_the_members_that_had_it(client, member):
    member.themes.get().delete()
    sign_in(client, member.secretariat, Role.REGIONAL)
    client.post(client.get("/admin/members/theme/deleted/").context["page"][0].where)
    assert list(member.themes.all()) == [Theme.objects.get()]


def test_record_whose_address_is_taken_is_not_brought_back(client):
    article = ArticleFactory(slug="prize")
    article.delete()
    ArticleFactory(slug="prize")
    sign_in(client, article.secretariat, Role.MANAGER)
    gone = versions_of(Article).get(history_type="-")
    response = client.post(f"/admin/news/article/deleted/{gone.pk}/")
    assert "already exists" in response.content.decode()
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    "kind", ["members/member", "secretariats/secretariat", "secretariats/area"]
)
def test_what_others_depend_on_is_never_deleted_and_the_page_says_what_to_do(client, member, kind):
    sign_in(client, member.secretariat, Role.REGIONAL)
    keys = {"member": member, "secretariat": member.secretariat, "area": AreaFactory()}
    url = f"/admin/{kind}/{keys[kind.split('/')[1]].pk}/delete/"
    response = client.get(url)
    assert response.status_code == 403
    assert "stays, with its history" in response.content.decode()
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Member.objects.exists()
