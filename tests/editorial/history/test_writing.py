import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.history.writing import (
    LONGEST_REASON,
    check_values,
    lock,
    lock_all,
    lock_records,
    save,
    set_values,
    touch_owners,
    write,
)
from editorial.records.history import versions_of
from members.models import Fact, Member, Theme
from secretariats.models import Secretariat
from tests.factories.members import FactFactory, MemberFactory, MembershipFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def tables_asked(queries: CaptureQueriesContext) -> list[str]:
    """The tables from which a key was read, in order."""
    return [query["sql"].split(" FROM ")[1].split('"')[1] for query in queries]


def fact_of(member: Member, label: str = "Population") -> Fact:
    return FactFactory(member=member, wording_en=label)


def newest_of(record):
    return versions_of(type(record)).filter(id=record.pk).first()


def test_lock_goes_by_key_whatever_the_order_that_is_asked_for():
    keys = sorted(MemberFactory().pk for _ in range(3))
    with CaptureQueriesContext(connection) as queries:
        assert lock(Member, keys[::-1]) == keys
    assert " ORDER BY " in queries[-1]["sql"]


def test_lock_says_which_records_are_gone():
    member = MemberFactory()
    assert lock(Member, [member.pk, member.pk + 1]) == [member.pk]


def test_rows_are_locked_after_their_owners():
    fact = fact_of(MemberFactory())
    with CaptureQueriesContext(connection) as queries:
        assert lock(Fact, [fact.pk]) == [fact.pk]
    assert tables_asked(queries)[-2:] == ["members_member", "members_fact"]


def test_records_of_several_kinds_are_locked_in_one_order():
    theme, fact = ThemeFactory(), fact_of(MemberFactory())
    other = MemberFactory()
    with CaptureQueriesContext(connection) as queries:
        found = lock_all({Theme: [theme.pk], Fact: [fact.pk], Member: [other.pk]})
    assert tables_asked(queries)[-3:] == ["members_member", "members_theme", "members_fact"]
    assert found[Member] == [fact.member_id, other.pk]


def test_offices_are_locked_before_the_records_that_they_decide_for():
    member = MemberFactory()
    with CaptureQueriesContext(connection) as queries:
        lock_all({Member: [member.pk], Secretariat: [member.secretariat_id]})
    assert tables_asked(queries) == ["secretariats_secretariat", "members_member"]


def test_locked_records_come_as_they_are_then_in_the_order_of_their_query():
    first, second = MemberFactory(slug="busan"), MemberFactory(slug="ansan")
    assert lock_records(Member.objects.order_by("slug")) == [second, first]


def test_refusal_of_a_text_names_the_record_and_stores_nothing():
    member = MemberFactory(name_en="Suwon")
    with pytest.raises(ValidationError) as refused:
        write(member, {"name_ko": "수" * 1000}, "Because")
    assert refused.value.messages[0].startswith("Member: Suwon: ")
    assert newest_of(member).version == 1


def test_write_gives_its_reason_and_cuts_a_long_one():
    member = MemberFactory()
    write(member, {"name_ko": "수원"}, "w" * 300)
    member.refresh_from_db()
    assert member.name_ko == "수원"
    assert newest_of(member).history_change_reason == "w" * LONGEST_REASON


def test_value_is_cleaned_as_in_a_form():
    member = MemberFactory()
    with pytest.raises(ValidationError) as refused:
        set_values(member, {"population": -1})
    assert set(refused.value.message_dict) == {"population"}


def test_unchanged_fields_are_not_judged_again():
    member = MemberFactory()
    Member.objects.filter(pk=member.pk).update(website="no address")
    member.refresh_from_db()
    set_values(member, {"name_ko": "수원"})


def test_rule_about_a_changed_and_an_unchanged_field_is_asked():
    membership = MembershipFactory(joined_on="2020-01-01", joined_precision="day")
    membership.refresh_from_db()
    membership.joined_precision = "unknown"
    with pytest.raises(ValidationError) as refused:
        check_values(membership, ["joined_precision"])
    assert set(refused.value.message_dict) == {NON_FIELD_ERRORS}
    check_values(membership, ["source"])


def test_new_record_is_judged_whole():
    with pytest.raises(ValidationError) as refused:
        check_values(Member(), ())
    assert "slug" in refused.value.message_dict


def test_links_belong_to_the_version_that_is_saved_with_them():
    member, theme = MemberFactory(), ThemeFactory()
    save(member, "Because", {"themes": {theme.pk}})
    newest = newest_of(member)
    assert {link.theme_id for link in newest.themes.all()} == {theme.pk}
    assert newest.history_change_reason == "Because"


def test_owner_of_changed_rows_is_updated_once():
    member = MemberFactory()
    facts = [fact_of(member), fact_of(member, "Area")]
    touch_owners(facts, "Because")
    newest = newest_of(member)
    assert (newest.version, newest.history_change_reason) == (2, "Because")


def test_owner_that_was_saved_itself_is_not_updated_again():
    member = MemberFactory()
    touch_owners([fact_of(member), member], "Because")
    assert newest_of(member).version == 1


def test_record_with_a_screen_of_its_own_has_no_owner_to_update():
    member = MemberFactory()
    with CaptureQueriesContext(connection) as queries:
        touch_owners([member], "Because")
    assert not queries
