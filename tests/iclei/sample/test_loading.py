"""What the sample promises: all or nothing, twice the same, and staff's edits stay."""

from datetime import datetime
from stat import S_IMODE
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.forms.models import model_to_dict

from editorial.accounts.models import User
from editorial.records.history import versions_of
from editorial.records.models import LoadedRecord
from editorial.translations.models import GlossaryEntry
from iclei.sample.loader import LoadingError, Outcome
from iclei.sample.staff import password, password_file
from members.models import (
    Containment,
    Fact,
    Identifier,
    Indicator,
    Inventory,
    Member,
    Membership,
    NetworkCount,
    OtherName,
    Place,
    Pledge,
    Source,
    Target,
    Theme,
)
from news.models import Article, Event
from secretariats.models import (
    Area,
    ForbiddenVariant,
    Person,
    Portal,
    Posting,
    ProperName,
    Secretariat,
)
from tests.factories.secretariats import UserFactory, make_portal
from tests.iclei.sample.cast import ALL, SmallSample, all_as, read_table

pytestmark = pytest.mark.django_db  # what a database decides is in test_loader

LOADED = (
    *(Area, ForbiddenVariant, ProperName, Secretariat, Portal, Person, Theme, Source, Indicator),
    *(Member, Membership, NetworkCount, Place, OtherName, Identifier, Fact, Containment),
    *(Inventory, Target, Pledge),
    *(GlossaryEntry, Article, Event, User, Posting),
)
#: Those of which there is none before; the portal's one record is made by a migration.
NEW = tuple(model for model in LOADED if model is not Portal)


@pytest.fixture
def sample(tmp_path, settings) -> SmallSample:
    settings.VAR_DIR = tmp_path
    return SmallSample(tmp_path)


def refusals(sample: SmallSample) -> list[str]:
    with pytest.raises(LoadingError) as error:
        sample.load()
    assert not any(model.objects.exists() for model in (*NEW, LoadedRecord))
    return error.value.problems


def everything() -> dict[str, list[dict]]:
    """All that our tables hold, links between records too."""
    labels = ("editorial", "secretariats", "members", "news")
    models = [m for label in labels for m in apps.get_app_config(label).get_models(True)]
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in models}


def test_first_load_makes_everything(sample):
    assert sample.load() == all_as(Outcome.NEW) | {"portal": {Outcome.REFRESHED: 1}}
    found = {kind: model.objects.count() for kind, model in zip(ALL, LOADED, strict=True)}
    inhabitants = Fact.objects.of("population").count()  # said by the rows of members
    assert inhabitants == ALL["members"]
    assert found | {"facts": found["facts"] - inhabitants} == ALL


def test_member_has_what_all_files_say_of_it(sample):
    sample.load()
    suwon = Member.objects.listed().get(slug="suwon")
    assert (suwon.name_ko, suwon.name_ja, suwon.reading_kana) == ("수원", "水原", "すうぉん")
    assert suwon.secretariat.slug == "korea-office"
    assert suwon.profile_zh_hans.startswith("<p>")
    assert suwon.themes.exists()
    assert [event.slug for event in suwon.hosted_events.all()] == [
        "ecomobility-world-festival-suwon"
    ]


def test_member_lies_in_another_by_a_source(sample):
    sample.load()
    row = Containment.objects.get(member__slug="suwon")
    assert (row.container.slug, row.certainty, row.source.code) == (
        *("seoul", "seen"),
        "kr-local-governments",
    )


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"within_slug": "suwon"}, "column within_slug: Suwon is itself part of this member."),
        ({"within_slug": ""}, "Choose a member or a place, and not both."),
        ({"place_slug": "jeonbuk-state"}, "Choose a member or a place, and not both."),
        ({"place_slug": "atlantis"}, "column place_slug: there is no place “atlantis”."),
        ({"since": "2020", "until": "2019-01-01"}, "column since"),
        ({"until": "2019-13-01"}, "column until"),
        ({"certainty": "sure"}, "column certainty"),
        ({"merger": "perhaps"}, "column merger: “perhaps” is neither “yes” nor empty."),
    ],
)
def test_containment_that_cannot_be(sample, cells, problem):
    sample.change("containment.csv", "suwon", **cells)
    (told,) = refusals(sample)
    assert told.startswith("containment.csv, row 2") and problem in told


