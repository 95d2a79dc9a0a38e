import importlib

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from editorial.accounts.second_factors import Unreadable, decrypt, encrypt, reset
from editorial.backoffice.checks import second_factors_are_read
from editorial.records.history import versions_of
from secretariats.models import Staff
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OLD, NEW = "an older key that has letters enough", "a newer key that has letters enough, too"
PASSWORD = "an umbrella for the walls of Hwaseong"


def code_of(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(counters())))


@pytest.fixture
def user(settings):
    settings.MFA_KEYS = [OLD]
    cache.clear()  # a code counts once
    user = PostingFactory(user__username="minsu", user__email="minsu@example.org").user
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def data_of(user) -> list[dict]:
    return [
        *Authenticator.objects.filter(user=user).order_by("type").values_list("data", flat=True)
    ]


def test_secrets_do_not_lie_in_clear(user):
    seeds, secrets = data_of(user)
    assert SECRET not in str(secrets)
    assert secrets["secret"].startswith("mfa1$")
    assert seeds["seed"].startswith("mfa1$")


@pytest.mark.parametrize("keys", [[OLD], [NEW, OLD]])
def test_code_is_taken_under_each_of_the_keys(user, settings, keys):
    settings.MFA_KEYS = keys
    for found in Authenticator.objects.filter(user=user):
        wrapped = found.wrap()
        is_app = found.type == "totp"
        assert wrapped.validate_code(code_of() if is_app else wrapped.generate_codes()[0])


def test_what_lies_in_clear_from_before_is_read():
    assert decrypt(SECRET) == SECRET
    assert decrypt(encrypt(SECRET)) == SECRET


def sign_in(client, code):
    client.post("/accounts/login/", {"login": "minsu", "password": PASSWORD})
    return client.post("/accounts/2fa/authenticate/", {"code": code})


@pytest.mark.parametrize("language", ["en", "ko"])
def test_lost_key_is_a_sentence_at_the_sign_in(client, user, settings, language):
    user.interface_language = language
    user.save()
    settings.MFA_KEYS = [NEW]
    client.get("/accounts/login/")
    answer = client.post(
        *("/accounts/login/", {"login": "minsu", "password": PASSWORD}),
        headers={"accept-language": language},
    )
    answer = client.post(
        *("/accounts/2fa/authenticate/", {"code": code_of()}),
        headers={"accept-language": language},
    )
    told = {"en": "cannot be read any more", "ko": "2단계 인증 정보를 더 이상 읽을 수 없습니다"}
    assert answer.status_code == 200
    assert told[language] in answer.text
    assert "_auth_user_id" not in client.session


def test_lost_key_is_a_sentence_where_codes_are_shown(client, user, settings):
    client.force_login(user)
    settings.MFA_KEYS = [NEW]
    answer = client.get("/accounts/2fa/")
    assert answer.status_code == 409
    assert "cannot be read any more" in answer.text


def test_check_names_whom_to_reset(user, settings):
    other = UserFactory(username="yuna")
    assert second_factors_are_read(None, databases=["default"]) == []
    settings.MFA_KEYS = [NEW]
    TOTP.activate(other, SECRET)
    told = second_factors_are_read(None, databases=["default"])
    assert [("minsu" in warning.msg, warning.id) for warning in told] == [(True, "editorial.W006")]
    assert second_factors_are_read(None) == []


def test_secrets_are_renewed_under_the_first_key(user, settings, capsys):
    settings.MFA_KEYS = [NEW, OLD]
    call_command("renew_second_factors")
    assert "2 secrets are encrypted under the first key." in capsys.readouterr().out
    settings.MFA_KEYS = [NEW]
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of())


def test_renewing_names_whose_secrets_no_key_reads(user, settings, capsys):
    before = data_of(user)
    settings.MFA_KEYS = [NEW]
    call_command("renew_second_factors")
    assert "minsu" in capsys.readouterr().err
    assert data_of(user) == before


def test_migration_goes_both_ways(user):
    migration = importlib.import_module("editorial.migrations.0015_encrypt_second_factors")
    migration.decrypt_all(apps, None)
    seeds, secrets = data_of(user)
    assert secrets["secret"] == SECRET
    assert seeds["seed"].isalnum()
    assert seeds["used_mask"] == 0
    migration.encrypt_all(apps, None)
    migration.encrypt_all(apps, None)  # what is encrypted already stays readable
    assert decrypt(data_of(user)[1]["secret"]) == SECRET


def test_reset_takes_factors_and_sessions_and_is_in_the_history(user, client):
    client.force_login(user)
    assert reset(Staff.objects.get(pk=user.pk))
    assert data_of(user) == []
    assert client.get("/admin/").status_code == 302
    assert versions_of(Staff).first().history_change_reason == "second-factor-reset"
    assert not reset(user)


def test_secret_that_no_key_reads_is_an_error_of_its_own(settings):
    kept = encrypt(SECRET)
    settings.MFA_KEYS = [NEW]
    with pytest.raises(Unreadable) as refused:
        decrypt(kept)
    assert isinstance(refused.value, ValidationError)


def test_second_factor_is_reset_on_the_server(user, capsys):
    call_command("reset_second_factor", "minsu")
    call_command("reset_second_factor", "minsu")
    told = capsys.readouterr().out.splitlines()
    assert [line.removeprefix("The second factor of minsu ") for line in told] == [
        *("was reset.", "was never set up.")
    ]
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")
