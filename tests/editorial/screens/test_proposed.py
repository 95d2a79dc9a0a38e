"""A form with what its user has proposed, and what the buttons will do."""

import pytest

from editorial.proposals.models import Proposal
from members.models import Member
from secretariats.models import Posting
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    office = SecretariatFactory(lets_translations_through=False)
    return MemberFactory(secretariat=office, website="https://old.example/", name_ko="수원")


@pytest.fixture
def address(member):
    return f"/admin/members/member/{member.pk}/change/"


def posted(client_of, member, role, **more):
    return client_of(PostingFactory(secretariat=member.secretariat, role=role, **more).user)


@pytest.fixture
def editor(client_of, member):
    return posted(client_of, member, Posting.Role.EDITOR)


def save(client, address, **data):
    response = client.get(address)
    sent = form_data(response) | data
    if own := response.context.get("own_proposal"):
        sent["shown_proposal"] = own.pk
    assert client.post(address, sent).status_code == 302


def test_form_shows_what_is_proposed_beside_what_is_public(client_of, member, address, editor):
    save(editor, address, website="https://new.example/")
    page = editor.get(address)
    assert page.context["adminform"].form.initial["website"] == "https://new.example/"
    assert "Public now" in page.text
    colleague = posted(client_of, member, Posting.Role.EDITOR).get(address)
    assert colleague.context["adminform"].form.initial["website"] == "https://old.example/"
    assert "1 proposal is open here" in colleague.text


def test_field_that_goes_back_is_proposed_no_more(editor, address):
    save(editor, address, website="https://new.example/", name_ko="수원시")
    save(editor, address, website="https://old.example/")
    assert [*Proposal.objects.get().changes.get().values] == ["name_ko"]
    save(editor, address, name_ko="수원")
    assert not Proposal.objects.exists()


def test_form_that_did_not_show_a_proposal_takes_nothing_out_of_it(editor, address):
    early = form_data(editor.get(address))
    save(editor, address, website="https://new.example/")
    editor.post(address, early | {"name_ko": "수원시"})
    assert {*Proposal.objects.get().changes.get().values} == {"website", "name_ko"}


def test_buttons_say_what_they_do(client_of, member, address, editor):
    assert "becomes a proposal" in editor.get(address).text
    assert "Propose instead" in posted(client_of, member, Posting.Role.PUBLISHER).get(address).text
    member.status = "draft"
    member.save()
    assert "becomes a proposal" not in editor.get(address).text


def test_remark_goes_along(editor, address):
    save(editor, address, website="https://new.example/", _remark="The city has moved its site.")
    assert Proposal.objects.get().remark == "The city has moved its site."


@pytest.mark.parametrize("lets", [False, True])
def test_office_chooses_whether_translations_go_through(client_of, member, address, lets):
    office = member.secretariat
    office.lets_translations_through = lets
    office.save()
    translator = posted(client_of, member, Posting.Role.TRANSLATOR, languages=["ko"])
    save(translator, address, name_ko="수원시")
    assert (Member.objects.get().name_ko == "수원시") is lets
    assert Proposal.objects.exists() is not lets


def test_choice_of_the_office_lets_nothing_else_through(client_of, member, address):
    office = member.secretariat
    office.lets_translations_through = True
    office.save()
    editor = posted(client_of, member, Posting.Role.EDITOR)
    save(editor, address, name_ko="수원시", website="https://new.example/")
    assert Member.objects.get().website == "https://old.example/"
    assert Proposal.objects.exists()
