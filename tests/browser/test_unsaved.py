"""What is typed into a form outlives a closed tab and a lost session, until it is saved."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from members.models import Member
from secretariats.models import Posting
from tests.browser.databases import apart
from tests.browser.staff import PASSWORD, posted, sign_in

TYPED = "Typed and never saved."


@pytest.fixture
def form(site) -> str:
    return f"/admin/members/member/{apart(Member.objects.get, slug='osan').pk}/change/"


@pytest.fixture
def editor(site):
    return posted(Posting.Role.PUBLISHER, "korea-office")


@pytest.fixture
def page(visit, site, editor):
    page = visit()
    sign_in(page, site, editor)
    return page


def type_into(page: Page, form: str) -> None:
    page.goto(form)
    page.get_by_role("tab", name="English").click()
    page.locator("#id_summary_en").fill(TYPED)
    page.wait_for_function(
        "text => Object.values(localStorage).some(v => v.includes(text))", arg=TYPED
    )


def take_back(page: Page) -> None:
    """Accept what the form offers, and look at it."""
    offer = page.get_by_role("status").filter(has_text="This browser kept what you typed here")
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Restore it in the form").click()
    expect(offer).to_be_hidden()
    expect(page.locator("#id_summary_en")).to_have_value(TYPED)


def test_text_outlives_a_closed_tab(page, form):
    type_into(page, form)
    again = page.context.new_page()
    page.close()
    again.goto(form)
    expect(again.locator("#id_summary_en")).not_to_have_value(TYPED)
    take_back(again)


def test_text_outlives_a_lost_session(page, form, editor):
    type_into(page, form)
    apart(Session.objects.all().delete)
    page.locator("input[name=_save]").click()
    page.locator("input[name=login]").fill(editor.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{form}$"))
    take_back(page)
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert apart(Member.objects.get, slug="osan").summary_en == TYPED


def test_text_that_is_saved_is_offered_no_more(page, form):
    page.goto(form)
    page.get_by_role("tab", name="English").click()
    page.locator("#id_summary_en").fill("Typed and saved.")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(form, wait_until="networkidle")
    expect(page.locator(".unsaved")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))") == []


def test_text_is_offered_until_it_is_forgotten(page, form):
    type_into(page, form)
    page.goto(form)
    page.get_by_role("button", name="Discard what I typed").click()
    page.goto(form, wait_until="networkidle")
    expect(page.locator(".unsaved")).to_be_hidden()


def test_start_page_names_the_form_until_it_is_saved(page, form):
    type_into(page, form)
    page.goto("/admin/")
    kept = page.locator(".start-unsaved")
    expect(kept.get_by_role("heading")).to_have_text("Typed and not saved, kept in this browser")
    kept.get_by_role("link", name="Osan").click()
    take_back(page)
    page.locator("#id_summary_en").fill("Saved in the end.")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto("/admin/", wait_until="networkidle")
    expect(kept).to_be_hidden()


def test_text_of_another_user_is_not_offered(page, form, site):
    type_into(page, form)
    sign_in(page, site, posted(Posting.Role.PUBLISHER, "korea-office"))
    page.goto(form, wait_until="networkidle")
    expect(page.locator(".unsaved")).to_be_hidden()
    page.goto("/admin/", wait_until="networkidle")
    expect(page.locator(".start-unsaved")).to_be_hidden()
