import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.finding.filling import keep_names
from members.models import Member
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import LONG_AGO, MemberFactory, ThemeFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/members/member/"
Role = Posting.Role


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon", name_ko="수원", name_ja="水原市")


@pytest.fixture
def stranger_member():
    """A member of an office that is not ours."""
    return MemberFactory(name_en="Gangneung")


def sign_in(client, office, role=Role.PUBLISHER, **kwargs):
    posting = PostingFactory(secretariat=office, role=role, **kwargs)
    client.force_login(posting.user)
    return posting.user


def change_url(member: Member) -> str:
    return f"{LIST}{member.pk}/change/"


def form_data(response) -> dict:
    """What a browser would send back of the form it was shown."""
    form = response.context["adminform"].form
    data = {}
    for name in form.fields:
        bound = form[name]
        value = bound.value()
        is_given = value is not None and value is not False
        if isinstance(value, list) or (is_given and name != "picture"):
            data[name] = value
        if bound.is_silent:
            data[bound.sign] = "1"
    for name in ("publish_at", "unpublish_at"):
        if moment := data.pop(name, None):
            moment = timezone.localtime(moment)
            data[f"{name}_0"], data[f"{name}_1"] = f"{moment:%Y-%m-%d}", f"{moment:%H:%M:%S}"
    for formset in response.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data


def fields_of(response) -> set[str]:
    """The fields that are there to be filled in."""
    return {field.name for field in response.context["adminform"].form.visible_fields()}


def test_list_shows_own_members_only(client, member, stranger_member):
    sign_in(client, member.secretariat)
    assert list(client.get(LIST).context["cl"].queryset) == [member]


def test_list_search_finds_any_script_within_scope(client, member, stranger_member):
    sign_in(client, member.secretariat)
    assert list(client.get(LIST, {"q": "수원"}).context["cl"].queryset) == [member]
    assert not client.get(LIST, {"q": "Gangneung"}).context["cl"].queryset


@pytest.mark.parametrize(("order", "names"), [("1", "Anyang Suwon"), ("-1", "Suwon Anyang")])
def test_list_is_sorted_by_the_name_that_it_shows(client, member, order, names):
    sign_in(client, member.secretariat)
    MemberFactory(secretariat=member.secretariat, name_en="Anyang")
    found = client.get(LIST, {"o": order}).context["cl"].queryset
    assert " ".join(map(str, found)) == names


def test_list_narrows_to_what_is_lacking(client, member):
    sign_in(client, member.secretariat)
    MemberFactory(secretariat=member.secretariat, website="https://example.org/")
    assert list(client.get(LIST, {"lacks": "website"}).context["cl"].queryset) == [member]
    assert client.get(LIST, {"lacks": "nonsense"}).context["cl"].result_count == 2


def test_list_filter_names_own_offices_only(client, member, stranger_member):
    stranger_member.secretariat.name_en = "Hidden Office"
    stranger_member.secretariat.save()
    MemberFactory(secretariat=SecretariatFactory(parent=member.secretariat))
    sign_in(client, member.secretariat)
    content = client.get(LIST).content.decode()
    assert str(member.secretariat) in content
    assert "Hidden Office" not in content


@pytest.mark.parametrize("guess", ["u", "nobody"])
def test_list_tells_nothing_of_a_guess_at_other_columns(client, member, guess):
    """It leaves the guess out, be it right or wrong, and says that it does."""
    sign_in(client, member.secretariat, user__username="user")
    column = "secretariat__postings__user__username__startswith"
    response = client.get(LIST, {column: guess})
    assert list(response.context["cl"].queryset) == [member]
    (told,) = response.context["messages"]
    assert f"were left out: {column}="[:60] in str(told)


def test_form_of_another_office_is_not_found(client, member, stranger_member):
    sign_in(client, member.secretariat)
    assert client.get(change_url(stranger_member)).status_code == 302
    assert client.post(change_url(stranger_member), {"slug": "taken"}).status_code == 302
    stranger_member.refresh_from_db()
    assert stranger_member.slug != "taken"


def test_form_refuses_a_visitor(client, member):
    response = client.get(change_url(member))
    assert response.url.startswith("/admin/login/")


def test_form_refuses_staff_without_a_posting(client, member):
    client.force_login(UserFactory())
    assert client.get(change_url(member)).status_code == 403


def test_form_offers_own_offices_only(client, member, stranger_member):
    sign_in(client, member.secretariat)
    choices = client.get(change_url(member)).context["adminform"].form.fields["secretariat"]
    assert list(choices.queryset) == [member.secretariat]


def test_form_refuses_a_move_to_another_office(client, member, stranger_member):
    sign_in(client, member.secretariat)
    data = form_data(client.get(change_url(member)))
    response = client.post(
        change_url(member), {**data, "secretariat": stranger_member.secretariat_id}
    )
    assert "secretariat" in response.context["adminform"].form.errors


def test_form_saves_an_editors_work(client, member):
    sign_in(client, member.secretariat)
    data = form_data(client.get(change_url(member)))
    client.post(change_url(member), {**data, "name_ko": "수원시"})
    member.refresh_from_db()
    assert member.name_ko == "수원시"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/"])
def test_form_refuses_an_unsafe_address_once(client, member, address):
    sign_in(client, member.secretariat)
    data = form_data(client.get(change_url(member)))
    form = client.post(change_url(member), {**data, "website": address}).context["adminform"].form
    assert form.errors == {"website": ["Enter a valid URL."]}


