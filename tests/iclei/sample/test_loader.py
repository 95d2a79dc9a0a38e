"""Records from files, whatever the files are: errors in their place, what staff have changed."""

from dataclasses import replace

import pytest

from editorial.records.history import versions_of
from editorial.records.models import LoadedRecord
from editorial.translations.ledger import entries
from iclei.sample.digests import fingerprint
from iclei.sample.loader import Cell, Loading, LoadingError, Outcome, Row, unique_field
from members.models import Theme
from secretariats.models import Area, Secretariat
from tests.factories.members import ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def row(model, key: str, **values) -> Row:
    """A row whose cells stand in columns named as their fields."""
    cells = {name: Cell(value, "a.csv", 2, name) for name, value in values.items()}
    return Row(model, Cell(key, "a.csv", 2, "slug"), cells)


def theme(slug: str = "resilient", **values) -> Row:
    return row(Theme, slug, **{"slug": slug, "name_en": "Resilient", **values})


def load(*rows: Row) -> tuple[dict, list[str]]:
    loading = Loading()
    outcomes = loading.load(rows, lambda one: one)
    return {outcome: number for outcome, number in outcomes.items() if number}, loading.problems


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


def korea(name: str, before: str = "") -> Row:
    """A row that is found by its name alone; an older sample said ``before``."""
    told = row(Area, "KR", code="KR", name_en=name, default_language="ko", time_zone="Asia/Seoul")
    return replace(told, match={"name_en": name}, before={"name_en": before} if before else {})


def test_name_that_the_files_change_reaches_the_record():
    load(korea("Corea"))
    assert load(korea("Korea", before="Corea"))[0] == {Outcome.REFRESHED: 1}
    assert load(korea("Korea", before="Corea"))[0] == {Outcome.UNCHANGED: 1}
    assert [area.name_en for area in Area.objects.all()] == ["Korea"]


def test_name_that_staff_changed_before_the_files_did_stays():
    load(korea("Corea"))
    Area.objects.update(name_en="Land of Morning Calm")
    assert load(korea("Korea", before="Corea"))[0] == {Outcome.KEPT: 1}
    assert [area.name_en for area in Area.objects.all()] == ["Land of Morning Calm"]


def states_of(theme: Theme) -> dict[str, str]:
    """How the taglines of a theme stand in the ledger, by language."""
    return {e.language.code: e.state for e in entries(theme) if e.field.name == "tagline"}


def test_source_that_the_files_change_leaves_their_translations_current():
    load(theme(tagline_en="A citys wit", tagline_ko="도시의 지혜", tagline_ja="都市の知恵"))
    load(theme(tagline_en="A city’s wit", tagline_ko="도시의 지혜", tagline_ja="都市の智恵"))
    states = states_of(Theme.objects.get())
    assert (states["ko"], states["ja"], states["zh-hans"]) == ("current", "current", "missing")


def test_translation_by_staff_is_stale_once_the_files_change_its_source():
    load(theme(tagline_en="Ready", tagline_ko="준비된", tagline_ja="備える"))
    theirs = Theme.objects.get()
    theirs.tagline_ko = "늘 준비된"
    theirs.save()
    load(theme(tagline_en="Ready for all", tagline_ko="준비된", tagline_ja="備える"))
    states = states_of(Theme.objects.get())
    assert (states["ko"], states["ja"]) == ("stale", "current")


def test_source_by_staff_leaves_the_translations_of_the_files_stale():
    load(theme(tagline_en="Ready", tagline_ko="준비된"))
    theirs = Theme.objects.get()
    theirs.tagline_en = "Steady"
    theirs.save()
    load(theme(tagline_en="Ready for all", tagline_ko="준비된", hue="7"))
    assert states_of(Theme.objects.get())["ko"] == "stale"


def test_empty_cell_empties_the_column():
    load(theme(name_ko="회복력"))
    load(theme(name_ko=""))
    assert not Theme.objects.get().name_ko


def test_record_that_staff_made_or_deleted_is_kept():
    ThemeFactory(slug="theirs")
    load(theme("deleted"))
    Theme.objects.filter(slug="deleted").delete()
    rows = [theme(slug, name_en="New") for slug in ("theirs", "deleted")]
    assert load(*rows) == ({Outcome.KEPT: 2}, [])
    assert not Theme.objects.filter(name_en="New").exists()


def test_field_that_staff_changed_is_theirs_and_the_others_are_refreshed():
    load(theme(hue="120", name_ko="회복력", name_ja="強靭"))
    Theme.objects.update(hue=7, name_ja="")
    new = theme(hue="90", name_ko="회복탄력성", name_ja="レジリエンス")
    assert load(new) == ({Outcome.REFRESHED: 1, Outcome.FIELDS_LEFT: 2}, [])
    found = Theme.objects.get()
    assert (found.hue, found.name_ko, found.name_ja) == (7, "회복탄력성", "")
    assert load(new)[0] == {Outcome.UNCHANGED: 1, Outcome.FIELDS_LEFT: 2}