def test_portal_gets_its_office(sample):
    before = Portal.objects.values().get()
    sample.load()
    after = Portal.objects.values().get()
    assert Portal.objects.get().own_office.slug == "east-asia"
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"own_office_id", "version"}


def test_portal_that_staff_wrote_stays(sample):
    make_portal(name_en="ICLEI South Asia", time_zone="Asia/Kolkata")
    assert sample.load()["portal"] == {Outcome.KEPT: 1}
    assert Portal.objects.get().name_en == "ICLEI South Asia"
    nine_in_seoul = datetime(2012, 10, 19, 9, tzinfo=ZoneInfo("Asia/Seoul"))
    assert {member.publish_at for member in Member.objects.all()} == {nine_in_seoul}


def test_time_zone_of_the_portal_makes_no_record_one_of_staff(sample):
    """New events have the zone of the portal: those loaded before are still as they were loaded."""
    sample.load()
    make_portal(time_zone="Asia/Kolkata")
    assert sample.load()["events"] == {Outcome.UNCHANGED: 1}


def test_portal_without_a_row_is_refused(sample):
    header, *_rows = (sample.path / "portal.csv").read_text(encoding="utf-8").splitlines()
    (sample.path / "portal.csv").write_text(f"{header}\n", encoding="utf-8")
    assert refusals(sample) == ["portal.csv: there is no row."]


def test_second_load_changes_nothing(sample):
    sample.load()
    before = everything()
    unchanged = all_as(Outcome.UNCHANGED)
    assert sample.load() == unchanged | {"staff users": {Outcome.KEPT: 2}}
    assert everything() == before


def test_changed_file_refreshes_a_record_that_nobody_edited(sample):
    sample.load()
    sample.change("members.csv", "suwon", population="1", name_en="Suweon")
    sample.change_json("profiles-kr.json", lambda told: told["suwon"].update(themes=["resilient"]))
    assert sample.load()["members"] == {Outcome.REFRESHED: 1, Outcome.UNCHANGED: 2}
    suwon = Member.objects.get(slug="suwon")
    assert (suwon.population, suwon.sort_en) == (1, "suweon")
    assert [theme.slug for theme in suwon.themes.all()] == ["resilient"]
    assert list(Member.objects.search("suweon")) == [suwon]


def test_new_row_is_added_and_a_missing_one_left_alone(sample):
    sample.load()
    sample.change("themes.csv", "resilient", code="frugal")
    assert sample.load()["themes"] == {Outcome.NEW: 1, Outcome.UNCHANGED: 7}
    assert Theme.objects.filter(slug__in=("frugal", "resilient")).count() == 2


def edit(record, **fields) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()


EDITS = {
    "text": lambda suwon: edit(suwon, name_ko="수원시"),
    "text taken away": lambda suwon: edit(suwon, summary_ja=""),
    "number": lambda suwon: edit(suwon, population=2),
    "publication": lambda suwon: edit(suwon, status="draft"),
    "link": lambda suwon: edit(suwon, secretariat=Secretariat.objects.get(slug="east-asia")),
    "links": lambda suwon: suwon.themes.clear(),
}


def state_of(suwon) -> dict:
    """All that a save by the loader may not touch in a record of which one field is refreshed."""
    fields = model_to_dict(suwon) | {"themes": [theme.slug for theme in suwon.themes.all()]}
    return {name: fields[name] for name in fields if name not in ("name", "name_en")}


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS)
def test_field_that_staff_edited_stays_and_another_is_refreshed(sample, change):
    sample.load()
    change(Member.objects.get(slug="suwon"))
    before = state_of(Member.objects.get(slug="suwon"))
    sample.change("members.csv", "suwon", name_en="Suweon")
    outcomes = sample.load()["members"]
    assert outcomes == {Outcome.REFRESHED: 1, Outcome.UNCHANGED: 2, Outcome.FIELDS_LEFT: 1}
    suwon = Member.objects.get(slug="suwon")
    assert suwon.name_en == "Suweon"
    assert state_of(suwon) == before


