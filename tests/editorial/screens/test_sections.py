"""A form names its sections, with what is wrong in each and what its record lacks."""

import pytest

from secretariats.models import Posting
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

Role = Posting.Role


@pytest.fixture
def member():
    office = SecretariatFactory(lets_translations_through=False)
    return MemberFactory(secretariat=office, name_en="Suwon", summary_en="")


@pytest.fixture
def address(member):
    return f"/admin/members/member/{member.pk}/change/"


def posted(client_of, member, role):
    return client_of(PostingFactory(secretariat=member.secretariat, role=role).user)


@pytest.fixture
def publisher(client_of, member):
    return posted(client_of, member, Role.PUBLISHER)


def by_name(page):
    return {section.called: section for section in page.context["sections"]}


def test_each_section_leads_to_where_it_begins(publisher, address):
    page = publisher.get(address)
    found = page.context["sections"]
    assert [section.called for section in found][:2] == [
        "Population, leader and website",
        "Texts in each language",
    ]
    assert by_name(page)["Memberships"].anchor == "memberships-group"
    for section in found:
        assert f'id="{section.anchor}"' in page.text
        assert f'href="#{section.anchor}"' in page.text


def test_what_the_record_lacks_is_said_at_its_section(publisher, address, member):
    before = by_name(publisher.get(address))
    assert "Summary" in [words.capitalize() for words in before["Texts in each language"].lacks]
    member.summary_en = "A city of walls."
    member.save()
    member.themes.add(ThemeFactory())
    after = by_name(publisher.get(address))
    assert len(after["Texts in each language"].lacks) < len(before["Texts in each language"].lacks)
    assert "themes" in before["Member"].lacks
    assert "themes" not in after["Member"].lacks


def test_errors_are_counted_at_their_section(publisher, address):
    sent = form_data(publisher.get(address)) | {"website": "nowhere", "name_en": ""}
    page = publisher.post(address, sent)
    counts = {section.called: section.errors for section in page.context["sections"]}
    assert (
        counts["Texts in each language"],
        counts["Population, leader and website"],
        counts["Publication"],
    ) == (1, 1, 0)
    assert "1 error" in page.text


def test_new_record_lacks_nothing_yet(publisher):
    page = publisher.get("/admin/members/member/add/")
    assert not any(section.lacks for section in page.context["sections"])


@pytest.mark.parametrize(
    ("role", "status", "words"),
    [
        (Role.PUBLISHER, "published", "Saving is public at once."),
        (Role.EDITOR, "published", "Saving proposes it"),
        (Role.EDITOR, "draft", "Readers do not see this record"),
    ],
)
def test_bar_says_what_saving_does(client_of, member, address, role, status, words):
    type(member).objects.update(status=status)
    text = posted(client_of, member, role).get(address).text
    bar = text[text.index('class="save-bar"') :]
    assert words in bar
    assert 'name="_save"' in bar


def test_bar_says_that_translations_are_public_at_once_and_so_they_are(client_of, member, address):
    type(member.secretariat).objects.update(lets_translations_through=True)
    translator = posted(client_of, member, Role.TRANSLATOR)
    page = translator.get(address)
    assert "Translations alone are public as soon as you save." in page.text
    assert "becomes a proposal" not in page.text
    sent = form_data(page) | {"summary_ko": "성곽의 도시입니다."}
    assert translator.post(address, sent).status_code == 302
    member.refresh_from_db()
    assert member.summary_ko == "성곽의 도시입니다."
