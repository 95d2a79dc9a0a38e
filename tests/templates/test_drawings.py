"""Drawings in pages: right before a style sheet has come, and where none comes."""

from html.parser import HTMLParser

import pytest

from tests.factories.members import ListedMemberFactory, ThemeFactory

pytestmark = pytest.mark.django_db

SHAPES = {"circle", "path", "rect", "use"}
#: What is black where nothing colours it: the dot of a member or an office, the sign of the site.
SOLID = {"dot", "sign"}


class Drawings(HTMLParser):
    """The shapes of all drawings on a page, and what each would be filled with by itself."""

    def __init__(self, html: str):
        super().__init__()
        self.open: list[dict[str, str]] = []
        self.found: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = {"tag": tag, **{name: value or "" for name, value in attrs}}
        if tag in SHAPES:
            around = [*self.open, attributes]
            fills = [one["fill"] for one in around if "fill" in one]
            self.found.append((self.name(attributes), fills[-1] if fills else None))
        elif tag in ("svg", "g", "a", "table"):
            self.open.append(attributes)

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag in ("svg", "g", "a", "table"):
            assert self.open.pop()["tag"] == tag

    def name(self, shape: dict[str, str]) -> str:
        inner = self.open[-1]
        if inner["tag"] == "a" or (inner.get("class") == "locator" and shape["r"] == "6.5"):
            return "touch" if "pointer-events" in shape else "dot"
        if shape["tag"] == "rect":
            return "bar"
        if "fill-rule" in shape or shape.get("r") == "4.2":
            return "sign"
        return shape.get("class") or inner.get("class") or shape["tag"]


@pytest.mark.parametrize(
    "address", ["/en/", "/en/members/", "/en/members/?view=map&colour=theme", "office", "theme"]
)
def test_nothing_is_a_black_shape_that_is_not_meant_to_be(client, address):
    member = ListedMemberFactory(latitude=37.29, longitude=127.01, population=1_200_000)
    theme = ThemeFactory()
    member.themes.add(theme)
    ListedMemberFactory(latitude=37.30, longitude=127.02, population=900_000)
    office = f"/en/secretariats/{member.secretariat.slug}/"
    address = {"office": office, "theme": f"/en/themes/{theme.slug}/"}.get(address, address)
    drawings = Drawings(client.get(address).content.decode()).found
    black = {name for name, fill in drawings if fill is None}
    assert black <= {*SOLID, "bar"}
    assert len(drawings) > len([name for name, _ in drawings if name in SOLID]) > 0


def test_what_takes_a_finger_is_invisible_by_itself(client):
    ListedMemberFactory(latitude=37.29, longitude=127.01, population=1_200_000)
    found = Drawings(client.get("/en/").content.decode()).found
    assert ("touch", "none") in found
    assert {fill for name, fill in found if name == "touch"} == {"none"}
