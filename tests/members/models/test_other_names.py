"""Other names: found, told for what they are, and after those who bear a name themselves."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from editorial.finding.models import SearchName
from members.models import Member, OtherName
from members.models.other_names import names_kept_later
from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.secretariats import AreaFactory, ForbiddenVariantFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

CODES = ("en", "zh-hant", "ko", "ja", "zh-hans")


def named(member: Member, name: str, kind: str, language: str = "ko", until: str = ""):
    return OtherName.objects.create(
        member=member, name=name, kind=kind, language=language, until=until
    )


@pytest.fixture
def jecheon() -> Member:
    """A city with names that the files do not have."""
    member = ListedMemberFactory(slug="jecheon", name_en="Jecheon", name_ko="제천")
    named(member, "Chech’ŏn", "older_spelling", "en", "2000")
    named(member, "의림고을", "everyday")
    named(member, "제원", "part_merged", until="1995-01-01")
    named(member, "內提", "former", "zh-hant", "757")
    named(member, "Жэчон", "romanisation", "mn")
    return member


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("asked", ["chechon", "의림 고을", "제원", "内提", "жэчон"])
def test_found_by_suggestion_enter_and_site_search(jecheon, code, asked):
    client = Client()
    (suggested,) = client.get(f"/{code}/members/suggest/", {"q": asked}).json()["suggestions"]
    assert suggested["url"] == f"/{code}/members/jecheon/"
    for page in ("members/", "search/"):
        html = client.get(f"/{code}/{page}", {"q": asked}).content.decode()
        assert f'href="/{code}/members/jecheon/"' in html, page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("chechon", "older spelling, until 2000"),
        ("의림고을", "everyday name"),
        ("제원", "part of it since 1995"),
        ("內提", "former name, until 757"),
        ("жэчон", "other romanisation"),
    ],
)
def test_told_for_what_it_is(jecheon, asked, told):
    client = Client()
    (suggested,) = client.get("/en/members/suggest/", {"q": asked}).json()["suggestions"]
    assert suggested["name"] == "Jecheon" and suggested["further"][0]["text"] == told
    assert told in text_of(client.get("/en/members/", {"q": asked}).content.decode())
    assert told in text_of(client.get("/en/search/", {"q": asked}).content.decode())


def test_bearer_of_a_name_comes_before_a_bearer_of_a_part():
    """Even one that only has the name within its own."""
    whole = ListedMemberFactory(slug="zz-nakayama", name_ja="中山市")
    within = ListedMemberFactory(slug="zy-higashinakayama", name_ja="東中山市")
    part = ListedMemberFactory(slug="aa-city", name_en="Aa", name_ja="青市")
    named(part, "中山", "part_merged", "ja", "2005")
    inner = ListedMemberFactory(slug="ab-city", name_en="Ab", name_ja="赤市")
    named(inner, "北中山", "part_merged", "ja", "1954")
    found = Client().get("/ja/members/suggest/", {"q": "中山"}).json()["suggestions"]
    slugs = [one["url"].split("/")[-2] for one in found]
    assert slugs[:2] == [whole.slug, within.slug]
    assert {*slugs[2:]} == {part.slug, inner.slug}
    ranked = Member.objects.listed().search("中山").with_rank("中山").order_by("rank", "slug")
    assert [member.slug for member in ranked] == [*slugs[:2], part.slug, inner.slug]


def test_own_name_is_told_before_that_of_a_part():
    member = ListedMemberFactory(name_ko="청주", name_en="Cheongju")
    named(member, "청주", "part_merged", until="2014")
    (found,) = Client().get("/ko/members/suggest/", {"q": "청주"}).json()["suggestions"]
    assert found["other_name"] == "" and found["further"] == []


def test_page_lists_those_of_the_reader_and_of_the_place(jecheon):
    told = text_of(Client().get("/en/members/jecheon/").content.decode())
    assert "3 other names" in told and "제원 part of it since 1995" in told
    assert "Chech’ŏn older spelling, until 2000" in told and "Жэчон other" not in told


def test_machines_are_told_all_but_parts(jecheon):
    html = Client().get("/en/members/jecheon/").content.decode()
    assert '"@value":"Жэчон","@language":"mn"' in html
    assert '"@value":"제원"' not in html


def test_hidden_member_is_found_by_none():
    draft = MemberFactory(status="draft", name_en="Secretville")
    named(draft, "Oldname", "former", "en")
    assert Client().get("/en/members/suggest/", {"q": "oldname"}).json()["suggestions"] == []
    assert "Secretville" not in Client().get("/en/search/", {"q": "oldname"}).content.decode()


def test_name_that_is_gone_finds_nothing(jecheon):
    jecheon.other_names.get(name="제원").delete()
    assert not SearchName.objects.filter(name="제원").exists()


def test_name_that_is_changed_finds_anew(jecheon):
    other = jecheon.other_names.get(name="제원")
    other.name = "제원군"
    other.save()
    assert {row.name for row in SearchName.objects.filter(role="part")} == {"제원군"}


def test_many_are_compared_at_the_end(jecheon):
    with names_kept_later(Member):
        named(jecheon, "봉양", "part_merged")
        assert not SearchName.objects.filter(name="봉양").exists()
    assert SearchName.objects.filter(name="봉양", role="part").exists()


@pytest.mark.parametrize("until", ["2014-13", "14.7.2014", "2014-07-32", "since 2014", "-44"])
def test_day_that_is_none(jecheon, until):
    with pytest.raises(ValidationError) as caught:
        OtherName(member=jecheon, name="X", kind="former", language="en", until=until).full_clean()
    assert [*caught.value.message_dict] == ["until"]


@pytest.mark.parametrize("until", ["757", "2014", "2014-07", "2014-07-01", ""])
def test_day_as_exactly_as_it_is_known(jecheon, until):
    OtherName(member=jecheon, name="X", kind="former", language="en", until=until).full_clean()


def test_name_twice(jecheon):
    with pytest.raises(ValidationError) as caught:
        OtherName(member=jecheon, name="제원", kind="part_merged", language="ko").full_clean()
    assert "This name is there already." in caught.value.messages


def test_name_that_is_not_to_be_used(jecheon):
    ForbiddenVariantFactory(area=AreaFactory(), language="en", text="Republic of Nowhere")
    row = OtherName(
        member=jecheon, name="Jecheon, Republic of Nowhere", kind="former", language="en"
    )
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert "name" in caught.value.message_dict
