import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import is_mfa_enabled

from editorial.accounts.models import User
from editorial.accounts.second_factors import REASON as RESET
from editorial.records.history import versions_of
from secretariats.models import Posting, Staff
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

Role = Posting.Role
LIST = "/admin/secretariats/staff/"


@pytest.fixture
def office():
    return SecretariatFactory(name_en="Korea Office")


@pytest.fixture
def manager(client, office):
    user = PostingFactory(secretariat=office, role=Role.MANAGER).user
    client.force_login(user)
    return user


def newcomer(office, role=Role.EDITOR, **more) -> dict:
    return {
        "username": "minji",
        "display_name": "김민지",
        "email": "minji@example.org",
        "is_active": "on",
        "interface_language": "ko",
        "time_zone": "Asia/Seoul",
        "postings-TOTAL_FORMS": 1,
        "postings-INITIAL_FORMS": 0,
        "postings-0-secretariat": office.pk,
        "postings-0-role": role,
        **more,
    }


def invite(client, office, **more):
    return client.post(f"{LIST}add/", newcomer(office, **more), follow=True)


def test_manager_invites_somebody_to_their_office(client, manager, office):
    invite(client, office)
    user = User.objects.get(username="minji")
    assert user.is_staff
    assert not user.is_superuser
    assert not user.has_usable_password()
    assert [posting.secretariat for posting in user.postings.all()] == [office]
    (mail,) = deliver()
    assert mail["to"] == "minji@example.org"
    assert "김민지" in mail.get_content()


def test_invitation_leads_to_a_password_and_in(client, manager, office):
    invite(client, office)
    client.logout()
    text = deliver()[0].get_content()
    path = re.search(r"http://127\.0\.0\.1:8000(/accounts/\S+)", text)[1]
    form = client.get(path, follow=True).request["PATH_INFO"]
    password = "an umbrella for the walls of Hwaseong"
    client.post(form, {"password1": password, "password2": password})
    client.post("/accounts/login/", {"login": "minji", "password": password})
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("language", "set_words", "in_words"),
    [
        ("ko", "비밀번호를 설정하였습니다", "김민지 님으로 로그인하였습니다."),
        ("zh-hant", "密碼", "您已以「김민지」的身分登入。"),
    ],
)
def test_first_day_is_told_once_and_in_whole_sentences(
    client, manager, office, language, set_words, in_words
):
    invite(client, office, interface_language=language)
    client.logout()
    text = deliver()[0].get_content()
    client.cookies["django_language"] = language
    path = re.search(r"http://127\.0\.0\.1:8000(/accounts/\S+)", text)[1]
    form = client.get(path, follow=True).request["PATH_INFO"]
    password = "an umbrella for the walls of Hwaseong"
    page = client.post(form, {"password1": password, "password2": password}, follow=True)
    assert set_words in page.text
    assert [*map(str, page.context["messages"])] == []
    page = client.post("/accounts/login/", {"login": "minji", "password": password}, follow=True)
    assert in_words in [*map(str, page.context["messages"])]


def test_nobody_is_let_in_without_a_posting(client, manager, office):
    answer = client.post(f"{LIST}add/", newcomer(office, **{"postings-TOTAL_FORMS": 0}))
    assert "Choose the office and the role of this user." in answer.content.decode()
    assert not User.objects.filter(username="minji").exists()


def test_newcomer_needs_an_address_for_the_invitation(client, manager, office):
    answer = client.post(f"{LIST}add/", newcomer(office, email=""))
    assert "email" in answer.context["adminform"].form.errors


def test_manager_invites_nobody_to_another_office(client, manager):
    answer = client.post(f"{LIST}add/", newcomer(SecretariatFactory()))
    assert answer.status_code == 200
    assert not User.objects.filter(username="minji").exists()


def test_manager_gives_no_role_above_theirs(client, manager, office):
    client.post(f"{LIST}add/", newcomer(office, Role.REGIONAL))
    assert not User.objects.filter(username="minji").exists()


