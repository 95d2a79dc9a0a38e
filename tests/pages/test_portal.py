"""Another organisation takes the portal: its record alone says so, and everything follows.

What still is East Asia's are the sheets of the map: which areas they show and where they are cut.
That is of a later issue; the region's name beside them comes from the record.
"""

import json
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO

import icalendar
import pytest
from allauth.mfa.adapter import get_adapter
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from editorial.accounts.adapter import invite
from editorial.exchange.catalogues import write_catalogue
from editorial.languages import BY_CODE, LANGUAGES
from editorial.public.cards import site_name
from editorial.records import portal as reading
from iclei.cards import site_card
from iclei.views import HomeView
from secretariats.models import Portal
from secretariats.models.portal import TEXTS
from tests.factories.editorial import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import make_own_office, make_portal
from tests.iclei.cast import public_network
from tests.iclei.surfaces import addresses
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

NAMES = {
    "en": "ICLEI South Asia",
    "zh-hant": "ICLEI 南亞",
    "ko": "이클레이 남아시아",
    "ja": "イクレイ南アジア",
    "zh-hans": "宜可城南亚",
}
#: What the site was called, and whose it was, before the record was written anew.
BEFORE = ("East Asia", "東亞", "동아시아", "東アジア", "东亚", "Seoul Metropolitan")
SAY_NO_NAME = ("sitemap", "robots.txt", "healthz", "readyz", "favicon.ico", ".svg", "security.txt")


def kochi(**more) -> None:
    """The record of a secretariat elsewhere, in all languages."""
    texts = {
        f"{field}_{language.column}": f"{field} {NAMES[language.code]}"
        for field in ("region_name", "headline", "description", "seat", "footer")
        for language in LANGUAGES
    }
    names = {f"name_{language.column}": NAMES[language.code] for language in LANGUAGES}
    office = make_own_office(name_en="South Asia Secretariat", host_city_en="Kochi, India")
    make_portal(**texts | names | {"own_office": office, "time_zone": "Asia/Kolkata"} | more)


def text_of(response) -> str:
    """All that an answer says, be it a page, a feed, a calendar or a workbook."""
    content = response.getvalue()
    if "spreadsheetml" in response.headers["Content-Type"]:
        rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
        return "\n".join(str(cell) for row in rows for cell in row)
    if response.headers["Content-Type"].startswith("image/png"):
        return ""
    if "json" in response.headers["Content-Type"]:
        return str(json.loads(content))
    return content.decode().replace("\r\n ", "")


def says_a_name(path: str, response) -> bool:
    """Whether an answer is a page, a feed or the like, which says whose it is."""
    is_full = response.status_code in (200, 404) and "suggest" not in path
    is_of_one_event = path.endswith(".ics") and "calendar" not in path
    return is_full and not is_of_one_event and not any(part in path for part in SAY_NO_NAME)


@pytest.mark.parametrize("code", NAMES)
def test_every_surface_says_whose_it_is_and_asks_for_it_once(client, code):
    public_network()
    kochi()
    for path in [*addresses(code), f"/{code}/nowhere/"]:
        with CaptureQueriesContext(connection) as asked:
            response = client.get(path)
            text = text_of(response)
        assert [name for name in BEFORE if name in text] == [], path
        if text and says_a_name(path, response):
            known = NAMES["en"] if "download" in path else NAMES[code]
            assert known in text or ".ics" in path, path
        queries = Counter("secretariats_portal" in query["sql"] for query in asked)
        assert queries[True] <= 1, path


def test_page_says_it_in_head_title_and_foot(client):
    kochi()
    page = client.get("/ko/").text
    assert "<title>headline 이클레이 남아시아 – 이클레이 남아시아</title>" in page
    assert '<meta property="og:site_name" content="이클레이 남아시아">' in page
    assert page.count("footer 이클레이 남아시아") == 1
    assert "<h1>headline 이클레이 남아시아</h1>" in page
    assert "South Asia Secretariat" in page
    offices = client.get("/ko/secretariats/").text
    assert "본부나 사무소의 지원을 받습니다. seat 이클레이 남아시아</p>" in offices
    assert "<h2>region_name 이클레이 남아시아</h2>" in offices


