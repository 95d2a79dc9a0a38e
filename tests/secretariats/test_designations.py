"""No public text holds a name of an area that is not ICLEI's."""

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from editorial.records.publication import Publication
from editorial.records.wording import objections, read_once
from iclei.sample.loader import Cell, Loading, Row
from members.models import Fact, Member, Theme
from secretariats.designations import held_by
from secretariats.models import Area, DesignationException, ForbiddenVariant, ProperName
from tests.factories.members import FactFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import (
    AreaFactory,
    ForbiddenVariantFactory,
    PersonFactory,
    SecretariatFactory,
)

pytestmark = pytest.mark.django_db

Status = Publication.Status


@pytest.fixture(autouse=True)
def variant() -> ForbiddenVariant:
    return ForbiddenVariantFactory(text="Republic of Korea")


def refusals(obj, **kwargs) -> dict[str, list[str]]:
    try:
        obj.full_clean(**kwargs)
    except ValidationError as error:
        return error.message_dict
    return {}


def allow(obj, field: str, variant: ForbiddenVariant, **kwargs) -> DesignationException:
    place = {"kind": obj._meta.label_lower, "key": obj.pk, "field": field}
    given = {"language": variant.language, "reason": "A quotation."} | place | kwargs
    return DesignationException.objects.create(variant=variant, **given)


def fact(**texts) -> Fact:
    return FactFactory(member=MemberFactory(), **texts)


HELD = "Seat of the Republic of Korea"
TEXTS = {
    "name of an area": (lambda: AreaFactory(code="JP"), "name"),
    "name of an office": (SecretariatFactory, "name"),
    "host of an office": (SecretariatFactory, "host"),
    "introduction of an office": (SecretariatFactory, "introduction"),
    "address of an office": (SecretariatFactory, "address"),
    "role of a person": (PersonFactory, "role"),
    "tagline of a theme": (ThemeFactory, "tagline"),
    "summary of a member": (MemberFactory, "summary"),
    "profile of a member": (MemberFactory, "profile"),
    "leader's title": (MemberFactory, "leader_title"),
    "words for a picture": (MemberFactory, "picture_alt"),
    "words of a fact": (lambda: fact(wording_en="Parks"), "wording"),
    "title of an article": (ArticleFactory, "title"),
    "text of an article": (ArticleFactory, "body"),
    "place of an event": (EventFactory, "place"),
}


@pytest.mark.parametrize(("make", "field"), TEXTS.values(), ids=TEXTS)
def test_public_text_with_the_variant_is_refused_where_it_stands(make, field):
    obj = make()
    assert refusals(obj) == {}
    setattr(obj, f"{field}_en", HELD)
    (message,) = refusals(obj).pop(f"{field}_en")
    assert "(English): ICLEI writes “South Korea”, not “Republic of Korea”." in message
    assert "Seat of the 【Republic of Korea】" in message


def test_message_marks_the_passage_in_html():
    member = MemberFactory(profile_en="<p>The <em>Republic</em>&nbsp;of Korea &amp; more</p>")
    with pytest.raises(ValidationError) as error:
        member.full_clean()
    (message,) = error.value.error_dict["profile_en"][0].messages
    assert 'lang="en">The <mark>Republic of Korea</mark> &amp; more</span>' in message.__html__()


def test_variant_is_refused_in_its_own_language_alone():
    assert refusals(MemberFactory(summary_ja=HELD)) == {}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.WITHDRAWN])
def test_text_that_is_not_public_may_hold_the_variant(status):
    member = MemberFactory(summary_en=HELD, status=status)
    assert refusals(member) == {}
    assert [found.text.column for found in objections(member)] == ["summary_en"]


def test_scheduled_text_is_refused():
    article = ArticleFactory(summary_en=HELD, publish_at="2099-01-01T00:00:00Z")
    assert list(refusals(article)) == ["summary_en"]


def test_draft_is_refused_once_it_is_published():
    article = ArticleFactory(summary_en=HELD, status=Status.DRAFT)
    article.status = Status.PUBLISHED
    assert list(refusals(article)) == ["summary_en"]


