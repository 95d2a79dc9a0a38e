import pytest

from editorial.languages import BY_CODE
from editorial.records.history import versions_of
from editorial.translations.converted_texts import (
    converted_texts_of,
    fill,
    is_stale,
    nothing_closed,
)
from editorial.translations.ledger import entries
from editorial.translations.models import ConvertedText
from members.models import Member
from secretariats.actions import follow_choice, follow_move
from tests.factories.members import FactFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PersonFactory, SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

HANT = BY_CODE["zh-hant"]


@pytest.fixture
def office():
    return SecretariatFactory(introduction_en="<p>An office.</p>")


@pytest.fixture
def member(office):
    return MemberFactory(secretariat=office, summary_en="A city.", summary_zh_hans="软件之城。")


def filled(*records):
    for obj in records:
        fill(type(obj)._base_manager.filter(pk=obj.pk), HANT, closed=nothing_closed)


def decide(office, *, shows: bool) -> int:
    office.shows_converted = shows
    office.save()
    return follow_choice(office)


def test_drafts_become_public_when_the_office_shows_them(office, member):
    filled(member)
    assert decide(office, shows=True) == 1
    member.refresh_from_db()
    assert member.summary_zh_hant == "軟體之城。"
    assert member.converted == ["summary_zh_hant"]
    assert not ConvertedText.objects.exists()


def test_public_conversions_become_drafts_when_the_office_hides_them(office, member):
    decide(office, shows=True)
    filled(member)
    assert decide(office, shows=False) == 1
    member.refresh_from_db()
    assert not member.summary_zh_hant
    assert member.converted == []
    draft = converted_texts_of(member)["summary_zh_hant"]
    assert (draft.text, is_stale(draft, member)) == ("軟體之城。", False)
    newest = versions_of(Member).filter(id=member.pk).first()
    assert newest.history_change_reason == "Converted texts of this office wait for review"


def test_there_and_back_is_as_it_was(office, member):
    filled(member)
    for shows in (True, False, True, False):
        decide(office, shows=shows)
    member.refresh_from_db()
    assert {n: d.text for n, d in converted_texts_of(member).items()} == {
        "summary_zh_hant": "軟體之城。"
    }
    decide(office, shows=True)
    member.refresh_from_db()
    entry = next(e for e in entries(member) if e.column == "summary_zh_hant")
    assert str(entry.state) == "converted"


def test_reviewed_texts_stay_public_when_the_office_hides_the_others(office, member):
    decide(office, shows=True)
    member.profile_zh_hans = "<p>网络</p>"
    member.save()
    filled(member)
    member.refresh_from_db()
    member.confirmed = frozenset({"profile_zh_hant"})
    member.save()
    decide(office, shows=False)
    member.refresh_from_db()
    assert (member.profile_zh_hant, member.summary_zh_hant or "") == ("<p>網路</p>", "")


def test_draft_whose_origin_changed_is_converted_anew_before_it_is_shown(office, member):
    filled(member)
    member.summary_zh_hans = "网络之城。"
    member.save()
    decide(office, shows=True)
    member.refresh_from_db()
    assert member.summary_zh_hant == "網路之城。"


def test_hidden_conversion_whose_origin_changed_is_a_stale_draft(office, member):
    decide(office, shows=True)
    filled(member)
    member.refresh_from_db()
    member.summary_zh_hans = "网络之城。"
    member.save()
    decide(office, shows=False)
    member.refresh_from_db()
    draft = converted_texts_of(member)["summary_zh_hant"]
    assert (draft.text, is_stale(draft, member)) == ("軟體之城。", True)


def test_draft_never_takes_the_place_of_what_was_written(office, member):
    filled(member)
    member.summary_zh_hant = "一座城市。"
    member.save()
    decide(office, shows=True)
    member.refresh_from_db()
    assert (member.summary_zh_hant, member.converted) == ("一座城市。", [])


def test_all_kinds_of_an_office_follow_it_and_no_other(office, member):
    fact = FactFactory(member=member, wording_en="Parks", wording_zh_hans="公园网络")
    person = PersonFactory(secretariat=office, role_en="Desk", role_zh_hans="网络")
    article = ArticleFactory(secretariat=office, title_en="A", title_zh_hans="网络")
    stranger = MemberFactory(summary_zh_hans="软件")
    theme = ThemeFactory(tagline_zh_hans="网络")
    office.host_zh_hans = "网络"
    office.save()
    filled(member, fact, person, article, office, stranger, theme)
    office.refresh_from_db()
    assert decide(office, shows=True) == 5
    assert {(draft.kind, draft.key) for draft in ConvertedText.objects.all()} == {
        ("members.member", stranger.pk),
        ("members.theme", theme.pk),
    }


def test_record_that_moves_to_another_office_does_as_that_one(office, member):
    fact = FactFactory(member=member, wording_en="Parks", wording_zh_hans="公园网络")
    decide(office, shows=True)
    filled(member, fact)
    member.refresh_from_db()
    member.secretariat = SecretariatFactory()
    member.save()
    assert ConvertedText.objects.count() == 1
    assert follow_move(member) == 1
    member.refresh_from_db()
    fact.refresh_from_db()
    assert not member.summary_zh_hant
    assert not fact.wording_zh_hant
    assert ConvertedText.objects.count() == 2