def test_form_has_a_fieldset_for_each_language(client, member):
    sign_in(client, member.secretariat)
    names = [f.name for f in client.get(change_url(member)).context["adminform"]]
    assert names[1:6] == ["English", "繁體中文", "한국어", "日本語", "简体中文"]


def test_translator_changes_only_their_languages(client, member):
    sign_in(client, member.secretariat, Role.TRANSLATOR, languages=["ko"])
    response = client.get(change_url(member))
    assert fields_of(response) == {
        "name_ko",
        "summary_ko",
        "profile_ko",
        "leader_name_ko",
        "leader_title_ko",
        "picture_alt_ko",
    }
    forged = {"name_ko": "수원시", "name_ja": "偽", "population": 1, "status": "withdrawn"}
    client.post(change_url(member), {**form_data(response), **forged})
    member.refresh_from_db()
    assert (member.name_ko, member.name_ja) == ("수원시", "水原市")
    assert (member.population, member.status) == (None, "published")


def test_translator_adds_and_deletes_nothing(client, member):
    sign_in(client, member.secretariat, Role.TRANSLATOR)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.get(f"{LIST}{member.pk}/delete/").status_code == 403


def test_editor_hands_a_draft_in_for_review_at_most(client):
    member = MemberFactory(status="draft")
    sign_in(client, member.secretariat, Role.EDITOR)
    response = client.get(change_url(member))
    status = response.context["adminform"].form.fields["status"]
    assert [value for value, label in status.choices] == ["draft", "review"]
    data = form_data(response)
    client.post(change_url(member), {**data, "status": "published"})
    member.refresh_from_db()
    assert member.status == "draft"
    client.post(change_url(member), {**data, "status": "review"})
    member.refresh_from_db()
    assert member.status == "review"


def test_editor_does_not_change_a_published_state(client, member):
    sign_in(client, member.secretariat, Role.EDITOR)
    response = client.get(change_url(member))
    assert not {"status", "publish_at", "unpublish_at"} & fields_of(response)
    client.post(change_url(member), {**form_data(response), "status": "draft"})
    member.refresh_from_db()
    assert (member.status, member.publish_at) == ("published", LONG_AGO)


def test_publisher_publishes(client):
    member = MemberFactory(status="review", publish_at=LONG_AGO)
    sign_in(client, member.secretariat, Role.PUBLISHER)
    data = form_data(client.get(change_url(member)))
    client.post(change_url(member), {**data, "status": "published"})
    member.refresh_from_db()
    assert member.status == "published"


def test_publisher_here_and_editor_there_moves_nothing_public_there(client, member):
    user = sign_in(client, member.secretariat, Role.PUBLISHER)
    there = PostingFactory(user=user, role=Role.EDITOR).secretariat
    data = form_data(client.get(change_url(member)))
    response = client.post(change_url(member), {**data, "secretariat": there.pk})
    assert "status" in response.context["adminform"].form.errors


def test_themes_are_changed_by_regional_administrators_alone(client, member):
    theme = ThemeFactory()
    sign_in(client, member.secretariat, Role.MANAGER)
    url = f"/admin/members/theme/{theme.pk}/change/"
    assert client.get(url).context["has_change_permission"] is False
    sign_in(client, member.secretariat, Role.REGIONAL)
    assert client.get(url).context["has_change_permission"] is True


def test_autocomplete_finds_own_members_only(client, member, stranger_member):
    sign_in(client, member.secretariat)
    found = client.get(
        "/admin/autocomplete/",
        {"app_label": "news", "model_name": "article", "field_name": "members", "term": ""},
    )
    assert [result["id"] for result in found.json()["results"]] == [str(member.pk)]


@pytest.mark.parametrize("page", [LIST, "/admin/"])
def test_page_asks_as_much_for_three_members_as_for_one(
    client, member, page, django_assert_num_queries
):
    sign_in(client, member.secretariat)
    with CaptureQueriesContext(connection) as asked_for_one:
        client.get(page)
    MemberFactory(secretariat=member.secretariat)
    MemberFactory(secretariat=member.secretariat)
    with django_assert_num_queries(len(asked_for_one)):
        client.get(page)


@pytest.mark.parametrize(
    "page", [f"{LIST}?lacks=anything&o=-1", "/admin/", "/admin/search/?q=city"]
)
def test_page_asks_as_much_for_a_thousand_members_as_for_ten(
    client, member, page, django_assert_num_queries
):
    sign_in(client, member.secretariat, Role.PUBLISHER)
    add_members(member, 10)
    client.get(page)
    with CaptureQueriesContext(connection) as asked_for_ten:
        client.get(page)
    add_members(member, 1000)
    with django_assert_num_queries(len(asked_for_ten)):
        client.get(page)


def add_members(like: Member, count: int) -> None:
    """More members of the same office, in one go."""
    office = {"secretariat": like.secretariat, "area": like.area}
    members = MemberFactory.build_batch(count, **office, status="draft")
    for new in Member.objects.bulk_create(members):
        keep_names(new)


def test_form_reads_the_scope_once(client, member):
    sign_in(client, member.secretariat)
    with CaptureQueriesContext(connection) as asked:
        client.get(change_url(member))
    about_postings = [query for query in asked if "secretariats_posting" in query["sql"]]
    assert len(about_postings) == 1
    assert len(asked) < 40  # two for each kind of rows


def test_posting_taken_away_counts_from_the_next_request(client, member):
    user = sign_in(client, member.secretariat)
    assert client.get(change_url(member)).status_code == 200
    user.postings.all().delete()
    assert client.get(change_url(member)).status_code == 403
    assert client.get(LIST).status_code == 403
