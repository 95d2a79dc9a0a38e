import pytest

from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/news/article/add/"


@pytest.fixture
def editor(client):
    user = PostingFactory().user
    client.force_login(user)
    return user


def initial(client, **sent):
    return client.get(ADD, sent).context["adminform"].form.initial


def test_what_fits_is_filled_in(client, editor):
    office = editor.postings.get().secretariat
    mine = MemberFactory(secretariat=office)
    found = initial(client, members=str(mine.pk), title_en="Suwon", publish_at="2027-05-20 10:00")
    assert found["members"] == [str(mine.pk)]
    assert found["title_en"] == "Suwon"
    assert found["publish_at"].year == 2027


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("members", "x"),
        ("members", "1,\0"),
        ("secretariat", "9" * 21),
        ("kind", "gossip"),
        ("publish_at", "2027-13-45"),
        ("title_en", "a\0b"),
        ("no_field", "x"),
    ],
)
def test_what_does_not_fit_is_left_out(client, editor, name, value):
    assert initial(client, **{name: value}).get(name) != value
    assert name == "secretariat" or name not in initial(client, **{name: value})


def test_record_beyond_the_users_scope_is_left_out(client, editor):
    assert "members" not in initial(client, members=str(MemberFactory().pk))
