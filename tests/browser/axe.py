"""axe-core in a page: what a machine can tell of its accessibility."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROWEST = 320  # CSS px, as wide as a page of 1280 at 400 %

#: Of a page on which axe is let in and nothing moves: axe would see a fade halfway.
OPTIONS = {"bypass_csp": True, "reduced_motion": "reduce"}

#: Rules whose answer depends on how wide and how dark a page is drawn, and not on its HTML alone.
OF_THE_VIEW = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]

VIOLATIONS = """async runOnly => {
  const {violations} = await axe.run({runOnly, resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""


#: Where the bar of a form lies in its own place. Elsewhere it covers a part of some field until
#: somebody scrolls, or comes to that field by keyboard, and axe takes that part for the whole.
TO_THE_END = """() => {
  if (document.querySelector(".save-bar")) scrollTo(0, document.documentElement.scrollHeight);
}"""


def violations(page: Page, *tags: str) -> list[str]:
    """What axe finds against the rules of WCAG and of more ``tags``."""
    return found(page, "tag", [*WCAG, *tags])


def violations_of_view(page: Page) -> list[str]:
    """What axe finds in a second width and scheme of a page that it has read as a whole."""
    return found(page, "rule", OF_THE_VIEW)


def found(page: Page, kind: str, values: list[str]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(TO_THE_END)
    return page.evaluate(VIOLATIONS, {"type": kind, "values": values})


def widen(page: Page, width: int, scheme: str = "light") -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)


def sideways(page: Page) -> int:
    """How many pixels the page scrolls sideways."""
    return page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
