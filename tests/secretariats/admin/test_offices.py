import pytest

from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import (
    AreaFactory,
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)

pytestmark = pytest.mark.django_db

Role = Posting.Role


@pytest.fixture
def office():
    return SecretariatFactory()


def sign_in(client, office, role):
    user = PostingFactory(secretariat=office, role=role).user
    client.force_login(user)
    return user


def test_people_of_another_office_are_not_listed(client, office):
    ours, theirs = PersonFactory(secretariat=office), PersonFactory()
    sign_in(client, office, Role.EDITOR)
    content = client.get("/admin/secretariats/person/")
    assert list(content.context["cl"].queryset) == [ours]
    assert str(theirs) not in content.content.decode()


def test_office_keeps_its_place_when_an_editor_writes(client, office):
    sign_in(client, office, Role.EDITOR)
    response = client.get(f"/admin/secretariats/secretariat/{office.pk}/change/")
    fields = response.context["adminform"].form.fields
    assert "phone" in fields
    assert not {"parent", "kind", "closed"} & set(fields)


def test_area_is_changed_by_regional_administrators_alone(client, office):
    area = AreaFactory()
    url = f"/admin/secretariats/area/{area.pk}/change/"
    sign_in(client, office, Role.MANAGER)
    assert client.get(url).context["has_change_permission"] is False
    sign_in(client, office, Role.REGIONAL)
    assert client.get(url).context["has_change_permission"] is True


def test_editor_gives_no_postings(client, office):
    sign_in(client, office, Role.EDITOR)
    assert client.get("/admin/secretariats/posting/add/").status_code == 403


def test_manager_posts_a_new_user_to_their_office(client, office):
    sign_in(client, office, Role.MANAGER)
    new = UserFactory()
    data = {"user": new.pk, "secretariat": office.pk, "role": "translator", "languages": ["ko"]}
    client.post("/admin/secretariats/posting/add/", data)
    posting = new.postings.get()
    assert (posting.secretariat, posting.languages) == (office, ["ko"])


def test_manager_gives_no_role_above_theirs(client, office):
    sign_in(client, office, Role.MANAGER)
    new = UserFactory()
    data = {"user": new.pk, "secretariat": office.pk, "role": "regional"}
    response = client.post("/admin/secretariats/posting/add/", data)
    assert "role" in response.context["adminform"].form.errors


def test_manager_posts_nobody_to_another_office(client, office):
    sign_in(client, office, Role.MANAGER)
    new, there = UserFactory(), SecretariatFactory()
    data = {"user": new.pk, "secretariat": there.pk, "role": "editor"}
    response = client.post("/admin/secretariats/posting/add/", data)
    assert "secretariat" in response.context["adminform"].form.errors


def test_manager_does_not_see_staff_of_other_offices(client, office):
    sign_in(client, office, Role.MANAGER)
    stranger = PostingFactory().user
    response = client.get("/admin/secretariats/posting/add/")
    assert stranger not in response.context["adminform"].form.fields["user"].queryset


def test_manager_does_not_change_their_own_posting(client, office):
    user = sign_in(client, office, Role.MANAGER)
    url = f"/admin/secretariats/posting/{user.postings.get().pk}/change/"
    assert client.get(url).context["has_change_permission"] is False


def test_parent_office_is_listed_for_whoever_sees_it(client):
    region = SecretariatFactory(name_en="Region Office")
    office = SecretariatFactory(parent=region)
    sign_in(client, office, Role.MANAGER)
    assert "Region Office" not in client.get("/admin/secretariats/secretariat/").content.decode()
    sign_in(client, region, Role.EDITOR)
    listed = client.get("/admin/secretariats/secretariat/").content.decode()
    assert "Region Office" in listed[listed.index(str(office)) :]
