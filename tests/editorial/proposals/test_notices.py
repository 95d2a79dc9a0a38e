"""Proposals tell whoever may decide, and whoever proposed."""

import pytest

from editorial.outbox.models import Mail
from editorial.proposals.models import Proposal
from secretariats.models import Posting
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

Role = Posting.Role


@pytest.fixture
def member():
    office = SecretariatFactory(lets_translations_through=False)
    return MemberFactory(secretariat=office, name_en="Suwon", website="https://old.example/")


@pytest.fixture
def clients(client_of, member):
    def signed_in(role):
        mail = f"{role}@example.org"
        office = member.secretariat
        return client_of(PostingFactory(secretariat=office, role=role, user__email=mail).user)

    return signed_in(Role.EDITOR), signed_in(Role.PUBLISHER)


def propose(client, member, **data):
    address = f"/admin/members/member/{member.pk}/change/"
    client.post(address, form_data(client.get(address)) | data)


def mails():
    return [(mail.recipient, mail.subject) for mail in Mail.objects.order_by("pk")]


def test_deciders_are_told_once_of_a_proposal_and_its_proposer_of_the_decision(clients, member):
    editor, publisher = clients
    propose(editor, member, website="https://new.example/", _remark="They moved.")
    propose(editor, member, website="https://newer.example/")
    assert mails() == [("publisher@example.org", "Proposed: Suwon")]
    assert "They moved." in Mail.objects.get().text
    address = f"/admin/proposals/{Proposal.objects.get().pk}/"
    publisher.post(address, {"decline": "1", "answer": "The old one works."})
    assert mails()[1:] == [("editor@example.org", "Your proposal: Suwon: declined")]
    assert "The old one works." in Mail.objects.order_by("pk").last().text


def test_who_withdraws_is_told_nothing(clients, member):
    editor, _publisher = clients
    propose(editor, member, website="https://new.example/")
    Mail.objects.all().delete()
    editor.post(f"/admin/proposals/{Proposal.objects.get().pk}/", {"withdraw": "1"})
    assert mails() == []


def test_change_to_many_tells_once(clients, member):
    editor, _publisher = clients
    other = MemberFactory(secretariat=member.secretariat, name_en="Ansan")
    elsewhere = MemberFactory(secretariat=member.secretariat, name_en="Osan")
    from tests.factories.members import ThemeFactory  # made only here

    theme = ThemeFactory()
    seen = ",".join(f"{one.pk}:{one.version}" for one in (member, other, elsewhere))
    sent = {"seen": seen, "add_themes": [theme.pk], "whole": "on"}
    editor.post("/admin/members/member/bulk/", sent)
    assert Proposal.objects.count() == 3
    assert len(mails()) == 1
