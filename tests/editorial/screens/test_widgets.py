import re
from datetime import UTC, datetime

import pytest

from editorial.screens.widgets import LinkInput, MomentInput
from secretariats.models import Posting
from tests.factories.members import ListedMemberFactory
from tests.factories.news import EventFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_of(client_of):
    """The form of a record as HTML, for a manager of its office."""

    def read(record) -> str:
        manager = PostingFactory(secretariat=record.secretariat, role=Posting.Role.MANAGER).user
        address = f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"
        return client_of(manager).get(address).text

    return read


def test_date_and_time_have_names():
    html = MomentInput().render("starts_at", datetime(2030, 5, 1, tzinfo=UTC))
    assert re.findall('aria-label="(.+?)"', html) == ["Date", "Time"]


def test_address_leads_to_what_it_names():
    html = LinkInput().render("website", "https://www.suwon.go.kr")
    assert '<a href="https://www.suwon.go.kr">Open</a>' in html
    assert "<a " not in LinkInput().render("website", "nowhere")
    assert "<a " not in LinkInput().render("website", None)


def test_fields_of_a_row_have_names(form_of):
    page = form_of(ListedMemberFactory())
    fields = re.findall(r'<(?:input|select)[^>]+name="memberships-0-(\w+)"[^>]*>', page)
    named = re.findall(r'name="memberships-0-(\w+)"[^>]+aria-label="[^"]+"', page)
    assert set(fields) - set(named) == {"id", "member", "seen_version"}  # which nobody sees


def test_no_record_is_said_in_signs(form_of):
    page = form_of(EventFactory())
    assert re.search(r'name="host_member".+?<option value="">-+</option>', page, re.S)


def test_several_records_have_no_cross_for_all(form_of):
    page = form_of(EventFactory())
    assert 'data-allow-clear="false"' in re.search(r'<select name="members".+?>', page)[0]
