"""Letters as they are meant, whichever way they come in: field inputs, letter H."""

import unicodedata

import pytest

from members.models import Member
from secretariats.models import Posting
from tests.editorial.exchange.test_plan import (
    downloaded,
    edited,
    outcomes,
    taken_over,
    translated,
    uploaded,
)
from tests.editorial.sheets.sheeting import (
    apply,
    exported,
    previewed,
    signed_in,
    write,
)
from tests.editorial.sheets.sheeting import outcomes as rows_in
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import change_url, form_data

pytestmark = pytest.mark.django_db

TYPED = [
    ("烏山\u200b", "烏山"),
    ("\ufeff烏山", "烏山"),
    ("烏\u00ad山", "烏山"),
    ("烏\u2060山\u180e", "烏山"),
    ("\u2066烏山\u2069", "烏山"),
    ("\u3000烏山\u00a0", "烏山"),
    (unicodedata.normalize("NFD", "ガス山"), "ガス山"),
    ("ｶﾞｽ山", "ガス山"),
    ("烏\x08山", "烏山"),
    ("烏⼭", "烏山"),
]
KEYS = ["osan\u200b", "\ufeffosan", "os\u00adan", "\u2060osan\u3000", "osan\u200e"]


@pytest.fixture
def office():
    return SecretariatFactory()


@pytest.fixture
def osan(office):
    return MemberFactory(secretariat=office, slug="osan", name_en="Osan", name_ja="")


@pytest.mark.parametrize(("typed", "meant"), TYPED)
def test_record_is_stored_without(osan, typed, meant):
    osan.name_ja = typed
    osan.full_clean()
    assert osan.name_ja == meant


@pytest.mark.parametrize(("typed", "meant"), TYPED[:3])
def test_form_stores_without(client, osan, office, typed, meant):
    signed_in(client, office)
    data = form_data(client.get(change_url(osan)))
    sent = data | {"name_ja": typed, "slug": "osan\u200b", "website": "https://osan.example/\ufeff"}
    assert client.post(change_url(osan), sent).status_code == 302
    stored = Member.objects.get(pk=osan.pk)
    assert (stored.name_ja, stored.slug) == (meant, "osan")
    assert stored.website == "https://osan.example/"


def test_form_with_the_same_in_other_letters_is_no_edit(client, osan, office):
    Member.objects.filter(pk=osan.pk).update(name_ja="烏山\u200b")
    signed_in(client, office)
    data = form_data(client.get(change_url(osan)))
    client.post(change_url(osan), data | {"name_ja": "烏山"})
    assert Member.objects.get(pk=osan.pk).version == osan.version


@pytest.mark.parametrize("key", KEYS)
def test_sheet_finds_the_row_and_stores_without(client, osan, office, key):
    signed_in(client, office)
    made = previewed(client, write(exported(client), "osan", slug=key, name_ja="烏山\u200b"))
    assert made.rows.get().changes["name_ja"] == ["", "烏山"]
    apply(client, made)
    assert Member.objects.get().name_ja == "烏山"


def test_sheet_reads_the_names_of_its_columns(client, osan, office):
    signed_in(client, office)
    book = exported(client)
    for cell in book.active[2]:
        cell.value = f"\ufeff{cell.value}\u200b"
    assert rows_in(previewed(client, book)) == {"osan": "unchanged"}


def test_file_of_translators_brings_what_is_meant(client, office, osan):
    posting = PostingFactory(
        secretariat=office, role=Posting.Role.TRANSLATOR, languages=["ja", "zh-hant"]
    )
    client.force_login(posting.user)
    content = edited(downloaded(client), translated({"/name_ja": "\u200b烏\u00ad山"}))
    response = uploaded(client, content)
    assert outcomes(response)[f"member/{osan.pk}/name_ja".split("/", 1)[1]] == "new"
    taken_over(client, response)
    assert Member.objects.get().name_ja == "烏山"


@pytest.mark.parametrize("sought", ["오산\u200b", "\ufeff오산", "오\u00ad산", "오\u2060산\u3164"])
def test_search_boxes_find_it(client, osan, office, sought):
    osan.name_ko = "오산"
    osan.save()
    signed_in(client, office)
    assert client.get("/admin/members/member/", {"q": sought}).context["cl"].result_count == 1
    assert list(Member.objects.search(sought)) == [osan]
