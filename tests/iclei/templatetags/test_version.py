"""The foot of the back office says which version it is, to those who are signed in."""

import pytest

from iclei.upgrades.version import VERSION
from tests.factories.secretariats import PostingFactory

SAID = {
    "en": "Version",
    "ko": "버전",
    "ja": "バージョン",
    "zh-hant": "版本",
    "zh-hans": "版本",
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", SAID)
def test_back_office_says_its_version(client, language):
    user = PostingFactory().user
    user.interface_language = language
    user.save()
    client.force_login(user)
    page = client.get("/admin/").content.decode()
    assert f'<p class="quiet">{SAID[language]} {VERSION}</p>' in page


@pytest.mark.django_db
def test_visitors_are_not_told(client):
    for address in ("/accounts/login/", "/en/", "/"):
        assert f"Version {VERSION}" not in client.get(address, follow=True).content.decode()
