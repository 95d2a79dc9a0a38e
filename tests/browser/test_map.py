"""The map in a browser: by keyboard, by pointer, on phones, and whole without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.speaking import in_two_languages

LEAST_TARGET = 24  # CSS px, WCAG 2.2, 2.5.8

#: Of all dots in sight, the least distance between the middles of two.
LEAST_APART = """() => {
  const middles = [...document.querySelectorAll(".map-sheet a")].map(dot => {
    const {left, top, width, height} = dot.querySelector("circle").getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  });
  return Math.min(...middles.flatMap(([x, y], at) =>
    middles.slice(at + 1).map(([otherX, otherY]) => Math.hypot(x - otherX, y - otherY))));
}"""


def view_box(sheet) -> list[float]:
    return [float(part) for part in sheet.locator("> svg").get_attribute("viewBox").split()]


@pytest.fixture
def sheet(visit):
    """The sheet of Korea, at once where it is moved to."""
    page = visit(reduced_motion="reduce")
    page.goto("/en/members/?view=map")
    return page.locator(".map-sheet-kr")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_keys_reach_each_dot_by_name_and_lead_to_its_city(visit, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto("/en/members/?view=map&area=TW")
    dots = page.locator(".map-sheet a")
    expect(dots).to_have_count(10)
    names = [dots.nth(place).text_content() for place in range(10)]
    assert names == sorted(names), "in the order of the list"
    dots.first.focus()
    for name in names:
        focused = page.locator(".map-sheet a:focus-visible")
        expect(focused).to_have_text(name)
        expect(focused.locator("text")).to_have_css("opacity", "1")
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(names[-1])


def test_link_leads_past_the_map(visit):
    page = visit()
    page.goto("/en/members/?view=map")
    skip = page.locator(".map-frame > .skip-link")
    skip.focus()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".map-table summary")).to_be_focused()


def test_keys_zoom_pan_and_show_all_again(sheet):
    page = sheet.page
    whole = view_box(sheet)
    sheet.get_by_role("button", name="Zoom in").press("Enter")
    near = view_box(sheet)
    assert near[2:] == [size / 2 for size in whole[2:]]
    page.keyboard.press("ArrowLeft")
    assert view_box(sheet)[0] < near[0]
    page.keyboard.press("+")
    assert view_box(sheet)[2:] == [size / 4 for size in whole[2:]]
    expect(sheet.get_by_role("button", name="Zoom in")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("0")
    assert view_box(sheet) == whole
    expect(sheet.get_by_role("button", name="Zoom in")).to_be_focused()


def test_dot_that_gets_the_focus_comes_into_sight(sheet):
    sheet.get_by_role("button", name="Zoom in").click()
    sheet.get_by_role("button", name="Zoom in").click()
    for name in ("Gangneung", "Jeju", "Seoul"):
        dot = sheet.get_by_role("link", name=name)
        dot.focus()
        expect(dot.locator("circle").first).to_be_in_viewport(ratio=0.99)
        left, top, width, height = (
            sheet.bounding_box()[side] for side in ("x", "y", "width", "height")
        )
        box = dot.locator("circle").first.bounding_box()
        assert left <= box["x"] <= left + width and top <= box["y"] <= top + height


def test_dots_keep_their_size_and_come_home_as_the_map_grows(sheet):
    dot = sheet.get_by_role("link", name="Osan")
    before = dot.locator("circle").first.bounding_box()["width"]
    home = [float(part) for part in dot.get_attribute("data-home").split()]

    def off() -> float:
        x, y = re.findall(r"[-\d.]+", dot.get_attribute("transform"))[:2]
        return abs(float(x) - home[0]) + abs(float(y) - home[1])

    far = off()
    sheet.get_by_role("button", name="Zoom in").click()
    assert dot.locator("circle").first.bounding_box()["width"] == pytest.approx(before, rel=0.01)
    assert off() == pytest.approx(far / 2, rel=0.05)


def test_pointer_drags_a_map_that_is_zoomed_and_follows_no_link(sheet):
    page = sheet.page
    sheet.get_by_role("button", name="Zoom in").click()
    before = view_box(sheet)
    box = sheet.get_by_role("link", name="Daejeon").locator("circle").first.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 30, steps=4)
    page.mouse.up()
    after = view_box(sheet)
    assert after[0] < before[0] and after[1] < before[1]
    expect(page).to_have_url(re.compile(r"\?view=map$"))


@pytest.mark.parametrize("width", [768, 1024, 1280])
@pytest.mark.parametrize("path", ["", "members/?view=map"])
def test_dots_have_room_for_a_finger(visit, path, width):
    page = visit(viewport={"width": width, "height": 900})
    page.goto(f"/en/{path}")
    assert page.evaluate(LEAST_APART) >= LEAST_TARGET


@pytest.mark.parametrize("path", ["", "members/?view=map&size=xl"])
def test_phone_gets_a_picture_and_one_large_target_for_each_area(visit, path):
    page = visit(viewport={"width": 360, "height": 740})
    page.goto(f"/en/{path}")
    expect(page.locator(".map-sheet a:visible, .map-tools:visible")).to_have_count(0)
    areas = page.locator(".map-areas a")
    assert all(areas.nth(at).bounding_box()["height"] >= 44 for at in range(areas.count()))
    areas.filter(has_text="Japan").click()
    expect(page).to_have_url(re.compile("area=JP$"))
    expect(page.locator(".card").first).to_contain_text("Japan")


@in_two_languages
def test_no_text_stands_on_the_land_but_names_of_areas_and_members(visit, language):
    page = visit()
    page.goto(f"/{language.code}/members/?view=map")
    dots = page.locator(".map-sheet a text")
    assert page.locator(".map-sheet text").count() == dots.count() == 75
    areas = page.locator(".map-areas a").all_text_contents()
    for caption in page.locator(".map-sheet figcaption").all_text_contents():
        assert any(area.startswith(caption) for area in areas)


@pytest.mark.parametrize("colour", ["area", "theme", "level", "size"])
def test_legend_and_table_say_what_the_colours_say(visit, colour):
    page = visit(java_script_enabled=False)
    page.goto(f"/en/members/?view=map&colour={colour}")
    named = page.locator(".map-legend li")
    assert named.count() > 1
    page.locator(".map-table summary").click()
    cells = page.locator(".map-table td:nth-child(2)")
    expect(cells).to_have_count(75)
    words = {name.split("\n")[0].strip() for name in named.all_inner_texts()}
    told = {part for cell in cells.all_inner_texts() for part in cell.split(", ") if part}
    assert all(any(word.startswith(part) for word in words) for part in told)


def test_name_of_a_sheet_lies_beside_its_buttons(visit):
    """The longest stands on the narrowest."""
    page = visit()
    page.goto("/ja/")
    name = page.locator(".map-sheet-tw figcaption").bounding_box()
    tools = page.locator(".map-sheet-tw .map-tools").bounding_box()
    assert name["x"] + name["width"] <= tools["x"]