def test_member_is_not_published_with_a_variant_in_its_facts():
    words = fact(wording_en="Ports of the Republic of Korea")
    member = words.member
    assert "Value in words (English)" in refusals(member)[NON_FIELD_ERRORS][0]
    member.status = Status.DRAFT
    words.member = member
    assert refusals(member) == refusals(words) == {}


def test_other_refusals_are_told_beside_it():
    member = MemberFactory(summary_en=HELD)
    member.level = "moon"
    assert list(refusals(member)) == ["level", "summary_en"]


def test_own_name_of_an_area_may_hold_the_variant():
    taipei = AreaFactory(code="TW", name_en="Chinese Taipei", name_zh_hant="中華台北")
    ForbiddenVariantFactory(area=taipei, language="zh-hant", text="台北")
    assert refusals(MemberFactory(summary_zh_hant="中華台北的城市")) == {}
    assert list(refusals(MemberFactory(summary_zh_hant="中華台北與台北"))) == ["summary_zh_hant"]


def test_name_of_another_area_is_no_excuse():
    AreaFactory(code="KP", name_en="Democratic Republic of Korea", name_ko="")
    member = MemberFactory(summary_en="The Democratic Republic of Korea")
    assert list(refusals(member)) == ["summary_en"]


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("海外朝鮮人", False),
        ("外朝鮮", True),
        ("海。外朝鮮", True),
        ("海外外朝鮮", True),
        ("外朝鮮海外朝鮮", True),
    ],
)
def test_word_that_ends_inside_a_variant_shows_that_it_is_none(text, is_refused):
    listed = ForbiddenVariantFactory(text="外朝鮮", language="")
    ProperName.objects.create(area=listed.area, text="海外")
    assert bool(held_by(MemberFactory.build(summary_ja=text))) is is_refused


def test_proper_name_that_holds_a_variant_and_only_overlaps_is_no_excuse():
    listed = ForbiddenVariantFactory(text="Corea", language="")
    ForbiddenVariantFactory(text="Corea, Japan", language="", area=listed.area)
    ProperName.objects.create(area=listed.area, text="Bank of Corea")
    assert not held_by(MemberFactory.build(summary_en="The Bank of Corea"))
    assert held_by(MemberFactory.build(summary_en="The Bank of Corea, Japan"))


def test_longest_variant_is_told_alone():
    ForbiddenVariantFactory(text="Republic")
    member = MemberFactory(summary_en=f"{HELD}, a Republic")
    assert len(refusals(member)["summary_en"]) == 2


def test_area_takes_no_name_that_is_listed():
    area = Area.objects.get()
    area.name_en = "Republic of Korea"
    assert list(refusals(area)) == ["name_en"]


def test_area_may_take_a_longer_name_that_holds_a_variant():
    area = Area.objects.get()
    area.name_en = "The Republic of Korea"
    assert refusals(area) == {}


def test_name_that_iclei_uses_is_not_listed():
    variant = ForbiddenVariant(area=Area.objects.get(), language="en", text="SOUTH  Korea")
    assert list(refusals(variant)) == ["text"]


def test_name_that_nobody_sees_is_not_listed():
    variant = ForbiddenVariant(area=Area.objects.get(), language="en", text="\u200b\u00ad")
    assert list(refusals(variant)) == ["text"]


def test_exception_lets_one_text_stand(variant):
    member = MemberFactory(summary_en=HELD)
    allow(member, "summary", variant)
    assert refusals(member) == {}
    member.profile_en = f"<p>{HELD}</p>"
    assert list(refusals(member)) == ["profile_en"]
    assert list(refusals(MemberFactory(summary_en=HELD))) == ["summary_en"]


def test_exception_is_for_one_variant(variant):
    member = MemberFactory(summary_en=f"{HELD}, or Corea")
    allow(member, "summary", variant)
    ForbiddenVariantFactory(text="Corea")
    assert "not “Corea”" in refusals(member)["summary_en"][0]


