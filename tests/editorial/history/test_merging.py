from datetime import date

import pytest
from django.contrib.messages import get_messages

from editorial.records.history import versions_of
from members.models import Member, Theme
from secretariats.models import Posting
from tests.factories.members import (
    FactFactory,
    MemberFactory,
    MembershipFactory,
    SourceFactory,
    ThemeFactory,
)
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import change_url, form_data
from tests.threads import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def member():
    member = MemberFactory(name_en="Suwon", name_ko="수원", name_ja="水原", summary_en="a\nb")
    FactFactory(member=member, wording_en="Parks", wording_ko="공원", year=2012)
    return member


@pytest.fixture
def minsu(client_of, member):
    return client_of(colleague(member, "Minsu"))


@pytest.fixture
def yuki(client_of, member):
    return client_of(colleague(member, "Yuki"))


def colleague(member: Member, name: str):
    role = Posting.Role.PUBLISHER
    return PostingFactory(secretariat=member.secretariat, role=role, user__display_name=name).user


def opened(client, member: Member) -> dict:
    """The form as the browser would send it back, rows and all."""
    response = client.get(change_url(member))
    data = form_data(response)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        prefix, forms = formset.prefix, formset.initial_forms
        data |= {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": len(forms)}
        for form in forms:
            values = {bound.html_name: bound.value() for bound in form}
            data |= {
                name: value
                for name, value in values.items()
                if value is not None and value is not False
            }
    return data


def save(client, member: Member, data: dict, **changed):
    return client.post(change_url(member), data | changed)


def errors_of(response) -> dict:
    return response.context["adminform"].form.errors


def told(response) -> str:
    return " ".join(map(str, get_messages(response.wsgi_request)))


def stored(member: Member) -> Member:
    return Member.objects.get(pk=member.pk)


def test_texts_in_different_languages_are_both_kept(member, minsu, yuki):
    ours, theirs = opened(minsu, member), opened(yuki, member)
    save(yuki, member, theirs, name_ja="水原市")
    response = save(minsu, member, ours, name_ko="수원시")
    assert (stored(member).name_ko, stored(member).name_ja) == ("수원시", "水原市")
    assert "what Yuki saved since you opened the form: Name (日本語)." in told(response)


def test_line_ends_of_a_browser_are_no_change(member, minsu, yuki):
    ours, theirs = opened(minsu, member), opened(yuki, member)
    save(yuki, member, theirs, summary_en="a\r\nb\r\nc")
    save(minsu, member, ours, summary_en="a\r\nb", name_ko="수원시")
    assert stored(member).summary_en == "a\r\nb\r\nc"


def test_same_text_changed_twice_is_shown_side_by_side(member, minsu, yuki):
    ours, theirs = opened(minsu, member), opened(yuki, member)
    save(yuki, member, theirs, name_ko="수원특례시")
    response = save(minsu, member, ours, name_ko="수원시")
    assert set(errors_of(response)) == {"name_ko"}
    page = response.content.decode()
    assert "Yuki changed this too" in page
    assert '<dd lang="ko">수원특례시</dd>' in page
    assert '<dd lang="ko">수원시</dd>' in page
    assert stored(member).name_ko == "수원특례시"


@pytest.fixture
def shown(member, minsu, yuki) -> dict:
    """What Minsu's browser holds when the two Korean names are shown side by side."""
    ours, theirs = opened(minsu, member), opened(yuki, member)
    save(yuki, member, theirs, name_ko="수원특례시", name_ja="水原市")
    save(minsu, member, ours, name_ko="수원시")
    return ours | {"name_ko": "수원시", "name_ko-shown": "2"}


def test_second_save_is_a_decision(member, minsu, shown):
    assert save(minsu, member, shown).status_code == 302
    assert (stored(member).name_ko, stored(member).name_ja) == ("수원시", "水原市")


def test_theirs_can_be_taken(member, minsu, shown):
    response = save(minsu, member, shown | {"name_ko-take": "1", "name_en": "Suwon City"})
    assert response.status_code == 302
    assert (stored(member).name_ko, stored(member).name_en) == ("수원특례시", "Suwon City")


def test_second_save_decides_nothing_about_a_third_text(member, minsu, yuki, shown):
    save(yuki, member, opened(yuki, member), name_ko="수원광역시")
    assert set(errors_of(save(minsu, member, shown))) == {"name_ko"}
    assert stored(member).name_ko == "수원광역시"


def test_same_text_by_both_is_no_conflict(member, minsu, yuki):
    ours, theirs = opened(minsu, member), opened(yuki, member)
    save(yuki, member, theirs, name_ko="수원시")
    assert save(minsu, member, ours, name_ko="수원시").status_code == 302


def test_form_that_does_not_say_what_it_was_filled_from_overwrites_nothing(member, minsu):
    data = opened(minsu, member)
    del data["seen_version"]
    assert set(errors_of(save(minsu, member, data, name_ko="수원시"))) == {"name_ko"}


def test_save_from_elsewhere_is_merged_too(member, minsu):
    ours = opened(minsu, member)
    elsewhere = stored(member)
    elsewhere.population = 1_190_000
    elsewhere.save()
    save(minsu, member, ours, name_ko="수원시")
    assert (stored(member).name_ko, stored(member).population) == ("수원시", 1_190_000)


def test_themes_of_both_are_kept(member, minsu, yuki):
    first, second, third = ThemeFactory(), ThemeFactory(), ThemeFactory()
    member.themes.set([first])
    member.save()
    ours, theirs = opened(minsu, member), opened(yuki, member)
    save(yuki, member, theirs, themes=[first.pk, second.pk])
    response = save(minsu, member, ours, themes=[third.pk])
    assert set(member.themes.all()) == {second, third}
    assert "Themes" in told(response)


def test_form_that_changes_nothing_makes_no_version(member, minsu):
    save(minsu, member, opened(minsu, member))
    assert stored(member).version == 1
    assert versions_of(Member).count() == 1


def test_rows_of_both_are_merged(member, minsu, yuki):
    ours, theirs = opened(minsu, member), opened(yuki, member)
    save(yuki, member, theirs, **{"facts-0-wording_ko": "공원 수"})
    response = save(minsu, member, ours, **{"facts-0-year": "2013"})
    fact = member.facts.get()
    assert (fact.wording_ko, fact.year) == ("공원 수", 2013)
    assert "facts: Value in words (한국어)" in told(response)


def test_cell_of_a_row_changed_twice_is_a_conflict(member, minsu, yuki):
    ours, theirs = opened(minsu, member), opened(yuki, member)
    save(yuki, member, theirs, **{"facts-0-year": "2014"})
    mine = ours | {"facts-0-year": "2013"}
    page = save(minsu, member, mine).content.decode()
    assert 'name="facts-0-year-shown"' in page
    assert save(minsu, member, mine | {"facts-0-year-shown": "2"}).status_code == 302
    assert member.facts.get().year == 2013


def test_row_that_others_added_stays(member, minsu, yuki):
    ours = opened(minsu, member)
    FactFactory(member=member, wording_en="Schools")
    save(minsu, member, ours, **{"facts-0-DELETE": "on"})
    assert member.facts.get().wording_en == "Schools"


def test_row_that_others_deleted_stays_deleted_unless_it_was_changed(member, minsu, yuki):
    ours = opened(minsu, member)
    save(yuki, member, opened(yuki, member), **{"facts-0-DELETE": "on"})
    response = save(minsu, member, ours, name_ko="수원시")
    assert response.status_code == 302
    assert "a deleted row" in told(response)
    assert not member.facts.exists()
    assert stored(member).name_ko == "수원시"


def test_row_that_others_deleted_comes_back_if_asked_for(member, minsu, yuki):
    ours = opened(minsu, member)
    save(yuki, member, opened(yuki, member), **{"facts-0-DELETE": "on"})
    mine = ours | {"facts-0-year": "2013"}
    page = save(minsu, member, mine).content.decode()
    assert "Somebody else deleted this row" in page
    assert 'name="facts-0-year"' in page
    save(minsu, member, mine | {"facts-0-again": "1"})
    assert member.facts.get().year == 2013


def test_row_that_others_changed_is_deleted_by_a_decision_only(member, minsu, yuki):
    ours = opened(minsu, member)
    save(yuki, member, opened(yuki, member), **{"facts-0-year": "2014"})
    mine = ours | {"facts-0-DELETE": "on"}
    page = save(minsu, member, mine).content.decode()
    assert "Parks” was changed by somebody else" in page
    assert member.facts.exists()
    save(minsu, member, mine | {"facts-0-delete": "2"})
    assert not member.facts.exists()


def test_terms_are_merged(member, minsu, yuki):
    MembershipFactory(member=member)
    source = SourceFactory(secretariat=member.secretariat)
    ours, theirs = opened(minsu, member), opened(yuki, member)
    ended = {"memberships-0-left_on": "2026-01-01", "memberships-0-left_on-why": "It is so."}
    save(yuki, member, theirs, **ended)
    save(minsu, member, ours, **{"memberships-0-source": source.pk})
    term = member.memberships.get()
    assert (term.left_on, term.source) == (date(2026, 1, 1), source)


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_lose_nothing(client_of, rounds):
    """Fifty rounds: each time both change a text of their own and one that they share."""
    theme = ThemeFactory()
    users = [PostingFactory(role=Posting.Role.REGIONAL).user for _ in range(2)]
    clients = [client_of(user) for user in users]
    page = f"/admin/members/theme/{theme.pk}/change/"
    form = form_data(clients[0].get(page))
    for turn in rounds(50):
        theme.refresh_from_db()
        form |= {name: getattr(theme, name) or "" for name in ("name_ko", "name_ja", "tagline_en")}
        form["seen_version"] = theme.version
        forms = [
            form | {"name_ko": f"회복 {turn}", "tagline_en": f"Minsu {turn}"},
            form | {"name_ja": f"強靱 {turn}", "tagline_en": f"Yuki {turn}"},
        ]
        answers = at_once(lambda i, forms=forms: clients[i].post(page, forms[i]).status_code)
        assert sorted(answers) == [200, 302]
        theme.refresh_from_db()
        loser = answers.index(200)
        decided = forms[loser] | {"tagline_en-shown": theme.version}
        assert clients[loser].post(page, decided).status_code == 302
        theme.refresh_from_db()
        assert (theme.name_ko, theme.name_ja) == (f"회복 {turn}", f"強靱 {turn}")
        assert theme.tagline_en == decided["tagline_en"]
    kept = set(versions_of(Theme).values_list("tagline_en", flat=True))
    assert kept >= {f"{name} {turn}" for name in ("Minsu", "Yuki") for turn in rounds(50)}
