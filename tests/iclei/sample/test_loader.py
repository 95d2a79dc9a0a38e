"""Records from files, whatever the files are: errors in their place, fingerprints, staff's own."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from editorial.records.models import LoadedRecord
from iclei.sample.loader import Cell, Loading, LoadingError, Outcome, Row, fingerprint, plain
from members.models import Member, Theme
from secretariats.models import Area, Secretariat
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = pytest.mark.django_db


def row(model, key: str, **values) -> Row:
    """A row whose cells stand in columns named as their fields."""
    cells = {name: Cell(value, "a.csv", 2, name) for name, value in values.items()}
    return Row(model, Cell(key, "a.csv", 2, "slug"), cells)


def theme(slug: str = "resilient", **values) -> Row:
    return row(Theme, slug, **{"slug": slug, "name_en": "Resilient", **values})


def load(*rows: Row) -> tuple[dict, list[str]]:
    loading = Loading()
    outcomes = loading.load(rows, lambda one: one)
    return dict(outcomes), loading.problems


def test_new_record_is_stored_with_its_trace():
    assert load(theme(hue="120")) == ({Outcome.NEW: 1}, [])
    assert Theme.objects.get().hue == 120
    (trace,) = LoadedRecord.objects.all()
    assert (trace.kind, trace.key) == ("members.theme", "resilient")


def test_same_record_is_unchanged_and_another_refreshed():
    load(theme())
    assert load(theme())[0] == {Outcome.UNCHANGED: 1}
    assert load(theme(name_ko="회복력"))[0] == {Outcome.REFRESHED: 1}
    assert Theme.objects.get().name_ko == "회복력"


def test_empty_cell_empties_the_column():
    load(theme(name_ko="회복력"))
    load(theme(name_ko=""))
    assert not Theme.objects.get().name_ko


def test_record_that_staff_made_or_edited_or_deleted_is_kept():
    ThemeFactory(slug="theirs")
    load(theme("edited"), theme("deleted"))
    Theme.objects.filter(slug="edited").update(hue=7)
    Theme.objects.filter(slug="deleted").delete()
    rows = [theme(slug, name_en="New") for slug in ("theirs", "edited", "deleted")]
    assert load(*rows) == ({Outcome.KEPT: 3}, [])
    assert not Theme.objects.filter(name_en="New").exists()


def test_row_that_comes_twice_is_refused():
    assert load(theme(), theme()) == (
        {Outcome.NEW: 1},
        ["a.csv, row 2, column slug: “resilient” stands there twice."],
    )


def test_value_that_is_wrong_is_named_once_with_its_cell():
    outcomes, problems = load(theme(hue="-1", name_en=""))
    assert outcomes == {}
    assert problems == [
        "a.csv, row 2, column name_en: This field cannot be blank.",
        "a.csv, row 2, column hue: Ensure this value is greater than or equal to 0.",
    ]


def test_value_that_no_cell_holds_is_named_with_the_key():
    _, problems = load(row(Area, "KR", code="KR", name_en="South Korea", default_language="ko"))
    assert problems == ["a.csv, row 2, column slug: This field cannot be blank."]


def office(slug: str, **values) -> Row:
    return row(Secretariat, slug, slug=slug, kind="country_office", name_en="Office", **values)


def test_links_are_found_by_the_keys_of_what_they_name():
    load(office("seoul"), office("suwon", parent="seoul"))
    assert Secretariat.objects.get(slug="suwon").parent.slug == "seoul"
    load(office("seoul"), office("suwon", parent=""))
    assert Secretariat.objects.get(slug="suwon").parent is None


def test_link_to_nothing_is_refused():
    assert load(office("suwon", parent="mars"))[1] == [
        "a.csv, row 2, column parent: there is no secretariat “mars”."
    ]


def test_link_to_what_was_refused_is_not_told_again():
    refused = office("seoul", website="javascript:alert(1)")
    outcomes, problems = load(refused, office("suwon", parent="seoul"))
    assert outcomes == {}
    assert problems == ["a.csv, row 2, column website: Enter a valid URL."]


def test_link_to_what_staff_deleted_keeps_the_row_as_it_is():
    load(office("seoul"), office("suwon"))
    Secretariat.objects.get(slug="seoul").delete()
    assert load(office("suwon", parent="seoul"))[0] == {Outcome.KEPT: 1}


def test_links_to_many_are_part_of_what_staff_edit():
    load(office("seoul", areas=""))
    Secretariat.objects.get().areas.add(
        Area.objects.create(code="KR", name_en="South Korea", default_language="ko")
    )
    assert load(office("seoul", areas="KR", phone="1"))[0] == {Outcome.KEPT: 1}


def test_known_is_what_was_loaded_or_stands_there():
    load(theme("loaded"))
    Theme.objects.all().delete()
    ThemeFactory(slug="theirs")
    loading = Loading()
    known = [loading.is_known(Theme, slug) for slug in ("loaded", "theirs", "other")]
    assert known == [True, True, False]


def test_fingerprint_is_of_what_staff_edit():
    member = MemberFactory(name_en="Suwon")
    before = fingerprint(member, {})
    for name, value in {
        "sort_en": "x",
        "search_text": "x",
        "updated_at": datetime.now(UTC),
    }.items():
        setattr(member, name, value)
    assert fingerprint(member, {}) == before
    for name, value in {
        "name_ja": "水原",
        "population": 0,
        "secretariat": SecretariatFactory(),
    }.items():
        setattr(member, name, value)
        assert fingerprint(member, {}) != before
        before = fingerprint(member, {})


def test_fingerprint_of_an_empty_text_is_that_of_none():
    member = MemberFactory(name_ko=None, summary_ko="")
    before = fingerprint(member, {})
    member.name_ko, member.summary_ko = "", None
    assert fingerprint(member, {}) == before


def test_fingerprint_counts_links_to_many_whatever_their_order():
    member, themes = MemberFactory(), ThemeFactory.create_batch(2)
    wanted = fingerprint(member, {"themes": themes[::-1]})
    assert fingerprint(member, {}) != wanted
    member.themes.set(themes)
    assert fingerprint(Member.objects.get(), {}) == wanted


def test_moment_is_the_same_in_any_zone():
    noon = datetime(2026, 6, 15, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    assert plain(noon) == plain(noon.astimezone(UTC)) == "2026-06-15T03:00:00+00:00"


def test_error_holds_a_sentence_for_each_problem():
    assert LoadingError("one", "two").problems == ["one", "two"]
