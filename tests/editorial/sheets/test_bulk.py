from contextlib import suppress
from threading import Barrier, BrokenBarrierError, local

import pytest

from editorial.languages import BY_CODE
from editorial.records.history import versions_of
from editorial.sheets.bulk import BulkChange
from editorial.translations.converted_texts import fill, nothing_closed
from members.models import Fact, Member
from news.models import Article
from secretariats.models import Area, Person, Posting
from tests.editorial.sheets.sheeting import MEMBERS, signed_in
from tests.factories.members import LONG_AGO, FactFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import (
    AreaFactory,
    ForbiddenVariantFactory,
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)
from tests.threads import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Role = Posting.Role


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def cities(office):
    return [MemberFactory(slug=slug, secretariat=office) for slug in ("suwon", "busan", "goyang")]


def asked(client, records, where: str = MEMBERS):
    """The page on which the change of these records is asked for."""
    keys = [record.pk for record in records]
    return client.post(where, {"action": "change_many", "_selected_action": keys})


def change(client, records, where: str = MEMBERS, seen: str = "", **wanted):
    seen = seen or asked(client, records, where).context["seen"]
    return client.post(f"{where}bulk/", {"seen": seen, "whole": "on"} | wanted)


def saved(record, **values):
    now = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(now, name, value)
    now.save()


def converted_fact(office) -> Fact:
    """A row of a city of ``office`` with a text that nobody has reviewed, and that is public."""
    fact = FactFactory(
        member=MemberFactory(slug="ansan", secretariat=office),
        wording_en="Parks",
        wording_zh_hans="公园网络",
    )
    records = Fact.objects.filter(pk=fact.pk)
    fill(records, BY_CODE["zh-hant"], closed=nothing_closed)
    assert records.get().wording_zh_hant
    return fact


def statuses() -> list[str]:
    return list(Member.objects.order_by("slug").values_list("status", flat=True))


def test_rows_of_a_record_that_moves_do_as_its_new_office(client, office):
    user = signed_in(client, office)
    fact = converted_fact(SecretariatFactory(shows_converted=True))
    PostingFactory(user=user, secretariat=fact.member.secretariat, role=Role.PUBLISHER)
    assert change(client, [fact.member], secretariat=office.pk).status_code == 302
    fact.refresh_from_db()
    assert fact.member.secretariat == office
    assert not fact.wording_zh_hant


def test_page_carries_the_version_of_each_record(client, office, cities):
    signed_in(client, office)
    page = asked(client, cities)
    pairs = {f"{city.pk}:{city.version}" for city in cities}
    assert set(page.context["seen"].split(",")) == pairs


def test_themes_are_added_and_taken_away(client, office, cities):
    user = signed_in(client, office)
    old, new = ThemeFactory(), ThemeFactory()
    cities[0].themes.add(old)
    response = change(client, cities, add_themes=[new.pk], remove_themes=[old.pk])
    assert response.status_code == 302
    assert all(list(city.themes.all()) == [new] for city in cities)
    newest = versions_of(Member).first()
    assert (newest.history_user, newest.history_change_reason) == (user, "bulk")
    assert {link.theme_id for link in newest.themes.all()} == {new.pk}


def test_status_is_set_for_all(client, office, cities):
    signed_in(client, office)
    change(client, cities, status="withdrawn")
    assert statuses() == ["withdrawn"] * 3


def test_record_that_breaks_a_rule_stops_all_or_itself(client, office, cities):
    signed_in(client, office)
    for city in cities:
        saved(city, status="draft")
    saved(cities[0], publish_at=None, unpublish_at=LONG_AGO)
    page = change(client, cities, status="published").content.decode()
    assert "Nothing was changed" in page
    assert "must be after the time of publication" in page
    assert statuses() == ["draft"] * 3
    seen = asked(client, cities).context["seen"]
    page = client.post(f"{MEMBERS}bulk/", {"seen": seen, "status": "published"}).content.decode()
    assert "2 records were changed" in page
    assert statuses() == ["published", "published", "draft"]


def test_field_that_somebody_changed_meanwhile_is_named_and_kept(client, office, cities):
    signed_in(client, office)
    seen = asked(client, cities).context["seen"]
    saved(cities[0], status="draft")
    saved(cities[1], population=7)
    response = client.post(f"{MEMBERS}bulk/", {"seen": seen, "status": "withdrawn"})
    page = response.content.decode()
    assert "somebody changed this meanwhile, to: Draft" in page
    found = {member.slug: (member.status, member.population) for member in Member.objects.all()}
    assert found == {
        "suwon": ("draft", None),
        "busan": ("withdrawn", 7),
        "goyang": ("withdrawn", None),
    }


def test_record_saved_meanwhile_stops_all_if_they_are_to_be_whole(client, office, cities):
    signed_in(client, office)
    Member.objects.update(status="draft")
    seen = asked(client, cities).context["seen"]
    saved(cities[0], status="review")
    response = change(client, cities, seen=seen, status="published")
    assert "Nothing was changed" in response.content.decode()
    assert sorted(statuses()) == ["draft", "draft", "review"]
    again = response.context["seen"]
    assert change(client, cities, seen=again, status="published").status_code == 302
    assert statuses() == ["published"] * 3


def test_office_is_set_only_to_one_of_the_user(client, office, cities):
    user = signed_in(client, office)
    elsewhere = SecretariatFactory()
    own = SecretariatFactory(parent=office)
    page = change(client, cities, secretariat=elsewhere.pk)
    assert page.context["form"].errors["secretariat"]
    change(client, cities, secretariat=own.pk)
    assert set(Member.objects.values_list("secretariat", flat=True)) == {own.pk}
    assert user.postings.count() == 1


