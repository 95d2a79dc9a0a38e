import pytest
from django.contrib import admin

from editorial.records.history import tracked_models, versions_of
from members.models import Member
from secretariats.models import Area, Secretariat, Staff
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.secretariats import AreaFactory, PostingFactory, SecretariatFactory
from tests.members.admin.test_members import change_url, form_data

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def kept(model=Member) -> list[tuple]:
    """What is kept of the records of ``model``, the newest first."""
    rows = versions_of(model).values_list("history_type", "version", "history_user__username")
    return list(rows)


def test_every_kind_of_content_in_the_back_office_is_tracked():
    """Mails are no content: each says what became of it, and nobody rewrites one."""
    screens = {model.__name__ for model in admin.site._registry}
    screens -= {"OutgoingMail", "SuppressedAddress"}
    assert screens <= {model.__name__ for model in tracked_models()}


def test_save_raises_the_version():
    area = AreaFactory()
    area.save()
    Area.objects.get().save(update_fields=["order"])
    assert kept(Area) == [("~", 3, None), ("~", 2, None), ("+", 1, None)]


def test_save_of_an_old_copy_raises_the_version_all_the_same():
    area = AreaFactory()
    old = Area.objects.get()
    area.save()
    old.save()
    assert old.version == 3


def test_version_keeps_texts_and_links_but_nothing_computed():
    theme = ThemeFactory()
    member = MemberFactory(name_ko="수원")
    member.themes.add(theme)
    version = versions_of(Member).first()
    assert (version.name_ko, version.themes.get().theme) == ("수원", theme)
    columns = {field.name for field in version._meta.fields}
    assert not columns & {"name", "profile", "search_text", "sort_ko", "updated_at"}


def test_opening_history_of_an_office_is_a_text_like_any_other():
    SecretariatFactory(history_en="Opened in a shop.")
    assert versions_of(Secretariat).get().history_en == "Opened in a shop."


def test_form_records_who_saved(client):
    member = MemberFactory()
    user = PostingFactory(secretariat=member.secretariat).user
    client.force_login(user)
    client.post(change_url(member), form_data(client.get(change_url(member))) | {"name_ko": "수원"})
    assert kept()[0] == ("~", 2, user.username)


def test_version_of_a_user_holds_no_password_and_signing_in_makes_none(client):
    manager = PostingFactory(role="manager")
    user = PostingFactory(secretariat=manager.secretariat).user
    client.force_login(manager.user)
    url = f"/admin/secretariats/staff/{user.pk}/change/"
    client.post(url, form_data(client.get(url)) | {"display_name": "Minsu"})
    version = versions_of(Staff).get()
    assert (version.display_name, version.history_user) == ("Minsu", manager.user)
    assert not hasattr(version, "password")
    client.force_login(user)
    user.refresh_from_db()
    assert user.version == version.version


def test_links_belong_to_the_save_before_them_or_make_one_of_their_own():
    theme, member = ThemeFactory(), MemberFactory()
    member.themes.add(theme)
    assert kept() == [("+", 1, None)]
    Member.objects.get().themes.clear()
    theme.members.add(member)
    assert kept() == [("~", 3, None), ("~", 2, None), ("+", 1, None)]
    assert [version.themes.count() for version in versions_of(Member)] == [1, 0, 1]
