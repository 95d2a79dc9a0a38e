"""What changes about somebody counts from their next request, in the session that they have."""

import pytest

from members.models import Member
from tests.access.asking import Visitor, canaries_in
from tests.access.cast import ROLES, bare

pytestmark = pytest.mark.django_db

ROLE = ROLES["editor of A"]


def reads(world, at: str) -> set[str]:
    """The canaries of the member of an office in its form, for the editor."""
    example = world.example(Member, at)
    answer = Visitor(world, ROLE).ask(example.page("change", example.key))
    return canaries_in(answer) & {*map(bare, example.tokens.values())}


def test_editor_moved_to_another_office_sees_that_and_no_longer_the_first(world):
    assert reads(world, "A")
    assert not reads(world, "B")
    posting = world.users[ROLE.name].postings.get()
    posting.secretariat = world.offices["B"]
    posting.save()
    assert not reads(world, "A")
    assert reads(world, "B")


def test_editor_who_becomes_a_translator_is_one_at_once(world):
    example = world.example(Member, "A")
    address = example.page("change", example.key)
    posting = world.users[ROLE.name].postings.get()
    posting.role, posting.languages = "translator", ["ja"]
    posting.save()
    form = world.clients[ROLE.name].get(address).context["adminform"].form
    assert "name_ja" in form.fields
    assert "name_en" not in form.fields


@pytest.mark.parametrize("switched_off", ["is_active", "is_staff"])
def test_editor_switched_off_is_out_at_once(world, switched_off):
    user = world.users[ROLE.name]
    setattr(user, switched_off, False)
    user.save()
    assert not reads(world, "A")
    assert world.clients[ROLE.name].get("/admin/").status_code == 302
    setattr(user, switched_off, True)


def test_session_ends_where_the_password_was_changed_elsewhere(world):
    assert reads(world, "A")
    user = world.users[ROLE.name]
    user.set_password("another umbrella for the walls")
    user.save()
    assert not reads(world, "A")
    assert world.clients[ROLE.name].get("/admin/").url.startswith("/admin/login/")
