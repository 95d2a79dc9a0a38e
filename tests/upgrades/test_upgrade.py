"""Databases of older versions: every row becomes what it must, and staff go on working."""

import csv
import shutil
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

from editorial.accounts.second_factors import unreadable_users
from tests.upgrades import deeds, dumps
from tests.upgrades.changes import CHANGES, differences, expected, without_added
from tests.upgrades.kinds import records, screen
from tests.upgrades.make import MFA_KEY
from tests.upgrades.restoring import copied
from tests.upgrades.reversing import APPS, lost_on_the_way_back, newest
from tests.upgrades.worker import Worker
from tests.upgrades.working import LEFT_OUT

#: Texts and figures that staff edited before the upgrade.
EDITS = [
    ("member", "suwon", "summary_en", deeds.SUMMARY),
    ("member", "suwon", "summary_ko", deeds.SUMMARY_KO),
    ("member", "goyang", "population", 1_070_000),
    ("member", "goyang", "leader_name_ko", "김다음"),
    ("member", "ansan", "status", "draft"),
    ("theme", "resilient", "tagline_en", "Cities that staff made ready for what comes."),
    ("office", "korea-office", "phone", "+82 31 000 0000"),
    ("article", "osan-joined-iclei", "summary_en", deeds.STORY),
]
#: Cities whose population the new sample says otherwise: nobody edited the first.
REFRESHED, KEPT, NEW_POPULATION = "sapporo", "goyang", 1_999_999
#: What it says of the second beside that, in a field that nobody edited.
NEW_SITE = "https://newer.example"
#: Kinds of record that have a screen of their own.
SCREENS = (
    *("member", "theme", "article", "event", "area", "office", "person", "posting"),
    *("staff user", "glossary entry", "exception for a name"),
)


def administrator() -> Worker:
    return Worker(records("user").get(username="east-asia-administrator"))


@pytest.fixture(scope="module")
def refreshed(upgrade, tmp_path_factory):
    """The upgrade, with a newer sample beside it."""
    folder = tmp_path_factory.mktemp("var")
    sample = newer_sample(folder / "sample")
    with override_settings(VAR_DIR=folder):
        call_command("load_sample", folder=sample, stdout=StringIO())
    return upgrade


def newer_sample(folder: Path) -> Path:
    """A copy of the sample with other populations, another address, and a word more."""
    shutil.copytree(settings.BASE_DIR / "sample", folder)
    members, glossary = folder / "members.csv", folder / "glossary.csv"
    rows = list(csv.DictReader(members.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        if row["slug"] in (REFRESHED, KEPT):
            row["population"] = str(NEW_POPULATION)
        if row["slug"] == KEPT:
            row["website"] = NEW_SITE
    with members.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    columns = glossary.read_text(encoding="utf-8").partition("\n")[0].split(",")
    word = {"wording_en": "a newer word", "kind": "term"}
    with glossary.open("a", encoding="utf-8") as file:
        file.write(",".join(word.get(name, "") for name in columns) + "\n")
    return folder


@pytest.mark.each_database
def test_every_row_becomes_what_it_must(upgrade):
    """What each version changes after the one of the dump is told in ``changes``."""
    wanted, found = upgrade.before, upgrade.after
    assert upgrade.version in CHANGES
    for version in sorted(CHANGES, key=dumps.number):
        if dumps.number(version) >= dumps.number(upgrade.version):
            wanted = expected(wanted, CHANGES[version])
            found = without_added(found, wanted, CHANGES[version])
    assert upgrade.before, "The dump is empty."
    assert differences(wanted, found) == []


@pytest.mark.each_database
def test_terms_that_share_a_day_are_disputed_and_no_others(upgrade):
    terms = list(records("term"))
    overlapping = {
        one.pk
        for one in terms
        for other in terms
        if one != other and one.member_id == other.member_id and one.overlaps(other)
    }
    assert overlapping
    assert {term.pk for term in terms if term.is_disputed} == overlapping


@pytest.mark.each_database
def test_schema_is_the_one_that_models_describe(upgrade):
    call_command("migrate", check_unapplied=True, verbosity=0)
    call_command("check", verbosity=0)


def test_way_back_restores_every_row(upgrade):
    with copied():
        assert lost_on_the_way_back(upgrade.version, upgrade.before) == []


@pytest.mark.parametrize("app", APPS)
def test_newest_migration_is_told_by_its_number(app):
    rows = {"django_migrations": {n: {"app": app, "name": f"000{n}_x"} for n in (2, 1)}}
    assert newest(rows, app) == "0002_x"


@pytest.mark.parametrize(("kind", "slug", "name", "value"), EDITS)
def test_newer_sample_leaves_what_staff_edited(refreshed, kind, slug, name, value):
    assert getattr(records(kind).get(slug=slug), name) == value


def test_newer_sample_brings_what_is_new(refreshed):
    population = dict(records("member").values_list("slug", "population"))
    assert population[REFRESHED] == NEW_POPULATION
    assert population[KEPT] != NEW_POPULATION
    assert records("member").get(slug=KEPT).website == NEW_SITE
    assert records("glossary entry").filter(wording_en="a newer word").exists()
    assert records("member").filter(slug__in=LEFT_OUT).count() == len(LEFT_OUT)


def test_public_page_shows_what_staff_wrote(refreshed):
    page = Client().get("/en/members/suwon/").content.decode()
    assert deeds.SUMMARY in page
    moved = Client().get("/ko/news/osan-joins-iclei/")
    assert (moved.status_code, moved["Location"]) == (301, "/ko/news/osan-joined-iclei/")


@pytest.mark.parametrize("kind", SCREENS)
def test_form_of_each_kind_opens(refreshed, kind):
    admin = administrator()
    record = records(kind).changeable_by(admin.user).order_by("pk")[0]
    response = admin.client.get(f"{screen(kind)}{record.pk}/change/")
    assert response.status_code == 200


def test_history_tells_what_staff_did(refreshed):
    city = records("member").get(slug=deeds.EDITED)
    page = administrator().client.get(f"{screen('member')}{city.pk}/history/").content.decode()
    assert "한국사무소 편집 담당" in page


def test_converted_texts_still_wait_for_review(refreshed):
    page = administrator().client.get("/admin/translations/drafts/").content.decode()
    assert deeds.HANS in page
    assert deeds.HANT in page


def test_open_conflict_is_still_to_be_decided(refreshed):
    made = records("import").get(file_name="conflict.xlsx")
    page = administrator().client.get(f"{screen('member')}import/{made.pk}/")
    assert page.status_code == 200
    assert "빛고을" in page.content.decode()


def test_applied_import_can_still_be_undone(refreshed):
    made = records("import").get(file_name="applied.xlsx")
    page = administrator().client.get(f"{screen('member')}import/{made.pk}/undo/")
    assert page.status_code == 200


def test_sheet_of_the_older_version_changes_nothing(refreshed):
    made = administrator().preview("member", dumps.sheet(refreshed.version), "members.xlsx")
    told = [(row.key, row.outcome, row.changes) for row in made.rows.exclude(outcome="unchanged")]
    assert told == []
    assert made.rows.count() == len(refreshed.before["members_member"])


def test_second_factors_can_still_be_read(refreshed):
    """Those of a dump under its key; those that lay in clear under the key of the upgrade."""
    with override_settings(MFA_KEYS=[*settings.MFA_KEYS, MFA_KEY]):
        assert Authenticator.objects.exists()
        assert unreadable_users() == []
