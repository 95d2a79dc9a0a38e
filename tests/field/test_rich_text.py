"""Nothing of a text goes without a word, whichever way it comes in: field inputs, letter F."""

import re

import pytest
from django.utils import translation

from editorial.history.left_out import LEAVE
from iclei.sample.loader import LoadingError, refuse_losses
from members.models import Member
from news.models import Article
from secretariats.models import Posting
from tests.editorial.exchange.test_plan import (
    downloaded,
    edited,
    outcomes,
    taken_over,
    translated,
    uploaded,
    words_of,
)
from tests.editorial.sheets.sheeting import (
    apply,
    exported,
    previewed,
    row_of,
    signed_in,
    write,
)
from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory
from tests.iclei.sample.test_loader import row
from tests.members.admin.test_members import change_url, form_data

pytestmark = pytest.mark.django_db

ROWS = "<tr><td>09:00</td><td>Opening</td></tr><tr><td>10:30</td><td>Tea</td></tr>"
TABLE = f"<table><tbody>{ROWS}</tbody></table>"
AS_PASTED = [
    (f"<table border=1 class=MsoTableGrid><tr height=20>{ROWS[4:]}</table>", TABLE),
    (f"<google-sheets-html-origin><table><colgroup><col></colgroup>{ROWS}</table>", TABLE),
    ("09:00\tOpening\n10:30\tTea", TABLE),
    ("09:00 | Opening\n10:30 | Tea", "<p>09:00 | Opening</p><p>10:30 | Tea</p>"),
    (
        "<div>CO<sub>2</sub></div><div>m<sup>2</sup></div>",
        "<p>CO<sub>2</sub></p><p>m<sup>2</sup></p>",
    ),
    ("<h1>Plan</h1><p><strike>2026</strike></p>", "<h2>Plan</h2><p><s>2026</s></p>"),
]
LOST = [
    ("<p>a<img alt='Stream' src='data:image/png;base64,AA'></p>", "a picture: “Stream”"),
    ("<p>a</p><iframe src='https://player.example/7'></iframe>", "content from player.example"),
    ("<p>a<a href='vbscript:x'>link</a></p>", "the link “link”: vbscript:x"),
]


@pytest.fixture
def member():
    return MemberFactory(slug="osan", name_en="Osan")


@pytest.fixture
def editor(client, member):
    return signed_in(client, member.secretariat)


def sent(client, member, **values):
    data = form_data(client.get(change_url(member)))
    return client.post(change_url(member), data | values)


def stored(member) -> str:
    return Member.objects.get(pk=member.pk).profile_en


@pytest.mark.parametrize(("pasted", "kept"), AS_PASTED)
def test_form_keeps_what_is_meant(client, editor, member, pasted, kept):
    assert sent(client, member, profile_en=pasted).status_code == 302
    assert stored(member) == kept


@pytest.mark.parametrize(("html", "words"), LOST)
def test_form_names_what_is_lost_and_stores_it_once_agreed(client, editor, member, html, words):
    page = sent(client, member, profile_en=html).content.decode()
    assert words in page
    assert stored(member) == ""
    assert 'name="profile_en"' in page and "&lt;p&gt;a" in page  # with what was typed in it
    box = re.search(rf'name="(profile_en-{LEAVE})" value="(\w+)"', page)
    again = sent(client, member, profile_en=html + "<script>1</script>", **{box[1]: box[2]})
    assert "a script" in again.content.decode()  # the box was ticked for something else
    assert sent(client, member, profile_en=html, **{box[1]: box[2]}).status_code == 302
    assert stored(member).startswith("<p>a")
    assert "img" not in stored(member) and "iframe" not in stored(member)


def test_form_asks_in_the_language_of_its_reader(client, member):
    user = PostingFactory(secretariat=member.secretariat, user__interface_language="ko").user
    client.force_login(user)
    page = sent(client, member, profile_en="<img alt='Stream'>").content.decode()
    assert "그림: “Stream”" in page
    assert "a picture" not in page


def test_form_that_comes_back_from_the_editor_is_no_edit(client, editor, member):
    Member.objects.filter(pk=member.pk).update(profile_en=TABLE)
    before = Member.objects.get(pk=member.pk).version
    as_edited = re.sub(r"<td>(.*?)</td>", r'<td colspan="1"><p>\1</p></td>', TABLE)
    assert sent(client, member, profile_en=as_edited).status_code == 302
    assert Member.objects.get(pk=member.pk).version == before


@pytest.mark.parametrize(("pasted", "kept"), AS_PASTED)
def test_sheet_keeps_what_is_meant(client, editor, member, pasted, kept):
    made = previewed(client, write(exported(client), "osan", profile_en=pasted))
    assert row_of(made, "osan").doubts == []
    apply(client, made)
    assert stored(member) == kept


@pytest.mark.parametrize(("html", "words"), LOST)
def test_sheet_names_what_is_lost_in_its_preview(client, editor, member, html, words):
    made = previewed(client, write(exported(client), "osan", profile_en=html))
    assert words in row_of(made, "osan").doubts[0][1]


@pytest.mark.parametrize(("html", "words"), LOST)
def test_file_of_translators_names_what_is_lost(client, html, words):
    story = ArticleFactory(title_en="A", body_en="<p>Programme</p>", body_ja="")
    posting = PostingFactory(
        secretariat=story.secretariat, role=Posting.Role.TRANSLATOR, languages=["ja"]
    )
    client.force_login(posting.user)
    content = downloaded(client, kinds=("news.article",))
    response = uploaded(client, edited(content, translated({"/body_ja": html + TABLE})))
    assert outcomes(response)[f"{story.pk}/body_ja"] == "new"
    assert words in words_of(response)
    taken_over(client, response)
    assert TABLE in Article.objects.get(pk=story.pk).body_ja


def test_record_keeps_what_is_meant_from_the_shell(member):
    member.profile_en = AS_PASTED[0][0]
    member.full_clean()
    assert member.profile_en == TABLE


def test_loader_refuses_what_would_be_lost(member):
    with translation.override("en"), pytest.raises(LoadingError, match="a picture: “Stream”"):
        refuse_losses(member, row(Member, "osan", profile_en=LOST[0][0]))


@pytest.mark.parametrize("path", ["/en/news/{}/", "/en/news/feed/"])
def test_reader_gets_the_table(client, path):
    story = ArticleFactory(slug="tea", title_en="Tea", body_en=f"<p>a</p>{TABLE}")
    page = client.get(path.format(story.slug)).content.decode()
    assert "<td>10:30</td>" in page or "&lt;td&gt;10:30&lt;/td&gt;" in page
