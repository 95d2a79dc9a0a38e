"""What the frame of the back office says around each of its pages."""

import pytest

from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.secretariats.admin.test_staff import LIST, newcomer

pytestmark = pytest.mark.django_db


def test_message_that_begins_with_an_address_keeps_it_as_it_is(client_of):
    user = UserFactory(is_staff=True, interface_language="ja")
    PostingFactory(user=user, role=Posting.Role.REGIONAL)
    page = client_of(user).post(
        f"{LIST}add/", newcomer(SecretariatFactory(name_en="Korea Office")), follow=True
    )
    assert "minji@example.org" in page.text
    assert "Minji@example.org" not in page.text
