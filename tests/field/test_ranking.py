"""Lists rank what is found: the bearer of a name before those whose texts mention it."""

import pytest

from editorial.translations.models import GlossaryEntry
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PersonFactory, PostingFactory, SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def office():
    return SecretariatFactory(name_en="Korea Office")


@pytest.fixture
def client(client_of, office):
    """A client of a regional administrator, who sees every list."""
    return client_of(PostingFactory(secretariat=office, role=Posting.Role.REGIONAL).user)


def listed(client, kind: str, **query: str) -> list[str]:
    """The names in a list of the back office, in its order."""
    found = client.get(f"/admin/{kind}/", query).context["cl"].result_list
    return [str(record) for record in found]


def make_members(office):
    """Four that a search for Jinju finds, in an order that no list has by itself."""
    MemberFactory(secretariat=office, name_en="Anseong", summary_en="Twinned with Jinju.")
    MemberFactory(secretariat=office, name_en="East Jinju")
    MemberFactory(secretariat=office, name_en="Jinju North")
    MemberFactory(secretariat=office, name_en="Zinju", name_ko="진주", name_ja="Jinju")


@pytest.mark.parametrize("sought", ["jinju", " ＪＩＮＪＵ "])
def test_members_are_ranked_by_how_well_their_names_fit(client, office, sought):
    make_members(office)
    ranked = ["Zinju", "Jinju North", "East Jinju", "Anseong"]
    assert listed(client, "members/member", q=sought) == ranked


def test_column_that_the_user_sorts_by_wins(client, office):
    make_members(office)
    names = ["Anseong", "East Jinju", "Jinju North", "Zinju"]
    assert listed(client, "members/member", q="jinju", o="1") == names
    assert listed(client, "members/member", q="jinju", o="-1") == names[::-1]


def test_choices_offer_the_bearer_of_a_name_first(client, office):
    make_members(office)
    where = {"app_label": "news", "model_name": "event", "field_name": "host_member"}
    answer = client.get("/admin/autocomplete/", where | {"term": "jinju"})
    assert answer.json()["results"][0]["text"] == "Zinju"


def test_articles_are_ranked_by_title(client, office):
    ArticleFactory(secretariat=office, title_en="New members", body_en="<p>Forum</p>")
    ArticleFactory(secretariat=office, title_en="Forum")
    ArticleFactory(secretariat=office, title_en="The forum begins")
    ranked = ["Forum", "The forum begins", "New members"]
    assert listed(client, "news/article", q="forum") == ranked


def test_events_are_ranked_by_title_in_any_language(client, office):
    EventFactory(secretariat=office, title_en="Walk", summary_en="Before the 総会.")
    EventFactory(secretariat=office, title_en="Assembly", title_ja="総会")
    EventFactory(secretariat=office, title_en="Eve", title_ja="総会の前夜")
    assert listed(client, "news/event", q="総会") == ["Assembly", "Eve", "Walk"]


def test_offices_are_ranked_by_name(client, office):
    SecretariatFactory(parent=office, name_en="Archive", introduction_en="<p>Of the Kobe desk.</p>")
    SecretariatFactory(parent=office, name_en="Kobe")
    assert listed(client, "secretariats/secretariat", q="kobe") == ["Kobe", "Archive"]


def test_people_and_themes_are_ranked_by_name(client, office):
    for name in ("Annam", "Nam", "Nami"):
        PersonFactory(secretariat=office, name_en=name)
        ThemeFactory(name_en=name)
    for kind in ("secretariats/person", "members/theme"):
        assert listed(client, kind, q="nam") == ["Nam", "Nami", "Annam"]


def test_staff_are_ranked_by_name(client, office):
    for name in ("a.lin", "lin", "lindsay"):
        user = UserFactory(username=name, display_name=f"User {name}", email=f"{name}@example.org")
        PostingFactory(user=user, secretariat=office)
    ranked = ["User lin", "User lindsay", "User a.lin"]
    assert listed(client, "secretariats/staff", q="lin") == ranked
    postings = [name.partition(" –")[0] for name in listed(client, "secretariats/posting", q="lin")]
    assert postings == ranked


def test_glossary_is_ranked_by_wording_and_not_by_its_notes(client):
    for wording, note in (("air", "See heat."), ("heat island", ""), ("urban heat", "")):
        GlossaryEntry.objects.create(wording_en=wording, note=note)
    ranked = ["heat island", "urban heat", "air"]
    assert listed(client, "editorial/glossaryentry", q="heat") == ranked


def test_record_is_found_by_its_address(client, office):
    MemberFactory(secretariat=office, name_en="Suwon", slug="suwon-2")
    assert listed(client, "members/member", q="suwon-2") == ["Suwon"]