def test_records_of_another_office_are_not_changed(client, office, cities):
    other = MemberFactory(slug="tokyo")
    signed_in(client, office)
    seen = f"{cities[0].pk}:{cities[0].version},{other.pk}:{other.version}"
    page = change(client, [], seen=seen, status="withdrawn").content.decode()
    assert "no longer allowed to change" in page
    assert "tokyo" not in page.casefold()
    other.refresh_from_db()
    assert other.status == "published"


def test_editor_sets_no_state_of_publication_past_review(client, office, cities):
    signed_in(client, office, Role.EDITOR)
    page = change(client, cities, status="withdrawn")
    assert page.context["form"].errors["status"]
    page = change(client, cities, status="draft").content.decode()
    assert "you are not allowed to change this here" in page
    assert statuses() == ["published"] * 3


def test_published_records_are_not_moved_to_where_the_user_may_not_publish(client, office, cities):
    user = signed_in(client, office)
    there = SecretariatFactory()
    user.postings.create(secretariat=there, role=Role.EDITOR)
    page = change(client, cities, secretariat=there.pk).content.decode()
    assert "You may not publish here" in page
    assert set(Member.objects.values_list("secretariat", flat=True)) == {office.pk}


@pytest.mark.parametrize("role", [Role.TRANSLATOR])
def test_translator_changes_nothing_of_many(client, office, cities, role):
    signed_in(client, office, role)
    assert "change_many" not in client.get(MEMBERS).content.decode()
    seen = f"{cities[0].pk}:{cities[0].version}"
    assert change(client, [], seen=seen, status="draft").status_code == 403


@pytest.mark.parametrize("seen", ["x", "1", "1:x", "1:2:3", "9" * 400 + ":1", "²:1"])
def test_forged_versions_change_nothing(client, office, cities, seen):
    signed_in(client, office)
    assert change(client, [], seen=seen, status="draft").status_code == 200
    assert statuses() == ["published"] * 3


def test_nothing_wanted_is_said(client, office, cities):
    signed_in(client, office)
    assert "Choose what is to be changed" in change(client, cities).content.decode()


def test_links_that_the_user_does_not_see_stay(client, office):
    article = ArticleFactory(secretariat=office)
    hidden, theme = MemberFactory(), ThemeFactory()
    article.members.add(hidden)
    signed_in(client, office)
    change(client, [article], where="/admin/news/article/", add_themes=[theme.pk])
    found = Article.objects.get(pk=article.pk)
    assert list(found.members.all()) == [hidden]
    assert list(found.themes.all()) == [theme]


def test_people_move_to_another_office(client, office):
    person, own = PersonFactory(secretariat=office), SecretariatFactory(parent=office)
    signed_in(client, office)
    change(client, [person], where="/admin/secretariats/person/", secretariat=own.pk)
    assert Person.objects.get(pk=person.pk).secretariat == own


def test_areas_have_nothing_to_change_for_many(client, office):
    signed_in(client, office, Role.REGIONAL)
    AreaFactory()
    assert Area.objects.exists()
    assert "change_many" not in client.get("/admin/secretariats/area/").content.decode()


def test_draft_that_holds_a_name_not_to_be_used_is_not_published_with_others(client, office):
    signed_in(client, office)
    ForbiddenVariantFactory(text="Republic of Korea")
    held = {"status": "draft", "summary_en": "In the Republic of Korea"}
    city = MemberFactory(slug="suwon", secretariat=office, **held)
    response = change(client, [city], status="published")
    assert "Republic of Korea" in response.content.decode()
    assert statuses() == ["draft"]


@pytest.mark.django_db(transaction=True)
def test_two_changes_of_the_same_records_in_opposite_order_both_end(
    client_of, office, cities, monkeypatch
):
    """Each locks a first record before either asks for a second one, if it can."""
    both_began, change_one, own = Barrier(2), BulkChange.change_one, local()

    def change_slowly(bulk, record, base):
        if not hasattr(own, "has_begun"):
            own.has_begun = True
            with suppress(BrokenBarrierError):  # the other waits for a lock, and cannot come
                both_began.wait(timeout=1)
        return change_one(bulk, record, base)

    monkeypatch.setattr("editorial.sheets.bulk.BATCH", 1)
    monkeypatch.setattr(BulkChange, "change_one", change_slowly)
    users = [PostingFactory(secretariat=office, role=Role.PUBLISHER).user for _ in range(2)]
    clients, pairs = [client_of(user) for user in users], [f"{c.pk}:{c.version}" for c in cities]
    seen = [",".join(pairs), ",".join(reversed(pairs))]
    wanted = [{"status": "withdrawn"}, {"add_themes": [ThemeFactory().pk]}]
    answers = at_once(lambda i: change(clients[i], cities, seen=seen[i], **wanted[i]).status_code)
    assert answers == [302, 302]
    assert statuses() == ["withdrawn"] * 3
    assert all(city.themes.count() == 1 for city in cities)


def test_change_that_changed_nothing_says_so(client, office, cities):
    signed_in(client, office)
    response = client.post(
        f"{MEMBERS}bulk/",
        {"seen": asked(client, cities).context["seen"], "whole": "on", "status": "published"},
        follow=True,
    )
    (message,) = response.context["messages"]
    assert message.level_tag == "warning"
    assert "Nothing was changed" in str(message)
