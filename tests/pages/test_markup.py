import re

import pytest

from editorial.languages import LANGUAGES
from secretariats.models import Posting, Secretariat
from tests import sample
from tests.factories.secretariats import PostingFactory
from tests.markup import faults

#: How Django 6.1 says in its own template that the back office has a dark look.
COLOUR_SCHEME = '<meta name="color-scheme" content="light dark" />'
#: Helps that it names: one that its script for dates makes, where the reader's time zone is
#: another, and that of ticks in a group, for which it has no id.
NAMED_BY_DJANGO = re.compile(r"aria-describedby names ([\w-]+_timezone_warning)?_helptext,")


def faults_of_screen(html: str) -> list[str]:
    """Without what Django 6.1 does its own way and 5.2 did not."""
    found = faults(html.replace(COLOUR_SCHEME, ""))
    return [fault for fault in found if not NAMED_BY_DJANGO.match(fault)]


@pytest.mark.parametrize("kind", sample.PAGES)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_page_is_well_made(whole_sample, db, client, language, kind):
    response = client.get(f"/{language.code}/{sample.PAGES[kind]}")
    assert response.status_code == (404 if kind == "not-found" else 200)
    assert faults(response.text) == []


@pytest.mark.parametrize("screen", sample.SCREENS)
def test_screen_is_well_made(whole_sample, db, client_of, screen):
    east_asia = Secretariat.objects.get(slug="east-asia")
    user = PostingFactory(role=Posting.Role.REGIONAL, secretariat=east_asia).user
    response = client_of(user).get(sample.screens()[screen])
    assert response.status_code == 200
    assert faults_of_screen(response.text) == []


def test_form_with_errors_is_well_made(whole_sample, db, client_of):
    user = PostingFactory(role=Posting.Role.REGIONAL, secretariat=Secretariat.objects.first()).user
    rows = {"memberships": 0, "facts": 0}
    sent = {f"{name}-{part}_FORMS": n for name, n in rows.items() for part in ("TOTAL", "INITIAL")}
    response = client_of(user).post("/admin/members/member/add/", sent)
    assert "errornote" in response.text
    assert faults_of_screen(response.text) == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p>One<p>Two</p>", "line 1: <p> inside <p>"),
        ("<p><ul><li>One</li></ul></p>", "line 1: <ul> inside <p>"),
        ("<div><span>One</div></span>", "line 1: </div> closes something else"),
        ("<section>", "<section> is never closed"),
        ("<ul><div>One</div></ul>", "line 1: <div> right inside <ul>"),
        ("<ul>One</ul>", "line 1: words right inside <ul>: One"),
        ('<b id="a">One</b><b id="a">Two</b>', "id a 2 times"),
        ('<label for="a">One</label>', "for names a, which is not there"),
        ('<a href="#a">One</a>', "href names a, which is not there"),
        ("<h3>One</h3>", "line 1: <h3> after <h1>"),
        ("<h1>One</h1>", "2 h1"),
        ('<img src="a.png">', "line 1: <img> has no alt"),
        ('<p lang="zh-CN">One</p>', "line 1: <p> has lang zh-CN"),
        ('<p class="a" class="b">One</p>', "line 1: <p> has class twice"),
        ('<p style="color:red">One</p>', "line 1: <p> has style"),
        ('<p onclick="one()">One</p>', "line 1: <p> has onclick"),
        ("<script>one()</script>", "line 1: <script> is a script of its own"),
        ('<a href="/"><button>One</button></a>', "line 1: <button> inside <a>"),
        ('<select><option value=""></option></select>', "line 1: <option> without words"),
        ("<div/>", "line 1: <div/> closes itself"),
    ],
)
def test_fault_is_found(html, fault):
    assert fault in faults(f"<h1>Page</h1>{html}")


def test_faultless_page_has_no_fault():
    page = '<h1>Page</h1><svg><path d="M0 0"/></svg><ul><li><a href="/">One</a></li></ul><br>'
    assert faults(page) == []