def test_feed_calendar_and_manifest_say_it(client):
    kochi()
    feed = client.get("/ja/news/feed/").text
    assert "<title>イクレイ南アジアのニュース</title>" in feed
    assert "<name>イクレイ南アジア</name>" in feed
    response = client.get("/ja/events/calendar.ics")
    calendar = icalendar.Calendar.from_ical(response.content)
    assert calendar["prodid"] == "-//ICLEI South Asia//Portal//JA"
    assert calendar["x-wr-calname"] == "イクレイ南アジアのイベント"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Kolkata"]
    assert 'filename="iclei-south-asia.ics"' in response.headers["Content-Disposition"]
    manifest = client.get("/ja/manifest.webmanifest").json()
    assert (manifest["name"], manifest["short_name"]) == ("イクレイ南アジア", "イクレイ南アジア")
    assert manifest["description"] == "description イクレイ南アジア"


def test_cards_say_it(client):
    before = client.get("/en/card.png").headers["ETag"]
    kochi()
    card = site_card()
    assert (card.title.value, card.site.value) == ("headline ICLEI South Asia", "ICLEI South Asia")
    assert site_name() == card.site
    assert client.get("/en/card.png").headers["ETag"] != before


def test_downloads_and_files_for_translators_say_it(client):
    public_network()
    kochi()
    line = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/ (ICLEI South Asia; coordinates"
    assert line in client.get("/ko/members/download.csv").getvalue().decode()
    assert "Project-Id-Version: ICLEI South Asia" in write_catalogue(BY_CODE["ko"], [])


def test_security_leads_to_a_page_that_names_the_office(client):
    kochi()
    assert "/en/contact/" in client.get("/.well-known/security.txt").text
    assert "South Asia Secretariat" in client.get("/en/contact/").text


def test_back_office_mails_and_second_factor_say_it(client, client_of):
    kochi()
    invite(UserFactory(email="ko@example.org", interface_language="ko"))
    (sent,) = deliver()
    assert sent["subject"].strip() == "이클레이 남아시아 관리 시스템 계정 안내"
    assert sent.get_content().count("이클레이 남아시아") == 2
    assert get_adapter().get_totp_issuer() == "ICLEI South Asia"
    sign_in = client.get("/accounts/login/", headers={"accept-language": "ja"}).text
    assert "イクレイ南アジア 管理画面" in sign_in
    staff = client_of(UserFactory(is_superuser=True, is_staff=True, interface_language="zh-hant"))
    assert "ICLEI 南亞後台管理" in staff.get("/admin/").text


def test_days_on_pages_are_those_of_the_portal(client):
    moment = datetime(2026, 5, 1, 16, tzinfo=UTC)  # in Seoul it is the second of May by then
    ArticleFactory(slug="prize", publish_at=moment)
    assert "2 May 2026" in client.get("/en/news/prize/").text
    make_portal(time_zone="Asia/Kolkata")
    assert "1 May 2026" in client.get("/en/news/prize/").text


def test_text_that_falls_back_says_so(client):
    kochi(**{f"{field}_ja": "" for field in TEXTS})
    page = client.get("/ja/").text
    assert '<p lang="en">footer ICLEI South Asia</p>' in page
    assert '<span lang="en">ICLEI South Asia</span></a>' in page
    assert '<h1 lang="en">headline ICLEI South Asia</h1>' in page
    offices = client.get("/ja/secretariats/").text
    assert '<h2><span lang="en">region_name ICLEI South Asia</span></h2>' in offices
    assert '担当します。<span lang="en">seat ICLEI South Asia</span></p>' in offices
    assert page.count("英語") >= 2
    footer = page[page.index('<footer class="site-footer">') :]
    assert 'class="fallback-note"' in footer


@pytest.mark.parametrize("code", ["en", "ja"])
def test_pages_answer_without_a_record_and_without_an_office(client, code):
    public_network()
    answers = [(path, client.get(path).status_code) for path in addresses(code)]
    Portal.objects.all().delete()
    assert [(path, client.get(path).status_code) for path in addresses(code)] == answers
    page = client.get(f"/{code}/contact/").text
    assert "– ICLEI</title>" in page
    assert "above" not in page


def test_error_page_says_whose_it_is_if_that_was_read(client, monkeypatch):
    kochi()
    client.raise_request_exception = False

    def fail(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(HomeView, "get_context_data", fail)
    assert "– ICLEI South Asia</title>" in client.get("/en/").text
    monkeypatch.setattr(reading, "read", fail)
    response = client.get("/en/")
    assert response.status_code == 500
    assert "– ICLEI</title>" in response.text
