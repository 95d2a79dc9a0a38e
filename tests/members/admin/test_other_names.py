"""The screen of other names: its list, and its sheets."""

import pytest

from editorial.finding.models import SearchName
from members.models import Member, OtherName
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import (
    add,
    apply,
    errors,
    exported,
    outcomes,
    previewed,
    rows_of,
    signed_in,
    undo,
    write,
)
from tests.factories.members import MemberFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LIST = "/admin/members/othername/"


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def suwon(office) -> Member:
    return MemberFactory(slug="suwon", name_en="Suwon", secretariat=office)


@pytest.fixture
def editor(client, office):
    signed_in(client, office, Posting.Role.PUBLISHER)
    return client


def other(member: Member, name: str, kind: str = "former", language: str = "ko") -> OtherName:
    return OtherName.objects.create(member=member, name=name, kind=kind, language=language)


def listed(client, **query: str) -> set[OtherName]:
    response = client.get(LIST, query)
    assert [str(found) for found in response.context["messages"]] == []
    return {*response.context["cl"].queryset}


def test_list_narrows_to_kind_language_and_what_is_searched(editor, suwon, office):
    old, part = other(suwon, "화성"), other(suwon, "Taejang", "part_merged", "en")
    other(MemberFactory(), "화성")  # of an office that is not ours
    assert listed(editor) == {old, part}
    assert listed(editor, kind__exact="former") == {old}
    assert listed(editor, language__exact="en") == {part}
    assert listed(editor, q="taej") == {part}
    assert listed(editor, q="Suwon") == {old, part}


def test_name_has_its_language(editor, suwon):
    other(suwon, "화성")
    assert '<span lang="ko">화성</span>' in editor.get(LIST).text


def test_names_go_out_come_back_found_and_are_undone(editor, suwon):
    row = other(suwon, "화성")
    book = exported(editor, where=LIST)
    (only,) = rows_of(book)
    assert (only["member"], only["name"], only["kind"]) == ("suwon", "화성", "former")
    write(book, str(row.pk), until="1796")
    add(book, member="suwon", name="水原", language="ja", kind="script_variant", certainty="seen")
    made = previewed(editor, book, where=LIST)
    assert sorted(outcomes(made).values()) == ["changed", "new"]
    assert not SearchName.objects.filter(name="水原").exists(), "a preview stores nothing"
    apply(editor, made, where=LIST)
    row.refresh_from_db()
    assert row.until == "1796" and SearchName.objects.filter(name="水原").exists()
    undo(editor, made, where=LIST)
    row.refresh_from_db()
    assert (row.until, OtherName.objects.count()) == ("", 1)
    assert not SearchName.objects.filter(name="水原").exists()


def test_name_that_stands_in_two_rows_is_refused(editor, suwon):
    book = exported(editor, where=LIST)
    for _ in range(2):
        add(book, member="suwon", name="화성", language="ko", kind="former", certainty="seen")
    made = previewed(editor, book, where=LIST)
    assert sorted(outcomes(made).values()) == ["error", "new"]
    assert errors(made) == ["This name is there already."]


def test_day_that_is_none_is_named(editor, suwon):
    book = add(exported(editor, where=LIST), member="suwon", name="화성", language="ko")
    add(book, member="suwon", name="수성", language="ko", kind="former", until="yesterday")
    told = " ".join(errors(previewed(editor, book, where=LIST)))
    assert "Year, month or day, such as 2014" in told and "kind" not in told.casefold()


@pytest.mark.parametrize("role", [Posting.Role.TRANSLATOR])
def test_translator_only_looks(client, office, suwon, role):
    row = other(suwon, "화성")
    signed_in(client, office, role)
    assert listed(client) == {row}
    assert client.post(f"{LIST}import/").status_code == 403
