import csv
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from PIL import Image

from editorial.languages import BY_CODE, LANGUAGES, Text
from members import cards
from tests.factories.members import MemberFactory
from tests.factories.secretariats import AreaFactory

NAME = (72, 200, 640, 350)  # where a name stands on the card


@pytest.fixture
def suwon(db):
    korea = AreaFactory(code="KR", name_en="South Korea", name_ko="한국")
    return MemberFactory(
        area=korea, name_en="Suwon", name_ko="수원", latitude=37.2911, longitude=127.0089
    )


def card(member, code: str) -> Image.Image:
    return Image.open(BytesIO(cards.share_card(member, BY_CODE[code])))


def has_text(picture: Image.Image) -> bool:
    return len(picture.crop(NAME).getcolors(100_000)) > 1


def test_share_card_is_a_png_of_the_size_that_networks_take(suwon):
    picture = card(suwon, "en")
    assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_share_card_is_small(suwon):
    assert all(len(cards.share_card(suwon, language)) < 100_000 for language in LANGUAGES)


def test_share_card_is_the_same_each_time(suwon):
    assert cards.share_card(suwon, BY_CODE["ko"]) == cards.share_card(suwon, BY_CODE["ko"])


def test_share_card_has_the_name_in_its_language(suwon):
    english, korean = (card(suwon, code).crop(NAME) for code in ("en", "ko"))
    assert has_text(card(suwon, "en"))
    assert english.tobytes() != korean.tobytes()


def test_share_card_of_a_long_name_stays_within_its_column(suwon):
    suwon.name_en = "Jeju Special Self-Governing Province of the Very Long Name"
    gutter = card(suwon, "en").crop((cards.MARGIN + cards.TEXT_WIDTH + 4, 0, 640, 600))
    assert len(gutter.getcolors()) == 1


def test_share_card_with_a_missing_glyph_has_no_text(suwon):
    assert has_text(card(suwon, "ko"))
    suwon.name_ko = "수원𠮷"
    assert not has_text(card(suwon, "ko"))


def test_share_card_of_a_long_list_of_names_stays_on_the_card(suwon):
    for language in LANGUAGES:
        setattr(suwon, f"name_{language.column}", f"{language.column} " * 9)
    below = card(suwon, "en").crop((0, 600, 640, 619))
    assert len(below.getcolors()) == 1


@pytest.mark.parametrize("file", ["members.csv", "areas.csv"])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_faces_have_every_glyph_of_the_sample(file, language):
    path = settings.BASE_DIR / "sample" / file
    names = [
        row[f"name_{language.column}"]
        for row in csv.DictReader(StringIO(path.read_text(encoding="utf-8")))
    ]

    assert len(names) >= 5
    assert not [name for name in names if not cards.is_covered(Text(name, language, language))]


def test_face_without_a_glyph_is_noticed():
    japanese = BY_CODE["ja"]
    assert cards.is_covered(Text("東京 Tokyo", japanese, japanese))
    assert not cards.is_covered(Text("수원", japanese, japanese))


def test_faces_are_small_enough_to_keep():
    assert sum(path.stat().st_size for path in cards.FONTS.glob("*.otf")) < 5_000_000
