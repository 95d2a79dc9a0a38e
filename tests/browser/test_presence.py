"""Two people with the same form open: each is told of the other."""

import pytest
from playwright.sync_api import expect

from members.models import Member
from secretariats.models import Posting
from tests.browser.databases import apart
from tests.browser.staff import posted, sign_in


@pytest.fixture
def form(site) -> str:
    return f"/admin/members/member/{apart(Member.objects.get, slug='suwon').pk}/change/"


@pytest.fixture
def opened(visit, site, form):
    """The form, opened by a new editor of the Korea Office: their page and their name."""

    def by_somebody():
        user = posted(Posting.Role.EDITOR, "korea-office")
        page = visit()
        sign_in(page, site, user)
        page.goto(form, wait_until="networkidle")
        return page, str(user)

    return by_somebody


def test_who_is_alone_is_told_of_nobody(opened):
    page, _name = opened()
    expect(page.locator(".colleagues")).to_be_hidden()


def test_second_is_told_of_the_first(opened):
    _first, name = opened()
    second, own_name = opened()
    notice = second.get_by_role("status").filter(has_text="Others have this form open too")
    expect(notice).to_contain_text(name)
    expect(notice).not_to_contain_text(own_name)


def test_first_is_told_of_the_second_when_they_look_again(opened):
    first, _name = opened()
    _second, name = opened()
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(first.locator(".colleagues")).to_contain_text(name)


def test_who_has_another_form_open_is_not_named(opened):
    first, name = opened()
    first.goto("/admin/members/member/add/")
    expect(first.locator(".colleagues")).to_have_count(0)
    key = apart(Member.objects.get, slug="osan").pk
    second, _own_name = opened()
    second.goto(f"/admin/members/member/{key}/change/", wait_until="networkidle")
    expect(second.locator(".colleagues")).to_be_hidden()
    assert name not in second.content()
