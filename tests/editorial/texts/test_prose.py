import pytest
from django.core.exceptions import ValidationError

from editorial.texts.prose import clean_html
from tests.factories.members import MemberFactory

ALLOWED = (
    "<h2>A</h2><h3>B</h3><p>C<br><strong>D</strong> <em>E</em></p>"
    "<ul><li>F</li></ul><ol><li>G</li></ol><blockquote>H</blockquote>"
)


def test_what_an_editor_can_write_stays():
    assert clean_html(ALLOWED) == ALLOWED


@pytest.mark.parametrize("address", ["https://example.org/", "http://a.b/", "mailto:a@b.org"])
def test_link_stays(address):
    assert f'href="{address}"' in clean_html(f'<a href="{address}">x</a>')


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
    ],
)
def test_unsafe_address_is_gone(address):
    assert "href" not in clean_html(f'<a href="{address}">x</a>')


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>alert(1)</script>a", "a"),
        ('<p onclick="x" style="color:red" class="y" id="z">a</p>', "<p>a</p>"),
        ('<img src="x" onerror="alert(1)">a', "a"),
        ("<svg><script>alert(1)</script></svg>a", "a"),
        ('<iframe src="https://example.org"></iframe>a', "a"),
        ("<style>*{}</style>a", "a"),
        ("<!-- x -->a", "a"),
        ("<h1>a</h1>", "<h2>a</h2>"),
        ("<p>a", "<p>a</p>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("", ""),
    ],
)
def test_everything_else_is_gone(html, left):
    assert clean_html(html) == left


@pytest.mark.parametrize("html", [ALLOWED, "<p>수원 <b>x</b> & <a href='https://a.b'>y</a>", "<<p"])
def test_cleaning_twice_changes_nothing_more(html):
    assert clean_html(clean_html(html)) == clean_html(html)


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["en", "zh_hant", "ko", "ja", "zh_hans"])
def test_text_is_cleaned_in_every_language_when_validated(column):
    member = MemberFactory()
    setattr(member, f"profile_{column}", "<p>a</p><script>b</script>")
    try:
        member.full_clean()
    except ValidationError as error:
        assert error.message_dict == {}
    assert getattr(member, f"profile_{column}") == "<p>a</p>"
