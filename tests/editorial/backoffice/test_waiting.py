import pytest

from editorial.translations.models import TranslationStatus
from secretariats.models import Posting
from tests.factories.members import MemberFactory
from tests.factories.secretariats import AreaFactory, PostingFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

BOARD = "/admin/translations/"
Role = Posting.Role


@pytest.fixture
def member():
    return MemberFactory(
        name_en="Suwon", name_ko="수원", name_ja="水原", name_zh_hant="水原", name_zh_hans="水原"
    )


def sign_in(client, office, role=Role.EDITOR, languages=()):
    posting = PostingFactory(secretariat=office, role=role, languages=list(languages))
    client.force_login(posting.user)
    return posting.user


def waits_since(obj, year: int) -> None:
    """Set back the moment from which work on ``obj`` waits."""
    found = TranslationStatus.objects.filter(
        kind=obj._meta.label_lower, key=obj.pk, since__isnull=False
    )
    found.update(since=f"{year}-01-01T00:00Z")


def start_page(client) -> dict:
    """What the start page says under each heading: blocks, and figures."""
    context = client.get("/admin/").context
    return {str(section.words): parts for section, parts in context["waiting"]}


def test_start_page_names_work_in_ones_languages_the_oldest_first(client, member):
    office = member.secretariat
    young, old = (
        MemberFactory(secretariat=office, name_en=name, name_zh_hans="城")
        for name in ("Young", "Old")
    )
    waits_since(old, 2020)
    waits_since(young, 2024)
    AreaFactory(code="JP", name_en="Japan", name_ko="일본")
    sign_in(client, office, Role.TRANSLATOR, ["ja"])
    (block,) = start_page(client)["To translate"]
    assert [entry.called for entry in block.entries][:2] == ["Old", "Young"]
    assert block.entries[0].note == "日本語: 1 missing (Member)"
    assert block.total == 3  # with the office itself; areas are not a translator's
    assert block.more == f"{BOARD}?state=waiting"


def test_start_page_names_no_work_in_languages_of_other_offices(client):
    here, there = SecretariatFactory(), SecretariatFactory()
    mine = MemberFactory(secretariat=here, name_en="Mine")
    theirs = MemberFactory(secretariat=there, name_en="Theirs")
    user = sign_in(client, here, Role.TRANSLATOR, ["ja"])
    PostingFactory(user=user, secretariat=there, role=Role.TRANSLATOR, languages=["ko"])
    (block,) = start_page(client)["To translate"]
    found = {(entry.called, entry.note.split(":")[0]) for entry in block.entries}
    assert {("Mine", "日本語"), ("Theirs", "한국어")} <= found
    assert not {("Mine", "한국어"), ("Theirs", "日本語")} & found
    assert {mine.secretariat_id, theirs.secretariat_id} == {here.pk, there.pk}


def test_start_page_tells_figures_of_each_language(client, member):
    sign_in(client, member.secretariat)
    sections = client.get("/admin/").context["figures"]
    found = next(kinds for section, kinds in sections if section.words == "Translations")
    korean = next(figures for figures in found if figures.kind == "한국어")
    assert [(str(one.words), one.number) for one in korean.figures] == [
        ("missing", 1),  # the name of the office
        ("stale", 0),
        ("converted, unreviewed", 0),
        ("current", 2),  # the member's and the area's
    ]
