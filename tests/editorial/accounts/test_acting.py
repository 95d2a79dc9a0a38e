import pytest
from django.utils import timezone, translation

from editorial.accounts.acting import NobodyThere, acting_as
from editorial.records.history import acting_user
from tests.factories.editorial import UserFactory

pytestmark = pytest.mark.django_db


def test_what_is_done_is_the_users_in_their_language_and_time_zone():
    user = UserFactory(interface_language="ko", time_zone="Asia/Kolkata")
    with acting_as(user.pk, "q=su&area=KR") as request:
        assert request.user == acting_user() == user
        assert request.GET.getlist("area") == ["KR"]
        assert translation.get_language() == "ko"
        assert timezone.get_current_timezone_name() == "Asia/Kolkata"
    assert acting_user() is None
    assert translation.get_language() == "en"


@pytest.mark.parametrize("state", [{"is_active": False}, {"is_staff": False}])
def test_nobody_acts_for_who_may_not_sign_in(state):
    with pytest.raises(NobodyThere), acting_as(UserFactory(**state).pk):
        pass


def test_nobody_acts_for_nobody():
    with pytest.raises(NobodyThere), acting_as(0):
        pass
