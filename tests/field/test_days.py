"""Days as people write them, in forms and in sheets alike: the year first, or not at all."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from editorial.screens.day_fields import DayField, MomentField
from editorial.sheets.local_columns import LocalMomentColumn
from editorial.sheets.value_columns import DayColumn, MomentColumn, NumberColumn
from editorial.texts.days import parse_day
from members.models import Member, Membership
from news.models import Article, Event
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import content, table
from tests.factories.members import MemberFactory
from tests.members.admin.test_members import change_url, form_data, sign_in

DAY = date(2026, 5, 31)
UNDERSTOOD = [
    *("2026-05-31", "2026/5/31", "2026.5.31", "2026. 5. 31.", "2026年5月31日", "2026년 5월 31일"),
    *("２０２６／０５／３１", "２０２６年５月３１日", "2026–05–31", "20260531", "2026-05-31\u200b"),
    *("2026年5月31日（日）", "2026. 5. 31.(일)", "2026년 5월 31일 일요일", "2026年05月31号 星期日"),
    *(" 2026 / 05 / 31 ", "2026-05-31 00:00:00"),
]
REFUSED = [
    *("05/06/26", "05/06/2026", "31.5.2026", "26/5/31", "2026-02-30", "2026/5.31", "2026年5月"),
    *(
        "2026年5月31日（月）",
        "May 31",
        "46173",
        "2026-05-31 09:00",
        "1" * 99,
        "令和8年5月31日",
        "二〇二六",
    ),
]


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_form_and_sheet_understand_a_day(text):
    assert DayField().clean(text) == DAY
    column = DayColumn(Membership._meta.get_field("joined_on"), None, None)
    assert column.read(text) == DAY.isoformat()


@pytest.mark.parametrize("text", REFUSED)
def test_form_and_sheet_refuse_what_is_in_doubt_in_the_same_words(text):
    column = DayColumn(Membership._meta.get_field("joined_on"), None, None)
    for read in (DayField().clean, column.read):
        with pytest.raises(ValidationError, match="as year, month and day: 2026-05-31"):
            read(text)


@pytest.mark.parametrize(("raw", "day"), [(20260531, DAY), (20260531.0, DAY)])
def test_number_in_a_cell_may_be_a_day(raw, day):
    column = DayColumn(Membership._meta.get_field("joined_on"), None, None)
    assert column.read(raw) == day.isoformat()
    for serial in (46173, 46173.5, True, -20260531):
        with pytest.raises(ValidationError):
            column.read(serial)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2026/5/31 9:30", "2026年5月31日 09:30", "2026. 5. 31. 09:30:00"])
def test_moment_begins_with_a_day(text):
    moment = MomentColumn(Article._meta.get_field("publish_at"), None, None)
    assert moment.read(text) == "2026-05-31T00:30:00+00:00"
    local = LocalMomentColumn(Event._meta.get_field("starts_at"), None, None)
    assert local.read(text) == "2026-05-31T09:30:00"
    assert local.read(text.rpartition(" ")[0]) == "2026-05-31"
    assert MomentField().clean([text.rpartition(" ")[0], "09:30"]).day == 31


@pytest.mark.parametrize(
    "text", ["240,646", "２４０，６４６", "240\u2009646", "240\u202f646", "240、646"]
)
def test_number_of_a_cell_is_read_as_in_a_form(text):
    column = NumberColumn(Member._meta.get_field("population"), None, None)
    assert column.read(text) == 240_646


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2026年5月31日", "2026. 5. 31."])
def test_form_of_a_member_stores_it(client, text):
    member = MemberFactory()
    sign_in(client, member.secretariat)
    sent = form_data(client.get(change_url(member))) | {"leader_since": text}
    assert client.post(change_url(member), sent).status_code == 302
    assert Member.objects.get().leader_since == DAY


@pytest.mark.django_db
def test_form_gives_back_what_is_in_doubt_in_the_readers_language(client):
    member = MemberFactory()
    user = sign_in(client, member.secretariat)
    type(user).objects.update(interface_language="ko")
    sent = form_data(client.get(change_url(member))) | {"leader_since": "05/06/26"}
    page = client.post(change_url(member), sent)
    assert "연, 월, 일 순서로" in page.text
    assert 'value="05/06/26"' in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ko"])
def test_preview_of_a_sheet_shows_what_was_understood(client, language):
    member = MemberFactory(population=5)
    user = sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    type(user).objects.update(interface_language=language)
    cells = ["slug", "population", "leader_since"]
    file = content(table(cells, [member.slug, "２４０，６４６", "2026年5月31日"]))
    page = client.post(
        "/admin/members/member/import/",
        {"file": SimpleUploadedFile("cities.xlsx", file)},
        follow=True,
    ).text
    assert "240646" in page.replace(",", "")
    assert re.search({"en": "2026-05-31", "ko": r"2026\. 5\. 31\."}[language], page)


def test_day_that_is_none_has_none():
    assert parse_day("") is None