def test_record_that_staff_renamed_stays_as_it_is(sample):
    sample.load()
    edit(Member.objects.get(slug="suwon"), slug="suwon-city")
    before = everything()
    sample.change("members.csv", "suwon", population="1", name_en="Suweon")
    assert sample.load()["members"] == {Outcome.KEPT: 1, Outcome.UNCHANGED: 2}
    assert everything() == before


def test_record_that_staff_edited_back_is_refreshed_again(sample):
    sample.load()
    suwon = Member.objects.get(slug="suwon")
    edit(suwon, name_ko="수원시")
    edit(suwon, name_ko="수원")
    sample.change("members.csv", "suwon", population="1")
    assert sample.load()["members"][Outcome.REFRESHED] == 1


def made_of(address: str, **values: Any) -> Source:
    """A source as a migration makes it of an address, in which nobody is named."""
    office, code = Secretariat.objects.get(slug="korea-office"), "opengovseoul"
    titled = {"title_en": "opengov.seoul.go.kr", **values}
    return Source.objects.create(code=code, secretariat=office, url=address, **titled)


AT = "https://opengov.seoul.go.kr/public/20625149"


def before_sources(sample) -> None:
    """The state of a portal whose sample had addresses in place of a source."""
    sample.load()
    named = LoadedRecord.objects.get(kind="members.source", key="seoul-document")
    Membership.objects.filter(source__code=named.key).update(source=None)
    Source.objects.filter(code=named.key).delete()
    named.delete()


def test_source_that_a_migration_made_of_an_address_becomes_that_of_the_files(sample):
    before_sources(sample)
    made = made_of(AT)
    outcomes = sample.load()
    assert outcomes["sources"] == {Outcome.REFRESHED: 1, Outcome.UNCHANGED: ALL["sources"] - 1}
    made.refresh_from_db()
    assert (made.code, made.title_ko) == ("seoul-document", "서울시 문서")
    assert not Source.objects.filter(url=AT).exclude(pk=made.pk).exists()


@pytest.mark.parametrize("how", ["title", "user", "again"])
def test_source_that_staff_made_or_edited_stays_beside_that_of_the_files(sample, how):
    before_sources(sample)
    made = made_of(AT, **({"title_en": "Our letter"} if how == "title" else {}))
    if how == "user":
        versions_of(Source).filter(id=made.pk).update(history_user=UserFactory())
    if how == "again":
        made.save()
    assert sample.load()["sources"][Outcome.NEW] == 1
    made.refresh_from_db()
    assert made.code == "opengovseoul"
    assert Source.objects.filter(url=AT).count() == 2


def test_record_that_staff_deleted_stays_away_with_what_hangs_on_it(sample):
    sample.load()
    suwon = Member.objects.get(slug="suwon")
    suwon.memberships.all().delete()
    suwon.containments.all().delete()
    for rows in (suwon.inventories, suwon.targets, suwon.pledges):
        rows.all().delete()
    Event.objects.all().delete()
    suwon.delete()
    outcomes = sample.load()
    assert outcomes["members"] == {Outcome.KEPT: 1, Outcome.UNCHANGED: 2}
    assert outcomes["memberships"] == {Outcome.KEPT: 1, Outcome.UNCHANGED: 2}
    assert outcomes["containment"] == outcomes["events"] == {Outcome.KEPT: 1}
    assert outcomes["inventories"] == {Outcome.KEPT: 4, Outcome.UNCHANGED: 3}
    assert not Member.objects.filter(slug="suwon").exists()


def test_record_that_staff_made_first_is_theirs(sample):
    Area.objects.create(code="MN", name_en="Our Mongolia", default_language="en")
    assert sample.load()["areas"] == {Outcome.NEW: 4, Outcome.KEPT: 1}
    assert Area.objects.get(code="MN").name_en == "Our Mongolia"


