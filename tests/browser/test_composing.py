"""Names suggested while an input method composes a syllable, which may stay open for good.

The names are not those of the list of inputs: 대구, 부산 and 京都.
"""

import re

import pytest
from playwright.sync_api import Page, expect


class InputMethod:
    """What an input method does to the field that has the focus, by Chromium's own protocol."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def compose(self, text: str) -> None:
        """Show ``text`` as what is being composed."""
        ends = {"selectionStart": len(text), "selectionEnd": len(text)}
        self.session.send("Input.imeSetComposition", {"text": text, **ends})

    def commit(self, text: str) -> None:
        self.session.send("Input.insertText", {"text": text})

    def press(self, key: str) -> None:
        """A key that the input method takes for itself, as the page gets to know of it."""
        told = {"key": key, "code": key, "windowsVirtualKeyCode": 229}
        for kind in ("rawKeyDown", "keyUp"):
            self.session.send("Input.dispatchKeyEvent", {"type": kind, **told})


@pytest.fixture
def field(page):
    page.goto("/en/members/")
    field = page.get_by_role("combobox", name="Name, in any language or script")
    field.focus()
    return field


@pytest.fixture
def method(page, field) -> InputMethod:
    return InputMethod(page)


@pytest.fixture
def shown(page) -> list[int]:
    """How many names were offered, each time that changed."""
    counts: list[int] = []
    page.expose_function("tell_names", lambda count: counts.append(count))
    page.evaluate(
        """() => new MutationObserver(() => {
            const popup = document.querySelector('.directory .suggest-list');
            tell_names(popup.hidden ? 0 : popup.querySelectorAll('[role=option]').length);
        }).observe(document.querySelector('.directory .suggest'),
            { attributes: true, attributeFilter: ['hidden'], childList: true, subtree: true })"""
    )
    return counts


def options(page):
    return page.locator(".directory [role=option]")


def test_name_is_offered_before_its_last_syllable_is_committed(page, method):
    method.compose("대")
    method.commit("대")
    method.compose("구")
    expect(options(page)).to_contain_text(["대구 – Daegu"])


def test_name_in_kana_is_offered_while_it_is_composed(page, method):
    method.compose("きょうと")
    expect(options(page)).to_contain_text(["Kyoto"])


def test_names_stay_while_a_syllable_is_incomplete(page, method, shown):
    method.commit("부")
    expect(options(page)).to_contain_text(["부산 – Busan"])
    del shown[:]
    for part in ("ㅅ", "ㅆ", "쑈"):
        with page.expect_response(re.compile("/suggest/")):
            method.compose(part)
    method.compose("산")
    expect(options(page)).to_have_text(["부산 – BusanSouth Korea"])
    assert 0 not in shown


def test_names_go_once_what_fits_none_is_committed(page, method):
    method.commit("부")
    expect(options(page)).to_contain_text(["부산 – Busan"])
    method.compose("쀍")
    method.commit("쀍")
    expect(options(page)).to_have_count(0)
    expect(page.locator(".directory .suggest [role=status]")).to_have_text(
        "No member has a name like this."
    )


@pytest.mark.parametrize("key", ["ArrowDown", "ArrowUp", "Enter", "Escape"])
def test_keys_of_an_input_method_are_its_own(page, field, method, key):
    method.compose("대구")
    expect(options(page)).to_contain_text(["대구 – Daegu"])
    method.press(key)
    expect(page.locator(".directory [aria-selected=true]")).to_have_count(0)
    expect(options(page)).to_contain_text(["대구 – Daegu"])
    expect(page).to_have_url(re.compile("/en/members/$"))


def test_keys_choose_once_the_name_is_committed(page, field, method):
    method.compose("대구")
    method.commit("대구")
    expect(options(page)).to_contain_text(["대구 – Daegu"])
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/en/members/daegu/$"))
