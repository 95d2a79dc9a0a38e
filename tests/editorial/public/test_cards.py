from dataclasses import dataclass, replace
from io import BytesIO

import pytest
from django.core.cache import caches
from PIL import Image

from editorial.languages import BY_CODE, Text
from editorial.public import cards
from editorial.public.cards import Card, png_of

BLOCK = (72, 120, 640, 560)  # where title and what belongs to it stand on a card


@pytest.fixture(autouse=True)
def nothing_is_kept():
    caches["cards"].clear()


@dataclass(frozen=True)
class Plain:
    """A picture in one colour."""

    colour: str = "#ff0000"

    def drawn(self, width: int, height: int) -> Image.Image:
        return Image.new("RGB", (width, height), self.colour)


def text(value: str, code: str = "en") -> Text:
    return Text(value, BY_CODE[code], BY_CODE[code])


def card(title: str, code: str = "en", **fields) -> Card:
    return Card(text(title, code), site=text("ICLEI East Asia"), **fields)


def picture(drawn: Card) -> Image.Image:
    return Image.open(BytesIO(png_of(drawn))).convert("RGB")


def is_blank(part: Image.Image) -> bool:
    return len(part.getcolors(1_000_000)) == 1


def test_card_is_a_png_of_the_size_that_networks_take():
    found = Image.open(BytesIO(png_of(card("Suwon"))))
    assert (found.format, found.size) == ("PNG", (1200, 630))


def test_card_is_the_same_each_time():
    assert png_of(card("수원", "ko")) == png_of(card("수원", "ko"))


def test_card_shows_its_picture_at_the_right():
    shown = picture(card("Suwon", picture=Plain()))
    assert shown.getpixel((1199, 300)) == (255, 0, 0)
    assert shown.getpixel((639, 300)) != (255, 0, 0)


def test_card_is_in_the_hue_of_its_theme():
    green, blue = (picture(card("Prize", hue=hue)).getpixel((5, 625)) for hue in (None, 240))
    assert green == (0x14, 0x61, 0x3F)
    assert blue == (0x2E, 0x63, 0x86)


@pytest.mark.parametrize("code", ["en", "zh-hant", "ko", "ja", "zh-hans"])
@pytest.mark.parametrize("length", [1, 20, 80, 400])
def test_card_keeps_its_text_within_its_column(code, length):
    words = {"en": "Sustainability ", "ko": "지속가능한 도시 "}.get(code, "東京都市")
    title = (words * length)[:length].strip()
    beside = (text(title, code),)
    drawn = card(title, code, above=beside, below=beside, foot=beside, picture=Plain("#fbfbf8"))
    shown = picture(drawn)
    assert is_blank(shown.crop((cards.MARGIN + drawn.text_width + 6, 0, 1200, 619)))
    assert is_blank(shown.crop((0, 0, cards.MARGIN - 4, 619)))
    assert is_blank(shown.crop((0, 600, 1200, 619)))


def test_card_cuts_a_title_short_that_fits_in_no_size():
    size, lines = cards.set_title(card("Very long words " * 20), height=300)
    assert size == cards.TITLE_SIZES[-1]
    assert len(lines) > 3
    assert lines[-1].endswith("…")


def test_card_tears_a_word_that_fits_in_no_size():
    size, lines = cards.set_title(card("sustainability" * 2, picture=Plain()), height=300)
    assert (size, "".join(lines)) == (cards.TITLE_SIZES[-1], "sustainability" * 2)


def test_card_sets_a_short_title_large():
    assert cards.set_title(card("Suwon"), height=300) == (112, ["Suwon"])


def test_card_keeps_a_name_on_one_line():
    title, name = (
        card("Special City of Suwon", is_name=is_name, picture=Plain()) for is_name in (False, True)
    )
    assert len(cards.set_title(title, height=300)[1]) == 2
    assert len(cards.set_title(replace(name, title=text("New Taipei City")), height=300)[1]) == 1


def test_card_tears_no_word():
    title = card("Resource-efficient City", picture=Plain())
    assert cards.set_title(title, height=300)[1] == ["Resource-", "efficient", "City"]


def test_card_keeps_the_rest_of_a_title_with_a_sign_that_no_face_has():
    # A card without text was the rule before: readers saw a map and did not know of what.
    whole, rest = (picture(card(title, "ko")) for title in ("수원 🌱 선언", "수원 선언"))
    assert not is_blank(whole.crop(BLOCK))
    assert whole.tobytes() == rest.tobytes()


@pytest.mark.parametrize("place", ["above", "below", "foot"])
def test_card_keeps_the_rest_of_what_stands_beside_its_title(place):
    whole, rest = (card("Suwon", **{place: (text(t),)}) for t in ("Korea 🌱", "Korea"))
    assert picture(whole).tobytes() == picture(rest).tobytes()
    assert whole.is_covered is (place == "foot")


def test_card_of_a_title_that_no_face_has_says_whose_it_is():
    alone, site = picture(card("🌱🌍", "ko")), picture(card("ICLEI East Asia"))
    assert alone.crop(BLOCK).tobytes() == site.crop(BLOCK).tobytes()


def test_card_of_an_empty_title_is_drawn():
    assert picture(card(" ")).size == (1200, 630)


def test_fingerprint_tells_all_that_is_drawn(monkeypatch):
    plain = card("Suwon", picture=Plain())
    others = [
        replace(plain, title=text("Suwon", "ja")),
        replace(plain, foot=(text("수원", "ko"),)),
        replace(plain, hue=240),
        replace(plain, picture=Plain("#00ff00")),
    ]
    assert len({one.fingerprint for one in (plain, *others)}) == 5
    before = plain.fingerprint
    monkeypatch.setattr(cards, "DRAWING", cards.DRAWING + 1)
    assert plain.fingerprint != before


def test_card_is_drawn_once(rf, monkeypatch):
    first = cards.card_response(rf.get("/"), card("Suwon"))
    monkeypatch.setattr(cards, "png_of", lambda card: b"drawn again")
    second = cards.card_response(rf.get("/"), card("Suwon"))
    assert first.content == second.content
    assert second.headers["Content-Type"] == "image/png"
    assert second.headers["Cache-Control"] == "public, max-age=3600"


def test_card_is_not_sent_to_who_has_it(rf):
    tag = cards.card_response(rf.get("/"), card("Suwon")).headers["ETag"]
    again = cards.card_response(rf.get("/", headers={"if-none-match": tag}), card("Suwon"))
    other = cards.card_response(rf.get("/", headers={"if-none-match": tag}), card("Osan"))
    assert (again.status_code, other.status_code) == (304, 200)