NO_PLACE = "Give both coordinates, in degrees (WGS 84), or neither."
WRONG = {
    "level that is none": (
        ("members.csv", "suwon"),
        ("level", "moon"),
        ("level", "Value 'moon' is not a valid choice."),
    ),
    "number in words": (
        ("members.csv", "suwon"),
        ("latitude", "north"),
        ("latitude", "“north” is not a number."),
    ),
    "place beyond the earth": (
        ("members.csv", "suwon"),
        ("latitude", "91"),
        (
            "latitude",
            "A latitude lies between -90 and 90 degrees; those in the south have a minus.",
        ),
    ),
    "half a place": (
        ("members.csv", "suwon"),
        ("longitude", ""),
        ("slug", NO_PLACE),
    ),
    "negative population": (
        ("members.csv", "suwon"),
        ("population", "-5"),
        ("population", "Ensure this value is greater than or equal to 0."),
    ),
    "unsafe address": (
        ("members.csv", "suwon"),
        ("website", "javascript:alert(1)"),
        ("website", "Enter a valid URL."),
    ),
    "no English name": (
        ("members.csv", "suwon"),
        ("name_en", ""),
        ("name_en", "This field is required."),
    ),
    "name too long": (
        ("members.csv", "suwon"),
        ("name_ko", "수" * 81),
        ("name_ko", "Ensure this value has at most 80 characters (it has 81)."),
    ),
    "unknown area": (
        ("members.csv", "suwon"),
        ("area_code", "XX"),
        ("area_code", "there is no area “XX”."),
    ),
    "unknown office": (
        ("members.csv", "suwon"),
        ("secretariat_slug", "mars"),
        ("secretariat_slug", "there is no secretariat “mars”."),
    ),
    "start that is none": (
        ("members.csv", "suwon"),
        ("member_since", "2016-13"),
        ("member_since", "“2016-13-01” value has the correct format"),
    ),
    "category that is none": (
        ("members.csv", "suwon"),
        ("membership_category", "lesser"),
        ("membership_category", "Value 'lesser' is not a valid choice."),
    ),
    "zone that is none": (
        ("areas.csv", "KR"),
        ("timezone", "Mars/Base"),
        ("timezone", "“Mars/Base” is not a time zone."),
    ),
    "code that is none": (
        ("areas.csv", "KR"),
        ("code", "Korea"),
        ("code", "Ensure this value has at most 2 characters (it has 5)."),
    ),
    "office below nothing": (
        ("offices.csv", "korea-office"),
        ("parent_slug", "mars"),
        ("parent_slug", "there is no secretariat “mars”."),
    ),
    "office that serves nobody": (
        ("offices.csv", "korea-office"),
        ("area_codes", "KR XX"),
        ("area_codes", "there is no area “XX”."),
    ),
    "hue beyond the circle": (
        ("themes.csv", "resilient"),
        ("hue", "360"),
        ("hue", "Ensure this value is less than or equal to 359."),
    ),
    "role that is none": (
        ("staff.csv", "korea-editor"),
        ("role", "king"),
        ("role", "Value 'king' is not a valid choice."),
    ),
    "language that is none": (
        ("staff.csv", "korea-editor"),
        ("languages", "fr"),
        ("languages", "Choose among the five languages."),
    ),
    "mail that is none": (
        ("staff.csv", "korea-editor"),
        ("email", "nobody"),
        ("email", "Enter a valid email address."),
    ),
}


#: One for each way of being wrong; the others are further values that models refuse.
TELLING = {"level that is none", "number in words", "half a place", "unknown area"}


@pytest.mark.parametrize(
    ("where", "cell", "said"),
    [
        pytest.param(*case, id=name, marks=() if name in TELLING else pytest.mark.thorough)
        for name, case in WRONG.items()
    ],
)
def test_value_that_is_wrong_is_named_with_its_place_and_nothing_is_stored(
    sample, where, cell, said
):
    (name, key), (column, value), (named, why) = where, cell, said
    row = 2 + [next(iter(line.values())) for line in read_table(sample.path / name)].index(key)
    sample.change(name, key, **{column: value})
    assert refusals(sample)[0].startswith(f"{name}, row {row}, column {named}: {why}")


