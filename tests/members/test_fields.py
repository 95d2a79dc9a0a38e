"""A field of a member is told in each of these places, or left out for a reason that stands here.

Who adds a field is led by this test to every place that has to do with it.
"""

import json
from datetime import date
from itertools import count

import pytest
from django.conf import settings
from django.contrib.admin import site
from django.db import models
from django.test import RequestFactory
from django.urls import reverse

from editorial.records.scope import row_link_to
from editorial.sheets.columns import sheet_columns
from iclei.sample import rows
from iclei.sample.files import Folder
from iclei.sample.loading import CLIMATE as CLIMATE_ROWS
from iclei.sample.loading import PROFILES
from members.columns import COLUMNS
from members.declared import LeftOut
from members.models import Member
from members.structured import member_data
from secretariats.models import Posting
from tests.factories.members import (
    ContainmentFactory,
    FactFactory,
    InventoryFactory,
    ListedMemberFactory,
    PlaceFactory,
    PledgeFactory,
    SourceFactory,
    TargetFactory,
    ThemeFactory,
)
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

SAMPLE = settings.BASE_DIR / "sample"

LEADER = "leader_name leader_title leader_since leader_confirmed_on"
PICTURE = "picture picture_alt picture_credit picture_licence picture_licence_url focus_x focus_y"
PUBLICATION = "status publish_at unpublish_at"
CLIMATE = "inventories targets pledges"
READINGS = "reading_kana reading_pinyin reading_zhuyin"

#: Why each place leaves out what it does, field by field.
LEFT_OUT: dict[str, dict[str, str]] = {
    "downloads": {
        "summary profile": "A page is there to be read; a row names it.",
        LEADER: "A person is no datum to pass on.",
        PICTURE: ("A picture has a licence of its own, and stays with it."),
        READINGS: "They put names in order, and are not shown.",
        PUBLICATION: "Whatever is listed is published.",
        "facts": "They are words and figures, different in each member.",
        "other_names": "They are there for finding; a row has its names in five languages.",
        "inventories targets": "A row is one member; the climate record has files of its own.",
    },
    "page": {
        "identifiers": "Machines are told; people know it by its names.",
        "latitude longitude": "The map of the place says it.",
        PICTURE: "A mark is no file, and without one no picture is shown.",
        READINGS: "They put names in order, and are not shown.",
        PUBLICATION: "Whatever is listed is published.",
    },
    "comparison": {
        "summary profile": "Prose has no line beside which it could stand.",
        "latitude longitude": "A locator map and the distances to the others say it.",
        "website": "The page of the member leads there.",
        PICTURE: ("A locator map stands in its place: not every member has a picture."),
        READINGS: "They put names in order, and are not shown.",
        "other_names": "They are there for finding, and stand on the page.",
        "identifiers": "They are the same in no two members: nothing is compared by them.",
        "targets": "They stand on the page: no two are about the same.",
        PUBLICATION: "Whatever is listed is published.",
    },
    "structured data": {
        "profile": "The summary describes it.",
        "level": "It makes the type of the node.",
        "secretariat": "The government is a member of ICLEI as a whole.",
        "inventories targets": "Schema.org has no property of a place for them.",
        "themes memberships facts": "Schema.org has no property of a place for them.",
        LEADER: "A person is no datum to pass on.",
        PICTURE: ("The share card is its image: every member has one, free to be shown."),
        READINGS: "They put names in order, and are not shown.",
        PUBLICATION: "Whatever is listed is published.",
    },
    "form": {CLIMATE: "Each of them has a form of its own."},
    "sheet": {
        "picture": "A cell holds no picture.",
        CLIMATE: "Each of them has a sheet of its own.",
        "other_names identifiers": "A row is one member; these are rows.",
        "memberships containments facts": "A row is one member; these are rows.",
    },
    "completeness": {
        "slug area secretariat level": "No record is stored without them.",
        "name": "No record is stored without its English name.",
        "longitude": "It comes with the latitude.",
        "population_year population_source": "Not every figure has them.",
        "official_name": "Where it is empty, the name serves.",
        "leader_title leader_since leader_confirmed_on": "They come with the leader's name.",
        PICTURE.removeprefix("picture "): "They come with the picture.",
        READINGS: "Names that are read as written need none.",
        PUBLICATION: "They are the state of the record, not its content.",
        "facts": "Not every member has one.",
        "containments": "Units of the first level lie in none.",
        "other_names": "Not every member has one.",
        CLIMATE: "Not every member has reported or pledged anything.",
        "identifiers": "Not every scheme knows every member.",
    },
    "sample": {
        LEADER: "We do not know them.",
        PICTURE: ("We have no pictures that we may pass on."),
        "unpublish_at": "What the sample publishes stays.",
    },
}

