"""To which office a record belongs; the ground itself knows no kind of office."""

from pathlib import Path

import pytest

from editorial.records.scope import office_key, office_model, office_of, row_link, visible
from members.models import Fact, Theme
from secretariats.models import Area, Secretariat
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.secretariats import SecretariatFactory

GROUND = Path(__file__).parents[3] / "editorial"


def test_ground_names_no_office():
    """Which model offices are is told by OFFICE_MODEL, how a record belongs to one by its path."""
    sources = [path for path in GROUND.rglob("*.py") if "migrations" not in path.parts]
    texts = {path: path.read_text(encoding="utf-8").lower() for path in sources}
    assert len(sources) > 100
    assert [path for path, text in texts.items() if "secretariat" in text] == []


def test_office_model_is_the_declared_one():
    assert office_model() is Secretariat


@pytest.mark.django_db
def test_record_row_and_office_tell_their_office():
    member = MemberFactory()
    fact = Fact(member=member)
    assert office_of(member) == office_of(fact) == member.secretariat
    assert office_of(member.secretariat) == member.secretariat
    assert office_of(ThemeFactory()) is None


@pytest.mark.django_db
def test_key_is_told_of_a_record_that_names_its_office_itself():
    member = MemberFactory()
    assert office_key(member) == member.secretariat_id
    assert [office_key(one) for one in (member.secretariat, Fact(member=member), Theme())] == [
        *(None, None, None),
    ]


@pytest.mark.django_db
def test_visible_asks_the_scope_where_there_is_one(django_user_model):
    SecretariatFactory()
    nobody = django_user_model.objects.create_user("nobody", is_staff=True)
    assert not visible(Secretariat, nobody).exists()
    assert visible(django_user_model, nobody).exists()


def test_rows_belong_to_the_record_that_has_a_screen():
    assert row_link(Fact).name == "member"
    assert Area.office_path == ""