def test_forged_rights_are_ignored(client, manager, office):
    client.post(f"{LIST}add/", newcomer(office, is_superuser="on", password="x"))
    user = User.objects.get(username="minji")
    assert not user.is_superuser
    assert not user.has_usable_password()


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.EDITOR, Role.PUBLISHER])
def test_others_invite_nobody(client, office, role):
    client.force_login(PostingFactory(secretariat=office, role=role).user)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}add/", newcomer(office)).status_code == 403


def test_manager_sees_the_staff_of_their_offices(client, manager, office):
    ours = PostingFactory(secretariat=office).user
    theirs = PostingFactory().user
    seen = set(client.get(LIST).context["cl"].queryset)
    assert {user.pk for user in seen} == {manager.pk, ours.pk}
    assert client.get(f"{LIST}{theirs.pk}/change/").status_code == 302


def test_editor_sees_themselves_alone(client, office):
    editor = PostingFactory(secretariat=office).user
    PostingFactory(secretariat=office)
    client.force_login(editor)
    assert [user.pk for user in client.get(LIST).context["cl"].queryset] == [editor.pk]


def settings_of(user, **more) -> dict:
    return {
        "display_name": user.display_name,
        "email": user.email,
        "is_active": "on",
        "is_active-open": "1",
        "seen_version": user.version,
        "interface_language": "ja",
        "time_zone": "Asia/Tokyo",
        "postings-TOTAL_FORMS": 0,
        "postings-INITIAL_FORMS": 0,
        **more,
    }


def test_everybody_sets_their_own_language_and_time_zone(client, office):
    user = PostingFactory(secretariat=office, role=Role.TRANSLATOR).user
    client.force_login(user)
    client.post(f"{LIST}{user.pk}/change/", settings_of(user))
    user.refresh_from_db()
    assert (user.interface_language, user.time_zone) == ("ja", "Asia/Tokyo")


def test_nobody_moves_their_own_address_or_posting(client, manager):
    client.post(
        f"{LIST}{manager.pk}/change/",
        settings_of(
            manager,
            email="elsewhere@example.org",
            **{
                "postings-TOTAL_FORMS": 1,
                "postings-0-secretariat": SecretariatFactory().pk,
                "postings-0-role": Role.REGIONAL,
            },
        ),
    )
    before = manager.email
    manager.refresh_from_db()
    assert manager.email == before
    assert [posting.role for posting in manager.postings.all()] == [Role.MANAGER]


def test_manager_switches_a_user_off_and_they_are_out_at_the_next_request(
    client, manager, office, client_of
):
    user = PostingFactory(secretariat=office).user
    theirs = client_of(user)
    assert theirs.get("/admin/").status_code == 200
    data = settings_of(user)
    del data["is_active"]
    posting = user.postings.get()
    data |= {
        "postings-TOTAL_FORMS": 1,
        "postings-INITIAL_FORMS": 1,
        "postings-0-id": posting.pk,
        "postings-0-seen_version": posting.version,
        "postings-0-user": user.pk,
        "postings-0-secretariat": office.pk,
        "postings-0-role": posting.role,
    }
    client.post(f"{LIST}{user.pk}/change/", data)
    user.refresh_from_db()
    assert not user.is_active
    assert theirs.get("/admin/").status_code == 302


def test_user_with_a_posting_elsewhere_is_seen_and_not_changed(client, manager, office):
    user = PostingFactory(secretariat=office).user
    PostingFactory(user=user)
    form = client.get(f"{LIST}{user.pk}/change/")
    assert form.context["has_change_permission"] is False


def test_superuser_is_out_of_a_managers_reach(manager, office):
    chief = UserFactory(is_superuser=True)
    PostingFactory(user=chief, secretariat=office)
    assert not Staff.objects.changeable_by(manager).filter(pk=chief.pk).exists()


def test_nobody_is_deleted(client, manager, office):
    user = PostingFactory(secretariat=office).user
    assert client.post(f"{LIST}{user.pk}/delete/", {"post": "yes"}).status_code == 403


def test_manager_does_not_reach_a_regional_administrator_of_their_office(client, manager, office):
    posting = PostingFactory(secretariat=office, role=Role.REGIONAL)
    url = f"/admin/secretariats/posting/{posting.pk}"
    assert client.get(f"{url}/change/").context["has_change_permission"] is False
    assert client.post(f"{url}/delete/", {"post": "yes"}).status_code == 403
    assert not Staff.objects.changeable_by(manager).filter(pk=posting.user_id).exists()


