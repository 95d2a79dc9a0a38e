import pytest
from django.contrib.admin import ModelAdmin, site
from django.urls import NoReverseMatch, resolve

from editorial.history.screen import Screen, page_address, page_name
from members.models import Identifier, Member
from secretariats.models import Staff


def test_page_name_says_app_model_and_page():
    assert page_name(Member, "change") == "members_member_change"


def test_page_address_leads_to_pages_of_ours_as_to_djangos():
    assert page_address(Member, "change", 7) == "/admin/members/member/7/change/"
    assert page_address(Member, "version", 7, "membership", 3) == (
        "/admin/members/member/7/history/membership/3/"
    )
    assert page_address(Staff, "sign_out", 7) == "/admin/secretariats/staff/7/sign-out/"


def test_page_address_of_rows_is_none():
    with pytest.raises(NoReverseMatch):
        page_address(Identifier, "change", 7)


@pytest.mark.parametrize("screen", site._registry.values(), ids=lambda screen: screen.opts.label)
def test_each_page_of_a_screen_has_one_name_and_an_address_of_its_own(screen):
    pages = list(screen.pages())
    assert len({page.name for page in pages}) == len({page.route for page in pages}) == len(pages)
    named = {pattern.name for pattern in screen.get_urls()}
    assert {page_name(screen.model, page.name) for page in pages} <= named


@pytest.mark.parametrize("screen", site._registry.values(), ids=lambda screen: screen.opts.label)
def test_each_screen_and_its_rows_answer_what_a_screen_is_asked(screen):
    rows = [inline(screen.model, site) for inline in screen.inlines]
    assert all(isinstance(one, Screen) for one in (screen, *rows))


def test_a_screen_of_djangos_own_answers_less():
    assert not isinstance(ModelAdmin(Member, site), Screen)


def test_pages_go_before_those_of_djangos_admin():
    address = page_address(Member, "deleted")
    assert resolve(address).url_name == "members_member_deleted"
