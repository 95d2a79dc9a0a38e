"""How pages are set: heads that stay in sight, breaks between phrases, the weight of headings."""

import pytest

PHONE = {"width": 360, "height": 740}

#: Where on the screen heads are after the frame was scrolled both ways.
SCROLLED = """([far, down]) => {
  const frame = document.querySelector('.heads-stay');
  frame.scrollIntoView();
  frame.scrollTo(far, down);
  const box = frame.getBoundingClientRect();
  const edges = (selector, side) => [...frame.querySelectorAll(selector)]
    .map((head) => Math.round(head.getBoundingClientRect()[side] - box[side]));
  return {
    moved: [frame.scrollLeft, frame.scrollTop],
    tops: edges('thead tr:last-child > *', 'top'),
    lefts: edges('tbody [scope=row]', 'left'),
  };
}"""


@pytest.mark.parametrize(
    "path",
    ["/ko/members/?view=table", "/ja/members/compare/?city=yeosu&city=kobe&city=daegu&city=taipei"],
)
def test_heads_of_rows_and_columns_stay_in_sight_on_a_phone(visit, path):
    page = visit(viewport=PHONE)
    page.goto(path)
    seen = page.evaluate(SCROLLED, [150, 400])
    assert seen["moved"] == [150, 400]
    assert {*seen["tops"]} == {*seen["lefts"]} == {0}
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_bar_of_the_table_lies_over_its_heads(visit):
    page = visit(viewport=PHONE)
    page.goto("/ko/members/?view=table")
    button = page.locator(".compare-bar button").bounding_box()
    on_top = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('.compare-bar') !== null",
        [button["x"] + 4, button["y"] + 4],
    )
    assert on_top


def style(page, selector: str, name: str) -> str:
    return page.locator(selector).first.evaluate(f"(one) => getComputedStyle(one).{name}")


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("/ja/", ".home-tagline"),
        ("/ja/members/kobe/", ".lead"),
        ("/zh-hans/news/?others=1", ".card-title [lang=ja]"),
        ("/en/news/?others=1", ".card-title [lang=ja]"),
        ("/ja/", ".bars th"),
        ("/ja/", ".map-sheet figcaption"),
        ("/ja/members/?view=table", "td"),
        ("/ja/members/kobe/", ".chip"),
        ("/ja/members/darkhan/", ".fallback-note"),
    ],
)
def test_large_and_short_lines_in_japanese_end_where_phrases_end(page, path, selector):
    page.goto(path)
    assert style(page, selector, "wordBreak") == "auto-phrase"


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("/zh-hant/members/", "h1"),
        ("/ko/", "section h2"),
        ("/zh-hans/", ".home-tagline"),
        ("/ja/members/", ".card-title"),
        ("/en/news/?others=1", ".card-title [lang=ko]"),
    ],
)
def test_headings_in_cjk_weigh_what_latin_serifs_do(page, path, selector):
    page.goto(path)
    assert 600 <= int(style(page, selector, "fontWeight")) <= 700


#: Whether a frame fades at its lower edge over what can be seen, and over the last row at its end.
FADING = """(frame) => {
  const fade = getComputedStyle(frame, '::after');
  frame.scrollTo(0, 0);
  const isOver = frame.scrollHeight > frame.clientHeight;
  frame.scrollTo(0, frame.scrollHeight);
  const rows = [...frame.querySelectorAll('tr')].filter((row) => row.offsetHeight);
  const left = frame.getBoundingClientRect().bottom - rows.at(-1).getBoundingClientRect().bottom;
  return { isOver, image: fade.backgroundImage, covers: left < parseFloat(fade.height) - 1 };
}"""


def test_rows_fade_where_more_follow_and_the_last_one_does_not(visit):
    page = visit(viewport={"width": 1280, "height": 900})
    page.goto("/en/members/compare/?city=suwon&city=kyoto&city=taipei")
    seen = page.locator(".compare").evaluate(FADING)
    assert seen["isOver"] and seen["image"].startswith("linear-gradient")
    assert not seen["covers"]


def test_folded_tables_leave_no_button_on_paper(visit):
    page = visit()
    page.goto("/ko/members/taichung/")
    assert page.locator(".climate-rows").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".climate-rows").is_visible()
    page.evaluate("document.querySelector('.climate-rows').open = true")
    assert page.locator(".climate-rows table").first.is_visible()


def test_tonnes_and_their_unit_stay_on_one_line(visit):
    page = visit(viewport={"width": 390, "height": 844})
    page.goto("/ko/members/seoul/")
    number = page.locator(".climate > p > .number")
    assert number.evaluate("(one) => one.getClientRects().length") == 1