def test_field_that_staff_put_back_is_refreshed_again():
    load(theme(hue="120"))
    Theme.objects.update(hue=7)
    load(theme(hue="90"))
    Theme.objects.update(hue=120)
    assert load(theme(hue="90"))[0] == {Outcome.REFRESHED: 1}
    assert Theme.objects.get().hue == 90


def test_column_that_came_later_is_filled_unless_staff_have():
    load(theme("empty"), theme("theirs"))
    Theme.objects.filter(slug="theirs").update(name_ko="회복력")
    for _ in range(2):  # what staff wrote is theirs at each load, not only at the first
        load(theme("empty", name_ko="회복탄력성"), theme("theirs", name_ko="회복탄력성"))
        names = dict(Theme.objects.values_list("slug", "name_ko"))
        assert names == {"empty": "회복탄력성", "theirs": "회복력"}


def test_value_that_goes_not_with_what_staff_changed_leaves_the_record():
    load(office("seoul"), office("suwon", latitude="37", longitude="127"))
    Secretariat.objects.filter(slug="suwon").update(latitude=None, longitude=None)
    assert load(office("suwon", latitude="38", longitude=""))[0] == {Outcome.UNCHANGED: 1} | {
        Outcome.FIELDS_LEFT: 2
    }
    assert Secretariat.objects.get(slug="suwon").latitude is None


def before_digests(model, key: str) -> None:
    """Note a loaded record as it was noted before each field had a digest."""
    name = unique_field(model)
    whole = fingerprint(model.objects.get(**{name: key}))
    LoadedRecord.objects.filter(key=key).update(digests={}, fingerprint=whole)


def test_record_of_older_days_is_refreshed():
    load(theme(hue="120"))
    before_digests(Theme, "resilient")
    assert load(theme(hue="90"))[0] == {Outcome.REFRESHED: 1}
    assert LoadedRecord.objects.get().fingerprint == ""
    assert load(theme(hue="91"))[0] == {Outcome.REFRESHED: 1}


def test_edit_in_a_record_of_older_days_is_found_in_its_history():
    load(theme(hue="120", name_ko="회복력"))
    before_digests(Theme, "resilient")
    edited = Theme.objects.get()
    edited.hue = 7
    edited.save()
    new = theme(hue="90", name_ko="회복탄력성")
    assert load(new)[0] == {Outcome.REFRESHED: 1, Outcome.FIELDS_LEFT: 1}
    found = Theme.objects.get()
    assert (found.hue, found.name_ko) == (7, "회복탄력성")


def test_record_of_older_days_without_its_version_is_all_staffs():
    load(theme(hue="120"))
    before_digests(Theme, "resilient")
    Theme.objects.update(hue=7)
    versions_of(Theme).all().delete()
    for _ in range(2):  # at each load, not only at the first
        assert load(theme(hue="90"))[0] == {Outcome.UNCHANGED: 1, Outcome.FIELDS_LEFT: 3}
        assert Theme.objects.get().hue == 7


def test_row_that_comes_twice_is_refused():
    assert load(theme(), theme()) == (
        {Outcome.NEW: 1},
        ["a.csv, row 2, column slug: “resilient” stands there twice."],
    )


def test_value_that_is_wrong_is_named_once_with_its_cell():
    outcomes, problems = load(theme(hue="-1", name_en=""))
    assert outcomes == {}
    assert problems == [
        "a.csv, row 2, column name_en: This field is required.",
        "a.csv, row 2, column hue: Ensure this value is greater than or equal to 0.",
    ]


def test_value_that_no_cell_holds_is_named_with_the_key():
    _, problems = load(row(Area, "KR", code="KR", name_en="South Korea", default_language="ko"))
    assert problems == ["a.csv, row 2, column slug: This field is required."]


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
    outcomes, _ = load(office("seoul", areas="", phone="1"))
    assert outcomes == {Outcome.REFRESHED: 1, Outcome.FIELDS_LEFT: 1}
    assert Secretariat.objects.get().areas.count() == 1


def test_known_is_what_was_loaded_or_stands_there():
    load(theme("loaded"))
    Theme.objects.all().delete()
    ThemeFactory(slug="theirs")
    loading = Loading()
    known = [loading.is_known(Theme, slug) for slug in ("loaded", "theirs", "other")]
    assert known == [True, True, False]


def test_error_holds_a_sentence_for_each_problem():
    assert LoadingError("one", "two").problems == ["one", "two"]
