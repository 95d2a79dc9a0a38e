"""Share cards are never blank, and say to the desk what they leave out: field inputs, letter G."""

from io import BytesIO

import pytest
from django.core.cache import caches
from PIL import Image

from editorial.languages import BY_CODE
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.test_admin import form_data

pytestmark = pytest.mark.django_db

TITLE = (72, 120, 640, 560)  # where a title stands on a card

ODD = [
    ("ko", "탄소중립 🌱 선언", "탄소중립 선언"),
    ("ko", "탄소중립\u200b선언\ufeff", "탄소중립선언"),
    ("ja", "気候\u00adと都市 👩‍🔬", "気候と都市"),
    ("en", "𝗖𝗶𝘁𝗶𝗲𝘀 of 🇰🇷", "Cities of"),
    ("zh-hant", "2027\u00a0年區域會員會議", "2027 年區域會員會議"),
    ("zh-hans", "2028\u2009年培训\u3164日⛲", "2028 年培训日"),
]


@pytest.fixture(autouse=True)
def nothing_is_kept():
    caches["cards"].clear()


def article(code: str, title: str, **fields):
    column = BY_CODE[code].column
    titles = {"title_en": "", f"title_{column}": title}
    return ArticleFactory(source_language=code, **titles, **fields)


def card_of(client, code: str, story) -> Image.Image:
    page = client.get(f"/{code}/news/{story.slug}/card.png")
    return Image.open(BytesIO(page.content)).convert("RGB")


@pytest.mark.parametrize(("code", "title", "drawn"), ODD)
def test_title_stands_on_its_card(client, code, title, drawn):
    office = SecretariatFactory(name_en="Office")
    stories = (article(code, each, secretariat=office) for each in (title, drawn))
    odd, plain = (card_of(client, code, story) for story in stories)
    assert len(odd.crop(TITLE).getcolors(1_000_000)) > 1
    assert odd.tobytes() == plain.tobytes()


@pytest.mark.parametrize(
    ("language", "signs"),
    [
        ("en", "🌱 (U+1F331), 🇲🇳 (U+1F1F2 U+1F1F3)"),
        ("ko", "🌱(U+1F331), 🇲🇳(U+1F1F2 U+1F1F3)"),
    ],
)
def test_desk_tells_which_sign_the_card_lacks(client, language, signs):
    story = article("ko", "탄소중립 선언")
    user = PostingFactory(secretariat=story.secretariat, user__interface_language=language).user
    client.force_login(user)
    address = f"/admin/news/article/{story.pk}/change/"
    data = form_data(client.get(address)) | {"title_ko": "탄소중립 🌱 선언 🇲🇳"}
    told = client.post(address, data, follow=True).content.decode()
    for page in (told, client.get(address).content.decode()):
        assert signs in page
        assert ("Share cards cannot show" in page) is (language == "en")


@pytest.mark.parametrize("title", ["탄소\u200b중립", "탄소\u00a0중립", "수원 ①", "½ ℃ ㎡"])
def test_desk_says_nothing_of_what_is_drawn(client, title):
    story = EventFactory(source_language="ko", title_en="", title_ko=title)
    user = PostingFactory(secretariat=story.secretariat).user
    client.force_login(user)
    assert "U+" not in client.get(f"/admin/news/event/{story.pk}/change/").content.decode()
