"""An import tells of what its user may not see no more than that it cannot be stored."""

import pytest

from tests.editorial.sheets.sheeting import add, exported, previewed, row_of, signed_in
from tests.factories.members import MemberFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

GONE = "This record no longer exists"


@pytest.mark.parametrize("version", [1, 7, "1"])
def test_hidden_record_and_one_that_is_gone_are_answered_alike(client, version):
    office = SecretariatFactory()
    MemberFactory(slug="hidden", status="draft")
    signed_in(client, office)
    book = exported(client)
    for slug in ("hidden", "nowhere"):
        book = add(book, slug=slug, version=version, name_en="Mine")
    made = previewed(client, book)
    told = {slug: row_of(made, slug).errors for slug in ("hidden", "nowhere")}
    assert GONE in told["hidden"][0][1]
    assert told["hidden"] == told["nowhere"]


def test_new_record_of_a_taken_address_is_told_that_alone(client):
    office = SecretariatFactory()
    MemberFactory(slug="hidden", status="draft")
    signed_in(client, office)
    made = previewed(client, add(exported(client), slug="hidden", name_en="Mine"))
    assert row_of(made, "hidden").errors == [["slug", "“hidden” is taken. Choose another."]]
