import pytest

from editorial.records.completeness import gaps, lacking, needs_of, with_gaps
from members.models import Member
from news.models import Article
from secretariats.models import Area
from tests.factories.members import MemberFactory, MembershipFactory, ThemeFactory
from tests.factories.news import ArticleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

COMPLETE = {
    "summary_en": "A city.",
    "profile_en": "<p>A city.</p>",
    "population": 1_000_000,
    "picture": "members/a-640x480.webp",
    "leader_name_en": "A mayor",
    "latitude": 37.3,
    "longitude": 127.0,
    "website": "https://example.org/",
}


@pytest.fixture
def member():
    member = MemberFactory()
    Member.objects.filter(pk=member.pk).update(**COMPLETE)
    member.themes.add(ThemeFactory(), ThemeFactory())
    MembershipFactory(member=member)
    member.refresh_from_db()
    return member


def gaps_of(record) -> list[str]:
    return gaps(with_gaps(type(record).objects.all()).get(pk=record.pk))


def test_complete_member_lacks_nothing(member):
    assert gaps_of(member) == []
    assert not lacking(Member.objects.all()).exists()


@pytest.mark.parametrize(
    ("emptied", "words"),
    [
        ({"summary_en": ""}, "summary"),
        ({"summary_en": None, "summary_ko": "도시"}, "summary"),
        ({"population": None}, "population"),
        ({"picture": ""}, "picture"),
        ({"latitude": None, "longitude": None}, "coordinates"),
        ({"website": ""}, "website"),
    ],
)
def test_member_lacks_what_is_empty(member, emptied, words):
    Member.objects.filter(pk=member.pk).update(**emptied)
    assert gaps_of(member) == [words]
    assert list(lacking(Member.objects.all())) == [member]


def test_member_lacks_links_in_either_direction(member):
    member.themes.clear()
    member.memberships.all().delete()
    assert gaps_of(member) == ["themes", "memberships"]


def test_what_is_lacking_can_be_asked_for_alone(member):
    Member.objects.filter(pk=member.pk).update(website="")
    assert list(lacking(Member.objects.all(), "website")) == [member]
    assert not lacking(Member.objects.all(), "summary").exists()
    assert not lacking(Member.objects.all(), "slug").exists()


def test_article_is_asked_for_texts_in_its_own_language():
    theme = ThemeFactory()
    texts = {"title_ko": "상", "summary_ko": "요약", "body_ko": "<p>글</p>"}
    own = ArticleFactory(source_language="ko", **texts)
    own.themes.add(theme)
    assert gaps_of(own) == []
    Article.objects.filter(pk=own.pk).update(source_language="en")
    assert gaps_of(own) == ["summary", "text"]


def test_kind_that_needs_nothing_is_never_incomplete():
    assert needs_of(Area) == ()
    assert not lacking(Area.objects.all()).exists()