#: Which words of sample/README.md say where a field of the sample is from.
SAMPLE_SOURCES = {
    "`members.csv`": "slug area level official_name",
    "`secretariat_slug`": "secretariat",
    "**Official names.**": "name",
    "summary, profile and themes": "summary profile themes",
    "**Coordinates of members.**": "latitude longitude",
    "**Population.**": "population population_year population_source",
    "**Websites.**": "website",
    "readings: hiragana, pinyin, zhuyin": READINGS,
    "`member_since`": "memberships",
    "`containment.csv`": "containments",
    "`other_names.csv`": "other_names",
    "`identifiers.csv`": "identifiers",
    "`climate/inventories.csv`": "inventories",
    "`climate/targets.csv`": "targets",
    "`climate/pledges.csv`": "pledges",
    "`facts.csv`": "facts",
    "**State.**": "status publish_at",
}

#: What marks a field, where not any value will do.
MARKS = {"latitude": 37.2911, "longitude": 127.0089, "level": Member.Level.SPECIAL_CITY.value}
#: Marked, the first would hide the member, the others be no percentage.
UNMARKED = {*PUBLICATION.split(), "focus_x", "focus_y"}
#: Texts and records that have to do with each field are seen by these words.
SEEN = {"level": "Special city", "area": "Areamark", "secretariat": "Officemark"}
SEEN |= {"containments": "Unitmark", "other_names": "Othermark", "identifiers": "Q777001"}
SEEN |= {"inventories": "Protocolmark", "targets": "Sectormark", "pledges": "Pledgemark"}
SEEN |= {"population_source": "Sourcemark"}
SEEN |= {"themes": "Thememark", "memberships": "1973", "facts": "Factmark"}
NUMBERS = count(20_001)


def base_of(name: str) -> str:
    """The field whose version in one language a column is; itself, if it is none."""
    field = Member._meta.get_field(name)
    return getattr(field, "translated_field", field).name


def parts() -> dict[type[models.Model], str]:
    """The models whose rows belong to a member, and the names under which it has them."""
    links = [field for field in Member._meta.related_objects if field.one_to_many]
    own = [field for field in links if row_link_to(field.related_model, Member) == field.field]
    return {field.related_model: field.name for field in own}


def all_fields() -> set[str]:
    """What staff fill in of a member, rows included; a translated field counts once."""
    own = (*Member._meta.fields, *Member._meta.many_to_many)
    edited = {base_of(field.name) for field in own if field.editable and not field.primary_key}
    return edited | {*parts().values()}


def mark_for(field: models.Field):
    """A value that is seen nowhere else."""
    number = next(NUMBERS)
    if isinstance(field, models.DateField):
        return date(1900 + number % 60, 1, 1)
    if isinstance(field, models.URLField):
        return f"https://mark{number}.example/"
    is_text = isinstance(field, models.CharField | models.TextField | models.FileField)
    return f"mark{number}" if is_text else number


@pytest.fixture
def marked(db) -> tuple[Member, dict[str, str]]:
    """A listed member with a mark in each field, and the words by which each field is seen."""
    own = [field for field in Member._meta.fields if field.editable and not field.primary_key]
    free = [f for f in own if not (f.is_relation or f.choices or f.name in UNMARKED)]
    values = {field.name: mark_for(field) for field in free} | MARKS
    member = ListedMemberFactory(
        **{name: value for name, value in values.items() if name != "name"},
        area__name_en=SEEN["area"],
        secretariat__name_en=SEEN["secretariat"],
        term__joined_on=date(int(SEEN["memberships"]), 1, 1),
        term__joined_precision="day",
    )
    source = SourceFactory(title_en=SEEN["population_source"], secretariat=member.secretariat)
    member.population_source = source
    member.save()
    member.themes.add(ThemeFactory(name_en=SEEN["themes"]))
    ContainmentFactory(member=member, place=PlaceFactory(name_en=SEEN["containments"]))
    member.other_names.create(name=SEEN["other_names"], kind="former", language="en")
    member.identifiers.create(scheme="wikidata", value=SEEN["identifiers"])
    InventoryFactory(member=member, protocol="other", protocol_words=SEEN["inventories"])
    TargetFactory(member=member, sector="other", sector_words=SEEN["targets"])
    PledgeFactory(member=member, page=f"https://example.org/{SEEN['pledges']}")
    FactFactory(member=member, wording_en=SEEN["facts"])
    return member, {name: words_of(value) for name, value in values.items()} | SEEN