def test_inline_of_a_colleague_keeps_postings_that_a_manager_may_not_change(manager, office):
    user = PostingFactory(secretariat=office).user
    assert Staff.objects.changeable_by(manager).filter(pk=user.pk).exists()
    PostingFactory(user=user)
    assert not Staff.objects.changeable_by(manager).filter(pk=user.pk).exists()


def test_superuser_sees_all_postings_and_posts_anybody(client, manager):
    chief = UserFactory(is_superuser=True)
    client.force_login(chief)
    assert set(Posting.objects.visible_to(chief)) == set(manager.postings.all())
    form = client.get("/admin/secretariats/posting/add/").context["adminform"].form
    assert manager in form.fields["user"].queryset


def second_factor_of(user):
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    return f"{LIST}{user.pk}/second-factor/"


def test_manager_resets_the_second_factor_of_a_colleague(client, manager, office):
    user = PostingFactory(secretariat=office, user__interface_language="ko").user
    address = second_factor_of(user)
    form = client.get(f"{LIST}{user.pk}/change/")
    assert form.context["second_factor"] == address
    assert client.post(address).status_code == 302
    assert not is_mfa_enabled(user)
    assert "second_factor" not in client.get(f"{LIST}{user.pk}/change/").context
    (mail,) = deliver()
    assert mail["To"] == user.email
    assert "2단계 인증을 초기화" in mail.get_content()
    assert "reset of the second factor" in client.get("/admin/activity/").text
    version = versions_of(Staff).filter(id=user.pk).first()
    assert (version.history_user, version.history_change_reason) == (manager, RESET)


def test_reset_of_a_second_factor_is_asked_for_on_a_page_of_its_own(client, manager, office):
    user = PostingFactory(secretariat=office, user__display_name="김민지").user
    address = second_factor_of(user)
    page = client.get(address)
    assert is_mfa_enabled(user)
    assert deliver() == []
    assert f"김민지 (user name {user.username}, {user.email})" in page.text
    assert f'href="{LIST}{user.pk}/change/"' in page.text
    assert re.findall('<form method="post">', page.text)


def test_page_for_a_reset_says_where_there_is_nothing_to_reset(client, manager, office):
    user = PostingFactory(secretariat=office).user
    page = client.get(f"{LIST}{user.pk}/second-factor/")
    assert "This user has no second factor." in page.text
    assert '<form method="post">' not in page.text
    answer = client.post(f"{LIST}{user.pk}/second-factor/", follow=True)
    assert "This user has no second factor." in answer.text
    assert deliver() == []


def test_second_factor_of_others_is_out_of_reach(client, manager, office):
    stranger, own, chief = PostingFactory().user, manager, UserFactory(is_superuser=True)
    for user in (stranger, own, chief):
        address = second_factor_of(user)
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
        assert is_mfa_enabled(user)
    editor = PostingFactory(secretariat=office).user
    client.force_login(editor)
    address = second_factor_of(PostingFactory(secretariat=office).user)
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    client.logout()
    assert client.post(address).status_code == 302
    assert Authenticator.objects.count() == 4


@pytest.mark.parametrize("key", ["0", "99999999", "99999999999999999999"])
def test_second_factor_of_nobody_is_not_found(client, manager, key):
    address = f"{LIST}{key}/second-factor/"
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def test_new_user_is_offered_the_language_of_the_inviter(client, manager):
    User.objects.filter(pk=manager.pk).update(interface_language="ja")
    form = client.get(f"{LIST}add/").context["adminform"].form
    assert form["interface_language"].value() == "ja"
    form = client.get(f"{LIST}add/?interface_language=ko").context["adminform"].form
    assert form["interface_language"].value() == "ko"


def test_signing_out_somebody_who_is_nowhere_is_said(client, manager, office):
    user = PostingFactory(secretariat=office).user
    answer = client.post(f"{LIST}{user.pk}/sign-out/", follow=True)
    assert "This user was not signed in anywhere." in answer.text
    assert "0 sessions" not in answer.text
