import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.translations.models import TranslationStatus
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import FactFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import (
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

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


def names(client, **wanted) -> list[str]:
    """The records on the first page of the board, but for the office itself and areas."""
    page = client.get(BOARD, wanted).context["page"]
    kinds = ("Secretariat", "Area")
    return [str(row.known_as) for row in page if row.kind not in kinds]


def cells(client, name: str, **wanted) -> list[str]:
    """What the board says of a record, language by language."""
    page = client.get(BOARD, wanted).context["page"]
    row = next(row for row in page if str(row.known_as) == name)
    return [", ".join(map(str, cell.states)) for cell in row.cells]


def make_stale(member, **texts):
    for name, value in texts.items():
        setattr(member, name, value)
    member.save()


def waits_since(obj, year: int) -> None:
    """Set back the moment from which work on ``obj`` waits."""
    found = TranslationStatus.objects.filter(
        kind=obj._meta.label_lower, key=obj.pk, since__isnull=False
    )
    found.update(since=f"{year}-01-01T00:00Z")


def test_board_shows_every_kind_and_rows_too(client, member):
    office = member.secretariat
    FactFactory(member=member, indicator__name_en="Green", wording_en="Parks")
    PersonFactory(secretariat=office, name_en="Desk")
    ArticleFactory(secretariat=office, title_en="A prize")
    ThemeFactory(name_en="Resilient")
    sign_in(client, office)
    page = client.get(BOARD).context["page"]
    found = {(row.kind, str(row.known_as)) for row in page}
    assert found == {
        ("Area", "South Korea"),
        ("Secretariat", str(office)),
        ("Member", "Suwon"),
        ("Fact", "Parks"),
        ("Indicator", "Green"),
        ("Person", "Desk"),
        ("Article", "A prize"),
        ("Theme", "Resilient"),
    }
    assert str(next(row for row in page if row.kind == "Fact").belongs_to) == "Suwon"


def test_board_shows_no_other_office(client, member):
    MemberFactory(name_en="Gangneung")
    sign_in(client, member.secretariat)
    response = client.get(BOARD)
    assert "Gangneung" not in response.content.decode()
    totals = response.context["totals"]
    assert sum(figure.number for total in totals for figure in total.figures) == sum(
        standing.missing + standing.current
        for standing in TranslationStatus.objects.filter(kind="members.member", key=member.pk)
        | TranslationStatus.objects.filter(
            kind="secretariats.secretariat", key=member.secretariat_id
        )
        | TranslationStatus.objects.filter(kind="secretariats.area")
    )


def test_board_refuses_staff_without_a_posting(client):
    client.force_login(UserFactory())
    assert client.get(BOARD).status_code == 403


def test_board_refuses_a_visitor(client):
    assert client.get(BOARD).url.startswith("/admin/login/")


def test_cells_tell_states_and_how_many_texts_are_in_them(client, member):
    make_stale(member, summary_en="A city.", summary_ja="都市。", leader_title_en="Mayor")
    make_stale(member, summary_en="A great city.")
    sign_in(client, member.secretariat)
    assert cells(client, "Suwon") == [
        "source",
        "2 missing",
        "2 missing",
        "1 missing, 1 stale",
        "2 missing",
    ]


def test_cell_without_work_says_so(client, member):
    sign_in(client, member.secretariat)
    assert cells(client, "Suwon")[1:] == ["current"] * 4


def test_cell_leads_to_the_view_of_its_language_and_keeps_the_filter(client, member):
    sign_in(client, member.secretariat)
    page = client.get(BOARD, {"kind": "members.member", "language": "ja"}).context["page"]
    (row,) = page
    where = f"{BOARD}members.member/{member.pk}/ja/?kind=members.member&language=ja"
    assert row.cells[3].where == where
    assert client.get(where).status_code == 200


def test_what_waits_longest_stands_first(client, member):
    office = member.secretariat
    young, old = (MemberFactory(secretariat=office, name_en=name) for name in ("Young", "Old"))
    waits_since(young, 2024)
    waits_since(old, 2020)
    sign_in(client, office)
    assert names(client) == ["Old", "Young", "Suwon"]


def test_languages_of_a_translator_are_chosen_and_decide_the_order(client, member):
    office = member.secretariat
    other = MemberFactory(secretariat=office, name_en="Other", name_ja="他")
    waits_since(other, 2019)
    mine = MemberFactory(secretariat=office, name_en="Mine", name_ko="내")
    waits_since(mine, 2024)
    sign_in(client, office, Role.TRANSLATOR, ["ja"])
    response = client.get(BOARD)
    assert response.context["form"].data.getlist("language") == ["ja"]
    assert names(client) == ["Mine", "Suwon", "Other"]
    assert names(client, language="ko") == ["Other", "Suwon", "Mine"]


def test_what_the_user_may_not_change_stands_behind_what_they_may(client, member):
    theme = ThemeFactory(name_en="Old theme")
    waits_since(theme, 2010)
    MemberFactory(secretariat=member.secretariat, name_en="Waiting")
    sign_in(client, member.secretariat)
    assert names(client) == ["Waiting", "Old theme", "Suwon"]


def test_filters_narrow_the_board(client, member):
    office = member.secretariat
    make_stale(member, summary_en="A city.", summary_ja="都市。")
    make_stale(member, summary_en="A great city.")
    child = SecretariatFactory(parent=office, name_en="Child")
    MemberFactory(secretariat=child, name_en="Yeosu")
    ArticleFactory(secretariat=office, title_en="A prize")
    sign_in(client, office)
    assert names(client, kind="news.article") == ["A prize"]
    assert names(client, office=child.pk) == ["Yeosu"]
    assert names(client, state="stale") == ["Suwon"]
    assert names(client, state="stale", language="ko") == []
    assert names(client, state="missing", language="ja", kind="members.member") == ["Yeosu"]
    assert set(names(client, state="waiting", language="ja")) == {"Suwon", "Yeosu", "A prize"}
    assert names(client, state="current", language="en") == []


def test_board_is_searched_by_names_of_any_script(client, member):
    FactFactory(member=member, wording_en="Parks")
    PersonFactory(secretariat=member.secretariat, name_en="Desk", name_ko="수원 담당")
    MemberFactory(secretariat=member.secretariat, name_en="Yeosu", summary_en="Near Suwon.")
    sign_in(client, member.secretariat)
    assert set(names(client, q="수원")) == {"Suwon", "Parks", "Desk"}
    assert names(client, q="ＳＵＷＯＮ", kind="members.member") == ["Suwon"]
    assert names(client, q="parks suwon") == ["Parks"]


def test_filter_that_is_not_understood_is_not_applied_and_says_so(client, member):
    sign_in(client, member.secretariat)
    wanted = {"state": "x", "kind": "y", "office": "z", "language": "fr", "p": "w", "q": "a" * 300}
    response = client.get(BOARD, wanted)
    assert set(response.context["form"].errors) == {"state", "kind", "office", "language", "q"}
    assert "Suwon" in response.content.decode()


def test_filter_by_an_office_of_others_is_no_way_to_see_it(client, member):
    stranger = MemberFactory(name_en="Gangneung")
    sign_in(client, member.secretariat)
    response = client.get(BOARD, {"office": stranger.secretariat_id})
    assert set(response.context["form"].errors) == {"office"}
    assert str(stranger.secretariat) not in response.content.decode()


def test_totals_count_texts_of_what_the_filter_leaves(client, member):
    make_stale(member, summary_en="A city.", summary_ja="都市。")
    make_stale(member, summary_en="A great city.")
    ArticleFactory(secretariat=member.secretariat, title_en="A prize")
    sign_in(client, member.secretariat)
    totals = client.get(BOARD, {"kind": "members.member", "state": "stale"}).context["totals"]
    japanese = next(total for total in totals if total.language.code == "ja")
    assert {str(state): count for state, count in japanese.counts.items()} == {
        "missing": 0,
        "stale": 1,
        "converted": 0,
        "current": 1,
    }


def test_deleted_record_is_gone_from_the_board(client, member):
    person = PersonFactory(secretariat=member.secretariat, name_en="Desk")
    person.delete()
    sign_in(client, member.secretariat)
    assert "Desk" not in client.get(BOARD).content.decode()


def test_board_asks_as_much_for_a_thousand_rows_as_for_ten(client, member):
    office = member.secretariat
    many(office, 10)
    sign_in(client, office)
    few = queries(client)
    many(office, 1000)
    assert queries(client) == few
    assert client.get(BOARD).context["page"].paginator.count > 1000


def many(office, number: int) -> None:
    """Articles and how they stand, in bulk, past ``save()``."""
    made = ArticleFactory.build_batch(number, secretariat=office)
    model = type(made[0])
    model.objects.bulk_create(made)
    TranslationStatus.objects.bulk_create(
        TranslationStatus(
            kind="news.article",
            key=article.pk,
            language=code,
            worst="source" if code == "en" else "missing",
            missing=code != "en",
            since=None if code == "en" else "2026-01-01T00:00Z",
        )
        for article in made
        for code in ("en", "zh-hant", "ko", "ja", "zh-hans")
    )


def queries(client) -> int:
    wanted = {"kind": "news.article"}
    client.get(BOARD, wanted)
    with CaptureQueriesContext(connection) as asked:
        client.get(BOARD, wanted)
    return len(asked)


def test_everybody_with_a_posting_is_led_to_the_board(client, member):
    sign_in(client, member.secretariat)
    assert f'href="{BOARD}"' in client.get("/admin/members/member/").content.decode()
