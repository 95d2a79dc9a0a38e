"""Pages under the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.sample import PAGES

#: Numbers all that Tab should reach, in the order of the page, and gives the last number.
NUMBER_STOPS = """() => {
  const stops = "a[href], button, input, select, summary, textarea, [tabindex='0']";
  const reachable = [...document.querySelectorAll(stops)]
    .filter(stop => stop.tabIndex >= 0 && stop.checkVisibility());
  reachable.forEach((stop, index) => { stop.dataset.stop = index + 1; });
  return reachable.length;
}"""

WHERE = "() => Number(document.activeElement.dataset.stop)"
#: A field for a day is one stop for us, and for a browser several: year, month, day, calendar.
INNER_STOPS = 4

#: Where the focus is, and what is wrong there: not to be seen, or under something else.
LOOK_AT_STOP = """() => {
  const stop = document.activeElement;
  const around = [stop, ...stop.children];
  for (let one = stop; one.parentElement; one = one.parentElement) around.push(one.parentElement);
  const look = () => around.map(one => {
    const {outlineStyle, outlineWidth, stroke, strokeWidth} = getComputedStyle(one);
    return [outlineStyle, outlineWidth, stroke, strokeWidth].join();
  }).join();
  const {left, top, width, height} = (stop.querySelector("circle") ?? stop).getClientRects()[0];
  const over = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) =>
    document.elementFromPoint(left + width * x, top + height * y) ?? document);
  const focused = look();
  stop.blur();
  const isSeen = look() !== focused;
  stop.focus({preventScroll: true});
  const isCovered = !over.some(one => stop.contains(one) || stop.labels?.[0]?.contains(one));
  return [Number(stop.dataset.stop), isSeen, isCovered];
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "kind", ["home", "directory-filtered", "city", "compare", "news", "search"]
)
def test_tab_reaches_all_in_order_and_is_seen(visit, kind, width):
    page = visit(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(f"/ko/{PAGES[kind]}")
    stops = page.evaluate(NUMBER_STOPS)
    found: list[list] = []
    for _ in range(stops + INNER_STOPS):
        page.keyboard.press("Tab")
        if not found or page.evaluate(WHERE) != found[-1][0]:
            found.append(page.evaluate(LOOK_AT_STOP))
        if len(found) == stops:
            break
    assert found == [[stop + 1, True, False] for stop in range(stops)]


@pytest.mark.parametrize("kind", ["home", "city", "not-found"])
def test_skip_link_comes_first_and_leads_past_the_menu(visit, kind):
    page = visit(expecting=404)
    page.goto(f"/en/{PAGES[kind]}")
    page.keyboard.press("Tab")
    expect(page.locator("body > .skip-link")).to_be_focused()
    expect(page.locator("body > .skip-link")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("popover", ["menu", "directory-filters"])
def test_popover_opens_and_closes_where_the_reader_was(visit, popover):
    page = visit(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page.goto("/en/members/")
    opener = page.locator(f"[popovertarget={popover}]:visible")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{popover}")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(f"#{popover}")).to_be_hidden()
    expect(opener).to_be_focused()
