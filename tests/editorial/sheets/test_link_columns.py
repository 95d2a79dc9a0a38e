import pytest
from django.contrib.admin import site
from django.core.exceptions import ValidationError

from editorial.sheets.cells import HIDDEN
from editorial.sheets.link_columns import LinksColumn, PartColumn, split_codes
from members.models import Fact, Member
from tests.factories.members import IndicatorFactory
from tests.factories.secretariats import PostingFactory


@pytest.mark.parametrize("kept", ["a, b", "a,b", "a b", "a；b", "a、b"])
def test_codes_are_split_at_what_people_write_between_them(kept):
    assert split_codes(kept) == ["a", "b"]


def test_no_codes_are_none():
    assert split_codes("") == []


def test_codes_of_both_sides_are_merged():
    column = LinksColumn(Member._meta.get_field("themes"), None, None)
    assert column.merge("air, water", "air, soil", "air") == "air, soil, water"
    assert column.merge("air", "air, soil", "air, soil") == "air"


@pytest.fixture
def answers(rf, db):
    """The column of answers, as somebody sees it whose office asks about plans and about parks."""
    request = rf.get("/admin/members/fact/")
    request.user = PostingFactory().user
    office = request.user.postings.get().secretariat
    for code, names in (("plan", {"yes": "In force"}), ("parks", {"yes": "Some", "no": "None"})):
        indicator = IndicatorFactory(code=code, kind="choice", secretariat=office)
        for answer, name in names.items():
            indicator.choices.create(code=answer, name_en=name)
    theirs = IndicatorFactory(code="theirs", kind="choice").choices.create(code="yes", name_en="No")
    column = PartColumn(Fact._meta.get_field("choice"), site.get_model_admin(Fact), request)
    return column, theirs


@pytest.mark.parametrize(
    ("cell", "beside", "kept"),
    [
        ("yes", "plan", "plan/yes"),
        ("ＹＥＳ", "parks", "parks/yes"),
        ("some", "parks", "parks/yes"),
        (None, "parks", ""),
        (HIDDEN, "parks", HIDDEN),
    ],
)
def test_part_is_read_beside_its_record(answers, cell, beside, kept):
    column, _theirs = answers
    assert column.read_in_row(cell, {"indicator": beside}.get) == kept
    if kept not in ("", HIDDEN):
        column.refuse(kept)
        part = column.field.related_model.objects.get(pk=column.value(kept))
        assert column.kept(part.pk) == kept and column.cell(kept) == part.code


@pytest.mark.parametrize(("cell", "beside"), [("no", "plan"), ("yes", "theirs"), ("yes", "")])
def test_part_of_another_record_is_refused(answers, cell, beside):
    column, theirs = answers
    with pytest.raises(ValidationError, match="There is no choice"):
        column.read_in_row(cell, {"indicator": beside}.get)
    assert column.kept(theirs.pk) == HIDDEN
