"""Share cards are never blank, and say to the desk what they leave out: field inputs, letter G."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise, starmap

import pytest
from django.core.cache import caches
from django.utils.translation import override
from PIL import Image

from editorial.languages import BY_CODE
from editorial.public.cards import Card, rows, set_title
from editorial.public.chinese_words import SIMPLIFIED, TRADITIONAL
from editorial.public.faces import first_with, has_glyph
from editorial.public.linebreaking import is_han
from members.cards import member_card
from members.models import Member
from news.cards import article_card, event_card
from news.models import Article, Event
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

TITLE = (72, 120, 640, 560)  # where a title stands on a card
HEIGHT = 330  # what a title has where there are a day and a place

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


#: Words of one character: a line of a title may begin with the former, and end with the latter.
BEGINNINGS, ENDINGS = tuple("在與与由於于和及以為为向"), tuple("年月日的在將将")
WORDS = TRADITIONAL | SIMPLIFIED


def is_torn(line: str, after: str) -> bool:
    """Whether a line of Chinese ends, or the next begins, with what is no word that is known."""
    if not (is_han(line[-1]) and is_han(after[0])):
        return False
    begins = after.startswith((*BEGINNINGS, *WORDS))
    return not (begins and line.endswith((*ENDINGS, *WORDS)))


def drawn_on(card: Card) -> Iterator[tuple[str, str]]:
    """Each line of a card, title and all, with the tag of its language."""
    yield from ((line, card.title.tag) for line in set_title(card, HEIGHT)[1])
    for row in rows((*card.above, *card.below, *card.foot), 26, card.text_width):
        yield from ((text.value, text.tag) for text in row)


def boxes_in(line: str, tag: str) -> list[str]:
    """The signs of a line that its face would draw as a box."""
    return [sign for sign in line if sign != " " and not has_glyph(first_with(sign, tag), sign)]


def cards_of_the_sample() -> Iterator[Card]:
    for make, stories in ((article_card, Article.objects), (event_card, Event.objects)):
        for story in stories.public().select_related("secretariat"):
            story.listed_members = []
            yield make(story)
    yield from map(member_card, Member.objects.listed().select_related("area"))


@pytest.mark.usefixtures("whole_sample")
@pytest.mark.parametrize(
    "code",
    [
        *("zh-hant", "zh-hans"),
        *(pytest.param(code, marks=pytest.mark.thorough) for code in ("en", "ko", "ja")),
    ],
)
def test_no_card_of_the_sample_draws_a_box_or_tears_a_word(code):
    with override(code):
        cards = [*cards_of_the_sample()]
        assert len(cards) > 90
        drawn = [line for card in cards for line in drawn_on(card)]
        assert [(line, boxes) for line, tag in drawn if (boxes := boxes_in(line, tag))] == []
        chinese = [card for card in cards if card.title.tag.startswith("zh")]
        titles = [set_title(card, HEIGHT)[1] for card in chinese]
        assert [lines for lines in titles if any(starmap(is_torn, pairwise(lines)))] == []