def words_of(value) -> str:
    return str(value.year) if isinstance(value, date) else str(value)


def fields_seen(marked: tuple[Member, dict[str, str]], output: str) -> set[str]:
    plain = output.replace(",", "")  # between thousands
    return {base_of(name) for name, words in marked[1].items() if words in plain}


@pytest.fixture
def seen_in_downloads(client, marked) -> set[str]:
    address = reverse("members:download", args=["csv"])
    return fields_seen(marked, client.get(address).getvalue().decode())


@pytest.fixture
def seen_in_page(client, marked) -> set[str]:
    page = client.get(reverse("members:detail", args=[marked[0].slug])).content.decode()
    return fields_seen(marked, page.partition("<main")[2].partition("</main>")[0])


@pytest.fixture
def seen_in_comparison(client, marked) -> set[str]:
    page = client.get(reverse("members:compare"), {"city": marked[0].slug})
    return fields_seen(marked, page.content.decode())


@pytest.fixture
def seen_in_structured_data(marked) -> set[str]:
    return fields_seen(marked, json.dumps(member_data(marked[0])))


@pytest.fixture
def seen_in_form(client, marked) -> set[str]:
    member = marked[0]
    posting = PostingFactory(secretariat=member.secretariat, role=Posting.Role.REGIONAL)
    client.force_login(posting.user)
    shown = client.get(reverse("admin:members_member_change", args=[member.pk])).context
    names = {*shown["adminform"].form.fields} & {field.name for field in Member._meta.get_fields()}
    inlines = {parts()[inline.opts.model] for inline in shown["inline_admin_formsets"]}
    return {base_of(name) for name in names} | inlines


@pytest.fixture
def seen_in_sheet(db) -> set[str]:
    request = RequestFactory().get("/")
    request.user = PostingFactory(role=Posting.Role.REGIONAL).user
    columns = sheet_columns(site._registry[Member], request)
    return {base_of(column.name) for column in columns}


@pytest.fixture
def seen_in_completeness() -> set[str]:
    return {need.name for need in Member.needed}


@pytest.fixture
def seen_in_sample() -> set[str]:
    folder = Folder(SAMPLE)
    profiles: dict = {}
    for name in PROFILES:
        profiles |= folder.by_slug(name)
    record = folder.table("members.csv")[0]
    row = rows.member(record, profiles, folder.by_slug("sort_keys.csv"))
    beside = [rows.membership(record), rows.containment(folder.table("containment.csv")[0])]
    beside.append(rows.fact(folder.table("facts.csv")[0]))
    beside.append(rows.other_name(folder.table("other_names.csv")[0]))
    beside.append(rows.identifier(folder.table("identifiers.csv")[0]))
    beside += [
        row_of(folder.table(f"climate/{kind}.csv")[0]) for kind, row_of in CLIMATE_ROWS.items()
    ]
    return {base_of(name) for name in row.cells} | {parts()[one.model] for one in beside}


@pytest.fixture
def seen(request, place) -> set[str]:
    return request.getfixturevalue(f"seen_in_{place.replace(' ', '_')}")


@pytest.mark.parametrize("place", LEFT_OUT)
def test_field_is_told_or_left_out_for_a_reason(place, seen):
    left_out = {name for names in LEFT_OUT[place] for name in names.split()}
    forgotten = all_fields() - seen - left_out
    assert not forgotten, f"Tell of {forgotten} in {place}, or say in LEFT_OUT why not."


@pytest.mark.parametrize("place", LEFT_OUT)
def test_field_is_left_out_where_it_is_said_to_be(place, seen):
    left_out = {name for names in LEFT_OUT[place] for name in names.split()}
    assert left_out & seen == set()
    assert left_out <= all_fields(), "LEFT_OUT names what is no field."


def test_columns_name_the_fields_that_downloads_tell(seen_in_downloads):
    assert {base_of(name) for column in COLUMNS for name in column.fields} == seen_in_downloads


def test_columns_leave_nothing_out_without_a_reason():
    said = [part for column in COLUMNS for part in (column.in_geojson, column.of_place)]
    assert all(part.reason for part in said if isinstance(part, LeftOut))


def test_column_is_declared_once():
    names = [column.name for column in COLUMNS]
    assert len(names) == len({*names})


def test_sample_says_where_each_field_is_from(seen_in_sample):
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    told = {name for words, names in SAMPLE_SOURCES.items() for name in names.split()}
    assert [words for words in SAMPLE_SOURCES if words not in readme] == []
    assert told == seen_in_sample, (
        "Say in sample/README.md where it is from, and in SAMPLE_SOURCES."
    )
