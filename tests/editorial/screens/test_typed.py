"""What is typed and not saved is shown as its page would be, and nothing is written for it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import Member, OtherName
from news.models import Article
from secretariats.models import Posting
from tests.editorial.screens.test_pictured import photo, upload
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory, SourceFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import (
    ForbiddenVariantFactory,
    PostingFactory,
    SecretariatFactory,
)
from tests.members.admin.test_members import form_data

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Role = Posting.Role
KINDS = {
    "member": (MemberFactory, "name_en", "secretariat"),
    "article": (ArticleFactory, "title_en", "secretariat"),
    "event": (EventFactory, "title_en", "secretariat"),
    "office": (SecretariatFactory, "name_en", ""),
    "theme": (ThemeFactory, "name_en", ""),
}


def form_of(record) -> str:
    return f"/admin/{record._meta.label_lower.replace('.', '/')}/{record.pk}/change/"


def typed_address(record) -> str:
    return form_of(record).replace("/change/", "/typed/")


def shown(client, record, code="en", **typed):
    """The answer to a form of ``record`` into which something was typed."""
    data = form_data(client.get(form_of(record)))
    return client.post(typed_address(record), data | typed | {"_preview_language": code})


@pytest.fixture
def admin(client_of):
    return client_of(UserFactory(is_superuser=True))


@pytest.fixture
def office():
    return SecretariatFactory()


@pytest.fixture
def publisher(client_of, office):
    return client_of(PostingFactory(secretariat=office, role=Role.PUBLISHER).user)


@pytest.mark.parametrize("kind", KINDS)
def test_page_shows_what_is_typed_and_the_record_stays(admin, kind):
    make, name, _ = KINDS[kind]
    record = make(**{name: "Stored words"})
    response = shown(admin, record, **{name: "Typed words"})
    assert response.status_code == 200
    assert "<h1>Typed words" in response.text
    assert "Stored words" not in response.text
    record.refresh_from_db()
    assert getattr(record, name) == "Stored words"


def test_page_is_in_the_language_of_the_tab_and_its_note_in_the_users(publisher, office):
    member = MemberFactory(secretariat=office, name_en="Suwon", name_ko="수원")
    page = shown(publisher, member, "ko", name_ko="수원특례시").text
    assert '<html lang="ko">' in page
    assert "수원특례시" in page
    assert '<aside class="typed-note" lang="en"' in page
    assert "Nothing of it is saved." in page


WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|SAVEPOINT|BEGIN)\b", re.IGNORECASE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_page_is_made_while_nothing_can_be_written(admin, kind):
    make, name, _ = KINDS[kind]
    record = make(**{name: "Stored words"})
    data = form_data(admin.get(form_of(record)))
    is_sqlite = connection.vendor == "sqlite"
    closed, opened = (
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
        if is_sqlite
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    vars(connection.features).pop("supports_json_field", None)  # as in a new connection
    with connection.cursor() as cursor:
        cursor.execute(closed)
    try:
        with CaptureQueriesContext(connection) as asked:
            response = admin.post(typed_address(record), data | {name: "Typed words"})
    finally:
        with connection.cursor() as cursor:
            cursor.execute(opened)
    assert response.status_code == 200
    assert "<h1>Typed words" in response.text
    assert not [query for query in asked if WRITING.match(query["sql"])]


def test_rows_and_links_are_shown_as_they_are_typed(admin, office):
    source, theme = SourceFactory(), ThemeFactory(name_en="Wetlands")
    member = MemberFactory(secretariat=office)
    member.themes.add(ThemeFactory(name_en="Old theme"))
    own = {"member": member, "source": source, "language": "en", "kind": "everyday"}
    gone = OtherName.objects.create(name="Gone name", **own)
    changed = OtherName.objects.create(name="Stored name", **own)
    form = admin.get(form_of(member))
    rows = {"other_names-TOTAL_FORMS": 3, "other_names-INITIAL_FORMS": 2}
    named = [(gone, "Gone name"), (changed, "Changed name"), (None, "New name")]
    for at, (row, name) in enumerate(named):
        rows |= {
            f"other_names-{at}-id": row.pk if row else "",
            f"other_names-{at}-member": member.pk,
            f"other_names-{at}-name": name,
            f"other_names-{at}-kind": changed.kind,
            f"other_names-{at}-language": changed.language,
            f"other_names-{at}-source": source.pk,
            f"other_names-{at}-certainty": changed.certainty,
            f"other_names-{at}-seen_version": row.version if row else 0,
        }
    rows["other_names-0-DELETE"] = "on"
    data = form_data(form) | rows | {"themes": [theme.pk]}
    page = admin.post(typed_address(member), data).text
    assert "not valid yet" not in page, page.split("typed-kept")[1][:200]
    assert "Changed name" in page
    assert "New name" in page
    assert "Wetlands" in page
    assert not re.search("Gone name|Stored name|Old theme", page)
    assert {name.name for name in member.other_names.all()} == {"Gone name", "Stored name"}
    assert [str(theme) for theme in member.themes.all()] == ["Old theme"]


def test_invalid_field_shows_what_is_stored_and_the_page_says_so(publisher, office):
    member = MemberFactory(secretariat=office, population=123456, population_year=2020)
    page = shown(publisher, member, population="many", summary_en="Typed words").text
    assert "123,456" in page
    assert "Typed words" in page
    assert "As it is stored, because what you typed is not valid yet:" in page
    assert "Population" in page.split("not valid yet:")[1].split("</p>")[0]


def test_new_record_is_shown_once_it_has_what_it_needs(publisher, office):
    form = publisher.get("/admin/news/article/add/")
    data = form_data(form) | {"title_en": "A new title", "secretariat": office.pk}
    page = publisher.post("/admin/news/article/add/typed/", data).text
    assert "<h1>A new title" in page
    assert not Article.objects.exists()


def test_new_member_says_what_it_cannot_be_shown_without(publisher):
    data = form_data(publisher.get("/admin/members/member/add/")) | {"name_en": "Yeosu"}
    page = publisher.post("/admin/members/member/add/typed/", data).text
    assert "The page can be shown once these are filled in:" in page
    assert "<li>Area</li>" in page
    assert not Member.objects.exists()


def test_page_hides_what_readers_do_not_see(publisher, office):
    member = MemberFactory(secretariat=office)
    for status, title in (("published", "Public story"), ("draft", "Hidden story")):
        ArticleFactory(secretariat=office, status=status, title_en=title).members.add(member)
    page = shown(publisher, member).text
    assert "Public story" in page
    assert "Hidden story" not in page


def test_page_is_for_whoever_may_have_the_form(client_of, publisher, office):
    foreign = MemberFactory()
    assert publisher.post(typed_address(foreign), {"name_en": "Forged"}).status_code == 404
    assert publisher.get(typed_address(MemberFactory(secretariat=office))).status_code == 405
    assert publisher.post("/admin/members/theme/add/typed/", {}).status_code in (403, 404)
    assert publisher.post("/admin/members/member/999999/typed/", {}).status_code == 404


def test_forged_office_of_a_new_record_shows_nothing_of_it(publisher):
    foreign = SecretariatFactory(name_en="Foreign desk")
    data = form_data(publisher.get("/admin/news/article/add/"))
    data |= {"title_en": "Forged", "secretariat": foreign.pk}
    page = publisher.post("/admin/news/article/add/typed/", data).text
    assert "Foreign desk" not in page.split("site-footer")[0]


def test_closed_field_stays_as_it_is_stored(client_of, office):
    """A translator of one language changes that alone, whatever is sent."""
    member = MemberFactory(secretariat=office, name_en="Suwon", name_ko="수원")
    user = PostingFactory(secretariat=office, role=Role.TRANSLATOR, languages=["ko"]).user
    sent = {"name_en": "Forged", "name_ko": "수원특례시", "seen_version": member.version}
    page = client_of(user).post(typed_address(member), sent | {"_preview_language": "en"}).text
    assert "Forged" not in page
    assert "<h1>Suwon" in page


def test_token_is_asked_for_as_by_the_form(office):
    member = MemberFactory(secretariat=office)
    client = Client(enforce_csrf_checks=True)
    client.force_login(PostingFactory(secretariat=office, role=Role.EDITOR).user)
    assert client.post(typed_address(member), {"name_en": "Forged"}).status_code == 403


def test_only_our_own_form_may_frame_the_page(publisher, office):
    member = MemberFactory(secretariat=office)
    answer, form = shown(publisher, member), publisher.get(form_of(member))
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "frame-src 'self'" in form.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in form.headers["Content-Security-Policy"]
    assert "nonce-" in form.headers["Content-Security-Policy"]
    assert form.headers["X-Frame-Options"] == "DENY"
    listing = publisher.get("/admin/members/member/")
    assert "frame-src" not in listing.headers["Content-Security-Policy"]


def test_form_can_be_shown_without_script_in_a_new_tab(publisher, office):
    page = publisher.get(form_of(MemberFactory(secretariat=office))).text
    saving = page.index('name="_save"')
    (button,) = re.findall(r'<button type="submit"[^>]*formaction="[^"]*/typed/"[^>]*>', page)
    assert 'formtarget="_blank"' in button
    assert page.index(button) > saving  # the first of a form is pressed by Enter


def test_checks_say_what_is_to_be_looked_at(publisher, office):
    member = MemberFactory(secretariat=office, name_en="Suwon", name_ko="수원", summary_en="One.")
    page = shown(publisher, member, summary_en="One thing.").text
    assert "to look at</summary>" in page
    assert "Missing in 日本語:" in page


def test_source_that_is_typed_makes_its_translation_stale(publisher, office):
    member = MemberFactory(secretariat=office, summary_en="One.", summary_ko="하나.")
    assert "Perhaps out of date in 한국어" not in shown(publisher, member, summary_ko="둘.").text
    page = shown(publisher, member, summary_en="Quite another thing.").text
    assert "Perhaps out of date in 한국어" in page


def test_name_that_must_not_be_published_is_shown_and_remarked_on(publisher, office):
    ForbiddenVariantFactory(language="en", text="Formosa Land")
    member = MemberFactory(secretariat=office)
    page = shown(publisher, member, summary_en="A city of Formosa Land.").text
    assert "A city of Formosa Land." in page.split("</aside>")[1]
    assert "Formosa Land" in page.split("</aside>")[0].split("typed-note")[1]


def test_picture_without_words_is_named(publisher, office):
    member = MemberFactory(secretariat=office, picture=upload(photo()), name_en="Suwon")
    page = shown(publisher, member, picture_licence="").text
    assert "The picture has no alternative text yet in: English" in page
    assert "The picture has no licence." in page