def test_json_value_that_is_wrong_is_named_with_its_place(sample):
    def spoil(told):
        told["articles"][1]["event"]["start"] = "tomorrow"
        told["articles"][0]["issued_by"] = "mars"
        told["articles"][0]["translations"]["en"]["title"] = ""

    sample.change_json("articles.json", spoil)
    sample.change_json("profiles-kr.json", lambda told: told["jeju"].update(themes=["frugal"]))
    assert refusals(sample) == [
        "profiles-kr.json, row jeju, column themes: there is no theme “frugal”.",
        "articles.json, row 1, column issued_by: there is no secretariat “mars”.",
        "articles.json, row 2, column event.start: “tomorrow” in “Asia/Seoul” is no moment.",
    ]


def test_title_in_the_source_language_is_required(sample):
    sample.change_json(
        "articles-own.json", lambda told: told["articles"][0].update(source_language="ja")
    )
    (problem,) = refusals(sample)
    assert problem == (
        "articles-own.json, row 1, column slug: The version in the source language is required."
    )


def test_all_that_is_wrong_is_named_at_once(sample):
    sample.change("members.csv", "suwon", level="moon", population="many")
    sample.change("members.csv", "seoul", website="ftp://a.b")
    assert len(refusals(sample)) == 3


def test_problem_is_not_repeated_by_what_names_the_refused(sample):
    sample.change("areas.csv", "KR", timezone="Mars/Base")
    assert len(refusals(sample)) == 1


def test_slug_that_stands_there_twice_is_refused(sample):
    sample.change("members.csv", "seoul", slug="suwon")
    sample.change_json("profiles-kr.json", lambda told: told.update(seoul=told["suwon"]))
    problems = refusals(sample)
    assert any("column slug: “suwon” stands there twice." in problem for problem in problems)


def test_member_of_which_no_profile_is_told_is_refused(sample):
    sample.change_json("profiles-kr.json", lambda told: told.pop("suwon"))
    assert "the other files say nothing of “suwon”." in refusals(sample)[0]


def test_file_that_cannot_be_read_stops_everything(sample):
    (sample.path / "articles-own.json").write_text("{", encoding="utf-8")
    (problem,) = refusals(sample)
    assert problem.startswith("articles-own.json, line 1: ")


def test_load_that_failed_leaves_what_was_there(sample):
    sample.load()
    before = everything()
    sample.change("themes.csv", "resilient", name_en="Bendable")
    sample.change("members.csv", "suwon", level="moon")
    with pytest.raises(LoadingError):
        sample.load()
    assert everything() == before


def test_staff_users_share_one_random_password(sample):
    sample.load()
    users = User.objects.order_by("username")
    assert [user.username for user in users] == ["korea-editor", "korea-translator"]
    assert all(user.check_password(password()) and user.is_staff for user in users)
    assert not any(user.is_superuser for user in users)
    assert len(password()) >= 16


def test_password_is_readable_by_its_owner_alone_and_made_once(sample, tmp_path):
    assert password_file() == tmp_path / "sample_password"
    made = password()
    assert S_IMODE(password_file().stat().st_mode) == 0o600
    assert password() == made
    password_file().unlink()
    assert password() != made


def test_password_of_a_user_who_is_there_is_never_overwritten(sample):
    sample.load()
    editor = User.objects.get(username="korea-editor")
    editor.set_password("a password of their own")
    editor.save()
    password_file().unlink()
    sample.change("staff.csv", "korea-editor", display_name="Somebody")
    sample.load()
    editor.refresh_from_db()
    assert editor.check_password("a password of their own")
    assert editor.display_name != "Somebody"
    assert not password_file().exists()


def test_user_who_was_deleted_stays_away(sample):
    sample.load()
    User.objects.filter(username="korea-editor").delete()
    outcomes = sample.load()
    assert outcomes["staff users"] == {Outcome.KEPT: 2}
    assert outcomes["postings"] == {Outcome.KEPT: 1, Outcome.UNCHANGED: 1}