WRONG_PLACES = {
    "kind": "members.nobody",
    "kind without texts": "secretariats.posting",
    "field": "population",
    "language": "fr",
    "key": 0,
}


@pytest.mark.parametrize(("name", "value"), WRONG_PLACES.items(), ids=WRONG_PLACES)
def test_exception_for_no_text_is_refused(variant, name, value):
    member = MemberFactory()
    place = {"kind": "members.member", "key": member.pk, "field": "summary", "language": "en"}
    place[name.partition(" ")[0]] = value
    exception = DesignationException(variant=variant, reason="Why not?", **place)
    assert refusals(exception)


def test_exception_in_another_language_than_the_variant_is_refused(variant):
    member = MemberFactory()
    exception = DesignationException(
        variant=variant,
        kind="members.member",
        key=member.pk,
        field="summary",
        language="ja",
        reason="Why not?",
    )
    assert "a language other than" in refusals(exception)[NON_FIELD_ERRORS][0]


def test_text_beyond_the_sender_stops_only_what_becomes_public():
    article = ArticleFactory(summary_en=HELD)
    assert refusals(article, exclude=["summary_en"]) == {}
    draft = ArticleFactory(summary_en=HELD, status=Status.DRAFT)
    draft.status = Status.PUBLISHED
    assert list(refusals(draft, exclude=["summary_en"])) == [NON_FIELD_ERRORS]


def test_vocabulary_is_read_in_one_query_for_a_record():
    member = MemberFactory.build(
        area=AreaFactory(), secretariat=SecretariatFactory(), profile_en="<p>Calm.</p>"
    )
    with CaptureQueriesContext(connection) as few:
        objections(member)
    for number in range(20):
        ForbiddenVariantFactory(text=f"Variant {number}")
    with CaptureQueriesContext(connection) as many:
        objections(member)
    assert len(few) == len(many) == 1


def test_vocabulary_is_read_once_for_many_records(variant):
    themes = ThemeFactory.create_batch(3, tagline_en=HELD)
    with read_once(), CaptureQueriesContext(connection) as queries:
        found = [objections(theme) for theme in themes]
    read = [query for query in queries if "secretariats_forbiddenvariant" in query["sql"]]
    assert (len(found), len(read)) == (3, 1)


def test_vocabulary_that_changes_is_read_again(variant):
    theme = ThemeFactory(tagline_en="Corea")
    with read_once():
        assert objections(theme) == []
        other = ForbiddenVariantFactory(text="Corea")
        assert len(objections(theme)) == 1
        other.delete()
        assert objections(theme) == []


def test_file_with_the_variant_is_refused_with_its_place():
    def row(name: str) -> Row:
        cells = {"slug": Cell(name, "themes.csv", 2, "code")}
        for column, value in {"name_en": name, "tagline_en": HELD}.items():
            cells[column] = Cell(value, "themes.csv", 2, column)
        return Row(Theme, cells["slug"], cells)

    loading = Loading()
    loading.load(["resilient"], row)
    (problem,) = loading.problems
    assert problem.startswith("themes.csv, row 2, column tagline_en: Tagline (English): ICLEI")
    assert not Theme.objects.exists()


def test_hostile_text_is_judged_in_time():
    member = MemberFactory(profile_en="<p>" + "Republic of " * 5_000 + "</p>")
    assert refusals(member) == {}
    assert Member.objects.get().profile_en


def test_name_in_english_is_told_where_the_language_has_none():
    area = AreaFactory(code="MN", name_en="Mongolia", name_ko="")
    ForbiddenVariantFactory(area=area, language="ko", text="외몽골")
    message = refusals(MemberFactory(summary_ko="외몽골의 도시"))["summary_ko"][0]
    assert "Summary (한국어): ICLEI writes “Mongolia”, not “외몽골”." in message


@pytest.mark.parametrize("language", ["zh-hant", "ko", "ja", "zh-hans"])
def test_level_of_a_variant_is_not_called_as_that_of_a_member(language):
    with override(language):
        names = {
            str(model._meta.get_field("level").verbose_name) for model in (ForbiddenVariant, Member)
        }
    assert len(names) == 2
